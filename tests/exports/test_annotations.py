"""Web Annotations and their provenance, as an RDF library reads them.

anno.jsonld beside this file has those terms of the W3C's context (http://www.w3.org/ns/anno.jsonld) that the
export uses, so that no test needs a network; a term that it lacks would be lost, and a test would fail.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from reportedly.store import Store
from tests.exports import sample
from tests.exports.reading import written

OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
CONTEXT = json.loads(Path(__file__).with_name("anno.jsonld").read_text(encoding="utf-8"))["@context"]


def document(store: Store) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(written(store, "annotations"))
    return made


@pytest.fixture(scope="module")
def graph(store: Store) -> Graph:
    made = document(store)
    context = [CONTEXT if c == "http://www.w3.org/ns/anno.jsonld" else c for c in made["@context"]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the library's own parser
        return Graph().parse(data=json.dumps(made | {"@context": context}), format="json-ld")


def urn(kind: str, id_: str) -> URIRef:
    return URIRef(f"urn:reportedly:{kind}:{id_}")


def test_every_claim_is_an_annotation_with_a_target_and_selectors(store: Store, graph: Graph) -> None:
    claims = {c.id for found in store.derived("claims").values() for c in found}
    assert {str(a) for a in graph.subjects(RDF.type, OA.Annotation)} == {str(urn("claim", c)) for c in claims}
    for annotation in graph.subjects(RDF.type, OA.Annotation):
        (target,) = graph.objects(annotation, OA.hasTarget)
        assert len(list(graph.objects(target, OA.hasSource))) == 1
        kinds = {graph.value(s, RDF.type) for s in graph.objects(target, OA.hasSelector)}
        assert kinds == {OA.TextQuoteSelector, OA.TextPositionSelector}
        assert graph.value(annotation, OA.motivatedBy) == OA.classifying
        assert len(list(graph.objects(annotation, OA.hasBody))) == 2


def test_selectors_find_the_words_again(store: Store) -> None:
    texts = {a.id: a.text for a in store.articles(store.article_ids()).values()}
    claims = {c.id: c for found in store.derived("claims").values() for c in found}
    checked = 0
    for node in document(store)["@graph"]:
        if node["type"] == "Annotation":
            text = texts[claims[node["id"].rpartition(":")[2]].article]
            quote, position = node["target"]["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
            checked += 1
    assert checked == len(claims)


def test_a_target_is_the_address_or_a_name_for_the_text(graph: Graph) -> None:
    found = {str(o) for o in graph.objects(None, OA.hasSource)}
    assert "https://meridian.example/12" in found
    assert not [s for s in found if s.startswith("javascript")]
    assert all(s.startswith(("http", "urn:reportedly:article:")) for s in found)


def test_who_took_what_from_whom_is_told_in_prov(graph: Graph) -> None:
    told, (copy,) = sample.pages()
    assert (urn("article", copy.article), PROV.wasQuotedFrom, urn("article", copy.of)) in graph
    first = next(p for p in told if p.article.id == copy.article).claims[0]
    (target,) = graph.objects(urn("claim", first.id), OA.hasTarget)
    assert (target, PROV.hadPrimarySource, urn("article", copy.of)) in graph
    speakers = [
        graph.value(a, URIRef("http://www.w3.org/2000/01/rdf-schema#label"))
        for a in graph.objects(target, PROV.wasAttributedTo)
    ]
    assert speakers == [Literal("Lake Watch")]


def test_no_key_is_lost_in_the_context(store: Store) -> None:
    def keys(node: Any) -> set[str]:
        if isinstance(node, list):
            return {k for part in node for k in keys(part)}
        if isinstance(node, dict):
            return set(node) | {k for part in node.values() for k in keys(part)}
        return set()

    used = keys(document(store)["@graph"])
    assert {k for k in used if ":" not in k} <= CONTEXT.keys()
    assert {k.partition(":")[0] for k in used if ":" in k} <= {"prov", "dcterms"}
