"""What a copy changed: words inside quotation marks, numbers, names, places, dates, negation, gender, and how
surely and by whom it is said.

Only what stands on both sides is an alteration; what was left out or added is not, but for a "not", a "may"
and who says so, without which a sentence says something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from reportedly.copies.wording import Word, Wording, lexicon
from reportedly.knowledge import load
from reportedly.records import Alteration, AlterationType

SAME_QUOTE = 0.3  # quotations that share fewer of their words are different quotations
SAME_NAME = 0.7  # spellings of one name are at least this alike (difflib ratio)
NEAR = 5  # words that may change along with a negation
SPEAKER = 12  # words that name a speaker and say that he speaks
FAITHFUL = 0.65  # only in sentences this alike does one name or "not" more or less turn the meaning


@dataclass(frozen=True)
class Turns:
    """alterations.yaml."""

    hedges: frozenset[str]
    soft: frozenset[str]
    sayings: frozenset[str]
    vague: frozenset[str]
    genders: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def turns() -> Turns:
    found: Turns = load("reportedly.copies", "alterations.yaml", Turns)
    return found


def alterations(article: Wording, of: Wording, likeness: float) -> tuple[Alteration, ...]:
    """The differences that matter between a sentence and the one it was taken from, in order of the text."""
    left = [w for w in article.words if w.kind != "mark"]
    right = [w for w in of.words if w.kind != "mark"]
    matcher = SequenceMatcher(None, [w.key for w in left], [w.key for w in right], autojunk=False)
    regions = [(left[a:b], right[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    found = [*_quotes(article, of), *_numbers(left, right, regions, likeness), *_dates(left, right)]
    if likeness >= FAITHFUL:
        found += [*_names(article, of, left, right, regions), *_negations(left, right, matcher)]
        found += [
            *_genders(left, right),
            *_hedges(left, right, matcher),
            *_unsaid(article, of, left, right, regions),
        ]
    full = [(kind, a, b) for kind, a, b in found if a[1] > a[0] and b[1] > b[0]]
    made = {Alteration(kind, article.span(*a), of.span(*b)) for kind, a, b in full}
    return tuple(sorted(made, key=lambda x: (x.span.start, x.span.end, x.type, x.of_span.start)))


Extent = tuple[int, int]
Found = tuple[AlterationType, Extent, Extent]


def _extent(words: Sequence[Word]) -> Extent:
    return words[0].start, words[-1].end


def _quotes(article: Wording, of: Wording) -> Iterator[Found]:
    """Quotations of the same utterance whose words differ."""
    right = [(extent, words) for extent in of.quotes if (words := _inside(of, extent))]
    for extent in article.quotes:
        words = _inside(article, extent)
        if not words or not right:
            continue
        best = max(right, key=lambda item: (_common(words, item[1]), -item[0][0]))
        if _common(words, best[1]) >= SAME_QUOTE and not _unaltered(_letters(words), _letters(best[1])):
            yield "quote", _trimmed(article, extent), _trimmed(of, best[0])


def _trimmed(wording: Wording, extent: Extent) -> Extent:
    """A quotation without the blanks around it and the comma or full stop at its end."""
    words = wording.sentence.reading[extent[0] : extent[1]]
    start = extent[0] + len(words) - len(words.lstrip())
    return start, extent[0] + len(words.rstrip(" ,.;"))


def _unaltered(a: list[str], b: list[str]) -> bool:
    """Whether one quotation has the letters of the other, or is a stretch of it: shortened, not altered."""
    if "".join(a) == "".join(b):
        return True
    short, long = sorted((a, b), key=len)
    return any(long[n : n + len(short)] == short for n in range(len(long) - len(short) + 1))


def _inside(wording: Wording, extent: Extent) -> list[Word]:
    return [w for w in wording.words if extent[0] <= w.start and w.end <= extent[1] and w.kind != "mark"]


def _letters(words: Iterable[Word]) -> list[str]:
    return [w.text for w in words]


def _common(a: Sequence[Word], b: Sequence[Word]) -> float:
    left, right = Counter(w.key for w in a), Counter(w.key for w in b)
    return 2 * (left & right).total() / (left.total() + right.total())


Regions = Sequence[tuple[list[Word], list[Word]]]


def _numbers(
    left: Sequence[Word], right: Sequence[Word], regions: Regions, likeness: float
) -> Iterator[Found]:
    """Numbers without an equal on the other side: paired within a changed passage, and then, in
    sentences that say the same, the one that is left on either side."""
    new, old = _unmatched(left, right, "number"), _unmatched(right, left, "number")
    for a, b in regions:
        here, there = [w for w in a if w in new], [w for w in b if w in old]
        if abs(len(a) - len(b)) > NEAR:
            continue  # something was added or left out, and its number with it
        for x, y in zip(here, there, strict=False):
            yield "number", (x.start, x.end), (y.start, y.end)
            new.remove(x)
            old.remove(y)
        if likeness >= FAITHFUL and (len(here), len(there)) in ((1, 0), (0, 1)):
            for x, y in zip(here or _vague(a), there or _vague(b), strict=False):
                yield "number", (x.start, x.end), (y.start, y.end)
    if likeness >= FAITHFUL and len(new) == len(old) == 1:
        yield "number", _extent(new), _extent(old)


def _vague(words: Sequence[Word]) -> list[Word]:
    """ "dozens" where the other side has 36."""
    return [w for w in words if w.text in turns().vague][:1]


def _unmatched(words: Sequence[Word], others: Sequence[Word], kind: str) -> list[Word]:
    """Words of a kind whose key the other side has fewer times."""
    spare = Counter(w.key for w in others if w.kind == kind)
    found = []
    for word in words:
        if word.kind != kind or word.text == "one":  # "one" is rarely a count
            continue
        if spare[word.key]:
            spare[word.key] -= 1
        else:
            found.append(word)
    return found


def _names(
    article: Wording, of: Wording, left: Sequence[Word], right: Sequence[Word], regions: Regions
) -> Iterator[Found]:
    """One name in the place of another; spellings and short forms of one name do not count."""
    new, old = _unmatched(left, right, "name"), _unmatched(right, left, "name")
    for a, b in regions:
        here, there = [w for w in a if w in new], [w for w in b if w in old]
        if not here or not there or _same_name(here, there):
            continue
        if _together(here, a) and _together(there, b):
            places = _placed(article, here) and _placed(of, there)
            yield "place" if places else "name", _extent(here), _extent(there)


def _placed(wording: Wording, names: Sequence[Word]) -> bool:
    return all(any(a <= w.start and w.end <= b for a, b in wording.places) for w in names)


def _together(names: Sequence[Word], region: Sequence[Word]) -> bool:
    """Whether names make one run: only names, particles and little else between the first and last."""
    between = [w for w in region if names[0].start <= w.start and w.end <= names[-1].end]
    return len(names) <= 6 and not any(w.kind in ("content", "number", "date") for w in between)


def _same_name(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether two runs of names may be one: spelt alike, or one the initials of the other."""
    left, right = ("".join(w.text for w in side).replace(".", "") for side in (a, b))
    if left.startswith(right) or right.startswith(left):
        return True
    if any(len(x) > 1 and y.startswith(x) for x, y in ((_initials(a), right), (_initials(b), left))):
        return True  # Islamic State, ISIL
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= SAME_NAME


def _initials(words: Sequence[Word]) -> str:
    return "".join(w.text[0] for w in words)


def _dates(left: Sequence[Word], right: Sequence[Word]) -> Iterator[Found]:
    """A weekday for another, a month for another, a day or year for another."""
    for sort in ("weekday", "month", "figure"):
        new = [w for w in _unmatched(left, right, "date") if _sort(w) == sort]
        old = [w for w in _unmatched(right, left, "date") if _sort(w) == sort]
        for x, y in zip(new, old, strict=False):
            yield "date", (x.start, x.end), (y.start, y.end)


def _sort(word: Word) -> str:
    if word.text in lexicon().weekdays:
        return "weekday"
    return "figure" if word.value is not None else "month"


def _negations(left: Sequence[Word], right: Sequence[Word], matcher: SequenceMatcher[str]) -> Iterator[Found]:
    """One side negates once more. The spans are the negation and the word the other has in its place."""
    counts = [sum(w.key == "not" for w in side) for side in (left, right)]
    if abs(counts[0] - counts[1]) != 1:
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        new, old = [w for w in left[a:b] if w.key == "not"], [w for w in right[c:d] if w.key == "not"]
        same = {w.key for w in left[a:b] if w.kind != "function"} == {
            w.key for w in right[c:d] if w.kind != "function"
        }
        if len(new) == len(old) or max(b - a, d - c) > NEAR or not same:
            continue  # a clause that is there or not, or put in other words
        here = new or left[a : max(b, a + 1)]
        there = old or right[c : max(d, c + 1)]
        if here and there:
            yield "negation", (here[0].start, here[0].end), (there[0].start, there[0].end)
            return


def _genders(left: Sequence[Word], right: Sequence[Word]) -> Iterator[Found]:
    """A woman for a man: one side has the masculine, the other in its stead the feminine."""
    here, there = _texts(left), _texts(right)
    taken: set[int] = set()
    for pair in turns().genders:
        for mine, theirs in (pair, pair[::-1]):
            if here[mine] <= there[mine] or there[theirs] <= here[theirs]:
                continue
            x = next(w for w in left if w.text == mine)
            y = next(w for w in right if w.text == theirs)
            if x.start not in taken:
                taken.add(x.start)
                yield "gender", (x.start, x.end), (y.start, y.end)


def _texts(words: Iterable[Word]) -> Counter[str]:
    return Counter(w.text for w in words)


def _hedges(left: Sequence[Word], right: Sequence[Word], matcher: SequenceMatcher[str]) -> Iterator[Found]:
    """One side says that it may be so, the other that it is. The spans are the hedge with the auxiliaries
    that follow it, and what the other has in its place."""
    open_words = turns().hedges | turns().soft
    for tag, a, b, c, d in matcher.get_opcodes():
        mine, theirs = _hedged(left, a, b), _hedged(right, c, d)
        if tag == "equal" or bool(mine) == bool(theirs) or max(b - a, d - c) > NEAR:
            continue
        if any(w.text in open_words for w in (right if mine else left)):
            continue  # it leaves it open elsewhere, or in another word
        here = mine or left[a : max(b, a + 1)][:NEAR] or left[-1:]
        there = theirs or right[c : max(d, c + 1)][:NEAR] or right[-1:]
        if here and there:
            yield "attribution", _extent(here), _extent(there)
            return


def _hedged(words: Sequence[Word], first: int, after: int) -> Sequence[Word]:
    """The first hedge from `first` to `after`, with the auxiliaries that follow it."""
    for n in range(first, after):
        if words[n].text in turns().hedges and words[n].kind != "date":
            end = n + 1
            while end < len(words) and words[end].key in ("have", "be"):
                end += 1
            return words[n:end]
    return ()


def _unsaid(
    article: Wording, of: Wording, left: Sequence[Word], right: Sequence[Word], regions: Regions
) -> Iterator[Found]:
    """What somebody said is said by the copy itself: the words that named the speaker are gone, and no others
    are there. The spans are the whole sentence and those words."""
    sayings = turns().sayings
    if article.quotes or not left or any(w.key in sayings or w.text in sayings for w in left):
        return
    for here, there in regions:
        cues = [w for w in there if w.key in sayings]
        named = any(w.kind in ("name", "content") and w not in cues for w in there)
        if cues and named and len(here) <= 2 and len(there) <= SPEAKER and not _quoting(of, cues[0]):
            yield "attribution", _extent(left), _extent(there)
            return


def _quoting(wording: Wording, word: Word) -> bool:
    return any(a <= word.start and word.end <= b for a, b in wording.quotes)
