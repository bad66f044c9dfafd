"""How a judgement is made: what somebody points at becomes targets that survive a re-run; then it is kept."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from reportedly.claims.ontology import kinds
from reportedly.errors import JudgementError, NotFound
from reportedly.records import Id, Judgement, Slot, Target, Value, Verb
from reportedly.store import Reader

ALLOWED: dict[Verb, tuple[Target, ...]] = {
    "accept": ("claim", "figure", "finding"),
    "reject": ("claim", "figure", "finding"),
    "correct": ("claim", "figure"),
    "merge": ("finding", "story"),
    "split": ("finding", "story"),
    "copies": ("articles",),
    "not_copies": ("articles",),
    "pin": ("line",),
    "note": ("claim", "figure", "finding", "story", "articles", "line"),
    "undo": ("judgement",),
}
SLOTS: dict[Target, tuple[Slot, ...]] = {
    "claim": ("place", "time", "kind", "speaker"),
    "figure": ("place", "time", "figure", "speaker"),
}
LONGEST = 10_000  # characters of a reason


def judge(
    store: Reader,
    by: str,
    verb: Verb,
    target: Target,
    ids: Sequence[Id],
    *,
    why: str = "",
    slot: Slot | None = None,
    value: Value | None = None,
    after: Sequence[Id] = (),
    at: str = "",
) -> Judgement:
    """Check a judgement and append it; returns it as it was kept. Others may be writing meanwhile.

    `ids` may be those a reader sees: findings and stories by their own ids or by their claims and articles.
    A merge takes those of all that are to be one; a split the claims (articles) that are to be parted from
    the rest of their findings (stories). `after` names the judgements on the matter that `by` saw standing
    (`Standing.of`), which this takes the place of; whoever has seen none gives none, and may come into
    conflict. `at` is a UTC instant, now where it is empty.

    Raises JudgementError where it makes no sense, NotFound where an id is not in the store, StoreError where
    the database cannot be written to.
    """
    if not by.strip():
        raise JudgementError("a judgement needs a name: say who decides")
    if target not in ALLOWED[verb]:
        raise JudgementError(f"{verb} is not for a {target}; it is for {', '.join(ALLOWED[verb])}")
    if len(why) > LONGEST:
        raise JudgementError(f"the reason is longer than {LONGEST:,} characters")
    if verb == "note" and not why.strip():
        raise JudgementError("a note needs words")
    _check_value(verb, target, slot, value)
    targets, rest, story = _targets(store, verb, target, ids)
    unknown = set(after) - set(store.judged.find(after))
    if unknown:
        raise NotFound(f"there is no judgement {min(unknown)}")
    made = Judgement(
        id="",
        at=at,
        by=by.strip(),
        verb=verb,
        target=target,
        targets=targets,
        why=why.strip(),
        slot=slot,
        value=value,
        rest=rest,
        story=story,
        after=tuple(sorted(set(after))),
    )
    return store.judged.append(made)


# -- values ---------------------------------------------------------------------------------------


def _check_value(verb: Verb, target: Target, slot: Slot | None, value: Value | None) -> None:
    if verb != "correct":
        if slot is not None or (value is not None and verb != "pin"):
            raise JudgementError(f"{verb} takes no value; to give one: correct")
        return
    allowed = SLOTS[target]
    if slot not in allowed or value is None:
        raise JudgementError(f"what of the {target} is corrected, and to what? {', '.join(allowed)}")
    if slot == "kind" and value.kind not in kinds():
        raise JudgementError(f"there is no kind {value.kind!r}; docs/ontology.md lists them")
    if slot == "time":
        _check_period(value)
    if slot == "figure":
        _check_amount(value)
    place = value.place
    if slot == "place" and place is not None:
        if not place.name.strip():
            raise JudgementError("the place needs a name")
        lat, lon = place.latitude, place.longitude
        if (lat is None) != (lon is None) or abs(lat or 0) > 90 or abs(lon or 0) > 180:
            raise JudgementError(f"{lat}, {lon} is no point: give latitude (to 90) and longitude (to 180)")


def _check_period(value: Value) -> None:
    for day in (value.earliest, value.latest):
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            raise JudgementError(f"{day!r} is no date; write one such as 2031-04-09") from None
    if value.earliest and value.latest and value.earliest > value.latest:
        raise JudgementError(f"{value.earliest} is after {value.latest}; swap them")


def _check_amount(value: Value) -> None:
    if value.low is None and value.high is None:
        raise JudgementError("a figure needs a number; one that counts nothing can be rejected")
    if value.low is not None and value.high is not None and value.low > value.high:
        raise JudgementError(f"{value.low:g} is more than {value.high:g}; swap them")
    if min(v for v in (value.low, value.high) if v is not None) < 0:
        raise JudgementError("a figure cannot be less than 0")


# -- targets --------------------------------------------------------------------------------------


def _targets(
    store: Reader, verb: Verb, target: Target, ids: Sequence[Id]
) -> tuple[tuple[Id, ...], tuple[Id, ...], Id | None]:
    """What is kept as targets and rest, and the story of the first."""
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        raise JudgementError(f"which {target}?")
    if target == "judgement":
        found = store.judged.find(wanted)
        _all_there(wanted, found, "judgement")
        return wanted, (), found[wanted[0]].story
    if target in ("claim", "figure"):
        owners = {i: store.owner_of(f"{target}s", i) for i in wanted}
        _all_there(wanted, [i for i, owner in owners.items() if owner], target)
        return tuple(sorted(wanted)), (), store.story_of(str(owners[wanted[0]]))
    if target in ("story", "articles"):
        return _of_articles(store, verb, target, wanted)
    return _of_claims(store, verb, wanted)


def _of_articles(
    store: Reader, verb: Verb, target: Target, ids: tuple[Id, ...]
) -> tuple[tuple[Id, ...], tuple[Id, ...], Id | None]:
    """Of articles, given by their ids or the ids of stories."""
    articles: list[Id] = []
    for each in ids:
        now = store.story_now(each)
        articles += [a for s in store.stories([now]) for a in s.articles] if now else [each]
    home = {a: store.story_of(a) for a in articles}
    _all_there(articles, [a for a, story in home.items() if story], "article")
    stories = sorted({str(s) for s in home.values()})
    if target == "articles":
        if len(home) != 2:
            raise JudgementError("name two articles")
        return (tuple(home) if verb == "copies" else tuple(sorted(home))), (), home[articles[0]]
    whole = {a for s in store.stories(stories) for a in s.articles}
    return *_parted(verb, set(home), whole, len(stories), "story", "articles"), home[articles[0]]


def _of_claims(
    store: Reader, verb: Verb, ids: tuple[Id, ...]
) -> tuple[tuple[Id, ...], tuple[Id, ...], Id | None]:
    """Of findings, given by their ids or by claims, and of lines by theirs."""
    stories: dict[Id, Id] = {}
    for each in ids:
        article = store.owner_of("claims", each)
        story = store.story_of(article) if article else store.owner_of("findings", each)
        if story is not None:
            stories[each] = story
    _all_there(ids, stories, "finding or claim")
    given = set(ids)
    found = [
        f
        for own in store.derived("findings", sorted(set(stories.values()))).values()
        for f in own
        if f.id in given or given & set(f.claims)
    ]
    named = {c for f in found if f.id in given for c in f.claims} | {i for i in given if i.startswith("c-")}
    story = stories[ids[0]]
    whole = {c for f in found for c in f.claims}
    claims = named if verb in ("pin", "note", "split") else whole
    if not claims:
        raise JudgementError("these claims are of no finding")
    if verb in ("merge", "split"):
        if len(set(stories.values())) > 1:
            raise JudgementError("the findings are of different stories; merge these first")
        return *_parted(verb, claims, whole, len(found), "finding", "claims"), story
    return tuple(sorted(claims)), (), story


def _parted(
    verb: Verb, chosen: set[Id], whole: set[Id], count: int, one: str, parts: str
) -> tuple[tuple[Id, ...], tuple[Id, ...]]:
    """The targets and the rest where findings or stories are merged or split; others have no rest."""
    if verb == "merge":
        if count < 2:
            raise JudgementError(f"that is one {one}; name two or more to merge")
        return tuple(sorted(whole)), ()
    if verb == "split":
        if not whole - chosen:
            raise JudgementError(f"nothing would be left of the {one}; name some of its {parts}")
        return tuple(sorted(chosen & whole)), tuple(sorted(whole - chosen))
    return tuple(sorted(chosen)), ()


def _all_there(wanted: Iterable[Id], found: Container[Id], what: str) -> None:
    for each in wanted:
        if each not in found:
            raise NotFound(f"there is no {what} {each} in this database")
