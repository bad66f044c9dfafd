"""Whether an event is told as history or as habit, by its time and the wording of its clause."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from reportedly.claims.conditions import auxiliaries
from reportedly.claims.locate import is_apart, sets_apart
from reportedly.claims.moods import moods
from reportedly.claims.triggers import Trigger
from reportedly.reading import Line, Token
from reportedly.records import TimeMention

APART = frozenset({"advcl", "ccomp", "conj", "parataxis"})  # clauses that speak for themselves
YEARS = frozenset({"year", "decade", "generation", "century"})
PERFECT = frozenset({"have", "has", "'ve"})


def past(
    line: Line, trigger: Trigger, words: str, time: TimeMention | None, published_on: str | None
) -> bool:
    """Whether the event is history at publication: by its time, or by the words of its clause."""
    known = moods()
    if time is not None and published_on and time.kind != "set":
        try:
            edge = date.fromisoformat(published_on) - timedelta(days=known.file.history_days)
        except ValueError:
            edge = None
        if edge and time.latest and time.latest[:10] < edge.isoformat():
            return True
        if time.latest and edge and time.earliest and time.earliest[:10] >= edge.isoformat():
            return _to_the_day(line, time)
    if known.history.search(words) or _long_after(line, trigger.light or trigger.head):
        return True
    year = int(published_on[:4]) if published_on else None
    return any(year is None or int(m[1]) < year - 1 for m in known.years.finditer(words))


def recent(time: TimeMention | None, published_on: str | None) -> bool:
    """Whether an event is dated shortly before publication, so that it is no habit and no history."""
    if time is None or time.kind == "set" or not time.earliest or not published_on:
        return False
    try:
        edge = date.fromisoformat(published_on) - timedelta(days=moods().file.history_days)
    except ValueError:
        return False
    return time.earliest[:10] >= edge.isoformat()


def yet_to_come(line: Line, trigger: Trigger, time: TimeMention | None, published_on: str | None) -> bool:
    """Whether what is told in the present tense is dated after publication: "they withdraw on Saturday"."""
    verb = clause_verb(line, trigger.light or trigger.head)
    if time is None or time.kind == "set" or not time.earliest or not published_on:
        return False
    bare = not auxiliaries(line, verb)
    return verb.tag in ("VBP", "VBZ") and bare and time.earliest[:10] > published_on


def _long_after(line: Line, head: Token) -> bool:
    """Whether something else is measured from it in years: "a decade after rebels burned it"."""
    verb = clause_verb(line, head)
    if head.pos == "VERB":
        after = next((c for c in line.children[verb.i] if c.dep == "mark" and c.lower == "after"), None)
    else:
        prep = line.head(head)
        after = prep if head.dep == "pobj" and prep.lower == "after" else None
    return after is not None and after.i > 0 and line.tokens[after.i - 1].lemma in YEARS


def _to_the_day(line: Line, time: TimeMention) -> bool:
    """Whether a recent time only names the day of what is years old: "ten years ago this month"."""
    before = [t for t, (start, _) in zip(line.tokens, line.given, strict=True) if start < time.span.start]
    return len(before) > 1 and before[-1].lower == "ago" and before[-2].lemma in YEARS


def habitual(line: Line, trigger: Trigger, words: str) -> bool:
    """Whether the clause, of these words, tells what happens again and again, and not what happened."""
    known = moods()
    if known.habit.search(words):
        return True
    verb = clause_verb(line, trigger.light or trigger.head)
    if any(
        c.lower == "whenever" for a in line.children[verb.i] if a.dep == "advcl" for c in line.children[a.i]
    ):
        return True
    modal = not auxiliaries(line, verb).isdisjoint(("will", "would"))
    if modal and known.history.search(words):
        return True  # "under the old regime, police would arrest"
    unmarked = verb.tag == "VBD" and verb.lower == verb.lemma  # "they raid" reads as a past, as "they beat"
    present = (
        verb.tag in ("VBP", "VBZ")
        or unmarked
        or any(c.lower in ("is", "are") for c in line.children[verb.i] if c.dep == "auxpass")
    )
    return (present or modal) and known.present_habit.search(words) is not None


def clause_words(line: Line, trigger: Trigger) -> str:
    """The words of the event's clause; with what they modify, if they do: "the pact of 2019, signed in"."""
    head = trigger.light or trigger.head
    kept = _clause(line, head)
    if head.dep in ("acl", "relcl") and head.pos == "VERB":
        kept |= set(range(max(line.head(head).i - 1, 0), head.i))
    own = [t for t in line.tokens if t.i in kept]
    spaces = (line.text[a.end : b.start] if b.i == a.i + 1 else " " for a, b in pairwise(own))
    return "".join(t.text + space for t, space in zip(own, (*spaces, ""), strict=True))


def clause_verb(line: Line, token: Token) -> Token:
    """The verb of the clause a token stands in, or the top of the sentence where there is none."""
    while token.pos not in ("VERB", "AUX") and token.head != token.i:
        token = line.head(token)
    return token


def _clause(line: Line, token: Token) -> set[int]:
    """The clause of a token, by indices: its verb's words, without those of the clauses below it and without
    what happened at another time."""
    here = clause_verb(line, token)
    below_it = line.subtree(here)
    kept = {t.i for t in below_it}
    # Only where the sentence has a word that sets apart can one stand deeper than the verb's own clauses.
    for word in below_it if sets_apart(line) else line.children[here.i]:
        if _lasts_since(line, here, word):
            continue
        if (word.head == here.i and word.dep in APART) or is_apart(line, word):
            below = {t.i for t in line.subtree(word)}
            kept -= below if token.i not in below else set()
    return kept


def _lasts_since(line: Line, verb: Token, word: Token) -> bool:
    """Whether "since" tells how long a verb's event has gone on, and not what it is measured from: "have fled
    since the war of 2011", "since the war began in 2011"."""
    perfect = verb.tag == "VBN" and any(c.lower in PERFECT for c in line.children[verb.i] if c.dep == "aux")
    prep = line.head(word)
    after = word.dep in ("pobj", "pcomp") and prep.lower == "since" and prep.head == verb.i
    clause = (
        word.head == verb.i
        and word.dep == "advcl"
        and any(c.lower == "since" and c.dep == "mark" for c in line.children[word.i])
    )
    return perfect and (after or clause)
