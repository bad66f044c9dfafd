"""What is wrong with a YAML file that a person wrote: the line, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
import yaml

from reportedly.errors import RuleError
from reportedly.knowledge import Loader, Trail, lost, plain_of

AT = re.compile(r"^(?P<words>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>.*)`)?$", re.DOTALL)
STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a part of a file: where in it, and what to do."""

    path: Trail
    words: str


def text_of(path: Path) -> str:
    """The text of a file that a person wrote. Raises RuleError where it is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not text in UTF-8; save it as such") from error


def parsed(text: str, file: Path | str) -> tuple[yaml.Node | None, Any]:
    """A YAML text as nodes, which know their lines, and as plain values; `file` is what errors call it.

    Raises RuleError with file, line and what to do where it is no YAML.
    """
    try:
        return yaml.compose(text, Loader), plain_of(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(
            f"{file}, line {line}: {error.problem}; check indentation, colons and quotes"
        ) from error
    except yaml.YAMLError as error:
        raise RuleError(f"{file}: {error}") from error


def told(file: Path | str, node: yaml.Node | None, faults: Iterator[Fault] | list[Fault]) -> list[str]:
    """Faults in words, in the order of their lines."""
    lines = sorted((line_of(node, fault.path), fault.words) for fault in faults)
    return [f"{file}, line {line}: {words}" for line, words in lines]


def of_schema(plain: Any, schema: type[Any]) -> list[Fault]:
    """Where plain values do not fit a schema: the first wrong value, or all fields that it does not have."""
    try:
        kept = msgspec.to_builtins(msgspec.convert(plain, schema))
    except msgspec.ValidationError as error:
        return [_wrong(plain, schema, error)]
    return [
        Fault(at, f"there is no {at[-1]}; {_meant(str(at[-1]), there)}") for at, there in lost(plain, kept)
    ]


def _wrong(plain: Any, schema: type[Any], error: msgspec.ValidationError) -> Fault:
    match = AT.match(str(error))
    assert match
    steps = [key or number for key, number in STEP.findall(match["path"] or "")]
    at = _found(plain, schema, steps, str(error))
    words = match["words"].replace("`", "").replace("Invalid enum value", "nothing here is called")
    if match["key"]:
        at = (*at, *(key for key in _at(plain, at) if repr(key) in words))
    missing = re.search(r"required field (\w+)", words)
    if not missing:
        name = next((str(step) for step in reversed(at) if isinstance(step, str)), "the file")
        return Fault(at, f"{name}: {words[:1].lower()}{words[1:]}")
    value = _at(plain, at)
    near = get_close_matches(missing[1], [str(k) for k in value], 1) if isinstance(value, dict) else []
    hint = f"is it what {near[0]} was meant to be?" if near else "add it"
    return Fault((*at, *near), f"{missing[1]} is missing; {hint}")


def _meant(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, 1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"


def _found(plain: Any, schema: type[Any], steps: list[str], wrong: str) -> Trail:
    """The trail of an error. It names no key of a mapping: that is the one that alone brings it up."""
    at: Trail = ()
    for step in steps:
        here = _at(plain, at)
        if step.isdigit():
            at = (*at, int(step))
        elif step != "...":
            at = (*at, step)
        elif isinstance(here, dict):
            alone = [k for k in here if _says(_with(plain, at, {k: here[k]}), schema) == wrong]
            if not alone:
                return at
            at = (*at, alone[0])
    return at


def _says(plain: Any, schema: type[Any]) -> str | None:
    try:
        msgspec.convert(plain, schema)
    except msgspec.ValidationError as error:
        return str(error)
    return None


def _at(plain: Any, trail: Trail) -> Any:
    for step in trail:
        plain = plain[step]
    return plain


def _with(plain: Any, trail: Trail, value: Any) -> Any:
    """Plain values with another one at a trail."""
    if not trail:
        return value
    copy = plain.copy()
    copy[trail[0]] = _with(plain[trail[0]], trail[1:], value)
    return copy


def line_of(node: Any, path: Trail) -> int:
    """The line of the file, from 1, on which a part of it stands."""
    if node is None:
        return 1
    line = node.start_mark.line
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if str(step) not in pairs:
                break
            key, node = pairs[str(step)]
            line = key.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
    return int(line) + 1
