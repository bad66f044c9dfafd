"""How one count changes another: "another 5", "rose by 12", "to 70 from 43", "an earlier toll of 43"."""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.claims.counting import lexicon
from reportedly.claims.quantities import Quantity, wording
from reportedly.records import Delta


def delta(text: str, quantity: Quantity) -> Delta | None:
    """What a count says of another by the words around it: how many more, or what was before."""
    before, after = text[: quantity.number_start], text[quantity.number_end :]
    if any(p.search(before) for p in _patterns()["former"]):
        return "former"
    more = any(p.search(before) for p in _patterns()["increment"]) or _more_after().match(after)
    return "increment" if more else None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of figures.yaml; `{change}` stands for a word of change, all end at the number."""
    words, lead = "|".join(wording().changes), lexicon().deltas.lead
    return {
        name: tuple(
            re.compile(p.replace("{change}", f"(?:{words})") + lead + "$", re.IGNORECASE) for p in rows
        )
        for name, rows in (
            ("former", lexicon().deltas.former),
            ("increment", lexicon().deltas.increment),
        )
    }


@lru_cache(maxsize=1)
def _more_after() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(lexicon().deltas.after)})\b(?!\s+than\b)", re.IGNORECASE)
