"""An invented store: a shelling told four ways, a flight from home, and a page that tries to break out.

People, places and outlets are invented; what the claims come to is reconciled for real.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportedly.reconcile import reconcile
from reportedly.records import (
    AlterationType,
    Article,
    Capture,
    Claim,
    Copy,
    Dating,
    Figure,
    Measure,
    Named,
    Origin,
    Place,
    PlaceMention,
    Qualifier,
    Sighting,
    Span,
    Story,
    TimeMention,
    make_id,
)
from reportedly.review.effect import marked
from reportedly.review.following import judged_dossiers
from reportedly.store import Result, Store, pack
from reportedly.stories import story_id
from tests.publish.sample import article, at, copied, whole

VELMORA = Place("Velmora", 42.27, 43.42, 900001, "GE", "Imereti", "PPL", 3.0)
SARN = Place("Lower Sarn district", -42.43, -43.2, 900005, "GE", "Imereti", "ADM2", 18.0)

WIRE = (
    "Army shells fell on the market of Velmora on Monday, killing at least 12 people, the Lake Watch said.\n"
)
LEDGER = "Army guns shelled the market of Velmora on Monday and 14 people died, said doctors at the clinic.\n"
COPY = (
    "Army shells fell on the market of Velmora on Monday, killing at least 21 people, the Lake Watch said.\n"
)
PLAN = "The army plans to shell Velmora again. The rebels did not shell Velmora, their spokesman said.\n"
FLIGHT = "At least 50,000 people have fled Lower Sarn since 1 March, Lantern said.\n"
HOSTILE = '=HYPERLINK("http://evil.example") rebels\x1b[31m shelled \u202eVelmora on Monday & <b>won</b>.\n'

Told = tuple[Measure, str, float | None, float | None, Qualifier]


def claim(
    of: Article,
    trigger: str,
    kind: str,
    *,
    actor: str = "",
    recipient: str = "",
    place: tuple[str, Place] | None = None,
    day: tuple[str, str, str] | None = None,
    chain: tuple[str, ...] = (),
    figures: tuple[Figure, ...] = (),
    **rest: str,
) -> Claim:
    """A claim with the words of its slots; `day` is the words, the first and the last day."""
    made = Claim(
        id=make_id("c", of.id, trigger, kind),
        article=of.id,
        sentence=whole(of, trigger),
        trigger=at(of, trigger),
        kind=kind,
        polarity="affirmed",
        modality="asserted",
        actor=(Named(at(of, actor), actor),) if actor else (),
        recipient=(Named(at(of, recipient), recipient),) if recipient else (),
        instrument=(),
        place=PlaceMention(at(of, place[0]), place[1], 0.9) if place else None,
        time=TimeMention(at(of, day[0]), day[1], day[2], "date") if day else None,
        figures=tuple(f.id for f in figures),
        chain=chain,
        origin=None,
    )
    return Claim(**{name: rest.get(name, getattr(made, name)) for name in Claim.__slots__})


def figure(
    of: Article, told: Told, where: tuple[str, Place], speaker: str, window: tuple[str, str] | None = None
) -> Figure:
    measure, words, low, high, qualifier = told
    start, end = window or (None, None)
    place = PlaceMention(at(of, where[0]), where[1], 0.9)
    id_, span = make_id("fig", of.id, words), at(of, words)
    return Figure(id_, span, measure, "person", low, high, qualifier, start, end, place, speaker, None)


class Page:
    """An article with what is read in it."""

    def __init__(self, made: Article, claims: list[Claim], figures: list[Figure]) -> None:
        whose = {f: c.id for c in claims for f in c.figures}
        self.article, self.claims = made, claims
        self.figures = [replace(f, claim=whose[f.id]) for f in figures]


def pages() -> tuple[list[Page], list[Copy]]:
    monday, here = ("Monday", "2031-03-10", "2031-03-10"), ("Velmora", VELMORA)
    wire = article("wire", WIRE, "Meridian Press", "2031-03-11T08:00:00Z", url="https://meridian.example/12")
    ledger = article("ledger", LEDGER, "Harbour Ledger", "2031-03-11", url="http://ledger.example/a?b=1&c=2")
    rewrite = article("copy", COPY, "Flashworld", "2031-03-12")
    plan = article("plan", PLAN, "River Radio", "2031-03-12")
    bad = article(
        "=1+1.txt", HOSTILE, "=cmd|' /C calc'!A0", "2031-03-12", title="+SUM(1)", url="javascript:x"
    )
    told: list[Page] = []
    for made, words, low in ((wire, "at least 12", 12.0), (rewrite, "at least 21", 21.0)):
        dead = figure(made, ("killed", words, low, None, "at_least"), here, "Lake Watch")
        said = {"place": here, "day": monday, "chain": ("Lake Watch",)}
        told.append(
            Page(
                made,
                [
                    claim(made, "shells fell", "shelling", actor="Army", recipient="market", **said),  # type: ignore[arg-type]
                    claim(made, "killing", "kill", recipient="people", figures=(dead,), **said),  # type: ignore[arg-type]
                ],
                [dead],
            )
        )
    dead = figure(ledger, ("killed", "14", 14.0, 14.0, "exact"), here, "doctors at the clinic")
    said = {"place": here, "day": monday, "chain": ("doctors at the clinic",)}
    told.append(
        Page(
            ledger,
            [
                claim(ledger, "shelled", "shelling", actor="Army", recipient="market", **said),  # type: ignore[arg-type]
                claim(ledger, "died", "kill", recipient="people", figures=(dead,), **said),  # type: ignore[arg-type]
            ],
            [dead],
        )
    )
    planned = claim(plan, "shell Velmora again", "shelling", actor="army", place=here, modality="planned")
    denied = claim(plan, "did not shell", "attack", actor="rebels", chain=("spokesman",), polarity="denied")
    told.append(Page(plan, [planned, denied], []))
    words = '=HYPERLINK("http://evil.example") rebels'
    told.append(Page(bad, [claim(bad, "shelled", "shelling", actor=words, place=here, day=monday)], []))
    change: tuple[AlterationType, str, str] = ("number", "21", "12")
    return told, [
        Copy(
            rewrite.id, wire.id, "near", "certain", 1.0, (copied(rewrite, "shells", wire, "shells", change),)
        )
    ]


def flight() -> Page:
    made = article("flight", FLIGHT, "Meridian Press", "2031-03-13", url="https://meridian.example/13")
    where, days = ("Lower Sarn", SARN), ("2031-03-01", "2031-03-13")
    fled = figure(made, ("displaced", "At least 50,000", 50000.0, None, "at_least"), where, "Lantern", days)
    told = claim(
        made, "fled", "displace", recipient="people", place=where, chain=("Lantern",), figures=(fled,)
    )
    return Page(made, [told], [fled])


def stored(path: Path) -> Store:
    """A store of both stories, reconciled."""
    store = Store.open(path, create=True)
    told, copies = pages()
    put_pages(store, [*told, flight()])
    put_story(store, "Market shelled in Velmora", told, copies)
    put_story(store, "Flight from Lower Sarn", [flight()], [])
    return store


def put_pages(store: Store, told: list[Page]) -> None:
    for page in told:
        made = page.article
        capture = Capture.of("text/plain", made.text.encode())
        store.add_found([(capture, Sighting(capture.id, made.input_id, None, made.input_id))])
        store.write("clean", ("articles",), [Result(capture.id, "f", pack(capture.id, "f", [made], {}))])
        read = [*page.claims, *page.figures, *(c.place for c in page.claims if c.place)]
        rows = pack(made.id, "f", read, {made.id: made.text})
        store.write("claims", ("claims", "figures", "places"), [Result(made.id, "f", rows)])


def put_story(
    store: Store, title: str, told: list[Page], copies: list[Copy], instead_of: list[str] | None = None
) -> Story:
    """Add a story, or bring one up to date that begins with the same article or takes others' place, and
    reconcile it."""
    articles = [p.article for p in told]
    days = sorted(a.published_at or "" for a in articles)
    story = Story(story_id(articles[0].id), title, days[0], days[-1], tuple(a.id for a in articles))
    before = store.stories([story.id, *(instead_of or ())])
    with store.story_index() as index:
        index.replace_stories({s.id: s for s in before}, {story.id: story})
    taken = {c.article: c.of for c in copies}
    owned: dict[str, list[Span]] = {}
    for page in articles:
        spans = (page.span(s.start, s.end) for s in page.sentences)
        owned.setdefault(taken.get(page.id, page.id), []).extend(spans)
    origins = [Origin(make_id("o", a), story.id, tuple(found), None, a) for a, found in owned.items()]
    datings = [Dating(a.id, a.published_at, a.published_from, "") for a in articles]
    texts = {a.id: a.text for a in articles}
    rows = pack(story.id, "f", [*copies, *origins, *datings], texts)
    store.write("copies", ("copies", "origins", "datings"), [Result(story.id, "f", rows)])
    tell(store, story)
    return story


def tell(store: Store, story: Story) -> None:
    """Reconcile a story, as people's judgements have it."""
    (dossier,) = judged_dossiers(store, [story.id])
    account = marked(reconcile(dossier), dossier)
    texts = {a.id: a.text for a in dossier.articles}
    made = [*account.findings, *account.series, *account.control, *account.agreements]
    tables = ("findings", "series", "control", "agreements")
    store.write("reconcile", tables, [Result(story.id, "f", pack(story.id, "f", made, texts))])
