"""Lines of a brief and a timeline as people have decided: some are pinned, some rest on corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.publish.counts import Draft
from reportedly.publish.drafting import Desk
from reportedly.publish.judged import value_words
from reportedly.publish.wording import listed, wording
from reportedly.reconcile.evidence import Testimony
from reportedly.reconcile.figures import amount_text
from reportedly.records import BriefLine, Id, Judgement, Slot, TimelineLine, Value

SAME = 0.5  # the share of all claims of a pin and of a line that both have, from which on it is that line


def pinned(desk: Desk, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """The lines that people want in the brief, in the section they chose, and those left to choose from."""
    found: dict[BriefLine, Draft] = {}
    for pin in desk.testimony.dossier.review.used:
        draft = _meant(desk, drafts, pin) if pin.verb == "pin" else None
        if draft is not None:
            made = found.get(draft.line, draft)
            section = (pin.value.section if pin.value else None) or made.line.section
            people = tuple(sorted({*made.line.pinned_by, pin.by}))
            found[draft.line] = replace(made, line=replace(made.line, section=section, pinned_by=people))
    return list(found.values()), [d for d in drafts if d.line not in found]


def _meant(desk: Desk, drafts: Sequence[Draft], pin: Judgement) -> Draft | None:
    """The line whose claims are most nearly the pinned ones; else one made of their finding."""
    wanted = set(pin.targets)

    def share(draft: Draft) -> float:
        return len(wanted.intersection(draft.line.claims)) / len(wanted.union(draft.line.claims))

    near = max(drafts, key=lambda d: (share(d), d.rank, d.line.text), default=None)
    if near is not None and share(near) >= SAME:
        return near
    return desk.told(pin.targets) or (near if near is not None and share(near) > 0 else None)


# -- corrections ----------------------------------------------------------------------------------------


def remarked(testimony: Testimony, line: BriefLine) -> BriefLine:
    """The line, with what people corrected of its claims said at its end."""
    words, people = _remark(testimony, line.claims)
    return replace(line, text=line.text + words, corrected_by=people) if people else line


def dated_remarked(testimony: Testimony, line: TimelineLine) -> TimelineLine:
    """The same of a line of a timeline."""
    words, people = _remark(testimony, line.claims)
    return replace(line, text=line.text + words, corrected_by=people) if people else line


def _remark(testimony: Testimony, claims: Iterable[Id]) -> tuple[str, tuple[str, ...]]:
    """What was corrected of these claims and their figures, in words, and by whom."""
    corrections = testimony.dossier.review.corrections
    told: dict[str, None] = {}
    people: set[str] = set()
    for claim in claims:
        evidence = testimony.by_claim.get(claim)
        figures = evidence.claim.figures if evidence is not None else ()
        for id_ in (claim, *figures):
            for slot, judgement in sorted(corrections.get(id_, {}).items()):
                told[_words(testimony, id_, slot, judgement.value or Value())] = None
                people.add(judgement.by)
    if not people:
        return "", ()
    values = "; ".join(told)
    return wording().phrases["corrected"].format(people=listed(sorted(people)), values=values), tuple(
        sorted(people)
    )


def _words(testimony: Testimony, id_: Id, slot: Slot, value: Value) -> str:
    """As "number killed 14"."""
    figure = testimony.figures.get(id_)
    if slot == "figure" and figure is not None:
        return f"{wording().slots.get(figure.measure, figure.measure)} {amount_text(figure)}"
    return f"{wording().slots.get(slot, slot)} {value_words(slot, value)}"
