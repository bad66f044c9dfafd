"""The port through which claims are read, whoever reads them.

There are two: the rules (extraction.py), which need nothing, and a language model's answers
(by_model.py), for those who want one. What follows cannot tell them apart but by the `rule` of a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reportedly.places import Home
from reportedly.reading import Page
from reportedly.records import Attribution, Claim, Figure, PlaceMention, TimeMention, Unfounded

Extracted = PlaceMention | TimeMention | Attribution | Figure | Claim | Unfounded


class Extractor(Protocol):
    """Reads pages."""

    def extract(self, page: Page, home: Home | None = None) -> Sequence[Extracted]:
        """All that is found on a page. Origins are not known yet; the dossier adds them.

        `home` is where the page's outlet is at home. Pure: the same page gives the same records.
        """
