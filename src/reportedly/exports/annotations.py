"""W3C Web Annotations as JSON-LD: every claim annotates its sentence; PROV-O tells who took what from whom.

One graph holds three sorts of nodes: annotations; the articles, with the articles they were made from; and
the texts that are not among the pages, where a sentence traces to one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from reportedly.claims.ontology import kinds
from reportedly.exports.telling import Filters, Telling, reference, tellings, urn
from reportedly.publish.copied import is_directed
from reportedly.publish.display import outlet_name, safe_url
from reportedly.records import Article, Claim, Copy, Id, Origin
from reportedly.store import Reader

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"prov": "http://www.w3.org/ns/prov#"}]
AROUND = 40  # characters before and after a quote, to find it again where the page has changed
QUOTING = ("identical", "near", "excerpt")  # kinds of copies that keep the words

Node = dict[str, Any]


def write(store: Reader, out: BinaryIO, filters: Filters, _values: BinaryIO | None = None) -> None:
    """One JSON-LD document, its graph written node by node."""
    out.write(b'{"@context":' + msgspec.json.encode(CONTEXT) + b',\n"@graph":[')
    between = b"\n"
    for telling in tellings(store, filters):
        for node in nodes(telling):
            out.write(between + msgspec.json.encode(node))
            between = b",\n"
    out.write(b"\n]}\n")


def nodes(telling: Telling) -> Iterator[Node]:
    """The nodes of one story: its articles, texts that are not among them, its claims."""
    wanted = {a.id: a for a in telling.look.by_time() if telling.wants_article(a)}
    copies: dict[Id, list[Copy]] = defaultdict(list)
    for copy in telling.dossier.copies:
        if is_directed(copy):
            copies[copy.article].append(copy)
    for article in wanted.values():
        yield _article(telling, article, copies[article.id])
    origins = {o.id: o for o in telling.dossier.origins}
    claims = [c for c in telling.dossier.claims if c.article in wanted and c.kind in kinds()]
    for id_ in dict.fromkeys(c.origin for c in claims if c.origin in origins):
        if (origin := origins[id_ or ""]).root is None:
            yield _unseen(origin)
    for claim in claims:
        yield _annotation(wanted[claim.article], claim, origins.get(claim.origin or ""))


def _article(telling: Telling, article: Article, copies: Iterable[Copy]) -> Node:
    """The text of a page as it was read, which is one state of what is at its address."""
    derived: dict[str, list[Node]] = defaultdict(list)
    for copy in copies:
        derived[_derivation(copy)].append({"id": urn("article", copy.of)})
    found: Node = {"id": urn("article", article.id), "type": ["prov:Entity", "Text"]}
    found |= {"label": article.title} if article.title else {}
    found |= {"language": article.language} if article.language else {}
    if (address := safe_url(article.url)) is not None:
        found["prov:specializationOf"] = {"id": address}
    if (published := telling.look.published_at(article)) is not None:
        found["dcterms:issued"] = published
    if article.outlet:
        found["prov:wasAttributedTo"] = _agent(outlet_name(article))
    return found | derived


def _derivation(copy: Copy) -> str:
    """How PROV-O calls what a copy did: a later or reworded version is a revision, kept words a quotation."""
    quoted = copy.kind in QUOTING and not copy.update
    return "prov:wasQuotedFrom" if quoted else "prov:wasRevisionOf"


def _unseen(origin: Origin) -> Node:
    """A text that sentences trace to and that is not among the pages."""
    found: Node = {"id": urn("origin", origin.id), "type": "prov:Entity"}
    return found | ({"prov:wasAttributedTo": _agent(origin.credited_to)} if origin.credited_to else {})


def _annotation(article: Article, claim: Claim, origin: Origin | None) -> Node:
    start, end = claim.sentence.start, claim.sentence.end
    target: Node = {
        "type": ["SpecificResource", "prov:Entity"],
        "source": reference(article),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": claim.sentence.quote,
                "prefix": article.text[max(0, start - AROUND) : start],
                "suffix": article.text[end : end + AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
    target["prov:wasQuotedFrom"] = {"id": urn("article", article.id)}
    if origin is not None and origin.root != article.id:
        source = urn("article", origin.root) if origin.root else urn("origin", origin.id)
        target["prov:hadPrimarySource"] = {"id": source}
    if claim.chain:
        target["prov:wasAttributedTo"] = [_agent(name) for name in claim.chain]
    return {
        "id": urn("claim", claim.id),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [_body("classifying", claim.kind), _body("describing", _words(claim))],
        "target": target,
    }


def _body(purpose: str, value: str) -> Node:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _words(claim: Claim) -> str:
    """As "Air strike; affirmed, asserted; actor: the army; at Velmora"."""
    slots = {"actor": claim.actor, "recipient": claim.recipient, "instrument": claim.instrument}
    said = [kinds()[claim.kind].title, f"{claim.polarity}, {claim.modality}"]
    said += [f"{slot}: {', '.join(n.name for n in named)}" for slot, named in slots.items() if named]
    if claim.place:
        said.append(f"at {claim.place.place.name}")
    if claim.time and claim.time.earliest:
        said.append(f"on {claim.time.earliest} to {claim.time.latest}")
    return "; ".join(said)


def _agent(name: str) -> Node:
    return {"type": "prov:Agent", "label": name}
