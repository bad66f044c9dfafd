"""What every export reads: the stories of a store one by one, each with its dossier and its account.

A few short stories or one long one are held at a time, so that memory follows the longest story and not the
store. Claims and figures are as people's judgements have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reportedly.errors import NotFound
from reportedly.publish.display import outlet_name, safe_url
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.reconcile.dossier import together
from reportedly.reconcile.evidence import Testimony
from reportedly.records import Account, Article, Claim, Finding, Id, Series, Story
from reportedly.review.following import judged_dossiers
from reportedly.store import Reader, changes
from reportedly.store.changes import Change

ACCOUNT = ("findings", "series", "control", "agreements")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which records are wanted: of one story, and those reported on a day from `since` to `until` (ISO 8601
    dates, both inclusive). The day is that of publication, which nearly every page tells; what no dated page
    reports is wanted only where no days are asked for."""

    story: Id | None = None
    since: str | None = None
    until: str | None = None

    def wants(self, days: Iterable[str | None]) -> bool:
        """Whether something reported on these days is wanted."""
        if self.since is None and self.until is None:
            return True
        told = [day[:10] for day in days if day]
        return any((self.since or day) <= day <= (self.until or day) for day in told)


class Telling:
    """One story, with what its exports look up. `Testimony` is made only for those that weigh claims."""

    def __init__(self, account: StoryAccount, filters: Filters, changes: Mapping[Id, Change]) -> None:
        """`changes`: when each finding came to be what it is, by its id."""
        self.changes = changes
        self.story: Story = account.dossier.story
        self.dossier = account.dossier
        self.account = account.account
        self._filters = filters
        self._account = account

    @cached_property
    def look(self) -> Lookups:
        return self._account.lookups()

    @cached_property
    def testimony(self) -> Testimony:
        return Testimony(self.dossier)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that are wanted."""
        return tuple(f for f in self.account.findings if self.wants(f.claims))

    @property
    def series(self) -> tuple[Series, ...]:
        return self.account.series

    def wants(self, claims: Iterable[Id]) -> bool:
        """Whether something is wanted that rests on these claims."""
        return self._filters.wants(self.reported_at(claim) for claim in self.claims(claims))

    def wants_article(self, article: Article) -> bool:
        return self._filters.wants([self.look.published_at(article)])

    def claims(self, ids: Iterable[Id]) -> list[Claim]:
        return [self.look.claims[i] for i in ids if i in self.look.claims]

    def reported_at(self, claim: Claim) -> str | None:
        """When the article of a claim was published."""
        article = self.look.articles.get(claim.article)
        return self.look.published_at(article) if article else None

    def articles(self, ids: Iterable[Id]) -> tuple[Article, ...]:
        """These articles, each once, the earliest first."""
        known = {i for i in ids if i in self._by_time}
        return tuple(self.look.articles[i] for i in sorted(known, key=self._by_time.__getitem__))

    @cached_property
    def _by_time(self) -> dict[Id, int]:
        return {article.id: n for n, article in enumerate(self.look.by_time())}

    @cached_property
    def replaced(self) -> frozenset[Id]:
        """The figures that later ones of the same speaker replace."""
        points = (p for series in self.series for p in series.points if p.status == "superseded")
        return frozenset(figure for point in points for figure in point.figures)


def tellings(store: Reader, filters: Filters) -> Iterator[Telling]:
    """The stories that are wanted, in the order of their ids.

    Raises NotFound when the story that is asked for is not there.
    """
    for batch in together(_wanted(store, filters)):
        ids = [s.id for s in batch]
        made = {name: store.derived(name, ids) for name in ACCOUNT}
        changed = changes.of_stories(store.engine, ids)
        for dossier in judged_dossiers(store, ids):
            own = {name: tuple(found.get(dossier.story.id, ())) for name, found in made.items()}
            yield Telling(StoryAccount(dossier, Account(**own)), filters, changed)


def _wanted(store: Reader, filters: Filters) -> list[Story]:
    if filters.story is None:
        return store.stories()
    now = store.story_now(filters.story)
    if now is None:
        raise NotFound(f"there is no story {filters.story}; list them with: reportedly export stories")
    return store.stories([now])


def sources(articles: Iterable[Article]) -> tuple[str, ...]:
    """The names of the outlets, each once."""
    return tuple(dict.fromkeys(outlet_name(a) for a in articles))


def reference(article: Article) -> str:
    """Where an article is found: its address, else a name that stands for it."""
    return safe_url(article.url) or urn("article", article.id)


def urn(kind: str, id_: Id) -> str:
    """A name for a record that has no address: "urn:reportedly:claim:c-1f..."."""
    return f"urn:reportedly:{kind}:{id_}"
