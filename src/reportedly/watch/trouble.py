"""Why something could not be fetched, and whether it may pass."""

from __future__ import annotations

from reportedly.errors import RejectedInput
from reportedly.records import RejectReason


class Trouble(Exception):
    """A request that gave nothing. `passing`: trying again later may go better. `after`: the pause in seconds
    that the server asks for. `host` is who failed, at the end of all redirects."""

    def __init__(
        self,
        reason: RejectReason,
        detail: str,
        *,
        passing: bool = False,
        after: float | None = None,
        status: int | None = None,
        host: str = "",
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.passing = passing
        self.after = after
        self.status = status
        self.host = host


def trouble_of(error: Exception) -> Trouble:
    """What an error comes to: one bad feed, page or hook must not end the watching of the others."""
    if isinstance(error, Trouble):
        return error
    if isinstance(error, RejectedInput):
        return Trouble(error.reason, error.detail, status=200)
    words = f"{type(error).__name__}: {error}. This is a defect: please report it with the address"
    return Trouble(RejectReason.FAILED, words)
