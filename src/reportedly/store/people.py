"""Users of the desk, their sessions and tokens, the log of what they did, and what they saw last.

Every change is a short transaction of its own and needs no write lock: people come and go while a run writes.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, Table, delete, func, insert, select, update
from sqlalchemy.engine import Row

from reportedly.instants import now
from reportedly.records.people import Entry, Session, Token, User
from reportedly.store import schema
from reportedly.store.engine import writing


class People:
    """Reads and writes them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # -- users ------------------------------------------------------------------------------------

    def users(self) -> list[User]:
        """All users, closed ones too, by name."""
        with self._engine.connect() as db:
            return [User(*row) for row in db.execute(select(schema.users).order_by(schema.users.c.name))]

    def user(self, name: str) -> User | None:
        with self._engine.connect() as db:
            row = db.execute(select(schema.users).where(schema.users.c.name == name)).first()
            return User(*row) if row else None

    def any_open(self) -> bool:
        """Whether there is a user who may come in."""
        open_ones = select(func.count()).select_from(schema.users).where(schema.users.c.closed_at.is_(None))
        with self._engine.connect() as db:
            return db.execute(open_ones).scalar_one() > 0

    def keep(self, user: User) -> None:
        """Add a user, or put another state of them in the place of the one before; one who is closed, or has
        another password, is logged out everywhere."""
        with writing(self._engine).begin() as db:
            before = db.execute(select(schema.users).where(schema.users.c.name == user.name)).first()
            row = {
                "name": user.name,
                "role": user.role,
                "password": user.password,
                "since": user.since,
                "closed_at": user.closed_at,
            }
            if before is None:
                db.execute(insert(schema.users), [row])
                return
            db.execute(update(schema.users).where(schema.users.c.name == user.name).values(**row))
            if user.closed_at or before.password != user.password:
                db.execute(delete(schema.sessions).where(schema.sessions.c.user == user.name))
            if user.closed_at:
                db.execute(delete(schema.tokens).where(schema.tokens.c.user == user.name))

    # -- sessions and tokens ----------------------------------------------------------------------

    def open_session(self, session: Session) -> None:
        with writing(self._engine).begin() as db:
            db.execute(delete(schema.sessions).where(schema.sessions.c.until < now()))
            db.execute(insert(schema.sessions), [_row(schema.sessions, session)])

    def session(self, key: str) -> tuple[Session, User] | None:
        """A session that has not ended, and whose it is."""
        s, u = schema.sessions, schema.users
        query = select(s, u).join(u, u.c.name == s.c.user).where(s.c.key == key, s.c.until >= now())
        return self._held(query, Session, 4)

    def close_session(self, key: str) -> None:
        with writing(self._engine).begin() as db:
            db.execute(delete(schema.sessions).where(schema.sessions.c.key == key))

    def add_token(self, token: Token) -> None:
        with writing(self._engine).begin() as db:
            db.execute(
                insert(schema.tokens), [{**_row(schema.tokens, token), "scopes": " ".join(token.scopes)}]
            )

    def tokens(self, user: str) -> list[Token]:
        t = schema.tokens
        with self._engine.connect() as db:
            return [_token(r) for r in db.execute(select(t).where(t.c.user == user).order_by(t.c.name))]

    def token(self, key: str) -> tuple[Token, User] | None:
        """A token that has not run out, and whose it is."""
        t, u = schema.tokens, schema.users
        query = select(t, u).join(u, u.c.name == t.c.user).where(t.c.key == key, u.c.closed_at.is_(None))
        with self._engine.connect() as db:
            row = db.execute(query).first()
        if row is None or (row.until is not None and row.until < now()):
            return None
        return _token(row), User(*row[6:])

    def let_in(self) -> set[str]:
        """The keys of all sessions and tokens that somebody may come in with now."""
        s, t, u, moment = schema.sessions, schema.tokens, schema.users, now()
        sessions = select(s.c.key).join(u, u.c.name == s.c.user).where(s.c.until >= moment)
        tokens = select(t.c.key).join(u, u.c.name == t.c.user)
        tokens = tokens.where(t.c.until.is_(None) | (t.c.until >= moment))
        with self._engine.connect() as db:
            return {
                key
                for keys in (sessions, tokens)
                for key in db.execute(keys.where(u.c.closed_at.is_(None))).scalars()
            }

    def drop_token(self, user: str, name: str) -> bool:
        """Whether there was one."""
        t = schema.tokens
        with writing(self._engine).begin() as db:
            return db.execute(delete(t).where(t.c.user == user, t.c.name == name)).rowcount > 0

    def _held(self, query: object, kind: type[Session], width: int) -> tuple[Session, User] | None:
        with self._engine.connect() as db:
            row = db.execute(query).first()  # type: ignore[call-overload]
        if row is None:
            return None
        user = User(*row[width:])
        return None if user.closed_at else (kind(*row[:width]), user)

    # -- the log ----------------------------------------------------------------------------------

    def note(self, by: str, what: str, about: str = "", address: str = "") -> None:
        """Write a line into the log."""
        row = {"at": now(), "by": by[:100], "what": what, "about": about[:500], "address": address[:100]}
        with writing(self._engine).begin() as db:
            db.execute(insert(schema.audit), [row])

    def log(self, before: int | None = None, most: int = 100) -> list[Entry]:
        """The last lines of the log, or the last before a number; the newest first."""
        a = schema.audit
        query = select(a).order_by(a.c.number.desc()).limit(most)
        if before is not None:
            query = query.where(a.c.number < before)
        with self._engine.connect() as db:
            return [Entry(*row) for row in db.execute(query)]

    # -- what somebody saw last -------------------------------------------------------------------

    def looked(self, person: str) -> str | None:
        """When somebody last said that they had seen everything; None: never."""
        t = schema.looks
        with self._engine.connect() as db:
            return db.execute(select(t.c.at).where(t.c.person == person)).scalar()

    def look(self, person: str, at: str) -> None:
        """Somebody has seen everything up to an instant."""
        with writing(self._engine).begin() as db:
            db.execute(delete(schema.looks).where(schema.looks.c.person == person))
            db.execute(insert(schema.looks), [{"person": person, "at": at}])


def _row(table: Table, record: object) -> dict[str, object]:
    return {c.name: getattr(record, c.name) for c in table.c}


def _token(row: Row[tuple[object, ...]]) -> Token:
    values: Sequence[object] = row[:6]
    key, user, name, scopes, since, until = values
    return Token(str(key), str(user), str(name), tuple(str(scopes).split()), str(since), until)  # type: ignore[arg-type]
