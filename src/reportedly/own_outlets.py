"""A user's own outlets: a YAML file of the form of outlets.yaml, checked with errors in words.

- name: Harbour Daily
  kind: newspaper
  country: TN
  aliases: [The Harbour Daily]
  domains: [harbour.example]
  source: https://harbour.example/about
  families:
    - {family: Quay Media, since: 2016, source: https://quay.example/titles}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import msgspec
import yaml

from reportedly.errors import RuleError
from reportedly.faults import AT, STEP, Fault, line_of, parsed, text_of
from reportedly.knowledge import Trail
from reportedly.outlets import Affiliation, Membership, Outlet, OutletKind, Tie, listed, plain

COUNTRY = re.compile(r"[A-Z]{2}")
ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")
DOMAIN = re.compile(r"(?:[\w-]+\.)+\w+")
YEARS = range(1600, 2101)
PARTS: dict[str, type[Any]] = {"affiliations": Affiliation, "families": Membership}
WANTED = {
    "kind": f"write one of {', '.join(get_args(OutletKind))}",
    "country": "write two capital letters (ISO 3166-1), or leave it out for an international one",
    "source": "write the address of a public page that says so",
    "since": "write a year, such as 2014",
    "until": "write a year, such as 2014",
    "wire": "write true or false",
    "party": "write the name of the state or group",
    "family": "write the name of the family",
    **dict.fromkeys(("aliases", "ambiguous"), "write a list of names: [One, Another]"),
    "domains": "write a list of hosts without https:// and path: [paper.example]",
    "affiliations": "write a list of entries with party and source",
    "families": "write a list of entries with family and source",
    "name": "write its name",
}


def read(path: Path, kept: Sequence[Outlet] = ()) -> tuple[Outlet, ...]:
    """The outlets of a user's file. `kept` are the user's own from before.

    Raises RuleError that tells of every fault its file, its line and what to do.
    """
    node, plain_ = parsed(text_of(path), path)
    if not isinstance(plain_, list) or not plain_ or not all(isinstance(item, dict) for item in plain_):
        raise RuleError(f'{path}, line 1: must be a list of outlets; begin each with "- name: Its Name"')
    entries: list[yaml.Node] = node.value if node else []
    found, faults = [], []
    names = _names(kept, {plain(str(item.get("name"))) for item in plain_})
    for number, item in enumerate(plain_):
        wrong = [*_faults(item, names)]
        faults += [(line_of(entries[number], f.path), f.words) for f in wrong]
        if not wrong:
            outlet = msgspec.convert(item, Outlet)
            names |= {plain(name): outlet.name for name in outlet.names}
            found.append(outlet)
    if faults:
        raise RuleError("\n".join(f"{path}, line {line}: {words}" for line, words in sorted(faults)))
    return tuple(found)


def _names(kept: Sequence[Outlet], replaced: set[str]) -> dict[str, str]:
    """Every name in use, in its plain form, with whose it is; those of entries that are replaced are free."""
    own = {plain(o.name) for o in kept}
    known = (*kept, *(o for o in listed() if plain(o.name) not in own))
    return {plain(n): o.name for o in known if plain(o.name) not in replaced for n in o.names}


def _faults(item: dict[Any, Any], names: dict[str, str]) -> Iterator[Fault]:
    wrong = [*_unknown(item, Outlet, ())]
    if wrong:
        yield from wrong
        return
    try:
        outlet = msgspec.convert(item, Outlet)
    except msgspec.ValidationError as error:
        yield _told(error)
        return
    yield from _meaningless(outlet)
    for name in outlet.names:
        if plain(name) in names:
            owner = names[plain(name)]
            yield Fault(
                (),
                f'"{name}" is the name of {owner}; leave it out, or name the entry {owner} to replace it',
            )


def _unknown(item: Any, schema: type[Any], path: Trail) -> Iterator[Fault]:
    """Keys that the schema does not have, with the one that was meant."""
    known = [f.name for f in fields(schema)]
    for key, value in item.items() if isinstance(item, dict) else ():
        if key not in known:
            near = get_close_matches(str(key), known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            yield Fault((*path, key), f"there is no {key}; {hint}")
        elif key in PARTS and isinstance(value, list):
            for n, part in enumerate(value):
                yield from _unknown(part, PARTS[key], (*path, key, n))


def _told(error: msgspec.ValidationError) -> Fault:
    """What msgspec found, with where and what to do."""
    match = AT.match(str(error))
    assert match
    path: Trail = tuple(a or int(b) for a, b in STEP.findall(match["path"] or ""))
    words = match["words"].replace("`", "")
    missing = re.search(r"required field (\w+)", words)
    field = missing[1] if missing else next((str(p) for p in reversed(path) if isinstance(p, str)), "")
    todo = f"; {WANTED[field]}" if field in WANTED else ""
    if missing:
        return Fault(path, f"{field} is missing{todo}")
    return Fault(path, f"{field or 'the entry'}: {words[:1].lower()}{words[1:]}{todo}")


def _meaningless(outlet: Outlet) -> Iterator[Fault]:
    """What has the right type and still says nothing."""
    if not all(plain(name) for name in outlet.names):
        yield Fault((), f"a name is empty; {WANTED['name']}")
    if outlet.country is not None and not COUNTRY.fullmatch(outlet.country):
        yield Fault(("country",), f"country is {outlet.country!r}; {WANTED['country']}")
    for n, domain in enumerate(outlet.domains):
        if not DOMAIN.fullmatch(domain):
            yield Fault(("domains", n), f"{domain!r} is no domain; {WANTED['domains']}")
    parts: list[tuple[Trail, Outlet | Tie]] = [((), outlet)]
    parts += [(("affiliations", n), a) for n, a in enumerate(outlet.affiliations)]
    parts += [(("families", n), f) for n, f in enumerate(outlet.families)]
    for path, part in parts:
        if not ADDRESS.fullmatch(part.source):
            yield Fault((*path, "source"), f"source is {part.source!r}; {WANTED['source']}")
        for key in ("since", "until"):
            year = getattr(part, key)
            if year is not None and year not in YEARS:
                yield Fault((*path, key), f"{key} is {year}; {WANTED[key]}")
        if part.since and part.until and part.since > part.until:
            yield Fault((*path, "until"), f"until {part.until} is before since {part.since}; swap them")
