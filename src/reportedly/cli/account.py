"""The commands that read pages and tell the account."""

from __future__ import annotations

import sys
from contextlib import ExitStack, closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reportedly.cli.opening import (
    Database,
    Everything,
    Out,
    SettingsFile,
    Since,
    Story,
    Until,
    edition,
    iso_day,
    opened,
    shown,
    written,
)

REJECTED = 3

app = typer.Typer()


class Format(StrEnum):
    """How a text is written out."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"


class Reads(StrEnum):
    """Who reads claims."""

    RULES = "rules"
    LLM = "llm"


class TextFormat(StrEnum):
    TERMINAL = "terminal"
    MARKDOWN = "markdown"


@app.command(
    epilog="Examples:  reportedly run pages/ --db crisis.db   ·   "
    "zcat dump.jsonl.gz | reportedly run - --db crisis.db"
)
def run(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files and folders: text, HTML, RSS/Atom, JSON Lines, WARC, gzip; - is standard input."
        ),
    ],
    db: Database,
    settings: SettingsFile = None,
    workers: Annotated[
        int, typer.Option("--workers", "-j", min=0, help="Processes to use; 0: one a core, two at least.")
    ] = 0,
    extractor: Annotated[
        Reads | None,
        typer.Option(help="Who reads claims: the rules, or a language model of yours; see docs/llm.md."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Read pages into the database and bring the account up to date.

    Pages already read cost nothing; a run that was killed goes on where it stood. What cannot be taken is
    reported with file, line, reason and what to do, the rest goes on, and the exit code is 3.
    """
    from reportedly.run import ahead

    ahead.begin()
    from dataclasses import replace

    from reportedly import config, pipeline
    from reportedly.publish import words
    from reportedly.run.progress import reporter
    from reportedly.store import Store, one_writer

    tree = config.load(settings)
    if workers:
        tree = replace(tree, run=replace(tree.run, workers=workers))
    if extractor:
        tree = replace(tree, claims=replace(tree.claims, extractor=extractor.value))
    screen = Console(stderr=True)
    with one_writer(db), closing(Store.open(db, create=True)) as store:
        with reporter(screen, quiet=quiet) as progress:
            summary = pipeline.run(paths, store, tree, progress, sys.stdin.buffer)
        for remark in words.after_run(store, summary, db):
            screen.print(remark, markup=False, highlight=False, soft_wrap=True)
    if summary.rejected or summary.undone:
        raise typer.Exit(REJECTED)


@app.command(epilog="Example:  reportedly brief --db crisis.db --format markdown -o brief.md")
def brief(
    db: Database,
    form: Annotated[Format, typer.Option("--format", "-f", help="How it is written.")] = Format.TERMINAL,
    out: Out = None,
    story: Story = None,
    everything: Everything = False,
) -> None:
    """The situation report: a few sentences a story, each with its sources and independent origins.

    Stories that most independent origins tell come first; those of one article are listed below them.
    """
    from reportedly.publish import console, markdown, report

    told = edition(db, story)
    if form is Format.TERMINAL:
        shown(lambda screen: console.brief(told, screen, everything), out)
    else:
        text = markdown.brief(told, everything) if form is Format.MARKDOWN else report.brief_html(told)
        written(text, out)


@app.command(epilog="Example:  reportedly timeline --db crisis.db")
def timeline(
    db: Database,
    form: Annotated[
        TextFormat, typer.Option("--format", "-f", help="How it is written.")
    ] = TextFormat.TERMINAL,
    out: Out = None,
    story: Story = None,
    everything: Everything = False,
) -> None:
    """What happened when, by the reports: dated developments with their sources."""
    from reportedly.publish import console, markdown

    told = edition(db, story)
    if form is TextFormat.TERMINAL:
        shown(lambda screen: console.timeline(told, screen, everything), out)
    else:
        written(markdown.timeline(told, everything), out)


@app.command(epilog="Example:  reportedly report --db crisis.db -o report.html")
def report(
    db: Database,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")] = Path("report.html"),
    story: Story = None,
) -> None:
    """One HTML file that opens without a network: brief, map, timeline, figures, who copied whom."""
    from reportedly.places import Gazetteer
    from reportedly.publish import report as page

    out.write_text(page.render(edition(db, story), Gazetteer.open().around), encoding="utf-8")
    Console(stderr=True).print(f"wrote {out}", markup=False, highlight=False, soft_wrap=True)


@app.command(
    epilog="Examples:  reportedly export claims --db crisis.db > claims.jsonl   ·   "
    "reportedly export acled --db crisis.db -o events.csv"
)
def export(
    kind: Annotated[
        str, typer.Argument(metavar="KIND|FORMAT", help="See docs/contract.md and docs/exports.md.")
    ],
    db: Database,
    out: Out = None,
    story: Story = None,
    since: Since = None,
    until: Until = None,
    beside: Annotated[
        Path | None,
        typer.Option(
            help="The side file of all values, for acled and ucdp-ged; with --out it is FILE-values.csv."
        ),
    ] = None,
) -> None:
    """One kind of record as JSON Lines: articles, rejects, stories, copies, origins, attributions, places,
    times, figures, claims, findings, series, control, agreements, timeline, brief or judgements. Or all in a
    format of others: acled, ucdp-ged, hxl, idmc, plover, geojson, annotations, atom.

    The filters are for the formats: days are those of publication, for atom those of the change.
    """
    from reportedly import exports
    from reportedly.publish import contract

    if kind not in contract.KINDS and kind not in exports.FORMATS:
        known = ", ".join((*contract.KINDS, *exports.FORMATS))
        raise typer.BadParameter(f"no kind or format {kind!r}; there are {known}", param_hint="KIND|FORMAT")
    form = exports.FORMATS.get(kind)
    if form is None and (story or since or until):
        raise typer.BadParameter(f"{kind} is exported whole; only formats have filters", param_hint="KIND")
    if beside is not None and not (form and form.flattens):
        raise typer.BadParameter(f"{kind} has no side file", param_hint="--beside")
    store = opened(db)
    with ExitStack() as files:
        file = files.enter_context(out.open("wb")) if out else sys.stdout.buffer
        if form is None:
            file.writelines(contract.line(row) for row in contract.rows(store, kind))
            return
        if beside is None and out is not None and form.flattens:
            beside = out.with_name(f"{out.stem}-values.csv")
        days = {"since": iso_day(since), "until": iso_day(until)}
        values = files.enter_context(beside.open("wb")) if beside else None
        exports.write(kind, store, file, story=story, values=values, **days)


@app.command(epilog="Example:  reportedly why f-3c2a9e51d07b8846 --db crisis.db")
def why(
    record: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of a finding, claim, figure, attribution, origin or story."
        ),
    ],
    db: Database,
) -> None:
    """Everything behind a finding or a claim, down to the exact quotes and the rule that read them."""
    from reportedly.publish import why as because

    lines = because.explain(opened(db), record)
    shown(lambda screen: screen.print(*lines, sep="\n", highlight=False), None)


@app.command(
    epilog="Examples:  reportedly copies --db crisis.db   ·   reportedly copies pages/wire.txt --db crisis.db"
)
def copies(
    db: Database,
    article: Annotated[
        str | None,
        typer.Argument(help="An article's id, input id or address; without it all stories with copies."),
    ] = None,
) -> None:
    """Who copied whom: the tree of an article's descent, what was altered, how the direction is known."""
    from reportedly.publish import lineage
    from reportedly.publish.asking import asked

    store = opened(db)
    if article is None:
        shown(lambda screen: lineage.show_stories(store, screen), None)
    else:
        found = asked(store, article)
        shown(lambda screen: lineage.show_article(store, found, screen), None)


@app.command(epilog="Example:  reportedly diff wire.txt rewrite.txt --db crisis.db")
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="An article's id, input id or address.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another's.")],
    db: Database,
) -> None:
    """Two articles aligned sentence by sentence, alterations marked; side by side where there is room."""
    from reportedly.publish import beside
    from reportedly.publish.asking import asked

    store = opened(db)
    both = asked(store, a), asked(store, b)
    shown(lambda screen: beside.show(store, *both, screen), None)


@app.command(epilog="Example:  reportedly status --db crisis.db")
def status(db: Database) -> None:
    """What is in the database: pages, stories, claims, and rejects by reason."""
    from reportedly.publish import words

    lines = words.status(opened(db), db)
    shown(lambda screen: screen.print(*lines, sep="\n"), None)
