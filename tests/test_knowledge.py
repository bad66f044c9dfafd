"""Knowledge files: every key must fit, and words are words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from reportedly.errors import RuleError
from reportedly.knowledge import load


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
