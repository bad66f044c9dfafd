"""Users: made, let in, and sent away. Passwords are kept as Argon2id hashes (RFC 9106), what browsers and
programs hold only as SHA-256 of 256 random bits."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from reportedly.errors import ReportedlyError
from reportedly.instants import instant, now
from reportedly.records.people import RoleName, Scope, Session, Token, User
from reportedly.store.people import People

SHORTEST = 12  # characters of a password; length counts, not kinds of characters (NIST SP 800-63B)
LONGEST = 1_000  # hashing takes longer the longer it is
LASTS = timedelta(hours=12)  # a session
NAME_LONGEST = 100
HASHER = PasswordHasher()
# Somebody unknown takes as long to refuse as somebody known.
NOBODY = HASHER.hash(secrets.token_urlsafe())


class AccountError(ReportedlyError):
    """A user cannot be made or changed so."""


def add(people: People, name: str, role: RoleName, password: str) -> User:
    """Make a user, or open one anew who was closed. Raises AccountError when there is one, or the name or the
    password will not do."""
    name = name.strip()
    if not name or len(name) > NAME_LONGEST or any(not c.isprintable() for c in name):
        raise AccountError(f"a name has 1 to {NAME_LONGEST} characters that can be shown")
    known = people.user(name)
    if known is not None and known.closed_at is None:
        raise AccountError(f"there is a user {name} already")
    made = User(name, role, hashed(password), known.since if known else now())
    people.keep(made)
    return made


def hashed(password: str) -> str:
    """Raises AccountError for a password that is too short, or absurdly long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"a password has at least {SHORTEST} characters; a few words will do")
    return HASHER.hash(password)


def let_in(people: People, name: str, password: str) -> str | None:
    """A session for whoever has this password: what their browser is to hold, or None. Takes a twentieth of a
    second either way."""
    user = people.user(name)
    known = user if user is not None and user.closed_at is None else None
    try:
        HASHER.verify(known.password if known else NOBODY, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return None
    if known is None:
        return None
    held = secrets.token_urlsafe(32)
    begin = datetime.now(UTC)
    people.open_session(Session(key_of(held), known.name, instant(begin), instant(begin + LASTS)))
    return held


def give_token(people: People, user: str, name: str, scopes: tuple[Scope, ...], days: int | None) -> str:
    """A new token of a user for a program; it is shown this once. Raises AccountError where it cannot be."""
    if people.user(user) is None:
        raise AccountError(f"there is no user {user}")
    if any(t.name == name for t in people.tokens(user)):
        raise AccountError(f"{user} has a token {name} already; take it back first, or choose another name")
    held = "rpt_" + secrets.token_urlsafe(32)
    ends = instant(datetime.now(UTC) + timedelta(days=days)) if days else None
    people.add_token(Token(key_of(held), user, name, tuple(sorted(set(scopes))), now(), ends))
    return held


def key_of(held: str) -> str:
    """What is kept of what a browser or program holds."""
    return hashlib.sha256(held.encode()).hexdigest()


def form_key(held: str) -> str:
    """What every form of a session carries, so that no other site can post one (synchroniser token)."""
    return hmac.new(held.encode(), b"forms", "sha256").hexdigest()
