"""Where to ask and with which key: only safe addresses, and the key in no message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.config import Claims, Llm, Settings
from reportedly.errors import SettingsError
from reportedly.llm.endpoint import KEY, MODEL, URL, Endpoint, is_loopback, settle

BY_MODEL = replace(Settings(), claims=Claims(extractor="llm"))
LOCAL = "http://localhost:11434/v1"


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example/v1",
        "https://api.example/v1/",
        LOCAL,
        "http://127.0.0.8:80/v1",
        "http://[::1]:9/v1",
    ],
)
def test_addresses_that_are_safe_are_taken(url: str) -> None:
    assert Endpoint.of({URL: url}).url == f"{url.rstrip('/')}/chat/completions"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "set REPORTEDLY_LLM_URL"),
        ("http://api.example/v1", "must begin with https"),
        ("http://192.168.0.7/v1", "must begin with https"),
        ("http://localhost.example/v1", "must begin with https"),
        ("http://127.0.0.1.example/v1", "must begin with https"),
        ("http://0.0.0.0/v1", "must begin with https"),
        ("ftp://api.example", "must be an address"),
        ("api.example/v1", "must be an address"),
        ("https://", "must be an address"),
        ("https://api.example:port/", "is no address"),
        ("https://[::1/v1", "is no address"),
        ("https://api.example/v 1", "must be an address"),
        ("https://me:secret-0123@api.example/v1", "no user name"),
        ("https://api.example/v1?key=secret-0123", "no user name, query"),
    ],
)
def test_addresses_that_are_not_are_refused_without_repeating_a_secret(url: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as error:
        Endpoint.of({URL: url})
    assert "secret-0123" not in str(error.value)


@pytest.mark.parametrize("key", ["secret\nx-header: 1", "secret key", "secret\u00e9"])
def test_a_key_that_cannot_be_sent_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(SettingsError, match="characters that cannot be sent") as error:
        Endpoint.of({URL: LOCAL, KEY: key})
    assert "secret" not in str(error.value)


def test_a_key_does_not_show_in_any_printed_form() -> None:
    made = Endpoint.of({URL: LOCAL, KEY: "sk-1234"})
    assert made.key == "sk-1234"
    assert "sk-1234" not in f"{made} {made!r}"


def test_the_rules_need_nothing_of_the_environment() -> None:
    assert settle(Settings(), {}) == Settings()


def test_a_model_is_named_by_the_settings_or_else_by_the_environment() -> None:
    assert settle(BY_MODEL, {URL: LOCAL, MODEL: "small"}).llm.model == "small"
    named = replace(BY_MODEL, llm=Llm(model="large"))
    assert settle(named, {URL: LOCAL, MODEL: "small"}).llm.model == "large"
    for wrong in ("", "a\nb", "x" * 101):
        with pytest.raises(SettingsError, match="name the language model"):
            settle(BY_MODEL, {URL: LOCAL, MODEL: wrong})


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("LOCALHOST.", True), ("127.9.9.9", True), ("::1", True), ("10.0.0.1", False), ("a", False)],
)
def test_only_this_machine_is_loopback(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own
