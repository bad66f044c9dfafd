"""The timeline of a story: a line for each matter on the day it happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportedly.publish.decided import dated_remarked
from reportedly.publish.wording import wording
from reportedly.reconcile.days import iso
from reportedly.reconcile.evidence import Evidence, Testimony, ids
from reportedly.reconcile.figures import agreeing
from reportedly.reconcile.headlines import best, sentence
from reportedly.records import Account, Id, Span, Status, TimelineLine

SHORT_DAYS = 3  # a longer interval does not name a day
CITATIONS = 6

Key = tuple[int, tuple[Id, int]]  # a day and the sentence that is shown


def timeline(testimony: Testimony, account: Account) -> tuple[TimelineLine, ...]:
    """Lines by date, the best founded of a day first, a few a day. Nothing later than it was reported,
    unless it is planned."""
    by_key: dict[Key, list[TimelineLine]] = defaultdict(list)
    for evidence, status in _matters(testimony, account):
        if (made := _line(testimony, evidence, status)) is not None:
            key, line = made
            by_key[key].append(line)
    once: dict[tuple[Id, int], TimelineLine] = {}  # a sentence stands on one day: its best founded
    for (_, text), lines in sorted(by_key.items()):
        line = _merged(lines)
        once[text] = min(once.get(text, line), line, key=_rank)
    by_day: dict[str, list[TimelineLine]] = defaultdict(list)
    for line in sorted(once.values(), key=_rank):
        if not any(_one_matter(testimony, line, other) for other in by_day[line.date]):
            by_day[line.date].append(line)
    texts = {e.root for e in testimony.by_claim.values()}
    most = wording().lines_a_day if len(texts) > 1 else 1
    shown = (line for day in sorted(by_day) for line in sorted(by_day[day], key=_rank)[:most])
    return tuple(dated_remarked(testimony, line) for line in shown)


def _matters(testimony: Testimony, account: Account) -> list[tuple[list[Evidence], Status]]:
    """The evidence of each finding, and of history that is dated to the day."""
    found: list[tuple[list[Evidence], Status]] = []
    for finding in account.findings:
        evidence = [testimony.by_claim[c] for c in finding.claims if c in testimony.by_claim]
        if all(e.claim.modality in ("asserted", "planned") for e in evidence):
            found.append((evidence, finding.status))
    told: dict[tuple[int, str, str | None], list[Evidence]] = defaultdict(list)
    for e in testimony.evidence:
        if e.history and e.happened is not None and e.happened.length == 1 and e.claim.polarity == "affirmed":
            told[e.happened.first, e.claim.kind, e.place].append(e)
    found += [(evidence, testimony.status(evidence)) for evidence in told.values()]
    return found


def _line(
    testimony: Testimony, evidence: Sequence[Evidence], status: Status
) -> tuple[Key, TimelineLine] | None:
    affirmed = [e for e in evidence if e.claim.polarity == "affirmed"]
    dated = [e for e in affirmed if e.happened is not None and e.happened.length <= SHORT_DAYS]
    if not affirmed:
        return None
    shown = best(testimony, dated or affirmed)
    day = shown.happened.first if shown.happened and shown.happened.length <= SHORT_DAYS else shown.published
    if day is None:
        return None
    if shown.published is not None and day > shown.published and shown.claim.modality != "planned":
        return None
    if status not in ("corroborated", "disputed") and not _central(testimony, shown):
        return None
    told = [e for e in affirmed if e is shown or _on(e, day)]
    if status != "disputed":
        told = agreeing(testimony, shown, told)
        status = testimony.status(told)
    line = TimelineLine(
        story=testimony.story,
        date=iso(day),
        text=sentence(testimony, shown.claim.sentence),
        citations=_cited(shown, told),
        origins=max(1, testimony.independent(told)),
        status=status,
        claims=ids(evidence),
    )
    return (day, testimony.text_key(shown.claim)), line


def _on(e: Evidence, day: int) -> bool:
    """Whether a claim can be of that day: it says so, or does not say and was published then or the day
    after."""
    if e.happened is not None:
        return e.happened.first <= day <= e.happened.last
    return e.published is not None and 0 <= e.published - day <= 1


def _central(testimony: Testimony, e: Evidence) -> bool:
    """Whether a claim of one origin is about somebody or some place, and what the story is about."""
    known = e.place is not None or bool(e.actors) or bool(e.claim.figures)
    return known and testimony.salience(e) >= wording().least_salience


def _cited(shown: Evidence, evidence: Sequence[Evidence]) -> tuple[Span, ...]:
    """The shown sentence, then one for each other origin."""
    found = {shown.origin: shown.claim.sentence}
    for e in evidence:
        found.setdefault(e.origin, e.claim.sentence)
    return tuple(dict.fromkeys(found.values()))[:CITATIONS]


def _merged(lines: Sequence[TimelineLine]) -> TimelineLine:
    """One line for matters told by one sentence: the best founded stands for all."""
    top = min(lines, key=_rank)
    claims = tuple(dict.fromkeys(c for line in sorted(lines, key=_rank) for c in line.claims))
    return TimelineLine(top.story, top.date, top.text, top.citations, top.origins, top.status, claims)


def _one_matter(testimony: Testimony, line: TimelineLine, other: TimelineLine) -> bool:
    """Whether most sentences that tell of a line's matter tell of the other's too."""
    mine, theirs = (
        {testimony.text_key(testimony.by_claim[c].claim) for c in x.claims if c in testimony.by_claim}
        for x in (line, other)
    )
    return len(mine & theirs) > 1 and len(mine & theirs) >= 0.5 * len(mine)


def _rank(line: TimelineLine) -> tuple[object, ...]:
    return -line.origins, -wording().status_weight[line.status], -len(line.claims), line.text, line.claims
