"""The situation report of a story: a few sentences, each with its citations and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.publish.counts import Draft
from reportedly.publish.decided import pinned, remarked
from reportedly.publish.drafting import Desk
from reportedly.publish.wording import wording
from reportedly.reconcile.evidence import Testimony
from reportedly.records import Account, BriefLine, Id


def brief(testimony: Testimony, account: Account) -> tuple[BriefLine, ...]:
    """At most ten lines, by section and within it the best founded and most important first.

    A story of one text gets three at most, and a line that is neither told twice nor about what the
    story is about is left out. What people have pinned is in it, whatever else.
    """
    desk = Desk(testimony, account)
    texts = {e.root for e in testimony.by_claim.values()}
    most = wording().lines_alone if len(texts) <= 1 else wording().most_lines
    chosen = _chosen(*pinned(desk, desk.drafts()), most)
    return tuple(remarked(testimony, d.line) for d in _shown(chosen))


def _chosen(first: Sequence[Draft], drafts: Sequence[Draft], most: int) -> list[Draft]:
    """Those that come first, then the highest ranked, no sentence told twice, no section beyond its share."""
    chosen = list(first)
    told: set[tuple[Id, int]] = {text for draft in first for text in draft.sentences}
    left = {
        s.name: max(0, s.lines - sum(d.line.section == s.name for d in first)) for s in wording().sections
    }
    disputed = [d for d in drafts if d.line.status == "disputed"]
    rest = [d for d in drafts if d in disputed or not any(_one_matter(d, other) for other in disputed)]
    while rest and len(chosen) < most:
        rest = [d for d in rest if left[d.line.section] and not d.sentences <= told]
        rest = [d for d in rest if not any(_one_matter(d, c) for c in chosen)]
        if not rest:
            break
        draft = max(rest, key=lambda d: (d.rank - _had(chosen, d), d.line.section, d.line.text))
        left[draft.line.section] -= 1
        told |= draft.sentences
        chosen.append(draft)
        rest.remove(draft)
    return chosen


def _one_matter(draft: Draft, other: Draft) -> bool:
    """Whether most of the sentences that tell of a quoted line's matter tell of another's: who was killed
    when a place was shelled."""
    common = draft.evidence & other.evidence
    return len(common) > 1 and len(common) >= 0.5 * len(draft.evidence)


def _had(chosen: Sequence[Draft], draft: Draft) -> float:
    """What a line loses to those already taken of its section, so that the brief covers the story."""
    return wording().crowding * sum(c.line.section == draft.line.section for c in chosen)


def _shown(chosen: Sequence[Draft]) -> list[Draft]:
    order = wording().order
    return sorted(chosen, key=lambda d: (order.index(d.line.section), -d.rank, d.line.text))
