"""Holds the product to examples/account.md: what a careful reader concludes from the demo pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reportedly.publish import contract
from reportedly.store import Store

TOWN = (33.059, 10.337)


@pytest.fixture(scope="module")
def told(demo_db: Path) -> dict[str, list[dict[str, Any]]]:
    """Every KIND as its rows."""
    store = Store.open(demo_db)
    made = {
        kind: [json.loads(contract.line(row)) for row in contract.rows(store, kind)]
        for kind in contract.KINDS
    }
    store.close()
    return made


Told = dict[str, list[dict[str, Any]]]


def named(told: Told) -> dict[str, str]:
    """input id to article id."""
    return {a["input_id"]: a["id"] for a in told["articles"]}


def link(told: Told, one: str, other: str) -> dict[str, Any]:
    ids = named(told)
    return next(c for c in told["copies"] if {c["article"], c["of"]} == {ids[one], ids[other]})


def in_town(place: dict[str, Any] | None) -> bool:
    if not place or place["latitude"] is None:
        return False
    return bool(abs(place["latitude"] - TOWN[0]) < 0.05 and abs(place["longitude"] - TOWN[1]) < 0.05)


def points(told: Told, measure: str) -> list[dict[str, Any]]:
    return [p for s in told["series"] if s["measure"] == measure for p in s["points"]]


def test_all_pages_are_read_and_dated(told: Told) -> None:
    assert len(told["articles"]) == 17
    assert told["rejects"] == []
    dates = {a["input_id"]: (a["published_at"] or "")[:10] for a in told["articles"]}
    assert dates["flashworld-rewrite.txt"] == "2019-05-09"
    assert dates["national-report-2019-05-08.txt"] == "2019-05-08"
    assert dates["harbour-daily-2019-05-09.txt"] == "2019-05-09"


def test_the_undated_page_is_dated_by_its_weekday_and_says_so(told: Told) -> None:
    page = next(a for a in told["articles"] if a["input_id"] == "harbour-daily-undated.txt")
    assert (page["published_at"], page["published_from"]) == ("2019-05-09", "inferred")


def test_page_furniture_reaches_no_line(told: Told) -> None:
    shown = [row["text"] for row in told["brief"] + told["timeline"]]
    shown += [c["sentence"]["quote"] for c in told["claims"]]
    for word in ("MINIFYHTML", "You are here", "Related Articles", "Last updated", "Most read", "handout"):
        assert not [text for text in shown if word in text]
    said = " ".join(row["text"] for row in told["brief"] + told["timeline"])
    assert "& # 39" not in said
    assert ",quot;" not in said


def test_one_story_holds_the_fighting(told: Told) -> None:
    ids = named(told)
    core = {ids[f"meridian-{n}"] for n in (1, 2, 3, 4)} | {
        ids[n]
        for n in ("oasis-courier-2019-05-08.html", "harbour-daily-2019-05-09.txt", "flashworld-rewrite.txt")
    }
    assert any(core <= set(story["articles"]) for story in told["stories"])


def test_papers_that_print_the_agency_are_its_copies(told: Told) -> None:
    for paper, agency in (
        ("oasis-courier-2019-05-08.html", "meridian-2"),
        ("harbour-daily-2019-05-09.txt", "meridian-3"),
    ):
        copy = link(told, paper, agency)
        assert copy["kind"] in ("near", "identical")
        assert copy["article"] == named(told)[paper]
        assert copy["direction"] in ("certain", "likely")


def test_the_rewrite_is_found_with_what_it_altered(told: Told) -> None:
    copy = link(told, "flashworld-rewrite.txt", "harbour-daily-2019-05-09.txt")
    assert copy["kind"] == "rewrite"
    assert copy["article"] == named(told)["flashworld-rewrite.txt"]
    altered = [
        (a["type"], a["span"]["quote"], a["of_span"]["quote"])
        for s in copy["sentences"]
        for a in s["altered"]
    ]
    assert any(kind == "number" and "41" in new and "14" in old for kind, new, old in altered)
    assert any(kind == "quote" for kind, _, _ in altered)


def test_the_four_texts_are_one_origin(told: Told) -> None:
    ids, pages = named(told), ("meridian-3", "harbour-daily-2019-05-09.txt", "flashworld-rewrite.txt")
    texts = {a["id"]: a["text"] for a in told["articles"]}
    found = {
        page: {
            o["id"]
            for o in told["origins"]
            for s in o["sentences"]
            if s["article"] == ids[page] and "televised" in texts[s["article"]][s["start"] : s["end"]]
        }
        for page in pages
    }
    assert len(set.union(*found.values())) == 1


def test_every_spelling_of_the_town_is_one_place(told: Told) -> None:
    spelt = {p["quote"] for p in told["places"] if p["quote"].startswith(("Ghom", "Ghoum", "Ghum"))}
    assert len(spelt) >= 4
    assert len({p["geonames_id"] for p in told["places"] if p["quote"] in spelt and in_town(p)}) == 1
    assert all(in_town(p) for p in told["places"] if p["quote"] in spelt)


def test_control_passed_to_the_government_on_a_disputed_day(told: Told) -> None:
    held = [c for c in told["control"] if in_town(c["place"])]
    assert held
    assert any(
        word in held[0]["holder"].lower() for word in ("tunisia", "army", "government", "armed forces")
    )
    assert held[0]["since_earliest"] == "2019-05-08"
    assert held[0]["since_latest"] == "2019-05-09"


def test_a_finding_is_disputed_and_shows_both_values(told: Told) -> None:
    assert any(
        f["status"] == "disputed" and any(len(values) > 1 for values in f["slots"].values())
        for f in told["findings"]
    )


def test_displaced_figures_keep_their_speaker_and_window_and_are_never_added_up(told: Told) -> None:
    moved = points(told, "displaced")
    by_monitor = [
        p for p in moved if "Conflict Monitor" in (p["speaker"] or "") and p["window_start"] == "2019-04-30"
    ]
    assert {p["low"] for p in by_monitor} == {12000, 21000}
    assert any(p["low"] == 8000 and "Oueslati" in (p["speaker"] or "") for p in moved)
    assert not {p["low"] for p in moved} & {20000, 29000, 33000, 41000}


def test_the_rising_toll_is_one_toll(told: Told) -> None:
    lows = {p["low"] for p in points(told, "killed")}
    assert {9, 14, 17} <= lows
    assert not lows & {23, 26, 31, 40}
    towns = [s for s in told["series"] if s["measure"] == "killed" and in_town(s["place"])]
    assert len(towns) == 1


def test_the_truce_is_alleged_broken_and_that_is_denied(told: Told) -> None:
    truces = [a for a in told["agreements"] if (a["agreed_on"] or "") == "2019-05-02"]
    assert truces
    assert any("Malt" in (a["by"] or "") for t in truces for a in t["allegations"])
    assert any(t["denials"] for t in truces)


def test_a_threat_is_a_threat_and_never_an_attack(told: Told) -> None:
    threats = [c for c in told["claims"] if c["modality"] == "threatened"]
    assert any("retaliate" in c["sentence"]["quote"] for c in threats)
    for claim in told["claims"]:
        if "attacked Remada" in claim["sentence"]["quote"] and claim["trigger"]["quote"] in (
            "attacked",
            "retaliate",
        ):
            assert claim["modality"] != "asserted"


def test_a_denial_is_a_denial(told: Told) -> None:
    shelling = [c for c in told["claims"] if "denied that troops had shelled" in c["sentence"]["quote"]]
    assert any(c["polarity"] == "denied" and c["trigger"]["quote"] == "shelled" for c in shelling)


def test_the_brief_is_short_and_every_line_has_sources(told: Told) -> None:
    largest = max(told["stories"], key=lambda s: len(s["articles"]))["id"]
    lines = [line for line in told["brief"] if line["story"] == largest]
    assert 3 <= len(lines) <= 10
    assert all(line["citations"] and line["origins"] >= 1 for line in lines)
    shelling = [line for line in lines if "market" in line["text"] and line["status"] == "disputed"]
    assert shelling
    assert shelling[0]["origins"] >= 2
