"""What stands behind a record, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from reportedly.outlets import Membership, Outlet, use
from reportedly.publish import why
from reportedly.publish.edition import StoryAccount
from reportedly.records import Finding, Origin
from reportedly.store import Store
from tests.publish.sample import claim, finding, velmora


def told(store: Store, record: str, width: int) -> list[str]:
    screen = Console(width=width, force_terminal=False)
    with screen.capture() as captured:
        screen.print(*why.explain(store, record), sep="\n", highlight=False)
    return captured.get().splitlines()


def best_founded(store: Store) -> Finding:
    ids = [s.id for s in store.stories()]
    made = store.derived("findings", ids)
    found: list[Finding] = [f for told_in in made.values() for f in told_in]
    return max(found, key=lambda f: (f.origins, f.id))


@pytest.mark.parametrize("width", [80, 120])
def test_claims_stand_below_the_origin_they_come_from(demo_db: Path, width: int) -> None:
    store = Store.open(demo_db)
    finding = best_founded(store)
    lines = told(store, finding.id, width)
    text = " ".join(" ".join(line.strip("│├└─ ") for line in lines).split())
    store.close()
    assert finding.id in lines[0]
    assert max(cell_len(line) for line in lines) <= width
    origins = sum("origin:" in line for line in lines)
    assert origins >= finding.origins
    for said in finding.claims:
        assert text.count(said) == 1
    assert "rule: " in text
    assert "1 origins" not in text


STORY = velmora()
PAGES = {a.input_id.removesuffix(".txt"): a for a in STORY.dossier.articles}


def drawn(story: StoryAccount, record: str) -> str:
    screen = Console(width=200, force_terminal=False)
    with screen.capture() as captured:
        screen.print(why.draw(story, record), highlight=False)
    return " ".join(captured.get().split())


def test_a_claim_tells_what_its_article_altered_in_the_sentence() -> None:
    struck = claim(PAGES["rewrite"], "struck the Karst Bridge", "shelling", ("residents",))
    story = replace(STORY, dossier=replace(STORY.dossier, claims=(*STORY.dossier.claims, struck)))
    words = drawn(story, struck.id)
    assert "date altered, against The Harbour Ledger, 2031-03-12 (ledger.txt): “Sunday” for “Monday”" in words


@pytest.fixture
def family() -> Iterator[None]:
    page = "https://quay.example/titles"
    members = (Membership("Quay Media", source=page),)
    use(tuple(Outlet(name, "newspaper", page, families=members) for name in ("River Radio", "Courier")))
    yield
    use(())


@pytest.mark.usefixtures("family")
def test_a_finding_tells_which_outlets_count_once_as_one_family() -> None:
    said = [
        claim(PAGES["radio"], "denied it had fired", "breach", ("Northern Front",)),
        claim(PAGES["monitor"], "Rebels withdrew", "breach", ("Lake Observatory",)),
    ]
    origins = [Origin(f"o-{n}", "s-1", (c.sentence,), None, c.article) for n, c in enumerate(said)]
    said = [replace(c, id=f"c-{n}", origin=o.id) for n, (c, o) in enumerate(zip(said, origins, strict=True))]
    found = finding(STORY.dossier.story.id, "breach", "Truce broken", "single_origin", 1, tuple(said))
    dossier = replace(STORY.dossier, claims=tuple(said), origins=tuple(origins))
    story = replace(STORY, dossier=dossier, account=replace(STORY.account, findings=(found,)))
    words = drawn(story, found.id)
    assert "of one family, so one origin (Quay Media): Courier, River Radio" in words
    assert "text of River Radio" in words
    assert "of the family Quay Media" in words
