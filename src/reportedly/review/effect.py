"""What the judgements that stand do to a story: to its claims before it is reconciled, to the account after.

The machine's records are never changed: a corrected claim is a copy, made each time the story is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reportedly.claims.named import shown
from reportedly.reconcile.sides import actors
from reportedly.records import (
    Account,
    Claim,
    Dossier,
    Figure,
    Finding,
    Id,
    Judgement,
    PlaceMention,
    Review,
    Slot,
    SlotValue,
    Span,
    TimeMention,
    Value,
)

IN_WORDS: tuple[Slot, ...] = (
    "figure",
    "kind",
)  # what equal words say alike; place and time depend on the page
Corrections = dict[Id, dict[Slot, Judgement]]
Wording = tuple[str, int, str]  # a sentence as it is read, an offset in it, and a kind or measure


def judged(dossier: Dossier, used: Sequence[Judgement]) -> Dossier:
    """The dossier as people's judgements have it: claims and figures corrected, rejected ones left out.

    `used` are those of `Standing.used` that bear on the story (`followed`). What is said of a misread
    number or kind, or of a claim that is none, holds for the very same words in the story's other articles
    too, unless these have been judged by themselves.
    """
    if not used:
        return dossier
    known = {c.id for c in dossier.claims} | {f.id for f in dossier.figures}
    known.update(a.id for a in dossier.articles)
    ours = tuple(j for j in used if known.intersection(j.targets))
    alike = _alike(dossier)
    corrections = _corrections(ours, alike)
    rejected = _rejected(ours, alike)
    claims = [c for c in dossier.claims if c.id not in rejected]
    gone = {c.id for c in dossier.claims if c.id in rejected}
    figures = [f for f in dossier.figures if f.id not in rejected and f.claim not in gone]
    whose = {c.id: c for c in claims}
    kept = {f.id for f in figures}
    return replace(
        dossier,
        claims=tuple(_claim(c, corrections.get(c.id, {}), kept) for c in claims),
        figures=tuple(_figure(f, corrections, whose.get(f.claim or "")) for f in figures),
        review=Review(ours, corrections),
    )


# -- which words a judgement is about -----------------------------------------------------------------


def _alike(dossier: Dossier) -> dict[Id, list[Id]]:
    """Claims and figures that stand at one place of the very same sentence, by each of them."""
    sentences = {a.id: a.sentences for a in dossier.articles}
    named = [(c.id, c.trigger, f"claim {c.kind}") for c in dossier.claims]
    named += [(f.id, f.span, f"figure {f.measure}") for f in dossier.figures]
    found: dict[Wording, list[Id]] = defaultdict(list)
    for id_, span, what in named:
        for s in sentences[span.article]:
            if s.start <= span.start < s.end:
                found[s.reading, span.start - s.start, what].append(id_)
    return {one: same for same in found.values() for one in same}


def _corrections(used: Sequence[Judgement], alike: Mapping[Id, list[Id]]) -> Corrections:
    """Who corrected which slot of what; the same words of other articles where nobody corrected these."""
    found: Corrections = defaultdict(dict)
    spread: Corrections = defaultdict(dict)
    for j in used:
        if j.verb != "correct" or j.slot is None:
            continue
        for target in j.targets:
            found[target][j.slot] = j
            for same in alike.get(target, ()) if j.slot in IN_WORDS else ():
                spread[same][j.slot] = j
    for same, slots in spread.items():
        found[same] = slots | found.get(same, {})
    return dict(found)


def _rejected(used: Sequence[Judgement], alike: Mapping[Id, list[Id]]) -> set[Id]:
    """The claims and figures that are left out; a rejected finding is all its claims."""
    accepted = {t for j in used if j.verb == "accept" for t in j.targets}
    found = {t for j in used if j.verb == "reject" for t in j.targets}
    return found.union(*(alike.get(t, ()) for t in found)) - (accepted - found)


# -- what it changes ------------------------------------------------------------------------------------


def _claim(claim: Claim, slots: Mapping[Slot, Judgement], figures: set[Id]) -> Claim:
    if len(claim.figures) != len(figures.intersection(claim.figures)):
        claim = replace(claim, figures=tuple(f for f in claim.figures if f in figures))
    for slot, judgement in slots.items():
        value = judgement.value or Value()
        if slot == "place":
            claim = replace(claim, place=_placed(claim.place, claim.trigger, value))
        elif slot == "time":
            span = claim.time.span if claim.time else claim.trigger
            known = value.earliest or value.latest
            claim = replace(claim, time=TimeMention(span, *_days(value), "date") if known else None)
        elif slot == "kind" and value.kind is not None:
            claim = replace(claim, kind=value.kind)
        elif slot == "speaker":
            claim = _spoken(claim, value.speaker)
    return claim


def _figure(figure: Figure, corrections: Corrections, claim: Claim | None) -> Figure:
    """The figure with its own corrections; its claim's place and speaker are its too, unless it has some."""
    of_claim = corrections.get(figure.claim or "", {}) if claim is not None else {}
    if "place" in of_claim and claim is not None and figure.place is not None:
        figure = replace(figure, place=claim.place)
    if "speaker" in of_claim and claim is not None:
        figure = replace(figure, speaker=claim.chain[-1] if claim.chain else None)
    for slot, judgement in corrections.get(figure.id, {}).items():
        value = judgement.value or Value()
        if slot == "figure":
            figure = replace(figure, low=value.low, high=value.high, qualifier=value.qualifier)
        elif slot == "time":
            figure = replace(figure, window_start=value.earliest, window_end=value.latest)
        elif slot == "place":
            figure = replace(figure, place=_placed(figure.place, figure.span, value))
        elif slot == "speaker":
            figure = replace(figure, speaker=value.speaker)
    return figure


def _placed(old: PlaceMention | None, span: Span, value: Value) -> PlaceMention | None:
    """The place at the words that named the old one; else at those that the claim stands on."""
    return PlaceMention(old.span if old else span, value.place, None) if value.place is not None else None


def _days(value: Value) -> tuple[str | None, str | None]:
    return value.earliest or value.latest, value.latest or value.earliest


def _spoken(claim: Claim, speaker: str | None) -> Claim:
    """Said by somebody else, in the same chain; None is the article's own voice."""
    known = actors().find(speaker) if speaker is not None else None
    return replace(
        claim,
        chain=(*claim.chain[:-1], speaker) if speaker is not None else (),
        role=shown(known.kind) if known is not None else None,
        party=known.party if known is not None else None,
        attribution=claim.attribution if speaker is not None else None,
    )


# -- the account ----------------------------------------------------------------------------------------


def marked(account: Account, dossier: Dossier) -> Account:
    """The account with the people who corrected its values and accepted its findings."""
    review = dossier.review
    if not review.used:
        return account
    measures = {f.id: f for f in dossier.figures}
    marks = _Marks(review, {c.id: c.figures for c in dossier.claims}, measures)
    return Account(
        findings=tuple(marks.finding(f) for f in account.findings),
        series=tuple(
            replace(
                s,
                points=tuple(
                    replace(p, corrected_by=marks.people((*p.figures, *p.claims))) for p in s.points
                ),
            )
            for s in account.series
        ),
        control=tuple(replace(c, corrected_by=marks.people(c.claims)) for c in account.control),
        agreements=tuple(replace(a, corrected_by=marks.people(a.claims)) for a in account.agreements),
    )


class _Marks:
    """Who decided what of the claims of a story."""

    def __init__(
        self, review: Review, figures_of: Mapping[Id, tuple[Id, ...]], figures: Mapping[Id, Figure]
    ) -> None:
        self._review = review
        self._figures_of = figures_of
        self._figures = figures

    def people(self, ids: Iterable[Id]) -> tuple[str, ...]:
        """Who corrected anything of these claims and figures."""
        return tuple(sorted({j.by for i in ids for j in self._review.corrections.get(i, {}).values()}))

    def finding(self, finding: Finding) -> Finding:
        own = set(finding.claims)
        own.update(f for c in finding.claims for f in self._figures_of.get(c, ()))
        of_it = [j for j in self._review.used if own & {*j.targets, *j.rest} and j.verb != "note"]
        spread = [j for i in own for j in self._review.corrections.get(i, {}).values()]
        accepted = {j.by for j in of_it if j.verb == "accept" and j.target == "finding"}
        return replace(
            finding,
            slots={
                name: tuple(self._value(name, v) for v in values) for name, values in finding.slots.items()
            },
            accepted_by=tuple(sorted(accepted)),
            corrected_by=self.people(own),
            judgements=tuple(sorted({j.id for j in (*of_it, *spread)})),
        )

    def _value(self, slot: str, value: SlotValue) -> SlotValue:
        """The value, with those who corrected a claim that gives it in this slot."""
        if slot in ("place", "time"):
            by = [
                j.by
                for c in value.claims
                for at, j in self._review.corrections.get(c, {}).items()
                if at == slot
            ]
        else:
            by = [
                j.by
                for c in value.claims
                for f in self._figures_of.get(c, ())
                if f in self._figures and self._figures[f].measure == slot
                for at, j in self._review.corrections.get(f, {}).items()
                if at == "figure"
            ]
        return replace(value, corrected_by=tuple(sorted(set(by))))
