"""What stands behind a record, as a person reads it in a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from reportedly.publish import why
from reportedly.records import Finding
from reportedly.store import Store


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
    for claim in finding.claims:
        assert text.count(claim) == 1
    assert "rule: " in text
    assert "1 origins" not in text
