"""The commands: one a verb, no logic. Errors come in words on standard error.

Exit codes: 0 all done, 1 an error, 2 wrong usage, 3 done but some inputs were rejected or a language model
that was to read them did not, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from reportedly import __version__
from reportedly.errors import NotFound, ReportedlyError

REJECTED = 3
OPEN = ExitStack()  # what a command opened; closed when it ends

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="One account from many reports: who said it, in which exact words, from how many independent "
    "origins, and where the reports disagree.",
)

Database = Annotated[Path, typer.Option("--db", help="The crisis database, one file.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file instead of the screen.")]
Story = Annotated[str | None, typer.Option("--story", help="Only the story with this id.")]
Everything = Annotated[
    bool, typer.Option("--all", help="Tell the stories in full that only one article tells.")
]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="A TOML file of settings.")]


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

    edition = _edition(db, story)
    if form is Format.TERMINAL:
        _show(lambda screen: console.brief(edition, screen, everything), out)
    else:
        text = markdown.brief(edition, everything) if form is Format.MARKDOWN else report.brief_html(edition)
        _write(text, out)


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

    edition = _edition(db, story)
    if form is TextFormat.TERMINAL:
        _show(lambda screen: console.timeline(edition, screen, everything), out)
    else:
        _write(markdown.timeline(edition, everything), out)


@app.command(epilog="Example:  reportedly report --db crisis.db -o report.html")
def report(
    db: Database,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")] = Path("report.html"),
    story: Story = None,
) -> None:
    """One HTML file that opens without a network: brief, map, timeline, figures, who copied whom."""
    from reportedly.places import Gazetteer
    from reportedly.publish import report as page

    out.write_text(page.render(_edition(db, story), Gazetteer.open().around), encoding="utf-8")
    Console(stderr=True).print(f"wrote {out}", markup=False, highlight=False, soft_wrap=True)


@app.command(epilog="Example:  reportedly export claims --db crisis.db > claims.jsonl")
def export(
    kind: Annotated[str, typer.Argument(help="What to export; see docs/contract.md for the fields.")],
    db: Database,
    out: Out = None,
) -> None:
    """One kind of record as JSON Lines: articles, rejects, stories, copies, origins, attributions, places,
    times, figures, claims, findings, series, control, agreements, timeline or brief."""
    from reportedly.publish import contract

    if kind not in contract.KINDS:
        raise typer.BadParameter(
            f"no kind {kind!r}; there are {', '.join(contract.KINDS)}", param_hint="KIND"
        )
    rows = contract.rows(_store(db), kind)
    if out is None:
        for row in rows:
            sys.stdout.buffer.write(contract.line(row))
        sys.stdout.buffer.flush()
        return
    with out.open("wb") as file:
        file.writelines(contract.line(row) for row in rows)


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

    lines = because.explain(_store(db), record)
    _show(lambda screen: screen.print(*lines, sep="\n", highlight=False), None)


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

    store = _store(db)
    if article is None:
        _show(lambda screen: lineage.show_stories(store, screen), None)
    else:
        found = asked(store, article)
        _show(lambda screen: lineage.show_article(store, found, screen), None)


@app.command(epilog="Example:  reportedly diff wire.txt rewrite.txt --db crisis.db")
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="An article's id, input id or address.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another's.")],
    db: Database,
) -> None:
    """Two articles aligned sentence by sentence, alterations marked; side by side where there is room."""
    from reportedly.publish import beside
    from reportedly.publish.asking import asked

    store = _store(db)
    both = asked(store, a), asked(store, b)
    _show(lambda screen: beside.show(store, *both, screen), None)


@app.command(epilog="Example:  reportedly status --db crisis.db")
def status(db: Database) -> None:
    """What is in the database: pages, stories, claims, and rejects by reason."""
    from reportedly.publish import words

    lines = words.status(_store(db), db)
    _show(lambda screen: screen.print(*lines, sep="\n"), None)


press = typer.Typer(help="The outlets and agencies that the program knows, and your own.")
app.add_typer(press, name="outlets")


@press.callback(
    invoke_without_command=True,
    epilog="Examples:  reportedly outlets --find sana   ·   reportedly outlets add mine.yaml --db crisis.db",
)
def outlets(
    context: typer.Context,
    find: Annotated[
        str | None,
        typer.Option("--find", "-f", help="Only those of which a name, domain, party or family has this."),
    ] = None,
    db: Annotated[Path | None, typer.Option("--db", help="Also those you added to this database.")] = None,
) -> None:
    """The outlets and agencies that the program knows: aliases, families, whose voice they are, sources."""
    from reportedly.publish import press as listing

    if context.invoked_subcommand is None:
        own = _store(db).own_outlets() if db else ()
        _show(lambda screen: listing.listing(find, own, screen), None)


@press.command(epilog="Example:  reportedly outlets add mine.yaml --db crisis.db")
def add(
    file: Annotated[Path, typer.Argument(help="A YAML file of outlets; docs/outlets.md has its form.")],
    db: Database,
) -> None:
    """Check a YAML file of your own outlets and keep them in the database; the next run uses them.

    An entry of a name that is known takes the place of the known one. Nothing is kept of a file with a fault.
    """
    from reportedly import own_outlets
    from reportedly.outlets import listed
    from reportedly.publish import press as listing
    from reportedly.store import Store, one_writer

    with one_writer(db), closing(Store.open(db, create=True)) as store:
        kept = store.own_outlets()
        made = own_outlets.read(file, kept)
        store.keep_outlets(made)
    for line in listing.added(made, (*kept, *listed())):
        typer.echo(line)
    typer.echo(f"kept in {db}; the next run on it reads all its pages again, with them")


@press.command(epilog="Example:  reportedly outlets remove 'Harbour Daily' --db crisis.db")
def remove(
    name: Annotated[str, typer.Argument(help="The name of one of your own outlets, as listed.")], db: Database
) -> None:
    """Forget one of your own outlets; an entry of the list that it replaced is used again."""
    from reportedly.store import Store, one_writer

    with one_writer(db), closing(Store.open(db)) as store:
        if not store.drop_outlet(name):
            raise NotFound(f"{name!r} is none of your own; list them with: reportedly outlets --db {db}")
    typer.echo("forgotten; the next run on it reads all its pages again, without it")


where = typer.Typer(help="The gazetteers that places are looked up in, and your own.", no_args_is_help=True)
app.add_typer(where, name="places")


@where.command("import", epilog="Example:  reportedly places import SY.zip --name syria")
def import_places(
    file: Annotated[
        Path, typer.Argument(help="A GeoNames dump, a table of P-codes (CSV) or a GeoJSON file.")
    ],
    name: Annotated[str | None, typer.Option(help="What to call it; by default the file's name.")] = None,
    licence: Annotated[str | None, typer.Option(help="The licence of the data, as its source says.")] = None,
    date: Annotated[str | None, typer.Option(help="The date of the data, YYYY-MM-DD.")] = None,
) -> None:
    """Keep the places of a file in your own gazetteer, so that villages it has are known in every run."""
    from reportedly.places.importing import import_file

    kept = import_file(file, name, licence, date, progress=Console(stderr=True).print)
    typer.echo(
        f"{kept.places:,} places kept as {kept.name!r} ({kept.format}; licence: {kept.licence}; ", nl=False
    )
    typer.echo(f"dated: {kept.dated}); {kept.left_out:,} rows had no name or no point")


@where.command("sources", epilog="Example:  reportedly places sources")
def place_sources() -> None:
    """The gazetteers that are looked up, each with its licence and date."""
    from reportedly.places.layers import sources

    for s in sources():
        count = f"{s.places:,} places, " if s.places else ""
        typer.echo(f"{s.name}: {s.file} ({count}{s.format}; licence: {s.licence}; dated: {s.dated})")


@where.command("forget", epilog="Example:  reportedly places forget syria")
def forget_places(
    name: Annotated[str, typer.Argument(help="What it was called when it was imported.")],
) -> None:
    """Remove one of your own gazetteers."""
    from reportedly.places.layers import forget

    forget(name)
    typer.echo(f"{name!r} is forgotten")


rules = typer.Typer(help="The rules that claims are read by, and trying your own.")
app.add_typer(rules, name="rules")


@rules.callback(
    invoke_without_command=True,
    epilog="Examples:  reportedly rules   ·   reportedly rules show triggers.yaml > mine.yaml   ·   "
    "reportedly rules check mine.yaml --db crisis.db",
)
def rule_files(context: typer.Context) -> None:
    """The files of rules that claims are read by: verbs, kinds, modality, cues of speech, figures."""
    from reportedly.publish import rulings
    from reportedly.rulebook.files import files

    if context.invoked_subcommand is None:
        _show(lambda screen: rulings.listing(list(files().values()), screen), None)


@rules.command(epilog="Example:  reportedly rules show triggers.yaml > mine.yaml")
def show(
    name: Annotated[str, typer.Argument(help="One of the files that `reportedly rules` lists.")],
) -> None:
    """A rule file as the program has it, to change a copy of it."""
    from reportedly.rulebook.files import text_of

    _write(text_of(name), None)


@rules.command(
    epilog="Examples:  reportedly rules check mine.yaml   ·   reportedly rules check mine.yaml "
    "--db crisis.db --show 20   ·   reportedly rules check triggers.yaml ontology.yaml --db crisis.db"
)
def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Changed copies of rule files; several are tried together."),
    ],
    db: Annotated[Path | None, typer.Option("--db", help="Show what they would change on this one.")] = None,
    articles: Annotated[
        int, typer.Option(min=0, help="Read at most so many articles of the database; 0: all.")
    ] = 200,
    most: Annotated[int, typer.Option("--show", min=0, help="Changes of each sort that are shown.")] = 5,
    settings: SettingsFile = None,
) -> None:
    """Check and time changed rules, and show what they would change on a database, which is only read.

    A file must fit its schema, and its kinds, frames and classes must exist; faults come with file, line and
    what to do. Then the examples of all rule files are run, since a change in one may break another's, and
    timed against the shipped rules. With --db the same pages are read with both, and claims, figures and
    attributions that appear, vanish or change are counted and shown. The exit code is 1 where anything fails.
    """
    from reportedly import config
    from reportedly.publish import rulings
    from reportedly.rulebook.check import check as tried

    found = tried(files, db, config.load(settings), articles)
    _show(lambda screen: rulings.checked(found, screen, most), None)
    if not found.holds:
        raise typer.Exit(1)


@app.callback(invoke_without_command=True)
def top(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


def _store(db: Path) -> Any:
    from reportedly.outlets import use
    from reportedly.store import Reader

    store = OPEN.enter_context(closing(Reader.open(db)))
    use(store.own_outlets())
    return store


def _edition(db: Path, story: str | None) -> Any:
    from reportedly.publish.editions import edition

    return edition(_store(db), db.stem, story)


def _show(draw: Callable[[Console], object], out: Path | None) -> None:
    if out is None:
        draw(Console())
        return
    with out.open("w", encoding="utf-8") as file:
        draw(Console(file=file, width=100))


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")


def main() -> None:
    """The entry point: runs a command and turns our errors into words."""
    try:
        with OPEN:
            app()
    except ReportedlyError as error:
        Console(stderr=True).print(f"reportedly: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except OSError as error:
        Console(stderr=True).print(f"reportedly: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
