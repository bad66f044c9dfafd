"""The window of days that a count given with a time expression refers to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.reading import Line, Page
from reportedly.records import TimeMention
from reportedly.times.find import publication


@dataclass(frozen=True, slots=True)
class Window:
    """ISO 8601 dates, both inclusive; None where it is open or not known."""

    start: str | None
    end: str | None


def windows(page: Page, mentions: Sequence[TimeMention]) -> tuple[Window, ...]:
    """One window a mention: "since 15 January" runs to publication, "between X and Y" from X to Y.

    "The last four days" runs from four days before publication to publication, "as of X" from the unknown to
    X. A page without a day of publication leaves the end of "since" open.
    """
    text, day = page.article.text, publication(page)
    found = [Window(m.earliest, m.latest) for m in mentions]
    for n, mention in enumerate(mentions):
        words = text[max(0, mention.span.start - 40) : mention.span.start].lower().split()
        at = page.at(mention.span.start)
        joined = n + 1 < len(mentions) and _joins(text[mention.span.end : mentions[n + 1].span.start])
        if joined and words[-1:] in (["between"], ["from"]):
            both = Window(mention.earliest, mentions[n + 1].latest)
            if both.start and both.end and both.start <= both.end:
                found[n] = found[n + 1] = both
        elif mention.earliest and (
            words[-1:] == ["since"] or (at >= 0 and _is_since(page.lines[at], mention))
        ):
            found[n] = Window(mention.earliest, day.isoformat() if day else None)
        elif words[-2:] == ["as", "of"] or words[-1:] in (["until"], ["till"], ["by"]):
            found[n] = Window(None, mention.latest)
    return tuple(found)


def _is_since(line: Line, mention: TimeMention) -> bool:
    """Whether "since" governs a mention from afar: "since the war began in 2011"."""
    if "since" not in line.text.lower():
        return False
    token = next((t for t in line.tokens if line.token_span(t, t).end > mention.span.start), None)
    if token is None:
        return False
    for above in line.ancestors(token):
        if above.lower == "since" or any(
            c.lower == "since" and c.dep == "mark" for c in line.children[above.i]
        ):
            return True
        if above.pos in {"VERB", "AUX"}:
            return False
    return False


def _joins(between: str) -> bool:
    return between.strip().lower() in {"and", "to", "through", "until", "till", "-", "–"}
