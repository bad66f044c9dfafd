"""Texts of articles, for spans to be checked against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Engine, select

from reportedly.records import Id
from reportedly.store import schema


class Texts(Mapping[Id, str]):
    """Texts by the id of the article, each read when it is first asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[Id, str] = {}

    def __getitem__(self, id: Id) -> str:  # noqa: A002
        if id not in self._known:
            with self._engine.connect() as db:
                text = db.execute(select(schema.articles.c.text).where(schema.articles.c.id == id)).scalar()
            if text is None:
                raise KeyError(id)
            self._known[id] = text
        return self._known[id]

    def __iter__(self) -> Iterator[Id]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
