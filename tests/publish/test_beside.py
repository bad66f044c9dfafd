"""Two articles aligned: every sentence once, marks in both, every word within the terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from reportedly.publish import beside
from reportedly.publish.beside import ALTERED, ONE_SIDED, REWORDED, SAME, rows
from reportedly.records import CopiedSentence, Copy
from tests.publish.sample import article, velmora

STORY = velmora()
PAGES = {a.input_id.removesuffix(".txt"): a for a in STORY.dossier.articles}
COPY = next(c for c in STORY.dossier.copies if c.article == PAGES["rewrite"].id)


def printed(width: int, swap: bool = False, terminal: bool = False) -> str:
    a, b = PAGES["rewrite"], PAGES["ledger"]
    out = io.StringIO()
    screen = Console(
        file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None
    )
    beside.draw(STORY, *((b, a) if swap else (a, b)), screen)
    return out.getvalue()


def test_sentences_stand_beside_their_counterparts_and_say_how_they_differ() -> None:
    found = rows(PAGES["rewrite"], PAGES["ledger"], COPY)
    signs = [row.sign for row in found if row.a and row.b]
    assert signs == [REWORDED, ALTERED, ALTERED]
    (quote, date) = [c for row in found for c in row.changes]
    assert (quote.type, date.type) == ("quote", "date")
    assert (date.a.quote, date.b.quote) == ("Sunday", "Monday")


def test_from_the_other_side_the_marks_change_places() -> None:
    found = rows(PAGES["ledger"], PAGES["rewrite"], COPY)
    date = next(c for row in found for c in row.changes if c.type == "date")
    assert (date.a.quote, date.b.quote) == ("Monday", "Sunday")


def test_what_has_no_counterpart_is_shown_as_such() -> None:
    found = rows(PAGES["rewrite"], PAGES["ledger"], COPY)
    alone = [(s.reading for s in (*row.a, *row.b)) for row in found if row.sign == ONE_SIDED]
    assert any("Velmora falls to army" in words for words in alone)


def test_articles_that_share_nothing_are_shown_all_the_same() -> None:
    found = rows(PAGES["united"], PAGES["radio"], None)
    assert {row.sign for row in found} == {ONE_SIDED}


def test_a_sentence_split_in_two_stands_beside_both_its_parts() -> None:
    a = article("one", "T\n\nRain fell and the bridge closed at noon.\n", "Post", None)
    b = article("two", "T\n\nRain fell on it.\n\nThe bridge closed at noon.\n", "Echo", None)
    whole = next(s for s in a.sentences if s.role == "body")
    parts = [s for s in b.sentences if s.role == "body"]
    links = tuple(CopiedSentence(b.span(p.start, p.end), a.span(whole.start, whole.end), 0.7) for p in parts)
    found = [r for r in rows(a, b, Copy(b.id, a.id, "rewrite", "likely", 1.0, links)) if whole in r.a]
    assert [r.b for r in found] == [tuple(parts)]


@pytest.mark.parametrize("width", [140, 100, 72, 48])
def test_every_word_fits_and_alterations_are_marked_without_colour(width: int) -> None:
    text = printed(width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "[Sunday]" in text
    assert "[Monday]" in text
    assert "date: " in text
    assert "\x1b" not in text
    assert "A was made from B (rewrite, certain)" in " ".join(text.split())


def test_colour_only_on_a_terminal() -> None:
    assert "\x1b[" in printed(100, terminal=True)


def test_side_by_side_where_there_is_room_and_stacked_where_not() -> None:
    assert any("Locals" in line and "Residents" in line for line in printed(140).splitlines())
    assert not any("Locals" in line and "Residents" in line for line in printed(80).splitlines())


LINKS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(LINKS)
def test_however_sentences_are_linked_each_is_shown_once(links: list[tuple[int, int]]) -> None:
    a, b = (
        article(n, "T\n\n" + "\n\n".join(f"The {n} thing number {k} came." for k in range(6)), n, None)
        for n in ("left", "right")
    )
    bodies = [[s for s in x.sentences if s.role == "body"] for x in (a, b)]
    made = tuple(
        CopiedSentence(
            a.span(bodies[0][i].start, bodies[0][i].end), b.span(bodies[1][j].start, bodies[1][j].end), 0.8
        )
        for i, j in sorted(set(links))
    )
    found = rows(a, b, Copy(a.id, b.id, "rewrite", "likely", 0.5, made))
    assert sorted((s for r in found for s in r.a), key=lambda s: s.start) == list(a.sentences)
    assert sorted((s for r in found for s in r.b), key=lambda s: s.start) == list(b.sentences)
    assert any(r.sign == SAME for r in found)  # the headline, which both have
