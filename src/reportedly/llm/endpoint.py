"""Where to ask and with which key. Both come from the environment, are never stored and never shown.

REPORTEDLY_LLM_URL    as https://api.example.org/v1; plain http only to this machine itself
REPORTEDLY_LLM_KEY    sent as a bearer token; may be left out for a server that wants none
REPORTEDLY_LLM_MODEL  the model's name, where the settings have none
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from urllib.parse import urlsplit

from reportedly.config import Settings
from reportedly.errors import SettingsError

URL, KEY, MODEL = "REPORTEDLY_LLM_URL", "REPORTEDLY_LLM_KEY", "REPORTEDLY_LLM_MODEL"
NAME = re.compile(r"[\w./:@+ -]{1,100}")
SENDABLE = re.compile(r"[!-~]+")  # what a header can carry; the HTTP library would show what it cannot
PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address to post to, and the key that goes with it, which is kept out of every printed form."""

    url: str
    key: str = field(default="", repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Endpoint:
        """Raises SettingsError, in words that do not repeat the key, when something is missing or unsafe."""
        base, key = environment.get(URL, "").strip(), environment.get(KEY, "").strip()
        if not base:
            raise SettingsError(
                f"set {URL} to the address of the language model, such as http://localhost:11434/v1, "
                "or read claims with the rules: --extractor rules"
            )
        _check(base)
        if key and not SENDABLE.fullmatch(key):
            raise SettingsError(f"{KEY} has characters that cannot be sent; set it to the key alone")
        return cls(base.rstrip("/") + PATH, key)


def settle(settings: Settings, environment: Mapping[str, str]) -> Settings:
    """The settings with the model's name, taken from the environment where they have none.

    Raises SettingsError where claims are to be read by a model and something that this needs is missing.
    """
    if settings.claims.extractor != "llm":
        return settings
    if missing := [name for name in ("httpx", "tenacity") if find_spec(name) is None]:
        raise SettingsError(f"there is no {missing[0]}; install it with: pip install 'reportedly[llm]'")
    Endpoint.of(environment)
    name = settings.llm.model or environment.get(MODEL, "").strip()
    if not NAME.fullmatch(name):
        raise SettingsError(f"name the language model: [llm] model in the settings, or {MODEL}")
    return replace(settings, llm=replace(settings.llm, model=name))


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingsError(f"{URL} is no address") from error
    if parts.scheme not in ("http", "https") or not host or not SENDABLE.fullmatch(url):
        raise SettingsError(f"{URL} must be an address such as https://api.example.org/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise SettingsError(f"{URL} must have no user name, query or fragment; the key goes into {KEY}")
    if parts.scheme == "http" and not is_loopback(host):
        raise SettingsError(f"{URL} must begin with https://: what is sent would be open to all on the way")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by its name or address."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
