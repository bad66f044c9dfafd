"""The picture of who fed whom: complete, without crossings, and told in words as well."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from reportedly.publish import report
from reportedly.publish.ancestry import above, hung, line, sources
from reportedly.publish.descent import DRAWN_MOST, Descent, descent
from reportedly.publish.edition import Edition, StoryAccount
from reportedly.records import (
    Account,
    Alteration,
    Article,
    CopiedSentence,
    Copy,
    CopyKind,
    Direction,
    Dossier,
    Story,
)
from tests.publish.sample import article

TEXT = "Shells hit the bridge\n\nAt least {} people were hurt at the bridge on Monday, hospital staff said.\n"


def pages(count: int) -> tuple[Article, ...]:
    """Articles in the order of time, six a day."""
    return tuple(
        article(
            f"p{n:02}",
            TEXT.format(n),
            f"Outlet {n}",
            f"2031-03-{1 + n // 6:02}T{3 * (n % 6):02}:10:00Z",
        )
        for n in range(count)
    )


def copied(
    a: Article,
    b: Article,
    kind: CopyKind = "near",
    direction: Direction = "certain",
    coverage: float = 0.5,
    altered: bool = False,
    update: bool = False,
) -> Copy:
    """`a` took its one sentence from `b`, perhaps with another number."""
    mine, other = (x.span(s.start, s.end) for x in (a, b) for s in x.sentences if s.role == "body")
    numbers = [re.search(r"\d+", x.text) for x in (a, b)]
    at = [x.span(*m.span()) for x, m in zip((a, b), numbers, strict=True) if m]
    changes = (Alteration("number", at[0], at[1]),) if altered else ()
    return Copy(
        a.id, b.id, kind, direction, coverage, (CopiedSentence(mine, other, 0.9, changes),), (), update
    )


def told(articles: Sequence[Article], copies: Sequence[Copy]) -> StoryAccount:
    story = Story("s-1", "Shells hit the bridge", None, None, tuple(sorted(a.id for a in articles)))
    dossier = Dossier(story, tuple(articles), (), tuple(copies), (), (), (), (), (), ())
    return StoryAccount(dossier, Account((), (), (), ()))


def drawn(articles: Sequence[Article], copies: Sequence[Copy]) -> Descent:
    found = descent(copies, told(articles, copies).lookups())
    assert found is not None
    return found


def forty() -> tuple[tuple[Article, ...], list[Copy]]:
    made = pages(40)
    return made, [copied(made[n], made[n // 3], altered=n % 7 == 0) for n in range(1, 40)]


def test_forty_articles_each_stand_once_below_the_one_they_were_made_from() -> None:
    made, copies = forty()
    found = drawn(made, copies)
    row = {stop.article.id: n for n, stop in enumerate(found.stops)}
    assert len(row) == 40
    assert all(row[c.article] > row[c.of] for c in copies)
    assert found.left_out == 0
    assert (found.first, found.last) == ("1 March 2031", "7 March 2031")


def test_copies_of_one_text_stand_in_the_order_of_time_and_time_runs_to_the_right() -> None:
    made, copies = forty()
    stops = drawn(made, copies).stops
    order = [s.article.published_at or "" for s in stops if s.article.id in {made[n].id for n in (3, 4, 5)}]
    assert order == sorted(order)
    x = {s.article.published_at or "": float(re.findall(r'cx="([\d.]+)%', s.drawing)[0]) for s in stops}
    assert [x[at] for at in sorted(x)] == sorted(x.values())


def test_no_line_is_drawn_through_an_article_or_a_branch_of_others() -> None:
    """A trunk that passes a line stands to the left of all that this line draws itself."""
    made, copies = forty()
    for stop in drawn(made, copies).stops:
        root = ElementTree.fromstring(str(stop.drawing))
        (dot,) = root.iter("circle")
        branch = next((n for n in root.iter("line") if "branch" in n.attrib["class"]), None)
        begins = branch.attrib["x1"] if branch is not None else dot.attrib["cx"]
        for trunk in root.iter("line"):
            if "trunk" in trunk.attrib["class"] and trunk.attrib["x1"] != dot.attrib["cx"]:
                assert float(trunk.attrib["x1"][:-1]) <= float(begins[:-1])


def test_a_trunk_ends_where_its_last_copy_branches_off() -> None:
    made = pages(3)
    stops = drawn(made, [copied(made[1], made[0]), copied(made[2], made[0])]).stops
    ends = [re.findall(r'y2="([\d.%]+)" class="trunk', s.drawing) for s in stops]
    assert ends == [["100%"], ["100%"], ["15"]]


def test_what_the_picture_shows_is_said_in_words() -> None:
    made = pages(4)
    copies = [
        copied(made[1], made[0], "rewrite", "likely", 0.7, altered=True),
        copied(made[2], made[1], "near", "unknown"),
        copied(made[3], made[0], "shared", "unknown"),
    ]
    tree = html.document_fromstring(report.render(Edition("x", (told(made, copies),))))
    rows = [" ".join(li.text_content().split()) for li in tree.xpath("//figure[@class='lineage']//li")]
    assert rows[0].startswith("1 Mar 00:10 Outlet 0 ")
    assert "Outlet 1: rewrite of Outlet 0, 70%, likely." in rows[1]
    assert "number altered" in rows[1]
    assert "near copy, one text with Outlet 1, direction not known" in rows[2]
    assert "shares text of a third with Outlet 0" in rows[3]
    assert not tree.xpath("//figure[@class='lineage']//svg[not(@aria-hidden)]")


def test_an_outlets_later_version_of_its_own_text_is_an_update_not_an_alteration() -> None:
    first, second = pages(2)
    later = replace(second, outlet=first.outlet)
    copies = [copied(later, first, altered=True, update=True)]
    stop = drawn((first, later), copies).stops[1]
    assert stop.update
    assert "altered" not in stop.drawing
    words = " ".join(
        html.document_fromstring(report.render(Edition("x", (told((first, later), copies),))))
        .text_content()
        .split()
    )
    assert "update, newer: number" in words
    assert "What Outlet 0 changed in its own text" in words


def test_an_article_hangs_by_what_it_took_most_from_and_the_rest_is_counted() -> None:
    made = pages(3)
    copies = [
        copied(made[2], made[0], coverage=0.3),
        copied(made[2], made[1], coverage=0.9),
        copied(made[1], made[0]),
    ]
    lookups = told(made, copies).lookups()
    assert sources(copies, lookups)[made[2].id].of == made[1].id
    assert drawn(made, copies).left_out == 1


def test_a_story_without_copies_or_with_too_many_has_no_picture() -> None:
    made = pages(DRAWN_MOST + 1)
    many = [copied(a, made[0]) for a in made[1:]]
    assert descent([], told(made, []).lookups()) is None
    assert descent(many, told(made, many).lookups()) is None


LINKS = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.integers(0, 11),
        st.sampled_from(["near", "excerpt", "shared"]),
        st.sampled_from(["certain", "likely", "unknown"]),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(LINKS, st.integers(0, 5))
def test_whatever_copied_whatever_nobody_hangs_from_himself(
    links: list[tuple[int, int, CopyKind, Direction]], seed: int
) -> None:
    made = pages(12)
    pairs = {frozenset((a, b)): (a, b, kind, how) for a, b, kind, how in links if a != b}
    copies = [copied(made[a], made[b], kind, how) for a, b, kind, how in pairs.values()]
    lookups = told(made, copies).lookups()
    parents = hung(copies, lookups)
    for a in made:
        chain = [*line(a.id, parents)]
        assert len(chain) == len(set(chain))
    for a in made:
        up = [*above(a.id, sources(copies, lookups))]
        assert a.id not in up
    found = descent(copies, lookups)
    if found:
        assert len(found.stops) == len({x for c in copies for x in (c.article, c.of)})
    random.Random(seed).shuffle(copies)
    assert descent(copies, told(made, copies).lookups()) == found
