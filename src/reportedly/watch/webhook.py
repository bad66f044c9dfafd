"""Telling another program which findings changed, in the form of Standard Webhooks (standardwebhooks.com).

Each delivery is signed with HMAC-SHA256 over its id, its time and its body. It is sent again, under the
same id, until it is taken; the place in the log of changes up to which the other side was told moves on
only then.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportedly import __version__
from reportedly.errors import SettingsError
from reportedly.records import RejectReason, make_id
from reportedly.store.fetches import Changed
from reportedly.watch.door import host_of, parsed
from reportedly.watch.fetching import Fetcher
from reportedly.watch.trouble import Trouble

SECRET = "REPORTEDLY_WEBHOOK_SECRET"  # noqa: S105 - where it is, not what it is
PREFIX = "whsec_"
SHORTEST = 16  # bytes of a secret
AT_ONCE = 100  # findings in one delivery


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to, signed with which key, and where findings can be looked at (`desk`), if anywhere."""

    url: str
    key: bytes = field(repr=False)
    desk: str | None = None

    @classmethod
    def of(cls, url: str, environment: Mapping[str, str], desk: str | None, *, plain: bool) -> Hook:
        """Raises SettingsError, in words that do not repeat the secret. `plain`: http will do."""
        try:
            at = parsed(url)
        except Trouble as trouble:
            raise SettingsError(f"--webhook {trouble.detail}") from trouble
        if (at.scheme != "https" and not (plain and at.scheme == "http")) or not at.host:
            raise SettingsError("--webhook must begin with https:// (http:// only with --allow-private)")
        return cls(str(at), _key(environment.get(SECRET, "")), desk.rstrip("/") if desk else None)

    def body(self, changes: Sequence[Changed]) -> bytes:
        """What is told of these changes: the same bytes for the same changes."""
        told = {
            "type": "findings.changed",
            "timestamp": max(c.at for c in changes),
            "data": {"program": f"reportedly {__version__}", "findings": [self._finding(c) for c in changes]},
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    def _finding(self, change: Changed) -> dict[str, object]:
        link = f"{self.desk}/findings/{change.finding}" if self.desk and change.what != "gone" else None
        return {
            "id": change.finding,
            "entry": change.entry,
            "change": change.what,
            "kind": change.kind,
            "headline": change.headline,
            "status": change.status,
            "origins": change.origins,
            "story": change.story,
            "link": link,
        }

    def headers(self, body: bytes, now: float) -> dict[str, str]:
        """The id of the delivery, when it is made, and the signature."""
        name, at = make_id("msg", body.decode()), str(int(now))
        signed = hmac.new(self.key, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
        return {
            "content-type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": at,
            "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        }

    async def deliver(self, body: bytes, fetcher: Fetcher, now: float) -> None:
        """Raises Trouble unless it is taken. Redirects are not followed."""
        at = parsed(self.url)
        reply = await fetcher.post(at, body, self.headers(body, now))
        if not 200 <= reply.status < 300:
            raise Trouble(RejectReason.DECLINED, f"{host_of(at)} does not take it", status=reply.status)


def _key(secret: str) -> bytes:
    """A secret as bytes: base64 after whsec_, as others make them, or any text."""
    secret = secret.strip()
    try:
        key = (
            base64.b64decode(secret.removeprefix(PREFIX), validate=True)
            if PREFIX in secret
            else secret.encode()
        )
    except binascii.Error as error:
        raise SettingsError(f"{SECRET} has no base64 after {PREFIX}") from error
    if len(key) < SHORTEST:
        raise SettingsError(
            f"set {SECRET} to a secret of {SHORTEST} bytes or more; deliveries are signed with it"
        )
    return key
