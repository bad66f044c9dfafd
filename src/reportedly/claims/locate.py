"""Where and when an event happened: the place and the time that belong to its word.

Every mention of the sentence is reached from the event along the dependency tree; the way has a cost
by its edges and prepositions (locate.yaml), and the cheapest mention under the limit is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from reportedly import knowledge
from reportedly.claims import ontology, phrases
from reportedly.claims.phrases import Scene
from reportedly.claims.rules import index
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Token
from reportedly.records import PlaceMention, TimeMention

_LASTING = {"duration": 1.0}  # of "jailed for nine years on Friday" the day is when
Mention = TypeVar("Mention", PlaceMention, TimeMention)
FAR = 99.0  # in another clause
BARRED = 999.0  # belongs to another event
NAMING = frozenset({"compound", "nmod", "amod", "poss", "appos"})


@dataclass(frozen=True, slots=True)
class Scale:
    """How large an area is, by the beginnings of GeoNames feature codes, and what is added for it."""

    features: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Costs:
    """`up` are edges from the mention, `down` edges from where the ways meet to the event; `prepositions`
    those that hold the mention; `by_kind` replaces prepositions and edges for kinds of event; `scales`, the
    narrowest first, are of wide areas. One of `directions` beside a name stands for a preposition; a clause
    with a word of `sets_scene` tells amid what something happened. What stands behind a word of `apart`
    happened at another time, and shares neither place nor time with what stands before it."""

    limit: float
    up: dict[str, float]
    down: dict[str, float]
    other_up: float
    other_down: float
    prepositions: dict[str, float]
    other_preposition: float
    by_kind: dict[str, dict[str, float]]
    sides: tuple[str, ...]
    sites: tuple[str, ...]
    nested: float
    scales: dict[str, Scale]
    directions: tuple[str, ...]
    sets_scene: tuple[str, ...]
    apart: frozenset[str]
    after_event: float
    far: float


@lru_cache(maxsize=1)
def _costs() -> Costs:
    loaded: Costs = knowledge.load("reportedly.claims", "locate.yaml", Costs)
    return loaded


def place_of(scene: Scene, trigger: Trigger) -> PlaceMention | None:
    """The literal place an event happened at, or None."""
    costs = _costs()
    literal = [(m, root) for m, root in roots(scene.line, scene.places) if m.role == "literal"]
    ranked = []
    for n, (mention, root) in enumerate(literal):
        way = features(scene.line, root, trigger)
        if _acts(scene.line, mention, root):
            continue
        price = cost(way, trigger.kind, costs) + _widening(mention, costs)
        if price <= costs.limit:
            ranked.append((price, way.distance, n))
    chosen = _within(scene.line, literal, [n for _, _, n in sorted(ranked)])
    if chosen is None and trigger.head.pos == "VERB" and ontology.kind(trigger.kind).control:
        objects = phrases.objects(scene.line, trigger.head)
        own = (scene.places[t.i] for t in objects if t.i in scene.places)
        chosen = next((m for m in own if m.role == "literal"), None)
    return chosen


def _within(
    line: Line, found: Sequence[tuple[PlaceMention, Token]], ranked: Sequence[int]
) -> PlaceMention | None:
    """The first ranked, or the one of the others that it only says the whereabouts of: the quarter of "the
    Old Quarter of Velmora", "Velmora's Old Quarter"."""
    if not ranked:
        return None
    best = ranked[0]
    for _ in ranked:
        mention, root = found[best]
        over = {t.i for t in line.ancestors(root)}
        inner = [
            n
            for n in ranked
            if n != best and _anchor(line, found[n][1]) in over and not _wider(found[n][0], mention)
        ]
        if not inner:
            break
        best = inner[0]
    return found[best][0]


def _wider(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether one lies on a larger scale than the other: a region against a town. So the region of "the
    Norland city of Velmora", "the Norland embassy in Velmora" is not within the town."""
    widths = ("", *_costs().scales)
    return widths.index(scale(one)) > widths.index(scale(other))


def scale(mention: PlaceMention) -> str:
    """One of `Costs.scales`; "" for a settlement, what is smaller, or what no source knows."""
    feature = mention.place.feature or ""
    return next((name for name, of in _costs().scales.items() if feature.startswith(of.features)), "")


def _widening(mention: PlaceMention, costs: Costs) -> float:
    wide = scale(mention)
    return costs.scales[wide].cost if wide else 0.0


def _acts(line: Line, mention: PlaceMention, root: Token) -> bool:
    """Whether a state is who does it, and not where: "Norland captured", "was captured by Norland"."""
    feature = mention.place.feature or ""
    state = feature.startswith("PCL") or (feature.startswith("RGN") and root.entity == "ORG")
    agent = root.dep == "pobj" and line.head(root).dep == "agent"
    return state and (agent or (root.dep == "nsubj" and line.head(root).pos == "VERB"))


def _anchor(line: Line, root: Token) -> int:
    """The word that stands for a place in the tree: its name, or the "quarter" of "the Old Quarter"."""
    head = line.head(root)
    named = root.dep in ("compound", "nmod", "amod") and head.lemma in index().classes["place"]
    return head.i if named else root.i


def time_of(scene: Scene, trigger: Trigger) -> TimeMention | None:
    """The time that governs an event: the nearest in its clause, else the sentence's only one."""
    found = list(roots(scene.line, scene.times))
    if not found:
        return None
    ranked = sorted(
        (_time_cost(scene.line, root, trigger) + _LASTING.get(m.kind, 0.0), abs(root.i - trigger.head.i), n)
        for n, (m, root) in enumerate(found)
    )
    if ranked[0][0] < FAR or (len(found) == 1 and ranked[0][0] < BARRED):
        return found[ranked[0][2]][0]
    return None


def roots(line: Line, mentions: Mapping[int, Mention]) -> Sequence[tuple[Mention, Token]]:
    """Each mention with its token whose head lies outside it, in order."""
    found: dict[int, tuple[Mention, Token]] = {}
    for i, mention in sorted(mentions.items()):
        token = line.tokens[i]
        outside = token.head == i or mentions.get(token.head) is not mention
        if outside and (mention.span.start not in found or token.dep not in ("punct", "case")):
            found[mention.span.start] = (mention, token)
    return list(found.values())


def _way(line: Line, mention: Token, event: Token) -> tuple[list[Token], list[Token]]:
    """Tokens climbed from the mention, and from the event, before they meet."""
    over = [event.i, *(a.i for a in line.ancestors(event))]
    position = {i: n for n, i in enumerate(over)}
    up: list[Token] = []
    for token in (mention, *line.ancestors(mention)):
        if token.i in position:
            return up, [line.tokens[i] for i in over[: position[token.i]]]
        up.append(token)
    return up, []


@dataclass(frozen=True, slots=True)
class Way:
    """What lies between a place's name and an event: edges up and down, the preposition that holds it."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    preposition: str
    distance: int
    after: bool
    inside: bool
    innermost: str


def features(line: Line, root: Token, trigger: Trigger) -> Way:
    """The way from a mention's root token to a trigger, through its light verb if that is shorter."""
    inside = trigger.first.i <= root.i <= trigger.head.i or (
        root.head == trigger.head.i and root.dep in ("compound", "nmod")
    )
    up, down = _way(line, root, trigger.head)
    if trigger.light is not None:
        other = _way(line, root, trigger.light)
        if len(other[0]) + len(other[1]) < len(up) + len(down):
            up, down = other
    held = [t.lower for t in up if t.dep in ("prep", "agent")]
    if any(t.lower in _costs().directions for t in up):
        held.append("direction")
    edges = []
    for token in up:
        if token.dep in ("prep", "agent"):
            continue
        edges.append(_edge(line, token))
    return Way(
        tuple(edges),
        tuple("apart" if is_apart(line, t) else t.dep for t in down),
        held[-1] if held else "",
        abs(root.i - trigger.head.i),
        root.i > trigger.head.i,
        inside,
        held[0] if held else "",
    )


def _edge(line: Line, token: Token) -> str:
    """The label of the edge above a token, with three told apart: "naming"; "scene", a clause that tells
    amid what it happened: "hurt when a shell hit Velmora"; and "apart", what happened at another time: "the
    first raid since a truce was signed in Velmora"."""
    if token.dep in NAMING and line.head(token).lemma in index().classes["place"]:
        return "naming"
    if token.dep == "advcl" and any(
        t.lower in _costs().sets_scene and t.dep in ("mark", "advmod")
        for t in line.children[token.i]
        if t.i < token.i
    ):
        return "scene"
    return "apart" if is_apart(line, token) else token.dep


def sets_apart(line: Line) -> bool:
    """Whether a sentence has any of the words that set apart."""
    return not _costs().apart.isdisjoint(line.words)


def is_apart(line: Line, token: Token) -> bool:
    """Whether a token heads a clause or a happening that "since" sets apart: "since a truce was signed",
    "since the truce"; not the day of "since Monday"."""
    if not sets_apart(line):
        return False
    apart = _costs().apart
    if token.dep in ("pobj", "pcomp"):
        return line.head(token).lower in apart and not token.entity
    return any(
        t.dep in ("mark", "advmod") and t.i < token.i and t.lower in apart for t in line.children[token.i]
    )


def cost(way: Way, kind: str, costs: Costs) -> float:
    """What a way costs for a kind of event."""
    own = costs.by_kind.get(kind, {})
    if way.inside:
        return 1.0
    total = sum(own.get(edge, costs.up.get(edge, costs.other_up)) for edge in way.up)
    total += sum(costs.down.get(edge, costs.other_down) for edge in way.down)
    if way.preposition in costs.sides and way.innermost in costs.sites and way.after:
        total += costs.nested  # "clashes between the army and rebels in Velmora"
    elif way.preposition:
        total += own.get(way.preposition, costs.prepositions.get(way.preposition, costs.other_preposition))
    return total + costs.far * way.distance + (costs.after_event if way.after else 0.0)


def _ranks(line: Line, up: Sequence[Token]) -> bool:
    """Whether a time only tells since when there was none like it: "the deadliest raid since May"."""
    since = next((t for t in up if t.lower == "since" and t.dep == "prep"), None)
    if since is None:
        return False
    above = line.head(since)
    ranked = (above, *(t for t in line.children[above.i] if t.dep in ("dobj", "attr", "nsubj", "pobj")))
    return any(c.tag == "JJS" or c.lower == "first" for t in ranked for c in line.children[t.i])


def _time_cost(line: Line, root: Token, trigger: Trigger) -> float:
    costs = _costs()
    up, down = _way(line, root, trigger.light or trigger.head)
    own = range(trigger.first.i, trigger.last.i + 1)
    total = sum(costs.down.get(t.dep, costs.other_down) for t in down)
    if any(is_apart(line, token) for token in (*up, *down) if token.i != root.i) or _ranks(line, up):
        return BARRED
    for token in up:
        above = line.head(token)
        event = above.pos == "NOUN" and above.lemma in index().nouns and above.i not in own
        if event and (down or token.dep in NAMING or (token.dep == "prep" and token.lower == "of")):
            return BARRED  # "despite the January 12 ceasefire", "the truce of May 2" date that alone
        if token.dep in ("relcl", "advcl", "ccomp", "acl", "parataxis"):
            return FAR + len(up)
        total += 1.0 if token.dep in ("nsubj", "nsubjpass", "dobj", "conj") else 0.2
    return total
