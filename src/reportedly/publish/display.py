"""How dates, numbers and states are put into words, and how foreign text is made safe to show."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from reportedly.records import Article, Figure, Point, PublishedFrom, Status

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# Sign and word, so that nothing hangs on colour.
STATUS_WORDS: dict[Status, str] = {
    "corroborated": "corroborated",
    "single_origin": "single origin",
    "party_only": "party to the conflict only",
    "disputed": "disputed",
    "superseded": "superseded",
}
STATUS_SIGNS: dict[Status, str] = {
    "corroborated": "●",
    "single_origin": "○",
    "party_only": "◐",
    "disputed": "≠",
    "superseded": "→",
}
STATUS_HELP: dict[Status, str] = {
    "corroborated": "Two or more independent origins, on the word of different speakers, say so.",
    "single_origin": "All reports of it trace to one text or one speaker.",
    "party_only": "Only a party to the conflict says so.",
    "disputed": "Reports contradict one another; each version is shown.",
    "superseded": "A later report by the same speaker replaces it.",
}
DATED_FROM: dict[PublishedFrom | None, str] = {
    "stamp": "printed on the page",
    "meta": "given with the page",
    "url": "read from its address",
    "inferred": "inferred",
    None: "not known",
}
MEASURES = {
    "displaced": "Displaced",
    "refugees": "Refugees",
    "returned": "Returned",
    "killed": "Killed",
    "injured": "Injured",
    "detained": "Detained",
    "missing": "Missing",
    "destroyed": "Destroyed",
    "places_taken": "Places taken",
    "share": "Share",
    "distance": "Distance",
    "other": "Other figures",
}
# The slots of a finding in which claims can contradict each other, as questions; and the measures.
CONTESTED = {"time": "When", "extent": "How much of it", "polarity": "Whether it is so"} | MEASURES
UNITS = {
    "person": "people",
    "household": "households",
    "building": "buildings",
    "place": "places",
    "percent": "per cent",
    "km": "km",
}

# Control characters, lone surrogates and noncharacters: they break terminals, XML or encoders.
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Characters that turn the direction of what follows them.
BIDI_CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ENDING = re.compile(r"(?<=.)\.[A-Za-z]\w{0,5}$")
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
ISO_CLOCK = re.compile(r"[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$")


def shown(text: str) -> str:
    """Text with what cannot be shown replaced by U+FFFD."""
    return UNSHOWABLE.sub("\ufffd", text)


def plain(text: str) -> str:
    """One line of showable text without direction controls, for terminals, labels and attributes."""
    return " ".join(BIDI_CONTROL.sub("", shown(text)).split())


def shorten(text: str, size: int) -> str:
    """At most `size` characters, cut between words where that loses less than half."""
    if len(text) <= size:
        return text
    cut = text[: size - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > size // 2 else cut).rstrip(" ,;:") + "…"


def safe_url(url: str | None) -> str | None:
    """The address if it is an absolute http or https one, else None."""
    if not url or UNSHOWABLE.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def day_of(stamp: str | None) -> date | None:
    """The day of an ISO 8601 date or instant."""
    match = ISO_DAY.match(stamp or "")
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def date_words(stamp: str | None) -> str:
    """As "15 March 2024", or "15 March 2024, 10:00 UTC" where a clock is given; "date not known"."""
    day = day_of(stamp)
    if stamp is None or not stamp.strip():
        return "date not known"
    if day is None:
        return plain(stamp)
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    clock = ISO_CLOCK.search(stamp)
    if not clock or clock[1] == "00:00":
        return words
    zone = {"Z": " UTC", None: ""}.get(clock[2], f" {clock[2]}")
    return f"{words}, {clock[1]}{zone}"


def short_day(day: date) -> str:
    """As "15 Mar"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def period_words(start: str | None, end: str | None) -> str:
    """A closed or open stretch of days in words."""
    first, last = day_of(start), day_of(end)
    if first is None or last is None:
        if first:
            return f"since {date_words(start)}"
        return f"until {date_words(end)}" if last else "not dated"
    if first == last:
        return date_words(first.isoformat())
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_words(last.isoformat())}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {date_words(last.isoformat())}"
    return f"{date_words(first.isoformat())} – {date_words(last.isoformat())}"


def number_words(value: float) -> str:
    """Digits with thousands separators; up to two decimals where there are any."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def amount_words(point: Point, figures: dict[str, Figure]) -> str:
    """The value of a point with its qualifier: "at least 50,000", "about 120,000", "20–30".

    A range that was given in words keeps them: “dozens” (24–99).
    """
    qualifiers = {figures[f].qualifier for f in point.figures if f in figures}
    low, high = point.low, point.high
    if low is None and high is None:
        return "not known"
    if low is None or high is None:
        value = low if low is not None else high
        return f"{'at least' if high is None else 'at most'} {number_words(value or 0.0)}"
    if low != high:
        span = f"{number_words(low)}–{number_words(high)}"
        said = {plain(figures[f].span.quote) for f in point.figures if f in figures}
        vague = min(said) if len(said) == 1 and not any(c.isdigit() for c in min(said)) else ""
        return f"“{vague}” ({span})" if vague else span
    lead = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
    more = " more" if point.delta == "increment" else ""
    return (lead.get(min(qualifiers), "") if len(qualifiers) == 1 else "") + number_words(low) + more


def change_words(point: Point, figures: dict[str, Figure]) -> str:
    """What a point was before, by its own sentence: "up from 43", "down from 70", or nothing."""
    now = [figures[f] for f in point.figures if f in figures]
    then = [figures[f.former] for f in now if f.former in figures]
    value = next((f.low if f.low is not None else f.high for f in then), None)
    if value is None:
        return ""
    here = point.low if point.low is not None else point.high or 0.0
    return f"{'up' if here > value else 'down'} from {number_words(value)}"


def origins_words(count: int) -> str:
    """As "1 origin", "2 independent origins"."""
    if count == 1:
        return "1 origin"
    return f"{count} independent origins"


def count_words(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def outlet_name(article: Article) -> str:
    """The outlet; where it is not known, "page" and the name it came under, with whom it credits."""
    page = f"page {page_name(article)}"
    credited = [plain(name) for name in article.credits or (article.author,) if name]
    unnamed = f"{page}, credited to {', '.join(credited)}" if credited else page
    return plain(article.outlet or "") or unnamed


def page_name(article: Article) -> str:
    """The last part of the name a page came under, without its ending, shortened."""
    name = plain(article.input_id).rstrip("/").rpartition("/")[2]
    return shorten(ENDING.sub("", name) or name or article.id, 28)


def state_words(status: Status, origins: int) -> str:
    """As "corroborated, 2 independent origins"; "single origin" says its count already, and one text that has
    a claim and its denial is in dispute within itself."""
    if status == "single_origin" and origins == 1:
        return STATUS_WORDS[status]
    if status == "disputed" and origins == 1:
        return f"{STATUS_WORDS[status]} within 1 origin"
    return f"{STATUS_WORDS[status]}, {origins_words(origins)}"
