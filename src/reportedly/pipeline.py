"""The pipeline: what `reportedly run` does, in order.

    pages -> intake -> clean -> parse -> gist -> bearing -> lead -> stories -> copies -> claims -> reconcile
    -> the store

Each entry of STAGES says what it reads, what it makes and how it is made; `run` walks the list. A stage
is done again for a key only when what its result depends on has changed (its fingerprint), so a second
run does nothing, new pages cost what is new in them, and a killed run goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from reportedly import __version__
from reportedly.config import Settings
from reportedly.language import parser_version
from reportedly.leads import meeting
from reportedly.outlets import use
from reportedly.reading import is_foreign
from reportedly.records import Account, Article, Dossier, Gist, Id, Parse, Reject, Story, make_id
from reportedly.run.local import Local, chunks
from reportedly.run.progress import Reporter
from reportedly.run.worker import Failure, Outcome
from reportedly.stage import Each, Function, Growing, Keyed, Stage
from reportedly.store import Reader, Result, Store

MOST_BEARINGS = 60  # articles of an outlet that tell where it is at home
WRITE_BATCH = 64  # results in one transaction

# -- clean: a capture becomes an article ----------------------------------------------------------


def _capture_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    return {
        capture: make_id("f", s.source, s.line or 0, s.input_id, s.url or "")
        for capture, s in store.first_sightings().items()
    }


def _captures(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    captures, sightings = store.captures(keys), store.first_sightings(keys)
    return ((captures[key], sightings[key]) for key in keys)


def _make_clean(settings: Settings) -> Function:
    from reportedly.clean import clean

    return lambda payload: [clean(payload[0], payload[1], settings)]


def _page_seconds(settings: Settings) -> float:
    return settings.intake.seconds_per_page


# -- parse: every distinct sentence once ----------------------------------------------------------


def _unparsed(store: Reader, settings: Settings) -> Mapping[Id, str]:
    version = parser_version(settings.language)
    return dict.fromkeys(store.unparsed(version), version)


def _readings(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[str]:
    readings = store.readings(keys)
    return iter([readings[key] for key in keys])


def _make_parse(settings: Settings) -> Function:
    from reportedly.language import Parser

    parser = Parser(settings.language)
    return lambda readings: [[parse] for parse in parser.parse(readings)]


# -- gist: the words that an article is grouped by ------------------------------------------------


def _article_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    return store.article_marks()


def _articles(store: Reader, settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    articles = store.articles(keys)
    parses = _parses_of(store, settings, articles.values())
    return ((articles[key], parses) for key in keys)


def _make_gist(_settings: Settings) -> Function:
    from reportedly.gists import gist

    return lambda payload: [gist(*payload)]


# -- lead: what articles in different languages meet by --------------------------------------------


def _lead_keys(store: Reader, settings: Settings) -> Mapping[Id, str]:
    if not any(map(is_foreign, store.languages_known())):
        return {}
    marks = store.article_marks()
    met = meeting(store.languages(), settings.stories.window_days)
    return {article: marks[article] for article in met}


def _plain_articles(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[Article]:
    return iter(store.articles(keys).values())


def _make_lead(_settings: Settings) -> Function:
    from reportedly.language import Encoder
    from reportedly.leads import lead

    encoder = Encoder()
    return lambda article: [lead(article, encoder.encode)]


# -- bearing: which areas an article names, which tells where its outlet is at home -----------------


def _make_bearing(settings: Settings) -> Function:
    from reportedly.places import Places
    from reportedly.reading import Page

    places = Places(settings.places)
    return lambda payload: places.bearing(Page(payload[0], payload[1], None))


# -- stories: articles about one unfolding event --------------------------------------------------


def _gist_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    gists, leads = store.done("gist"), store.done("lead")
    return {
        article: make_id("f", gists[article], leads.get(article, ""))
        for article in store.article_ids()
        if article in gists
    }


def _take_into_stories(
    store: Store, settings: Settings, batches: Iterable[Mapping[Id, str]], going: Sequence[Id]
) -> None:
    from reportedly.grouping import Change

    with store.story_index() as index:
        change = Change(index, settings.stories)
        change.step((), going)
        index.mark("stories", {}, going)
        for batch in batches:
            change.step(_gists_to_compare(store, sorted(batch)), ())
            index.mark("stories", batch, ())
        change.tell()


def _gists_to_compare(store: Reader, keys: Sequence[Id]) -> list[Gist]:
    leads = {article: rows[0].vectors for article, rows in store.derived("leads", keys).items()}
    gists = store.derived("gists", keys)
    return [replace(g, lead=leads.get(article, b"")) for article, rows in gists.items() for g in rows]


# -- copies: who took which sentence from whom, which origins remain, and when each was published -


def _story_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    marks = store.article_marks()
    return {s.id: make_id("f", *(f"{a}={marks[a]}" for a in s.articles)) for s in store.stories()}


def _stories_with_articles(store: Reader, settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    stories = {s.id: s for s in store.stories(keys)}
    for key in keys:
        articles = list(store.articles(stories[key].articles).values())
        compared = articles if len(articles) > 1 else []
        yield stories[key], articles, _parses_of(store, settings, compared)


def _make_copies(settings: Settings) -> Function:
    from reportedly.copies.origins import trace
    from reportedly.copies.pairs import compare
    from reportedly.dating import date
    from reportedly.language import Encoder

    encoder = Encoder()

    def run(payload: tuple[Story, list[Article], Mapping[Id, Parse]]) -> list[Any]:
        story, articles, parses = payload
        copies = compare(articles, parses, encoder.encode, settings.copies)
        return [*copies, *trace(story, articles, copies), *date(articles, copies)]

    return run


# -- claims: who says who did what to whom, where, when, how many ---------------------------------


def _dated_article_keys(store: Reader, _settings: Settings) -> Mapping[Id, str]:
    from reportedly.places.homes import home
    from reportedly.places.layers import mark as gazetteers

    own = gazetteers()
    marks, dates, homes = store.article_marks(), store.publication_dates(), {}
    outlets = {a: found[0].id for a, found in store.derived("bearings").items()}
    for outlet, bearings in store.named("bearings", outlets.values(), MOST_BEARINGS).items():
        homes[outlet] = home(bearings)
    return {
        a: make_id("f", mark, dates.get(a) or "", str(homes.get(outlets.get(a, ""))), own)
        for a, mark in marks.items()
    }


def _dated_articles(store: Reader, settings: Settings, keys: Sequence[Id]) -> Iterator[Any]:
    from reportedly.places.homes import home

    dates, articles = store.publication_dates(keys), list(store.articles(keys).values())
    parses = _parses_of(store, settings, articles)
    outlets = {a: found[0].id for a, found in store.derived("bearings", keys).items()}
    kin = store.named("bearings", outlets.values(), MOST_BEARINGS)
    for article in articles:
        own = {s.key: parses[s.key] for s in article.sentences if s.key in parses}
        yield article, own, dates.get(article.id), home(kin.get(outlets.get(article.id, ""), ()))


def _make_claims(settings: Settings) -> Function:
    from reportedly.claims.extraction import Extractor
    from reportedly.reading import Page

    extractor = Extractor(settings)
    return lambda payload: extractor.extract(Page(*payload[:3]), payload[3])


# -- reconcile: what the claims come to, and how it is told ---------------------------------------


def _reconcile_keys(store: Reader, settings: Settings) -> Mapping[Id, str]:
    claims = store.done("claims")
    return {
        story: make_id("f", mark, *(claims.get(a, "") for a in articles))
        for (story, mark), articles in zip(
            _story_keys(store, settings).items(), (s.articles for s in store.stories()), strict=True
        )
    }


def _dossiers(store: Reader, _settings: Settings, keys: Sequence[Id]) -> Iterator[Dossier]:
    from reportedly.reconcile.dossier import dossiers

    return dossiers(store, keys)


def _make_reconcile(_settings: Settings) -> Function:
    from reportedly.publish.brief import brief
    from reportedly.publish.timeline import timeline
    from reportedly.reconcile import reconcile

    def run(dossier: Dossier) -> list[Any]:
        account: Account = reconcile(dossier)
        return [
            *account.findings,
            *account.series,
            *account.control,
            *account.agreements,
            *brief(dossier, account),
            *timeline(dossier, account),
        ]

    return run


STAGES: tuple[Stage | Growing, ...] = (
    Each(
        "clean",
        "1",
        ("articles",),
        _capture_keys,
        _captures,
        _make_clean,
        "pages",
        chunk=8,
        seconds=_page_seconds,
    ),
    Each(
        "parse",
        "1",
        ("parses",),
        _unparsed,
        _readings,
        _make_parse,
        "sentences",
        256,
        many=True,
        marked=False,
    ),
    Each("gist", "2", ("gists",), _article_keys, _articles, _make_gist, "articles"),
    Each("bearing", "1", ("bearings",), _article_keys, _articles, _make_bearing, "articles"),
    Each("lead", "1", ("leads",), _lead_keys, _plain_articles, _make_lead, "articles"),
    Growing(
        "stories",
        "2",
        ("stories", "members", "links", "postings", "buckets", "indexed"),
        _gist_keys,
        _take_into_stories,
        "articles",
    ),
    Keyed(
        "copies",
        "1",
        ("copies", "origins", "datings"),
        _story_keys,
        _stories_with_articles,
        _make_copies,
        "stories",
    ),
    Each(
        "claims",
        "1",
        ("attributions", "places", "times", "figures", "claims"),
        _dated_article_keys,
        _dated_articles,
        _make_claims,
        "articles",
        chunk=8,
    ),
    Keyed(
        "reconcile",
        "1",
        ("findings", "series", "control", "agreements", "brief", "timeline"),
        _reconcile_keys,
        _dossiers,
        _make_reconcile,
        "stories",
        chunk=4,
    ),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: inputs seen, inputs rejected by this run, results made by each stage."""

    seen: int
    rejected: int
    made: dict[str, int]


def run(
    paths: Sequence[Path],
    store: Store,
    settings: Settings,
    reporter: Reporter,
    stdin: BinaryIO | None = None,
) -> Summary:
    """Read the pages, then bring every stage up to date. The caller holds the store's write lock."""
    _compile_gazetteer(settings, reporter)
    use(store.own_outlets())
    seen, sources = _take_in(paths, store, settings, reporter, stdin)
    made = {}
    with Local(settings, store) as executor:
        for stage in STAGES:
            if isinstance(stage, Growing):
                made[stage.name] = _grow(stage, store, settings, executor, reporter)
            else:
                made[stage.name] = _bring_up_to_date(stage, store, settings, executor, reporter)
    rejected = sum(r.source in sources for r in store.rejects())
    return Summary(seen, rejected, made)


def _compile_gazetteer(settings: Settings, reporter: Reporter) -> None:
    """Make the gazetteer at first use, here, where it can be said why that takes half a minute."""
    from reportedly.places import Gazetteer

    if not settings.places.gazetteer:
        Gazetteer.open(progress=reporter.say).close()


def _take_in(
    paths: Sequence[Path], store: Store, settings: Settings, reporter: Reporter, stdin: BinaryIO | None
) -> tuple[int, set[str]]:
    """Put captures of all that the paths hold into the store; returns how many, and from which sources."""
    from reportedly.intake import read

    advance, seen, sources = reporter.step("intake", "pages", None), 0, set[str]()
    for batch in chunks(read(paths, settings.intake, stdin), WRITE_BATCH):
        new = {f.source if isinstance(f, Reject) else f[1].source for f in batch} - sources
        store.forget_rejects(new)
        sources |= new
        store.add_found(batch)
        seen += len(batch)
        advance(len(batch))
    return seen, sources


def _bring_up_to_date(
    stage: Stage, store: Store, settings: Settings, executor: Local, reporter: Reporter
) -> int:
    """Run a stage for every key whose fingerprint is new; returns how many."""
    wanted = _wanted(stage, store, settings)
    done = store.done(stage.name)
    if stage.marked:
        store.forget(stage.name, stage.tables, wanted)
    todo = [key for key, fingerprint in wanted.items() if done.get(key) != fingerprint]
    if not todo:
        return 0
    advance = reporter.step(stage.name, stage.noun, len(todo))
    outcomes = executor.map(stage, [(key, wanted[key]) for key in todo])
    for batch in chunks(zip(todo, outcomes, strict=True), max(WRITE_BATCH, stage.chunk)):
        results = [_result(store, stage, key, wanted[key], outcome) for key, outcome in batch]
        store.write(stage.name, stage.tables, results, mark=stage.marked)
        advance(len(batch))
    return len(todo)


def _grow(stage: Growing, store: Store, settings: Settings, executor: Local, reporter: Reporter) -> int:
    """Take new keys into the index of a stage, and others out; returns how many are new.

    Where every key is to be done again, be it for other settings or a new version, the index is made anew.
    """
    wanted, done = _wanted(stage, store, settings), store.done(stage.name)
    todo = [key for key, fingerprint in wanted.items() if done.get(key) != fingerprint]
    gone = sorted(done.keys() - wanted.keys())
    if not todo and not gone:
        return 0
    executor.warm([s for s in STAGES[STAGES.index(stage) + 1 :] if isinstance(s, Stage)])
    if len(todo) == len(wanted):
        store.clear(stage.name, stage.tables)
        gone = []
    advance = reporter.step(stage.name, stage.noun, len(todo))

    def batches() -> Iterator[Mapping[Id, str]]:
        for batch in chunks(todo, stage.chunk):
            yield {key: wanted[key] for key in batch}
            advance(len(batch))

    stage.take_in(store, settings, batches(), gone)
    return len(todo)


def _wanted(stage: Stage | Growing, store: Store, settings: Settings) -> dict[Id, str]:
    """The keys of a stage with the fingerprint of everything their result depends on."""
    inputs = stage.inputs(store, settings)
    if not stage.marked:
        return dict(inputs)
    base = [stage.name, stage.version, __version__, settings.fingerprint(), parser_version(settings.language)]
    base += [repr(outlet) for outlet in store.own_outlets()]
    return {key: make_id("f", *base, mark) for key, mark in inputs.items()}


def _result(store: Store, stage: Stage, key: Id, fingerprint: str, outcome: Outcome) -> Result:
    if not isinstance(outcome, Failure):
        return Result(key, fingerprint, outcome)
    source, line = store.source_of(stage.name, key)
    return Result(key, fingerprint, rejects=(Reject(source, line, outcome.reason, outcome.detail),))


def _parses_of(store: Reader, settings: Settings, articles: Iterable[Article]) -> dict[Id, Parse]:
    keys = {s.key for a in articles for s in a.sentences}
    return store.parses(keys, parser_version(settings.language))
