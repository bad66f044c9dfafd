"""What each stage reads and makes: the keys it is done for, how their payloads are loaded, and the function
that is run on them. pipeline.py puts the stages in order; what they do is in the modules named here.

Models and rules are imported by the `make_` functions, so that only workers load them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportedly import __version__
from reportedly.config import Settings
from reportedly.language import parser_version
from reportedly.leads import meeting
from reportedly.reading import is_foreign
from reportedly.records import (
    Answer,
    Article,
    Gist,
    Id,
    Parse,
    Question,
    make_id,
)
from reportedly.stage import Function
from reportedly.store import Reader, Store


def basis(store: Reader, settings: Settings) -> tuple[str, ...]:
    """What the results of all stages depend on, beside their input and their own version."""
    outlets = (repr(outlet) for outlet in store.own_outlets())
    return __version__, settings.fingerprint(), parser_version(settings.language), *outlets


# -- clean: a capture becomes an article ----------------------------------------------------------


def capture_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    """Of where a page was seen, only what its article takes from there: fetched again, it is as it was."""
    return {c: make_id("f", s.input_id, s.url or "") for c, s in store.first_sightings().items()}


def captures(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    captures, sightings = store.captures(keys), store.first_sightings(keys)
    return ((captures[key], sightings[key]) for key in keys)


def make_clean(settings: Settings) -> Function:
    from reportedly.clean import clean

    return lambda payload: [clean(payload[0], payload[1], settings)]


def page_seconds(settings: Settings) -> float:
    return settings.intake.seconds_per_page


# -- parse: every distinct sentence once ----------------------------------------------------------


def unparsed(store: Reader, settings: Settings) -> Mapping[Id, str]:
    version = parser_version(settings.language)
    return dict.fromkeys(store.unparsed(version), version)


def readings(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[str]:
    readings = store.readings(keys)
    return iter([readings[key] for key in keys])


def make_parse(settings: Settings) -> Function:
    from reportedly.language import Parser

    parser = Parser(settings.language)
    return lambda readings: [[parse] for parse in parser.parse(readings)]


# -- gist: the words that an article is grouped by ------------------------------------------------


def article_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    return store.article_marks()


def articles(store: Reader, settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    articles = store.articles(keys)
    parses = parses_of(store, settings, articles.values())
    return ((articles[key], parses) for key in keys)


def make_gist(_settings: Settings) -> Function:
    from reportedly.gists import gist

    return lambda payload: [gist(*payload)]


# -- lead: what articles in different languages meet by --------------------------------------------


def lead_keys(store: Reader, settings: Settings) -> Mapping[Id, str]:
    if not any(map(is_foreign, store.languages_known())):
        return {}
    marks = store.article_marks()
    met = meeting(store.languages(), settings.stories.window_days)
    return {article: marks[article] for article in met}


def plain_articles(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[Article]:
    return iter(store.articles(keys).values())


def make_lead(_settings: Settings) -> Function:
    from reportedly.language import Encoder
    from reportedly.leads import lead

    encoder = Encoder.shared()
    return lambda article: [lead(article, encoder.encode)]


# -- bearing: which areas an article names, which tells where its outlet is at home -----------------


def make_bearing(settings: Settings) -> Function:
    from reportedly.places import Places
    from reportedly.reading import Page

    places = Places.shared(settings.places)
    return lambda payload: places.bearing(Page(payload[0], payload[1], None))


# -- question and ask: what a language model is asked, and answers ----------------------------------


def question_keys(store: Reader, settings: Settings) -> Mapping[Id, str]:
    if settings.claims.extractor != "llm":
        return {}
    from reportedly.llm.questions import mark

    wording, marks = mark(settings.llm), store.article_marks()
    read = (article for article, language, _ in store.languages() if not is_foreign(language))
    return {a: make_id("f", marks[a], wording) for a in read if a in marks}


def make_questions(settings: Settings) -> Function:
    from reportedly.llm.questions import ask

    return lambda article: ask(article, settings.llm)


def unanswered(store: Reader, settings: Settings) -> Mapping[Id, str]:
    if settings.claims.extractor != "llm":
        return {}
    return dict.fromkeys(store.asked.unanswered(settings.llm.tries), settings.llm.model)


def requests(store: Reader, settings: Settings, keys: Sequence[Id]) -> Iterator[tuple[Id, bytes]]:
    from reportedly.llm.questions import request

    questions = store.named("questions", keys, 1)
    for key in keys:
        (question,) = questions[key]
        (article,) = store.articles([question.article]).values()
        yield key, request(article, question.first, question.last, settings.llm)


def make_asker(settings: Settings) -> Any:
    import os

    from reportedly.llm.asking import Asker
    from reportedly.llm.endpoint import Endpoint

    return Asker(Endpoint.of(os.environ), settings.llm)


def asked_at_once(settings: Settings) -> int:
    return settings.llm.at_once


# -- stories: articles about one unfolding event --------------------------------------------------


def gist_keys(store: Reader, _settings: Settings, only: Sequence[Id] | None = None) -> Mapping[Id, str]:
    """The keys of all articles, or of these."""
    from reportedly.review.following import GROUPED, followed

    gists, leads, judged = store.done("gist", only), store.done("lead", only), followed(store)
    return {
        article: make_id("f", gists[article], leads.get(article, ""), *judged.marks([article], GROUPED))
        for article in (store.article_ids() if only is None else sorted(only))
        if article in gists
    }


def regrouped_articles(store: Reader) -> set[Id]:
    """Those that anybody has ever put into a story, out of one, or called a copy or none."""
    from reportedly.review.following import GROUPED

    return {a for j in store.judged.log() if j.target in GROUPED and j.verb != "note" for a in j.articles}


def take_into_stories(
    store: Store, settings: Settings, batches: Iterable[Mapping[Id, str]], going: Sequence[Id]
) -> None:
    from reportedly.grouping import Change
    from reportedly.review.following import followed, ties

    tied = ties(followed(store))
    with store.story_index() as index:
        change = Change(index, settings.stories, tied)
        change.step((), going)
        index.mark("stories", {}, going)
        for batch in batches:
            change.step(gists_to_compare(store, sorted(batch)), ())
            change.touch(batch)
            index.mark("stories", batch, ())
        change.tell()


def gists_to_compare(store: Reader, keys: Sequence[Id]) -> list[Gist]:
    leads = {article: rows[0].vectors for article, rows in store.derived("leads", keys).items()}
    gists = store.derived("gists", keys)
    return [replace(g, lead=leads.get(article, b"")) for article, rows in gists.items() for g in rows]


# -- claims: who says who did what to whom, where, when, how many ---------------------------------


def dated_article_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    from reportedly.places.homes import MOST, home
    from reportedly.places.layers import mark as gazetteers

    own = gazetteers(), make_id("f", *(part for rule in store.own_rules().items() for part in rule))
    answered = store.asked.answered()
    marks, dates, homes = store.article_marks(), store.publication_dates(), {}
    outlets = store.names("bearings")
    for outlet, bearings in store.named("bearings", outlets.values(), MOST).items():
        homes[outlet] = home(bearings)
    return {
        a: make_id(
            "f", mark, dates.get(a) or "", str(homes.get(outlets.get(a, ""))), *own, *answered.get(a, ())
        )
        for a, mark in marks.items()
    }


def dated_articles(store: Reader, settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    from reportedly.places.homes import MOST, home

    dates, articles = store.publication_dates(keys), list(store.articles(keys).values())
    parses = parses_of(store, settings, articles)
    outlets = store.names("bearings", keys)
    homes = {o: home(found) for o, found in store.named("bearings", outlets.values(), MOST).items()}
    replies = _replies(store, keys)
    for article in articles:
        place = homes.get(outlets.get(article.id, ""))
        yield article, parses, dates.get(article.id), place, replies.get(article.id, ())


def _replies(store: Reader, keys: Sequence[Id]) -> dict[Id, list[tuple[Question, Answer]]]:
    """The questions with their answers of those articles that a model has answered in full."""
    asked = store.derived("questions", keys)
    answers = store.asked.answers(q.id for questions in asked.values() for q in questions)
    return {
        article: [(q, answers[q.id]) for q in questions]
        for article, questions in asked.items()
        if all(q.id in answers for q in questions)
    }


def make_claims(settings: Settings) -> Function:
    """Claims are read by the rules, or by a model if its answers to the whole article are there."""
    from reportedly.claims.by_model import ByModel
    from reportedly.claims.extraction import ByRules
    from reportedly.reading import Page

    rules = ByRules(settings)

    def run(payload: Any) -> list[Any]:
        article, parses, date, home, replies = payload
        extractor = ByModel(rules.places, rules.actors, replies) if replies else rules
        return [*extractor.extract(Page(article, parses, date), home)]

    return run


def parses_of(store: Reader, settings: Settings, articles: Iterable[Article]) -> dict[Id, Parse]:
    keys = {s.key for a in articles for s in a.sentences}
    return store.parses(keys, parser_version(settings.language))
