"""Claims proper: who, as an article or its speaker has it, did what to whom, where and when.

A claim hangs on a trigger word (triggers.yaml); its slots, place and time are what the sentence's
syntax ties to that word, and whatever it does not tie is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from reportedly.claims import arguments, locate, modality, ontology, sayings
from reportedly.claims.focus import Focus
from reportedly.claims.forces import Forces
from reportedly.claims.phrases import Scene
from reportedly.claims.referents import Referents, take_up
from reportedly.claims.triggers import Trigger, triggers
from reportedly.reading import Line, Page, Token
from reportedly.records import Attribution, Claim, Named, PlaceMention, TimeMention, make_id

HARM = frozenset({"kill", "injure"})
# Violence of one side against another; of a clash either may have done the harm.
DOES_HARM = frozenset(
    {
        "air_strike",
        "shelling",
        "drone_strike",
        "suicide_attack",
        "bombing",
        "attack",
        "attack_on_civilians",
        "use_force",
    }
)
# Harm done by means of its own, so not by what else the sentence tells of.
OWN_MEANS = frozenset({"stab", "hack", "burn", "stone", "lynch", "strangle", "drown", "hang", "starve"})
MEANWHILE = re.compile(r"\b(even as|elsewhere)\b", re.IGNORECASE)
SPEAKER = 0.9  # score of whom "we" stands for in a speaker's words
Mention = TypeVar("Mention", PlaceMention, TimeMention)


def find(
    page: Page,
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    attributions: Sequence[Attribution],
) -> tuple[Claim, ...]:
    """The claims of an article, in order of their triggers; one a trigger.

    Places, times and attributions are those of the same page. Figures and origin are left empty.
    """
    places_by, times_by = _by_line(page, places), _by_line(page, times)
    said_by = sayings.by_line(page, attributions)
    found: list[tuple[int, Claim]] = []  # with the number of their line
    focus, forces, referents = Focus(page, places_by), Forces(page), Referents(page.lines)
    before: Line | None = None
    for n, line in enumerate(page.lines):
        if line.sentence.role == "caption":
            continue
        scene = Scene(line, _by_token(line, places_by.get(n, ())), _by_token(line, times_by.get(n, ())))
        told: list[Claim] = []
        follow = partial(_follow, referents, attributions, n, line)
        for trigger in triggers(scene):
            place = locate.place_of(scene, trigger)
            if place is None:
                place = focus.place(n, scene, trigger, ontology.kind(trigger.kind).control is not None)
            behind = forces.behind(n, scene, trigger)
            slots = arguments.slots(scene, trigger, before, behind, follow)
            claim = _claim(page, scene, trigger, slots, place, attributions)
            told.append(take_up(claim, trigger.head, line, n, found))
        found += ((n, claim) for claim in _by_whom(_where_taken_up(told)))
        if n in said_by:
            taken = {claim.trigger.start for claim in told}
            statements = sayings.plain(scene, said_by[n], taken)
            found += ((n, claim) for claim in _stated(page, statements, attributions))
        before = line
    return tuple(claim for _, claim in sorted(found, key=lambda told: (told[0], told[1].trigger.start)))


def _follow(
    referents: Referents, attributions: Sequence[Attribution], n: int, line: Line, head: Token
) -> tuple[str, float] | None:
    """Whom "the group" takes up in line `n`, or "we" in somebody's words; with a score."""
    if head.lower not in arguments.SPEAKING:
        return referents.body(n, head)
    span = line.token_span(head, head)
    said = innermost(attributions, span.start, span.end)
    if said is None or said.speaker is None:
        return None
    return said.speaker, round(SPEAKER * (said.score or 1), 2)


def _stated(
    page: Page,
    statements: Iterable[tuple[Trigger, Named, Scene]],
    attributions: Sequence[Attribution],
) -> Iterator[Claim]:
    """What is plainly said, where it was said."""
    for trigger, speaker, scene in statements:
        claim = _claim(page, scene, trigger, {"actor": (speaker,)}, None, attributions)
        if claim.polarity == "affirmed" and claim.modality == "asserted":
            yield claim


def _where_taken_up(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, the harm that "the attack" did given the place that this took up."""
    taken = {c.trigger.start: c for c in claims if c.same_as is not None}
    placed = []
    for claim in claims:
        means = (n.span for n in claim.instrument)
        over = next((c for at, c in taken.items() for s in means if s.start <= at < s.end), None)
        if over is not None and claim.place is None:
            claim = replace(claim, place=over.place, time=claim.time or over.time)
        placed.append(claim)
    return placed


def _by_whom(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, harm without an actor given that of the only act of violence told with it:
    "Police opened fire, and two men died"."""
    violent = [c for c in claims if c.actor and c.kind in DOES_HARM and c.polarity == "affirmed"]
    names = {tuple(n.name for n in c.actor) for c in violent}
    if len(names) != 1:
        return list(claims)
    return [
        replace(c, actor=violent[0].actor)
        if c.kind in HARM
        and not c.actor
        and c.polarity == "affirmed"
        and c.modality == violent[0].modality
        and not _apart(c, violent[0])
        else c
        for c in claims
    ]


def _apart(one: Claim, other: Claim) -> bool:
    """Whether the sentence tells of two things done: "stabbed in the port even as police fired"."""
    if any(lemma in OWN_MEANS for lemma in one.rule.split(".")[1:2]):
        return True
    start, end = sorted((one.trigger.start, other.trigger.start))
    between = one.sentence.quote[start - one.sentence.start : end - one.sentence.start]
    return MEANWHILE.search(between) is not None


def _claim(
    page: Page,
    scene: Scene,
    trigger: Trigger,
    slots: arguments.Slots,
    place: PlaceMention | None,
    attributions: Sequence[Attribution],
) -> Claim:
    line = scene.line
    span = line.token_span(trigger.first, trigger.last)
    time = locate.time_of(scene, trigger)
    hostile = ontology.kind(trigger.kind).hostile
    polarity, mode = modality.judge(line, trigger, hostile, time, page.published_on)
    spoken = innermost(attributions, span.start, span.end)
    return Claim(
        id=make_id("c", page.article.id, span.start, span.end, trigger.kind),
        article=page.article.id,
        sentence=line.whole,
        trigger=span,
        kind=trigger.kind,
        polarity=polarity,
        modality=mode,
        actor=slots.get("actor", ()),
        recipient=slots.get("recipient", ()),
        instrument=slots.get("instrument", ()),
        place=place,
        time=time,
        figures=(),
        chain=spoken.chain if spoken else (),
        origin=None,
        attribution=spoken.id if spoken else None,
        role=spoken.role if spoken else None,
        party=spoken.party if spoken else None,
        rule=trigger.rule,
    )


def innermost(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """The attribution whose content covers start..end most closely, or None: the article's own voice.

    What somebody merely thinks or wants is the article's word, not theirs.
    """
    covering = [
        (content.end - content.start, a.id, a)
        for a in attributions
        if a.act == "speech"
        for content in a.content
        if content.start <= start and end <= content.end
    ]
    return min(covering, key=lambda c: c[:2])[2] if covering else None


def _by_line(page: Page, mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.span.start, m.span.end)):
        found.setdefault(page.at(mention.span.start), []).append(mention)
    return found


def _by_token(line: Line, mentions: Sequence[Mention]) -> Mapping[int, Mention]:
    """The mentions of a sentence by the index of every token they cover; the first of two that overlap."""
    covered: dict[int, Mention] = {}
    if not mentions:
        return covered
    whole = line.whole
    plain = len(whole.quote) == len(line.text)
    for token in line.tokens:
        if plain:
            start, end = whole.start + token.start, whole.start + token.end
        else:
            span = line.span(token.start, token.end)
            start, end = span.start, span.end
        for mention in mentions:
            if mention.span.start < end and start < mention.span.end:
                covered.setdefault(token.i, mention)
                break
    return covered
