"""Time expressions and the days they name, seen from the day a page was published.

    mentions = times.find(page)
    windows = times.windows(page, mentions)

The grammar is our own: word classes (vocabulary.yaml), sequences of them (patterns.yaml), and a function for
each way of reading them (resolve.py). Spans and kinds follow TIMEX3 (TimeML, ISO 24617-1) where it can be
told, so "since January 15" is the mention "January 15"; what "since" makes of it is the mention's window.
"""

from __future__ import annotations

from reportedly.times.find import find
from reportedly.times.windows import Window, windows

__all__ = ["Window", "find", "windows"]
