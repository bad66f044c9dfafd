"""What the program knows of the world and of wording, kept as YAML beside the code that uses it.

A file is read into a typed schema, so that a misspelt key or a wrong type is an error with the
file and the field, not a rule that silently never fires.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from reportedly.errors import RuleError

T = TypeVar("T")


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2's booleans: only true and false. In a word list `on`, `off`, `no` and `yes` are words."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in Loader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


Trail = tuple[str | int, ...]  # keys and indices that lead to a part of a file
_in_place: dict[tuple[str, str], str] = {}


ADDS_TO = "adds_to"  # the field of a text that holds additions only


def put_in_place(texts: Mapping[tuple[str, str], str]) -> None:
    """Read these texts, by package and name, instead of the files of the program, in this process.

    To be called before anything else is loaded, for what is read is kept.
    """
    _in_place.clear()
    _in_place.update(texts)


def in_place(package: str, name: str) -> str | None:
    """The text that is read instead of a file of the program, if there is one."""
    return _in_place.get((package, name))


@lru_cache(maxsize=64)
def load(package: str, name: str, schema: type[T]) -> T:
    """The file `name` of a package (dotted, e.g. "reportedly.claims"), as `schema`.

    `schema` is a frozen dataclass or a container of such. Raises RuleError naming file and field.
    """
    text = _in_place.get((package, name)) or shipped(package, name)
    file = f"your own {name}" if (package, name) in _in_place else f"{package}/{name}"
    try:
        plain = whole(plain_of(text), package, name)
        made = msgspec.convert(plain, schema)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise RuleError(f"{file}: {error}") from error
    for trail, _ in lost(plain, msgspec.to_builtins(made)):
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in trail)
        raise RuleError(f"{file}: no such field - at `${path}`")
    return made


def shipped(package: str, name: str) -> str:
    """The text of a file as the program came with it."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def digest(modules: Sequence[str], root: Path | None = None) -> str:
    """SHA-256 over the name and content of all files of these modules and packages of the program, code and
    knowledge; `root` is the folder they are in. Changes when any of them does."""
    folder, total = root or Path(__file__).parent, hashlib.sha256()
    files = (f for m in modules for f in (*folder.glob(f"{m}.*"), *(folder / m).rglob("*")))
    for path in sorted(f for f in files if f.is_file() and f.suffix != ".pyc"):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def plain_of(text: str) -> Any:
    """A YAML text as plain values. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader


def whole(plain: Any, package: str, name: str) -> Any:
    """The plain values of a file; where they are additions to the program's (`adds_to`), both together."""
    if not isinstance(plain, dict) or ADDS_TO not in plain:
        return plain
    added = {key: value for key, value in plain.items() if key != ADDS_TO}
    return _together(added, plain_of(shipped(package, name)))


def _together(added: Any, there: Any) -> Any:
    """Fields of both; of a list the additions come first, since the first entry that holds wins."""
    if isinstance(added, dict) and isinstance(there, dict):
        both = {key: _together(value, there[key]) if key in there else value for key, value in added.items()}
        return {**there, **both}
    if isinstance(added, list) and isinstance(there, list):
        return [*added, *there]
    return added


def lost(plain: Any, kept: Any, at: Trail = ()) -> Iterator[tuple[Trail, tuple[str, ...]]]:
    """Where keys of a file found no field of its schema, misspelt most often, and the fields there are."""
    if isinstance(plain, dict) and isinstance(kept, dict):
        for key, value in plain.items():
            if key in kept:
                yield from lost(value, kept[key], (*at, key))
            elif str(key) not in kept:
                yield (*at, key), tuple(kept)
    elif isinstance(plain, list) and isinstance(kept, list | tuple):
        for n, (value, other) in enumerate(zip(plain, kept, strict=False)):
            yield from lost(value, other, (*at, n))
