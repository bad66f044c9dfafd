"""When an article was published, where the page does not say: its copies' dates and its own weekdays.

News says "on Wednesday" of the day it is printed or of the days just before, a copy appears on the
day of its original or soon after, and the articles of a story appear within a few days of each other.
Together they mostly leave one day; each alone is weaker, and where they tell none or several, the article
stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as Date  # noqa: N812 - `date` is the verb of this module
from datetime import timedelta

from reportedly.copies.wording import lexicon
from reportedly.records import Article, Copy, Dating, Id

WEEK = 7
# What stands before a weekday that is not the day of the news: "next", "will meet on", "since last".
AHEAD = re.compile(
    r"(?:\b(?:next|this coming|until|by|since|last|from)|\bwill\b[^.]*)\s+(?:\w+\s+)?$", re.IGNORECASE
)
KINDS = ("identical", "near", "rewrite")


def date(articles: Sequence[Article], copies: Sequence[Copy]) -> tuple[Dating, ...]:
    """One Dating an article, sorted by article. Known dates stay; others are inferred or None."""
    known = {a.id: day for a in articles if (day := _day(a.published_at)) is not None}
    by_id = {a.id: a for a in articles}
    found = []
    for article in sorted(by_id.values(), key=lambda a: a.id):
        if article.published_at:
            evidence = f"published date from {article.published_from or 'the input'}"
            found.append(Dating(article.id, article.published_at, article.published_from, evidence))
        else:
            found.append(_inferred(article, copies, known) or _in_story(article, known.values()))
    return tuple(found)


def _day(stamp: str | None) -> Date | None:
    try:
        return Date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _inferred(article: Article, copies: Sequence[Copy], known: dict[Id, Date]) -> Dating | None:
    """The best date that copies, weekdays and dates in the text allow."""
    bound = _bound(article, copies, known)
    weekday = latest_weekday(article)
    if bound is not None:
        day, words = bound
        if weekday is not None:
            back = (day.weekday() - weekday) % WEEK
            name = lexicon().weekdays[weekday].capitalize()
            if back <= 3:
                return _dating(article, day - timedelta(days=back), f'it speaks of "{name}"; {words}')
        return _dating(article, day, words)
    written = latest_written(article)
    if written is None:
        return None
    words = f"the latest date written in its text is {written.isoformat()}"
    return _dating(article, written, words)


def _in_story(article: Article, known: Iterable[Date]) -> Dating:
    """The one day, between the first and the last dated article of its story, that is the latest weekday
    it speaks of; undated where there is none, or more than one."""
    days, weekday = sorted(known), latest_weekday(article)
    if days and weekday is not None:
        first, last = days[0], days[-1]
        day = first + timedelta(days=(weekday - first.weekday()) % WEEK)
        if day <= last < day + timedelta(days=WEEK):
            name = lexicon().weekdays[weekday].capitalize()
            span = f"{first.isoformat()} to {last.isoformat()}"
            return _dating(article, day, f'it speaks of "{name}"; its story\'s dated articles are of {span}')
    return Dating(article.id, None, None, "no date on the page, in its text or from a copy or its story")


def _dating(article: Article, day: Date, words: str) -> Dating:
    return Dating(article.id, day.isoformat(), "inferred", words)


def _bound(article: Article, copies: Sequence[Copy], known: dict[Id, Date]) -> tuple[Date, str] | None:
    """The day of the nearest dated copy or original: the earliest copy, else the latest original."""
    made, sources = [], []
    for copy in copies:
        if copy.kind not in KINDS:
            continue
        if copy.of == article.id and copy.article in known:
            made.append((known[copy.article], copy.kind))
        elif copy.article == article.id and copy.of in known:
            sources.append((known[copy.of], copy.kind))
    if made:
        day, kind = min(made)
        return day, f"a dated {_called(kind)} of it is of {day.isoformat()}"
    if sources:
        day, kind = max(sources)
        return day, f"it is a {_called(kind)} of an article of {day.isoformat()}"
    return None


def _called(kind: str) -> str:
    return {"identical": "copy", "near": "near copy"}.get(kind, kind)


WEEKDAY = re.compile(r"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", re.IGNORECASE)


def latest_weekday(article: Article) -> int | None:
    """The latest of the weekdays it speaks of as past (0 is Monday), if they lie within half a week.

    Weekdays go round, so the latest is the one that ends the shortest stretch that holds them all.
    """
    names = lexicon().weekdays
    seen: set[int] = set()
    for sentence in article.sentences:
        for match in WEEKDAY.finditer(sentence.reading):
            if not AHEAD.search(sentence.reading[max(0, match.start() - 60) : match.start()]):
                seen.add(names.index(match.group().lower()))
    if not seen:
        return None
    spans = {end: max((end - day) % WEEK for day in seen) for end in seen}
    best = min(sorted(seen), key=lambda end: spans[end])
    return best if spans[best] <= 3 else None


def _written_pattern() -> re.Pattern[str]:
    months = "|".join(sorted(lexicon().months, key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    first = rf"(?P<d1>{day}) (?P<m1>{months})|(?P<m2>{months})\.? (?P<d2>{day})"
    return re.compile(rf"\b(?:{first}),? (?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)


WRITTEN = _written_pattern()


def latest_written(article: Article) -> Date | None:
    """The latest full date in its sentences."""
    found = []
    for sentence in article.sentences:
        for match in WRITTEN.finditer(sentence.reading):
            month = lexicon().months[(match["m1"] or match["m2"]).lower()]
            try:
                day = int((match["d1"] or match["d2"]).rstrip("dhnrstDHNRST"))
                found.append(Date(int(match["y"]), month, day))
            except ValueError:
                continue
    return max(found, default=None)
