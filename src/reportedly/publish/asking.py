"""Finding what a person names on the command line: an article by its id, its input id or its address."""

from __future__ import annotations

from reportedly.copies.beyond import around, traced_with
from reportedly.errors import NotFound
from reportedly.publish.display import outlet_name, plain, shorten
from reportedly.publish.edition import StoryAccount
from reportedly.records import Account, Article, Dossier, Id
from reportedly.store import Reader

LISTED = 8  # articles named where a name fits several


def asked(store: Reader, name: str) -> Article:
    """The one article of this id, input id or address.

    Raises NotFound, saying what to do, where there is none or more than one.
    """
    found = store.articles_named(name)
    if not found:
        raise NotFound(
            f"no article has the id, input id or address {name!r}; list them with: reportedly export articles"
        )
    articles = list(store.articles(found[:LISTED]).values())
    if len(found) > 1:
        those = "".join(
            f"\n  {a.id}  {outlet_name(a)}: {shorten(plain(a.title or ''), 60)}" for a in articles
        )
        more = f"\n  and {len(found) - LISTED} more" if len(found) > LISTED else ""
        raise NotFound(f"{len(found)} articles are called {name!r}; ask for one by its id:{those}{more}")
    return articles[0]


def story_of(store: Reader, article: Id) -> StoryAccount:
    """The story of an article with all that is known of its copies, and of nothing else. The articles of
    other stories that it shares text with are there too.

    Raises NotFound where the article is in no story yet (a run was stopped before it came to that).
    """
    found = store.story_of(article)
    if found is None:
        raise NotFound(
            f"article {article} is in no story yet; finish the run with: reportedly run PATH --db FILE"
        )
    (story,) = store.stories([found])
    articles, copies = traced_with(store, story, around(store).get(found))
    dossier = Dossier(
        story=story,
        articles=tuple(articles),
        datings=tuple(store.derived("datings", [found]).get(found, ())),
        copies=tuple(copies),
        origins=tuple(store.derived("origins", [found]).get(found, ())),
        attributions=(),
        places=(),
        times=(),
        figures=(),
        claims=(),
    )
    return StoryAccount(dossier, Account((), (), (), ()))
