"""The commands that publish: keep a brief as it is now, take it away, and make a site of it all."""

from __future__ import annotations

import getpass
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from reportedly.cli.opening import Database, Out, Story, opened

app = typer.Typer()


class Form(StrEnum):
    """The forms of a publication; those of reportedly.publish.print."""

    HTML = "html"
    MARKDOWN = "md"
    DOCX = "docx"
    PDF = "pdf"


def _say(words: str) -> None:
    Console(stderr=True).print(words, markup=False, highlight=False, soft_wrap=True)


@app.command(
    epilog='Example:  reportedly publish s-3c2a9e51d07b8846 --title "Morning brief" --by Ada --db crisis.db'
)
def publish(
    stories: Annotated[list[str], typer.Argument(metavar="STORY...", help="The ids of stories.")],
    db: Database,
    title: Annotated[str, typer.Option(help="What it is called.")],
    standfirst: Annotated[str, typer.Option(help="A sentence or two below the title.")] = "",
    by: Annotated[str | None, typer.Option(help="Who publishes it; else whoever you are here.")] = None,
    after: Annotated[str | None, typer.Option(help="The publication that it takes the place of.")] = None,
) -> None:
    """Keep the brief of these stories as it is now. Nothing that comes later changes what was published.

    Its id is printed. To leave lines out or word them anew, publish from the desk.
    """
    from reportedly.publish import keeping

    kept = keeping.publish(opened(db), stories, by or getpass.getuser(), title, standfirst, after)
    typer.echo(kept.id)


@app.command(
    epilog="Examples:  reportedly publications --db crisis.db   ·   "
    "reportedly publications e-3c2a9e51d07b8846 --format pdf -o brief.pdf --db crisis.db"
)
def publications(
    db: Database,
    publication: Annotated[
        str | None, typer.Argument(metavar="ID", help="A publication; without it they are listed.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="The form it is written in.")] = Form.MARKDOWN,
    out: Out = None,
) -> None:
    """What was published: all in a list, or one as it was published, as HTML, Markdown, Word or PDF."""
    from reportedly.publish.display import plain
    from reportedly.publish.keeping import kept
    from reportedly.publish.print import FORMATS

    store = opened(db)
    if publication is None:
        table = Table("Publication", "Published", "By", "Title")
        for id_, at, by, title in store.published.list():
            table.add_row(id_, f"{at[:10]} {at[11:16]} UTC", escape(plain(by)), escape(plain(title)))
        Console().print(table)
        return
    data = FORMATS[form.value][1](kept(store, publication))
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        out.write_bytes(data)


@app.command(epilog="Example:  reportedly site --db crisis.db -o site/")
def site(
    db: Database,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The folder; one made before is replaced when all is written.")
    ] = Path("site"),
    story: Story = None,
    published_only: Annotated[
        bool, typer.Option("--published-only", help="Only what was published: no stories, no data.")
    ] = False,
    title: Annotated[str | None, typer.Option(help="What it is called; else as the database is.")] = None,
    address: Annotated[
        str, typer.Option(help="Where it will stand, as https://example.org/crisis/: for links in the feed.")
    ] = "",
) -> None:
    """A folder of pages without scripts, for any web server or to open from a disk.

    It has what was published, a page a story, and the exports; of articles links and quotes only.
    """
    from reportedly.places import Gazetteer
    from reportedly.publish import site as pages

    choice = pages.Choice(story, published_only, address)
    store = opened(db)
    _say(f"wrote {pages.write(store, out, title or db.stem, choice, Gazetteer.open().around)}")
