"""Writes the lines of a brief that tell figures: the values of one measure or event side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportedly.copies.linked import Groups
from reportedly.publish.display import (
    MEASURES,
    UNITS,
    amount_words,
    change_words,
    date_words,
    outlet_name,
    period_words,
)
from reportedly.publish.wording import listed, wording
from reportedly.reconcile.evidence import Evidence, Testimony, family
from reportedly.reconcile.figures import amount_of
from reportedly.reconcile.matters import matters
from reportedly.records import Account, BriefLine, Id, Point, Series, Span, Status

MOVING = ("displaced", "refugees", "returned")


@dataclass(frozen=True, slots=True)
class Draft:
    """A line and how much it matters. `sentences` are the texts it shows or puts into words, `evidence` of
    a quoted line all texts that tell of its matter."""

    line: BriefLine
    rank: float
    sentences: frozenset[tuple[Id, int]]
    evidence: frozenset[tuple[Id, int]] = frozenset()


class Counts:
    """Writes the figure lines of one story."""

    def __init__(self, testimony: Testimony, account: Account) -> None:
        self.testimony = testimony
        self.account = account
        self.phrases = wording().phrases

    def drafts(self) -> list[Draft]:
        """One line a measure: its points side by side. What counts an event's victims is told with other
        counts of that event or not at all, since the sentence that tells of the event has it too. What a war
        has come to has a line of its own, unless it began long ago: then it is background."""
        by_measure: dict[tuple[str, bool], list[tuple[Series, Point]]] = {}
        for series in self.account.series:
            if series.measure in wording().measures:
                rows = by_measure.setdefault((series.measure, series.whole_conflict), [])
                rows += [(series, p) for p in series.points if not self._is_old(p)]
        drafts = []
        for (measure, whole), rows in by_measure.items():
            event = measure in matters().event_measures and not whole
            groups = self._by_event(rows) if event else [rows]
            drafts += [self._counted(measure, group) for group in groups if group]
        return drafts

    def _is_old(self, point: Point) -> bool:
        """Whether it counts what a long war has come to."""
        figures = [self.testimony.figures[f] for f in point.figures]
        return any(f.whole_conflict and f.modality == "background" for f in figures)

    def _by_event(self, rows: Sequence[tuple[Series, Point]]) -> list[list[tuple[Series, Point]]]:
        """The points of each event that several speakers give figures for."""
        groups: dict[Id, list[tuple[Series, Point]]] = {}
        for series, point in rows:
            owners = {self.event[c] for c in point.claims if c in self.event}
            if owners and point.speaker is not None:
                groups.setdefault(min(owners), []).append((series, point))
        return [held for held in groups.values() if len({p.speaker for _, p in held}) > 1]

    @cached_property
    def event(self) -> dict[Id, Id]:
        """The event of each claim of what one did to people: findings that one sentence tells of are one."""
        groups: Groups[Id] = Groups()
        first: dict[tuple[Id, int], Id] = {}
        claims: dict[Id, Id] = {}
        for finding in self.account.findings:
            evidence = self._evidence(finding.claims)
            if evidence and family(evidence[0]) in matters().event_families:
                for e in evidence:
                    claims[e.claim.id] = finding.id
                    groups.join(finding.id, first.setdefault(self.testimony.text_key(e.claim), finding.id))
        return {claim: groups.find(finding) for claim, finding in claims.items()}

    def _counted(self, measure: str, rows: Sequence[tuple[Series, Point]]) -> Draft:
        everything = rows
        rows = [(s, p) for s, p in rows if p.status != "superseded"] or rows
        spoken = [(s, p) for s, p in rows if self._giver(p) is not None]
        precise = [(s, p) for s, p in spoken or rows if not self._vague(p)]
        shown = sorted(precise or spoken or rows, key=_point_rank)[: wording().most_points]
        shown.sort(key=lambda row: (row[1].as_of or "", row[1].window_start or "", row[1].figures))
        points = [p for _, p in shown]
        told = "; ".join(self._point(s, p) + self._earlier(s, p, everything) for s, p in shown)
        whole = any(s.whole_conflict for s, _ in shown)
        text = self.phrases["whole" if whole else "figures"].format(measure=MEASURES[measure], points=told)
        if len(shown) > 1:
            text += self.phrases[
                "one_war" if whole else "one_event" if _of_one_event(measure, points) else "apart"
            ]
        statuses = {p.status for p in points}
        status: Status = points[0].status if len(statuses) == 1 else "single_origin"
        if "disputed" in statuses:
            status = "disputed"
        spans = tuple(dict.fromkeys(self._sentence_of(p) for p in points))
        altered = self._altered(spans)
        text += "".join(words for words, _ in altered)
        shown_at = frozenset(self.testimony.sentence_at(s) for s in spans)
        spans = (*spans, *(span for _, span in altered))
        section = wording().named(wording().measures[measure])
        line = BriefLine(
            story=self.testimony.story,
            section=section.name,
            text=text,
            citations=spans,
            origins=max(p.origins for p in points),
            status=status,
            claims=tuple(dict.fromkeys(c for p in points for c in p.claims)),
        )
        weight = wording().rank
        rank = section.weight + wording().status_weight[status] + 0.5 * len(points)
        if len(points) > 1 or altered or self.phrases["earlier"].partition("{")[0] in told:
            rank += weight.composed
        if not precise:
            rank -= weight.vague
        return Draft(line, rank, frozenset(self.testimony.copied.get(at, at) for at in shown_at))

    def _point(self, series: Series, point: Point) -> str:
        unit = UNITS.get(series.unit, series.unit)
        if self._vague(point):
            words = self.testimony.wording(self.testimony.figures[point.figures[0]].span)
            amount = f"{words} of {unit}" if words.endswith("s") else f"{words} {unit}"
        else:
            amount = f"{amount_words(point, self.testimony.figures)} {unit}"
        dated = point.window_start or point.window_end
        place = self.testimony.atlas.key(series.place) if series.place else None
        where = ", " if series.measure in MOVING else " in "  # they left it, came to it, or both
        return self.phrases["point"].format(
            amount=amount,
            place=f"{where}{self.testimony.place_name(place)}" if place else "",
            window=f", {period_words(point.window_start, point.window_end)}" if dated else "",
            speaker=self._giver(point) or self.phrases["no_speaker"],
            as_of=f", {date_words(point.as_of)}" if point.as_of else "",
        )

    def _giver(self, point: Point) -> str | None:
        """Who gives a figure: its speaker, or whose text it is; None where neither is known."""
        told = tellers(self.testimony, self._evidence(point.claims))
        return point.speaker or (listed(told) if told else None)

    def _earlier(self, series: Series, point: Point, rows: Sequence[tuple[Series, Point]]) -> str:
        """What the same speaker said before of the same count."""
        before = [
            p
            for s, p in rows
            if p.status == "superseded" and (s.unit, p.speaker) == (series.unit, point.speaker)
            if p.window_start == point.window_start and (p.as_of or "") < (point.as_of or "")
        ]
        if not before:
            change = change_words(point, self.testimony.figures)
            return f"; {change}" if change else ""
        last = max(before, key=lambda p: (p.as_of or "", p.figures))
        amount = amount_words(last, self.testimony.figures)
        return self.phrases["earlier"].format(amount=amount, as_of=date_words(last.as_of))

    def _altered(self, spans: Sequence[Span]) -> list[tuple[str, Span]]:
        """What copies made of the figures in these sentences, in words, and where."""
        texts = {self.testimony.sentence_at(s) for s in spans}
        keys = {self.testimony.copied.get(text, text) for text in texts}
        found: dict[tuple[str, str], tuple[str, Span]] = {}
        for figure, change in sorted(self.testimony.altered.items()):
            span = self.testimony.figures[figure].span
            at = self.testimony.sentence_at(span)
            if self.testimony.copied.get(at, at) in keys:
                new, old = self.testimony.wording(change.span), self.testimony.wording(change.of_span)
                page = outlet_name(self.testimony.articles[span.article])
                words = self.phrases["altered"].format(page=page, new=new, old=old)
                found.setdefault((new, old), (words, self.testimony.whole(at)))
        return [found[key] for key in sorted(found)]

    def _vague(self, point: Point) -> bool:
        """Whether the figure is a word such as "thousands"."""
        amount = amount_of(self.testimony.figures[point.figures[0]])
        return amount is not None and not amount.precise

    def _sentence_of(self, point: Point) -> Span:
        """The sentence of the first report of a figure."""
        figure = self.testimony.figures[point.figures[0]]
        return self.testimony.whole(self.testimony.sentence_at(figure.span))

    def _evidence(self, claims: Sequence[Id]) -> list[Evidence]:
        return [self.testimony.by_claim[c] for c in claims if c in self.testimony.by_claim]


def tellers(testimony: Testimony, evidence: Iterable[Evidence]) -> list[str]:
    """Whose texts speak for themselves, by name; those of which none is known are left out."""
    nobody = {o.id for o in testimony.dossier.origins} | set(testimony.articles)
    return sorted({e.teller for e in evidence if e.speaker is None} - nobody)


def _of_one_event(measure: str, points: Sequence[Point]) -> bool:
    """Whether several people count one event's victims: over the same days, and nobody in two ways."""
    periods = {(p.window_start, p.window_end) for p in points}
    speakers = [p.speaker for p in points]
    return measure in matters().event_measures and len(periods) == 1 and len({*speakers}) == len(speakers)


def _point_rank(row: tuple[Series, Point]) -> tuple[object, ...]:
    point = row[1]
    weight = wording().status_weight[point.status] + point.origins
    return -weight, point.window_start is None, -(point.low or 0.0), point.as_of or "", point.figures
