"""What the program knows of the world and of wording, kept as YAML beside the code that uses it.

A file is read into a typed schema, so that a misspelt key or a wrong type is an error with the
file and the field, not a rule that silently never fires.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TypeVar

import msgspec
import yaml

from reportedly.errors import RuleError

T = TypeVar("T")


@lru_cache(maxsize=64)
def load(package: str, name: str, schema: type[T]) -> T:
    """The file `name` of a package (dotted, e.g. "reportedly.claims"), as `schema`.

    `schema` is a frozen dataclass or a container of such. Raises RuleError naming file and field.
    """
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    try:
        plain = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        return msgspec.convert(plain, schema)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise RuleError(f"{package}/{name}: {error}") from error
