"""Settings: documented, checked, and part of what a result depends on."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from reportedly import config
from reportedly.errors import SettingsError
from scripts.make_settings_page import PAGE, page


def test_every_setting_has_a_sentence_of_help() -> None:
    for section in fields(config.Settings):
        for item in fields(getattr(config.Settings(), section.name)):
            assert item.metadata["help"].endswith(".")


def test_the_page_of_settings_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[intake]\nseconds_per_page = 5.0\n")
    loaded = config.load(path)
    assert loaded.intake.seconds_per_page == 5.0
    assert loaded == replace(config.Settings(), intake=loaded.intake)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[intakes]\n", r"no section \[intakes\]; there are intake"),
        ("[intake]\nseconds = 3\n", r"\[intake\] has no seconds; it has max_depth"),
        ("[intake]\nmax_depth = 'deep'\n", "max_depth"),
        ("[intake\n", "mine.toml"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=says):
        config.load(path)


def test_workers_do_not_change_results_but_other_settings_do() -> None:
    base = config.Settings()
    assert replace(base, run=config.Run(workers=9)).fingerprint() == base.fingerprint()
    assert replace(base, places=config.Places(min_probability=0.9)).fingerprint() != base.fingerprint()
