"""The rule files of claims/, and which of them a person's file is a changed copy of or adds to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from reportedly import knowledge
from reportedly.errors import NotFound, RuleError
from reportedly.faults import line_of, of_schema, parsed, text_of, told
from reportedly.knowledge import ADDS_TO, Trail

PACKAGE = "reportedly.claims"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules: its name in claims/, the schema it must fit and what it is for."""

    name: str
    schema: type[Any]
    about: str


@dataclass(frozen=True, slots=True)
class Given:
    """A person's file, read: what it is called, which file of the program it stands for, its text, its nodes,
    which know their lines, and its plain values: as written, and whole, with what they are added to."""

    path: Path | str
    file: RuleFile
    text: str
    node: yaml.Node | None
    written: Any
    plain: Any

    @property
    def adds(self) -> bool:
        """Whether the file holds additions only."""
        return self.written is not self.plain

    def where(self, trail: Trail) -> tuple[str, int]:
        """The file and the line on which a part of the whole stands: here, or in what is added to."""
        here = self.written
        for n, step in enumerate(trail if self.adds else ()):
            if isinstance(here, list) and isinstance(step, int) and step >= len(here):
                return line_in(self.file.name, (*trail[:n], step - len(here), *trail[n + 1 :]))
            if isinstance(here, dict) and step not in here:
                return line_in(self.file.name, trail)
            here = here[step]
        return str(self.path), line_of(self.node, trail)


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
    from reportedly.claims.wars import Wars

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
            RuleFile("wars.yaml", Wars, "counts of a whole war so far, told from what one event did"),
            RuleFile("quantities.yaml", Wording, "number words, vague counts, qualifiers"),
            RuleFile("linking.yaml", Linking, "which measures belong to which kinds of claim"),
            RuleFile("phrases.yaml", PhrasesFile, "small closed lists that reading noun phrases needs"),
            RuleFile("anaphora.yaml", TakingUp, 'what "the group" and "the attack" take up'),
            RuleFile("locate.yaml", Costs, "how near a place's name must be to an event to be its place"),
        )
    }


def line_in(name: str, trail: Trail) -> tuple[str, int]:
    """What a file of the program is called, and the line on which a part of it stands."""
    return f"the program's {name}", line_of(_shipped(name), trail)


@lru_cache(maxsize=16)
def _shipped(name: str) -> yaml.Node | None:
    """The nodes of a file of the program, which know their lines."""
    node: yaml.Node | None = yaml.compose(knowledge.shipped(PACKAGE, name), knowledge.Loader)
    return node


def read(path: Path) -> Given:
    """A person's rule file, told by what it says it adds to, by its name, else by the fields at its top.

    Raises RuleError with file, line and what to do where it is no YAML or no rule file, or has a value or a
    field that does not fit.
    """
    return of_text(text_of(path), path, path.name)


def of_text(text: str, path: Path | str, name: str) -> Given:
    """As `read`, of a text; `path` is what errors call it."""
    node, written = parsed(text, path)
    file = _meant(path, name, written)
    plain = knowledge.whole(written, PACKAGE, file.name)
    if wrong := told(path, node, of_schema(plain, file.schema)):
        raise RuleError("\n".join(wrong))
    return Given(path, file, text, node, written, plain)


def _meant(path: Path | str, name: str, plain: Any) -> RuleFile:
    known = files()
    if isinstance(plain, dict) and ADDS_TO in plain:
        if plain[ADDS_TO] not in known:
            there = ", ".join(sorted(known))
            raise RuleError(f"{path}, line 1: {ADDS_TO} names no rule file; write one of {there}")
        return known[plain[ADDS_TO]]
    if name in known:
        return known[name]
    own = set(plain) if isinstance(plain, dict) else set()
    shared = {f.name: len(own & {field.name for field in fields(f.schema)}) for f in known.values()}
    best = max(sorted(shared), key=lambda name: shared[name])
    if not shared[best] or list(shared.values()).count(shared[best]) > 1:
        raise RuleError(
            f"{path}, line 1: is a copy of no rule file that is known; begin with one of them "
            f"(reportedly rules show {best} > mine.yaml) or with the line {ADDS_TO}: {best}; "
            f"there are {', '.join(sorted(known))}"
        )
    return known[best]


def shipped(name: str) -> str:
    """The rule file as the program came with it. Raises NotFound where there is none of that name."""
    if name not in files():
        raise NotFound(f"there is no rule file {name}; there are {', '.join(sorted(files()))}")
    return knowledge.shipped(PACKAGE, name)


def entries(plain: Any) -> int:
    """How many words, patterns and numbers a file holds."""
    if isinstance(plain, dict):
        return sum(entries(value) for value in plain.values())
    return sum(entries(value) for value in plain) if isinstance(plain, list) else 1
