"""What rows of each KIND can be asked for by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

Row = dict[str, Any]
Days = Callable[[Row], Iterable[str | None]]
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_written(value: Any) -> Any:
    """A date as RFC 3339 writes it: Pydantic would also take seconds since 1970."""
    if isinstance(value, str) and not DATE.fullmatch(value):
        raise ValueError("write a day such as 2031-04-09")
    return value


Day = Annotated[date, BeforeValidator(as_written)]


@dataclass(frozen=True, slots=True)
class Filter:
    """One parameter: what it is called, what it is, and whether a row has a value of it."""

    name: str
    about: str
    has: Callable[[Row, str], bool]


def field(name: str, about: str) -> Filter:
    return Filter(name, about, lambda row, wanted: row[name] == wanted)


ARTICLE = Filter("article", "Of this article: its id.", lambda row, wanted: row["article"] == wanted)
EITHER = Filter(
    "article", "One of the two is this article: its id.", lambda row, w: w in (row["article"], row["of"])
)
SOME_ARTICLE = Filter(
    "article",
    "With sentences of this article: its id.",
    lambda row, w: any(s["article"] == w for s in row["sentences"]),
)
SPEAKER = field("speaker", "On the word of this speaker: the resolved name.")
CHAIN = Filter(
    "speaker", "Said by, or passed on by, this speaker or outlet.", lambda row, w: w in row["chain"]
)
SPEAKERS = Filter("speaker", "On the word of this speaker.", lambda row, w: w in row["speakers"])
COUNTRY = Filter("country", "In this country: ISO 3166-1 alpha-2.", lambda row, w: row["country"] == w)
PLACE = Filter(
    "country",
    "In this country: ISO 3166-1 alpha-2.",
    lambda row, w: bool(row["place"] and row["place"]["country"] == w),
)
KIND = field("kind", "Of this kind.")
STATUS = field("status", "Of this status.")
MEASURE = field("measure", "Of this measure.")

FILTERS: dict[str, tuple[Filter, ...]] = {
    "articles": (
        field("outlet", "Of this outlet."),
        field("language", "In this language: BCP 47."),
        field("input_id", "That came in under this id."),
        field("url", "At this address."),
    ),
    "rejects": (field("source", "Of this file."), field("reason", "For this reason.")),
    "stories": (Filter("article", "That has this article: its id.", lambda row, w: w in row["articles"]),),
    "copies": (EITHER, KIND, field("direction", "certain, likely or unknown.")),
    "origins": (SOME_ARTICLE, field("credited_to", "Credited to this agency or outlet.")),
    "attributions": (ARTICLE, SPEAKER, field("speech", "direct, indirect or mixed.")),
    "places": (ARTICLE, COUNTRY, field("name", "Of this name.")),
    "times": (ARTICLE, KIND),
    "figures": (ARTICLE, MEASURE, SPEAKER, PLACE),
    "claims": (
        ARTICLE,
        KIND,
        CHAIN,
        PLACE,
        field("polarity", "affirmed or denied."),
        field("modality", "asserted, possible, planned, threatened, demanded or background."),
    ),
    "findings": (KIND, STATUS),
    "series": (MEASURE, PLACE),
    "control": (STATUS, field("holder", "Held by this party."), SPEAKERS, PLACE),
    "agreements": (),
    "timeline": (STATUS,),
    "brief": (STATUS, field("section", "Of this section.")),
    "judgements": (
        field("by", "Made by this person."),
        field("verb", "accept, reject, correct, merge, split, copies, not_copies, pin, note or undo."),
        field("state", "stands, in conflict, undone or overtaken."),
    ),
}


def _span_of(*names: str) -> Days:
    return lambda row: (row[name] for name in names)


# The days a row is of; kinds that are not here are of no days.
DAYS: dict[str, Days] = {
    "articles": _span_of("published_at"),
    "stories": _span_of("first_at", "last_at"),
    "times": _span_of("earliest", "latest"),
    "figures": _span_of("window_start", "window_end"),
    "claims": lambda row: (row["time"]["earliest"], row["time"]["latest"]) if row["time"] else (),
    "control": _span_of("since_earliest", "since_latest"),
    "agreements": _span_of("agreed_on"),
    "timeline": lambda row: row["date"].split("/"),
    "judgements": _span_of("at"),
}


def within(days: Iterable[str | None], since: str | None, until: str | None) -> bool:
    """Whether days (ISO 8601), from the first to the last, meet the period; where none is known, no."""
    if since is None and until is None:
        return True
    known = sorted(day[:10] for day in days if day)
    if not known:
        return False
    return (since is None or known[-1] >= since) and (until is None or known[0] <= until)
