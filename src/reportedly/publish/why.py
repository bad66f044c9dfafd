"""Everything behind a record, as a tree: finding, claims, sentences, chains, origins, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.markup import escape
from rich.tree import Tree

from reportedly.copies.direction import agency_of
from reportedly.errors import NotFound
from reportedly.outlets import family_of
from reportedly.publish.copied import altered_word, is_directed
from reportedly.publish.display import count_words, outlet_name, state_words
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.publish.editions import edition
from reportedly.publish.judged import judgement_words
from reportedly.reading import wording
from reportedly.records import (
    MODEL,
    Article,
    Attribution,
    Claim,
    Figure,
    Finding,
    Id,
    Judgement,
    Origin,
    PlaceMention,
    SlotValue,
    Span,
)
from reportedly.rulebook.own import place_of
from reportedly.store import Reader

DELTAS = {"increment": "so many more and no total", "former": "what it was before"}
SEARCHED = ("findings", "claims", "figures", "attributions", "origins")


def explain(store: Reader, record: Id) -> list[Tree]:
    """The trees to print for the record with this id.

    Raises NotFound, saying which ids there are, when no record has it.
    """
    story = store.story_now(record) or _story_of(store, record)
    account = edition(store, "", story).stories[0]
    return [draw(account, record)]


def draw(story: StoryAccount, record: Id) -> Tree:
    """The tree of a record of this story; of the whole story where it has no such record."""
    return _Explainer(story).of(record)


def _story_of(store: Reader, record: Id) -> Id:
    for table in SEARCHED:
        owner = store.owner_of(table, record)
        if owner is None:
            continue
        for story in store.stories():
            if owner == story.id or owner in story.articles:
                return story.id
    raise NotFound(
        f"no finding, claim, figure, attribution, origin or story has the id {record}; "
        "ids are in: reportedly export findings (or claims, figures, ...)"
    )


class _Explainer:
    """Draws the records of one story."""

    def __init__(self, story: StoryAccount) -> None:
        self._story = story
        self._look: Lookups = story.lookups()
        self._attributions = {a.id: a for a in story.dossier.attributions}
        self._origins = {o.id: o for o in story.dossier.origins}
        self._review = story.dossier.review

    def of(self, record: Id) -> Tree:
        draws: tuple[tuple[dict[Id, object], Callable[..., Tree]], ...] = (
            ({f.id: f for f in self._story.account.findings}, self._finding),
            (dict(self._look.claims), self._claim),
            (dict(self._look.figures), self._figure),
            (dict(self._attributions), self._attribution),
            (dict(self._origins), self._origin),
        )
        for known, draw in draws:
            if record in known:
                return draw(known[record])
        rejected = [j for j in self._review.used if j.verb == "reject" and record in j.targets]
        return self._left_out(rejected) if rejected else self._whole()

    def _left_out(self, rejected: Sequence[Judgement]) -> Tree:
        tree = Tree("left out of the account; as it was read: reportedly export claims (or figures)")
        for judgement in rejected:
            tree.add(_decided(judgement))
        return tree

    def _whole(self) -> Tree:
        story = self._story.dossier.story
        tree = Tree(f"[bold]story[/] {escape(story.title)}  [dim]{story.id}[/]")
        for finding in self._story.account.findings:
            tree.add(f"{escape(finding.headline)}  [dim]{finding.status} · {finding.id}[/]")
        return tree

    def _finding(self, finding: Finding) -> Tree:
        tree = Tree(
            f"[dim]finding {finding.id} · {escape(finding.kind)}[/]\n[bold]{escape(finding.headline)}[/]\n"
            f"{state_words(finding.status, finding.origins)}"
        )
        for words in self._families(finding):
            tree.add(words)
        for judgement in self._review.used:
            if judgement.id in finding.judgements and judgement.target == "finding":
                tree.add(_decided(judgement))
        for slot, values in finding.slots.items():
            differ = " [bold]differs:[/]" if len(values) > 1 else ":"
            tree.add(f"{escape(slot)}{differ} {'; '.join(_value(v) for v in values)}")
        self._by_origin(tree, [self._look.claims[c] for c in finding.claims if c in self._look.claims])
        return tree

    def _families(self, finding: Finding) -> Iterator[str]:
        """Outlets whose own texts back the finding and count once, since one family owns them."""
        houses: dict[str, set[str]] = {}
        origins = {self._look.claims[c].origin for c in finding.claims if c in self._look.claims}
        for origin in origins & self._origins.keys():
            root = self._look.articles.get(self._origins[origin or ""].root or "")
            family = self._family(root) if root else None
            if root and family:
                houses.setdefault(family, set()).add(outlet_name(root))
        for family, names in sorted(houses.items()):
            if len(names) > 1:
                yield f"of one family, so one origin ({escape(family)}): {escape(', '.join(sorted(names)))}"

    def _family(self, article: Article) -> str | None:
        """The family of an article that is its outlet's own text."""
        own = agency_of(article) is None
        return family_of(article.outlet, self._look.published_at(article)) if own else None

    def _by_origin(self, tree: Tree, claims: Sequence[Claim]) -> None:
        """The claims below the origins of their sentences, in the order of the first claim of each."""
        groups: dict[Id | None, list[Claim]] = {}
        for claim in claims:
            groups.setdefault(claim.origin if claim.origin in self._origins else None, []).append(claim)
        for origin, found in groups.items():
            branch = tree.add(self._origin(self._origins[origin]) if origin else Tree("origin not known"))
            for claim in found:
                branch.add(self._read(claim))

    def _claim(self, claim: Claim) -> Tree:
        tree = self._read(claim)
        if claim.origin in self._origins:
            tree.add(self._origin(self._origins[claim.origin]))
        return tree

    def _story_tells(self, mention: PlaceMention) -> str:
        """Which other article tells the place, where the claim's own leaves it open."""
        if mention.resolved_in is None:
            return ""
        return f" [dim](resolved as in {self._name(self._look.articles[mention.resolved_in])})[/]"

    def _read(self, claim: Claim) -> Tree:
        """The sentence of a claim and how it was read."""
        said = f"said by {escape(' → '.join(claim.chain))}" if claim.chain else "in the article's own voice"
        tree = Tree(
            f"“{escape(self._words(claim.sentence))}”\n"
            f"{said}; in {self._where(claim.sentence)}\n"
            f"[dim]claim {claim.id} · {claim.kind} · {claim.polarity} · {claim.modality}[/]"
        )
        for words in self._altered(claim.sentence):
            tree.add(words)
        for slot in ("actor", "recipient", "instrument"):
            for named in getattr(claim, slot):
                sure = f", score {named.score:g}" if named.score is not None else ""
                tree.add(f"{slot}: {_read_as(named.name, named.span)}{sure}")
        if claim.same_as is not None:
            tree.add(f"takes up claim {claim.same_as} before it, score {claim.same_score or 0:g}")
        if claim.place:
            elsewhere = self._story_tells(claim.place)
            tree.add(f"place: {_read_as(claim.place.place.name, claim.place.span)}{elsewhere}")
        if claim.time:
            days = " to ".join(dict.fromkeys(d for d in (claim.time.earliest, claim.time.latest) if d))
            tree.add(f"time: {_read_as(days or 'not known', claim.time.span)}")
        for figure in claim.figures:
            if figure in self._look.figures:
                tree.add(self._figure(self._look.figures[figure]))
        for judgement in self._corrections(claim.id):
            tree.add(_decided(judgement))
        who, name = _reader(claim.rule)
        place = place_of(claim.rule)
        where = f" [dim]({place[0]}, line {place[1]})[/]" if place else ""
        tree.add(f"{who}: [italic]{escape(name)}[/] on “{escape(claim.trigger.quote)}”{where}")
        return tree

    def _altered(self, sentence: Span) -> Iterator[str]:
        """What the article altered in a sentence that it took from another."""
        for copy in self._story.dossier.copies:
            if (
                copy.article != sentence.article
                or not is_directed(copy)
                or copy.of not in self._look.articles
            ):
                continue
            of = self._name(self._look.articles[copy.of])
            verb = "newer than in" if copy.update else "altered, against"
            for change in (c for s in copy.sentences if s.span.start == sentence.start for c in s.altered):
                now, then = (escape(" ".join(x.quote.split())) for x in (change.span, change.of_span))
                yield f"[bold]{altered_word(change.type)} {verb}[/] {of}: “{now}” for “{then}”"

    def _figure(self, figure: Figure) -> Tree:
        window = " to ".join(d for d in (figure.window_start, figure.window_end) if d)
        former = self._look.figures.get(figure.former or "")
        tree = Tree(
            f"figure: {escape(figure.span.quote)} [dim]{figure.measure}, {figure.unit}, {figure.qualifier}"
            + (f", {DELTAS[figure.delta]}" if figure.delta else "")
            + (", of the whole conflict" if figure.whole_conflict else "")
            + (f", {window}" if window else "")
            + (f", by {escape(figure.speaker)}" if figure.speaker else "")
            + (f", {escape(former.span.quote)} before" if former else "")
            + f" · {figure.id}[/]"
        )
        for judgement in self._corrections(figure.id):
            tree.add(_decided(judgement))
        return tree

    def _corrections(self, record: Id) -> list[Judgement]:
        """Who corrected what of a claim or figure, in the order in which they did."""
        found = {j.id: j for j in self._review.corrections.get(record, {}).values()}
        return sorted(found.values(), key=lambda j: j.order)

    def _attribution(self, item: Attribution) -> Tree:
        who = escape(" → ".join(item.chain)) or "nobody named"
        what = f"{item.speech} speech" if item.act == "speech" else "an attitude, not speech"
        tree = Tree(f"[bold]{who}[/] [dim]{what} · {item.id}[/]")
        for part in item.content:
            tree.add(f"“{escape(self._words(part))}”")
        if item.score is not None and item.source is not None:
            tree.add(f"“{escape(self._words(item.source))}” taken for {who}, score {item.score:g}")
        tree.add(f"in {self._where(item.content[0])}")
        who, name = _reader(item.rule)
        tree.add(f"read by {who} [italic]{escape(name)}[/]")
        return tree

    def _origin(self, origin: Origin) -> Tree:
        root = self._look.articles.get(origin.root or "")
        text = f"text of {self._name(root)}" if root else "a text that is not among the pages"
        if origin.root and root is None:
            text = f"text of an article of another story, {origin.root}"
        other = origin.credited_to if root is None or origin.credited_to != root.outlet else None
        credit = f", credited to {escape(other)}" if other else ""
        family = self._family(root) if root else None
        credit += f", of the family {escape(family)}" if family else ""
        carriers = sorted({s.article for s in origin.sentences} - {origin.root or ""})
        names = [self._name(self._look.articles[c]) for c in carriers if c in self._look.articles]
        also = f"\nalso stands in {'; '.join(names)}" if names else ""
        return Tree(f"[bold]origin[/]: {text}{credit}{also}\n[dim]{origin.id}[/]")

    def _words(self, span: Span) -> str:
        article = self._look.articles[span.article]
        return " ".join(wording(article.text, article.edits, span.start, span.end).split())

    def _where(self, span: Span) -> str:
        return f"{self._name(self._look.articles[span.article])}, characters {span.start}-{span.end}"

    def _name(self, article: Article) -> str:
        date = self._look.published_at(article)
        return escape(f"{outlet_name(article)}, {date[:10] if date else 'undated'} ({article.input_id})")


def _decided(judgement: Judgement) -> str:
    """As "Ada corrected the figure to 12: “misread”"."""
    why = f": “{escape(judgement.why)}”" if judgement.why else ""
    return f"[bold]{escape(judgement.by)}[/] {escape(judgement_words(judgement))}{why} [dim]{judgement.id}[/]"


def _reader(rule: str) -> tuple[str, str]:
    """What read a record, a rule of ours or a language model, and its name."""
    if rule.startswith(MODEL):
        return "language model", rule.removeprefix(MODEL)
    return "rule", rule


def _value(value: SlotValue) -> str:
    """As "Northport (2 origins: the mayor, two residents)"."""
    speakers = f": {escape(', '.join(value.speakers))}" if value.speakers else ""
    return f"{escape(value.value)} [dim]({count_words(value.origins, 'origin')}{speakers})[/]"


def _read_as(name: str, span: Span) -> str:
    """What was read, and the words themselves where they differ."""
    words = " ".join(span.quote.split())
    return escape(name) if words == name else f"{escape(name)} [dim]“{escape(words)}”[/]"
