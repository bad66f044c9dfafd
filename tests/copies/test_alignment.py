"""Alignment against trying every assignment."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.copies.alignment import agreement, align, longest_run
from reportedly.copies.wording import wording
from tests.support import article, parse


def best_by_trying(likeness: dict[tuple[int, int], float], size: int, least: float) -> float:
    """The greatest total of any one-to-one assignment of `size` to `size` sentences."""
    value = {pair: v for pair, v in likeness.items() if v >= least}
    return max(
        sum(value.get((n, m), 0.0) for n, m in enumerate(order)) for order in permutations(range(size))
    )


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 5).flatmap(
        lambda size: st.tuples(
            st.just(size),
            st.dictionaries(
                st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), st.floats(0, 1, width=16)
            ),
        )
    )
)
def test_alignment_is_the_best_one_to_one(case: tuple[int, dict[tuple[int, int], float]]) -> None:
    size, likeness = case
    found = align(likeness, 0.5)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)
    assert all(likeness[pair] >= 0.5 for pair in found)
    total = sum(likeness[pair] for pair in found)
    assert abs(total - best_by_trying(likeness, size, 0.5)) < 1e-3  # place breaks ties


def test_nearly_equal_likeness_keeps_the_order() -> None:
    assert align({(0, 0): 0.9, (0, 1): 0.9, (1, 0): 0.9, (1, 1): 0.9}, 0.5) == ((0, 0), (1, 1))


def test_a_sentence_printed_twice_is_linked_in_order_wherever_the_articles_stand() -> None:
    twice = {(left, right): 0.9 for left in (3, 4) for right in (20, 21)}
    assert align({**twice, (9, 33): 0.8}, 0.5) == ((3, 20), (4, 21), (9, 33))


def pair(left: str, right: str) -> tuple[float, int]:
    made = [article(text + ".", name=text) for text in (left, right)]
    parses = {s.key: parse(s.reading) for a in made for s in a.sentences}
    a, b = (wording(x, 0, parses) for x in made)
    return agreement(a, b)[0], longest_run(a, b)


def test_specifics_agree_across_spellings_and_figures() -> None:
    assert pair(
        "The army took Kobani and forty villages on Monday, Yousef Haddad said",
        "The army took Kobane and 40 villages on Monday, Yusuf Haddad said",
    ) == (1.0, 12)


def test_specifics_disagree_where_one_template_names_other_things() -> None:
    common, _ = pair(
        "Rebels killed 12 soldiers near Kallo on Monday", "Rebels killed 30 soldiers near Sarat on Friday"
    )
    assert common == 0.0
