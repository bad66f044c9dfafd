"""Judging by the desk's own forms: it changes the account, says who did it, and can be taken back."""

from __future__ import annotations

from reportedly.records import Figure, Finding
from tests.desk.conftest import Desk, token_in


def finding_with_figure(desk: Desk) -> tuple[Finding, Figure]:
    store = desk.store()
    figures = {f.id: f for own in store.derived("figures").values() for f in own if f.measure == "killed"}
    claims = {c.id: c for own in store.derived("claims").values() for c in own}
    found = next(
        (finding, figures[f])
        for own in store.derived("findings").values()
        for finding in own
        for c in finding.claims
        for f in claims[c].figures
        if f in figures
    )
    store.close()
    return found


def test_a_toll_is_corrected_and_the_correction_undone(desk: Desk) -> None:
    finding, figure = finding_with_figure(desk)
    before = desk.page(f"/stories/{finding.story}")
    back = f"/stories/{finding.story}"
    given = {"verb": "correct", "target": "figure", "slot": "figure", "ids": figure.id, "low": "1,234",
             "qualifier": "exact", "why": "the page says 1,234", "back": back}  # fmt: skip
    answer = desk.post("/judge", given)
    assert answer.status_code == 303
    after = desk.page(answer.headers["location"])
    assert "1,234" in after
    assert "Corrected the figure to 1,234" in after
    assert "1,234" not in before
    log = desk.page("/judgements")
    assert "the page says 1,234" in log
    made = answer.headers["location"].partition("did=")[2].partition("&")[0]
    desk.post("/judge", {"verb": "undo", "target": "judgement", "ids": made, "back": back})
    assert "1,234" not in desk.page(back)


def test_two_people_who_do_not_know_of_each_other_are_a_conflict(desk: Desk) -> None:
    finding, figure = finding_with_figure(desk)
    store = desk.store()
    from reportedly.records import Value
    from reportedly.review import judge

    judge(store, "Ada", "correct", "figure", [figure.id], slot="figure", value=Value(low=5, high=5))
    store.close()
    given = {
        "verb": "correct",
        "target": "figure",
        "slot": "figure",
        "ids": figure.id,
        "low": "7",
        "seen": "",
    }
    desk.post("/judge", given)
    assert "In conflict" in desk.page("/judgements")
    assert "In conflict" in desk.page(f"/findings/{finding.id}") or "In conflict" in desk.page(
        f"/stories/{finding.story}"
    )


def test_whoever_has_seen_a_judgement_takes_its_place(desk: Desk) -> None:
    _, figure = finding_with_figure(desk)
    store = desk.store()
    from reportedly.records import Value
    from reportedly.review import judge

    first = judge(store, "Ada", "correct", "figure", [figure.id], slot="figure", value=Value(low=5, high=5))
    given = {"verb": "correct", "target": "figure", "slot": "figure", "ids": figure.id, "low": "7",
             "seen": first.at}  # fmt: skip
    desk.post("/judge", given)
    assert "In conflict" not in desk.page("/judgements")
    assert store.judged.log()[-1].after == (first.id,)
    store.close()


def test_findings_are_merged_and_parted_again(desk: Desk) -> None:
    store = desk.store()
    story, own = next((s, f) for s, f in store.derived("findings").items() if len(f) > 2)
    store.close()
    two = [own[0], own[1]]
    given = {"verb": "merge", "target": "finding", "ids": [f.id for f in two], "back": f"/stories/{story}"}
    answer = desk.post("/judge", given)
    store = desk.store()
    merged = store.derived("findings", [story])[story]
    assert any({*two[0].claims, *two[1].claims} <= set(f.claims) for f in merged)
    made = answer.headers["location"].partition("did=")[2].partition("&")[0]
    desk.post("/judge", {"verb": "undo", "target": "judgement", "ids": made, "back": "/"})
    assert {f.id for f in store.derived("findings", [story])[story]} == {f.id for f in own}
    store.close()


def test_what_makes_no_sense_is_said_and_not_kept(desk: Desk) -> None:
    for given in (
        {"verb": "merge", "target": "claim", "ids": "c-none"},
        {"verb": "praise", "target": "claim", "ids": "c-none"},
        {"verb": "correct", "target": "figure", "slot": "figure", "ids": "n-none", "low": "many"},
        {"verb": "reject", "target": "claim", "ids": "c-none"},
    ):
        answer = desk.post("/judge", given)
        assert 400 <= answer.status_code < 500
        assert "<h1>" in answer.text
    store = desk.store()
    assert store.judged.log() == []
    store.close()


def test_the_way_back_stays_on_the_desk(desk: Desk) -> None:
    finding, figure = finding_with_figure(desk)
    for elsewhere in (
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "javascript:x",
    ):
        given = {"verb": "note", "target": "figure", "ids": figure.id, "why": "seen", "back": elsewhere}
        assert desk.post("/judge", given).headers["location"].startswith("/?did=")
    assert finding.claims


def test_a_form_of_another_session_is_refused(desk: Desk) -> None:
    _, figure = finding_with_figure(desk)
    given = {"verb": "reject", "target": "figure", "ids": figure.id}
    assert desk.post("/judge", given, csrf="0" * 64).status_code == 403
    assert desk.post("/judge", given, csrf="").status_code == 403
    assert desk.post("/judge", given, csrf=token_in(desk.page("/"))).status_code == 303


def test_places_are_looked_up_to_choose_from(desk: Desk) -> None:
    assert 'type="radio"' in desk.page("/gazetteer?place=Tunis")
    assert "No place of that name" in desk.page("/gazetteer?place=Xyzzyqwertz")
