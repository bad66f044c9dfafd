"""How a judgement is made: what somebody points at becomes targets that survive a re-run; then it is kept."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.claims.ontology import kinds
from reportedly.errors import JudgementError, NotFound
from reportedly.publish.wording import wording
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
    _check_section(verb, value)
    aim = _aim(store, verb, target, ids)
    unknown = set(after) - set(store.judged.find(after))
    if unknown:
        raise NotFound(f"there is no judgement {min(unknown)}")
    made = Judgement(
        id="",
        at=at,
        by=by.strip(),
        verb=verb,
        target=target,
        targets=aim.targets,
        why=why.strip(),
        slot=slot,
        value=value,
        rest=aim.rest,
        articles=aim.articles,
        story=aim.story,
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


def _check_section(verb: Verb, value: Value | None) -> None:
    if verb == "pin" and value is not None and value.section not in (None, *wording().order):
        raise JudgementError(f"there is no section {value.section!r}; there are {', '.join(wording().order)}")


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


@dataclass(frozen=True, slots=True)
class Aim:
    """What is kept of what somebody points at."""

    targets: tuple[Id, ...]
    rest: tuple[Id, ...]
    articles: tuple[Id, ...]
    story: Id | None


def _aim(store: Reader, verb: Verb, target: Target, ids: Sequence[Id]) -> Aim:
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        raise JudgementError(f"which {target}?")
    if target == "judgement":
        found = store.judged.find(wanted)
        _all_there(wanted, found, "judgement")
        return Aim(wanted, (), found[wanted[0]].articles, found[wanted[0]].story)
    if target in ("story", "articles"):
        return _of_articles(store, verb, target, wanted)
    if target in ("claim", "figure"):
        owners = store.owners(f"{target}s", wanted)
        _all_there(wanted, owners, target)
        return _aimed(store, owners, set(wanted), set())
    return _of_claims(store, verb, wanted)


def _of_articles(store: Reader, verb: Verb, target: Target, ids: tuple[Id, ...]) -> Aim:
    """Of articles, given by their ids or the ids of stories."""
    chosen: list[Id] = []
    for each in ids:
        now = store.story_now(each)
        chosen += [a for s in store.stories([now]) for a in s.articles] if now else [each]
    home = {a: store.story_of(a) for a in chosen}
    _all_there(chosen, [a for a, story in home.items() if story], "article")
    if target == "articles":
        if len(home) != 2:
            raise JudgementError("name two articles")
        pair = tuple(home) if verb == "copies" else tuple(sorted(home))
        return Aim(pair, (), tuple(sorted(home)), home[chosen[0]])
    stories = sorted({str(s) for s in home.values()})
    whole = {a for s in store.stories(stories) for a in s.articles}
    targets, rest = _parted(verb, set(home), whole, len(stories), "story", "articles")
    return Aim(tuple(sorted(targets)), tuple(sorted(rest)), tuple(sorted(targets | rest)), home[chosen[0]])


def _of_claims(store: Reader, verb: Verb, ids: tuple[Id, ...]) -> Aim:
    """Of findings, given by their ids or by claims, and of lines by theirs."""
    owners = store.owners("claims", ids)
    stories = store.owners("findings", ids) | {c: str(store.story_of(a)) for c, a in owners.items()}
    _all_there(ids, stories, "finding or claim")
    findings = store.derived("findings", sorted(set(stories.values()))).values()
    met = [f for own in findings for f in own if f.id in ids or not owners.keys().isdisjoint(f.claims)]
    whole = {c for f in met for c in f.claims}
    exactly = {c for f in met if f.id in ids for c in f.claims} | owners.keys()
    chosen = exactly if verb in ("pin", "note", "split") else whole
    if not chosen or (verb in ("merge", "split") and not exactly <= whole):
        raise JudgementError("these claims are of no finding")
    if verb in ("merge", "split") and len(set(stories.values())) > 1:
        raise JudgementError("the findings are of different stories; merge these first")
    targets, rest = _parted(verb, chosen, whole, len(met), "finding", "claims")
    return _aimed(store, store.owners("claims", targets | rest), targets, rest)


def _aimed(store: Reader, owners: Mapping[Id, Id], targets: set[Id], rest: set[Id]) -> Aim:
    articles = tuple(sorted(set(owners.values())))
    return Aim(tuple(sorted(targets)), tuple(sorted(rest)), articles, store.story_of(articles[0]))


def _parted(
    verb: Verb, chosen: set[Id], whole: set[Id], count: int, one: str, parts: str
) -> tuple[set[Id], set[Id]]:
    """The targets and the rest where findings or stories are merged or split; others have no rest."""
    if verb == "merge":
        if count < 2:
            raise JudgementError(f"that is one {one}; name two or more to merge")
        return whole, set()
    if verb == "split":
        if not whole - chosen:
            raise JudgementError(f"nothing would be left of the {one}; name some of its {parts}")
        return chosen, whole - chosen
    return chosen, set()


def _all_there(wanted: Iterable[Id], found: Container[Id], what: str) -> None:
    for each in wanted:
        if each not in found:
            raise NotFound(f"there is no {what} {each} in this database")
