"""Where the desk listens. Beyond this machine only with users, so that nobody finds it open."""

from __future__ import annotations

import ipaddress
import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from reportedly.desk.app import Options, make_app
from reportedly.errors import ReportedlyError


def serve(options: Options, host: str, port: int, show: bool, say: Callable[[str], None]) -> None:
    """Run until interrupted. Port 0 takes a free one. Raises ReportedlyError when it may not, or cannot,
    listen there."""
    check(host)
    try:
        listening = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise ReportedlyError(
            f"cannot listen on {host}:{port}: {error.strerror}; try another --port"
        ) from error
    with listening:
        address = f"http://{host if ':' not in host else f'[{host}]'}:{listening.getsockname()[1]}/"
        app = make_app(options)
        say(f"The desk is open at {address} (Ctrl-C closes it)")
        if show:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
        uvicorn.Server(config).run(sockets=[listening])


def check(host: str) -> None:
    """Raises ReportedlyError for an address that others can reach."""
    if not is_loopback(host):
        raise ReportedlyError(
            f"{host} can be reached from other machines, and the desk has no users yet, so anybody could "
            "judge and publish; make users first"
        )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
