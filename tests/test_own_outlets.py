"""A user's own outlets: checked, kept in the database, and used by runs from then on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly import pipeline
from reportedly.config import Settings
from reportedly.errors import RuleError
from reportedly.outlets import use
from reportedly.own_outlets import read
from reportedly.records import Capture, Sighting
from reportedly.run.worker import Failure, work
from reportedly.stage import Each
from reportedly.store import Store

GOOD = """
- name: Harbour Daily
  kind: newspaper
  country: TN
  aliases: [The Harbour Daily]
  domains: [harbour.example]
  source: https://harbour.example/about
  affiliations:
    - {party: Dock League, since: 2015, source: https://harbour.example/owners}
  families:
    - family: Quay Media
      since: 2016
      source: https://quay.example/titles
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    (outlet,) = read(written(tmp_path, GOOD))
    assert (outlet.name, outlet.party, outlet.family_in(2020)) == (
        "Harbour Daily",
        "Dock League",
        "Quay Media",
    )


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("kind: newspaper", "kind: paper"), 3, "write one of agency, newspaper"),
        (("kind: newspaper", "sort: newspaper"), 3, "there is no sort"),
        (("aliases: [The Harbour Daily]", "alias: [The Harbour Daily]"), 5, "did you mean aliases?"),
        (("[The Harbour Daily]", "The Harbour Daily"), 5, "write a list of names"),
        (("[The Harbour Daily]", "[Reuters]"), 2, "is the name of Reuters"),
        (("country: TN", "country: Tunisia"), 4, "two capital letters"),
        (("harbour.example]", "https://harbour.example/]"), 6, "hosts without https://"),
        (("source: https://harbour.example/about", "source: the paper"), 7, "address of a public page"),
        (("since: 2015, source", "since: 2015, until: 2014, source"), 9, "before since 2015"),
        (("since: 2015, source: https://harbour.example/owners", "since: 2015"), 9, "source is missing"),
        (("since: 2016", "since: long ago"), 12, "write a year"),
        (("since: 2016", "since: 16"), 12, "write a year"),
        (("since: 2016", "sinse: 2016"), 12, "did you mean since?"),
        (("family: Quay Media", "family: [Quay"), 12, "check indentation, colons and quotes"),
    ],
)
def test_a_fault_is_told_with_file_line_and_what_to_do(
    tmp_path: Path, change: tuple[str, str], line: int, words: str
) -> None:
    assert change[0] in GOOD
    path = written(tmp_path, GOOD.replace(*change))
    with pytest.raises(RuleError) as error:
        read(path)
    assert f"{path}, line {line}: " in str(error.value)
    assert words in str(error.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "- {name: A, kind: site}\n- {name: B, kind: site}\n")
    with pytest.raises(RuleError) as error:
        read(path)
    assert str(error.value).count("source is missing") == 2


@pytest.mark.parametrize("text", ["", "name: Harbour Daily\n", "- Harbour Daily\n", "just words\n"])
def test_what_is_no_list_of_outlets_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError, match="begin each with"):
        read(written(tmp_path, text))


def test_one_entry_may_take_the_place_of_a_known_one_but_not_its_name_alone(tmp_path: Path) -> None:
    entry = "- {name: Reuters, kind: agency, aliases: [RTR], source: https://x.example/about}\n"
    (outlet,) = read(written(tmp_path, entry))
    assert outlet.aliases == ("RTR",)
    with pytest.raises(RuleError, match="is the name of Reuters"):
        read(written(tmp_path, entry.replace("name: Reuters", "name: Others").replace("[RTR]", "[Reuters]")))


CLEAN = next(s for s in pipeline.STAGES if s.name == "clean" and isinstance(s, Each))


@pytest.mark.parametrize(("keep", "wanted"), [(False, []), (True, ["Harbour Daily"])])
def test_a_worker_credits_the_users_own_outlets(tmp_path: Path, keep: bool, wanted: list[str]) -> None:
    db = tmp_path / "x.db"
    store = Store.open(db, create=True)
    capture = Capture.of(
        "text/plain", b"By Harbour Daily\n\nRain fell on the town on Monday, the mayor said.\n"
    )
    store.add_found([(capture, Sighting(capture.id, "a.txt", None, "a.txt"))])
    if keep:
        store.keep_outlets(read(written(tmp_path, GOOD)))
    store.close()
    (outcome,) = work(CLEAN, Settings(), db, [(capture.id, "f")])
    use(())
    assert not isinstance(outcome, Failure)
    body = next(json.loads(row["body"]) for name, row in outcome if name == "articles")
    assert body["credits"] == wanted


def test_what_is_kept_changes_what_every_stage_depends_on(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.db", create=True)
    capture = Capture.of("text/plain", b"Rain fell.")
    store.add_found([(capture, Sighting(capture.id, "a.txt", None, "a.txt"))])
    fingerprints = []
    for text in (GOOD, GOOD.replace("2016", "2017")):
        fingerprints.append(pipeline._wanted(CLEAN, store, Settings()))
        store.keep_outlets(read(written(tmp_path, text), store.own_outlets()))
    fingerprints.append(pipeline._wanted(CLEAN, store, Settings()))
    assert len({f[capture.id] for f in fingerprints}) == 3
    assert len(store.own_outlets()) == 1
    assert store.drop_outlet("Harbour Daily")
    assert not store.drop_outlet("Harbour Daily")
    assert pipeline._wanted(CLEAN, store, Settings()) == fingerprints[0]
    store.close()


def test_the_example_of_the_documentation_is_a_good_file(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "outlets.md").read_text(encoding="utf-8")
    (outlet,) = read(written(tmp_path, page.split("```yaml\n")[1].split("```")[0]))
    assert (outlet.party_in(2016), outlet.party_in(2021), outlet.family_in(2021)) == (
        "Dock League",
        None,
        "Quay Media",
    )
