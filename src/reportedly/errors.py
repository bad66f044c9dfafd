"""Every error `reportedly` raises on purpose.

ReportedlyError
├── SettingsError      a setting is unknown, mistyped or out of range
├── StoreError         the database cannot be opened, is newer than this program, or breaks an invariant
│   ├── Busy           another process is writing to the database
│   └── SpanError      a span does not quote its article's text
├── ModelError         a model is missing, or its weights are not the ones pinned
├── RuleError          a rule, lexicon or ontology file does not fit its schema
├── JudgementError     a judgement makes no sense, and was not kept
├── RejectedInput      one input cannot be taken; carries the reason that becomes a Reject
└── NotFound           an id that was asked for is not in the store
"""

from reportedly.records import RejectReason


class ReportedlyError(Exception):
    """The base of every error below. Its text is meant for a person."""


class SettingsError(ReportedlyError):
    """A setting is unknown, mistyped or out of range."""


class StoreError(ReportedlyError):
    """The database cannot be opened, is newer than this program, or an invariant broke."""


class Busy(StoreError):
    """Another process is writing to the database."""


class SpanError(StoreError):
    """A span does not quote its article's text."""


class ModelError(ReportedlyError):
    """A model is missing, or its weights are not the ones pinned."""


class RuleError(ReportedlyError):
    """A rule, lexicon or ontology file does not fit its schema."""


class JudgementError(ReportedlyError):
    """A judgement makes no sense, and was not kept."""


class RejectedInput(ReportedlyError):
    """One input cannot be taken. The runner turns it into a `Reject` and goes on."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class NotFound(ReportedlyError):
    """An id that was asked for is not in the store."""
