"""A story at a glance, for lists of stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reportedly.reconcile.evidence import Testimony
from reportedly.records import Account, BriefLine, Card

# How well a line of the brief opens a card: what is borne out, then what is disputed.
BEST: tuple[str, ...] = ("corroborated", "disputed", "single_origin", "party_only", "superseded")


def card(testimony: Testimony, account: Account, brief: Sequence[BriefLine]) -> Card:
    """The card of a story from its account and its brief."""
    dossier, atlas = testimony.dossier, testimony.atlas
    told = [e.place for e in testimony.evidence if e.place is not None]
    places = _ranked(told)
    line = min(brief, key=lambda b: (BEST.index(b.status), -b.origins), default=None)
    statuses = Counter(f.status for f in account.findings)
    return Card(
        id=dossier.story.id,
        title=dossier.story.title,
        first_at=dossier.story.first_at,
        last_at=dossier.story.last_at,
        articles=len(dossier.articles),
        origins=len(dossier.origins),
        claims=len(dossier.claims),
        findings=len(account.findings),
        statuses=dict(sorted(statuses.items())),
        outlets=_ranked(a.outlet for a in dossier.articles),
        languages=_ranked(a.language for a in dossier.articles),
        countries=_ranked(atlas.place(key).country for key in told),
        places=tuple((key, testimony.place_name(key)) for key in places),
        kinds=_ranked(f.kind for f in account.findings),
        line=line.text if line else None,
        line_status=line.status if line else None,
        line_origins=line.origins if line else 0,
    )


def _ranked(values: Iterable[str | None]) -> tuple[str, ...]:
    """What there is, the most frequent first, equals by the alphabet."""
    counted = Counter(v for v in values if v)
    return tuple(sorted(counted, key=lambda v: (-counted[v], v)))
