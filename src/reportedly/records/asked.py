"""What a language model is asked of articles, what it answers, and what of that they do not bear out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from reportedly.records.ids import Id


class Problem(StrEnum):
    """Why a question has no usable answer. A closed list: programs count by it."""

    UNREACHABLE = "unreachable"  # no connection, or it broke off
    TIMED_OUT = "timed_out"  # not answered in full within the time
    RATE_LIMITED = "rate_limited"  # status 429, again and again or for too long
    SERVER_ERROR = "server_error"  # status 5xx, or a reply that is not of the API's form
    NOT_ALLOWED = "not_allowed"  # key, account, model or address is wrong, or the address moved
    NOT_ASKED = "not_asked"  # the endpoint had failed for others before it
    FAILED = "failed"  # a defect of ours
    WRONG_REQUEST = "wrong_request"  # the endpoint says that it cannot take the request
    TOO_LARGE = "too_large"  # the reply is longer than the limit
    NOT_JSON = "not_json"  # the answer is not JSON
    NOT_OF_SCHEMA = "not_of_schema"  # the answer is JSON of another form than was asked for
    REFUSED = "refused"  # the model or a filter declined
    TRUNCATED = "truncated"  # the answer ended at the limit of tokens
    TOO_LONG = "too_long"  # the article needs more questions than the limit


MODEL = "model "  # what the `rule` of claims and attributions begins with that a model has read
# Nothing was wrong with the question: it is asked again by every run until it is answered.
PASSING = frozenset(
    {
        Problem.UNREACHABLE,
        Problem.TIMED_OUT,
        Problem.RATE_LIMITED,
        Problem.SERVER_ERROR,
        Problem.NOT_ALLOWED,
        Problem.NOT_ASKED,
        Problem.FAILED,
    }
)
# Asked again by a few runs, since each asking is paid for and the same is likely to come of it.
UNUSABLE = frozenset(
    {
        Problem.WRONG_REQUEST,
        Problem.TOO_LARGE,
        Problem.NOT_JSON,
        Problem.NOT_OF_SCHEMA,
        Problem.REFUSED,
        Problem.TRUNCATED,
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """The sentences `first` to `last` (numbers, inclusive) of an article, as a model is asked about them.

    `id` is a hash of the whole request, the model's name in it: equal questions are one.
    """

    id: Id
    article: Id
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking a question. `content` is the model's JSON, None where there is a `problem`.

    `version` is what the endpoint calls the model. Tokens are as the endpoint counts them (0 where it does
    not), `cost` at the prices set when it was asked, None where none were.
    """

    question: Id
    model: str
    version: str = ""
    content: str | None = None
    problem: Problem | None = None
    detail: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """What questions to one model came to: usable answers, tokens, cost (None where no prices were set)."""

    model: str
    answered: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None


def since(before: Sequence[Spent], now: Sequence[Spent]) -> tuple[Spent, ...]:
    """What was spent between two states of a store, on each model on which anything was."""
    old = {s.model: s for s in before}
    found = []
    for s in now:
        o = old.get(s.model, Spent(s.model))
        cost = None if s.cost is None else s.cost - (o.cost or 0.0)
        tokens = s.tokens_in - o.tokens_in, s.tokens_out - o.tokens_out
        made = Spent(s.model, s.answered - o.answered, *tokens, cost if any(tokens) else None)
        if made != Spent(s.model):
            found.append(made)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Undone:
    """An article that the model was to read and has not, and why."""

    article: Id
    problem: Problem
    detail: str


UnfoundedPart = Literal[
    "sentence",
    "quote",
    "trigger",
    "speaker",
    "cue",
    "actor",
    "recipient",
    "instrument",
    "place",
    "time",
    "figure",
]


@dataclass(frozen=True, slots=True)
class Unfounded:
    """Words that a model gave as the article's and that do not stand where it said.

    Without its `sentence`, `quote`, `trigger` or `speaker`, or a `cue` that alone made it hearsay, the whole
    claim was rejected; other parts were left out of it. `words` are the model's, cut to 200 characters: no
    quotation of anything.
    """

    article: Id
    sentence: int
    kind: str
    part: UnfoundedPart
    words: str
