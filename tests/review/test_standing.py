"""Which judgements stand: a function of the set of them, in which nobody silently wins over another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Judgement, Target, Value, Verb
from reportedly.review import standing
from reportedly.review.standing import cells

PEOPLE = ("Ada", "Bo", "Cy")


def made(n: int, by: str, verb: Verb, target: Target, targets: Sequence[str], **more: Any) -> Judgement:
    """A judgement of the nth minute."""
    at = f"2031-04-09T{n // 60:02}:{n % 60:02}:00+00:00"
    return Judgement("", at, by, verb, target, tuple(targets), **more).named()


def toll(n: int, by: str, value: float, targets: Sequence[str] = ("fig-1",), **more: Any) -> Judgement:
    return made(
        n, by, "correct", "figure", targets, slot="figure", value=Value(low=value, high=value), **more
    )


@st.composite
def logs(draw: st.DrawFn, naming: bool = True) -> list[Judgement]:
    """Any people deciding anything, with or without having seen what others decided, undos of undos too."""
    log: list[Judgement] = []
    for n in range(draw(st.integers(0, 14))):
        by = draw(st.sampled_from(PEOPLE))
        some = st.lists(st.sampled_from(log), max_size=2, unique=True) if log and naming else st.just([])
        after = tuple(sorted(j.id for j in draw(some)))
        what = draw(
            st.sampled_from(["toll", "verdict", "parting", "copies", "note", *(["undo"] if log else [])])
        )
        two = st.lists(st.sampled_from(["x-1", "x-2", "x-3"]), min_size=1, max_size=2, unique=True)
        if what == "toll":
            log.append(toll(n, by, draw(st.integers(1, 2)), draw(two), after=after))
        elif what == "verdict":
            log.append(
                made(n, by, draw(st.sampled_from(["accept", "reject"])), "finding", draw(two), after=after)
            )
        elif what == "parting" and draw(st.booleans()):
            log.append(made(n, by, "merge", "finding", ["x-1", "x-2", "x-3"], after=after))
        elif what == "parting":
            one = draw(st.sampled_from(["x-1", "x-2"]))
            log.append(made(n, by, "split", "finding", [one], rest=("x-3",), after=after))
        elif what == "copies":
            pair = draw(st.permutations(["a-1", "a-2"]))
            verb: Verb = draw(st.sampled_from(["copies", "not_copies"]))
            log.append(made(n, by, verb, "articles", pair, after=after))
        elif what == "note":
            log.append(made(n, by, "note", "claim", ["x-1"], why="asked"))
        else:
            log.append(made(n, by, "undo", "judgement", [draw(st.sampled_from(log)).id]))
    return log


@given(log=logs(), data=st.data())
def test_the_order_in_which_they_are_read_and_how_often_do_not_matter(
    log: list[Judgement], data: st.DataObject
) -> None:
    assert standing(data.draw(st.permutations([*log, *log]))) == standing(log)


@given(log=logs())
def test_every_judgement_is_used_held_back_overtaken_or_undone(log: list[Judgement]) -> None:
    found = standing(log)
    used = {j.id for j in found.used}
    held = {j.id for c in found.conflicts for j in c.judgements}
    deciding = {j.id for j in log if j.verb != "undo"}
    gone = (found.undone.keys() | found.overtaken.keys()) & deciding
    assert used | held | gone == deciding
    assert not used & held
    assert not (used | held) & gone


@given(log=logs())
def test_what_the_account_follows_never_contradicts_itself(log: list[Judgement]) -> None:
    said: dict[Any, tuple[Any, ...]] = {}
    found = standing(log)
    for j in found.used:
        for cell in cells(j):
            way = j.targets if j.verb == "copies" else ()
            assert said.setdefault(cell, (j.verb, j.value, way)) == (j.verb, j.value, way)
    merges = [set(j.targets) for j in found.used if j.verb == "merge"]
    splits = [j for j in found.used if j.verb == "split"]
    assert not any(m & {*s.targets} and m & {*s.rest} for m in merges for s in splits)


@given(log=logs(naming=False))
def test_two_people_who_have_not_seen_each_other_never_win_over_each_other(log: list[Judgement]) -> None:
    """Told anew from the rule: of each person the last word on every matter that is not undone."""
    found = standing(log)
    tolls = [j for j in log if j.slot == "figure" and j.id not in found.undone]
    for target in ("x-1", "x-2", "x-3"):
        last = {j.by: j for j in sorted(tolls, key=lambda j: j.order) if target in j.targets}
        held = [c for c in found.conflicts if {j.id for j in last.values()} <= {j.id for j in c.judgements}]
        if len({j.value and j.value.low for j in last.values()}) > 1:
            assert held
            assert not any(target in j.targets for j in found.used if j.slot == "figure")


@given(log=logs(), data=st.data())
def test_an_undo_that_is_undone_leaves_all_as_it_was(log: list[Judgement], data: st.DataObject) -> None:
    if not log:
        return
    target = data.draw(st.sampled_from(log))
    undo = made(100, data.draw(st.sampled_from(PEOPLE)), "undo", "judgement", [target.id])
    again = made(101, data.draw(st.sampled_from(PEOPLE)), "undo", "judgement", [undo.id])
    before, after = standing(log), standing([*log, undo, again])
    assert (after.used, after.conflicts) == (before.used, before.conflicts)


@given(log=logs(), data=st.data())
def test_what_is_undone_is_as_if_it_had_never_been(log: list[Judgement], data: st.DataObject) -> None:
    loose = [j for j in log if not any(j.id in {*k.after, *k.targets} for k in log)]
    if not loose:
        return
    target = data.draw(st.sampled_from(loose))
    undo = made(100, "Cy", "undo", "judgement", [target.id])
    without, with_it = standing(j for j in log if j != target), standing([*log, undo])
    assert (with_it.used, with_it.conflicts) == (without.used, without.conflicts)


def test_a_persons_later_word_takes_the_place_of_the_earlier() -> None:
    first, second = toll(1, "Ada", 9), toll(2, "Ada", 12)
    found = standing([first, second])
    assert found.used == (second,)
    assert found.overtaken == {first.id: second.id}


def test_only_for_what_it_is_about() -> None:
    both, one = toll(1, "Ada", 9, ["fig-1", "fig-2"]), toll(2, "Ada", 12, ["fig-1"])
    assert [(j.targets, j.value and j.value.low) for j in standing([both, one]).used] == [
        (("fig-2",), 9),
        (("fig-1",), 12),
    ]


def test_undoing_the_later_word_brings_the_earlier_back() -> None:
    first, second = toll(1, "Ada", 9), toll(2, "Ada", 12)
    undo = made(3, "Bo", "undo", "judgement", [second.id])
    assert standing([first, second, undo]).used == (first,)


def test_a_conflict_is_settled_by_naming_the_others_or_by_undoing() -> None:
    ada, bo = toll(1, "Ada", 9), toll(2, "Bo", 12)
    found = standing([ada, bo])
    assert found.used == ()
    assert [c.people for c in found.conflicts] == [("Ada", "Bo")]
    assert [found.state(j) for j in (ada, bo)] == ["in conflict"] * 2
    third = toll(3, "Cy", 10, after=(ada.id, bo.id))
    assert standing([ada, bo, third]).used == (third,)
    undo = made(3, "Ada", "undo", "judgement", [ada.id])
    assert standing([ada, bo, undo]).used == (bo,)


def test_two_who_say_the_same_are_no_conflict() -> None:
    found = standing([toll(1, "Ada", 9), toll(2, "Bo", 9)])
    assert len(found.used) == 2
    assert found.conflicts == ()


def test_who_has_seen_a_judgement_takes_its_place_and_that_of_what_it_replaced() -> None:
    ada = toll(1, "Ada", 9)
    bo = toll(2, "Bo", 12, after=(ada.id,))
    cy = toll(3, "Cy", 10, after=(bo.id,))
    undo = made(4, "Bo", "undo", "judgement", [bo.id])
    assert standing([ada, bo, cy, undo]).used == (cy,)


def test_a_merge_and_a_split_of_what_it_joins_are_a_conflict_and_others_are_not() -> None:
    merge = made(1, "Ada", "merge", "finding", ["c-1", "c-2", "c-3"])
    split = made(2, "Bo", "split", "finding", ["c-3"], rest=("c-1",))
    aside = made(3, "Bo", "split", "finding", ["c-3"], rest=("c-9",))
    found = standing([merge, split, aside])
    assert [c.judgements for c in found.conflicts] == [(merge, split)]
    assert found.used == (aside,)


@settings(max_examples=20)
@given(log=logs())
def test_whoever_names_all_that_stands_is_followed(log: list[Judgement]) -> None:
    seen = [j.id for j in standing(log).of("x-1", "x-2", "x-3")]
    last = toll(200, "Cy", 7, ["x-1", "x-2", "x-3"], after=tuple(seen))
    assert last in standing([*log, last]).used
