"""What a rule file must mean beyond its schema: kinds that exist, patterns that compile, marked examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches
from typing import Any

from reportedly.claims.wars import Patterns
from reportedly.faults import Fault
from reportedly.knowledge import Trail

BUILT_IN = ("name",)  # classes that are no lists: a name of any kind
NEEDED = frozenset({"place", "police"})  # classes that are asked for by name
SLOT_CONDITIONS = ("object", "not_object", "subject", "not_subject", "about")
Check = Callable[[Any, Collection[str]], Iterator[Fault]]


def faults(name: str, plain: Any, kinds: Collection[str]) -> list[Fault]:
    """What is wrong in a file that fits its schema. `kinds` are the codes of the ontology."""
    check = CHECKS.get(name)
    return list(check(plain, kinds)) if check else []


def _triggers(plain: Any, kinds: Collection[str]) -> Iterator[Fault]:
    classes = [f"@{c}" for c in (*plain["classes"], *BUILT_IN)]
    for name in sorted(NEEDED - plain["classes"].keys()):
        yield Fault(("classes",), f"the class {name} is missing; the program asks for it, so leave it in")
    for part in ("nouns", "verbs"):
        for n, entry in enumerate(plain[part]):
            at: Trail = (part, n)
            yield from _known(entry["kind"], kinds, (*at, "kind"), "kind")
            frame = entry.get("frame")
            if isinstance(frame, str):
                yield from _known(frame, plain["frames"], (*at, "frame"), "frame")
            yield from _classes(entry, classes, at)
            if not entry["lemmas"]:
                yield Fault((*at, "lemmas"), "lemmas is empty; write at least one word")
            yield from _marked(entry, at, "[", "]")
    yield from _known(plain["deeds"]["kind"], kinds, ("deeds", "kind"), "kind")
    yield from _known(plain["sayings"]["kind"], kinds, ("sayings", "kind"), "kind")
    for n, kind in enumerate(plain["of_force"]):
        yield from _known(kind, kinds, ("of_force", n), "kind")


def _classes(entry: Any, known: Collection[str], at: Trail) -> Iterator[Fault]:
    for key in SLOT_CONDITIONS:
        for n, word in enumerate(entry.get(key, ())):
            if word[:1] == "@":
                yield from _known(word, known, (*at, key, n), "class")
    for key in ("prep", "not_prep"):
        for n, wanted in enumerate(entry.get(key, ())):
            for noun in wanted.partition(":")[2].split(","):
                if noun[:1] == "@":
                    yield from _known(noun, known, (*at, key, n), "class")


def _ontology(plain: Any, _kinds: Collection[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for n, kind in enumerate(plain["kinds"]):
        at: Trail = ("kinds", n)
        if kind["code"] in seen:
            yield Fault((*at, "code"), f"{kind['code']} is there twice; give it another code or leave it out")
        seen.add(kind["code"])
        yield from _known(kind["group"], plain["groups"], (*at, "group"), "group")
        yield from _marked(kind, at, "[", "]")
        for key in ("examples", "not_examples"):
            if not kind[key]:
                yield Fault((*at, key), f"{key} is empty; write a sentence of your own")


def _modality(plain: Any, _kinds: Collection[str]) -> Iterator[Fault]:
    for key in ("history", "years", "habit", "present_habit"):
        yield from _compiles(plain[key], (key,))
    for n, rule in enumerate(plain["rules"]):
        yield from _marked(rule, ("rules", n), "[", "]", both=True)
    for key, rows in plain["examples"].items():
        yield from _marked({"examples": rows}, ("examples", key), "[", "]", above=True)


def _figures(plain: Any, _kinds: Collection[str]) -> Iterator[Fault]:
    for measure, signs in plain["measures"].items():
        yield from _marked(signs, ("measures", measure), "{", "}", both=True)
    for sort, rows in plain["deltas"]["examples"].items():
        yield from _marked({"examples": rows}, ("deltas", "examples", sort), "{", "}", above=True)
    for key in ("former", "increment"):
        for n, pattern in enumerate(plain["deltas"][key]):
            yield from _compiles(pattern, ("deltas", key, n))
    yield from _compiles(plain["deltas"]["lead"], ("deltas", "lead"))


def _wars(plain: Any, _kinds: Collection[str]) -> Iterator[Fault]:
    for key in Patterns.__dataclass_fields__:
        yield from _compiles(plain[key].replace("{affair}", "war").replace("{lasting}", "war"), (key,))
    for sort, rows in plain["examples"].items():
        yield from _marked({"examples": rows}, ("examples", sort), "{", "}", above=True)


def _linking(plain: Any, kinds: Collection[str]) -> Iterator[Fault]:
    for measure, codes in plain["fits"].items():
        for n, code in enumerate(codes):
            yield from _known(code, kinds, ("fits", measure, n), "kind")


def _locate(plain: Any, kinds: Collection[str]) -> Iterator[Fault]:
    for code in plain["by_kind"]:
        yield from _known(code, kinds, ("by_kind", code), "kind")


def _compiles(pattern: str, at: Trail) -> Iterator[Fault]:
    try:
        re.compile(pattern)
    except re.error as error:
        name = next(step for step in reversed(at) if isinstance(step, str))
        yield Fault(at, f"{name} is no pattern: {error}; escape what is meant literally with \\")


def _known(word: str, known: Collection[str], at: Trail, what: str) -> Iterator[Fault]:
    if word not in known:
        near = get_close_matches(word, list(known), 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
        yield Fault(at, f"there is no {what} {word}; {hint}")


def _marked(
    entry: Any, at: Trail, left: str, right: str, both: bool = False, above: bool = False
) -> Iterator[Fault]:
    """Examples without marks; counter-examples have marks only where `both`. `above`: the trail is theirs."""
    for key in ("examples", "not_examples") if both else ("examples",):
        for n, sentence in enumerate(entry.get(key, ())):
            if not 0 <= sentence.find(left) < sentence.find(right):
                trail: Trail = (*at, n) if above else (*at, key, n)
                yield Fault(trail, f"the example has no words in {left}{right}; mark those that are meant")


CHECKS: dict[str, Check] = {
    "triggers.yaml": _triggers,
    "ontology.yaml": _ontology,
    "modality.yaml": _modality,
    "figures.yaml": _figures,
    "wars.yaml": _wars,
    "linking.yaml": _linking,
    "locate.yaml": _locate,
}
