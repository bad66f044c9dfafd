"""Which addresses may be fetched from: those of the open internet, and nothing inside anybody's network.

A feed is written by strangers; an address in it that leads to this machine, to the network it stands in or
to a cloud's metadata must not make us ask there (server-side request forgery).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from reportedly import knowledge

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Block:
    """A block of addresses, and what it is."""

    network: str
    what: str


@dataclass(frozen=True, slots=True)
class Blocks:
    """The file addresses.yaml."""

    forbidden: tuple[Block, ...]
    carries: tuple[Block, ...]
    unicast: str


@lru_cache(maxsize=1)
def _blocks() -> Blocks:
    found: Blocks = knowledge.load("reportedly.watch", "addresses.yaml", Blocks)
    return found


@lru_cache(maxsize=1)
def _forbidden() -> tuple[tuple[Network, str], ...]:
    return tuple((ipaddress.ip_network(b.network), b.what) for b in _blocks().forbidden)


@lru_cache(maxsize=1)
def _carries() -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(b.network) for b in _blocks().carries)


def why_not(address: str) -> str | None:
    """What an address is, in words, if nothing may be fetched from it; None if it is one of the open
    internet.

    An IPv6 address that stands for an IPv4 address is judged by that. What is no address at all is refused.
    """
    try:
        plain = ipaddress.ip_address(address)
    except ValueError:
        return "no address"
    if isinstance(plain, IPv6Address):
        if plain.scope_id is not None:
            return "an address of the local link"
        if any(plain in network for network in _carries()):
            plain = IPv4Address(int(plain) & 0xFFFF_FFFF)
        elif plain not in ipaddress.ip_network(_blocks().unicast):
            return "no address of the open internet"
    return next((what for network, what in _forbidden() if plain in network), None)
