"""`reportedly rules`: the rule files, and what a check of one's own found, on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from rich.console import Console
from rich.text import Text

from reportedly.publish.console import show
from reportedly.publish.display import count_words, plain, shorten
from reportedly.rulebook.change import WHATS, Change, What, counts
from reportedly.rulebook.check import Checked, OnStore
from reportedly.rulebook.files import RuleFile, entries

SENTENCE = 200  # characters of a sentence that are shown
SLOWER = 1.15  # more than this is worth a word: a run varies by a tenth
ONE = {"claims": "claim", "figures": "figure", "attributions": "attribution"}
SIGNS = {"appear": ("+", "green"), "vanish": ("-", "red"), "change": ("~", "yellow")}


def listing(files: Sequence[RuleFile], own: Collection[str], console: Console) -> None:
    """The rule files, a line each, with those of which the database keeps a person's `own`."""
    for file in files:
        yours = ("  (yours in this database)", "green") if file.name in own else ""
        show(console, Text.assemble((f"{file.name:<16}", "bold"), file.about, yours), hang=16)
    show(
        console,
        Text("Start with a copy: reportedly rules show triggers.yaml > mine.yaml", style="dim"),
        before=1,
    )


def checked(found: Checked, console: Console, most: int) -> None:
    """What a check found: counts first, then at most `most` changes of each sort."""
    for given in found.given:
        beside = "with what it adds to, " if given.adds else ""
        words = f"{beside}fits the schema of {given.file.name} ({entries(given.plain):,} entries)"
        _line(console, "schema", f"{plain(str(given.path))} {words}")
    held = found.examples - len(found.missed)
    _line(console, "examples", f"{held:,} of {found.examples:,} hold, of all rule files together")
    for missed in found.missed:
        text = Text(f"{plain(missed.file)}, line {missed.line}: {plain(missed.miss.text)}", style="red")
        show(console, text, left=10, hang=2)
        came = f"wanted {plain(missed.miss.wanted)}; came {plain(missed.miss.found)}"
        show(console, Text(came), left=12, hang=2)
    _line(console, "time", _time(found))
    if found.store is not None:
        _line(console, "store", _store(found.store))
        _changes(found.store, console, most)
    if not found.holds:
        todo = "Mend the rules, or the examples that are no longer meant; nothing was changed."
        show(console, Text(todo, style="bold"), before=1)


def _time(found: Checked) -> str:
    then, now = (seconds / max(found.timed, 1) * 1000 for seconds in (found.before, found.after))
    slower = " - slower by a good deal; look at long lists of conditions and at patterns"
    return (
        f"{now:.2f} ms a sentence, rules in use {then:.2f}, over {count_words(found.timed, 'sentence')}"
        f"{slower if now > then * SLOWER else ''}"
    )


def _store(found: OnStore) -> str:
    if not found.sentences:
        return "none of its sentences is parsed by this version; run `reportedly run` on it first"
    of = f"{found.read:,} of {count_words(found.articles, 'article')}"
    sentences = len({(c.row.article, c.row.sentence) for c in found.changes})
    return f"{of}, {count_words(found.sentences, 'sentence')} tried, {sentences:,} of them read otherwise"


def _changes(found: OnStore, console: Console, most: int) -> None:
    tallies = counts(found.changes)
    for what in WHATS:
        _line(console, what, _tally(what, tallies[what]))
    for what in WHATS:
        for sort in SIGNS:
            own = [c for c in found.changes if c.row.what == what and _sort(c) == sort]
            for n, change in enumerate(own[:most]):
                _shown(change, sort, console, before=n == 0)
            if len(own) > most > 0:
                left = f"and {len(own) - most:,} more {what} that {sort}; --show {len(own)} shows them"
                show(console, Text(left, style="dim"), left=2)


def _tally(what: What, tally: Counter[str]) -> str:
    if not any(tally[sort] for sort in SIGNS):
        return "as before"
    sorts = ", ".join(f"{tally[sort]:,} {sort}" for sort in SIGNS)
    fields = ", ".join(
        f"{f} {n:,}" for f, n in sorted(tally.items(), key=lambda x: (-x[1], x[0])) if f not in SIGNS
    )
    return f"{sorts}{f' ({fields})' if fields else ''}"


def _sort(change: Change) -> str:
    return "appear" if change.before is None else "vanish" if change.after is None else "change"


def _shown(change: Change, sort: str, console: Console, before: bool) -> None:
    row, (sign, colour) = change.row, SIGNS[sort]
    head = Text.assemble((f"{sign} ", colour), (f"{ONE[row.what]} ", "dim"), (plain(row.quote), "bold"))
    head.append(f": {_says(change)}")
    show(console, head, hang=2, before=int(before))
    where = f"{row.article}  {shorten(plain(row.sentence), SENTENCE)}"
    show(console, Text(where, style="dim"), left=2)


def _says(change: Change) -> str:
    if change.before is None or change.after is None:
        return ", ".join(f"{field} {plain(value)}" for field, value in change.row.says if value)
    then = {**change.before.told, "words": change.before.quote}
    now = {**change.after.told, "words": change.after.quote}
    return "; ".join(f"{f} {plain(then[f]) or 'none'} → {plain(now[f]) or 'none'}" for f in change.fields)


def _line(console: Console, head: str, words: str) -> None:
    show(console, Text.assemble((f"{head:<14}", "bold"), words), hang=14)
