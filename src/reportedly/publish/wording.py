"""The knowledge in wording.yaml, typed."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.knowledge import load
from reportedly.records import Finding


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    lines: int
    weight: float
    kinds: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    placed: bool = False
    asserted: bool = False


@dataclass(frozen=True, slots=True)
class Rank:
    """What adds to the rank of a line, see wording.yaml."""

    origin: float
    known: float
    salience: float
    composed: float
    vague: float


@dataclass(frozen=True, slots=True)
class Wording:
    sections: tuple[Section, ...]
    order: tuple[str, ...]
    measures: dict[str, str]
    status_weight: dict[str, float]
    crowding: float
    rank: Rank
    least_salience: float
    longest: int
    most_lines: int
    lines_alone: int
    most_points: int
    most_citations: int
    most_speakers: int
    lines_a_day: int
    phrases: dict[str, str]
    slots: dict[str, str]

    def section(self, finding: Finding) -> Section:
        """The section a finding belongs to; the last one where no other takes it."""
        modality = next((v.value for v in finding.slots.get("modality", ())), "asserted")
        for section in self.sections:
            if modality in section.modalities:
                return section
            if finding.kind in section.kinds and (modality == "asserted" or not section.asserted):
                return section
        return self.sections[-1]

    def named(self, name: str) -> Section:
        return next(s for s in self.sections if s.name == name)


def wording() -> Wording:
    """Raises RuleError when the file does not fit."""
    found: Wording = load("reportedly.publish", "wording.yaml", Wording)
    return found


def listed(items: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
