"""Claims as a language model tells them, held to the words of the article.

The model chooses which words make which kind of claim; nothing else of it is believed. Its words must stand
in the sentence that it names, whole and letter by letter; places, days, numbers and the names of speakers
are then read from those words by our own code. A claim whose quote, trigger or speaker does not stand
there is rejected, and what else does not is left out of its claim; both are recorded as `Unfounded`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly import times
from reportedly.actors import Actors
from reportedly.claims import figures, quantities
from reportedly.claims.counting import tables
from reportedly.claims.deltas import delta
from reportedly.claims.extractor import Extracted
from reportedly.claims.linking import link
from reportedly.claims.quotes import quotations
from reportedly.claims.sources import untitled
from reportedly.claims.verbatim import Stretch, find_words
from reportedly.llm.questions import is_read
from reportedly.llm.told import ToldClaim, ToldFigure, read_answer
from reportedly.places import Home, Places
from reportedly.reading import Line, Page
from reportedly.records import (
    MODEL,
    Answer,
    Attribution,
    Claim,
    Figure,
    Id,
    Named,
    Place,
    PlaceMention,
    Question,
    Span,
    Speech,
    TimeMention,
    Unfounded,
    UnfoundedPart,
    make_id,
)
from reportedly.times import windows

NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})  # a speaker or actor has a word of these
MOST_LINKS = 4  # of a chain of hearsay
MOST_WORDS = 200  # characters kept of words that do not stand in the article
FREE_UNITS = {"share": {"percent"}, "distance": {"km", "mile", "metre"}}  # not in the lexicon


class ByModel:
    """An `Extractor` over the answers of a model to all questions about one article."""

    def __init__(self, places: Places, actors: Actors, replies: Sequence[tuple[Question, Answer]]) -> None:
        self._places = places
        self._actors = actors
        self._replies = replies

    def extract(self, page: Page, home: Home | None = None) -> Sequence[Extracted]:
        """See `Extractor`. The page must be that of the questions."""
        reading = _Reading(page, self._places.find(page, home), times.find(page), self._actors)
        for question, answer in self._replies:
            for claim in read_answer(answer.content or "").claims:
                reading.take(question, answer, claim)
        return reading.records()


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who says a claim: the words, and what they resolve to."""

    source: Span | None
    chain: tuple[str, ...]
    role: str | None = None
    party: str | None = None


class _Unfounded(Exception):
    """Words that a claim cannot do without do not stand where the model says."""

    def __init__(self, part: UnfoundedPart, words: str) -> None:
        super().__init__(part)
        self.part = part
        self.words = words


class _Reading:
    """The records of one page, as answers are taken in."""

    def __init__(
        self, page: Page, where: Sequence[PlaceMention], when: Sequence[TimeMention], actors: Actors
    ) -> None:
        self._page = page
        self._actors = actors
        self._lines = {line.index: line for line in page.lines}
        self._quoted = quotations(page.lines)
        self._where, self._when = list(where), list(when)
        self._windows = dict(zip((t.span for t in when), windows(page, when), strict=True))
        sites = [m for m in where if m.role != "demonym"]
        self._own = {f.id: f for f in figures.find(page, when, sites)}
        self._claims: dict[Id, Claim] = {}
        self._said: dict[Id, Attribution] = {}
        self._counted: dict[Id, Figure] = {}
        self._unfounded: list[Unfounded] = []

    def records(self) -> list[Extracted]:
        """What was taken in, each kind in the order of the text."""
        claims = sorted(self._claims.values(), key=lambda c: (c.trigger.start, c.trigger.end, c.kind))
        counted = sorted(self._counted.values(), key=lambda f: (f.span.start, f.span.end))
        said = sorted(self._said.values(), key=lambda a: (a.content[0].start, a.content[0].end, a.id))
        where = sorted(self._where, key=lambda m: (m.span.start, m.span.end))
        linked, numbers = link(self._page, claims, self._parts(counted), said, {})
        return [*where, *self._when, *said, *numbers, *linked, *self._unfounded]

    def _parts(self, counted: Sequence[Figure]) -> list[Figure]:
        """The figures, each a part of the one that our own rules read it as a part of, if that is there."""
        at = {f.span: f.id for f in counted}
        wholes = {f.span: self._own[f.part_of].span for f in self._own.values() if f.part_of in self._own}
        return [replace(f, part_of=at.get(wholes[f.span])) if f.span in wholes else f for f in counted]

    def take(self, question: Question, answer: Answer, told: ToldClaim) -> None:
        """Take in a claim, or record why not."""
        try:
            self._take(question, answer, told)
        except _Unfounded as lost:
            self._note(told, lost.part, lost.words)

    def _take(self, question: Question, answer: Answer, told: ToldClaim) -> None:
        line = self._line(question, told.sentence)
        if line is None:
            raise _Unfounded("sentence", told.quote)
        quote = find_words(line.text, told.quote)
        if quote is None:
            raise _Unfounded("quote", told.quote)
        trigger = find_words(line.text, told.trigger, quote)
        if trigger is None:
            raise _Unfounded("trigger", told.trigger)
        speaker = self._speaker(question, told)
        cue = find_words(line.text, told.cue) if told.cue else None
        if told.cue and cue is None:
            if not told.said_by:  # it would pass for the article's own voice
                raise _Unfounded("cue", told.cue)
            self._note(told, "cue", told.cue)
        span = line.span(*trigger)
        id_ = make_id("c", self._page.article.id, span.start, span.end, told.kind)
        if id_ in self._claims:
            return
        claim = Claim(
            id=id_,
            article=self._page.article.id,
            sentence=line.whole,
            trigger=span,
            kind=told.kind,
            polarity=told.polarity,
            modality=told.modality,
            actor=self._named(line, told, "actor", told.actor),
            recipient=self._named(line, told, "recipient", told.recipient),
            instrument=self._named(line, told, "instrument", told.instrument),
            place=self._place(line, told),
            time=self._time(line, told),
            figures=(),
            chain=(),
            origin=None,
            rule=rule_of(answer),
        )
        if speaker.chain or cue:
            claim = self._attributed(line, quote, cue, speaker, claim)
        self._claims[claim.id] = claim
        for figure in told.figures:
            self._count(line, told, figure, claim)

    def _line(self, question: Question, number: int) -> Line | None:
        asked = question.first <= number <= question.last
        line = self._lines.get(number) if asked else None
        return line if line is not None and is_read(line.sentence) else None

    def _note(self, told: ToldClaim, part: UnfoundedPart, words: str) -> None:
        kept = words[:MOST_WORDS]
        self._unfounded.append(Unfounded(self._page.article.id, told.sentence, told.kind, part, kept))

    # -- who says it ------------------------------------------------------------------------------

    def _attributed(
        self, line: Line, quote: Stretch, cue: Stretch | None, speaker: _Speaker, claim: Claim
    ) -> Claim:
        """The claim on the word of whoever is said to make it, whose attribution is kept."""
        content = line.span(*quote)
        at = line.span(*cue) if cue else None
        where = at or content
        made = Attribution(
            id=make_id(
                "att", claim.article, where.start, where.end, content.start, content.end, *speaker.chain
            ),
            article=claim.article,
            source=speaker.source,
            cue=at,
            content=(content,),
            speech=self._speech(line, quote),
            speaker=speaker.chain[-1] if speaker.chain else None,
            chain=speaker.chain,
            role=speaker.role,
            party=speaker.party,
            rule=claim.rule,
        )
        self._said.setdefault(made.id, made)
        return replace(claim, chain=made.chain, attribution=made.id, role=speaker.role, party=speaker.party)

    def _speaker(self, question: Question, told: ToldClaim) -> _Speaker:
        """Who speaks last in a chain. A link that does not stand in the text would put the claim into another
        mouth, so it costs the claim."""
        found = _Speaker(None, ())
        if len(told.said_by) > MOST_LINKS:
            raise _Unfounded("speaker", told.said_by[MOST_LINKS].words)
        for words in told.said_by:
            line = self._line(question, words.sentence)
            at = find_words(line.text, words.words) if line is not None else None
            if line is None or at is None or not _names(line, at):
                raise _Unfounded("speaker", words.words)
            phrase = line.text[at[0] : at[1]]
            actor = self._actors.find(phrase)
            name = actor.name if actor else untitled(phrase, self._actors)
            role = actor.kind if actor else self._actors.role(phrase) or "unknown"
            chain = (*(c for c in found.chain if c != name), name)
            found = _Speaker(line.span(*at), chain, role, actor.party if actor else None)
        return found

    def _speech(self, line: Line, quote: Stretch) -> Speech:
        """Direct where the words stand in quotation marks, mixed where some of them do."""
        if any(q.covers(line.index, *quote) for q in self._quoted):
            return "direct"
        return "mixed" if any(q.overlaps(line.index, *quote) for q in self._quoted) else "indirect"

    # -- what fills a claim -----------------------------------------------------------------------

    def _named(
        self, line: Line, told: ToldClaim, part: UnfoundedPart, given: Sequence[str]
    ) -> tuple[Named, ...]:
        found: dict[Stretch, Named] = {}
        for words in given:
            at = find_words(line.text, words)
            if at is None:
                self._note(told, part, words)
            elif _names(line, at):
                found.setdefault(at, Named(line.span(*at), _plain(line, at)))
        return tuple(found[at] for at in sorted(found))

    def _place(self, line: Line, told: ToldClaim) -> PlaceMention | None:
        """The place that our own gazetteer has read in these words; unresolved where it has read none."""
        span = self._words(line, told, "place", told.place)
        if span is None:
            return None
        known = [m for m in self._where if m.span.start < span.end and span.start < m.span.end]
        if not known:
            known = [PlaceMention(span, Place(span.quote), None)]
            self._where += known
        return known[0] if known[0].role != "demonym" else None

    def _time(self, line: Line, told: ToldClaim) -> TimeMention | None:
        """The time that our own rules have read in these words, None where they have read none."""
        span = self._words(line, told, "time", told.time)
        if span is None:
            return None
        known = (t for t in self._when if t.span.start < span.end and span.start < t.span.end)
        return next(known, None)

    def _words(self, line: Line, told: ToldClaim, part: UnfoundedPart, words: str | None) -> Span | None:
        at = find_words(line.text, words) if words else None
        if words and at is None:
            self._note(told, part, words)
        return line.span(*at) if at else None

    def _count(self, line: Line, told: ToldClaim, figure: ToldFigure, claim: Claim) -> None:
        """Take in a figure, its numbers read from its words."""
        at = find_words(line.text, figure.quote)
        numbers = [
            q for q in quantities.find(line.text) if at and at[0] <= q.number_start < q.number_end <= at[1]
        ]
        if not numbers or not _counts(figure):
            self._note(told, "figure", figure.quote)
            return
        number = numbers[0]
        span = line.span(number.start, number.end)
        taken = [*(f.span for f in self._counted.values()), *(t.span for t in self._when)]
        if any(span.start < s.end and s.start < span.end for s in taken):
            return
        window = self._windows.get(claim.time.span) if claim.time else None
        id_ = make_id("fig", claim.article, span.start, span.end, figure.measure)
        self._counted[id_] = Figure(
            id=id_,
            span=span,
            measure=figure.measure,
            unit=figure.unit,
            low=number.low,
            high=number.high,
            qualifier=number.qualifier,
            window_start=window.start if window else None,
            window_end=window.end if window else None,
            place=claim.place,
            speaker=claim.chain[-1] if claim.chain else None,
            claim=claim.id,
            modality=claim.modality,
            delta=delta(line.text, number),
        )


def rule_of(answer: Answer) -> str:
    """What stands in the place of a rule's name: the model, and what the endpoint called it."""
    version = f" ({answer.version})" if answer.version not in ("", answer.model) else ""
    return f"{MODEL}{answer.model}{version}"


def _counts(figure: ToldFigure) -> bool:
    """Whether a measure can count a unit."""
    known = FREE_UNITS.get(figure.measure) or tables().units_of.get(figure.measure)
    return known is None or figure.unit in known


def _names(line: Line, at: Stretch) -> bool:
    """Whether words can name someone or something: not pronouns alone."""
    return any(t.pos in NAMING for t in line.tokens if t.start < at[1] and at[0] < t.end)


def _plain(line: Line, at: Stretch) -> str:
    """Words as a name: without the articles and numbers before it and the possessive after it."""
    tokens = [t for t in line.tokens if at[0] <= t.start and t.end <= at[1]]
    while len(tokens) > 1 and tokens[0].pos in ("DET", "NUM", "ADP", "ADV"):
        tokens = tokens[1:]
    words = line.text[tokens[0].start : at[1]] if tokens else line.text[at[0] : at[1]]
    return " ".join(words.split()).removesuffix("'s")
