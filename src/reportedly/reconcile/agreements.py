"""Truces and deals, and who says that whom broke them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.reconcile.days import Days, iso
from reportedly.reconcile.evidence import Evidence, Testimony, ids
from reportedly.reconcile.matters import matters
from reportedly.reconcile.naming import agreement_name, agreement_words
from reportedly.records import Agreement, Allegation, Id, make_id

NEAR = 25  # characters between an agreement's word and its date
SHORT_DAYS = 3  # a longer interval does not say on which day something was agreed


@dataclass(slots=True)
class Deal:
    """An agreement while its claims are gathered."""

    parties: list[str]
    agreed: Days | None
    evidence: list[Evidence]
    allegations: list[Evidence] = field(default_factory=list)
    denials: list[Evidence] = field(default_factory=list)


def agreements(testimony: Testimony) -> tuple[Agreement, ...]:
    """The agreements the story's claims speak of, in order of the first claim."""
    evidence = testimony.evidence
    deals = _deals(testimony, [e for e in evidence if e.claim.kind in matters().agreement_kinds])
    charged: set[Id] = set()  # articles that tell of a breach
    for e in evidence:
        if not _is_breach(testimony, e, charged):
            continue
        charged.add(e.claim.article)
        deal = _deal_of(testimony, e, deals)
        if deal is None:
            deal = Deal([], None, [])
            deals.append(deal)
        (deal.denials if e.claim.polarity == "denied" else deal.allegations).append(e)
    return tuple(_agreement(testimony, deal) for deal in deals)


def _deals(testimony: Testimony, evidence: Sequence[Evidence]) -> list[Deal]:
    """Claims of one deal together: the same day, or no day and parties in common. Best known first."""
    found: list[Deal] = []
    made = [
        e
        for e in evidence
        if e.claim.polarity == "affirmed" and e.claim.modality in ("asserted", "background")
    ]
    for e in sorted(made, key=lambda e: (_day(e) is None, -len(_parties(testimony, e)), e.order)):
        day, parties = _day(e), _parties(testimony, e)
        for deal in found:
            same_day = day is None or deal.agreed is None or day.gap(deal.agreed) == 0
            if same_day and (not parties or not deal.parties or set(parties) & set(deal.parties)):
                deal.evidence.append(e)
                deal.parties += [p for p in parties if p not in deal.parties and len(deal.parties) < 2]
                break
        else:
            if day is not None or parties:
                found.append(Deal(parties, day, [e]))
    return found


def _day(e: Evidence) -> Days | None:
    """The day it was agreed on, where that stands next to the word for it and is short."""
    time = e.claim.time
    if e.happened is None or time is None or e.happened.length > SHORT_DAYS:
        return None
    trigger = e.claim.trigger
    apart = max(time.span.start - trigger.end, trigger.start - time.span.end)
    return e.happened if apart <= NEAR else None


def _parties(testimony: Testimony, e: Evidence) -> list[str]:
    return list(testimony.cast.parties((*e.claim.actor, *e.claim.recipient)))


def _is_breach(testimony: Testimony, e: Evidence, charged: set[Id]) -> bool:
    """A claim that somebody broke an agreement, and not a law; a denial can leave out which."""
    claim = e.claim
    if claim.kind not in matters().breach_kinds or claim.modality not in ("asserted", "background"):
        return False
    if claim.polarity == "denied" and claim.article in charged:
        return True
    return bool(e.speaker or e.actors) and bool(agreement_words(testimony.reading(claim.sentence)))


def _deal_of(testimony: Testimony, e: Evidence, deals: Sequence[Deal]) -> Deal | None:
    """The deal that the accused is a party to; a deal of unknown parties where there is none."""
    accused = _parties(testimony, e)
    for deal in deals:
        if set(accused) & set(deal.parties):
            return deal
    return next((deal for deal in deals if not deal.parties and deal.agreed is None), None)


def _agreement(testimony: Testimony, deal: Deal) -> Agreement:
    everything = [*deal.evidence, *deal.allegations, *deal.denials]
    agreed_on = iso(deal.agreed.first) if deal.agreed and deal.agreed.length == 1 else None
    dated = [e for e in deal.evidence if _day(e) is not None]
    name = agreement_name(testimony, dated or deal.evidence or everything, deal.parties, agreed_on)
    return Agreement(
        id=make_id("g", testimony.story, name, *sorted(e.claim.id for e in everything)),
        story=testimony.story,
        name=name,
        parties=tuple(sorted(deal.parties)),
        agreed_on=agreed_on,
        allegations=_allegations(testimony, deal.allegations),
        denials=_allegations(testimony, deal.denials),
        claims=ids(everything),
    )


def _allegations(testimony: Testimony, evidence: Sequence[Evidence]) -> tuple[Allegation, ...]:
    """One allegation a speaker, accused and day: the first claim of it."""
    found: dict[tuple[str | None, str | None, str | None], Allegation] = {}
    for e in sorted(evidence, key=lambda e: (e.derived, e.order)):
        by = e.speaker
        accused = testimony.cast.parties(e.claim.actor) or e.actors
        against = accused[0] if accused else None
        on = iso(e.published) if e.published is not None else None
        found.setdefault((by, against, on), Allegation(by, against, on, e.claim.id))
    return tuple(found.values())
