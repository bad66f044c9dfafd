"""The user's own rule files that a database keeps: looked through, and read in place of the program's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from reportedly import knowledge
from reportedly.errors import RuleError
from reportedly.faults import parsed, told
from reportedly.rulebook import sense
from reportedly.rulebook.files import PACKAGE, Given, of_text


def use(texts: Mapping[str, str]) -> None:
    """Read these rule files, by the name of the program's that each stands for, in this process from now on.

    To be called before any rules are read.
    """
    knowledge.put_in_place({(PACKAGE, name): text for name, text in texts.items()})


def settle(texts: Mapping[str, str]) -> None:
    """As `use`, looked through: they were checked when they were kept, but maybe by an older program.

    Raises RuleError with file, line and what to do.
    """
    use(texts)
    if texts:
        try:
            sound(kept(texts))
        except RuleError as error:
            todo = "mend it and add it again, or remove it: reportedly rules add, reportedly rules remove"
            raise RuleError(f"{error}\n{todo}") from error


def place_of(rule: str) -> tuple[str, int] | None:
    """The file and the line of the entry of triggers.yaml that a claim names as the rule that read it; None
    where there is none, as of a claim that a model read."""
    places = _places(knowledge.in_place(PACKAGE, "triggers.yaml"))
    return places.get(rule) or places.get(rule.partition(".")[0])


@lru_cache(maxsize=2)
def _places(text: str | None) -> Mapping[str, tuple[str, int]]:
    from reportedly.claims.rules import PLAIN, TriggerFile, names

    name = "triggers.yaml"
    given = of_text(text or knowledge.shipped(PACKAGE, name), f"your own {name}" if text else name, name)
    file: TriggerFile = msgspec.convert(given.plain, TriggerFile)
    found = {rule: given.where((part, n)) for rule, (part, n, _) in names(file).items()}
    return {**found, file.deeds.kind: given.where(("deeds",)), PLAIN: given.where(("sayings",))}


def kept(texts: Mapping[str, str], instead: Sequence[Given] = ()) -> list[Given]:
    """The user's own files that a database keeps, without those that others are given instead of."""
    given = {g.file.name for g in instead}
    return [of_text(text, f"your own {name}", name) for name, text in texts.items() if name not in given]


def sound(own: Sequence[Given]) -> None:
    """Raises RuleError with file, line and what to do where files make no sense together, or with those of
    the program that stay."""
    from reportedly.claims import ontology

    kinds = [k["code"] for g in own if g.file.name == "ontology.yaml" for k in g.plain["kinds"]]
    wrong = [w for g in own for w in _told(g, kinds or list(ontology.kinds()))]
    if kinds:
        wrong += _of_program(kinds, {g.file.name for g in own})
    if wrong:
        raise RuleError("\n".join(wrong))


def _told(given: Given, kinds: Collection[str]) -> list[str]:
    places = [(*given.where(f.path), f.words) for f in sense.faults(given.file.name, given.plain, kinds)]
    return [f"{file}, line {line}: {words}" for file, line, words in sorted(places)]


def _of_program(kinds: Collection[str], own: Collection[str]) -> Iterator[str]:
    """What the program's other files name that an ontology of the user's own has not."""
    for name in sorted(sense.CHECKS.keys() - set(own)):
        node, plain = parsed(knowledge.shipped(PACKAGE, name), name)
        yield from told(f"the program's {name}", node, sense.faults(name, plain, kinds))
