"""How deep markup is nested, told by one linear scan before any parser sees it."""

from __future__ import annotations

import re

TAG = re.compile(r"<(?:(!--)|(/?)([A-Za-z][A-Za-z0-9:_-]{0,40}))")
# Elements that have no content, or that a parser closes by itself when the next one opens.
FLAT = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "option", "optgroup", "thead", "tbody"),
        *("tfoot", "colgroup", "rp", "rt"),
    )
)
RAW = frozenset(("script", "style", "textarea", "title", "xmp", "noscript"))  # no tags inside


def too_deep(markup: str, limit: int) -> bool:
    """Whether elements are nested more than `limit` levels. Unclosed ones count as still open."""
    depth, at, lower = 0, 0, None
    while match := TAG.search(markup, at):
        at = match.end()
        comment, closing, name = match.groups()
        if comment:
            at = _after(markup, "-->", at)
            continue
        name = name.lower()
        if name in FLAT:
            continue
        if closing:
            depth = max(0, depth - 1)
            continue
        if name in RAW:
            lower = markup.lower() if lower is None else lower
            at = _after(lower, f"</{name}", at)
            continue
        end = markup.find(">", at, at + 2000)
        if end > 0 and markup[end - 1] == "/":
            continue
        depth += 1
        if depth > limit:
            return True
    return False


def _after(markup: str, end: str, at: int) -> int:
    found = markup.find(end, at)
    return len(markup) if found < 0 else found + len(end)
