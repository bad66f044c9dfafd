"""The pipeline: what `reportedly run` does, in order.

    pages -> intake -> clean -> parse -> gist -> bearing -> lead -> question -> ask -> stories -> passages
    -> copies -> origins -> claims -> reconcile -> the store

Each entry of STAGES says what it reads, what it makes and how it is made (its functions are in stages.py,
those of passages, copies and origins in comparing.py, of the last in telling.py); `run` walks the list. A
stage is done again for a key only when what its result depends on has changed (its fingerprint), so a second
run does nothing, new pages cost what is new in them, and a killed run goes on where it stood. `question` and
`ask` have nothing to do unless a language model is to read claims.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

from reportedly import comparing, knowledge, stages, telling
from reportedly.config import Settings
from reportedly.llm.endpoint import settle
from reportedly.outlets import use
from reportedly.records import Id, Reject, Spent, Undone, make_id, since
from reportedly.rulebook import own
from reportedly.run.local import Executor, Here, Local, chunks
from reportedly.run.progress import Reporter, Silent
from reportedly.run.worker import Failure, Outcome, work_on
from reportedly.stage import Each, Growing, Keyed, Stage, Waiting
from reportedly.store import Result, Store

Sort = TypeVar("Sort", bound="Stage | Growing")

WRITE_BATCH = 64  # results in one transaction

# The modules that find places, and those that read claims; a test holds them to what is imported.
PLACES = ("places", "reading", "who", "outlets", "records/mentions")
CLAIMS = (*PLACES, "claims", "times", "llm", "actors", "states", "spellings", "records/claims")

STAGES: tuple[Stage | Growing, ...] = (
    Each(
        "clean",
        "1",
        ("articles",),
        stages.capture_keys,
        stages.captures,
        stages.make_clean,
        "pages",
        chunk=8,
        seconds=stages.page_seconds,
    ),
    Each(
        "parse",
        "1",
        ("parses",),
        stages.unparsed,
        stages.readings,
        stages.make_parse,
        "sentences",
        256,
        many=True,
        marked=False,
    ),
    Each("gist", "2", ("gists",), stages.article_keys, stages.articles, stages.make_gist, "articles"),
    Each(
        "bearing",
        "3",
        ("bearings",),
        stages.article_keys,
        stages.articles,
        stages.make_bearing,
        "articles",
        modules=PLACES,
    ),
    Each("lead", "1", ("leads",), stages.lead_keys, stages.plain_articles, stages.make_lead, "articles"),
    Each(
        "question",
        "1",
        ("questions", "answers"),
        stages.question_keys,
        stages.plain_articles,
        stages.make_questions,
        "articles",
        chunk=64,
    ),
    Waiting(
        "ask",
        "1",
        ("answers",),
        stages.unanswered,
        stages.requests,
        stages.make_asker,
        "questions",
        marked=False,
        at_once=stages.asked_at_once,
    ),
    Growing(
        "stories",
        "2",
        ("stories", "members", "links", "postings", "buckets", "indexed"),
        stages.gist_keys,
        stages.take_into_stories,
        "articles",
    ),
    Each(
        "passages",
        comparing.PASSAGES,
        ("passages",),
        comparing.apart_keys,
        comparing.articles_apart,
        comparing.make_passages,
        "articles",
        chunk=32,
    ),
    Keyed(
        "copies",
        "1",
        ("copies", "datings"),
        comparing.story_keys,
        comparing.stories_with_articles,
        comparing.make_copies,
        "stories",
    ),
    Keyed(
        "origins",
        "1",
        ("origins",),
        comparing.origin_keys,
        comparing.stories_with_copies,
        comparing.make_origins,
        "stories",
        chunk=256,
    ),
    Each(
        "claims",
        "1",
        ("attributions", "places", "times", "figures", "claims", "unfounded"),
        stages.dated_article_keys,
        stages.dated_articles,
        stages.make_claims,
        "articles",
        chunk=8,
        modules=CLAIMS,
    ),
    Keyed(
        "reconcile",
        "3",
        (
            "findings",
            "series",
            "control",
            "agreements",
            "brief",
            "timeline",
            "cards",
            "facets",
            "tallies",
            "texts",
        ),
        telling.reconcile_keys,
        telling.dossiers,
        telling.make_reconcile,
        "stories",
        chunk=4,
    ),
)


OF_STORIES = STAGES[[stage.name for stage in STAGES].index("stories") :]  # all that people can decide on


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: inputs seen, inputs rejected by this run, results made by each stage.

    `spent` is what it asked of language models; `undone` are the articles that one was to read and has not.
    """

    seen: int
    rejected: int
    made: dict[str, int]
    spent: tuple[Spent, ...] = ()
    undone: tuple[Undone, ...] = ()


def run(
    paths: Sequence[Path],
    store: Store,
    settings: Settings,
    reporter: Reporter,
    stdin: BinaryIO | None = None,
    executor: Local | None = None,
) -> Summary:
    """Read the pages, then bring every stage up to date. The caller holds the store's write lock.

    `executor` has workers of an earlier run on this store, whose models are loaded.

    Raises, before anything is read, SettingsError where a language model is to read claims and it is not
    known where to find it, and RuleError where the user's own rules do not fit this program.
    """
    settings = settle(settings, os.environ)
    before = store.asked.spent()
    _compile_gazetteer(settings, reporter)
    use(store.own_outlets())
    own.settle(store.own_rules())
    seen, sources = _take_in(paths, store, settings, reporter, stdin)
    judged = store.judged.mark()
    with executor or Local(settings, store) as executor:
        executor.renew(settings)
        made = _walk(STAGES, store, settings, executor, reporter)
        while judged != (now := store.judged.mark()):  # people go on deciding while a run is under way
            judged = now
            for name, count in _walk(OF_STORIES, store, settings, executor, reporter).items():
                made[name] += count
    rejected = sum(r.source in sources for r in store.rejects())
    spent = since(before, store.asked.spent())
    return Summary(seen, rejected, made, spent, tuple(store.asked.undone()))


Behind = Literal["nothing", "judgements", "more"]


def retell(store: Store, settings: Settings, stories: Sequence[Id]) -> Behind:
    """Tell these stories anew, here and at once, where what their account depends on has changed, people's
    judgements above all. The caller holds the store's write lock.

    Returns what is left: judgements on which articles are of one story or copies, for `regroup`; or more, for
    `run`.
    """
    stage = _stage("reconcile", Keyed)
    wanted = _fingerprints(stage, telling.reconcile_keys(store, settings, stories), store, settings)
    todo = _undone(stage, wanted, store)
    use(store.own_outlets())
    for key, outcome in zip(todo, work_on(store, stage, settings, [*todo.items()]), strict=True):
        result = _result(store, stage, key, todo[key], outcome)
        store.write(stage.name, stage.tables, [result], mark=stage.marked)
    return _behind(store, settings)


def regroup(store: Store, settings: Settings) -> None:
    """Bring the stages from the grouping of articles on up to date in this process, whose models stay loaded:
    for what people have decided of stories and copies. The caller holds the store's write lock."""
    use(store.own_outlets())
    own.settle(store.own_rules())
    _walk(OF_STORIES, store, settings, Here(settings, store), Silent())


def _behind(store: Store, settings: Settings) -> Behind:
    """What the stages before `reconcile` have yet to take up, where people have judged stories or copies."""
    judged = stages.regrouped_articles(store)
    homes = {story for a in judged if (story := store.story_of(a)) is not None}
    groups, compares = _stage("stories", Growing), _stage("copies", Keyed)
    articles = _fingerprints(groups, stages.gist_keys(store, settings, [*judged]), store, settings)
    stories = _fingerprints(compares, comparing.story_keys(store, settings, [*homes]), store, settings)
    if not _undone(groups, articles, store) and not _undone(compares, stories, store):
        return "nothing"
    waiting = _undone(groups, _wanted(groups, store, settings), store).keys()
    uncompared = _undone(compares, _wanted(compares, store, settings), store).keys()
    return "judgements" if waiting <= judged and uncompared <= homes else "more"


def _undone(stage: Stage | Growing, wanted: Mapping[Id, str], store: Store) -> dict[Id, str]:
    """Those of the keys that are to be done, with their fingerprints."""
    done = store.done(stage.name, list(wanted))
    return {key: fingerprint for key, fingerprint in wanted.items() if done.get(key) != fingerprint}


def _stage(name: str, sort: type[Sort]) -> Sort:
    return next(stage for stage in STAGES if isinstance(stage, sort) and stage.name == name)


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


def _walk(
    some: Sequence[Stage | Growing], store: Store, settings: Settings, executor: Executor, reporter: Reporter
) -> dict[str, int]:
    """Bring these stages up to date, one after the other; returns how many keys each was done for."""
    return {
        stage.name: _grow(stage, store, settings, executor, reporter)
        if isinstance(stage, Growing)
        else _bring_up_to_date(stage, store, settings, executor, reporter)
        for stage in some
    }


def _bring_up_to_date(
    stage: Stage, store: Store, settings: Settings, executor: Executor, reporter: Reporter
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
    size = 1 if isinstance(stage, Waiting) else max(WRITE_BATCH, stage.chunk)
    for batch in chunks(zip(todo, outcomes, strict=True), size):
        results = [_result(store, stage, key, wanted[key], outcome) for key, outcome in batch]
        store.write(stage.name, stage.tables, results, mark=stage.marked)
        advance(len(batch))
    return len(todo)


def _grow(stage: Growing, store: Store, settings: Settings, executor: Executor, reporter: Reporter) -> int:
    """Take new keys into the index of a stage, and others out; returns how many are new.

    Where every key is to be done again, be it for other settings or a new version, the index is made anew.
    """
    executor.warm([s for s in STAGES[STAGES.index(stage) + 1 :] if isinstance(s, Stage)])
    wanted, done = _wanted(stage, store, settings), store.done(stage.name)
    todo = [key for key, fingerprint in wanted.items() if done.get(key) != fingerprint]
    gone = sorted(done.keys() - wanted.keys())
    if not todo and not gone:
        return 0
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
    return _fingerprints(stage, inputs, store, settings) if stage.marked else dict(inputs)


def _fingerprints(
    stage: Stage | Growing, inputs: Mapping[Id, str], store: Store, settings: Settings
) -> dict[Id, str]:
    base = [stage.name, stage.version, knowledge.digest(stage.modules), *stages.basis(store, settings)]
    return {key: make_id("f", *base, mark) for key, mark in inputs.items()}


def _result(store: Store, stage: Stage, key: Id, fingerprint: str, outcome: Outcome) -> Result:
    if not isinstance(outcome, Failure):
        return Result(key, fingerprint, outcome)
    source, line = store.source_of(stage.name, key)
    return Result(key, fingerprint, rejects=(Reject(source, line, outcome.reason, outcome.detail),))
