"""What people have decided, and what became of it: on a terminal, and as rows for the export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from reportedly.publish.console import show
from reportedly.publish.display import count_words, plain, shorten
from reportedly.publish.judged import judgement_words
from reportedly.records import Judgement
from reportedly.review.following import followed
from reportedly.store import Reader

WORDS = 90  # characters of what was judged that are shown
STYLES = {"stands": "green", "in conflict": "bold red", "undone": "dim", "overtaken": "dim"}


OF_SLOT = {
    "place": ("place",),
    "time": ("earliest", "latest"),
    "figure": ("low", "high", "qualifier"),
    "kind": ("kind",),
    "speaker": ("speaker",),
    None: ("section",),
}


def judgements(store: Reader, _stories: object = None) -> Iterator[dict[str, Any]]:
    """The judgements as plain rows, in the order in which they were made, with what became of each."""
    stands = followed(store).standing
    for judgement in store.judged.log():
        row = msgspec.to_builtins(judgement)
        if judgement.value is not None:
            row["value"] = {name: _plain(row["value"][name]) for name in OF_SLOT[judgement.slot]}
        yield {
            **row,
            "state": stands.state(judgement),
            "undone_by": stands.undone.get(judgement.id),
            "overtaken_by": stands.overtaken.get(judgement.id),
        }


def _plain(value: Any) -> Any:
    """Whole numbers without a decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def log(store: Reader, console: Console, story: str | None = None, conflicts: bool = False) -> None:
    """Print the judgements (of a story; those that contradict each other), in the order they were made."""
    stands = followed(store).standing
    members = (
        {a for s in store.stories([store.story_now(story) or story]) for a in s.articles} if story else set()
    )
    held = {j.id for c in stands.conflicts for j in c.judgements}
    shown = [
        j
        for j in store.judged.log()
        if (story is None or members.intersection(j.articles)) and (not conflicts or j.id in held)
    ]
    for judgement in shown:
        _one(store, judgement, stands.state(judgement), console)
    for conflict in stands.conflicts if shown else ():
        show(
            console,
            Text(
                f"Conflict: {' and '.join(map(plain, conflict.people))} differ on "
                f"{', '.join(conflict.targets)}; the account follows neither. Undo one, or use --settle.",
                style="bold red",
            ),
            before=1,
        )
    show(console, Text(count_words(len(shown), "judgement"), style="dim"), before=1)


def _one(store: Reader, judgement: Judgement, state: str, console: Console) -> None:
    j = judgement
    title = Text(f"{j.at[:16].replace('T', ' ')}  ", style="dim")
    title.append(plain(j.by), style="bold")
    title.append(f" {judgement_words(j)}: {shorten('; '.join(_named(store, j)), WORDS)}")
    show(console, title, hang=4)
    if j.why:
        show(console, Text(f"“{plain(j.why)}”"), left=4, hang=4)
    lost = "" if _is_there(store, j) else "; what it is about is not found any more"
    show(console, Text.assemble((j.id, "dim"), "  ", (state, STYLES[state]), lost), left=4)


def _is_there(store: Reader, judgement: Judgement) -> bool:
    """Whether anything that it is about is still read from the pages."""
    if judgement.target == "judgement":
        return True
    if judgement.target in ("story", "articles"):
        return bool(store.articles(judgement.targets))
    return bool(store.owners("figures" if judgement.target == "figure" else "claims", judgement.targets))


def _named(store: Reader, judgement: Judgement) -> Iterable[str]:
    """The words of the first target that has any, else the targets."""
    j = judgement
    if j.target in ("claim", "finding", "line"):
        for found in store.named("claims", j.targets[:1], 1).values():
            return [f"“{plain(claim.sentence.quote)}”" for claim in found]
    if j.target == "figure":
        for found in store.named("figures", j.targets[:1], 1).values():
            return [f"“{plain(figure.span.quote)}”" for figure in found]
    if j.target in ("story", "articles"):
        return [plain(a.title or a.input_id) for a in store.articles(j.targets).values()]
    return j.targets
