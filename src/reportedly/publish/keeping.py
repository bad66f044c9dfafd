"""Keeping a brief as it is now, without editing it, and finding what was kept."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.errors import NotFound
from reportedly.publish.editions import edition
from reportedly.publish.pinning import publication
from reportedly.records import Id
from reportedly.records.publications import Publication
from reportedly.store import Reader


def publish(
    store: Reader, stories: Sequence[Id], by: str, title: str, standfirst: str = "", after: Id | None = None
) -> Publication:
    """Keep the brief of these stories, each once, as the store has it now.

    Raises NotFound where there is no such story, or no publication `after` that it takes the place of.
    """
    if after is not None:
        kept(store, after)
    found = {a.dossier.story.id: a for s in stories for a in edition(store, "", s).stories}
    marked = [(account, store.mark("reconcile", story) or "") for story, account in found.items()]
    made = store.published.add(publication(marked, by, title, standfirst, after=after))
    store.people.note(by, "published", f"{made.id}: {made.title}")
    return made


def kept(store: Reader, id: Id) -> Publication:  # noqa: A002 - the record's own word
    """A publication. Raises NotFound where there is none of that id."""
    found = store.published.find(id)
    if found is None:
        raise NotFound(f"there is no publication {id}; list them with: reportedly publications")
    return found
