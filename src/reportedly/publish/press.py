"""`reportedly outlets`: the outlets the program knows, the user's own first, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from reportedly.outlets import Outlet, Outlets, Tie, plain
from reportedly.publish.console import show
from reportedly.publish.display import count_words
from reportedly.publish.display import plain as one_line


def found(words: str | None, own: Sequence[Outlet]) -> tuple[Outlet, ...]:
    """The outlets of which a name, domain, party or family holds the words; the user's own first."""
    mine = {o.name for o in own}
    entries = sorted(Outlets.load().entries, key=lambda o: (o.name not in mine, o.name.casefold(), o.name))
    wanted = plain(words or "")
    return tuple(o for o in entries if not wanted or any(wanted in plain(w) for w in _searched(o)))


def _searched(outlet: Outlet) -> tuple[str, ...]:
    parties = (a.party for a in outlet.affiliations)
    return (*outlet.names, *outlet.domains, *parties, *(f.family for f in outlet.families))


def listing(words: str | None, own: Sequence[Outlet], console: Console) -> None:
    """Print them: all in a line each, or, where words are searched for, with all that is known."""
    outlets, mine = found(words, own), {o.name for o in own}
    if not outlets:
        show(
            console,
            Text(f"No outlet is called {one_line(words or '')}; add your own: reportedly outlets add FILE"),
        )
        return
    for outlet in outlets:
        title = Text(one_line(outlet.name), style="bold")
        title.append(
            f"  {outlet.kind.replace('_', ' ')}{f', {outlet.country}' if outlet.country else ''}",
            style="default",
        )
        if outlet.name in mine:
            title.append("  your own", style="cyan")
        if not words:
            title.append(_briefly(outlet), style="dim")
        show(console, title, hang=4)
        if words:
            _details(outlet, console)
    show(
        console,
        Text(f"{count_words(len(outlets), 'outlet')}, {len(mine)} of them your own", style="dim"),
        before=1,
    )


def _briefly(outlet: Outlet) -> str:
    words = [f"voice of {outlet.party}"] if outlet.party else []
    family = outlet.family_in(None)
    words += [f"family {family}"] if family else []
    return f"  {', '.join(words)}" if words else ""


def _details(outlet: Outlet, console: Console) -> None:
    lines = {
        "also called": ", ".join((*outlet.aliases, *outlet.ambiguous)),
        "at": ", ".join(outlet.domains),
        "published": _years(outlet.since, outlet.until),
        "voice of": "; ".join(_dated(a.party, a) for a in outlet.affiliations),
        "family": "; ".join(_dated(f.family, f) for f in outlet.families),
        "source": outlet.source,
    }
    for label, words in lines.items():
        if words:
            show(
                console,
                Text(f"{label}: ", style="dim").append(one_line(words), style="default"),
                left=4,
                hang=2,
            )


def _dated(name: str, tie: Tie) -> str:
    """As "Demirören Media (since 2018; https://...)"."""
    inside = "; ".join(words for words in (_years(tie.since, tie.until), tie.source) if words)
    return f"{name} ({inside})"


def _years(since: int | None, until: int | None) -> str:
    if since and until:
        return f"{since}-{until}"
    return f"since {since}" if since else f"until {until}" if until else ""


def added(outlets: Iterable[Outlet], before: Sequence[Outlet]) -> list[str]:
    """What adding did, in words: new, or in place of which entry."""
    known = {plain(o.name) for o in before}
    return [
        f"{one_line(o.name)}: {'replaces the entry of that name' if plain(o.name) in known else 'added'}"
        for o in outlets
    ]
