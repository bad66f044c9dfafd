"""What must hold of any story, whatever its claims."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.publish.brief import brief
from reportedly.publish.timeline import timeline
from reportedly.reconcile import evidence, reconcile
from reportedly.records import Account, BriefLine, Dossier, Span, TimelineLine
from tests.reconcile.stories import PLACES, Desk

KINDS = ("captured", "lost", "withdrew", "entered", "clash", "shelling", "kill", "displace", "truce",
         "breach", "accuse", "threaten", "holds", "besieged")  # fmt: skip
SPEAKERS = ((), ("Lake Monitor",), ("army spokesman",), ("Gull Post", "Premier Odo"))
DAYS = ("", "2031-05-01", "2031-05-02", "2031-05-03", "2024-06-03")
Claimed = tuple[str, str, str, int, str, str, str, int]

claims = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from(("", "army", "rebels", "Anland")),
    st.sampled_from(("", *PLACES)),
    st.integers(0, 3),
    st.sampled_from(DAYS),
    st.sampled_from(("affirmed", "affirmed", "affirmed", "denied")),
    st.sampled_from(("asserted", "asserted", "asserted", "background", "planned", "threatened", "possible")),
    st.integers(0, 3),
)
stories = st.lists(st.lists(claims, min_size=1, max_size=5), min_size=1, max_size=5)


def dossier(pages: list[list[Claimed]], copied: bool) -> Dossier:
    desk = Desk()
    for n, page in enumerate(pages):
        lines = [f"Line {m} of page {n} tells of {c[0]} number {m}." for m, c in enumerate(page)]
        a = desk.article(*lines, on=f"2031-05-0{1 + n}", outlet=f"Outlet {n}")
        for m, (kind, actor, place, who, when, polarity, modality, size) in enumerate(page):
            says = SPEAKERS[who]
            claim = desk.claim(
                a, f"{kind} number {m}", kind, actor=actor, recipient="Beland", place=place, when=when,
                says=says, polarity=polarity, modality=modality, role="army" if who == 2 else None,
                party="North" if who == 2 else None,
            )  # fmt: skip
            if size:
                measure = "displaced" if kind == "displace" else "killed"
                speaker = says[-1] if says else None
                desk.figure(
                    a, f"number {m}", measure, 10.0**size, claim=claim, speaker=speaker, since=when or None
                )
    if copied and len(pages) > 1:
        first = desk.articles[0]
        desk.copy(desk.article(*(s.reading for s in first.sentences), outlet="Spin"), first)
    return desk.dossier()


def shuffled(made: Dossier, seed: int) -> Dossier:
    mix = random.Random(seed)

    def some(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(mix.sample(rows, len(rows)))

    names = ("articles", "copies", "origins", "figures", "claims")
    return replace(made, **{name: some(getattr(made, name)) for name in names})  # type: ignore[arg-type]


def quotes(made: Dossier, span: Span) -> bool:
    text = next(a.text for a in made.articles if a.id == span.article)
    return text[span.start : span.end] == span.quote and bool(span.quote)


def check(made: Dossier, account: Account) -> None:
    known = {c.id: c for c in made.claims}
    for f in account.findings:
        assert f.origins >= 1
        assert f.status != "corroborated" or f.origins >= 2
        assert f.origins <= len({a.id for a in made.articles if a.outlet != "Spin"})
        for values in f.slots.values():
            assert values
            assert all(set(v.claims) <= set(f.claims) and v.origins >= 1 for v in values)
        if f.status == "party_only":
            assert all(known[c].party for c in f.claims if known[c].polarity == "affirmed") or all(
                known[c].party for c in f.claims
            )
    placed = [c for f in account.findings for c in f.claims]
    assert len(placed) == len(set(placed))
    sizes = {f.low for f in made.figures}
    for series in account.series:
        assert {p.low for p in series.points} <= sizes
        held = [i for p in series.points for i in p.figures]
        assert len(held) == len(set(held))
        assert all(p.status != "corroborated" or p.origins >= 2 for p in series.points)
    for c in account.control:
        assert c.claims
        assert (c.since_earliest or "") <= (c.since_latest or "9")


@settings(max_examples=60, deadline=None)
@given(stories, st.booleans(), st.integers(0, 1000))
def test_an_account_keeps_its_promises_in_any_order(
    pages: list[list[Claimed]], copied: bool, seed: int
) -> None:
    made = dossier(pages, copied)
    account = reconcile(made)
    check(made, account)
    testimony = evidence.Testimony(made)
    lines, days = brief(testimony, account), timeline(testimony, account)
    shown: list[BriefLine | TimelineLine] = [*lines, *days]
    for line in shown:
        assert line.origins >= 1
        assert line.citations
        assert all(quotes(made, span) for span in line.citations)
        assert line.text.strip()
    assert len(lines) <= 10
    assert [t.date for t in days] == sorted(t.date for t in days)
    other = shuffled(made, seed)
    again = reconcile(other)
    assert again == account
    assert brief(evidence.Testimony(other), again) == lines
    assert timeline(evidence.Testimony(other), again) == days
