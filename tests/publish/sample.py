# ruff: noqa: E501 - records read best a row a line
"""An invented edition: a war in a country that does not exist, as eight articles have it, and two more stories.

People, outlets and events are invented; the coordinates lie where there is land to draw.
"""

from __future__ import annotations

from reportedly.clean.sentences import split
from reportedly.publish.edition import Edition, StoryAccount
from reportedly.records import (
    Account,
    Agreement,
    Allegation,
    Alteration,
    AlterationType,
    Article,
    Attribution,
    BriefLine,
    Claim,
    Control,
    CopiedSentence,
    Copy,
    Dating,
    Dossier,
    Figure,
    Finding,
    Measure,
    Origin,
    Place,
    PlaceMention,
    Point,
    PublishedFrom,
    Qualifier,
    Removed,
    Series,
    SlotValue,
    Span,
    Status,
    Story,
    TimelineLine,
    make_id,
)

VELMORA = Place("Velmora", 42.27, 43.42, 900001, "GE", "Imereti", "PPL", 3.0)
KARST = Place("Karst Bridge", 42.31, 43.36, 900002, "GE", "Imereti", "PPL", 1.0)
DREN = Place("Dren", 42.15, 43.67, 900003, "GE", "Imereti", "PPL", 2.0)
OST = Place("Ost", 42.18, 43.51, 900004, "GE", "Imereti", "PPL", 2.0)
LOWER = Place("Lower Sarn district", 42.43, 43.20, 900005, "GE", "Imereti", "ADM2", 18.0)
LAND = Place("Sarnia Republic", 42.0, 43.5, 900006, "GE", None, "PCLI", 250.0)
CAPITAL = Place("Aldermouth", 41.72, 44.79, 900007, "GE", "Tbilisi", "PPLC", 8.0)

WIRE = """Army takes Velmora after three days

VELMORA, 12 March (Meridian Press) - Government forces took full control of Velmora on Tuesday, the army said, \
after three days of fighting.

"We are chasing the last gunmen in several villages," army spokesman Colonel Ivo Brandt said in a \
televised statement.

At least 50,000 people have fled the town in the last four days, said Lena Sorrel of the aid group Lantern.

The Lake Observatory said the army held only most of the town by nightfall.
"""
LEDGER = """Velmora falls to army

By Mara Quill and agencies

Government forces took full control of Velmora on Tuesday, the army said, after three days of fighting.

"We are chasing the last gunmen in several villages," army spokesman Colonel Ivo Brandt said in a \
televised statement.

Residents reached by telephone said shells hit the Karst Bridge at dawn on Monday.

Read more: ten photographs from the front
"""
REWRITE = """Military captures Velmora town

Government troops seized complete control of Velmora on Tuesday, the military stated, following 3 days of combat.

"We are tracking the final bandits in many towns," military spokesman Colonel Ivo Brandt stated in a \
televised announcement.

Locals reached by phone said shells struck the Karst Bridge at daybreak on Sunday.
"""
MONITOR = """Velmora: rebels leave the north

Rebels withdrew from the northern districts of Velmora late on Monday, the Lake Observatory said.

Some 120,000 people have been displaced in the Lower Sarn district since 1 March, its director Tomas Arrel \
told the Courier by message.

The town was surrounded on three sides.
"""
UNITED = """UN warns on displacement in Sarnia

More than 388,000 people have been uprooted in the Sarnia Republic since December, the United Nations said.

"At least 20,000 moved in the past two days alone," said coordinator Amara Nwosu-Lindqvist.

The UN called on both sides to honour the truce of 2 February.
"""
STATE = """تحرير فيلمورا

ألدرماوث - قال المتحدث باسم الجيش إن القوات الحكومية سيطرت على معظم أحياء المدينة يوم الاثنين.

"نحن نطارد آخر المسلحين"، قال العقيد إيفو براندت.
"""
RADIO = """Truce in doubt

The government accuses the Northern Front of breaking the 2 February truce by shelling Ost on Sunday.

The Northern Front denied it had fired on Ost.

Between 20 and 35 people were killed in Ost, hospital staff told River Radio.

Twelve people were killed, the health ministry said.
"""
LATE = """Thousands on the road from Dren

Thousands of people left Dren on Wednesday after leaflets warned of strikes, a witness said.

As many as 140,000 people have now been displaced in the Lower Sarn district since 1 March, the Lake Observatory said.
"""


def article(
    key: str,
    text: str,
    outlet: str | None,
    on: str | None,
    how: PublishedFrom | None = "meta",
    title: str | None = None,
    url: str | None = None,
    language: str = "en",
    removed: tuple[tuple[str, str], ...] = (),
) -> Article:
    gone = tuple(Removed(text.index(q), text.index(q) + len(q), q, reason) for q, reason in removed)
    return Article(
        id=make_id("a", key),
        capture=make_id("cap", key),
        input_id=f"{key}.txt",
        url=url,
        outlet=outlet,
        title=title or text.partition("\n")[0],
        author=None,
        published_at=on,
        published_from=how,
        language=language,
        text=text,
        removed=gone,
        sentences=split(text, (), gone, language, None),
    )


def at(of: Article, quote: str) -> Span:
    """The first place the words stand."""
    start = of.text.index(quote)
    return of.span(start, start + len(quote))


def whole(of: Article, words: str) -> Span:
    """The sentence that the words stand in."""
    inside = at(of, words)
    found = next(s for s in of.sentences if s.start <= inside.start and inside.end <= s.end)
    return of.span(found.start, found.end)


def claim(
    of: Article,
    words: str,
    kind: str,
    chain: tuple[str, ...],
    place: Place | None = None,
    spelt: str = "",
    role: str | None = None,
) -> Claim:
    sentence = whole(of, words)
    mention = None
    if place:
        mention = PlaceMention(at(of, spelt or place.name), place, 0.9)
    return Claim(
        id=make_id("c", of.id, words, kind),
        article=of.id,
        sentence=sentence,
        trigger=at(of, words),
        kind=kind,
        polarity="denied" if "denied" in words else "affirmed",
        modality="asserted",
        actor=(),
        recipient=(),
        instrument=(),
        place=mention,
        time=None,
        figures=(),
        chain=chain,
        origin=None,
        role=role,
    )


def copied(
    mine: Article, words: str, of: Article, of_words: str, *altered: tuple[AlterationType, str, str]
) -> CopiedSentence:
    span, of_span = whole(mine, words), whole(of, of_words)
    changes = tuple(Alteration(t, at(mine, a), at(of, b)) for t, a, b in altered)
    return CopiedSentence(span, of_span, 1.0 if span.quote == of_span.quote else 0.78, changes)


def edition() -> Edition:
    return Edition("Situation in the Sarn valley", (velmora(), ferry(), hostile()))


def velmora() -> StoryAccount:
    wire = article(
        "wire", WIRE, "Meridian Press", "2031-03-12T18:40:00Z", url="https://meridian.example/velmora-12"
    )
    ledger = article(
        "ledger", LEDGER, "The Harbour Ledger", "2031-03-12", url="http://ledger.example/a?id=7&x=1",
        removed=(("Read more: ten photographs from the front", "related"), ("By Mara Quill and agencies", "byline")),
    )  # fmt: skip
    rewrite = article("rewrite", REWRITE, None, "2031-03-13", "url")
    monitor = article("monitor", MONITOR, "Courier", "2031-03-11", "inferred")
    united = article(
        "united", UNITED, "Global Desk of the International Newsroom Alliance", "2031-03-13", "stamp"
    )
    state = article("state", STATE, "وكالة فيلمورا", "2031-03-11", language="ar")
    radio = article("radio", RADIO, "River Radio", "2031-03-10")
    late = article("late", LATE, "Courier", None, None)
    articles = (wire, ledger, rewrite, monitor, united, state, radio, late)

    army, spoke = "took full control of Velmora", "We are chasing"
    c = {
        "wire": claim(wire, army, "captured", ("army",), VELMORA, role="military"),
        "ledger": claim(ledger, army, "captured", ("army",), VELMORA, role="military"),
        "rewrite": claim(rewrite, "seized complete control of Velmora", "captured", ("military",), VELMORA),
        "most": claim(wire, "held only most of the town", "captured", ("Lake Observatory",)),
        "state": claim(state, "سيطرت على معظم أحياء المدينة", "captured", ("المتحدث باسم الجيش",)),
        "quote": claim(wire, spoke, "threaten", ("army", "Ivo Brandt")),
        "withdrew": claim(monitor, "Rebels withdrew", "withdrew", ("Lake Observatory",), VELMORA),
        "bridge": claim(ledger, "shells hit the Karst Bridge", "shelling", ("residents",), KARST),
        "sarn": claim(monitor, "Some 120,000", "displace", ("Lake Observatory", "Tomas Arrel"), LOWER),
        "fled": claim(wire, "At least 50,000", "displace", ("Lantern", "Lena Sorrel"), VELMORA, "VELMORA"),
        "un": claim(united, "More than 388,000", "displace", ("United Nations",), LAND),
        "un2": claim(united, "At least 20,000", "displace", ("United Nations", "Amara Nwosu-Lindqvist")),
        "late": claim(late, "As many as 140,000", "displace", ("Lake Observatory",), LOWER),
        "dren": claim(late, "Thousands of people left", "displace", ("a witness",), DREN),
        "ost": claim(radio, "shelling Ost", "breach", ("the government",), OST),
        "deny": claim(radio, "denied it had fired", "breach", ("Northern Front",), OST),
        "killed": claim(radio, "Between 20 and 35", "kill", ("hospital staff",), OST),
        "ministry": claim(radio, "Twelve people were killed", "kill", ("health ministry",)),
    }
    figures = (
        figure(monitor, "120,000", "displaced", 120000, 120000, "about", "2031-03-01", "2031-03-11"),
        figure(late, "140,000", "displaced", None, 140000, "at_most", "2031-03-01", "2031-03-13"),
        figure(wire, "50,000", "displaced", 50000, None, "at_least", "2031-03-08", "2031-03-12"),
        figure(united, "388,000", "displaced", 388000, None, "at_least", "2030-12-01", "2031-03-13"),
        figure(united, "20,000", "displaced", 20000, None, "at_least", "2031-03-11", "2031-03-13"),
    )
    story = make_id("s", "velmora")

    def point(n: int, as_of: str, speaker: str, key: str, status: Status = "single_origin") -> Point:
        f = figures[n]
        return Point(
            as_of, f.low, f.high, f.window_start, f.window_end, speaker, 1, (c[key].id,), (f.id,), status
        )

    killed = (
        Point("2031-03-10", 20, 35, None, None, "hospital staff", 1, (c["killed"].id,), (), "disputed"),
        Point(
            "2031-03-10",
            12,
            12,
            "2031-03-09",
            "2031-03-09",
            "health ministry",
            1,
            (c["ministry"].id,),
            (),
            "disputed",
        ),
    )
    findings = (
        finding(story, "captured", "Army takes Velmora", "disputed", 3, (c["wire"], c["ledger"], c["rewrite"], c["most"], c["state"]),
            extent=(SlotValue("all", 1, ("army",), (c["wire"].id, c["ledger"].id, c["rewrite"].id)),
                    SlotValue("most", 2, ("Lake Observatory", "المتحدث باسم الجيش"), (c["most"].id, c["state"].id))),
            time=(SlotValue("2031-03-12", 1, ("army",), (c["wire"].id,)), SlotValue("2031-03-10", 1, ("المتحدث باسم الجيش",), (c["state"].id,)))),
        finding(story, "withdrew", "Rebels leave the north of Velmora", "single_origin", 1, (c["withdrew"],)),
        finding(story, "shelling", "Shells hit the Karst Bridge", "single_origin", 1, (c["bridge"],)),
        finding(story, "displace", "Flight from Lower Sarn", "corroborated", 2, (c["sarn"], c["fled"], c["un"], c["late"])),
        finding(story, "displace", "People leave Dren", "single_origin", 1, (c["dren"],)),
        finding(story, "kill", "People killed in Ost", "disputed", 2, (c["killed"], c["ministry"]),
            killed=(SlotValue("20–35", 1, ("hospital staff",), (c["killed"].id,)), SlotValue("12", 1, ("health ministry",), (c["ministry"].id,)))),
    )  # fmt: skip
    copies = (
        Copy(ledger.id, wire.id, "near", "certain", 0.67,
            (copied(ledger, army, wire, army), copied(ledger, spoke, wire, spoke)), ("credits agencies", "published after it")),
        Copy(rewrite.id, ledger.id, "rewrite", "certain", 1.0,
            (copied(rewrite, "seized complete", ledger, army),
             copied(rewrite, "We are tracking", ledger, spoke,
                ("quote", "We are tracking the final bandits in many towns", "We are chasing the last gunmen in several villages")),
             copied(rewrite, "Locals reached", ledger, "Residents reached", ("date", "Sunday", "Monday"))),
            ("synonyms throughout", "published a day later")),
        Copy(late.id, monitor.id, "shared", "unknown", 0.5, (copied(late, "As many as", monitor, "Some 120,000", ("number", "140,000", "120,000")),)),
    )  # fmt: skip
    origins = (
        origin(story, "wire", "Meridian Press", wire, *(whole(a, w) for a, w in
            ((wire, army), (wire, spoke), (ledger, army), (ledger, spoke), (rewrite, "seized complete"), (rewrite, "We are tracking")))),
        origin(story, "ledger", None, ledger, whole(ledger, "Residents reached"), whole(rewrite, "Locals reached")),
        origin(story, "lake", "Lake Observatory", None, whole(monitor, "Some 120,000"), whole(late, "As many as")),
        origin(story, "monitor", None, monitor, whole(monitor, "Rebels withdrew")),
        origin(story, "un", None, united, *(united.span(s.start, s.end) for s in united.sentences)),
        origin(story, "state", None, state, *(state.span(s.start, s.end) for s in state.sentences)),
        origin(story, "radio", None, radio, *(radio.span(s.start, s.end) for s in radio.sentences)),
        origin(story, "late", None, late, whole(late, "Thousands of people left")),
    )  # fmt: skip

    def line(section: str, text: str, status: Status, count: int, *keys: str) -> BriefLine:
        cited = tuple(c[k].sentence for k in keys)
        return BriefLine(story, section, text, cited, count, status, tuple(c[k].id for k in keys))

    def dated(day: str, text: str, status: Status, count: int, *keys: str) -> TimelineLine:
        cited = tuple(c[k].sentence for k in keys)
        return TimelineLine(story, day, text, cited, count, status, tuple(c[k].id for k in keys))

    brief = (
        line("Control", "The army says it took full control of Velmora on 12 March; the Lake Observatory and an earlier "
             "army statement have it holding most of the town only.", "disputed", 3, "wire", "ledger", "most", "state"),
        line("Control", "Rebels withdrew from the northern districts late on 11 March, according to the Lake Observatory.",
             "single_origin", 1, "withdrew"),
        line("Displacement", "More than 388,000 people have been uprooted since December (United Nations), of whom at least "
             "20,000 in the two days to 13 March.", "corroborated", 2, "un", "un2"),
        line("Displacement", "About 120,000 people were displaced in Lower Sarn between 1 and 11 March (Lake Observatory).",
             "superseded", 1, "sarn"),
        line("Casualties", "Hospital staff count 20 to 35 killed in Ost; the health ministry says twelve.", "disputed", 2,
             "killed", "ministry"),
        line("Agreements", "The government accuses the Northern Front of breaking the truce at Ost.", "party_only", 1, "ost"),
        line("Damage", "Shells hit the Karst Bridge at dawn on 10 March, residents said.", "single_origin", 1, "bridge"),
    )  # fmt: skip
    timeline = (
        dated("2031-03-09", "Ost is shelled, the government says.", "party_only", 1, "ost", "deny"),
        dated("2031-03-10", "Shells hit the Karst Bridge.", "single_origin", 1, "bridge"),
        dated("2031-03-10", "Rebels leave northern Velmora.", "single_origin", 1, "withdrew"),
        dated("2031-03-10", "Army holds most of Velmora.", "disputed", 2, "most", "state"),
        dated("2031-03-12", "Army takes full control of Velmora.", "disputed", 1, "wire", "ledger"),
        dated("2031-03-13", "People leave Dren.", "single_origin", 1, "dren"),
    )
    control = (
        Control(make_id("ctl", "velmora"), story, VELMORA, "government", "contested", "2031-03-10", "2031-03-12",
                ("army", "Lake Observatory"), 3, (c["wire"].id, c["most"].id)),
        Control(make_id("ctl", "karst"), story, KARST, "Northern Front", "claimed", None, None, ("residents",), 1, (c["bridge"].id,)),
    )  # fmt: skip
    agreements = (
        Agreement(make_id("agr", "truce"), story, "truce of 2 February", ("government", "Northern Front"), "2031-02-02",
                  (Allegation("government", "Northern Front", "2031-03-09", c["ost"].id),),
                  (Allegation("Northern Front", None, "2031-03-10", c["deny"].id),), (c["ost"].id, c["deny"].id)),
    )  # fmt: skip
    series = (
        Series(make_id("ser", "displaced"), story, "displaced", "person", LOWER,
               (point(0, "2031-03-11", "Tomas Arrel", "sarn", "superseded"), point(1, "2031-03-13", "Tomas Arrel", "late"))),
        Series(make_id("ser", "all"), story, "displaced", "person", None,
               (point(2, "2031-03-12", "Lena Sorrel, Lantern", "fled"), point(3, "2031-03-13", "United Nations", "un"),
                point(4, "2031-03-13", "Amara Nwosu-Lindqvist, United Nations coordinator for Sarnia", "un2"))),
        Series(make_id("ser", "killed"), story, "killed", "person", OST, killed),
    )  # fmt: skip
    dossier = Dossier(
        story=Story(story, "The fall of Velmora", "2031-03-10", "2031-03-13", tuple(a.id for a in articles)),
        articles=articles,
        datings=(
            *(Dating(a.id, a.published_at, a.published_from, "") for a in articles[:3]),
            Dating(monitor.id, "2031-03-11", "inferred", '"late on Monday" and the copy of 13 March'),
            *(Dating(a.id, a.published_at, a.published_from, "") for a in articles[4:]),
        ),
        copies=copies,
        origins=origins,
        attributions=(
            Attribution(make_id("at", "1"), radio.id, None, None, (whole(radio, "Twelve people"),), "indirect",
                        "health ministry", ("health ministry",)),
        ),
        places=(
            PlaceMention(at(wire, "VELMORA"), VELMORA, 0.9, role="dateline"),
            PlaceMention(at(state, "فيلمورا"), VELMORA, 0.6),
            PlaceMention(at(radio, "Ost"), OST, 0.9),
        ),
        times=(),
        figures=figures,
        claims=tuple(c.values()),
    )  # fmt: skip
    return StoryAccount(dossier, Account(findings, series, control, agreements), brief, timeline)


def figure(
    of: Article,
    quote: str,
    measure: Measure,
    low: float | None,
    high: float | None,
    qualifier: Qualifier,
    start: str,
    end: str,
) -> Figure:
    span = at(of, quote)
    return Figure(
        make_id("f", of.id, quote),
        span,
        measure,
        "person",
        low,
        high,
        qualifier,
        start,
        end,
        None,
        None,
        None,
    )


def finding(
    story: str,
    kind: str,
    headline: str,
    status: Status,
    origins: int,
    claims: tuple[Claim, ...],
    **slots: tuple[SlotValue, ...],
) -> Finding:
    return Finding(
        make_id("fi", headline),
        story,
        kind,
        headline,
        status,
        origins,
        slots,
        tuple(c.id for c in claims),
    )


def origin(story: str, key: str, credited: str | None, root: Article | None, *sentences: Span) -> Origin:
    return Origin(make_id("o", key), story, sentences, credited, root.id if root else None)


def ferry() -> StoryAccount:
    """A small story of two articles without a figure."""
    one = article(
        "ferry1",
        "Ferry stops\n\nThe Aldermouth ferry stopped on Friday, the port said.\n",
        "Port Gazette",
        "2031-03-07",
    )
    two = article(
        "ferry2", "No ferry\n\nThe ferry is not running, travellers wrote.\n", "Courier", "2031-03-08"
    )
    story = make_id("s", "ferry")
    stopped = claim(one, "ferry stopped", "other", ("port",), CAPITAL)
    texts = tuple(
        origin(story, a.input_id, None, a, *(a.span(s.start, s.end) for s in a.sentences)) for a in (one, two)
    )
    dossier = Dossier(
        Story(story, "Aldermouth ferry suspended", "2031-03-07", "2031-03-08", (one.id, two.id)),
        (one, two), (), (), texts, (), (), (), (), (stopped,),
    )  # fmt: skip
    told = finding(story, "other", "Ferry stops", "corroborated", 2, (stopped,))
    cited = (stopped.sentence, whole(two, "not running"))
    lines = (
        BriefLine(
            story,
            "Access",
            "The Aldermouth ferry does not run.",
            cited,
            2,
            "corroborated",
            (stopped.id,),
            told.id,
        ),
    )
    account = Account((told,), (), (), ())
    return StoryAccount(
        dossier,
        account,
        lines,
        (TimelineLine(story, "2031-03-07", "The ferry stops.", cited, 2, "corroborated"),),
    )


def alone(number: int) -> StoryAccount:
    """A story of one short article."""
    page = article(
        f"alone{number}",
        f"Rain {number}\n\nIt rained in Ost, people said.\n",
        "Courier",
        f"2031-02-{number:02}",
    )
    story = make_id("s", page.input_id)
    cited = (whole(page, "rained"),)
    dossier = Dossier(
        Story(story, f"Rain number {number}", page.published_at, None, (page.id,)),
        (page,), (), (), (), (), (), (), (), (),
    )  # fmt: skip
    lines = (BriefLine(story, "Situation", f"It rained, report {number}.", cited, 1, "single_origin"),)
    return StoryAccount(dossier, Account((), (), (), ()), lines, ())


def many() -> Edition:
    """Two shared stories among a dozen that one article tells each."""
    return Edition("A month", (*(alone(n) for n in range(1, 13)), ferry(), velmora()))


HOSTILE_TITLE = '<script>alert("title")</script> & <b>bold</b> \u202egnp.exe'
HOSTILE_QUOTE = (
    "<script>alert('quote')</script> *stars* [link](javascript:alert(1)) \u202eesrever\x1b[31m red {{ 7*7 }}."
)


def hostile() -> StoryAccount:
    """A story of one article whose every field tries to break out."""
    page = article(
        "<img src=x onerror=alert(1)>",
        f"{HOSTILE_TITLE}\n\n{HOSTILE_QUOTE}\n",
        '"><svg onload=alert(2)>',
        "2031-03-09",
        title=HOSTILE_TITLE,
        url="javascript:alert(3)",
        language='en"><script>',
    )
    story = make_id("s", "hostile")
    cited = (whole(page, "*stars*"),)
    lines = (BriefLine(story, "<i>Other</i>", HOSTILE_QUOTE, cited, 1, "single_origin"),)
    dossier = Dossier(
        Story(story, HOSTILE_TITLE, "2031-03-09", None, (page.id,)),
        (page,),
        (),
        (),
        (),
        (),
        (),
        (),
        (),
        (),
    )
    return StoryAccount(
        dossier,
        Account((), (), (), ()),
        lines,
        (TimelineLine(story, "soon", HOSTILE_QUOTE, cited, 1, "single_origin"),),
    )
