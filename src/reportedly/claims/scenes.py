"""When and where: the time and the place, of those a sentence names, that belong to a count in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reportedly.claims.counting import LENGTHS, lexicon, unit_of
from reportedly.reading import Line, Token
from reportedly.records import Measure, Place, PlaceMention, Span, TimeMention
from reportedly.times import Window

APART = 20  # steps that a place without anything of the count's above it is behind others
BESIDE = 4  # steps that what is only near is behind: "in the town of Orvale, near Dolna"
DATELINE = 20  # tokens at the beginning of a sentence that a dateline may take
DASHES = frozenset({"-", "--", "–", "—"})
BEARING = 8  # steps that what tells the way to another is behind: "in Orvale, 80 km north of Dolna"
OPENING = 4  # tokens at the beginning of a sentence that can name the wider area
INNER = frozenset({"compound", "nmod", "amod", "poss", "npadvmod"})
NO_PLACES = frozenset({"metonym", "associative", "dateline"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a time or place may belong to: the counted noun, its number, and the measure with its word."""

    span: Span
    node: Token
    number: Token
    sign: Token | None
    measure: Measure


class Scene:
    """A line with the times, their windows, and the places it names."""

    def __init__(
        self,
        line: Line,
        times: Sequence[TimeMention],
        windows: Sequence[Window],
        places: Sequence[PlaceMention],
    ) -> None:
        self.line, self.times, self.windows, self.places = line, times, windows, places

    @cached_property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each token in the text as given."""
        line, at = self.line, self.line.sentence.start
        if any(e.start < line.sentence.end and e.end > at for e in line.article.edits):
            return tuple((s.start, s.end) for s in (line.token_span(t, t) for t in line.tokens))
        return tuple((at + t.start, at + t.end) for t in line.tokens)

    def token(self, span: Span) -> Token | None:
        """The head of the tokens that a span covers: the first that hangs from one outside."""
        inside = [
            t
            for t, (start, end) in zip(self.line.tokens, self.bounds, strict=True)
            if end > span.start and start < span.end and t.pos != "SPACE"
        ]
        numbers = {t.i for t in inside}
        return next((t for t in inside if t.head not in numbers or t.head == t.i), None)


def within(line: Line, starts: Sequence[int]) -> slice:
    """The mentions, in order of their starts, that start within a line."""
    return slice(bisect_left(starts, line.sentence.start), bisect_left(starts, line.sentence.end))


def verb_over(line: Line, token: Token) -> Token | None:
    if token.pos in {"VERB", "AUX"}:
        return token
    return next((a for a in line.ancestors(token) if a.pos in {"VERB", "AUX"}), None)


def clause(scene: Scene, told: Told) -> frozenset[int]:
    """The tokens that what is told of a count hangs from: its noun, its verb, the sign of its measure."""
    line, mine = scene.line, {told.node.i, told.number.i}
    for token in (told.node, told.number, *((told.sign,) if told.sign else ())):
        mine.add(token.i)
        if (verb := verb_over(line, token)) is not None:
            mine.add(verb.i)
    return frozenset(mine)


def window_of(scene: Scene, told: Told) -> Window:
    """The window of the time expression in the count's own clause; the nearest, if there are several.

    "Monday" in "said on Monday" tells when it was said: it hangs from another verb than the count.
    """
    own = clause(scene, told)
    # "died on Monday, taking the toll to 70": not all of them on that day
    total = told.sign is not None and told.sign.lemma in lexicon().counters
    beside = frozenset[int]() if total else _beside_it(scene.line, own)
    return _nearest(scene, told, own) or _nearest(scene, told, beside) or Window(None, None)


def _nearest(scene: Scene, told: Told, mine: Set[int]) -> Window | None:
    """The window of the nearest time that hangs from one of the tokens `mine`."""
    line, best = scene.line, None
    for mention, window in zip(scene.times, scene.windows, strict=True):
        token = scene.token(mention.span)
        if token is None or (window.start is None and window.end is None) or _in_dateline(scene, token):
            continue
        verb = verb_over(line, token)
        if verb is not None and any(c.dep == "mark" and c.lower == "since" for c in line.children[verb.i]):
            verb = verb_over(line, line.head(verb))  # "since the war began in 2011": what has happened since
        inside = any(a.i == told.node.i for a in line.ancestors(token))
        then = _was_then(line, token, mine)
        if not (inside or then) and (verb is None or verb.i not in mine or _compares(line, token)):
            continue
        if _follows_origin(line, told.number, token):
            continue
        days = Window(mention.earliest, mention.latest) if then else window
        distance = abs(mention.span.start - told.span.start)
        if best is None or distance < best[0]:
            best = distance, days
    return best[1] if best else None


def _beside_it(line: Line, mine: Set[int]) -> frozenset[int]:
    """The verbs that share a time with those of a count: "killed 9 and wounded 30 on Monday", "9 died when a
    bus fell on Monday", "struck on Monday, killing 9"."""
    found = set[int]()
    for i in mine:
        verb = line.tokens[i]
        if verb.pos not in {"VERB", "AUX"}:
            continue
        while verb.dep == "conj" or (verb.dep in {"advcl", "xcomp"} and verb.tag == "VBG"):
            verb = line.head(verb)
            found.add(verb.i)
        found.update(c.i for c in line.children[i] if c.dep == "conj" or _is_while(line, c))
    verbs = (line.tokens[i] for i in found)
    return frozenset(v.i for v in verbs if v.pos in {"VERB", "AUX"} and v.lemma not in lexicon().speech)


def _is_while(line: Line, verb: Token) -> bool:
    marks = lexicon().meanwhile
    return verb.dep == "advcl" and any(c.lower in marks for c in line.children[verb.i])


def _was_then(line: Line, time: Token, mine: Set[int]) -> bool:
    """Whether a clause of the count tells of a time: "since 2014, when 130 people died"."""
    told = (c for c in line.children[time.i] if c.i in mine and c.dep == "relcl")
    return any(k.lower == "when" for c in told for k in line.children[c.i])


def _compares(line: Line, time: Token) -> bool:
    """Whether a time only says since when there was nothing like it: "the strongest since 1999"."""
    for above in line.ancestors(time):
        if above.pos in {"VERB", "AUX"}:
            return False
        if above.tag in {"JJS", "RBS"} or any(c.tag in {"JJS", "RBS"} for c in line.children[above.i]):
            return True
    return False


def _in_dateline(scene: Scene, token: Token) -> bool:
    """Whether a time is that of the dateline: "ORVALE, March 14 (Agency) - Floods"."""
    if not any(p.role == "dateline" for p in scene.places):
        return False
    dash = next((t.i for t in scene.line.tokens[:DATELINE] if t.text in DASHES), 0)
    return token.i < dash


def _follows_origin(line: Line, number: Token, time: Token) -> bool:
    """Whether a time is that of an earlier count: "rose to 70, up from 43 on Monday"."""
    between = line.tokens[number.i + 1 : time.i]
    return any(a.lower == "from" and b.pos == "NUM" for a, b in pairwise(between))


@dataclass(frozen=True, slots=True)
class Way:
    """How a place's name hangs from a count: `over` are the tokens between them, `prepositions` those of them
    that are such; `apart` where nothing of the count's stands above it."""

    mention: PlaceMention
    token: Token
    over: tuple[Token, ...]
    apart: bool
    distance: int

    @property
    def prepositions(self) -> tuple[Token, ...]:
        return tuple(t for t in self.over if t.pos == "ADP")


def place_of(scene: Scene, told: Told) -> PlaceMention | None:
    """The place the counted event is told to be at.

    Best is one that hangs from the count's noun or verb by as few steps as possible; where people went
    ("to the camp") yields to where they were. A name within another noun ("the Ruritania army"), what lies
    ahead ("towards the border of Ruritania") and where only a part of those counted is are no places of it.
    """
    mine = clause(scene, told)
    ways = [_way(scene, told, mine, m) for m in scene.places if m.role not in NO_PLACES]
    ranked = sorted(
        (
            (_rank(scene.line, told, mine, w), n, w)
            for n, w in enumerate(ways)
            if w and _is_where(scene, told, w)
        ),
        key=lambda r: r[:2],
    )
    if not ranked:
        return None
    found = [w for _, _, w in ranked]
    inside = next((w for w in found[1:] if _sets_scene(scene.line, found[0], w)), found[0])
    return narrowest(scene, [inside.mention, *(w.mention for w in found if w is not inside)])


def _way(scene: Scene, told: Told, mine: Set[int], mention: PlaceMention) -> Way | None:
    token = scene.token(mention.span)
    if token is None or of_a_body(scene.line, token):
        return None
    over = list[Token]()
    for above in (token, *scene.line.ancestors(token)):
        if above.i in mine:
            break
        over.append(above)
    apart = bool(over) and over[-1].head == over[-1].i
    return Way(mention, token, tuple(over), apart, abs(mention.span.start - told.span.start))


def _is_where(scene: Scene, told: Told, way: Way) -> bool:
    """Whether a place can be where what was counted happened."""
    line, known = scene.line, lexicon()
    head = line.head(way.token)
    named = _is_locality(head) or unit_of(head) == "building"  # "in an Orvale hospital"
    names = named or head.lemma in known.disasters or _lives_there(head, told)
    if way.token.dep in INNER and not names:
        return False
    said = any(
        t.pos == "VERB" and t.lemma in known.speech for t in way.over
    )  # "a group based in Orvale said"
    ahead = any(t.lower in known.towards or t.lemma in known.borders for t in way.over)
    part = any(t.lower in known.parts for t in way.over)
    return not (said or ahead or part)


def _is_bearing(way: Way) -> bool:
    """Whether a place tells the way to another: "80 km north of Orvale"."""
    known = lexicon().bearings
    return any(unit_of(t) in LENGTHS or t.lower in known for t in way.over if t is not way.token)


def _rank(line: Line, told: Told, mine: Set[int], way: Way) -> tuple[bool, bool, bool, int, int, int]:
    """The less, the better."""
    cause = any(t.lower in lexicon().causes for t in way.over if t.pos in {"ADP", "SCONJ"})
    steps = len(way.over) + (APART if way.apart else 0) + (BESIDE if _beside(way) else 0)
    steps += BEARING if _is_bearing(way) else 0
    first, last = sorted((told.number.i, way.token.i))
    parted = any(t.text == ";" for t in line.tokens[first:last])
    return (
        parted,
        _of_another(line, told, way),
        cause,
        _elsewhere(line, told, way, cause),
        steps,
        way.distance,
    )


def _elsewhere(line: Line, told: Told, way: Way, cause: bool) -> int:
    """How far a preposition makes a place another than where it happened: 0 is not at all.

    Who returned is where they went to, who fled where they went from; where those who now stay somewhere
    came from yields to where they stay ("900 people who fled Orvale live in Dolna").
    """
    verb = verb_over(line, told.node)
    stays = verb is not None and verb.lemma in lexicon().staying
    if stays and way.over and line.head(way.over[-1]) is not verb:
        return 1
    if not way.prepositions:
        return 0
    known, first = lexicon(), way.prepositions[0]
    if cause:
        return 0 if first.lower in known.targets else 2
    if told.measure == "returned" and first.lower in {"to", "from"}:
        return 0 if first.lower == "to" else 2
    if first.lower != "from":
        return 0 if first.lower in known.where else 2
    above = way.over[way.over.index(first) + 1 :]
    return 0 if all(t.pos in {"ADP", "PROPN"} for t in above) else 2  # "most of them from Orvale"


def _beside(way: Way) -> bool:
    return bool(way.prepositions) and way.prepositions[0].lower in lexicon().beside


def _of_another(line: Line, told: Told, way: Way) -> bool:
    """Whether a place belongs to another count of the same: the 900 of "4,000 people, with 900 in Orvale"."""
    unit = unit_of(told.node)
    return any(
        (t.pos == "NUM" and t.entity in {"", "CARDINAL"})
        or (unit_of(t) == unit is not None and any(c.dep == "nummod" for c in line.children[t.i]))
        for t in way.over
        if t.i not in {told.node.i, told.number.i}
    )


def _lives_there(head: Token, told: Told) -> bool:
    """Whether a name beside the counted noun says where they live: "900 Orvale residents"."""
    return head.i == told.node.i and head.lemma in lexicon().groups["INHABITANTS"]


def _sets_scene(line: Line, best: Way, other: Way) -> bool:
    """Whether the best place is only the area of another: "In Norland, fighting in Orvale displaced ...",
    "were killed near Orvale in Norland", "9 km south of Orvale in Norland"."""
    opens = best.token.i <= OPENING and best.token.i < other.token.i
    within = _wider(best.mention.place, other.mention.place)
    told = not other.apart and all(p.lower in lexicon().amid for p in other.prepositions)
    return within and (_beside(other) or _is_bearing(other) or (opens and told))


def narrowest(scene: Scene, ranked: Sequence[PlaceMention]) -> PlaceMention:
    """The first, or the one of the others that it only tells the whereabouts of: "the port of Orvale, in
    Norland", "Orvale in Norland"."""
    best, left = ranked[0], list(ranked[1:])
    while True:
        root = scene.token(best.span)
        if root is None or scene.line.head(root).lower == "from":  # "to Orvale from Dolna"
            return best
        over = {a.i for a in scene.line.ancestors(root)}
        within = (m for m in left if _anchors(scene, m) & over and not _wider(m.place, best.place))
        inner = next(within, None)
        if inner is None:
            return best
        best = inner
        left.remove(inner)


def _wider(one: Place, other: Place) -> bool:
    return holds(one, other) and not holds(other, one)


def _anchors(scene: Scene, mention: PlaceMention) -> set[int]:
    """The tokens that stand for a place in the tree: its name, and the noun that it is the name of."""
    token = scene.token(mention.span)
    if token is None:
        return set()
    over = scene.line.head(token)
    named = token.dep == "appos" or (token.dep in {"compound", "nmod"} and _is_locality(over))
    return {token.i, over.i} if named else {token.i}


def of_a_body(line: Line, token: Token) -> bool:
    """Whether a place's name is only part of a body's: "the Islamic Army in Norland"."""
    return any(
        start <= token.i < after
        and label == "ORG"
        and any(t.entity == "ORG" and t.pos == "ADP" for t in line.tokens[start:after])
        for start, after, label in line.parse.entities
    )


def _is_locality(token: Token) -> bool:
    """A noun that a place's name goes with: "Ruritz province"."""
    return unit_of(token) == "place" or token.lemma in lexicon().localities


def holds(area: Place, other: Place) -> bool:
    """Whether a place is the other or, as a state or a first division of one, has it inside."""
    if area == other or (area.geonames_id is not None and area.geonames_id == other.geonames_id):
        return True
    feature = area.feature or ""
    if area.country is None or area.country != other.country:
        return False
    division = feature == "ADM1" and area.admin1 is not None and area.admin1 == other.admin1
    return feature.startswith("PCL") or division
