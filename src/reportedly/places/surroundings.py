"""What the words beside a name say of it, before anything is known of the name itself.

Each function takes a line and the name's first and last token, both included.
"""

from __future__ import annotations

from reportedly.places.words import words
from reportedly.reading import Line, Token

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
COUNTING = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT"})
LISTING = frozenset({",", "and", "or", "&", "/"})
POSSESSIVE = frozenset({"'s", "'", "s"})
PARTIES = frozenset({"R", "D", "I", "DFL", "GOP"})  # "Sen. Ada Olen, R-Tarsa"
NAMES = frozenset({"NNP", "NNPS"})  # Penn tags of proper nouns


def namelike(token: Token) -> bool:
    return token.text[0].isupper() and token.text[-1] != "$"


def acronym(line: Line, first: int, last: int) -> bool:
    """Whether a name is one short word of capitals in a line that is not all in capitals: an agency's or a
    party's, unless it is a country's. "IDPs" is one too."""
    text = line.tokens[first].text.removesuffix("s")
    if first < last or not 1 < len(text) < 6 or not text.isalpha() or line.text.isupper():
        return False
    return text.isupper() or (len(text) < 5 and sum(map(str.isupper, text)) > len(text) / 2)


def neighbours(line: Line, first: int, last: int) -> tuple[Token | None, Token | None]:
    """The tokens right before and right after."""
    tokens = line.tokens
    return (tokens[first - 1] if first else None), (tokens[last + 1] if last + 1 < len(tokens) else None)


def cued(line: Line, first: int, last: int, strong: bool = False) -> bool:
    """Whether a place must stand here: "in X", "north of X", "the town of X", "X province", "X, Dena".

    With `strong`, hardly anything else may stand here: "to X" and "from X" no longer do.
    """
    tokens, w = line.tokens, words()
    n = first - 1
    if of_party(line, first):
        return True
    if taken_or_left(line, last) or moved(line, first, last) or hosts(line, last):
        return True
    while n >= 0 and (tokens[n].lower in w.directions or tokens[n].lower in {"the", ",", "and"}):
        if tokens[n].lower in w.directions and tokens[n + 1].lower == "of":
            return True
        n -= 1
    if n > 0 and tokens[n].lower == "of":
        word = tokens[n - 1].lower
        return word in w.directions or word in {"outside", "inside"} or w.place_word(word)
    if n >= 0 and (
        tokens[n].lower in (w.strong_locative if strong else w.locative) or w.place_word(tokens[n].lower)
    ):
        return True
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    if w.place_word(after) or after in w.dwellings:
        return True
    if last + 2 < len(tokens) and f"{tokens[last + 1].lower} {tokens[last + 2].lower}" in w.sites:
        return True
    return last + 2 < len(tokens) and tokens[last + 1].text == "," and tokens[last + 2].entity == "GPE"


def of_party(line: Line, n: int) -> bool:
    """Whether a party stands before: "Sen. Ada Olen, R-Tarsa"."""
    return n > 1 and line.tokens[n - 1].text == "-" and line.tokens[n - 2].text in PARTIES


def taken_or_left(line: Line, last: int) -> bool:
    """Whether the name is the object of a verb of going or of taking ground: "left Olen", "entered Tarsa"."""
    token = line.tokens[last]
    while token.dep == "conj" and token.head != token.i:
        token = line.tokens[token.head]
    verb = line.tokens[token.head]
    if token.dep == "dobj" or (token.dep == "nsubjpass" and verb.lemma in words().taken):
        return verb.pos == "VERB" and verb.lemma in words().reached
    return False


def hosts(line: Line, last: int) -> bool:
    """Whether the name hosts refugees, other displaced people or a camp: "Olen hosts 900 refugees"."""
    token = line.tokens[last]
    verb = line.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma != "host" or articled(line, last, last):
        return False
    return any(c.dep == "dobj" and c.lemma in words().hosted for c in line.children[verb.i])


def moved(line: Line, first: int, last: int) -> bool:
    """Whether somebody is moved to or from the name, or one in a list with it: "displaced to Olen"."""
    token = line.tokens[last]
    while token.dep == "conj" and token.head != token.i:
        token = line.tokens[token.head]
    preposition = line.tokens[token.head]
    if preposition.lower not in {"to", "from"} or preposition.i >= first:
        return False
    return line.tokens[preposition.head].lemma in words().moved


def kind(line: Line, first: int, last: int) -> str | None:
    """The feature code that the words beside a name ask for: "X province" ADM1, "the town of X" PPL; for all
    of a list: "the provinces of X and Y", "X and Y counties"."""
    return _kind(line, first, last) or _kind_of_list(line, first, last)


def _kind_of_list(line: Line, first: int, last: int) -> str | None:
    """What a plural before or after a list of names says of each."""
    tokens, n, listed = line.tokens, first - 1, False
    while n >= 0 and (tokens[n].lower in LISTING or namelike(tokens[n])):
        listed |= tokens[n].lower in LISTING
        n -= 1
    if listed and n > 0 and tokens[n].lower == "of" and tokens[n - 1].tag == "NNS":
        return _code(tokens[n - 1].lower)
    n, listed = last + 1, False
    while n < len(tokens) and (tokens[n].lower in LISTING or (listed and namelike(tokens[n]))):
        listed |= tokens[n].lower in LISTING
        n += 1
    if listed and n < len(tokens) and tokens[n].tag == "NNS" and namelike(tokens[n - 1]):
        return _code(tokens[n].lower)
    return None


def _code(word: str) -> str | None:
    """The feature code of a word for divisions or settlements."""
    return words().areas.get(word) or ("PPL" if word in words().settlements else None)


def _kind(line: Line, first: int, last: int) -> str | None:
    tokens, w = line.tokens, words()
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    if after in w.areas:
        return w.areas[after]
    if after in w.settlements:
        return "PPL"
    n = first - 1
    if n >= 0 and tokens[n].lower == "the":
        n -= 1
    of = n >= 1 and tokens[n].lower == "of"
    word = tokens[n - of] if n >= of else None
    if word is None or not word.text.islower():
        return None
    if of and word.tag == "NNS" and not any(c.dep == "conj" for c in line.children[last]):
        return None  # "the southern districts of Olen" are parts of it; "of Olen and Tarsa" may be those
    if word.lower in w.areas:
        return w.areas[word.lower]
    return "PPL" if word.lower in w.settlements else None


def attached(line: Line, last: int) -> bool:
    """Whether the name only describes someone: "the Olen-based group", "Dena-backed fighters"."""
    after = line.tokens[last + 1 : last + 3]
    return len(after) == 2 and after[0].text == "-" and after[1].lower in words().attached


def acts(line: Line, last: int) -> bool:
    """Whether the name is the subject of a verb that only people or governments do, or addressed by one."""
    token, w = line.tokens[last], words()
    while token.dep == "conj" and token.head != token.i:
        token = line.tokens[token.head]
    verb = line.tokens[token.head].lemma
    return (token.dep == "nsubj" and verb in w.state_verbs) or (token.dep == "dobj" and verb in w.addressed)


def beside(line: Line, first: int, last: int) -> tuple[int | None, int | None]:
    """In a list ("Dena (3%), Tarsa and Olen"), the last token of the item before and that of the next."""
    tokens, before, after = line.tokens, first - 1, last + 1
    after = _past_brackets(line, after)
    while before >= 0 and tokens[before].lower in LISTING:
        before -= 1
    if before >= 0 and before < first - 1 and tokens[before].text == ")":
        opening = next((n for n in range(before, max(-1, before - 8), -1) if tokens[n].text == "("), before)
        before = opening - 1
    at = after
    while after < len(tokens) and tokens[after].lower in LISTING:
        after += 1
    return (before if 0 <= before < first - 1 else None), (after if at < after < len(tokens) else None)


def _past_brackets(line: Line, n: int) -> int:
    if n < len(line.tokens) and line.tokens[n].text == "(":
        return next((m + 1 for m in range(n, min(len(line.tokens), n + 8)) if line.tokens[m].text == ")"), n)
    return n


def articled(line: Line, first: int, last: int) -> bool:
    """Whether a name alone has an article, as towns have not: "the Olen", but not "the Olen bridge"."""
    before, after = neighbours(line, first, last)
    if before is None or before.lower not in {"the", "a", "an"}:
        return False
    return after is None or after.pos not in {"NOUN", "PROPN", "ADJ", "PUNCT"} or after.text in {",", "."}


def inside(line: Line, first: int, last: int) -> str:
    """How a name lies to the parser's entities that are no places.

    "" apart from them; "whole": it is one; "nationality": it is one of those; "organisation", "larger": it is
    a part of one.
    """
    for start, after, label in line.parse.entities:
        if start > last or after <= first or label in PLACE_LABELS:
            continue
        if label in COUNTING:
            return "larger" if start < first or after > last + 1 else "whole"
        start += line.tokens[start].lower == "the"
        after -= line.tokens[after - 1].lower in POSSESSIVE
        if start >= first and after <= last + 1:
            return "nationality" if label in {"NORP", "LANGUAGE"} else "whole"
        return "organisation" if label == "ORG" else "larger"
    return ""


def named_after(line: Line, last: int) -> bool:
    """Whether what follows makes the name part of another: "X virus", "X Times", "X$", "X's Day"."""
    if last + 1 >= len(line.tokens):
        return False
    after, w = line.tokens[last + 1], words()
    if after.lower in POSSESSIVE and last + 2 < len(line.tokens) and line.tokens[last + 2].text == "Day":
        return True
    return after.lower in w.parts_of_names or after.text == "$"


def organised(line: Line, last: int) -> bool:
    """Whether a capitalised word for an organisation follows: "X Council"."""
    after = line.tokens[last + 1] if last + 1 < len(line.tokens) else None
    return after is not None and namelike(after) and after.lower in words().organisations
