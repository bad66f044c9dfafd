"""Who took which sentence from whom, among the articles of one story."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.csgraph import connected_components

from reportedly import config
from reportedly.copies.alignment import Encode, Likeness, agreement, align, longest_run
from reportedly.copies.direction import from_a_third, published_on
from reportedly.copies.recording import Links, Pair, Text, recorded
from reportedly.copies.substance import Common, Substance
from reportedly.copies.wording import Wording, wording
from reportedly.rarity import rarity
from reportedly.reading import ENGLISH
from reportedly.records import Article, Copy, CopyKind, Id, Parse

LIFTED = 0.86  # sentences of a passage that was lifted are at least this alike
VERBATIM = 0.92  # sentences at least this alike were taken word for word
UNTOLD = 0.5  # two reports of one event have sentences this alike
REPEATED = 0.9  # a page that prints a sentence twice took it twice
WEEK = 7  # days between articles of which one took a single sentence from the other
UNLIKELY = 30.0  # nats from which on nobody thinks of a sentence twice
MONTH = 31  # days between articles of which one took such a sentence
RETOLD = 0.45  # the share of an article, by surprise, that stands in the one it retells
SUBSTANCE = 50.0  # nats: some fifteen words that no other report has
TOLD = 0.28  # how far links must rise above that, all together, for one article to be made from the other
HINT = 0.15  # and how far where all else that one tells stands in the other

Alike = dict[tuple[int, int], float]  # the likeness of sentences, by their numbers


def compare(
    articles: Sequence[Article], parses: Mapping[Id, Parse], encode: Encode, settings: config.Copies
) -> tuple[Copy, ...]:
    """The derivations among articles of one story, each pair once, sorted by article and of.

    `article` is the copy; where that is not known, or both took from a third, the later one. Independent
    of the order of `articles`.
    """
    if len(articles) < 2:
        return ()
    texts, sentences, owners = _laid_out(articles, parses)
    pairs = _pairs(texts, sentences, owners, Likeness(sentences, owners, encode), settings)
    return recorded(pairs, texts, sentences)


def between(
    articles: Sequence[Article], parses: Mapping[Id, Parse], encode: Encode, settings: config.Copies
) -> Copy:
    """Two articles of which somebody says that one is a copy of the other, as far as their sentences show."""
    texts, sentences, owners = _laid_out(articles, parses)
    a, b = texts
    likeness = Likeness(sentences, owners, encode)
    links = (
        _filled(a, b, sentences, likeness, settings.min_similarity - settings.fill)
        if a.size and b.size
        else ()
    )
    if not links:
        return Copy(a.article.id, b.article.id, "rewrite", "unknown", 0.0, ())
    return recorded([Pair(0, 1, _kind(a, b, links, sentences), links)], texts, sentences)[0]


def _laid_out(
    articles: Sequence[Article], parses: Mapping[Id, Parse]
) -> tuple[list[Text], list[Wording], list[int]]:
    """The articles in order, their body sentences, and the number of the article of each of these."""
    sentences: list[Wording] = []
    owners: list[int] = []
    texts: list[Text] = []
    for n, article in enumerate(sorted(articles, key=lambda a: a.id)):
        body = [i for i, s in enumerate(article.sentences) if s.role == "body"]
        texts.append(Text(article, n, len(sentences), len(body)))
        sentences += [wording(article, i, parses) for i in body]
        owners += [n] * len(body)
    return texts, sentences, owners


def _pairs(
    texts: Sequence[Text],
    sentences: Sequence[Wording],
    owners: Sequence[int],
    likeness: Likeness,
    settings: config.Copies,
) -> list[Pair]:
    """The pairs of articles with something in common, and what."""
    least = settings.min_similarity - settings.fill
    alike = _alike(owners, likeness, least)
    sure = {pair: _sure(values, sentences, settings) for pair, values in sorted(alike.items())}
    made = {
        (a, b)
        for (a, b), links in sure.items()
        if links and _derived(texts[a], texts[b], links, sentences, settings)
    }
    families = _families(len(texts), made)
    bodies = [sentences[t.first : t.first + t.size] for t in texts]
    substance = Substance(bodies, families)
    spread = _spread(sure, owners, families)
    found = []
    for (a, b), links in sure.items():
        one, two = texts[a], texts[b]
        if (a, b) in made or _retold(one, two, _loose(alike[a, b], least), sentences, substance.common):
            links = _filled(one, two, sentences, likeness, least)
            found.append(Pair(a, b, _kind(one, two, links, sentences), links))
        elif not links:
            continue
        elif not from_a_third(one.article, two.article) and (
            _passage(links, sentences) or _lifted(one, two, links, sentences, spread)
        ):
            found.append(Pair(a, b, "excerpt", links))
        elif telling := _shared(one, two, links, sentences):
            found.append(Pair(a, b, "shared", telling))
    return found


def _alike(owners: Sequence[int], likeness: Likeness, least: float) -> dict[tuple[int, int], Alike]:
    """The likeness of sentences, by the numbers of their articles."""
    left, right = likeness.index.candidates(owners)
    alike: dict[tuple[int, int], Alike] = defaultdict(dict)
    for i, j, value in zip(left.tolist(), right.tolist(), likeness(left, right).tolist(), strict=True):
        if value >= least:
            alike[owners[i], owners[j]][i, j] = value
    return alike


def _families(count: int, made: Iterable[tuple[int, int]]) -> list[int]:
    """The number of the family of each article: those that are one text, as far as is known."""
    rows, columns = zip(*sorted(made), strict=True) if made else ((), ())
    graph = sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, count))
    families: list[int] = connected_components(graph, directed=False)[1].tolist()
    return families


def _spread(
    sure: Mapping[tuple[int, int], Links], owners: Sequence[int], families: Sequence[int]
) -> dict[int, set[int]]:
    """The families in which each sentence stands nearly word for word, its own among them."""
    found: dict[int, set[int]] = defaultdict(set)
    for links in sure.values():
        for i, j, value in links:
            if value >= LIFTED:
                both = {families[owners[i]], families[owners[j]]}
                found[i] |= both
                found[j] |= both
    return found


def _loose(alike: Alike, least: float) -> Links:
    """The best one-to-one links, whatever they differ in."""
    return tuple((i, j, alike[i, j]) for i, j in align(alike, least))


def _sure(alike: Alike, sentences: Sequence[Wording], settings: config.Copies) -> Links:
    """The best one-to-one links that stand on their own."""
    found = ((i, j, alike[i, j]) for i, j in align(alike, settings.min_similarity))
    return tuple(x for x in found if not _conflicts(sentences[x[0]], sentences[x[1]], x[2]))


def _filled(a: Text, b: Text, sentences: Sequence[Wording], likeness: Likeness, least: float) -> Links:
    """All links of two articles of which one is a copy: every sentence is tried with every other."""
    left = np.repeat(np.arange(a.first, a.first + a.size, dtype=np.int64), b.size)
    right = np.tile(np.arange(b.first, b.first + b.size, dtype=np.int64), a.size)
    values = zip(left.tolist(), right.tolist(), likeness(left, right).tolist(), strict=True)
    alike = {(i, j): value for i, j, value in values}
    links = _loose(alike, least)
    return tuple(sorted(links + _seconds(links, alike, sentences, least)))


def _conflicts(a: Wording, b: Wording, value: float) -> bool:
    """Whether two sentences are one template about different things."""
    common, count = agreement(a, b)
    return count >= 2 and common < 0.4 and value < 0.85


def _derived(
    a: Text,
    b: Text,
    links: Links,
    sentences: Sequence[Wording],
    settings: config.Copies,
) -> bool:
    """Whether so much is common that one article was made from the other."""
    share = max(len({x[0] for x in links}) / a.size, len({x[1] for x in links}) / b.size)
    longest = max(longest_run(sentences[i], sentences[j]) for i, j, _ in links)
    told = sum(value - UNTOLD for _, _, value in links) >= TOLD
    if _template(a, b, links, sentences):
        return False
    return share >= settings.min_coverage and longest >= 5 and (told or longest >= 10)


def _retold(
    a: Text, b: Text, links: Links, sentences: Sequence[Wording], substance: Callable[[int, int], Common]
) -> bool:
    """Whether one article tells what the other tells, though hardly a sentence was kept."""
    if sum(value - UNTOLD for _, _, value in links) < HINT or _template(a, b, links, sentences):
        return False
    common = substance(a.number, b.number)
    return (
        common.share >= RETOLD
        and common.surprise >= SUBSTANCE
        and min(common.specific, common.numbers) >= 0.5
    )


def _template(a: Text, b: Text, links: Links, sentences: Sequence[Wording]) -> bool:
    """Whether what is common may be a template: loosely alike sentences that give other numbers, or one
    outlet's reports of two days. An outlet that prints its own report again does not put it in other words.
    """
    if 2 * sum(value >= LIFTED for _, _, value in links) >= len(links):
        return False  # a formula or two are part of a template, but most of a text is not
    if a.article.outlet and a.article.outlet == b.article.outlet and _days_apart(a.article, b.article):
        return True
    common = fewer = 0
    for i, j, _ in links:
        left, right = Counter(sentences[i].keys("number")), Counter(sentences[j].keys("number"))
        common += (left & right).total()
        fewer += min(left.total(), right.total())
    return fewer >= 3 and common < 0.5 * fewer


def _passage(links: Links, sentences: Sequence[Wording]) -> bool:
    """Whether sentences that follow one another in both articles are nearly word for word the same.

    One of them at least must be more than a quotation: a speech is anyone's to quote at length.
    """
    taken = {
        (i, j): _framed(sentences[i], sentences[j])
        for i, j, value in links
        if value >= LIFTED and longest_run(sentences[i], sentences[j]) >= 6
    }
    return any((i + 1, j + 1) in taken and (told or taken[i + 1, j + 1]) for (i, j), told in taken.items())


def _lifted(
    a: Text, b: Text, links: Links, sentences: Sequence[Wording], spread: Mapping[int, set[int]]
) -> bool:
    """Whether a sentence that stands nowhere else was taken nearly word for word: one of news, which names
    things; or any that says too much to have been written twice.

    Background that agencies repeat for months comes back at other times and in other articles.
    """
    apart = _days_apart(a.article, b.article)
    if apart is None or _template(a, b, links, sentences):
        return False
    for i, j, value in links:
        one, two = sentences[i], sentences[j]
        common, count = agreement(one, two)
        news = apart <= WEEK and value >= LIFTED and count >= 2 and common >= 0.8
        text = apart <= MONTH and value >= VERBATIM and common == 1 and _told(one, two) >= UNLIKELY
        alone = len(spread[i] | spread[j]) <= 2
        if (news or text) and alone and _framed(one, two) and longest_run(one, two) >= 8:
            return True
    return False


def _told(a: Wording, b: Wording) -> float:
    """How much two sentences tell in common: the rarity of their words, in nats."""
    words = {w.key: w.text for w in a.words if w.kind in ("content", "name")}
    both = words.keys() & set(b.keys("content", "name"))
    return math.fsum(rarity(key, words[key], ENGLISH) for key in both)


def _days_apart(a: Article, b: Article) -> int | None:
    """The days between publication, None if one is not known."""
    one, two = published_on(a), published_on(b)
    return abs((date.fromisoformat(one) - date.fromisoformat(two)).days) if one and two else None


def _shared(a: Text, b: Text, links: Links, sentences: Sequence[Wording]) -> Links:
    """The links of sentences that are one text in both; of a template, only those word for word the same."""
    least = VERBATIM if _template(a, b, links, sentences) else 0.0
    return tuple(x for x in links if x[2] >= least and _telling(sentences[x[0]], sentences[x[1]], x[2]))


def _telling(a: Wording, b: Wording, value: float) -> bool:
    """Whether one sentence in common is more than a formula, a template or a public quotation."""
    common, count = agreement(a, b)
    if count and common < 0.5:
        return False
    if not _framed(a, b):
        return False
    run, size = longest_run(a, b), min(_size(a), _size(b))
    return run >= max(6, 0.25 * size) or (value >= 0.75 and run >= 4)


def _size(wording: Wording) -> int:
    return sum(w.kind != "mark" for w in wording.words)


def _framed(a: Wording, b: Wording) -> bool:
    """Whether both sentences have words of the reporter's own around what they quote."""
    return min(_frame(a), _frame(b)) >= 5


def _frame(wording: Wording) -> int:
    """How many words stand outside quotation marks, names aside: whoever quotes has to name the speaker."""
    inside = [any(s <= w.start and w.end <= e for s, e in wording.quotes) for w in wording.words]
    pairs = zip(wording.words, inside, strict=True)
    return sum(w.kind not in ("mark", "name") and not quoted for w, quoted in pairs)


def _seconds(links: Links, alike: Alike, sentences: Sequence[Wording], least: float) -> Links:
    """Sentences that repeat a linked one, became its second half, or took in its second half."""
    left, right = {i: j for i, j, _ in links}, {j: i for i, j, _ in links}
    more = []
    for (i, j), value in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        if value < least:
            break
        if i in left and j not in right and _adds(sentences[i], sentences[j], sentences[left[i]], value):
            more.append((i, j, value))
            right[j] = i
        elif j in right and i not in left and _adds(sentences[j], sentences[i], sentences[right[j]], value):
            more.append((i, j, value))
            left[i] = j
    return tuple(more)


def _adds(whole: Wording, half: Wording, first: Wording, value: float) -> bool:
    """Whether `half` repeats `whole`, or stands in it and is not what `first` already accounts for."""
    if value >= REPEATED:
        return True
    words = set(half.keys("content", "name", "number", "date"))
    inside = words & set(whole.keys("content", "name", "number", "date"))
    fresh = inside - set(first.keys("content", "name", "number", "date"))
    return len(inside) >= 0.5 * len(words) and len(fresh) >= max(3, 0.4 * len(words))


def _kind(a: Text, b: Text, links: Links, sentences: Sequence[Wording]) -> CopyKind:
    shares = len({x[0] for x in links}) / a.size, len({x[1] for x in links}) / b.size
    mean = sum(x[2] for x in links) / len(links)
    if min(shares) == 1 and all(_same(sentences[i], sentences[j]) for i, j, _ in links):
        return "identical"
    if mean >= VERBATIM:
        return "near" if min(shares) >= 0.5 else "excerpt"
    return "rewrite" if max(shares) >= 0.4 else "excerpt"


def _same(a: Wording, b: Wording) -> bool:
    return a.sentence.reading.split() == b.sentence.reading.split()
