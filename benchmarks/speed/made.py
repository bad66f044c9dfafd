"""All records of one invented story, as the stages would have made them.

No language is read: what a sentence claims is made up from the words that were put into it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import islice
from random import Random
from typing import Any

from benchmarks.speed.invented import Report
from reportedly.claims.ontology import kinds
from reportedly.records import (
    Article,
    Attribution,
    BriefLine,
    Capture,
    Card,
    Claim,
    CopiedSentence,
    Copy,
    Dating,
    Figure,
    Finding,
    Id,
    Named,
    Origin,
    Part,
    Place,
    PlaceMention,
    Point,
    Series,
    SlotValue,
    Span,
    Status,
    Story,
    Tally,
    TimelineLine,
    make_id,
)
from reportedly.records import Sentence as Read
from reportedly.stories import story_id

FIRST_DAY = date(2031, 1, 1)
COUNTRIES = ("AA", "QM", "QN", "QO", "QP", "QQ", "QR", "QS", "XA", "XB", "XC", "ZZ")  # nobody's codes
MEASURES = ("killed", "injured", "displaced", "missing", "destroyed")
PARTIES = ("Norland", "Southland", None, None)
CLAIMS = 11  # of an article, at most
BATCH = 64  # stories in one transaction


@dataclass(slots=True)
class Told:
    """One claim, and what it was made up from."""

    claim: Claim
    report: Report
    place: str
    speaker: str | None
    number: int | None


class Made:
    """All records of one story."""

    def __init__(self, reports: Sequence[Report], seed: int) -> None:
        self.reports = reports = [named(r, seed) for r in reports]
        self.captures = {r.id: Capture.of("text/plain", f"{r.id}\n{r.text}".encode()) for r in reports}
        self.articles = {r.id: article(r, self.captures[r.id]) for r in reports}
        self.of = {a.id: r for r, a in zip(reports, self.articles.values(), strict=True)}
        ids = [a.id for a in self.articles.values()]
        days = sorted(day(r) for r in reports)
        title = self.articles[reports[0].id].title or ""
        self.story = Story(story_id(ids[0]), title, days[0], days[-1], tuple(ids))
        self.copies = [copy for r in reports if (copy := self._copy(r)) is not None]
        self.datings = [
            Dating(a.id, a.published_at, a.published_from, "stamp") for a in self.articles.values()
        ]
        self.origins = self._origins()
        self.told: list[Told] = []
        self.read = {self.articles[r.id].id: self._read(r) for r in reports}

    # -- copies and origins -----------------------------------------------------------------------

    def _pairs(self, report: Report) -> list[tuple[int, int]]:
        """Which sentence of a report is which of the one it was made from."""
        source = self.articles.get(report.of or "")
        if source is None:
            return []
        texts = {s.reading: n for n, s in enumerate(source.sentences)}
        mine = self.articles[report.id].sentences
        if report.kind == "rewrite":
            return [(n, n) for n in range(min(len(mine), len(source.sentences)))]
        return [(n, texts[s.reading]) for n, s in enumerate(mine) if s.reading in texts]

    def _copy(self, report: Report) -> Copy | None:
        pairs = self._pairs(report)
        if not pairs:
            return None
        mine, source = self.articles[report.id], self.articles[report.of or ""]
        linked = tuple(
            CopiedSentence(_span(mine, n), _span(source, m), 0.9 if report.kind == "rewrite" else 1.0)
            for n, m in pairs
        )
        kind = report.kind if report.kind != "own" else "near"
        coverage = len(pairs) / len(mine.sentences)
        return Copy(mine.id, source.id, kind, "certain", coverage, linked, ("published later",))

    def _origins(self) -> tuple[Origin, ...]:
        root: dict[tuple[Id, int], Id] = {}
        for report in self.reports:
            mine = self.articles[report.id]
            taken = dict(self._pairs(report))
            for n in range(len(mine.sentences)):
                source = self.articles[report.of].id if n in taken and report.of else mine.id
                root[mine.id, n] = root.get((source, taken[n]), source) if n in taken else mine.id
        sentences: dict[Id, list[Span]] = defaultdict(list)
        named = {a.id: a for a in self.articles.values()}
        for (a, n), of in root.items():
            sentences[of].append(_span(named[a], n))
        self.root = root
        return tuple(
            Origin(make_id("o", of), self.story.id, tuple(spans), named[of].outlet, of)
            for of, spans in sorted(sentences.items())
        )

    # -- what is read in an article ---------------------------------------------------------------

    def _read(self, report: Report) -> list[Any]:
        mine, rows = self.articles[report.id], list[Any]()
        for n, sentence in islice(enumerate(report.sentences), CLAIMS):
            span = _span(mine, n)
            fills = sentence.fills
            speaker = fills.get("office") or fills.get("person")
            attribution = None
            if speaker is not None:
                source = _within(mine, span, speaker)
                party = PARTIES[len(speaker) % len(PARTIES)]
                attribution = Attribution(
                    make_id("t", mine.id, n),
                    mine.id,
                    source,
                    None,
                    (span,),
                    "indirect",
                    speaker,
                    (speaker,),
                    "state",
                    party,
                )
                rows.append(attribution)
            where = fills.get("place") or fills.get("place2")
            mention = PlaceMention(_within(mine, span, where), place(where), 0.9) if where else None
            if mention is not None:
                rows.append(mention)
            kind = _kind(sentence.template)
            trigger = mine.span(span.start, span.start + len(span.quote.split(" ", 1)[0]))
            claim_id = make_id("c", mine.id, n)
            figure = None
            if "number" in fills:
                measure = MEASURES[len(sentence.template) % len(MEASURES)]
                value = float(fills["number"])
                figure = Figure(
                    id=make_id("q", mine.id, n),
                    span=_within(mine, span, fills["number"]),
                    measure=measure,  # type: ignore[arg-type]
                    unit="person",
                    low=value,
                    high=value,
                    qualifier="exact",
                    window_start=None,
                    window_end=None,
                    place=mention,
                    speaker=speaker,
                    claim=claim_id,
                )
                rows.append(figure)
            actor = fills.get("office")
            claim = Claim(
                id=claim_id,
                article=mine.id,
                sentence=span,
                trigger=trigger,
                kind=kind,
                polarity="denied" if "denied" in sentence.template else "affirmed",
                modality="asserted",
                actor=(Named(_within(mine, span, actor), actor),) if actor else (),
                recipient=(),
                instrument=(),
                place=mention,
                time=None,
                figures=(figure.id,) if figure else (),
                chain=(speaker,) if speaker else (),
                origin=make_id("o", self.root[mine.id, n]),
                attribution=attribution.id if attribution else None,
            )
            rows.append(claim)
            number = int(fills["number"]) if figure else None
            self.told.append(Told(claim, report, where or "", speaker, number))
        return rows

    # -- what it comes to -------------------------------------------------------------------------

    def account(self) -> list[Any]:
        """Findings, lines, the card and tallies, a finding for each kind of event and place."""
        groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for told in self.told:
            groups[told.claim.kind, told.place].append(told)
        found = {key: self._finding(*key, group) for key, group in groups.items()}
        findings = list(found.values())
        ranked = sorted(findings, key=lambda f: (-f.origins, f.id))
        cited = {
            f.id: group[0].claim.sentence for (_, group), f in zip(groups.items(), findings, strict=True)
        }
        lines = [
            BriefLine(
                self.story.id, "fighting", f.headline, (cited[f.id],), f.origins, f.status, f.claims[:5], f.id
            )
            for f in ranked[:8]
        ]
        timeline = [
            TimelineLine(
                self.story.id, day(g[0].report), f.headline, (cited[f.id],), f.origins, f.status, f.claims[:5]
            )
            for g, f in list(zip(groups.values(), findings, strict=True))[:12]
        ]
        return [
            *findings,
            *self._series(),
            *lines,
            *timeline,
            self._card(findings, lines),
            *self._tallies(found, groups),
        ]

    def _finding(self, kind: str, where: str, group: Sequence[Told]) -> Finding:
        claims = tuple(t.claim.id for t in group)
        origins = len({t.claim.origin for t in group})
        numbers: dict[int, list[Told]] = defaultdict(list)
        for t in group:
            if t.number is not None:
                numbers[t.number].append(t)
        slots: dict[str, tuple[SlotValue, ...]] = {}
        if where:
            slots["place"] = (_value(where, group),)
        if numbers:
            slots["killed"] = tuple(_value(str(n), some) for n, some in sorted(numbers.items()))
        status: Status = "corroborated" if origins > 1 else "single_origin"
        if len(numbers) > 1 and origins > 1:
            status = "disputed"
        headline = group[0].claim.sentence.quote
        return Finding(make_id("f", *claims), self.story.id, kind, headline, status, origins, slots, claims)

    def _series(self) -> list[Series]:
        found: dict[str, list[Told]] = defaultdict(list)
        for t in self.told:
            if t.number is not None and t.place:
                found[t.place].append(t)
        return [
            Series(
                make_id("s", self.story.id, where),
                self.story.id,
                "killed",
                "person",
                place(where),
                tuple(map(_point, some)),
            )
            for where, some in sorted(found.items())
        ]

    def _card(self, findings: Sequence[Finding], lines: Sequence[BriefLine]) -> Card:
        articles = list(self.articles.values())
        places = _ranked(t.place for t in self.told if t.place)
        return Card(
            id=self.story.id,
            title=self.story.title,
            first_at=self.story.first_at,
            last_at=self.story.last_at,
            articles=len(articles),
            origins=len(self.origins),
            claims=len(self.told),
            findings=len(findings),
            statuses=dict(sorted(Counter(f.status for f in findings).items())),
            outlets=_ranked(a.outlet for a in articles if a.outlet),
            languages=("en",),
            countries=_ranked(place(p).country or "" for p in places),
            places=tuple((key_of(p), p) for p in places),
            kinds=_ranked(f.kind for f in findings),
            line=lines[0].text if lines else None,
            line_status=lines[0].status if lines else None,
            line_origins=lines[0].origins if lines else 0,
        )

    def _tallies(
        self, found: dict[tuple[str, str], Finding], groups: dict[tuple[str, str], list[Told]]
    ) -> list[Tally]:
        of = {t.claim.id: found[key] for key, group in groups.items() for t in group}
        parts: dict[tuple[Part, str, str, str | None], list[Told]] = defaultdict(list)
        for t in self.told:
            parts["outlet", t.report.outlet, t.report.outlet, None].append(t)
            if t.speaker:
                parts["speaker", t.speaker, t.speaker, None].append(t)
            if t.claim.actor:
                parts["actor", t.claim.actor[0].name, t.claim.actor[0].name, None].append(t)
            if t.place:
                parts["place", key_of(t.place), t.place, place(t.place).country].append(t)
        return [self._tally(*part, some, of) for part, some in sorted(parts.items(), key=lambda x: x[0][:2])]

    def _tally(
        self,
        part: Part,
        key: str,
        name: str,
        country: str | None,
        some: Sequence[Told],
        of: dict[Id, Finding],
    ) -> Tally:
        first = [t for t in some if t.claim.origin == make_id("o", t.claim.article)]
        return Tally(
            part=part,
            key=key,
            name=name,
            country=country,
            last_at=max(day(t.report) for t in some),
            claims=len(some),
            first=len(first),
            copied=len(first) // 3,
            contradicted=sum(of[t.claim.id].status == "disputed" for t in some),
            superseded=len(some) // 20,
            findings=tuple(sorted({of[t.claim.id].id for t in some})),
        )


def named(report: Report, seed: int) -> Report:
    """The report under a name of its own among the corpora of all seeds."""
    if seed == 1:
        return report
    return replace(report, id=f"{seed}-{report.id}", of=f"{seed}-{report.of}" if report.of else None)


def article(report: Report, capture: Capture) -> Article:
    """The article of a report, its sentences on lines of their own, the first of them its title."""
    text, sentences = "", list[Read]()
    for n, sentence in enumerate(report.sentences):
        words = sentence.text
        sentences.append(Read(len(text), len(text) + len(words), "body", n, words))
        text += words + "\n"
    return Article(
        id=make_id("a", report.id),
        capture=capture.id,
        input_id=report.id,
        url=f"https://{report.outlet.lower()}.example/{report.id}",
        outlet=report.outlet,
        title=_title(report),
        author=None,
        published_at=day(report),
        published_from="stamp",
        language="en",
        text=text,
        sentences=tuple(sentences),
    )


def _title(report: Report) -> str:
    words = report.sentences[0].text.split()
    return " ".join(words[:9])


def day(report: Report) -> str:
    return (FIRST_DAY + timedelta(days=report.day)).isoformat()


@cache
def place(name: str) -> Place:
    """One of the places of the crisis, all of which are in one region: open land, nowhere in particular."""
    source = Random(name)
    return Place(
        name,
        source.uniform(20, 26),
        source.uniform(8, 15),
        source.randrange(10**6, 10**8),
        source.choice(COUNTRIES),
        "01",
        "PPL",
        3.0,
    )


def key_of(name: str) -> str:
    return f"geonames {place(name).geonames_id}"


@cache
def _kind(template: str) -> str:
    codes = sorted(kinds())
    return codes[sum(map(ord, template)) % len(codes)]


def _span(found: Article, number: int) -> Span:
    return found.span(found.sentences[number].start, found.sentences[number].end)


def _within(found: Article, span: Span, words: str) -> Span:
    at = span.quote.find(words)
    return found.span(span.start + at, span.start + at + len(words)) if at >= 0 else span


def _value(value: str, group: Sequence[Told]) -> SlotValue:
    speakers = tuple(sorted({t.speaker for t in group if t.speaker}))
    return SlotValue(value, len({t.claim.origin for t in group}), speakers, tuple(t.claim.id for t in group))


def _point(t: Told) -> Point:
    number = float(t.number or 0)
    return Point(
        day(t.report),
        number,
        number,
        None,
        None,
        t.speaker,
        1,
        (t.claim.id,),
        t.claim.figures,
        "single_origin",
    )


def _ranked(values: Any) -> tuple[str, ...]:
    counted = Counter(values)
    return tuple(sorted(counted, key=lambda v: (-counted[v], v)))
