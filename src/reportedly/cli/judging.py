"""The commands by which people decide about what the machine found."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from contextlib import closing
from enum import StrEnum
from typing import Annotated, Any

import typer

from reportedly.cli.opening import Database, Out, Story, opened, shown
from reportedly.errors import JudgementError

app = typer.Typer(
    no_args_is_help=True,
    help="Decide about what was found; kept with your name, undone by another decision. See docs/judging.md.",
)
log = typer.Typer()

By = Annotated[str, typer.Option("--by", help="Who decides; your account's name if not given.")]
Why = Annotated[str, typer.Option("--why", "-w", help="The reason, for those who read it later.")]
Settle = Annotated[
    bool, typer.Option("--settle", help="Take the place of what others have decided of the same.")
]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids, as why and export show them.")]
TARGETS = {"c": "claim", "fig": "figure", "f": "finding", "s": "story", "a": "articles", "j": "judgement"}


class Part(StrEnum):
    """What of a claim or figure is corrected."""

    PLACE = "place"
    TIME = "time"
    FIGURE = "figure"
    KIND = "kind"
    SPEAKER = "speaker"


@app.command(epilog="Example:  reportedly judge accept f-3c2a9e51d07b8846 --db crisis.db")
def accept(ids: Ids, db: Database, by: By = "", why: Why = "", settle: Settle = False) -> None:
    """Accept findings, claims or figures: somebody has read them and they are right."""
    _judge(db, by, "accept", ids, why, settle)


@app.command(
    epilog="Example:  reportedly judge reject c-8f0d13b7a2c94e65 --why 'a quote of 1999' --db crisis.db"
)
def reject(ids: Ids, db: Database, by: By = "", why: Why = "", settle: Settle = False) -> None:
    """Leave findings, claims or figures out of the account, and the very same words in other articles."""
    _judge(db, by, "reject", ids, why, settle)


@app.command(
    epilog="Examples:  reportedly judge correct fig-5d0c7e2b91f3a684 figure 'at least 12' --db crisis.db"
    "   ·   reportedly judge correct c-8f0d13b7a2c94e65 time 2031-04-09/2031-04-11 --db crisis.db"
)
def correct(
    record: Annotated[str, typer.Argument(metavar="ID", help="The id of a claim or figure.")],
    part: Annotated[Part, typer.Argument(help="What of it was misread.")],
    words: Annotated[str, typer.Argument(metavar="VALUE", help="What it is; docs/judging.md has the forms.")],
    db: Database,
    by: By = "",
    why: Why = "",
    settle: Settle = False,
) -> None:
    """Correct the place, time, number, kind or speaker that was read."""
    from reportedly.review.values import value

    _judge(db, by, "correct", [record], why, settle, slot=part.value, value=value(part.value, words))


@app.command(epilog="Example:  reportedly judge note s-77b1c9a04ad2f3e8 'asked the hospital' --db crisis.db")
def note(
    record: Annotated[str, typer.Argument(metavar="ID", help="What it is about.")],
    words: Annotated[str, typer.Argument(help="The note.")],
    db: Database,
    by: By = "",
) -> None:
    """Write a note to a story, finding, claim or figure; it changes nothing."""
    _judge(db, by, "note", [record], words, False)


@app.command(epilog="Example:  reportedly judge merge f-3c2a9e51d07b8846 f-90ab0c77d1e2f345 --db crisis.db")
def merge(ids: Ids, db: Database, by: By = "", why: Why = "", settle: Settle = False) -> None:
    """Make one of findings of a story, or of stories."""
    _judge(db, by, "merge", ids, why, settle)


@app.command(epilog="Example:  reportedly judge split c-8f0d13b7a2c94e65 --db crisis.db")
def split(ids: Ids, db: Database, by: By = "", why: Why = "", settle: Settle = False) -> None:
    """Part claims from the rest of their finding, or articles from the rest of their story."""
    _judge(db, by, "split", ids, why, settle)


@app.command(epilog="Example:  reportedly judge copies a-51c07d9e22b4f6a8 a-0be2417ff3c95d10 --db crisis.db")
def copies(
    copy: Annotated[str, typer.Argument(metavar="COPY", help="The id of the article that is a copy.")],
    of: Annotated[str, typer.Argument(metavar="OF", help="The id of the one it was made from.")],
    db: Database,
    no: Annotated[bool, typer.Option("--not", help="Neither was made from the other.")] = False,
    by: By = "",
    why: Why = "",
    settle: Settle = False,
) -> None:
    """Say that one article is a copy of another, or with --not that they are no copies."""
    _judge(db, by, "not_copies" if no else "copies", [copy, of], why, settle)


@app.command(epilog="Example:  reportedly judge pin f-3c2a9e51d07b8846 --section Casualties --db crisis.db")
def pin(
    ids: Ids,
    db: Database,
    section: Annotated[
        str | None, typer.Option("--section", help="The section; else the line's own.")
    ] = None,
    by: By = "",
    why: Why = "",
    settle: Settle = False,
) -> None:
    """Have the line of a finding, or of these claims, in the brief."""
    from reportedly.records import Value

    _judge(db, by, "pin", ids, why, settle, target="line", value=Value(section=section))


@app.command(epilog="Example:  reportedly judge undo j-0c9be1a4d6f27358 --db crisis.db")
def undo(ids: Ids, db: Database, by: By = "", why: Why = "") -> None:
    """Undo judgements, whosever; an undo can be undone."""
    _judge(db, by, "undo", ids, why, False)


@log.command(epilog="Example:  reportedly judgements --db crisis.db --conflicts")
def judgements(
    db: Database,
    story: Story = None,
    conflicts: Annotated[
        bool, typer.Option("--conflicts", help="Only those that contradict others.")
    ] = False,
    out: Out = None,
) -> None:
    """What people have decided, by whom, when and why, and what became of it."""
    from reportedly.publish import decisions

    store = opened(db)
    shown(lambda screen: decisions.log(store, screen, story, conflicts), out)


def _judge(
    db: Any, by: str, verb: Any, ids: Sequence[str], why: str, settle: bool, target: Any = None, **more: Any
) -> None:
    """Append a judgement and have its stories told anew; says what was kept and who does that."""
    from reportedly.review import homes, judge, reapply, standing
    from reportedly.store import Reader

    with closing(Reader.open(db)) as store:
        seen = [j.id for j in standing(store.judged.log()).of(*_claims_of(store, ids))] if settle else []
        made = judge(
            store,
            by or getpass.getuser(),
            verb,
            target or _target(ids),
            ids,
            why=why,
            after=seen,
            **more,
        )
        how = reapply(db, homes(store, made))
        typer.echo(f"kept as {made.id}; the account is told anew {how}")
        for conflict in standing(store.judged.log()).conflicts:
            if made.id in {j.id for j in conflict.judgements}:
                others = ", ".join(p for p in conflict.people if p != made.by)
                typer.echo(f"{others} decided otherwise, so the account follows neither; settle it: --settle")


def _target(ids: Sequence[str]) -> Any:
    kinds = {TARGETS.get(i.partition("-")[0], "") for i in ids}
    if len(kinds) != 1 or "" in kinds:
        raise JudgementError(
            "give ids of one kind: claims (c-), figures (fig-), findings (f-), stories (s-), ..."
        )
    (kind,) = kinds
    return kind


def _claims_of(store: Any, ids: Sequence[str]) -> set[str]:
    """The ids, with the claims of those that are findings."""
    return {*ids, *(c for found in store.named("findings", ids, 1).values() for f in found for c in f.claims)}
