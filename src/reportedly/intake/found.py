"""What a reader yields, and the name of the file it reads."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.errors import RejectedInput
from reportedly.records import Capture, Reject, Sighting

Found = tuple[Capture, Sighting] | Reject


@dataclass(frozen=True, slots=True)
class Input:
    """A file: its path as the user would name it, and its path below the folder the user named."""

    source: str
    below: str

    def sighting(
        self,
        capture: Capture,
        line: int | None = None,
        input_id: str | None = None,
        url: str | None = None,
    ) -> Sighting:
        """Where a capture was found. `line` counts lines, entries or records from 1."""
        own = self.below if line is None else f"{self.below}#{line}"
        return Sighting(capture.id, self.source, line, input_id or own, url)

    def reject(self, error: RejectedInput, line: int | None = None) -> Reject:
        return Reject(self.source, line, error.reason, error.detail)
