"""Copies in words: who took what from whom, of what kind, how surely, and which words differ.

The words here are used by the report, the terminal and `why` alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from reportedly.publish.display import plain, shown
from reportedly.publish.edition import Lookups
from reportedly.records import Alteration, Article, CopiedSentence, Copy

KIND_WORDS = {
    "identical": "identical",
    "near": "near copy",
    "excerpt": "excerpt",
    "rewrite": "rewrite",
    "shared": "both from a third text",
}
DIRECTION_WORDS = {"certain": "certain", "likely": "likely", "unknown": "direction not known"}
# One word a type of alteration; a type that is not here is called by its own name.
ALTERED_WORDS = {
    "quote": "quotation",
    "number": "number",
    "name": "name",
    "place": "place",
    "date": "date",
    "negation": "negation",
    "gender": "gender",
    "attribution": "attribution",
}
WORD = re.compile(r"\s+|\w+|[^\w\s]")
STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')
MAX_WORDS = 600  # longer sentences are shown without marks: comparing takes the square of their length
NAMED = 40  # characters of an alteration that are named above its passage
LISTED_MOST = 200  # copies in the table; `reportedly export copies` has all


def is_directed(copy: Copy) -> bool:
    """Whether it is known, or likely, which of the two was made from the other."""
    return copy.kind != "shared" and copy.direction != "unknown"


def kind_words(copy: Copy) -> str:
    return f"update ({KIND_WORDS[copy.kind]})" if copy.update else KIND_WORDS[copy.kind]


def altered_words(copy: Copy) -> tuple[str, ...]:
    """The types of alteration of a copy in words, each once, in the order of the list."""
    found = {a.type for s in copy.sentences for a in s.altered}
    return tuple(word for kind, word in ALTERED_WORDS.items() if kind in found) + tuple(
        sorted(kind for kind in found if kind not in ALTERED_WORDS)
    )


def altered_word(kind: str) -> str:
    return ALTERED_WORDS.get(kind, kind)


@dataclass(frozen=True, slots=True)
class AlteredPassage:
    """A sentence beside the one it was taken from, with the words that differ marked."""

    before: Markup
    after: Markup
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy in words. `verbatim` and `reworded` count sentences without a telling alteration."""

    copy: Copy
    article: Article
    of: Article
    kind: str
    direction: str
    coverage: str
    passages: tuple[AlteredPassage, ...]
    verbatim: int
    reworded: int


def most_telling(copies: Sequence[Copy]) -> Sequence[Copy]:
    """All copies, or the ones that explain most where there are too many to read."""
    if len(copies) <= LISTED_MOST:
        return copies
    return sorted(copies, key=lambda c: (c.kind == "shared", -c.coverage, c.article, c.of))[:LISTED_MOST]


def copy_rows(copies: Iterable[Copy], lookups: Lookups) -> tuple[CopyRow, ...]:
    """The copies between articles of the story, by the order in which the copiers were published."""
    order = {a.id: n for n, a in enumerate(lookups.by_time())}
    known = [c for c in copies if c.article in order and c.of in order]
    known.sort(key=lambda c: (order[c.article], -c.coverage, order[c.of]))
    return tuple(copy_row(c, lookups) for c in known)


def copy_row(copy: Copy, lookups: Lookups) -> CopyRow:
    altered = [s for s in copy.sentences if s.altered]
    plain_ones = [s for s in copy.sentences if not s.altered]
    verbatim = sum(s.span.quote.split() == s.of_span.quote.split() for s in plain_ones)
    return CopyRow(
        copy=copy,
        article=lookups.articles[copy.article],
        of=lookups.articles[copy.of],
        kind=kind_words(copy),
        direction=DIRECTION_WORDS[copy.direction],
        coverage=f"{100 * copy.coverage:.0f}%",
        passages=tuple(passage(s) for s in altered),
        verbatim=verbatim,
        reworded=len(plain_ones) - verbatim,
    )


def passage(sentence: CopiedSentence) -> AlteredPassage:
    before, after = differences(sentence.of_span.quote, sentence.span.quote)
    return AlteredPassage(before, after, tuple(dict.fromkeys(change_words(a) for a in sentence.altered)))


def change_words(alteration: Alteration) -> str:
    """As "number changed: 14 → 41"; long ones are read in the passage itself."""
    old, new = plain(alteration.of_span.quote), plain(alteration.span.quote)
    words = f"{altered_word(alteration.type)} changed"
    return f"{words}: {old} → {new}" if max(len(old), len(new)) <= NAMED else words


def differences(old: str, new: str) -> tuple[Markup, Markup]:
    """Both texts, the words only the old has in <del>, those only the new has in <ins>."""
    olds, news = (WORD.findall(shown(text)) for text in (old, new))
    if max(len(olds), len(news)) > 2 * MAX_WORDS:
        return escape(shown(old)), escape(shown(new))
    left, right = [], []
    # A quotation mark of another shape is no difference.
    for kind, a, b, c, d in joined(*([word.translate(STRAIGHT) for word in ws] for ws in (olds, news))):
        gone, come = escape("".join(olds[a:b])), escape("".join(news[c:d]))
        same = kind == "equal"
        if gone:
            left.append(gone if same else Markup("<del>{}</del>").format(gone))
        if come:
            right.append(come if same else Markup("<ins>{}</ins>").format(come))
    return Markup("").join(left), Markup("").join(right)


def joined(olds: Sequence[str], news: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """The steps from one to the other, where changes with nothing but a space between them are one change."""
    steps: list[tuple[str, int, int, int, int]] = []
    for step in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        space = step[0] == "equal" and not "".join(olds[step[1] : step[2]]).strip()
        if steps and steps[-1][0] == "replace" and (step[0] != "equal" or space):
            steps[-1] = ("replace", steps[-1][1], step[2], steps[-1][3], step[4])
        else:
            steps.append(step if step[0] == "equal" else ("replace", *step[1:]))
    return steps
