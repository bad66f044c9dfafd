"""The rule files of claims/, and which of them a person's file is a changed copy of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from reportedly import knowledge
from reportedly.errors import NotFound, RuleError
from reportedly.faults import of_schema, parsed, told

PACKAGE = "reportedly.claims"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules: its name in claims/, the schema it must fit and what it is for."""

    name: str
    schema: type[Any]
    about: str


@dataclass(frozen=True, slots=True)
class Given:
    """A person's file, read: what it is a copy of, its text, and its nodes, which know their lines."""

    path: Path
    file: RuleFile
    text: str
    node: yaml.Node | None
    plain: Any


def files() -> dict[str, RuleFile]:
    """Every rule file by its name. Imported here, for what these modules load at once must be in place."""
    from reportedly.claims.anaphora import TakingUp
    from reportedly.claims.counting import Lexicon
    from reportedly.claims.cues import Lexicon as Cues
    from reportedly.claims.linking import Linking
    from reportedly.claims.locate import Costs
    from reportedly.claims.moods import ModalityFile
    from reportedly.claims.ontology import OntologyFile
    from reportedly.claims.phrases import PhrasesFile
    from reportedly.claims.quantities import Wording
    from reportedly.claims.rules import TriggerFile

    return {
        f.name: f
        for f in (
            RuleFile(
                "triggers.yaml", TriggerFile, "verbs and nouns that carry a claim, and their conditions"
            ),
            RuleFile("ontology.yaml", OntologyFile, "the kinds of claim, with definitions and examples"),
            RuleFile(
                "modality.yaml", ModalityFile, "what is denied, possible, planned, threatened, background"
            ),
            RuleFile("cues.yaml", Cues, "words of saying and thinking: who says what"),
            RuleFile("figures.yaml", Lexicon, "what is counted, and the words that tell what happened to it"),
            RuleFile("quantities.yaml", Wording, "number words, vague counts, qualifiers"),
            RuleFile("linking.yaml", Linking, "which measures belong to which kinds of claim"),
            RuleFile("phrases.yaml", PhrasesFile, "small closed lists that reading noun phrases needs"),
            RuleFile("anaphora.yaml", TakingUp, 'what "the group" and "the attack" take up'),
            RuleFile("locate.yaml", Costs, "how near a place's name must be to an event to be its place"),
        )
    }


def read(path: Path) -> Given:
    """A person's rule file, told by its name, else by the fields at its top.

    Raises RuleError with file, line and what to do where it is no YAML or no rule file, or has a value or a
    field that does not fit.
    """
    node, plain = parsed(path)
    file = _meant(path, plain)
    if wrong := told(path, node, of_schema(plain, file.schema)):
        raise RuleError("\n".join(wrong))
    return Given(path, file, path.read_text(encoding="utf-8-sig"), node, plain)


def _meant(path: Path, plain: Any) -> RuleFile:
    known = files()
    if path.name in known:
        return known[path.name]
    own = set(plain) if isinstance(plain, dict) else set()
    shared = {f.name: len(own & {field.name for field in fields(f.schema)}) for f in known.values()}
    best = max(sorted(shared), key=lambda name: shared[name])
    if not shared[best] or list(shared.values()).count(shared[best]) > 1:
        raise RuleError(
            f"{path}, line 1: is a copy of no rule file that is known; begin with one of them "
            f"(reportedly rules show {best} > mine.yaml): {', '.join(sorted(known))}"
        )
    return known[best]


def text_of(name: str) -> str:
    """The rule file as the program came with it. Raises NotFound where there is none of that name."""
    if name not in files():
        raise NotFound(f"there is no rule file {name}; there are {', '.join(sorted(files()))}")
    return knowledge.shipped(PACKAGE, name)


def entries(plain: Any) -> int:
    """How many words, patterns and numbers a file holds."""
    if isinstance(plain, dict):
        return sum(entries(value) for value in plain.values())
    return sum(entries(value) for value in plain) if isinstance(plain, list) else 1
