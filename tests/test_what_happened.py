"""From a page to the account: what is threatened, feared, planned, denied or long past is never told as news."""

# ruff: noqa: E501 - one paragraph a line, as pages have them

from __future__ import annotations

import json
from typing import Any

import pytest

from reportedly.config import Settings
from reportedly.pipeline import run
from reportedly.publish import contract
from reportedly.run.progress import Silent
from reportedly.store import Store

KINDS = ("claims", "findings", "series", "control", "timeline", "brief", "figures")
Told = dict[str, list[dict[str, Any]]]

# Everything but the first paragraph is of what may, shall, did not or once did happen.
PAGE = """Shells hit Ghomrassen as rebels vow to take Tataouine

GHOMRASSEN - Rebels shelled Ghomrassen on Thursday, killing three people, the town's hospital said.

The rebels vowed to capture Tataouine within a week and threatened to bomb the airfield at Remada.

The army denied that its jets had bombed the hospital of Medenine on Wednesday.

Residents of Medenine fear a massacre, and aid workers warned that an assault on the town could displace 70,000 people.

If the rebels attack Zarzis, 25,000 people will be displaced, the mayor of Zarzis said.

The rebels captured Zarzis in 2012, killing 480 people, and held it for two years.

Police foiled a plot to blow up the bridge of Medenine.

The UN called for a withdrawal from Tataouine, and the army plans to evacuate 6,000 people from Remada on Sunday.

Smugglers used to attack convoys near Remada.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("happened")
    page = {
        "id": "one",
        "outlet": "Gulf Courier",
        "published_at": "2019-05-10",
        "language": "en",
        "text": PAGE,
    }
    (folder / "page.jsonl").write_text(json.dumps(page) + "\n", encoding="utf-8")
    store = Store.open(folder / "it.db", create=True)
    run([folder / "page.jsonl"], store, Settings(), Silent())
    made = {kind: [json.loads(contract.line(row)) for row in contract.rows(store, kind)] for kind in KINDS}
    store.close()
    return made


def cited(line: dict[str, Any]) -> str:
    return " ".join(c["quote"] for c in line["citations"])


def test_only_what_happened_is_asserted(told: Told) -> None:
    happened = {
        (c["kind"], c["trigger"]["quote"])
        for c in told["claims"]
        if (c["modality"], c["polarity"]) == ("asserted", "affirmed")
        and c["kind"] not in ("threaten", "demand", "deny", "statement", "other", "act")
    }
    assert {quote for _, quote in happened} <= {"hit", "shelled", "killing", "foiled"}
    assert ("shelling", "shelled") in happened
    assert any(kind == "kill" for kind, _ in happened)


def test_no_place_changes_hands_by_a_vow_or_by_history(told: Told) -> None:
    assert told["control"] == []


def test_figures_of_fears_conditions_and_history_make_no_series(told: Told) -> None:
    values = {p["high"] for s in told["series"] for p in s["points"]}
    assert values <= {3}
    assert {70_000, 25_000, 480, 6_000} <= {f["high"] for f in told["figures"]}  # they were read


def test_the_timeline_tells_what_happened_what_was_said_and_what_is_planned(told: Told) -> None:
    assert any("shelled" in line["text"] for line in told["timeline"])
    for line in told["timeline"]:
        assert line["date"] >= "2019-05-09"
        for word in ("fear", "If the rebels", "2012", "used to", "denied", "foiled"):
            assert word not in cited(line), line


def test_the_brief_gives_threats_as_threats_and_no_history(told: Told) -> None:
    assert {line["section"] for line in told["brief"]} - {"Threats and demands"}
    for line in told["brief"]:
        assert "2012" not in cited(line), line
        assert "used to" not in cited(line), line
        if line["section"] != "Threats and demands":
            assert "vowed" not in cited(line), line
        if line["section"] == "Casualties":
            assert "killing three" in cited(line), line


def test_no_finding_of_an_attack_rests_on_a_threat(told: Told) -> None:
    modality = {c["id"]: (c["modality"], c["polarity"]) for c in told["claims"]}
    for finding in told["findings"]:
        slots = finding["slots"]
        if "modality" not in slots and finding["status"] != "disputed":
            kinds = {modality[c] for c in finding["claims"]}
            assert kinds <= {("asserted", "affirmed"), ("background", "affirmed"), ("asserted", "denied")}, (
                finding
            )
