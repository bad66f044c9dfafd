"""The kinds of claim, as ontology.yaml defines them; docs/ontology.md is made from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportedly import knowledge
from reportedly.errors import RuleError

ControlEffect = Literal["gained", "lost", "contested", "held"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of claim. `control` is what it means for who holds its place; `hostile` kinds can be
    threatened. `plover` and `acled` name the nearest types of those schemes."""

    code: str
    title: str
    group: str
    definition: str
    plover: str | None
    acled: str | None
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    control: ControlEffect | None = None
    hostile: bool = False


@dataclass(frozen=True, slots=True)
class OntologyFile:
    groups: dict[str, str]
    kinds: tuple[Kind, ...]


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Every kind by its code, in the file's order. Raises RuleError on a repeated code or unknown group."""
    file = knowledge.load("reportedly.claims", "ontology.yaml", OntologyFile)
    found: dict[str, Kind] = {}
    for made in file.kinds:
        if made.code in found:
            raise RuleError(f"ontology.yaml has {made.code} twice")
        if made.group not in file.groups:
            raise RuleError(f"ontology.yaml: {made.code} is of no known group ({made.group})")
        found[made.code] = made
    return found


def kind(code: str) -> Kind:
    """The kind of a code. Raises RuleError where the ontology has none."""
    try:
        return kinds()[code]
    except KeyError:
        raise RuleError(f"the ontology has no kind {code}") from None


def page() -> str:
    """The documentation page of the ontology, in Markdown."""
    file = knowledge.load("reportedly.claims", "ontology.yaml", OntologyFile)
    parts = [
        "# Kinds of claim\n",
        "Made by `scripts/make_ontology_page.py` from `claims/ontology.yaml`; edit that file instead.\n",
        "`control` says what a claim means for who holds its place. In examples the words that trigger "
        "the claim are in brackets. All sentences are invented.\n",
    ]
    for group, about in file.groups.items():
        members = [k for k in file.kinds if k.group == group]
        parts.append(f"## {group.capitalize()}\n\n{about}.\n")
        parts += [_entry(k) for k in members]
    return "\n".join(parts)


def _entry(made: Kind) -> str:
    lines = [
        f"### `{made.code}`: {made.title}\n",
        f"{made.definition}\n",
        f"- PLOVER: {made.plover or 'none'}",
        f"- ACLED: {made.acled or 'none'}",
    ]
    if made.control:
        lines.append(f"- control: {made.control}")
    lines += [f"- such as: {example}" for example in made.examples]
    lines += [f"- not: {example}" for example in made.not_examples]
    return "\n".join(lines) + "\n"
