"""What the program knows of the world and of wording, kept as YAML beside the code that uses it.

A file is read into a typed schema, so that a misspelt key or a wrong type is an error with the
file and the field, not a rule that silently never fires.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
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


@lru_cache(maxsize=64)
def load(package: str, name: str, schema: type[T]) -> T:
    """The file `name` of a package (dotted, e.g. "reportedly.claims"), as `schema`.

    `schema` is a frozen dataclass or a container of such. Raises RuleError naming file and field.
    """
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    try:
        plain = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader
        made = msgspec.convert(plain, schema)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise RuleError(f"{package}/{name}: {error}") from error
    for path in _lost(plain, msgspec.to_builtins(made), "$"):
        raise RuleError(f"{package}/{name}: no such field - at `{path}`")
    return made


def _lost(plain: Any, kept: Any, path: str) -> Iterator[str]:
    """Where keys of the file found no field: misspelt, most often."""
    if isinstance(plain, dict) and isinstance(kept, dict):
        for key, value in plain.items():
            if key in kept:
                yield from _lost(value, kept[key], f"{path}.{key}")
            elif str(key) not in kept:
                yield f"{path}.{key}"
    elif isinstance(plain, list) and isinstance(kept, list):
        for n, (value, other) in enumerate(zip(plain, kept, strict=False)):
            yield from _lost(value, other, f"{path}[{n}]")
