"""Who the actors of a story are."""

from __future__ import annotations

from reportedly.reconcile.sides import Cast
from reportedly.records import Named, Span
from tests.reconcile.stories import Desk


def test_the_army_by_any_name_is_one_actor_and_the_other_side_keeps_its_own() -> None:
    desk = Desk()
    article = desk.article(
        "The Chadian army seized Brenna.",
        "Regime forces seized Torvik.",
        "Government troops shelled the mill.",
        "The Copper Kite Brigade left.",
    )
    claims = [
        desk.claim(article, "seized", "captured", actor="The Chadian army"),
        desk.claim(article, "shelled", "shelling", actor="Government troops"),
    ]
    cast = Cast(claims)

    def named(words: str) -> tuple[Named, ...]:
        return (Named(Span(article.id, 0, len(words), words), words),)

    forces = ("The Chadian army", "Regime forces", "Government troops", "the army")
    assert {name for words in forces for name in cast.names(named(words))} == {"Chadian armed forces"}
    assert cast.names(named("The Copper Kite Brigade")) == ("The Copper Kite Brigade",)
    assert cast.sides(named("Copper Kite Brigade")).isdisjoint(cast.sides(named("Regime forces")))
