"""No way of writing an address leads inside a network."""

from __future__ import annotations

import asyncio
import ipaddress
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.watch.addresses import why_not
from reportedly.watch.door import Door, lookup, parsed
from reportedly.watch.trouble import Trouble

INSIDE = st.one_of(
    *(
        st.ip_addresses(v=4, network=network)
        for network in (
            "10.0.0.0/8",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "100.64.0.0/10",
            "0.0.0.0/8",
            "224.0.0.0/4",
            "240.0.0.0/4",
        )
    )
)


@given(st.ip_addresses(v=4))
def test_what_the_library_calls_not_global_is_refused(address: IPv4Address) -> None:
    if not address.is_global or address.is_multicast:
        assert why_not(str(address)) is not None


@given(st.ip_addresses(v=6))
def test_so_it_is_with_ipv6(address: IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        carried = why_not(str(address)) is None
        assert not carried or address in ipaddress.ip_network("::ffff:0:0/96")


@given(INSIDE, st.sampled_from(["::ffff:0:0", "64:ff9b::"]))
def test_an_ipv4_address_in_ipv6_form_is_judged_as_such(inside: IPv4Address, prefix: str) -> None:
    whole = IPv6Address(int(IPv6Address(prefix)) | int(inside))
    assert why_not(str(whole)) == why_not(str(inside)) is not None


@given(st.ip_addresses(v=4, network="8.8.8.0/24"), st.sampled_from(["::ffff:0:0", "64:ff9b::"]))
def test_an_open_one_in_ipv6_form_is_open(outside: IPv4Address, prefix: str) -> None:
    assert why_not(str(IPv6Address(int(IPv6Address(prefix)) | int(outside)))) is None


@given(INSIDE, st.integers(0, 2**80 - 1))
def test_tunnels_are_refused_whatever_they_lead_to(inside: IPv4Address, rest: int) -> None:
    to4 = IPv6Address((0x2002 << 112) | (int(inside) << 80) | rest)
    teredo = IPv6Address((0x20010000 << 96) | (rest & (2**64 - 1)) << 32 | (int(inside) ^ 0xFFFFFFFF))
    compatible = IPv6Address(int(inside))
    local_nat64 = IPv6Address((0x0064FF9B0001 << 80) | int(inside))
    assert all(why_not(str(a)) for a in (to4, teredo, compatible, local_nat64))


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "::1", "::"],
)
def test_where_clouds_keep_their_secrets_is_refused(address: str) -> None:
    assert why_not(address)


@pytest.mark.parametrize("address", ["fe80::1%eth0", "2606:4700::1%1", "localhost", "", "1.2.3"])
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    assert why_not(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450::1"])
def test_the_open_internet_is_open(address: str) -> None:
    assert why_not(address) is None


def admitted(url: str) -> list[str]:
    return asyncio.run(Door().addresses(parsed(url)))


@given(INSIDE.filter(lambda a: a.is_loopback or a.is_private), st.sampled_from("dxo"))
def test_numbers_in_other_writings_lead_nowhere_else(inside: IPv4Address, form: str) -> None:
    """As one decimal, hexadecimal or octal number, as the C library reads them, or not at all."""
    host = {"d": str(int(inside)), "x": hex(int(inside)), "o": f"0{int(inside):o}"}[form]
    with pytest.raises(Trouble):
        admitted(f"http://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.1/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://127。0。0。1/",
        "http://[::ffff:7f00:1]/",
        "http://[::1]/",
        "http://0/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://user:pw@127.0.0.1/",
        "http://8.8.8.8@127.0.0.1/",
        "http://8.8.8.8:22/",
        "http://8.8.8.8:8080/",
        "ftp://8.8.8.8/",
        "file:///etc/passwd",
        "gopher://8.8.8.8/",
        "http:///etc",
        "//8.8.8.8/",
        "http://[::1",
        "http://8.8.8.8:99999/",
        "http://" + "a" * 300 + "/",
        "",
    ],
)
def test_these_are_not_asked(url: str) -> None:
    with pytest.raises(Trouble):
        admitted(url)


def test_one_private_address_among_others_is_enough_to_refuse_a_name() -> None:
    async def both(_host: str, _port: int) -> list[str]:
        return ["8.8.8.8", "10.0.0.1"]

    with pytest.raises(Trouble, match=r"news\.example leads to 10\.0\.0\.1: a private network"):
        asyncio.run(Door(lookup=both).addresses(parsed("https://news.example/")))


def test_a_name_that_cannot_be_is_refused_by_the_real_lookup() -> None:
    with pytest.raises(Trouble):
        asyncio.run(Door(lookup=lookup).addresses(parsed("http://a..b/")))
