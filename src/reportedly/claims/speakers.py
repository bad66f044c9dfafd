"""Who a source is: a name that holds through the article, its role, its side, and the chain to it.

Full names come from the article itself: "Brant" is "Jon Brant" where the article names one Brant;
"he", "the group" and "its director" look back at who spoke. Where that is unclear the speaker is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.actors import PRESS, Actor, Actors, key
from reportedly.claims.anaphora import NEUTER, PERSONAL, PLURAL, RIVAL, Heard, subject_of_clause, taking_up
from reportedly.claims.bodies import Ministries, told_of
from reportedly.claims.chains import carriers, contents_by_line, enclosing
from reportedly.claims.clauses import cited_by
from reportedly.claims.cues import cues
from reportedly.claims.draft import Draft
from reportedly.claims.named import NOBODY, Named, resolved, shown, together
from reportedly.claims.sources import (
    OF_NAMES,
    PEOPLE,
    author_of,
    conjunct_phrase,
    conjuncts,
    core_of,
    ending_actor,
    generic_name,
    longest_actor,
    name_after,
    noun_words,
    people_named,
    person_of,
    proper_name,
    surnames_of,
    voiced_actor,
)
from reportedly.claims.syntax import SUBJECTS, Phrase, noun_phrase
from reportedly.outlets import year_of
from reportedly.reading import Line, Page, Token
from reportedly.who import Role

FIRST = {"i", "we", "us", "me"}
RELATIVE = {"who", "which", "that", "whom"}
OWNING = {"poss", "pobj", "compound"}
LED: set[Role | None] = {"monitor", "aid", "rights_group", "un"}  # "the Observatory's director" speaks for it
MAX_SCANNED = 40  # tokens of a source searched for an affiliation
# Roles that speak for a side; a "Norlandish resident" does not.
SIDED = {"state", "army", "ministry", "state_media", "official", "politician", "armed_group"}
LAWS = {"convention", "conventions", "constitution", "act", "law", "resolution", "treaty", "charter"}
BACK_INTRODUCED = 4  # lines
BY_SUBJECT = 0.8  # score of the subject of the clause or sentence before
OBJECTS = {"dobj", "pobj", "dative"}
SPEAKING_FOR = {"official", "army", "state", "politician"}


class Speakers:
    """Names the speakers of one page, in the order they speak."""

    def __init__(self, page: Page, actors: Actors) -> None:
        self._actors = actors.in_year(year_of(page.published_at))
        self._focus = actors.focus(page)
        self._people = actors.unify(people_named(page.lines, actors))
        self._surnames = surnames_of(self._people.values(), actors)
        self._lines = {line.index: line for line in page.lines}
        self._ministries = Ministries(page.lines, actors)
        self._by_name: dict[str, Named] = {}
        self._heard = Heard()
        self._citing: dict[int, Named] = {}  # by the identity of the draft
        self._spoken_from = 0  # the line where the words of the source in hand begin

    def name_all(self, drafts: Sequence[Draft]) -> dict[int, Named]:
        """The speaker of each draft, by its place in the sequence."""
        order = sorted(range(len(drafts)), key=lambda n: (drafts[n].line.index, drafts[n].cue or (0, 0), n))
        own = {n: self._source(drafts[n]) for n in order if not _first_person(drafts[n])}
        own |= self._named_next(drafts, order, own)
        for n, who in own.items():
            if who.name in self._by_name:  # a title may come after the name
                known = self._by_name[who.name]
                own[n] = replace(who, role=known.role, party=known.party)
        held = contents_by_line(drafts)
        outer = {n: enclosing(drafts[n], drafts, held) for n in order}
        return {n: self._chained(drafts, own, outer, n) for n in order}

    def _named_next(
        self, drafts: Sequence[Draft], order: Sequence[int], own: dict[int, Named]
    ) -> dict[int, Named]:
        """Spokesmen whom the next sentence names: "an army spokesman said. "...," Colonel Jon Brant said."

        Only where that person speaks for the first time there, in the same role, and nobody else speaks.
        """
        found: dict[int, Named] = {}
        seen: set[str | None] = set()
        for n in order:
            who, source = own.get(n, NOBODY), drafts[n].source
            at = drafts[n].line.index
            if source is not None and drafts[n].line.tokens[source.head].lower.startswith("spokes"):
                after = [own[m] for m in order if m in own and drafts[m].line.index == at + 1]
                names = {w.name for w in after}
                person = after[0] if len(names) == 1 and names <= self._by_name.keys() - seen else NOBODY
                if who.name not in self._by_name and person.role == who.role and who.role in SPEAKING_FOR:
                    found[n] = replace(person, party=person.party or who.party)
                    self._by_name[person.name or ""] = found[n]
            seen.add(who.name)
        return found

    # -- chains -----------------------------------------------------------------------------------

    def _chained(
        self,
        drafts: Sequence[Draft],
        own: dict[int, Named],
        outer: dict[int, int | None],
        n: int,
        seen: frozenset[int] = frozenset(),
    ) -> Named:
        """With those through whom it is said: who quotes, and who says that it was said."""
        around, above = outer[n], NOBODY
        if around is not None and around not in seen:  # two quotations can hold each other's cue
            above = self._chained(drafts, own, outer, around, seen | {n})
        found = own.get(n, NOBODY)
        if n not in own:
            return above  # "we" in someone's words
        if found.name is None:
            return found
        via = self._via(drafts[n])
        chain = tuple(dict.fromkeys((*(c for c in above.chain if c != found.name), *via, found.name)))
        cited = self._citing.get(id(drafts[n]), NOBODY)
        if cited.name is not None and cited.name not in chain:
            return replace(cited, chain=(*chain, *cited.chain))
        return replace(found, chain=chain)

    def _cited(self, draft: Draft, cited: Phrase) -> Named:
        """Whom a report cites: somebody whose role is known, or a body by name; no reason ("fears")."""
        found, head = self._phrase(draft.line, cited), draft.line.tokens[cited.head]
        named = head.pos == "PROPN" and head.entity in ("ORG", "PERSON") and head.lower not in LAWS
        if not named and found.role == "unknown":
            return NOBODY
        further = cited_by(draft.line, head, cues())  # "citing an agency, which cited an official"
        last = self._phrase(draft.line, further) if further is not None else NOBODY
        return found if last.name is None else replace(last, chain=(*found.chain, *last.chain))

    def _via(self, draft: Draft) -> list[str]:
        names = []
        for phrase in (draft.via, *carriers(draft, self._actors)):
            if phrase is not None:
                name = self._phrase(draft.line, phrase).name
                if name is not None:
                    names.append(name)
        return names

    # -- sources ----------------------------------------------------------------------------------

    def _source(self, draft: Draft) -> Named:
        if draft.source is None:
            return NOBODY
        self._spoken_from = min((index for index, _, _ in draft.content), default=draft.line.index)
        found = self._phrase(draft.line, draft.source, draft)
        self._heard.add(draft.line.index, found)
        head = draft.line.tokens[draft.source.head]
        cited = draft.cited or cited_by(draft.line, head, cues())
        if cited is not None:  # "the source said", after "citing a military source"
            self._citing[id(draft)] = self._cited(draft, cited)
            self._heard.add(draft.line.index, self._citing[id(draft)])
        return found

    def _phrase(self, line: Line, phrase: Phrase, draft: Draft | None = None) -> Named:
        head = line.tokens[phrase.head]
        if head.lower in RELATIVE:
            above = line.head(line.head(head))
            if line.head(head).dep != "relcl" or above.pos not in ("NOUN", "PROPN"):
                return NOBODY
            if head.lower == "who":
                above = self._someone(line, head, above)
            return self._phrase(line, noun_phrase(line, above), draft)
        if head.pos == "PRON" or head.lower in PERSONAL | NEUTER | PLURAL:
            return self._pronoun(line, head)
        parts = [head, *conjuncts(line, head)]
        if len(parts) == 1:
            return self._noun(line, phrase, head)
        named = [
            self._noun(line, conjunct_phrase(line, phrase, parts, n), part) for n, part in enumerate(parts)
        ]
        return together(named)

    def _someone(self, line: Line, who: Token, above: Token) -> Token:
        """Whom "who" stands for, where the parse took a thing: "a letter from Brant who ..."."""
        if above.entity in PEOPLE or above.tag == "NNS" or self._actors.role(above.text) is not None:
            return above
        beside = line.tokens[who.i - 2 if line.tokens[who.i - 1].text == "," else who.i - 1]
        if beside.entity in PEOPLE:
            return beside
        outer = line.head(line.head(above))
        return outer if above.dep == "pobj" and outer.pos in ("NOUN", "PROPN") else above

    def _noun(self, line: Line, phrase: Phrase, head: Token) -> Named:
        tokens = line.tokens[phrase.first : phrase.last + 1]
        if (person := person_of(line, phrase, head, self._actors, self._surnames)) is not None:
            return self._remember(line, phrase, head, person)
        if (author := author_of(line, head)) is not None:
            written = self._phrase(line, noun_phrase(line, author))
            if written.name is not None:
                return written
        core = core_of(line, phrase, head)
        text = line.text[core[0].start : core[-1].end]
        single = self._individual(head)
        actor = self._ministries.meant(line, core, text)
        actor = actor or self._actors.resolve(text, self._focus) or ending_actor(core, self._actors)
        own = next((c for c in line.children[head.i] if c.dep == "appos" and c.text[:1].isupper()), None)
        if actor is None and own is not None and head.pos == "NOUN":
            actor = self._actors.find(own.text)
        actor = actor or voiced_actor(core, head, self._actors)
        if actor is not None:
            return Named(
                actor.name, (actor.name,), shown(actor.kind), actor.party, single, noun_words(tokens)
            )
        after = name_after(line, phrase, head)
        if not after and (back := self._heard.described(core, head, single, line.index)) is not None:
            return back
        if not after and (first := self._introduced(line, core, head)) is not None:
            return first
        titled = line.text[core[0].start : head.end]
        role = self._actors.role(titled, head.text) or self._role_beside(line, phrase, head)
        role = self._led(core) or role if role == "official" else role
        if own is not None and own.entity == "ORG" and own.pos == "PROPN" and own.i <= phrase.last:
            core, head = line.tokens[own.i : own.i + 1], own
        if after:
            core, head = after, after[-1]
        party = self._party(core, head) if role in SIDED else None
        if head.pos == "PROPN" or (head.entity in OF_NAMES and head.text[:1].isupper()) or after:
            name = proper_name(line, core, head)
            return Named(name, (name,), role or "unknown", party, False, noun_words(tokens))
        generic = generic_name(core, head) if head.pos in ("NOUN", "ADJ") else None
        if generic is None:
            return NOBODY
        body = self._body(line, core, head) or told_of(line, core, head, self._actors, self._focus)
        if body is None:
            return Named(generic, (generic,), shown(role), party, single, noun_words(tokens))
        name = body.name if head.lower.startswith("spokes") else generic
        return Named(name, (name,), shown(body.kind), body.party, single, noun_words(tokens))

    def _led(self, tokens: Sequence[Token]) -> Role | None:
        """The role of a body of the kinds `LED` that words name as one's own."""
        roles = (self._actors.role(t.text) for t in tokens if t.dep in OWNING)
        return next((role for role in roles if role in LED), None)

    def _role_beside(self, line: Line, phrase: Phrase, head: Token) -> Role | None:
        """The role that an apposition tells: "Brant, a resident of the town"."""
        beside = (c for c in line.children[head.i] if c.dep == "appos" and head.i < c.i <= phrase.last)
        return next((r for c in beside if (r := self._actors.role(c.text)) is not None), None)

    def _introduced(self, line: Line, core: Sequence[Token], head: Token) -> Named | None:
        """ "The correspondent", whom a sentence before introduced: "an agency correspondent saw smoke". Not
        where it introduced two."""
        if [t.lower for t in core] != ["the", head.lower] or not self._individual(head):
            return None
        for index in range(line.index - 1, line.index - 1 - BACK_INTRODUCED, -1):
            where = self._lines.get(index)
            found = [t for t in where.tokens if _introduces(where, t, head)] if where is not None else []
            if where is not None and found:
                who = self._noun(where, noun_phrase(where, found[0]), found[0]) if len(found) == 1 else NOBODY
                return resolved(who, BY_SUBJECT) if who.name is not None else None
        return None

    def _body(self, line: Line, core: Sequence[Token], head: Token) -> Actor | None:
        """What an unnamed person speaks for: "a spokesman for the ministry"."""
        if not self._individual(head) or self._actors.role(head.text) not in SPEAKING_FOR:
            return None
        for lead in line.children[head.i]:
            if (
                lead.dep == "prep"
                and head.i < lead.i < core[-1].i
                and lead.lower in ("for", "of", "from", "with")
            ):
                inner = [t for t in core if t.i > lead.i]
                actor = self._actors.resolve(line.text[inner[0].start : inner[-1].end], self._focus)
                return actor if actor is not None and actor.kind not in ("state", "people") else None
        return None

    def _individual(self, head: Token) -> bool:
        """Whether a noun is one person: what "he" can look back to."""
        if head.tag not in ("NN", "NNP"):
            return False
        word = head.lower
        if word.endswith(("man", "woman", "person")) or key(word) in self._actors.titles:
            return True
        return self._actors.role(word) in ("witness", "journalist", "expert", "rescue", "politician")

    def _party(self, core: Sequence[Token], head: Token) -> str | None:
        """The side of a phrase that names a state's or group's people: "a Norlandish diplomat"."""
        for token in core:
            if token.i < head.i and token.entity in ("NORP", "GPE", "ORG"):
                actor = self._actors.find(token.text + " army") or self._actors.find(token.text)
                if actor is not None and actor.party is not None:
                    return actor.party
        return None

    # -- people -----------------------------------------------------------------------------------

    def _remember(self, line: Line, phrase: Phrase, head: Token, person: tuple[str, set[int]]) -> Named:
        name, own = person
        full = self._people.get(name, name)
        carried = {t.i for c in line.children[head.i] if c.dep in ("acl", "relcl") for t in line.subtree(c)}
        words = line.tokens[phrase.first : phrase.last + 1]
        tokens = [t for t in words if t.i not in own and t.i not in carried]
        seen = self._by_name.get(full, NOBODY)
        for clause in line.children[head.i]:  # "Brant, who heads the Observatory"
            if clause.dep == "relcl" and clause.lemma in taking_up().leading_verbs:
                tokens += [t for c in line.children[clause.i] if c.dep == "dobj" for t in line.subtree(c)]
        role, party = self._affiliation(line, tokens)
        made = Named(
            full,
            (full,),
            role or seen.role or "unknown",
            party or seen.party,
            True,
            noun_words(words) | seen.words,
        )
        self._by_name[full] = made
        return made

    def _affiliation(self, line: Line, tokens: Sequence[Token]) -> tuple[Role | None, str | None]:
        """Role and side from the words around a person's name."""
        if not tokens:
            return None, None
        tokens = tokens[:MAX_SCANNED]
        titles = self._actors.role(" ".join(t.text for t in tokens))
        if any(t.lower == "its" for t in tokens):  # "its director"
            # A press body is quoted by its name: "its director" is another's, where another has spoken.
            body = self._heard.body(PRESS)
            if body is not None:
                return body.role, body.party
        actor = longest_actor(tokens, self._actors)
        if actor is None:
            role = (self._led(tokens) if titles in ("official", None) else None) or titles
            return shown(role) if role else None, None
        role = shown(actor.kind)
        if actor.kind in PRESS:
            return "journalist", actor.party
        if actor.kind in ("government", "state", "people", "alliance"):
            role = shown(titles) if titles not in (None, "official") else role
            if actor.kind == "state":  # "a worker in Norland": where, not whose
                return shown(titles) if titles else None, None
        return role, actor.party

    # -- looking back -----------------------------------------------------------------------------

    def _pronoun(self, line: Line, token: Token) -> Named:
        word, at = token.lower, min(line.index, self._spoken_from)
        if word in NEUTER and (own := self._subject_before(line, token)) is not None:
            return own
        found = self._heard.pronoun(word, at)
        if found.name is None and word in PERSONAL:
            return resolved(self._person_before(line, token), BY_SUBJECT)
        if found.name is None and word in NEUTER:
            return resolved(self._body_before(line), BY_SUBJECT)
        return found

    def _body_before(self, line: Line) -> Named:
        """The body that is the subject of the sentence before: "The ministry shut the road. It said ..."."""
        where = self._lines.get(min(line.index, self._spoken_from) - 1)
        own = [t for t in where.tokens if t.dep in SUBJECTS and t.tag in ("NN", "NNP")] if where else []
        if where is None or len(own) != 1 or where.head(own[0]).dep != "ROOT":
            return NOBODY
        found = self._noun(where, noun_phrase(where, own[0]), own[0])
        return found if not found.individual and found.role not in (None, "unknown") else NOBODY

    def _person_before(self, line: Line, token: Token) -> Named:
        """The person who is the subject of the sentence before, or of an earlier clause of this one."""
        before = min(line.index, self._spoken_from) - 1  # of a quotation, the sentence before its first words
        for where, end in ((line, token.i), (self._lines.get(before, line), None)):
            own = [t for t in where.tokens[:end] if t.dep in SUBJECTS and t.entity in PEOPLE]
            if len(own) == 1:
                found = self._noun(where, noun_phrase(where, own[0]), own[0])
                others = {t.head for t in where.tokens[:end] if t.entity in PEOPLE and t.dep in OBJECTS}
                return resolved(found, round(BY_SUBJECT - RIVAL, 2)) if others else found
            if own:
                break  # two persons: unclear
        return NOBODY

    def _subject_before(self, line: Line, token: Token) -> Named | None:
        """ "The army will go on, it said": an institution that is the subject of an earlier clause."""
        other = subject_of_clause(line, token)
        if other is None:
            return None
        core = core_of(line, noun_phrase(line, other), other)
        actor = self._actors.resolve(line.text[core[0].start : core[-1].end], self._focus)
        if actor is None or actor.kind in ("people", "state"):
            return None
        return Named(actor.name, (actor.name,), shown(actor.kind), actor.party, score=BY_SUBJECT)


def _introduces(line: Line, token: Token, again: Token) -> bool:
    """Whether a noun with "a" before it is the one that "the" takes up later."""
    same = token.lemma == again.lemma and token.pos in ("NOUN", "PROPN")
    return same and any(c.lower in ("a", "an") for c in line.children[token.i])


def _first_person(draft: Draft) -> bool:
    return draft.source is not None and draft.line.tokens[draft.source.head].lower in FIRST
