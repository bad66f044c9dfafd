"""What judgements do to the account of the demo pages, and that nothing of it is lost or left behind."""

# ruff: noqa: E501 - one paragraph a line, as pages have them

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from reportedly.config import Settings
from reportedly.errors import JudgementError, NotFound, ReportedlyError
from reportedly.pipeline import run
from reportedly.publish import contract
from reportedly.publish.why import explain
from reportedly.records import Id, Judgement, Place, Value
from reportedly.review import homes, judge, reapply, standing
from reportedly.run.progress import Silent
from reportedly.store import Reader, Store, one_writer

Rows = dict[str, list[dict[str, Any]]]
READ = ("articles", "attributions", "places", "times", "figures", "claims")  # what the machine read


class Desk:
    """A database with somebody at it who judges and looks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Reader.open(path)

    def judge(self, by: str, verb: Any, target: Any, *ids: Id, **more: Any) -> Judgement:
        made = judge(self.store, by, verb, target, ids, **more)
        assert reapply(self.path, homes(self.store, made)) == "at once"
        return made

    def undo(self, *judgements: Judgement) -> None:
        for judgement in judgements:
            self.judge("Cy", "undo", "judgement", judgement.id)

    def exports(self) -> dict[str, bytes]:
        return {
            kind: b"".join(map(contract.line, contract.rows(self.store, kind)))
            for kind in contract.KINDS
            if kind != "judgements"
        }

    def rows(self, kind: str) -> list[dict[str, Any]]:
        return [json.loads(contract.line(row)) for row in contract.rows(self.store, kind)]

    def toll(self) -> dict[str, Any]:
        """The first figure of people killed that is exact."""
        return next(
            f for f in self.rows("figures") if f["measure"] == "killed" and f["low"] == f["high"] == 9
        )

    def told(self, figure: Id) -> dict[str, Any]:
        """The point of a series that a figure is in."""
        return next(p for s in self.rows("series") for p in s["points"] if figure in p["figures"])

    def finding(self, **wanted: Any) -> dict[str, Any]:
        return next(f for f in self.rows("findings") if all(f[k] == v for k, v in wanted.items()))

    def finding_of(self, claim: Id) -> dict[str, Any]:
        return next(f for f in self.rows("findings") if claim in f["claims"])

    def largest(self) -> dict[str, Any]:
        return max(self.rows("stories"), key=lambda s: len(s["articles"]))


@pytest.fixture
def desk(demo_db: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copy(demo_db, tmp_path / "desk.db")
    made = Desk(tmp_path / "desk.db")
    yield made
    made.store.close()


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {kind for kind in before if before[kind] != after[kind]}


def amount(low: float | None, high: float | None = None) -> Value:
    return Value(low=low, high=low if high is None else high)


# -- one thing corrected ----------------------------------------------------------------------------


def test_a_corrected_toll_is_told_with_who_corrected_it_and_undone_it_never_was(desk: Desk) -> None:
    before, figure = desk.exports(), desk.toll()
    made = desk.judge(
        "Ada", "correct", "figure", figure["id"], slot="figure", value=amount(71), why="seventy-one"
    )
    after = desk.exports()
    assert {"series", "findings", "brief"} <= changed(before, after)
    assert not changed(before, after) & {*READ}
    point = desk.told(figure["id"])
    assert (point["low"], point["high"], point["corrected_by"]) == (71, 71, ["Ada"])
    finding = desk.finding_of(figure["claim"])
    value = next(v for v in finding["slots"]["killed"] if v["value"] == "71")
    assert (value["corrected_by"], finding["judgements"]) == (["Ada"], [made.id])
    lines = [line for line in desk.rows("brief") if line["corrected_by"] == ["Ada"]]
    assert any(
        "71" in line["text"] and "Corrected by Ada: number killed 71" in line["text"] for line in lines
    )
    desk.undo(made)
    assert desk.exports() == before


@pytest.mark.parametrize(
    ("slot", "value", "told"),
    [
        ("place", Value(place=Place("Wadi Test", 33.2, 10.4, radius_km=2.0)), "Wadi Test"),
        ("time", Value(earliest="2019-05-02", latest="2019-05-02"), "2019-05-02"),
    ],
)
def test_a_place_or_a_time_is_corrected(desk: Desk, slot: Any, value: Value, told: str) -> None:
    before = desk.exports()
    finding = next(f for f in desk.rows("findings") if slot in f["slots"] and len(f["claims"]) == 1)
    made = desk.judge("Ada", "correct", "claim", *finding["claims"], slot=slot, value=value)
    (shown,) = desk.finding_of(finding["claims"][0])["slots"][slot]
    assert (shown["value"], shown["corrected_by"]) == (told, ["Ada"])
    desk.undo(made)
    assert desk.exports() == before


def test_a_kind_and_a_speaker_are_corrected(desk: Desk) -> None:
    before = desk.exports()
    finding = next(f for f in desk.rows("findings") if f["kind"] == "shelling" and len(f["claims"]) == 1)
    claim = finding["claims"][0]
    kind = desk.judge("Ada", "correct", "claim", claim, slot="kind", value=Value(kind="air_strike"))
    who = desk.judge("Bo", "correct", "claim", claim, slot="speaker", value=Value(speaker="Lena Moss"))
    told = desk.finding_of(claim)
    assert (told["kind"], told["corrected_by"]) == ("air_strike", ["Ada", "Bo"])
    speakers = {
        s for values in told["slots"].values() for v in values if claim in v["claims"] for s in v["speakers"]
    }
    assert speakers == {"Lena Moss"}
    desk.undo(kind, who)
    assert desk.exports() == before


def test_a_place_can_be_corrected_to_not_known(desk: Desk) -> None:
    finding = next(f for f in desk.rows("findings") if "place" in f["slots"] and len(f["claims"]) == 1)
    desk.judge("Ada", "correct", "claim", *finding["claims"], slot="place", value=Value())
    assert "place" not in desk.finding_of(finding["claims"][0])["slots"]


# -- verdicts, merges and splits --------------------------------------------------------------------


def test_a_rejected_finding_is_gone_from_the_account_and_its_claims_are_still_exported(desk: Desk) -> None:
    before = desk.exports()
    finding = desk.finding(kind="deliver_aid")
    made = desk.judge("Ada", "reject", "finding", finding["id"], why="of another year")
    assert not any({*finding["claims"]} & {*f["claims"]} for f in desk.rows("findings"))
    assert {*finding["claims"]} <= {c["id"] for c in desk.rows("claims")}
    desk.undo(made)
    assert desk.exports() == before


def test_what_is_rejected_is_out_where_others_print_the_very_same_words(desk: Desk) -> None:
    readings: dict[str, list[str]] = {}
    for claim in desk.rows("claims"):
        readings.setdefault(claim["sentence"]["quote"], []).append(claim["id"])
    same = next(
        ids for ids in readings.values() if len(ids) == 2 and all(desk.store.owners("claims", ids).values())
    )
    desk.judge("Ada", "reject", "claim", same[0])
    assert not any({*same} & {*f["claims"]} for f in desk.rows("findings"))


def test_an_accepted_finding_says_by_whom_and_keeps_its_status(desk: Desk) -> None:
    finding = desk.finding(kind="deliver_aid")
    desk.judge("Ada", "accept", "finding", finding["id"])
    desk.judge("Bo", "accept", "finding", finding["id"])
    told = desk.finding(id=finding["id"])
    assert (told["accepted_by"], told["status"]) == (["Ada", "Bo"], finding["status"])


def test_two_findings_are_merged_and_parted_again(desk: Desk) -> None:
    before = desk.exports()
    story = desk.largest()["id"]
    one, two = [f for f in desk.rows("findings") if f["story"] == story][:2]
    merged = desk.judge("Ada", "merge", "finding", one["id"], two["id"], why="one attack")
    told = desk.finding_of(one["claims"][0])
    assert {*told["claims"]} == {*one["claims"], *two["claims"]}
    assert merged.id in told["judgements"]
    apart = desk.judge("Ada", "split", "finding", *two["claims"])
    assert {*desk.finding_of(one["claims"][0])["claims"]} == {*one["claims"]}
    desk.undo(apart, merged)
    assert desk.exports() == before


def test_a_line_is_pinned_into_the_brief_under_a_section(desk: Desk) -> None:
    before, shown = desk.exports(), {c for line in desk.rows("brief") for c in line["claims"]}
    finding = next(
        f for f in desk.rows("findings") if f["status"] == "single_origin" and not shown & {*f["claims"]}
    )
    made = desk.judge("Ada", "pin", "line", finding["id"], value=Value(section="Aid"))
    (line,) = [line for line in desk.rows("brief") if line["pinned_by"]]
    assert (line["section"], line["pinned_by"]) == ("Aid", ["Ada"])
    assert {*line["claims"]} & {*finding["claims"]}
    desk.undo(made)
    assert desk.exports() == before


# -- stories and copies -----------------------------------------------------------------------------


def test_a_story_is_split_and_joined_again(desk: Desk) -> None:
    before, story = desk.exports(), desk.largest()
    parted = story["articles"][:4]
    made = desk.judge("Ada", "split", "story", *parted, why="another town")
    homes_ = {a: s["id"] for s in desk.rows("stories") for a in s["articles"]}
    assert len({homes_[a] for a in parted}) == 1
    assert not {homes_[a] for a in parted} & {homes_[a] for a in story["articles"][4:]}
    desk.undo(made)
    assert desk.exports() == before


def test_stories_are_merged_and_all_of_it_undone(desk: Desk) -> None:
    before = desk.exports()
    made = desk.judge("Ada", "merge", "story", *(s["id"] for s in desk.rows("stories")))
    assert len(desk.rows("stories")) == 1
    desk.undo(made)
    assert desk.exports() == before


def test_copies_are_as_people_say(desk: Desk) -> None:
    before = desk.exports()
    found = next(c for c in desk.rows("copies") if c["kind"] == "rewrite" and c["direction"] == "certain")
    none = desk.judge("Ada", "not_copies", "articles", found["article"], found["of"])
    pair = {found["article"], found["of"]}
    assert not any({c["article"], c["of"]} == pair for c in desk.rows("copies"))
    turned = desk.judge("Ada", "copies", "articles", found["of"], found["article"])
    (now,) = [c for c in desk.rows("copies") if {c["article"], c["of"]} == pair]
    assert (now["article"], now["direction"]) == (found["of"], "certain")
    assert "Ada says so" in now["evidence"][0]
    assert len(now["sentences"]) >= 1
    desk.undo(turned, none)
    assert desk.exports() == before


def test_why_tells_who_decided_what(desk: Desk) -> None:
    def told(record: Id) -> str:
        screen = Console(width=400, file=StringIO())
        screen.print(*explain(desk.store, record))
        return screen.file.getvalue()  # type: ignore[attr-defined, no-any-return]

    figure = desk.toll()
    made = desk.judge(
        "Ada", "correct", "figure", figure["id"], slot="figure", value=amount(71), why="misread"
    )
    assert f"Ada corrected the figure to 71: “misread” {made.id}" in told(figure["claim"])
    finding = desk.finding(kind="deliver_aid")
    desk.judge("Bo", "accept", "finding", finding["id"])
    assert "Bo accepted 1 claim of a finding" in told(finding["id"])
    desk.judge("Cy", "reject", "claim", finding["claims"][0])
    assert "Cy rejected a claim" in told(finding["claims"][0])


# -- two people -------------------------------------------------------------------------------------


def test_of_two_who_differ_the_account_follows_neither_until_one_has_seen_the_other(desk: Desk) -> None:
    before, figure = desk.exports(), desk.toll()["id"]
    ada = desk.judge("Ada", "correct", "figure", figure, slot="figure", value=amount(71))
    bo = desk.judge("Bo", "correct", "figure", figure, slot="figure", value=amount(72))
    assert desk.exports() == before
    assert [r["state"] for r in desk.rows("judgements")] == ["in conflict"] * 2
    (conflict,) = standing(desk.store.judged.log()).conflicts
    assert (conflict.people, conflict.targets) == (("Ada", "Bo"), (figure,))
    seen = [j.id for j in standing(desk.store.judged.log()).of(figure)]
    assert seen == [ada.id, bo.id]
    desk.judge("Bo", "correct", "figure", figure, slot="figure", value=amount(72), after=seen)
    assert (desk.told(figure)["low"], desk.told(figure)["corrected_by"]) == (72, ["Bo"])


# -- runs -------------------------------------------------------------------------------------------

LATER = """Sud Telegraph
11 May 2019

Ghomrassen counts its dead

GHOMRASSEN — Families in Ghomrassen buried their dead on Saturday, three days after army shells struck the market of the town, an attack in which the hospital in Medenine treated dozens of wounded.

The army entered Ghomrassen on Thursday and told residents that the market would be opened again within a week.

Relief workers said that more than 21,000 people had left the district of Ghomrassen since the fighting began."""


def again(desk: Desk, *pages: Path) -> None:
    with one_writer(desk.path):
        store = Store.open(desk.path)
        run(pages, store, Settings(), Silent())
        store.close()


def test_a_correction_holds_when_an_article_comes_and_the_story_is_told_anew(
    desk: Desk, tmp_path: Path
) -> None:
    figure, story = desk.toll(), desk.largest()
    desk.judge("Ada", "correct", "figure", figure["id"], slot="figure", value=amount(71))
    (tmp_path / "later.txt").write_text(LATER, "utf-8")
    again(desk, tmp_path / "later.txt")
    assert len(desk.largest()["articles"]) > len(story["articles"])
    assert (desk.told(figure["id"])["low"], desk.told(figure["id"])["corrected_by"]) == (71, ["Ada"])


def test_what_was_judged_and_not_told_before_a_kill_is_told_by_the_next_run(desk: Desk) -> None:
    figure = desk.toll()["id"]
    judge(desk.store, "Ada", "correct", "figure", [figure], slot="figure", value=amount(71))
    again(desk)
    assert desk.told(figure)["low"] == 71


class Interrupting(Silent):
    """Does something while the last step of a run is under way."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act

    def step(self, name: str, noun: str, total: int | None) -> Callable[[int], None]:
        def advance(_done: int) -> None:
            if name == "reconcile":
                self._act()

        return advance


def test_judging_goes_on_while_a_run_is_writing_which_takes_it_up(desk: Desk) -> None:
    first, figure, said = desk.rows("figures")[3]["id"], desk.toll()["id"], list[str]()

    def act() -> None:
        if not said:
            made = judge(desk.store, "Ada", "correct", "figure", [figure], slot="figure", value=amount(71))
            said.append(reapply(desk.path, homes(desk.store, made)))

    judge(desk.store, "Ada", "accept", "figure", [first])
    with one_writer(desk.path):
        store = Store.open(desk.path)
        run([], store, Settings(), Interrupting(act))
        store.close()
    assert said == ["by the run under way"]
    assert desk.told(figure)["low"] == 71


def test_two_who_judge_at_one_moment_both_see_it_told(desk: Desk) -> None:
    tolls = [f["id"] for f in desk.rows("figures") if f["measure"] in ("killed", "injured", "displaced")][:4]

    def decide(n: int) -> None:
        own = Reader.open(desk.path)
        value = amount(7000 + n)
        made = judge(own, f"Person {n}", "correct", "figure", [tolls[n]], slot="figure", value=value)
        reapply(desk.path, homes(own, made))
        own.close()

    with ThreadPoolExecutor(len(tolls)) as pool:
        list(pool.map(decide, range(len(tolls))))
    told = {p["low"] for s in desk.rows("series") for p in s["points"]}
    assert {7000, 7001, 7002, 7003} <= told


# -- what makes no sense ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "verb", "target", "ids", "more"),
    [
        ("needs a number", "correct", "figure", ["fig"], {"slot": "figure", "value": Value()}),
        ("swap them", "correct", "figure", ["fig"], {"slot": "figure", "value": amount(9, 5)}),
        ("no date", "correct", "claim", ["c"], {"slot": "time", "value": Value(earliest="9 May")}),
        ("no kind", "correct", "claim", ["c"], {"slot": "kind", "value": Value(kind="rumour")}),
        (
            "no point",
            "correct",
            "claim",
            ["c"],
            {"slot": "place", "value": Value(place=Place("X", 91.0, 0.0))},
        ),
        ("what of the claim", "correct", "claim", ["c"], {"slot": "figure", "value": amount(9)}),
        ("takes no value", "reject", "claim", ["c"], {"value": amount(9)}),
        ("is not for", "merge", "claim", ["c"], {}),
        ("that is one finding", "merge", "finding", ["f"], {}),
        ("nothing would be left", "split", "finding", ["f"], {}),
        ("name two articles", "copies", "articles", ["a"], {}),
        ("no section", "pin", "line", ["f"], {"value": Value(section="Weather")}),
        ("a note needs words", "note", "claim", ["c"], {}),
        ("which finding", "accept", "finding", [], {}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_not_kept(
    demo: Store, words: str, verb: Any, target: Any, ids: list[str], more: dict[str, Any]
) -> None:
    known = {
        "c": next(contract.rows(demo, "claims"))["id"],
        "fig": next(contract.rows(demo, "figures"))["id"],
        "f": next(contract.rows(demo, "findings"))["id"],
        "a": next(contract.rows(demo, "articles"))["id"],
    }
    with pytest.raises(JudgementError, match=words):
        judge(demo, "Ada", verb, target, [known[i] for i in ids], **more)
    assert demo.judged.log() == []


@pytest.mark.parametrize(
    ("verb", "target"),
    [
        ("reject", "claim"),
        ("accept", "finding"),
        ("note", "story"),
        ("undo", "judgement"),
        ("split", "story"),
    ],
)
def test_what_is_not_there_cannot_be_judged(demo: Store, verb: Any, target: Any) -> None:
    with pytest.raises(NotFound, match="there is no"):
        judge(demo, "Ada", verb, target, ["x-0"], why="asked")
    with pytest.raises(ReportedlyError, match="say who decides"):
        judge(demo, " ", verb, target, ["x-0"])
