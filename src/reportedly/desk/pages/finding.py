"""One finding: each value with its claims, quotes, chains and origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from reportedly.desk.rendering import page
from reportedly.desk.shelf import Shelved
from reportedly.errors import NotFound
from reportedly.publish.citing import origin_words
from reportedly.publish.display import CONTESTED, date_words, plain, shown
from reportedly.publish.edition import Lookups, StoryAccount
from reportedly.publish.readings import days_words, kind_words
from reportedly.publish.views import Slot, slot_view
from reportedly.records import MODEL, Article, Claim, Finding, Id, Named, Span

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim in its sentence, and how it was read."""

    claim: Claim
    article: Article
    published: str
    kind: str
    sentence: Markup
    chain: tuple[str, ...]
    told: tuple[tuple[str, str], ...]  # what was read in the sentence, label and words
    read_by: str


@dataclass(frozen=True, slots=True)
class OriginView:
    """The claims whose sentences trace to one text."""

    words: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    finding: Finding
    slots: tuple[Slot, ...]
    origins: tuple[OriginView, ...]


@router.get("/findings/{id}", response_class=HTMLResponse)
def finding(request: Request, shelf: Shelved, id: Id) -> HTMLResponse:  # noqa: A002 - the record's own word
    """A finding and everything behind it."""
    story = shelf.store.owner_of("findings", id)
    if story is None:
        raise NotFound(f"there is no finding {id}; it may have changed as articles came: look in its story")
    account = shelf.account(story)
    found = next(f for f in account.account.findings if f.id == id)
    view = finding_view(found, account)
    return page(request, "finding.html", title=found.headline, view=view, account=account, story=account)


def finding_view(finding: Finding, account: StoryAccount) -> FindingView:
    """The finding's values, what reports contradict each other in first, then its claims by origin."""
    lookups = account.lookups()
    ordered = sorted(finding.slots, key=lambda name: (name not in CONTESTED, len(finding.slots[name]) < 2))
    slots = tuple(slot_view(finding, name, lookups) for name in ordered if finding.slots[name])
    return FindingView(finding, slots, tuple(by_origin(finding.claims, lookups)))


def by_origin(claims: Sequence[Id], lookups: Lookups) -> Iterator[OriginView]:
    """The claims under the origins of their sentences, those first whose article was first."""
    order = {a.id: n for n, a in enumerate(lookups.by_time())}
    known = [lookups.claims[c] for c in claims if c in lookups.claims]
    known.sort(key=lambda c: (order.get(c.article, len(order)), c.sentence.start, c.trigger.start))
    groups: dict[int | None, list[Claim]] = {}
    for claim in known:
        groups.setdefault(lookups.origin_at(claim.sentence), []).append(claim)
    for number, found in groups.items():
        words = "Origin not known" if number is None else origin_words(number, lookups)
        yield OriginView(words, tuple(claim_view(c, lookups) for c in found))


def claim_view(claim: Claim, lookups: Lookups) -> ClaimView:
    article = lookups.articles[claim.article]
    rule = claim.rule
    reader = f"language model {rule.removeprefix(MODEL)}" if rule.startswith(MODEL) else f"rule {rule}"
    return ClaimView(
        claim=claim,
        article=article,
        published=date_words(lookups.published_at(article)),
        kind=kind_words(claim.kind),
        sentence=marked(claim.sentence, claim.trigger),
        chain=tuple(plain(name) for name in claim.chain),
        told=tuple(told(claim, lookups)),
        read_by=f"{reader}, on “{plain(claim.trigger.quote)}”",
    )


def told(claim: Claim, lookups: Lookups) -> Iterator[tuple[str, str]]:
    """What was read of the claim: who, to whom, with what, where, when, how many, how sure."""
    for label, named in (("Who", claim.actor), ("To whom", claim.recipient), ("With what", claim.instrument)):
        if named:
            yield label, ", ".join(_named(n) for n in named)
    if claim.place:
        where = claim.place.place
        country = f", {where.country}" if where.country else ""
        radius = f", within {where.radius_km:g} km" if where.radius_km else ""
        yield (
            "Where",
            f"{plain(where.name)}{country}{radius}"
            if where.resolved
            else f"{plain(where.name)} (not placed)",
        )
    if claim.time and (days := days_words(claim.time)):
        yield "When", days
    figures = [lookups.figures[f] for f in claim.figures if f in lookups.figures]
    if figures:
        yield "How many", "; ".join(f"{plain(f.span.quote)} ({f.measure}, {f.unit})" for f in figures)
    if claim.polarity != "affirmed" or claim.modality != "asserted":
        yield "How", f"{claim.polarity}, {claim.modality}"


def _named(named: Named) -> str:
    words = plain(named.span.quote)
    return words if words == named.name else f"{plain(named.name)} (“{words}”)"


def marked(sentence: Span, part: Span) -> Markup:
    """The sentence with a part of it marked."""
    start, end = part.start - sentence.start, part.end - sentence.start
    words = sentence.quote
    if start < 0 or end > len(words):
        return escape(shown(words))
    before, within, after = (escape(shown(w)) for w in (words[:start], words[start:end], words[end:]))
    return Markup("{}<mark>{}</mark>{}").format(before, within, after)
