"""The form that a model's answer must have: as types to read it, and as JSON Schema to ask for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from reportedly.claims import ontology
from reportedly.claims.counting import lexicon
from reportedly.records import Measure, Modality, Polarity


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every field is there and none besides."""


class Words(_Strict, frozen=True):
    """Words that stand in the sentence of this number."""

    sentence: int
    words: str


class ToldFigure(_Strict, frozen=True):
    """A count with what it counts."""

    quote: str
    measure: Measure
    unit: str


class ToldClaim(_Strict, frozen=True):
    """One thing that a sentence says. All words are verbatim; `said_by` runs outermost first and is empty in
    the article's own voice."""

    sentence: int
    quote: str
    trigger: str
    kind: str
    polarity: Polarity
    modality: Modality
    actor: list[str]
    recipient: list[str]
    instrument: list[str]
    place: str | None
    time: str | None
    said_by: list[Words]
    cue: str | None
    figures: list[ToldFigure]


class Told(_Strict, frozen=True):
    """A whole answer."""

    claims: list[ToldClaim]


def units() -> tuple[str, ...]:
    """The units that figures may have."""
    return (*lexicon().units, "percent")


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The form of an answer as JSON Schema, within what endpoints take as strict: every field required, no
    others, the root an object."""
    (_, parts) = msgspec.json.schema_components([Told], ref_template="#/$defs/{name}")
    for part in parts.values():
        part.pop("title", None)
        part.pop("description", None)
    parts["ToldClaim"]["properties"]["kind"]["enum"] = list(ontology.kinds())
    parts["ToldFigure"]["properties"]["unit"]["enum"] = list(units())
    for name, field in (("ToldClaim", "polarity"), ("ToldClaim", "modality"), ("ToldFigure", "measure")):
        parts[name]["properties"][field]["type"] = "string"
    root = parts.pop("Told")
    return {**root, "$defs": parts}


_decoder = msgspec.json.Decoder(Told)


def read_answer(content: str | bytes) -> Told:
    """An answer.

    Raises msgspec.ValidationError where it is of another form than `schema`, msgspec.DecodeError where it is
    not JSON.
    """
    try:
        told = _decoder.decode(content)
    except (RecursionError, UnicodeError) as error:
        raise msgspec.DecodeError(str(error)) from error
    for claim in told.claims:
        if claim.kind not in ontology.kinds():
            raise msgspec.ValidationError("a kind that the ontology does not have")
        if any(f.unit not in units() for f in claim.figures):
            raise msgspec.ValidationError("a unit that was not asked for")
    return told
