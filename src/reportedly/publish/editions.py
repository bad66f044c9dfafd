"""An edition of what the store holds now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.errors import NotFound
from reportedly.publish.edition import Edition, StoryAccount, foremost
from reportedly.records import Account, Id, Story
from reportedly.review.following import judged_dossiers
from reportedly.store import Reader


def edition(store: Reader, title: str, story: Id | None = None) -> Edition:
    """All stories, those that most independent origins tell first, or the one asked for, by its id or one it
    had before it merged with another.

    Raises NotFound when there is no such story.
    """
    if story is None:
        stories = store.stories()
    else:
        now = store.story_now(story)
        stories = store.stories([now] if now else [])
        if not stories:
            raise NotFound(f"there is no story {story}; list them with: reportedly export stories")
    return Edition(title, foremost(accounts(store, stories)))


def accounts(store: Reader, stories: Sequence[Story]) -> Iterator[StoryAccount]:
    """These stories in this order, each with its account, as people's judgements have it."""
    ids = [s.id for s in stories]
    made = {
        name: store.derived(name, ids)
        for name in ("findings", "series", "control", "agreements", "brief", "timeline")
    }
    for dossier in judged_dossiers(store, ids):
        own = {name: tuple(found.get(dossier.story.id, ())) for name, found in made.items()}
        yield StoryAccount(
            dossier=dossier,
            account=Account(own["findings"], own["series"], own["control"], own["agreements"]),
            brief=own["brief"],
            timeline=own["timeline"],
        )
