"""What language models were asked of the articles of a database, and what came of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import Engine, case, func, select

from reportedly.records import PASSING, UNUSABLE, Answer, Id, Problem, Spent, Undone
from reportedly.store import schema
from reportedly.store.batching import batches

QUESTIONS, ANSWERS = schema.DERIVED["questions"].table.c, schema.answers.c


class Asked:
    """Reads questions and answers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def unanswered(self, tries: int) -> list[Id]:
        """Questions that are to be asked, in order: those without an answer, and of those without a usable
        one all that may yet be answered, after fewer than `tries` unusable answers."""
        passing, unusable = (sorted(p.value for p in group) for group in (PASSING, UNUSABLE))
        again = ANSWERS.problem.in_(passing) | (ANSWERS.problem.in_(unusable) & (ANSWERS.tries < tries))
        query = (
            select(QUESTIONS.id)
            .distinct()
            .outerjoin(schema.answers, ANSWERS.question == QUESTIONS.id)
            .where(ANSWERS.question.is_(None) | again)
            .order_by(QUESTIONS.id)
        )
        with self._engine.connect() as db:
            return [str(question) for question in db.execute(query).scalars()]

    def answers(self, questions: Iterable[Id]) -> dict[Id, Answer]:
        """The usable answers to these questions."""
        ids, found = sorted(set(questions)), {}
        usable = select(schema.answers).where(ANSWERS.problem.is_(None))
        with self._engine.connect() as db:
            for batch in batches(ids):
                for row in db.execute(usable.where(ANSWERS.question.in_(batch))):
                    content = zlib.decompress(row.content).decode()
                    found[row.question] = Answer(row.question, row.model, row.version, content)
        return found

    def answered(self) -> dict[Id, tuple[Id, ...]]:
        """The articles of which every question has a usable answer, with their questions in order."""
        query = (
            select(QUESTIONS.owner, QUESTIONS.id, ANSWERS.question.is_not(None) & ANSWERS.problem.is_(None))
            .outerjoin(schema.answers, ANSWERS.question == QUESTIONS.id)
            .order_by(QUESTIONS.owner, QUESTIONS.number)
        )
        found: dict[Id, tuple[Id, ...]] = {}
        open_ones = set()
        with self._engine.connect() as db:
            for article, question, usable in db.execute(query):
                found[article] = (*found.get(article, ()), question)
                if not usable:
                    open_ones.add(article)
        return {article: questions for article, questions in found.items() if article not in open_ones}

    def undone(self) -> list[Undone]:
        """The articles that a model was to read and has not, in order, with the first reason of each."""
        query = (
            select(QUESTIONS.owner, ANSWERS.problem, ANSWERS.detail)
            .outerjoin(schema.answers, ANSWERS.question == QUESTIONS.id)
            .where(ANSWERS.question.is_(None) | ANSWERS.problem.is_not(None))
            .order_by(QUESTIONS.owner, QUESTIONS.number)
        )
        found: dict[Id, Undone] = {}
        with self._engine.connect() as db:
            for article, problem, detail in db.execute(query):
                reason = Problem(problem or Problem.NOT_ASKED)
                found.setdefault(article, Undone(article, reason, detail or "the run ended before"))
        return list(found.values())

    def spent(self) -> list[Spent]:
        """What all questions to each model have come to, in the order of their names."""
        query = (
            select(
                ANSWERS.model,
                func.sum(case((ANSWERS.problem.is_(None), 1), else_=0)),
                func.sum(ANSWERS.tokens_in),
                func.sum(ANSWERS.tokens_out),
                func.sum(ANSWERS.cost),
            )
            .group_by(ANSWERS.model)
            .order_by(ANSWERS.model)
        )
        with self._engine.connect() as db:
            return [Spent(*row) for row in db.execute(query)]
