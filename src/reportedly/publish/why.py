"""Everything behind a record, as a tree: finding, claims, sentences, chains, origins, rules."""

from __future__ import annotations

from collections.abc import Callable

from rich.markup import escape
from rich.tree import Tree

from reportedly.errors import NotFound
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.publish.editions import edition
from reportedly.reading import wording
from reportedly.records import Article, Attribution, Claim, Figure, Finding, Id, Origin, Span
from reportedly.store import Reader

SEARCHED = ("findings", "claims", "figures", "attributions", "origins")


def explain(store: Reader, record: Id) -> list[Tree]:
    """The trees to print for the record with this id.

    Raises NotFound, saying which ids there are, when no record has it.
    """
    stories = {s.id for s in store.stories()}
    story = record if record in stories else _story_of(store, record)
    account = edition(store, "", story).stories[0]
    return [_Explainer(account).of(record)]


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
        return self._whole()

    def _whole(self) -> Tree:
        story = self._story.dossier.story
        tree = Tree(f"[bold]story[/] {escape(story.title)}  [dim]{story.id}[/]")
        for finding in self._story.account.findings:
            tree.add(f"{escape(finding.headline)}  [dim]{finding.status} · {finding.id}[/]")
        return tree

    def _finding(self, finding: Finding) -> Tree:
        tree = Tree(
            f"[bold]{escape(finding.headline)}[/]\n[dim]finding {finding.id} · {finding.kind} · "
            f"{finding.status} · {finding.origins} independent origin{'s' if finding.origins != 1 else ''}[/]"
        )
        for slot, values in finding.slots.items():
            branch = tree.add(
                f"[bold]{escape(slot)}[/]" + ("  [dim]values differ[/]" if len(values) > 1 else "")
            )
            for value in values:
                said = f" - {escape(', '.join(value.speakers))}" if value.speakers else ""
                branch.add(f"{escape(value.value)} [dim]({value.origins} origins)[/]{said}")
        for claim in finding.claims:
            if claim in self._look.claims:
                tree.add(self._claim(self._look.claims[claim]))
        return tree

    def _claim(self, claim: Claim) -> Tree:
        tree = Tree(
            f"“{escape(self._words(claim.sentence))}”\n"
            f"[dim]claim {claim.id} · {claim.kind} · {claim.polarity} · {claim.modality}[/]"
        )
        tree.add(f"in {self._where(claim.sentence)}")
        tree.add(
            "said by " + escape(" → ".join(claim.chain)) if claim.chain else "in the article's own voice"
        )
        for slot in ("actor", "recipient", "instrument"):
            for named in getattr(claim, slot):
                tree.add(f"{slot}: {escape(named.name)} [dim]“{escape(named.span.quote)}”[/]")
        if claim.place:
            tree.add(f"place: {escape(claim.place.place.name)} [dim]“{escape(claim.place.span.quote)}”[/]")
        if claim.time:
            days = " to ".join(dict.fromkeys(d for d in (claim.time.earliest, claim.time.latest) if d))
            tree.add(f"time: {days or 'not known'} [dim]“{escape(claim.time.span.quote)}”[/]")
        for figure in claim.figures:
            if figure in self._look.figures:
                tree.add(self._figure(self._look.figures[figure]))
        tree.add(f"read by rule [italic]{escape(claim.rule)}[/] on “{escape(claim.trigger.quote)}”")
        if claim.origin in self._origins:
            tree.add(self._origin(self._origins[claim.origin]))
        return tree

    def _figure(self, figure: Figure) -> Tree:
        window = " to ".join(d for d in (figure.window_start, figure.window_end) if d)
        return Tree(
            f"figure: {escape(figure.span.quote)} [dim]{figure.measure}, {figure.unit}, {figure.qualifier}"
            + (f", {window}" if window else "")
            + (f", by {escape(figure.speaker)}" if figure.speaker else "")
            + f" · {figure.id}[/]"
        )

    def _attribution(self, item: Attribution) -> Tree:
        who = escape(" → ".join(item.chain)) or "nobody named"
        what = f"{item.speech} speech" if item.act == "speech" else "an attitude, not speech"
        tree = Tree(f"[bold]{who}[/] [dim]{what} · {item.id}[/]")
        for part in item.content:
            tree.add(f"“{escape(self._words(part))}”")
        tree.add(f"in {self._where(item.content[0])}")
        tree.add(f"read by rule [italic]{escape(item.rule)}[/]")
        return tree

    def _origin(self, origin: Origin) -> Tree:
        root = self._look.articles.get(origin.root or "")
        text = f"the text of {self._name(root)}" if root else "a text that is not among the pages"
        credit = f", credited to {escape(origin.credited_to)}" if origin.credited_to else ""
        tree = Tree(f"origin: {text}{credit} [dim]{origin.id}[/]")
        carriers = sorted({s.article for s in origin.sentences} - {origin.root or ""})
        for carrier in carriers:
            if carrier in self._look.articles:
                tree.add(f"also stands in {self._name(self._look.articles[carrier])}")
        return tree

    def _words(self, span: Span) -> str:
        article = self._look.articles[span.article]
        return " ".join(wording(article.text, article.edits, span.start, span.end).split())

    def _where(self, span: Span) -> str:
        article = self._look.articles[span.article]
        return f"{self._name(article)} [dim]characters {span.start}-{span.end}[/]"

    def _name(self, article: Article) -> str:
        date = self._look.published_at(article)
        outlet = article.outlet or "an unnamed outlet"
        return escape(f"{outlet}, {date[:10] if date else 'undated'} ({article.input_id})")
