"""Who says, believes, wants or judges what.

`find` reads each sentence's parse (`clauses`), joins what stands in quotation marks (`quotes`), and
names the speakers (`speakers`). Conventions follow PolNeAR (Newell et al., LREC 2018): a content span
holds its quotation marks and its "that"; a source is a noun phrase with its appositions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportedly.actors import Actors
from reportedly.claims.clauses import drafts
from reportedly.claims.cues import cues
from reportedly.claims.draft import Draft
from reportedly.claims.headings import introduce
from reportedly.claims.named import Named
from reportedly.claims.quotes import Quotation, alone, is_title, quotations
from reportedly.claims.speakers import Speakers
from reportedly.claims.syntax import stretch
from reportedly.reading import Line, Page
from reportedly.records import Attribution, Span, Speech, make_id

Pieces = dict[int, list[tuple[int, int]]]  # line -> stretches in quotation marks
SCARE_WORDS = 3  # quoted words fewer than this, and not a sentence, are a term in quotation marks
JUDGING = ("judge.", "label.", "about.")  # rules whose content may go on in quotation marks
THEMSELVES = {"i", "we", "us", "me", "you"}  # whose words within a quotation are its speaker's
NEAR = 14  # tokens between a cue and the quotation it leads


def find(page: Page, actors: Actors) -> tuple[Attribution, ...]:
    """The attributions of a page, by where their content starts."""
    by_line = {line.index: line for line in page.lines}
    open_drafts = {line.index: drafts(line) for line in page.lines}
    quoted = quotations(page.lines)
    introduce(page.lines, quoted, open_drafts, actors)
    _join(page.lines, quoted, open_drafts)
    made = [d for line in page.lines for d in _without_outer(open_drafts[line.index]) if d.content]
    made = _without_echoes(made, quoted)
    made = _distinct(made)
    named = Speakers(page, actors).name_all(made)
    marked: Pieces = {}
    for quotation in quoted:
        for index, start, end in quotation.pieces:
            marked.setdefault(index, []).append((start, end))
    found = [_record(page, d, by_line, marked, named[n]) for n, d in enumerate(made)]
    return tuple(sorted(found, key=lambda a: (a.content[0].start, a.content[0].end, a.rule, a.id)))


# -- quotations -----------------------------------------------------------------------------------


def _join(lines: Sequence[Line], quoted: list[Quotation], found: dict[int, list[Draft]]) -> None:
    """Give each quotation to the attribution it belongs to, if any."""
    position = {line.index: n for n, line in enumerate(lines)}
    by_index = {line.index: line for line in lines}
    speaking: Draft | None = None  # who spoke last, up to the line `spoken`
    spoken = -2
    for quotation in quoted:
        touched = list(dict.fromkeys(p[0] for p in quotation.pieces))
        first, last = position[touched[0]], position[touched[-1]]
        owner = _owner(quotation, touched, found)
        named = owner is None and is_title(quotation, by_index)
        if owner is None and not named and (quotation.words >= SCARE_WORDS or quotation.stopped):
            owner = _leader(quotation, touched, found)
            if owner is None and last + 1 < len(lines):
                owner = _follower(quotation, lines[last], lines[last + 1], found)
            if owner is None and all(alone(by_index[n], quotation) for n in touched):
                if speaking is not None and spoken == first - 1:
                    owner = speaking
                elif first > 0:
                    owner = _before(lines[first - 1], found)
            elif owner is None and speaking is not None and spoken == first - 1 == last - 1:
                owner = _going_on(speaking, quotation, lines[spoken], lines[last], found)
        if owner is None:
            continue
        owner.content.extend(quotation.pieces)
        if quotation.words >= SCARE_WORDS:
            speaking, spoken = owner, max(last, position[owner.line.index])


def _without_outer(drafts: list[Draft]) -> list[Draft]:
    """The drafts, their content without who says all of it behind a comma: "Brant said it was shut, according
    to the Tribune"."""
    for outer in drafts:
        if not outer.quotes or outer.source is None or outer.cue is None:
            continue
        (first, last), tokens = outer.island, outer.line.tokens
        if first == 0 or tokens[first - 1].pos != "PUNCT":
            continue
        start, end = tokens[first].start, tokens[last].end
        for inner in drafts:
            if inner.cue is not None and inner.cue[1] < first and _tells(outer, inner.cue):
                for n, (index, begins, ends) in enumerate(inner.content):
                    if index == outer.line.index and begins <= start and end == ends:
                        opening = next(t.i for t in tokens if t.start >= begins)
                        inner.content[n : n + 1] = stretch(outer.line, opening, first - 1)
    return drafts


def _tells(outer: Draft, cue: tuple[int, int]) -> bool:
    """Whether a cue stands within the content of an attribution."""
    tokens = outer.line.tokens
    first, last = tokens[cue[0]].start, tokens[cue[1]].end
    return any(n == outer.line.index and start <= first and last <= end for n, start, end in outer.content)


def _without_echoes(made: list[Draft], quoted: Sequence[Quotation]) -> list[Draft]:
    """The drafts without what speakers say of their own words in them: "I think it is shut," Brant said."""
    pieces: Pieces = defaultdict(list)
    for quotation in quoted:
        for index, start, end in quotation.pieces:
            pieces[index].append((start, end))
    told: dict[int, list[tuple[int, int, Draft]]] = defaultdict(list)
    for draft in made:
        for index, start, end in draft.content:
            if draft.quotes and index in pieces:
                told[index].append((start, end, draft))

    def echoes(draft: Draft) -> bool:
        index, tokens = draft.line.index, draft.line.tokens
        if index not in told or draft.cue is None or draft.source is None:
            return False
        if tokens[draft.source.head].lower not in THEMSELVES:
            return False
        first, last = tokens[draft.cue[0]].start, tokens[draft.cue[1]].end
        quoted_here = any(start <= first and last <= end for start, end in pieces[index])
        others = (other for start, end, other in told[index] if start <= first and last <= end)
        return quoted_here and any(other is not draft for other in others)

    return [draft for draft in made if not echoes(draft)]


def _outside(draft: Draft, quotation: Quotation) -> bool:
    if draft.cue is None:
        return True
    tokens = draft.line.tokens
    return not quotation.overlaps(draft.line.index, tokens[draft.cue[0]].start, tokens[draft.cue[1]].end)


def _owner(quotation: Quotation, touched: list[int], found: dict[int, list[Draft]]) -> Draft | None:
    """The attribution outside the quotation whose content already reaches into it; the widest."""
    best: tuple[bool, int, Draft] | None = None
    for n in (touched[-1], touched[0]):
        for draft in found[n]:
            if not _outside(draft, quotation):
                continue
            for index, start, end in draft.content:
                if quotation.overlaps(index, start, end):
                    rank = (draft.quotes, end - start, draft)
                    if best is None or rank[:2] > best[:2]:
                        best = rank
    return best[2] if best is not None else None


def _leader(quotation: Quotation, touched: list[int], found: dict[int, list[Draft]]) -> Draft | None:
    """The verb of saying outside the quotation, with a source, that stands nearest to it."""
    best: tuple[int, Draft] | None = None
    for n in dict.fromkeys((touched[-1], touched[0])):
        for draft in found[n]:
            if draft.source is None or not _outside(draft, quotation):
                continue
            if not draft.quotes and not draft.rule.startswith(JUDGING):
                continue
            tokens = draft.line.tokens
            for index, start, end in quotation.pieces:
                if index != n:
                    continue
                left, right = tokens[draft.island[0]], tokens[draft.island[1]]
                if not draft.quotes and start < right.end:
                    continue
                gap = [t for t in tokens if (end <= t.start < left.start) or (right.end <= t.start < start)]
                if len(gap) <= NEAR and (best is None or len(gap) < best[0]):
                    best = len(gap), draft
    return best[1] if best is not None else None


def _follower(quotation: Quotation, line: Line, after: Line, found: dict[int, list[Draft]]) -> Draft | None:
    """ "...?" X said: the verb of saying that opens the sentence after a quotation."""
    _, _, end = quotation.pieces[-1]
    if line.sentence.paragraph != after.sentence.paragraph or line.text[end:].strip():
        return None
    for draft in found[after.index]:
        if draft.quotes and not draft.content and draft.source is not None and draft.island[0] == 0:
            return draft
    return None


def _going_on(
    speaking: Draft, quotation: Quotation, before: Line, line: Line, found: dict[int, list[Draft]]
) -> Draft | None:
    """Who spoke in the sentence before, where this one of the same paragraph holds a quotation and nobody
    else speaks in it: "...," he said. But the road was "closed for good".
    """
    if before.sentence.paragraph != line.sentence.paragraph:
        return None
    if any(d.quotes and d.source is not None and _outside(d, quotation) for d in found[line.index]):
        return None
    speaking.content.append((line.index, 0, len(line.text)))
    return speaking


def _before(line: Line, found: dict[int, list[Draft]]) -> Draft | None:
    """Who the sentence before a quotation that stands alone is about: its last attribution with a source."""
    known = [d for d in found[line.index] if d.source is not None]
    leads = [d for d in known if d.quotes]
    if line.text.rstrip().endswith(":") and leads:
        return leads[-1]
    main = [d for d in known if d.content and d.quotes] or [d for d in known if d.content and _main(d)]
    return main[-1] if main else None


def _main(draft: Draft) -> bool:
    """Whether the main verb of a sentence is the cue of somebody told of: "Brant praised the crew." """
    tokens = draft.line.tokens
    if draft.cue is None or draft.source is None or tokens[draft.source.head].lower in THEMSELVES:
        return False
    return any(t.head == t.i for t in tokens[draft.cue[0] : draft.cue[1] + 1])


# -- records --------------------------------------------------------------------------------------


def _distinct(made: list[Draft]) -> list[Draft]:
    """One draft a cue: the first rule that matched it."""
    seen: set[tuple[int, tuple[int, int] | None]] = set()
    kept = []
    for draft in made:
        key = (draft.line.index, draft.cue)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept


def _record(page: Page, draft: Draft, lines: dict[int, Line], marked: Pieces, named: Named) -> Attribution:
    tokens = draft.line.tokens
    content = _spans(page, draft, lines)
    cue = draft.line.token_span(tokens[draft.cue[0]], tokens[draft.cue[1]]) if draft.cue else None
    source = None
    if draft.source is not None:
        source = draft.line.token_span(tokens[draft.source.first], tokens[draft.source.last])
    where = cue or content[0]
    return Attribution(
        id=make_id("att", page.article.id, where.start, where.end, content[0].start, draft.rule),
        article=page.article.id,
        source=source,
        cue=cue,
        content=content,
        speech=_speech(draft, lines, marked),
        speaker=named.name,
        chain=named.chain,
        role=named.role,
        party=named.party,
        rule=draft.rule,
        act=cues().act(draft.rule),
        score=named.score,
    )


def _merged(draft: Draft) -> dict[int, list[tuple[int, int]]]:
    """Content by line, overlapping stretches joined."""
    by_line: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, start, end in sorted(draft.content):
        row = by_line[index]
        if row and start <= row[-1][1] + 1:
            row[-1] = (row[-1][0], max(row[-1][1], end))
        else:
            row.append((start, end))
    return by_line


def _spans(page: Page, draft: Draft, lines: dict[int, Line]) -> tuple[Span, ...]:
    text, ranges = page.article.text, list[tuple[int, int]]()
    for index, row in sorted(_merged(draft).items()):
        for start, end in row:
            span = lines[index].span(start, end)
            if ranges and span.start >= ranges[-1][1]:
                between = text[ranges[-1][1] : span.start]
                if not between.strip() and "\n" not in between:
                    ranges[-1] = (ranges[-1][0], span.end)
                    continue
            ranges.append((span.start, span.end))
    return tuple(page.article.span(start, end) for start, end in ranges)


def _speech(draft: Draft, lines: dict[int, Line], marked: Pieces) -> Speech:
    total = within = 0
    for index, row in _merged(draft).items():
        text = lines[index].text
        for start, end in row:
            total += _letters(text, start, end)
            within += sum(
                _letters(text, max(a, start), min(b, end))
                for a, b in marked.get(index, ())
                if a < end and start < b
            )
    if not within:
        return "indirect"
    return "direct" if within == total else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))
