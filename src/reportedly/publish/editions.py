"""An edition of what the store holds now."""

from __future__ import annotations

from reportedly.errors import NotFound
from reportedly.publish.edition import Edition, StoryAccount, foremost
from reportedly.records import Account, Id
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
    ids = [s.id for s in stories]
    made = {
        name: store.derived(name, ids)
        for name in ("findings", "series", "control", "agreements", "brief", "timeline")
    }
    return Edition(
        title,
        foremost(
            StoryAccount(
                dossier=dossier,
                account=Account(
                    *(tuple(made[name].get(dossier.story.id, ())) for name in ("findings", "series")),
                    *(tuple(made[name].get(dossier.story.id, ())) for name in ("control", "agreements")),
                ),
                brief=tuple(made["brief"].get(dossier.story.id, ())),
                timeline=tuple(made["timeline"].get(dossier.story.id, ())),
            )
            for dossier in judged_dossiers(store, ids)
        ),
    )
