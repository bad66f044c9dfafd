"""What a copy changed: words inside quotation marks, numbers, names, dates, negation.

Only what stands on both sides is an alteration; what was left out or added is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from reportedly.copies.wording import Word, Wording, lexicon
from reportedly.records import Alteration, AlterationType

SAME_QUOTE = 0.3  # quotations that share fewer of their words are different quotations
SAME_NAME = 0.7  # spellings of one name are at least this alike (difflib ratio)
NEAR = 5  # words that may change along with a negation
FAITHFUL = 0.65  # only in sentences this alike does one name or "not" more or less turn the meaning


def alterations(article: Wording, of: Wording, likeness: float) -> tuple[Alteration, ...]:
    """The differences that matter between a sentence and the one it was taken from, in order of the text."""
    left = [w for w in article.words if w.kind != "mark"]
    right = [w for w in of.words if w.kind != "mark"]
    matcher = SequenceMatcher(None, [w.key for w in left], [w.key for w in right], autojunk=False)
    regions = [(left[a:b], right[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    found = [*_quotes(article, of), *_numbers(left, right, regions, likeness), *_dates(left, right)]
    if likeness >= FAITHFUL:
        found += [*_names(left, right, regions), *_negations(left, right, matcher)]
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
    if likeness >= FAITHFUL and len(new) == len(old) == 1:
        yield "number", _extent(new), _extent(old)


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


def _names(left: Sequence[Word], right: Sequence[Word], regions: Regions) -> Iterator[Found]:
    """One name in the place of another; spellings and short forms of one name do not count."""
    new, old = _unmatched(left, right, "name"), _unmatched(right, left, "name")
    for a, b in regions:
        here, there = [w for w in a if w in new], [w for w in b if w in old]
        if not here or not there or _same_name(here, there):
            continue
        if _together(here, a) and _together(there, b):
            yield "name", _extent(here), _extent(there)


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
