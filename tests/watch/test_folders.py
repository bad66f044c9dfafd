"""Files are read once they are fully written, and once only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportedly.records import Reject, RejectReason
from reportedly.watch.folders import Folders, Settled

NOW = 1_900_000_000.0


def put(path: Path, text: str, at: float) -> None:
    path.write_text(text)
    os.utime(path, (at, at))


def names(folders: Folders, now: float) -> list[str]:
    """What is new, and then taken."""
    new, _ = folders.look(now)
    folders.took(new)
    return [item.at.below if isinstance(item, Settled) else item.source for item in new]


def test_a_file_is_read_when_it_has_settled_and_again_when_it_changes(tmp_path: Path) -> None:
    folders = Folders([tmp_path], settle=2.0)
    put(tmp_path / "a.txt", "half", NOW)
    assert folders.look(NOW + 1) == ([], True)
    assert names(folders, NOW + 3) == ["a.txt"]
    assert folders.look(NOW + 9) == ([], False)
    put(tmp_path / "a.txt", "half and half", NOW + 10)
    assert folders.look(NOW + 11) == ([], True)
    assert names(folders, NOW + 12) == ["a.txt"]


def test_what_was_not_taken_comes_again(tmp_path: Path) -> None:
    folders = Folders([tmp_path], settle=2.0)
    put(tmp_path / "a.txt", "text", NOW)
    first, _ = folders.look(NOW + 5)
    assert folders.look(NOW + 6)[0] == first


def test_folders_inside_and_single_files_are_watched_and_hidden_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("in/deep/a.txt", "in/.b.txt", "in/c.txt", "one.txt", "other.txt"):
        put(tmp_path / name, "text", NOW)
    folders = Folders([tmp_path / "in", tmp_path / "one.txt"], settle=2.0)
    assert names(folders, NOW + 5) == ["c.txt", "deep/a.txt", "one.txt"]


def test_a_link_out_of_the_folder_is_refused_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    put(tmp_path / "secret.txt", "text", NOW)
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "secret.txt")
    folders = Folders([tmp_path / "in"], settle=2.0)
    new, _ = folders.look(NOW + 5)
    assert [r.reason for r in new if isinstance(r, Reject)] == [RejectReason.UNREADABLE]
    folders.took(new)
    assert folders.look(NOW + 6) == ([], False)


def test_the_database_itself_is_no_input(tmp_path: Path) -> None:
    for name in ("crisis.db", "crisis.db-wal", "crisis.db.watch.lock", "a.txt"):
        put(tmp_path / name, "text", NOW)
    assert names(Folders([tmp_path], settle=2.0, own=tmp_path / "crisis.db"), NOW + 5) == ["a.txt"]


@pytest.mark.parametrize("ahead", [3600.0, 86_400.0])
def test_a_file_from_the_future_is_read(tmp_path: Path, ahead: float) -> None:
    put(tmp_path / "a.txt", "text", NOW + ahead)
    assert names(Folders([tmp_path], settle=2.0), NOW) == ["a.txt"]
