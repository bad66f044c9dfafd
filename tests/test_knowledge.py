"""Knowledge files: every key must fit, and words are words."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportedly.errors import RuleError
from reportedly.knowledge import digest, load
from reportedly.pipeline import CLAIMS, PLACES


@dataclass(frozen=True, slots=True)
class Words:
    words: tuple[str, ...]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / f"lists_{tmp_path.name}"  # a name of its own: imported packages stay imported
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_on_and_no_are_words_not_truth_values(package: Path) -> None:
    (package / "good.yaml").write_text("words: [on, off, no, yes]\n")
    assert load(package.name, "good.yaml", Words).words == ("on", "off", "no", "yes")


def test_a_wrong_type_is_named_with_file_and_field(package: Path) -> None:
    (package / "bad.yaml").write_text("words: [1]\n")
    with pytest.raises(RuleError, match=r"bad\.yaml.*words\[0\]"):
        load(package.name, "bad.yaml", Words)


def test_a_misspelt_key_is_an_error(package: Path) -> None:
    (package / "odd.yaml").write_text("words: [a]\nword: [b]\n")
    with pytest.raises(RuleError, match=r"no such field - at `\$\.word`"):
        load(package.name, "odd.yaml", Words)


def test_a_misspelt_key_in_a_list_of_entries_is_an_error(package: Path) -> None:
    (package / "rows.yaml").write_text("- words: [a]\n- {words: [a], wrods: [b]}\n")
    with pytest.raises(RuleError, match=r"no such field - at `\$\[1\]\.wrods`"):
        load(package.name, "rows.yaml", tuple[Words, ...])


PROGRAM = Path(sys.modules["reportedly"].__path__[0])
EVERYWHERE = {"config", "errors", "knowledge", "records"}  # what the program is built on


def test_a_changed_rule_and_changed_code_are_told_from_what_is_beside_them(tmp_path: Path) -> None:
    shutil.copytree(PROGRAM / "times", tmp_path / "times")
    seen = {digest(("times",), tmp_path), digest(("times",))}
    assert len(seen) == 1  # the same wherever it is installed
    for name, changes in {"patterns.yaml": True, "find.py": True, "../other.py": False}.items():
        with (tmp_path / "times" / name).open("a") as file:
            file.write("# mended\n")
        digest.cache_clear()  # in a process of its own
        found = digest(("times",), tmp_path)
        assert (found not in seen) == changes
        seen.add(found)


@pytest.mark.parametrize(
    ("modules", "reader"), [(PLACES, "places"), (CLAIMS, "claims.extraction, reportedly.claims.by_model")]
)
def test_all_that_makes_a_claim_counts_for_whether_it_is_read_again(
    modules: tuple[str, ...], reader: str
) -> None:
    listing = f"import sys, reportedly.{reader}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    parts = {name.split(".")[1] for name in loaded.stdout.split() if name.startswith("reportedly.")}
    assert parts - EVERYWHERE <= set(modules)
