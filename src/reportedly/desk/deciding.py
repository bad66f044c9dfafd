"""Making a judgement and telling its story anew, whoever asked for it: a person's button or a program."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.desk.people import Person
from reportedly.desk.shelf import Shelf
from reportedly.records import Id, Judgement, Slot, Target, Value, Verb
from reportedly.review import Applied, homes, judge, reapply


def decide(
    shelf: Shelf,
    person: Person,
    verb: Verb,
    target: Target,
    ids: Sequence[Id],
    slot: Slot | None = None,
    value: Value | None = None,
    why: str = "",
    after: Sequence[Id] = (),
) -> tuple[Judgement, Applied]:
    """Append a judgement; returns it as it was kept and who follows it. Raises as `review.judge` does."""
    made = judge(shelf.store, person.name, verb, target, ids, why=why, slot=slot, value=value, after=after)
    return made, reapply(shelf.db, homes(shelf.store, made))
