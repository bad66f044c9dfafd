"""Writes the lines that a brief can have.

A line either quotes the sentence that says it best, in repaired wording, or puts what the account
says of a place or a figure into a phrase of wording.yaml. Nothing else is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reportedly.copies.origins import Groups
from reportedly.publish.display import (
    MEASURES,
    UNITS,
    amount_words,
    date_words,
    outlet_name,
    period_words,
)
from reportedly.publish.wording import Section, listed, wording
from reportedly.reconcile.evidence import Evidence, Testimony, family
from reportedly.reconcile.figures import Amount, amount_of, amounts
from reportedly.reconcile.findings import conflicts
from reportedly.reconcile.headlines import best, sentence
from reportedly.reconcile.matters import matters
from reportedly.records import (
    Account,
    Agreement,
    BriefLine,
    Control,
    Finding,
    Id,
    Point,
    Series,
    SlotValue,
    Span,
    Status,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A line and how much it matters. `sentences` are the texts it shows or puts into words, `evidence` of
    a quoted line all texts that tell of its matter."""

    line: BriefLine
    rank: float
    sentences: frozenset[tuple[Id, int]]
    evidence: frozenset[tuple[Id, int]] = frozenset()


class Desk:
    """Writes the lines of one story."""

    def __init__(self, testimony: Testimony, account: Account) -> None:
        self.testimony = testimony
        self.account = account
        self.phrases = wording().phrases
        self.origins = {o.id for o in testimony.dossier.origins}

    def drafts(self) -> list[Draft]:
        """Every line the account could be told in."""
        return [*self._control(), *self._figures(), *self._agreements(), *self._findings()]

    # -- what is quoted -------------------------------------------------------------------------------

    def _findings(self) -> list[Draft]:
        drafts = []
        for finding in self.account.findings:
            evidence = self._evidence(finding.claims)
            if evidence and finding.status != "superseded":
                affirmed = [e for e in evidence if e.claim.polarity == "affirmed"] or evidence
                shown = best(self.testimony, self._telling(finding, affirmed))
                if self._worth(finding, shown):
                    drafts.append(self._quoted(finding, evidence, shown))
        return drafts

    def _telling(self, finding: Finding, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
        """Of what tells of an agreement, those that name its parties; else all."""
        if finding.kind not in matters().agreement_kinds:
            return evidence
        cast = self.testimony.cast
        named = [e for e in evidence if len(cast.parties((*e.claim.actor, *e.claim.recipient))) > 1]
        return named or evidence

    def _agreeing(self, shown: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The evidence that gives the figures of the sentence shown; all where it has none."""
        mine = [a for a in amounts(self.testimony, shown.claim) if a.precise]
        return [
            e
            for e in evidence
            if e is shown or all(any(_same(a, b) for b in amounts(self.testimony, e.claim)) for a in mine)
        ]

    def _worth(self, finding: Finding, shown: Evidence) -> bool:
        """Whether a line is told by several, or at least central and about somebody or some place."""
        if len(self.testimony.reading(shown.claim.sentence)) > wording().longest:
            return False
        if finding.status in ("corroborated", "disputed"):
            return True
        known = shown.place is not None or bool(shown.actors) or bool(shown.claim.figures)
        return known and self.testimony.salience(shown) >= wording().least_salience

    def _quoted(self, finding: Finding, evidence: Sequence[Evidence], shown: Evidence) -> Draft:
        text = sentence(self.testimony, shown.claim.sentence)
        status, origins = finding.status, finding.origins
        cited = [shown, *(e for e in evidence if e is not shown)]
        if status == "disputed":
            text = " ".join([text, *self._differences(finding, evidence)])
        elif len(agreeing := self._agreeing(shown, cited)) < len(cited):
            cited = agreeing
            status, origins = self.testimony.status(cited), self.testimony.independent(cited)
        if status == "party_only":
            names = self._speakers(cited, party=False)
            text = self.phrases["party_only"].format(text=text, speakers=names)
        made = self._draft(wording().section(finding), text, cited, status, origins, finding.id)
        return replace(made, evidence=frozenset(self.testimony.text_key(e.claim) for e in evidence))

    def _differences(self, finding: Finding, evidence: Sequence[Evidence]) -> list[str]:
        """What each source says where they contradict each other."""
        return [
            self.phrases["differ"].format(
                slot=wording().slots.get(slot, slot),
                values=", ".join(self._value(slot, v) for v in finding.slots[slot]),
            )
            for slot in conflicts(self.testimony, evidence)
            if len(finding.slots.get(slot, ())) > 1
        ]

    def _differing(self, finding: Finding, evidence: Sequence[Evidence]) -> list[Evidence]:
        """One claim for each value and speaker of what is disputed, so that all of them are cited."""
        found: dict[tuple[str, str, str], Evidence] = {}
        for slot in conflicts(self.testimony, evidence):
            for value in finding.slots.get(slot, ()):
                for e in self._evidence(value.claims):
                    found.setdefault((slot, value.value, e.witness), e)
        return list(dict.fromkeys(found.values()))

    def _tellers(self, evidence: Sequence[Evidence]) -> list[str]:
        """Whose texts speak for themselves, by name where it is known."""
        names = {e.teller for e in evidence if e.speaker is None and not self._is_id(e.teller)}
        return sorted(names) or [self.phrases["own_voice"]]

    def _is_id(self, teller: str) -> bool:
        return teller in self.testimony.articles or teller in self.origins

    def _value(self, slot: str, value: SlotValue) -> str:
        words = value.value
        if slot == "time":
            first, _, last = words.partition("/")
            words = period_words(first, last or first)
        speakers = listed(list(value.speakers) or self._tellers(self._evidence(value.claims)))
        return self.phrases["value"].format(value=words, speakers=speakers)

    # -- who holds a place ----------------------------------------------------------------------------

    def _control(self) -> list[Draft]:
        return [self._held(control) for control in self.account.control]

    def _held(self, control: Control) -> Draft:
        evidence = self._evidence(control.claims)
        finding = self._finding_of(control)
        when = self._when(control, evidence)
        phrase = "control" if when else "control_undated"
        if control.status == "contested":
            phrase = "control_contested"
        text = self.phrases[phrase].format(
            holder=control.holder[:1].upper() + control.holder[1:],
            place=self.testimony.place_name(self.testimony.atlas.key(control.place)),
            when=when,
            sources=self._sources(evidence),
        )
        status = self.testimony.status(evidence)
        if finding is not None and finding.status == "disputed":
            status = "disputed"
            told = self._evidence(finding.claims)
            text = " ".join([text, *self._differences(finding, told)])
            evidence = self._differing(finding, told) + evidence
        section = wording().named("Control")
        id_ = finding.id if finding else None
        return self._draft(section, text, evidence, status, control.origins, id_, composed=True)

    def _finding_of(self, control: Control) -> Finding | None:
        """The finding that holds most of the control's claims."""
        shared = [
            (len(set(f.claims) & set(control.claims)), -n, f)
            for n, f in enumerate(self.account.findings)
            if f.kind == "captured"
        ]
        top = max(shared, key=lambda row: row[:2], default=None)
        return top[2] if top and top[0] else None

    def _when(self, control: Control, evidence: Sequence[Evidence]) -> str:
        earliest, latest = control.since_earliest, control.since_latest
        if earliest is None or latest is None:
            return ""
        if not any(e.happened for e in evidence):
            return self.phrases["by_day"].format(day=date_words(latest))
        if earliest == latest:
            return self.phrases["on_day"].format(day=date_words(earliest))
        return self.phrases["between_days"].format(first=date_words(earliest), last=date_words(latest))

    # -- figures --------------------------------------------------------------------------------------

    def _figures(self) -> list[Draft]:
        """One line a measure: its points side by side. What counts an event's victims is told with other
        counts of that event or not at all, since the sentence that tells of the event has it too."""
        by_measure: dict[str, list[tuple[Series, Point]]] = {}
        for series in self.account.series:
            if series.measure in wording().measures:
                rows = by_measure.setdefault(series.measure, [])
                rows += [(series, p) for p in series.points]
        drafts = []
        for measure, rows in by_measure.items():
            groups = self._by_event(rows) if measure in matters().event_measures else [rows]
            drafts += [self._counted(measure, group) for group in groups if group]
        return drafts

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
        spoken = [(s, p) for s, p in rows if p.speaker is not None]
        precise = [(s, p) for s, p in spoken or rows if not self._vague(p)]
        shown = sorted(precise or spoken or rows, key=_point_rank)[: wording().most_points]
        shown.sort(key=lambda row: (row[1].as_of or "", row[1].window_start or "", row[1].figures))
        points = [p for _, p in shown]
        told = "; ".join(self._point(s, p) + self._earlier(s, p, everything) for s, p in shown)
        text = self.phrases["figures"].format(measure=MEASURES[measure], points=told)
        if len(shown) > 1:
            text += self.phrases["one_event" if measure in matters().event_measures else "apart"]
        statuses = {p.status for p in points}
        status: Status = points[0].status if len(statuses) == 1 else "single_origin"
        if "disputed" in statuses:
            status = "disputed"
        spans = tuple(dict.fromkeys(self._sentence_of(p) for p in points))
        for changed, span in self._altered(spans):
            text += changed
            spans = (*spans, span)
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
        rank = section.weight + wording().status_weight[status] + weight.composed + 0.5 * len(points)
        if not precise:
            rank -= weight.vague
        return Draft(line, rank, frozenset(self.testimony.sentence_at(s) for s in spans))

    def _point(self, series: Series, point: Point) -> str:
        unit = UNITS.get(series.unit, series.unit)
        if self._vague(point):
            words = self.testimony.wording(self.testimony.figures[point.figures[0]].span)
            amount = f"{words} of {unit}" if words.endswith("s") else f"{words} {unit}"
        else:
            amount = f"{amount_words(point, self.testimony.figures)} {unit}"
        dated = point.window_start or point.window_end
        place = self.testimony.atlas.key(series.place) if series.place else None
        return self.phrases["point"].format(
            amount=amount,
            place=f" in {self.testimony.place_name(place)}" if place else "",
            window=f", {period_words(point.window_start, point.window_end)}" if dated else "",
            speaker=point.speaker or self._outlet_of(point),
            as_of=f", {date_words(point.as_of)}" if point.as_of else "",
        )

    def _outlet_of(self, point: Point) -> str:
        """Whose text gives a figure without a speaker."""
        told = self._tellers(self._evidence(point.claims))
        return self.phrases["no_speaker"] if told == [self.phrases["own_voice"]] else listed(told)

    def _earlier(self, series: Series, point: Point, rows: Sequence[tuple[Series, Point]]) -> str:
        """What the same speaker said before of the same count."""
        before = [
            p
            for s, p in rows
            if p.status == "superseded" and (s.unit, p.speaker) == (series.unit, point.speaker)
            if p.window_start == point.window_start and (p.as_of or "") < (point.as_of or "")
        ]
        if not before:
            return ""
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

    # -- agreements -----------------------------------------------------------------------------------

    def _agreements(self) -> list[Draft]:
        return [d for a in self.account.agreements for d in self._agreement(a)]

    def _agreement(self, agreement: Agreement) -> list[Draft]:
        """The sentence that tells of the agreement best, and those of what is alleged and denied."""
        alleged = {a.claim for a in (*agreement.allegations, *agreement.denials)}
        made = [e for e in self._evidence(agreement.claims) if e.claim.id not in alleged]
        dated = [e for e in made if _starts_on(e, agreement.agreed_on)]
        drafts = []
        for evidence in (
            dated or (made if agreement.parties else []),
            self._evidence([a.claim for a in agreement.allegations]),
            self._evidence([a.claim for a in agreement.denials]),
        ):
            if evidence:
                cast = self.testimony.cast
                named = [e for e in evidence if len(cast.parties((*e.claim.actor, *e.claim.recipient))) > 1]
                shown = best(self.testimony, named or evidence)
                told = [shown, *(e for e in evidence if e is not shown)]
                status = self.testimony.status(evidence)
                text = sentence(self.testimony, shown.claim.sentence)
                if status == "party_only":
                    names = self._speakers(evidence, party=False)
                    text = self.phrases["party_only"].format(text=text, speakers=names)
                origins = self.testimony.independent(evidence)
                drafts.append(self._draft(wording().named("Agreements"), text, told, status, origins, None))
        return drafts

    # -- shared ---------------------------------------------------------------------------------------

    def _draft(
        self,
        section: Section,
        text: str,
        evidence: Sequence[Evidence],
        status: Status,
        origins: int,
        finding: Id | None,
        composed: bool = False,
    ) -> Draft:
        """A line on some evidence; the first of it is what is shown."""
        shown = evidence[0]
        line = BriefLine(
            story=self.testimony.story,
            section=section.name,
            text=text,
            citations=self._cited(evidence),
            origins=max(1, origins),
            status=status,
            claims=tuple(dict.fromkeys(e.claim.id for e in evidence)),
            finding=finding,
        )
        weight = wording().rank
        rank = section.weight + wording().status_weight[status] + weight.origin * min(origins, 4)
        rank += weight.known * sum((shown.place is not None, bool(shown.actors), bool(shown.claim.figures)))
        rank += weight.composed if composed else weight.salience * min(self.testimony.salience(shown), 2.0)
        if section.placed and shown.place is None:
            rank -= weight.vague
        told = evidence if composed else [shown]
        return Draft(line, rank, frozenset(self.testimony.text_key(e.claim) for e in told))

    def _cited(self, evidence: Sequence[Evidence]) -> tuple[Span, ...]:
        """The shown sentence, then one for each origin and witness."""
        found: dict[tuple[str, str], Span] = {}
        for e in evidence:
            found.setdefault((e.origin, e.witness), e.claim.sentence)
        return tuple(dict.fromkeys(found.values()))[: wording().most_citations]

    def _evidence(self, claims: Sequence[Id]) -> list[Evidence]:
        return [self.testimony.by_claim[c] for c in claims if c in self.testimony.by_claim]

    def _sources(self, evidence: Sequence[Evidence]) -> str:
        if any(e.speaker for e in evidence):
            return self.phrases["according"].format(speakers=self._speakers(evidence, party=True))
        outlets = sorted({o for e in evidence if (o := self.testimony.articles[e.claim.article].outlet)})
        return (
            self.phrases["reported"].format(outlets=listed(outlets)) if outlets else self.phrases["unnamed"]
        )

    def _speakers(self, evidence: Sequence[Evidence], party: bool) -> str:
        """The speakers, each once; `party` marks those that belong to a side."""
        said: dict[str, bool] = {}
        for e in evidence:
            if e.speaker:
                said[e.speaker] = said.get(e.speaker, False) or e.party is not None
        joint = [n for n in said if " and " in n and any(o != n and o in n for o in said)]
        marked = [
            self.phrases["party"].format(speaker=name) if party and theirs else name
            for name, theirs in said.items()
            if name not in joint
        ]
        if len(marked) > wording().most_speakers:
            marked = [*marked[: wording().most_speakers], self.phrases["others"]]
        return listed(marked or [self.phrases["own_voice"]])


def _same(one: Amount, other: Amount) -> bool:
    """Whether two claims give one figure."""
    a, b = one.figure, other.figure
    windows = {w for w in (a.window_start, b.window_start) if w is not None}
    return (a.measure, a.unit, a.low, a.high) == (b.measure, b.unit, b.low, b.high) and len(windows) < 2


def _point_rank(row: tuple[Series, Point]) -> tuple[object, ...]:
    point = row[1]
    weight = wording().status_weight[point.status] + point.origins
    return -weight, point.window_start is None, -(point.low or 0.0), point.as_of or "", point.figures


def _starts_on(e: Evidence, day: str | None) -> bool:
    return day is not None and e.claim.time is not None and e.claim.time.earliest == day
