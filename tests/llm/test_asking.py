"""Asking a real server that answers well, late, wrongly, at length, or not at all."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.config import Llm
from reportedly.llm import told
from reportedly.llm.asking import Asker
from reportedly.llm.endpoint import PATH, Endpoint
from reportedly.llm.questions import request
from reportedly.records import PASSING, UNUSABLE, Answer, Problem
from reportedly.retry_after import wait_asked
from tests.llm.server import Behaviour, Handler, Json, Server, answering, claim, completion, serving
from tests.support import article

KEY = "sk-loopback-0123456789"
GOOD = json.dumps({"claims": [claim(0, "Rain fell on the camp", "fell", "other")]})
QUICK = Llm(
    model="reader",
    seconds=0.4,
    first_wait=0.01,
    longest_wait=0.2,
    attempts=3,
    failures=3,
    max_bytes=20_000,
    price_in=2.0,
    price_out=10.0,
)
FIELDS = st.sampled_from(
    ["choices", "message", "content", "refusal", "finish_reason", "model", "usage", "prompt_tokens", "claims"]
)
ARTICLE = article("Rain fell on the camp. Forty tents were lost.")


def ask(server: Server, settings: Llm = QUICK, times: int = 1, key: str = KEY) -> list[Answer]:
    """The answers to a question asked so many times, one after the other."""
    asker = Asker(Endpoint(server.url + PATH, key), settings)
    body = request(ARTICLE, 0, 1, settings)

    async def all_of_them() -> Sequence[Answer]:
        return [(await asker((f"q-{n}", body)))[0] for n in range(times)]

    return list(asyncio.run(all_of_them()))


def by(behave: Behaviour, settings: Llm = QUICK) -> tuple[Answer, int]:
    """The answer to one question, and how often it was sent."""
    with serving(behave) as server:
        (answer,) = ask(server, settings)
        return answer, len(server.asked)


def test_an_answer_comes_with_its_version_tokens_and_cost() -> None:
    answer, sent = by(answering(GOOD))
    assert (answer.content, answer.problem, sent) == (GOOD, None, 1)
    assert (answer.model, answer.version) == ("reader", "reader-1-2031")
    assert (answer.tokens_in, answer.tokens_out) == (300, 40)
    assert answer.cost == pytest.approx(300 * 2e-6 + 40 * 10e-6)


def test_without_prices_nothing_is_said_of_costs() -> None:
    answer, _ = by(answering(GOOD), replace(QUICK, price_in=0.0, price_out=0.0))
    assert answer.content
    assert answer.cost is None


def test_what_is_sent_is_bound_to_the_schema_and_repeatable() -> None:
    with serving(answering(GOOD)) as server:
        ask(server, times=2)
        first, second = server.asked
        head = server.heads[0]
    assert first == second
    sent = json.loads(first)
    assert (sent["model"], sent["temperature"], sent["seed"]) == ("reader", 0, 1)
    form = sent["response_format"]["json_schema"]
    assert form["strict"] is True
    jsonschema.Draft202012Validator.check_schema(form["schema"])
    jsonschema.validate(json.loads(GOOD), form["schema"])
    assert head["path"] == "/v1/chat/completions"
    assert head["authorization"] == f"Bearer {KEY}"
    assert "Rain fell on the camp." in first.decode()
    assert ARTICLE.id not in first.decode()


def test_every_object_of_the_schema_is_closed_and_every_field_required() -> None:
    schema = told.schema()
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        assert sorted(part["required"]) == sorted(part["properties"])


def test_a_server_that_wants_no_key_is_sent_none() -> None:
    with serving(answering(GOOD)) as server:
        assert ask(server, key="")[0].content
        assert "authorization" not in {name.lower() for name in server.heads[0]}


# -- answers that cannot be used ------------------------------------------------------------------


def _claims(**changes: object) -> str:
    return json.dumps({"claims": [claim(0, "Rain fell on the camp", "fell", "other", **changes)]})


def _without(name: str) -> str:
    made = claim(0, "Rain", "Rain", "other")
    del made[name]
    return json.dumps({"claims": [made]})


@pytest.mark.parametrize(
    ("behave", "problem"),
    [
        (answering("I would rather tell you a story."), Problem.NOT_JSON),
        (answering('```json\n{"claims": []}\n```'), Problem.NOT_JSON),
        (answering('{"claims": ['), Problem.NOT_JSON),
        (answering(""), Problem.NOT_JSON),
        (answering("[" * 5000), Problem.NOT_OF_SCHEMA),
        (answering("{}"), Problem.NOT_OF_SCHEMA),
        (answering("[]"), Problem.NOT_OF_SCHEMA),
        (answering('{"claims": [], "note": "and more"}'), Problem.NOT_OF_SCHEMA),
        (answering(_claims(sentence="0")), Problem.NOT_OF_SCHEMA),
        (answering(_claims(kind="miracle")), Problem.NOT_OF_SCHEMA),
        (answering(_claims(modality="certain")), Problem.NOT_OF_SCHEMA),
        (answering(_claims(latitude=35.9)), Problem.NOT_OF_SCHEMA),
        (
            answering(_claims(figures=[{"quote": "x", "measure": "killed", "unit": "souls"}])),
            Problem.NOT_OF_SCHEMA,
        ),
        (answering(_without("polarity")), Problem.NOT_OF_SCHEMA),
        (answering(_claims(actor=[KEY])), Problem.NOT_OF_SCHEMA),
        (answering("", message={"refusal": "I cannot help with that."}), Problem.REFUSED),
        (answering(GOOD, finish_reason="content_filter"), Problem.REFUSED),
        (answering(GOOD[:40], finish_reason="length"), Problem.TRUNCATED),
    ],
)
def test_an_answer_that_cannot_be_used_is_said_to_be_so_and_its_tokens_count(
    behave: Behaviour, problem: Problem
) -> None:
    answer, sent = by(behave)
    assert (answer.problem, answer.content) == (problem, None)
    assert problem in UNUSABLE
    assert sent == 1  # the same would come of asking again
    assert (answer.tokens_in, answer.tokens_out) == (300, 40)
    assert KEY not in repr(answer)


@pytest.mark.parametrize("usage", [None, "free", {"prompt_tokens": -5}, {"prompt_tokens": 10**15}])
def test_an_unbelievable_count_of_tokens_is_not_believed(usage: object) -> None:
    answer, _ = by(answering(GOOD, usage=usage))
    assert answer.content == GOOD
    assert (answer.tokens_in, answer.tokens_out, answer.cost) == (0, 0, None)


@pytest.mark.parametrize("name", ["x" * 500, "line\nbreak", KEY, None])
def test_a_model_cannot_call_itself_anything(name: str | None) -> None:
    answer, _ = by(answering(GOOD, model=name))
    assert (answer.content, answer.version) == (GOOD, "")


def _large(handler: Handler, _request: Json, _turn: int) -> None:
    handler.reply(completion(GOOD + " " * 30_000))


def _endless(handler: Handler, _request: Json, _turn: int) -> None:
    handler.send_response(200)
    handler.send_header("transfer-encoding", "chunked")
    handler.end_headers()
    while not handler.server.ended.is_set():
        handler.wfile.write(b"400\r\n" + b" " * 1024 + b"\r\n")


@pytest.mark.parametrize("behave", [_large, _endless])
def test_a_reply_is_cut_off_at_the_limit(behave: Behaviour) -> None:
    answer, sent = by(behave)
    assert (answer.problem, sent) == (Problem.TOO_LARGE, 1)


# -- servers that fail ----------------------------------------------------------------------------


def _status(status: int, body: bytes = b"{}", **headers: str) -> Behaviour:
    return lambda handler, _request, _turn: handler.reply(body, status, **headers)


def _hang_up(handler: Handler, _request: Json, _turn: int) -> None:
    handler.close_connection = True


def _break_off(handler: Handler, _request: Json, _turn: int) -> None:
    handler.send_response(200)
    handler.send_header("content-length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def _nonsense(handler: Handler, _request: Json, _turn: int) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n")
    handler.close_connection = True


@pytest.mark.parametrize(
    ("behave", "problem", "attempts"),
    [
        (_status(500), Problem.SERVER_ERROR, 3),
        (_status(503, retry_after="0"), Problem.SERVER_ERROR, 3),
        (_status(200, b"<html>Please log in</html>"), Problem.SERVER_ERROR, 3),
        (_status(200, b'{"choices": []}'), Problem.SERVER_ERROR, 3),
        (_status(200, b'{"choices": [{"message": {"content": "\\ud800"}}]}'), Problem.SERVER_ERROR, 3),
        (_status(200, b'{"extra": ' + b"[" * 9_000 + b"]" * 9_000 + b"}"), Problem.SERVER_ERROR, 3),
        (_status(200, gzip.compress(completion(GOOD)), content_encoding="gzip"), Problem.SERVER_ERROR, 3),
        (_hang_up, Problem.UNREACHABLE, 3),
        (_break_off, Problem.UNREACHABLE, 3),
        (_nonsense, Problem.UNREACHABLE, 3),
        (_status(429), Problem.RATE_LIMITED, 3),
        (_status(429, retry_after="0.01"), Problem.RATE_LIMITED, 3),
        (_status(429, retry_after="3600"), Problem.RATE_LIMITED, 1),
        (_status(400), Problem.WRONG_REQUEST, 1),
        (_status(413), Problem.WRONG_REQUEST, 1),
        (_status(401), Problem.NOT_ALLOWED, 1),
        (_status(402), Problem.NOT_ALLOWED, 1),
        (_status(403), Problem.NOT_ALLOWED, 1),
        (_status(404), Problem.NOT_ALLOWED, 1),
    ],
)
def test_a_server_that_fails_is_asked_again_only_where_that_may_help(
    behave: Behaviour, problem: Problem, attempts: int
) -> None:
    answer, sent = by(behave)
    assert (answer.problem, sent) == (problem, attempts)
    assert answer.tokens_in == 0
    assert answer.cost is None


@pytest.mark.parametrize("failing", [_status(429, retry_after="0"), _status(502), _hang_up])
def test_a_failure_that_passes_costs_nothing_but_time(failing: Behaviour) -> None:
    def twice(handler: Handler, sent: Json, turn: int) -> None:
        (failing if turn < 3 else answering(GOOD))(handler, sent, turn)

    answer, sent = by(twice)
    assert (answer.content, sent) == (GOOD, 3)


def _silent(handler: Handler, _request: Json, _turn: int) -> None:
    handler.server.ended.wait()


def _drip_head(handler: Handler, _request: Json, _turn: int) -> None:
    handler.drip(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-long: " + b"y" * 3000)


def _drip_body(handler: Handler, _request: Json, _turn: int) -> None:
    body = completion(GOOD)
    handler.send_response(200)
    handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    handler.drip(body)


@pytest.mark.parametrize("behave", [_silent, _drip_head, _drip_body])
def test_a_server_that_takes_its_time_is_cut_off_as_a_whole(behave: Behaviour) -> None:
    began = time.monotonic()
    answer, sent = by(behave, replace(QUICK, attempts=2))
    assert (answer.problem, sent) == (Problem.TIMED_OUT, 2)
    assert time.monotonic() - began < 5


def test_nobody_there_is_said_in_words() -> None:
    with serving(answering(GOOD)) as server:
        pass
    (answer,) = ask(server)
    assert answer.problem is Problem.UNREACHABLE


def test_a_redirect_is_not_followed_so_the_key_goes_nowhere_else() -> None:
    with serving(answering(GOOD)) as elsewhere:
        answer, sent = by(_status(307, location=f"{elsewhere.url}/chat/completions"))
        assert (answer.problem, sent) == (Problem.NOT_ALLOWED, 1)
        assert elsewhere.asked == []


def test_proxies_of_the_environment_see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answering(GOOD)) as proxy, serving(answering(GOOD)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert ask(server)[0].content == GOOD
        assert proxy.asked == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=12,
)


def test_whatever_a_server_replies_it_is_an_answer_or_one_of_the_problems_known() -> None:
    @settings(max_examples=80, deadline=None)
    @given(
        st.one_of(
            st.binary(max_size=60),
            ANYTHING.map(lambda reply: json.dumps(reply).encode()),
            ANYTHING.map(lambda content: completion(json.dumps(content))),
            ANYTHING.map(lambda told: completion(json.dumps({"claims": [told]}))),
            ANYTHING.map(lambda usage: completion(GOOD, usage=usage)),
        )
    )
    def replies(body: bytes) -> None:
        server.behave = lambda handler, _request, _turn: handler.reply(body)
        (answer,) = ask(server, replace(QUICK, attempts=1))
        assert answer.problem is not Problem.FAILED
        assert (answer.content is None) == (answer.problem is not None)

    with serving(answering(GOOD)) as server:
        replies()


# -- what one question learns for the others ------------------------------------------------------


@pytest.mark.parametrize("behave", [_status(401), _status(429, retry_after="3600")])
def test_what_fails_for_all_is_asked_once(behave: Behaviour) -> None:
    with serving(behave) as server:
        first, *others = ask(server, times=4)
        assert len(server.asked) == 1
    assert first.problem in (Problem.NOT_ALLOWED, Problem.RATE_LIMITED)
    assert {a.problem for a in others} == {Problem.NOT_ASKED}
    assert Problem.NOT_ASKED in PASSING


def test_after_failures_in_a_row_no_more_is_asked() -> None:
    with serving(_status(500)) as server:
        answers = ask(server, replace(QUICK, attempts=1), times=6)
        assert len(server.asked) == QUICK.failures
    assert [a.problem for a in answers] == [Problem.SERVER_ERROR] * 3 + [Problem.NOT_ASKED] * 3


def test_refusals_do_not_count_as_failures_of_the_server() -> None:
    with serving(answering("", message={"refusal": "no"})) as server:
        answers = ask(server, times=5)
    assert {a.problem for a in answers} == {Problem.REFUSED}


def test_questions_wait_as_long_as_a_server_asks_even_those_it_did_not_tell() -> None:
    def limited(handler: Handler, sent: Json, turn: int) -> None:
        at.append(time.monotonic())
        (_status(429, retry_after="0.15") if turn == 1 else answering(GOOD))(handler, sent, turn)

    at: list[float] = []
    with serving(limited) as server:
        asker = Asker(Endpoint(server.url + PATH, KEY), QUICK)
        body = request(ARTICLE, 0, 1, QUICK)

        async def first_and_later() -> list[Answer]:
            first = asyncio.create_task(asker(("q-1", body)))
            while not asker.waiting:
                await asyncio.sleep(0)
            return [*(await asker(("q-2", body))), *(await first)]

        answers = asyncio.run(first_and_later())
    assert [a.content for a in answers] == [GOOD, GOOD]
    assert min(at[1:]) - at[0] >= 0.14


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, None), ("", None), ("7", 7.0), ("0.5", 0.5), ("-3", None), ("soon", None), ("9" * 40, None)],
)
def test_the_wait_that_a_server_asks_for_is_read(header: str | None, seconds: float | None) -> None:
    assert wait_asked(header) == seconds


@given(st.text(max_size=40) | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d\d:\d\d:\d\d [+-]?\w+"))
def test_any_header_is_a_wait_or_none(header: str) -> None:
    assert (wait_asked(header) or 0.0) >= 0.0


def test_a_wait_may_be_given_as_a_date() -> None:
    later = datetime.now(UTC) + timedelta(seconds=90)
    assert wait_asked(format_datetime(later, usegmt=True)) == pytest.approx(90, abs=5)
    assert wait_asked("Sun, 06 Nov 1994 08:49:37 GMT") == 0.0


# -- the key --------------------------------------------------------------------------------------


@pytest.mark.parametrize("behave", [answering(GOOD), _status(401), _hang_up, _silent])
def test_the_key_is_never_logged_nor_kept(behave: Behaviour, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(behave) as server:
        endpoint = Endpoint(server.url + PATH, KEY)
        (answer,) = ask(server, replace(QUICK, attempts=1))
    assert KEY not in caplog.text
    assert KEY not in repr(answer) + repr(endpoint) + str(endpoint)
