"""Where the desk listens. Beyond this machine only with users, so that nobody finds it open."""

from __future__ import annotations

import gc
import ipaddress
import socket
import webbrowser
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import uvicorn

from reportedly.desk.access import known_names
from reportedly.desk.app import Options, make_app
from reportedly.desk.bounds import CONNECTIONS, HEAD, Punctual
from reportedly.errors import ReportedlyError
from reportedly.store import Reader


def serve(
    options: Options, host: str, port: int, show: bool, say: Callable[[str], None], proxy: str | None = None
) -> None:
    """Run until interrupted. Port 0 takes a free one; `proxy` is the address of a proxy whose word on who
    asks, and how, is taken.

    Raises ReportedlyError when it may not, or cannot, listen there.
    """
    options = settled(options, host, proxy)
    try:
        listening = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise ReportedlyError(
            f"cannot listen on {host}:{port}: {error.strerror}; try another --port"
        ) from error
    # Each answer is sent at once. (asyncio sees to that only for sockets that name their protocol.)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listening:
        address = f"http://{host if ':' not in host else f'[{host}]'}:{listening.getsockname()[1]}/"
        app = make_app(options)
        say(f"The desk is open at {address} (Ctrl-C closes it)")
        if show:
            webbrowser.open(address)
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy,
            timeout_graceful_shutdown=3,
            http=Punctual,
            h11_max_incomplete_event_size=HEAD,
            limit_concurrency=CONNECTIONS,
        )
        gc.freeze()  # what is loaded by now stays; to look through it time and again held pages up by 0.1 s
        uvicorn.Server(config).run(sockets=[listening])


def settled(options: Options, host: str, proxy: str | None = None) -> Options:
    """The options with who is let in at this address.

    Raises ReportedlyError where others can reach the desk, at an address of this machine or through what
    stands in front of it (`proxy`, or a name of its own), and there are no users.
    """
    with closing(Reader.open(options.db)) as store:
        users = store.people.any_open()
    rules = options.rules
    alone = is_loopback(host) and proxy is None and all(is_loopback(name) for name in rules.names)
    if not users and not alone and not (rules.public and rules.read_only):
        where = host if not is_loopback(host) else next(iter(rules.names), f"{host} behind a proxy")
        raise ReportedlyError(
            f"{where} can be reached from other machines, and the desk has no users, so anybody could judge "
            f"and publish. Make one first:  reportedly users add NAME --role admin --db {options.db}  "
            "(or open it to read only, to everybody: --public --read-only)"
        )
    local = not users and alone
    return replace(options, rules=replace(rules, local=local, names=known_names(host, rules.names)))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
