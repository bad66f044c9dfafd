"""The tree of an article's descent on the terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from reportedly.publish import lineage
from reportedly.publish.edition import StoryAccount
from reportedly.records import Article
from tests.publish.sample import velmora
from tests.publish.test_descent import copied, pages, told


def printed(story: StoryAccount, article: Article, width: int = 90) -> str:
    out = io.StringIO()
    lineage.draw(story, article, Console(file=out, width=width), Path("x.db"))
    return out.getvalue()


STORY = velmora()
PAGES = {a.input_id.removesuffix(".txt"): a for a in STORY.dossier.articles}


def test_the_tree_leads_from_the_first_text_to_the_last_copy() -> None:
    text = printed(STORY, PAGES["ledger"])
    names = [text.index(name) for name in ("Meridian Press, ", "The Harbour Ledger, ", "page rewrite, ")]
    assert names == sorted(names)
    assert text.count("(asked)") == 1


def test_a_link_says_kind_share_direction_evidence_and_what_was_altered() -> None:
    words = " ".join(printed(STORY, PAGES["rewrite"], 200).split())
    assert "rewrite, 100% of its sentences; certain" in words
    assert "altered in 2 sentences: quotation, date" in words
    assert "because synonyms throughout; published a day later" in words


def test_what_has_no_known_direction_stands_besides_the_tree() -> None:
    text = " ".join(printed(STORY, PAGES["late"]).split())
    assert "shares 1 sentence with Courier, 11 March 2031: both from a third text; differs in: number" in text


def test_an_article_without_copies_says_so() -> None:
    assert "No sentence of it was taken from another article" in printed(STORY, PAGES["radio"])


def test_an_update_is_newer_not_altered() -> None:
    first, second = pages(2)
    later = replace(second, outlet=first.outlet)
    words = printed(told((first, later), [copied(later, first, altered=True, update=True)]), later)
    assert "update (near copy)" in words
    assert "newer in it: number" in words
    assert "altered" not in words


@pytest.mark.parametrize("width", [120, 60])
def test_lines_fit_the_terminal(width: int) -> None:
    tree = printed(STORY, PAGES["rewrite"], width).split("Sentence by sentence")[0]
    assert max(cell_len(line) for line in tree.splitlines()) <= width


def test_a_chain_longer_than_the_terminal_is_wide_stays_readable() -> None:
    made = pages(60)
    copies = [copied(made[n], made[n - 1]) for n in range(1, 60)]
    tree = printed(told(made, copies), made[59], 80).split("Sentence by sentence")[0]
    assert max(cell_len(line) for line in tree.splitlines()) <= 80
    at = [tree.index(f"Outlet {n}, ") for n in range(60)]
    assert at == sorted(at)
    assert f"made from Outlet 40 {made[40].id}" in " ".join(tree.split())


def test_of_many_copies_besides_the_first_are_told_and_the_others_counted() -> None:
    made = pages(40)
    copies = [copied(made[n], made[0], "near", "unknown") for n in range(1, 40)]
    words = " ".join(printed(told(made, copies), made[0]).split())
    assert words.count("one text with") == 20
    assert "and 19 more: reportedly export copies" in words
