"""Writes the lines that a brief can have.

A line either quotes the sentence that says it best, in repaired wording, or puts what the account
says of a place or a figure into a phrase of wording.yaml. Nothing else is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.publish.counts import Counts, Draft, tellers
from reportedly.publish.display import date_words, period_words
from reportedly.publish.wording import Section, listed, wording
from reportedly.reconcile.evidence import Evidence, Testimony
from reportedly.reconcile.figures import agreeing
from reportedly.reconcile.findings import conflicts
from reportedly.reconcile.headlines import best, is_aside, sentence
from reportedly.reconcile.matters import matters
from reportedly.records import (
    Account,
    Agreement,
    BriefLine,
    Control,
    Finding,
    Id,
    SlotValue,
    Span,
    Status,
)

SHORT_DAYS = 3  # a longer interval does not name a day


class Desk:
    """Writes the lines of one story."""

    def __init__(self, testimony: Testimony, account: Account) -> None:
        self.testimony = testimony
        self.account = account
        self.phrases = wording().phrases

    def drafts(self) -> list[Draft]:
        """Every line the account could be told in."""
        return [
            *self._control(),
            *Counts(self.testimony, self.account).drafts(),
            *self._agreements(),
            *self._findings(),
        ]

    # -- what is quoted -------------------------------------------------------------------------------

    def _findings(self) -> list[Draft]:
        drafts = []
        for finding in self.account.findings:
            evidence = self._evidence(finding.claims)
            if evidence and finding.status != "superseded":
                affirmed = [e for e in evidence if e.claim.polarity == "affirmed"] or evidence
                shown = best(self.testimony, self._telling(finding, affirmed))
                if self._worth(finding, shown):
                    drafts.append(self._quoted(finding, evidence, shown))
        return drafts

    def told(self, claims: Sequence[Id]) -> Draft | None:
        """The line that quotes the finding which has most of these claims, worth a line or not."""
        most = max(self.account.findings, key=lambda f: (len({*f.claims} & {*claims}), f.id), default=None)
        evidence = self._evidence(most.claims) if most is not None and {*most.claims} & {*claims} else []
        if most is None or not evidence:
            return None
        affirmed = [e for e in evidence if e.claim.polarity == "affirmed"] or evidence
        return self._quoted(most, evidence, best(self.testimony, self._telling(most, affirmed)))

    def _telling(self, finding: Finding, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
        """Of what tells of an agreement, those that name its parties; else all."""
        if finding.kind not in matters().agreement_kinds:
            return evidence
        cast = self.testimony.cast
        named = [e for e in evidence if len(cast.parties((*e.claim.actor, *e.claim.recipient))) > 1]
        return named or evidence

    def _backs(self, shown: Evidence, e: Evidence) -> bool:
        """Whether a claim of the matter backs the sentence shown: not a denial of it, nor told in passing,
        nor of another day."""
        if e.claim.polarity != shown.claim.polarity or is_aside(self.testimony, e):
            return False
        days = [d for d in (shown.happened, e.happened) if d is not None and d.length <= SHORT_DAYS]
        return len(days) < 2 or days[0].gap(days[1]) == 0

    def _worth(self, finding: Finding, shown: Evidence) -> bool:
        """Whether a line is told by several, or at least central and about somebody or some place."""
        if len(self.testimony.reading(shown.claim.sentence)) > wording().longest:
            return False
        if is_aside(self.testimony, shown):
            return False
        if finding.status in ("corroborated", "disputed"):
            return True
        known = shown.place is not None or bool(shown.actors) or bool(shown.claim.figures)
        return known and self.testimony.salience(shown) >= wording().least_salience

    def _quoted(self, finding: Finding, evidence: Sequence[Evidence], shown: Evidence) -> Draft:
        text = sentence(self.testimony, shown.claim.sentence)
        status, origins = finding.status, finding.origins
        cited = [shown, *(e for e in evidence if e is not shown)]
        if status == "disputed":
            text = " ".join([text, *self._differences(finding, evidence)])
        else:
            backing = [e for e in cited if e is shown or self._backs(shown, e)]
            cited = agreeing(self.testimony, shown, backing)
            status, origins = self.testimony.status(cited), self.testimony.independent(cited)
        if status == "party_only":
            names = self._speakers(cited, party=False)
            text = self.phrases["party_only"].format(text=text, speakers=names)
        made = self._draft(wording().section(finding), text, cited, status, origins, finding.id)
        return replace(made, evidence=frozenset(self.testimony.text_key(e.claim) for e in evidence))

    def _differences(self, finding: Finding, evidence: Sequence[Evidence]) -> list[str]:
        """What each source says where they contradict each other."""
        return [
            self.phrases["differ"].format(
                slot=wording().slots.get(slot, slot),
                values=", ".join(self._value(slot, v) for v in finding.slots[slot]),
            )
            for slot in conflicts(self.testimony, evidence)
            if len(finding.slots.get(slot, ())) > 1
        ]

    def _differing(self, finding: Finding, evidence: Sequence[Evidence]) -> list[Evidence]:
        """One claim for each value and speaker of what is disputed, so that all of them are cited."""
        found: dict[tuple[str, str, str], Evidence] = {}
        for slot in conflicts(self.testimony, evidence):
            for value in finding.slots.get(slot, ()):
                for e in self._evidence(value.claims):
                    found.setdefault((slot, value.value, e.witness), e)
        return list(dict.fromkeys(found.values()))

    def _value(self, slot: str, value: SlotValue) -> str:
        words = value.value
        if slot == "time":
            first, _, last = words.partition("/")
            words = period_words(first, last or first)
        speakers = listed(
            list(value.speakers)
            or (tellers(self.testimony, self._evidence(value.claims)) or [self.phrases["own_voice"]])
        )
        return self.phrases["value"].format(value=words, speakers=speakers)

    # -- who holds a place ----------------------------------------------------------------------------

    def _control(self) -> list[Draft]:
        return [self._held(control) for control in self.account.control]

    def _held(self, control: Control) -> Draft:
        evidence = self._evidence(control.claims)
        finding = self._finding_of(control)
        when = self._when(control, evidence)
        phrase = "control" if when else "control_undated"
        if control.status == "contested":
            phrase = "control_contested"
        text = self.phrases[phrase].format(
            holder=control.holder[:1].upper() + control.holder[1:],
            place=self.testimony.place_name(self.testimony.atlas.key(control.place)),
            when=when,
            sources=self._sources(evidence),
        )
        status = self.testimony.status(evidence)
        if finding is not None and finding.status == "disputed":
            status = "disputed"
            told = self._evidence(finding.claims)
            text = " ".join([text, *self._differences(finding, told)])
            evidence = self._differing(finding, told) + evidence
        section = wording().named("Control")
        id_ = finding.id if finding else None
        return self._draft(section, text, evidence, status, control.origins, id_, composed=True)

    def _finding_of(self, control: Control) -> Finding | None:
        """The finding that holds most of the control's claims."""
        shared = [
            (len(set(f.claims) & set(control.claims)), -n, f)
            for n, f in enumerate(self.account.findings)
            if f.kind == "captured"
        ]
        top = max(shared, key=lambda row: row[:2], default=None)
        return top[2] if top and top[0] else None

    def _when(self, control: Control, evidence: Sequence[Evidence]) -> str:
        earliest, latest = control.since_earliest, control.since_latest
        if earliest is None or latest is None:
            return ""
        if not any(e.happened for e in evidence):
            return self.phrases["by_day"].format(day=date_words(latest))
        if earliest == latest:
            return self.phrases["on_day"].format(day=date_words(earliest))
        return self.phrases["between_days"].format(first=date_words(earliest), last=date_words(latest))

    # -- agreements -----------------------------------------------------------------------------------

    def _agreements(self) -> list[Draft]:
        return [d for a in self.account.agreements for d in self._agreement(a)]

    def _agreement(self, agreement: Agreement) -> list[Draft]:
        """The sentence that tells of the agreement best, and those of what is alleged and denied."""
        alleged = {a.claim for a in (*agreement.allegations, *agreement.denials)}
        made = [e for e in self._evidence(agreement.claims) if e.claim.id not in alleged]
        dated = [e for e in made if _starts_on(e, agreement.agreed_on)]
        drafts = []
        for evidence in (
            dated or (made if agreement.parties else []),
            self._evidence([a.claim for a in agreement.allegations]),
            self._evidence([a.claim for a in agreement.denials]),
        ):
            if evidence:
                cast = self.testimony.cast
                named = [e for e in evidence if len(cast.parties((*e.claim.actor, *e.claim.recipient))) > 1]
                shown = best(self.testimony, named or evidence)
                told = [shown, *(e for e in evidence if e is not shown)]
                status = self.testimony.status(evidence)
                text = sentence(self.testimony, shown.claim.sentence)
                if status == "party_only":
                    names = self._speakers(evidence, party=False)
                    text = self.phrases["party_only"].format(text=text, speakers=names)
                origins = self.testimony.independent(evidence)
                drafts.append(self._draft(wording().named("Agreements"), text, told, status, origins, None))
        return drafts

    # -- shared ---------------------------------------------------------------------------------------

    def _draft(
        self,
        section: Section,
        text: str,
        evidence: Sequence[Evidence],
        status: Status,
        origins: int,
        finding: Id | None,
        composed: bool = False,
    ) -> Draft:
        """A line on some evidence; the first of it is what is shown."""
        shown = evidence[0]
        line = BriefLine(
            story=self.testimony.story,
            section=section.name,
            text=text,
            citations=self._cited(evidence),
            origins=max(1, origins),
            status=status,
            claims=tuple(dict.fromkeys(e.claim.id for e in evidence)),
            finding=finding,
        )
        weight = wording().rank
        rank = section.weight + wording().status_weight[status] + weight.origin * min(origins, 4)
        rank += weight.known * sum((shown.place is not None, bool(shown.actors), bool(shown.claim.figures)))
        rank += weight.composed if composed else weight.salience * min(self.testimony.salience(shown), 2.0)
        if section.placed and shown.place is None:
            rank -= weight.vague
        told = evidence if composed else [shown]
        return Draft(line, rank, frozenset(self.testimony.text_key(e.claim) for e in told))

    def _cited(self, evidence: Sequence[Evidence]) -> tuple[Span, ...]:
        """The shown sentence, then one for each origin and witness."""
        found: dict[tuple[str, str], Span] = {}
        for e in evidence:
            found.setdefault((e.origin, e.witness), e.claim.sentence)
        return tuple(dict.fromkeys(found.values()))[: wording().most_citations]

    def _evidence(self, claims: Sequence[Id]) -> list[Evidence]:
        return [self.testimony.by_claim[c] for c in claims if c in self.testimony.by_claim]

    def _sources(self, evidence: Sequence[Evidence]) -> str:
        if any(e.speaker for e in evidence):
            return self.phrases["according"].format(speakers=self._speakers(evidence, party=True))
        outlets = sorted({o for e in evidence if (o := self.testimony.articles[e.claim.article].outlet)})
        return (
            self.phrases["reported"].format(outlets=listed(outlets)) if outlets else self.phrases["unnamed"]
        )

    def _speakers(self, evidence: Sequence[Evidence], party: bool) -> str:
        """The speakers, each once; `party` marks those that belong to a side."""
        said: dict[str, bool] = {}
        for e in evidence:
            if e.speaker:
                said[e.speaker] = said.get(e.speaker, False) or e.party is not None
        joint = [n for n in said if " and " in n and any(o != n and o in n for o in said)]
        marked = [
            self.phrases["party"].format(speaker=name) if party and theirs else name
            for name, theirs in said.items()
            if name not in joint
        ]
        if len(marked) > wording().most_speakers:
            marked = [*marked[: wording().most_speakers], self.phrases["others"]]
        return listed(marked or [self.phrases["own_voice"]])


def _starts_on(e: Evidence, day: str | None) -> bool:
    return day is not None and e.claim.time is not None and e.claim.time.earliest == day
