"""Asking a language model over HTTP, with an endpoint that may be slow, busy, broken or hostile.

Every attempt is bounded in time as a whole (a server that drips is cut off) and in bytes. What passes by
itself is tried again with growing waits, or after the wait that the server names; what will fail for every
question alike, or has failed for several in a row, ends the asking for this run. Redirects are not followed,
proxies and passwords of the environment not used: key and text go to the one address that was set. No
word of a reply but the model's answer and name goes anywhere.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import httpx
import msgspec
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from reportedly import __version__
from reportedly.config import Llm
from reportedly.llm.endpoint import NAME, Endpoint
from reportedly.llm.told import read_answer
from reportedly.records import PASSING, Answer, Id, Problem
from reportedly.retry_after import wait_asked

AGAIN = frozenset({Problem.UNREACHABLE, Problem.TIMED_OUT, Problem.RATE_LIMITED, Problem.SERVER_ERROR})
FOR_ALL = frozenset({Problem.NOT_ALLOWED})  # wrong for one question, wrong for every other
NOT_ALLOWED = {
    401: "the key is not taken",
    402: "the account has no credit",
    403: "the key may not use this model",
    404: "there is no such address or model",
}
MOST_TOKENS = 10**9  # that a reply is believed to have cost


class Trouble(Exception):
    """An attempt that gave no usable answer. `after` is how long the server asks to wait, in seconds."""

    def __init__(
        self, problem: Problem, detail: str, after: float | None = None, tokens: tuple[int, int] = (0, 0)
    ) -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail
        self.after = after
        self.tokens = tokens


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Reply(msgspec.Struct, frozen=True):
    """What is read of a chat completion."""

    choices: list[_Choice]
    model: str | None = None
    usage: Any = None


@dataclass(slots=True)
class Asker:
    """Asks questions, several at a time, in one event loop. Made once a run, since what one question learns
    of the endpoint holds for the others."""

    endpoint: Endpoint
    settings: Llm
    _failed: int = 0  # questions in a row
    _closed: Trouble | None = None
    _quiet_until: float = 0.0  # by the clock of the event loop

    @property
    def waiting(self) -> bool:
        """Whether the server has asked for a pause that is not over."""
        return self._quiet_until > asyncio.get_running_loop().time()

    async def __call__(self, question: tuple[Id, bytes]) -> list[Answer]:
        """The answer to a question, or what kept it from being had. Raises nothing."""
        id_, body = question
        plain = Answer(id_, self.settings.model)
        try:
            answer = await self._patiently(plain, body)
        except Trouble as trouble:
            return [self._without(plain, trouble)]
        except Exception as error:  # whatever a hostile reply hits in a library must not end the run
            return [self._without(plain, Trouble(Problem.FAILED, f"a defect: {type(error).__name__}"))]
        self._failed = 0
        return [answer]

    def _without(self, plain: Answer, trouble: Trouble) -> Answer:
        self._learn(trouble)
        return self._priced(replace(plain, problem=trouble.problem, detail=trouble.detail), trouble.tokens)

    async def _patiently(self, plain: Answer, body: bytes) -> Answer:
        """An answer after as many attempts as may be."""
        known = self.settings
        retrying = AsyncRetrying(
            retry=retry_if_exception(self._may_pass),
            stop=stop_after_attempt(max(1, known.attempts)),
            wait=self._wait,
            reraise=True,
        )
        answer: Answer = await retrying(self._once, plain, body)
        return answer

    def _may_pass(self, error: BaseException) -> bool:
        return (
            isinstance(error, Trouble)
            and error.problem in AGAIN
            and (error.after or 0.0) <= self.settings.longest_wait
        )

    def _wait(self, state: RetryCallState) -> float:
        """Seconds to the next attempt: growing, and at least what the server asked for."""
        known, error = self.settings, state.outcome.exception() if state.outcome else None
        grown = wait_exponential_jitter(
            multiplier=known.first_wait, max=known.longest_wait, jitter=known.first_wait
        )(state)
        asked = error.after if isinstance(error, Trouble) and error.after else 0.0
        if asked:
            self._quiet_until = max(self._quiet_until, asyncio.get_running_loop().time() + asked)
        return max(grown, asked)

    def _learn(self, trouble: Trouble) -> None:
        """Close the endpoint for this run where no other question would fare better."""
        self._failed = self._failed + 1 if trouble.problem in PASSING else 0
        impatient = (trouble.after or 0.0) > self.settings.longest_wait
        if trouble.problem in FOR_ALL or impatient or self._failed >= self.settings.failures:
            self._closed = self._closed or trouble

    async def _once(self, plain: Answer, body: bytes) -> Answer:
        """One attempt."""
        await asyncio.sleep(max(0.0, self._quiet_until - asyncio.get_running_loop().time()))
        if self._closed is not None:
            raise Trouble(Problem.NOT_ASKED, f"after others had failed: {self._closed.detail}")
        try:
            async with asyncio.timeout(self.settings.seconds):
                reply = await self._post(body)
        except TimeoutError as error:
            raise Trouble(Problem.TIMED_OUT, f"not there within {self.settings.seconds:g} s") from error
        except httpx.HTTPError as error:
            raise Trouble(Problem.UNREACHABLE, type(error).__name__) from error
        return self._understood(plain, reply)

    async def _post(self, body: bytes) -> bytes:
        headers = {
            "content-type": "application/json",
            "accept": "application/json",
            "accept-encoding": "identity",
            "user-agent": f"reportedly/{__version__}",
        }
        if self.endpoint.key:
            headers["authorization"] = f"Bearer {self.endpoint.key}"
        async with (
            httpx.AsyncClient(verify=_trust(), trust_env=False, timeout=None) as client,  # noqa: S113 - bounded as a whole, above
            client.stream("POST", self.endpoint.url, content=body, headers=headers) as response,
        ):
            _check_status(response)
            received = bytearray()
            async for piece in response.aiter_raw():
                received += piece
                if len(received) > self.settings.max_bytes:
                    raise Trouble(Problem.TOO_LARGE, f"more than {self.settings.max_bytes:,} bytes")
            return bytes(received)

    def _understood(self, plain: Answer, body: bytes) -> Answer:
        """The answer in a reply. Raises Trouble where it has none that can be used."""
        try:
            reply = msgspec.json.decode(body, type=_Reply)
            choice = reply.choices[0]
        except (msgspec.DecodeError, RecursionError, UnicodeError, IndexError) as error:
            raise Trouble(Problem.SERVER_ERROR, "the reply is no chat completion") from error
        tokens = _tokens(reply.usage)
        content = choice.message.content or ""
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise Trouble(Problem.REFUSED, "the model or its filter declined", tokens=tokens)
        if choice.finish_reason == "length":
            raise Trouble(
                Problem.TRUNCATED, f"longer than {self.settings.max_tokens:,} tokens", tokens=tokens
            )
        try:
            read_answer(content)
        except msgspec.ValidationError as error:
            raise Trouble(Problem.NOT_OF_SCHEMA, "JSON of another form", tokens=tokens) from error
        except msgspec.DecodeError as error:
            raise Trouble(Problem.NOT_JSON, "the answer is no JSON", tokens=tokens) from error
        if self.endpoint.key and self.endpoint.key in content:
            raise Trouble(Problem.NOT_OF_SCHEMA, "the answer repeats the key", tokens=tokens)
        version = reply.model or ""
        fit = NAME.fullmatch(version) and not (self.endpoint.key and self.endpoint.key in version)
        return self._priced(replace(plain, content=content, version=version if fit else ""), tokens)

    def _priced(self, answer: Answer, tokens: tuple[int, int]) -> Answer:
        read, written = tokens
        rates = self.settings.price_in, self.settings.price_out
        reckoned = any(rates) and any(tokens)
        cost = (read * rates[0] + written * rates[1]) / 1_000_000 if reckoned else None
        return replace(answer, tokens_in=read, tokens_out=written, cost=cost)


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The authorities whose certificates are taken; reading them takes longer than a request."""
    return httpx.create_ssl_context()


def _check_status(response: httpx.Response) -> None:
    """Raises Trouble unless the status is 200 and the body is sent as it is."""
    status = response.status_code
    said = f"status {status}"
    if status == 429:
        raise Trouble(Problem.RATE_LIMITED, said, after=wait_asked(response.headers.get("retry-after")))
    if status >= 500 or status in (408, 409, 425):
        raise Trouble(Problem.SERVER_ERROR, said, after=wait_asked(response.headers.get("retry-after")))
    if 300 <= status < 400:
        raise Trouble(Problem.NOT_ALLOWED, f"{said}: redirects are not followed")
    if status in NOT_ALLOWED:
        raise Trouble(Problem.NOT_ALLOWED, f"{said}: {NOT_ALLOWED[status]}")
    if status != 200:
        raise Trouble(Problem.WRONG_REQUEST, said)
    if response.headers.get("content-encoding", "identity") != "identity":
        raise Trouble(Problem.SERVER_ERROR, "a compressed reply, which was not asked for")


def _tokens(usage: Any) -> tuple[int, int]:
    """What a reply says it cost, in tokens read and written; nothing where that cannot be."""
    try:
        counted = msgspec.convert(usage, _Usage)
    except msgspec.ValidationError:
        return 0, 0
    read, written = counted.prompt_tokens, counted.completion_tokens
    return (read, written) if 0 <= read <= MOST_TOKENS and 0 <= written <= MOST_TOKENS else (0, 0)
