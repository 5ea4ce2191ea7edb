"""A request as the cluster takes it."""

from collections.abc import Iterator, Mapping
from typing import Any

from search.engines.opensearch.index_mapping import APART, term
from search.engines.protocol import Demotion, EngineRequest, EngineResult
from search.engines.query_tree import (
    And,
    Everything,
    Joined,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Synonym,
    Term,
)

Body = dict[str, Any]
Weights = Mapping[str, float]
VALUES = 10_000  # of one facet, at most
# A document's first part with the wanted values tells its rank; else the document as a whole does.
RANK_OF_PART = """
for (String part : doc['part-texts']) {
  boolean meets = true;
  for (def values : params.wanted) {
    boolean has = false;
    for (String value : values) { if (part.contains(value)) { has = true; } }
    if (!has) { meets = false; }
  }
  if (meets) {
    int from = part.indexOf(params.rank);
    if (from < 0) { break; }
    from += params.rank.length();
    return Long.parseLong(part.substring(from, part.indexOf(params.apart, from)));
  }
}
return doc.containsKey(params.whole) && doc[params.whole].size() > 0 ? doc[params.whole].value : -1;
"""


def search_body(request: EngineRequest, weights: Weights) -> Body:
    """The body of a search; the filters come after the counts, which ignore their own."""
    whole = _filters(request)
    body: Body = {
        "query": _demoted(query(request.tree, weights), request.demoted),
        "sort": _order(request),
        "_source": False,
        "track_total_hits": True,
        "track_scores": True,
        "aggs": {facet: _count(facet, request) for facet in request.count},
    }
    return body | ({"post_filter": {"bool": {"filter": whole}}} if whole else {})


def _demoted(scored: Body, demoted: Demotion | None) -> Body:
    if demoted is None:
        return scored
    negative = {"term": {f"values.{demoted.facet}": demoted.value}}
    return {
        "boosting": {"positive": scored, "negative": negative, "negative_boost": demoted.factor}
    }


def query(tree: Node, weights: Weights) -> Body:
    """A tree as a query; everything alone scores nothing."""
    if isinstance(tree, Everything):
        return {"match_all": {"boost": 0}}
    return _query(tree, weights)


def _query(node: Node, weights: Weights) -> Body:
    match node:
        case Everything():
            return {"match_all": {}}
        case Term():
            return _any(list(_terms(node, weights)))
        case Phrase(words):
            return _any([_phrase(words, name, weights) for name in weights if words])
        case Or(parts):
            return _any([_query(part, weights) for part in parts])
        case And(parts):
            wanted = [_query(part, weights) for part in parts if not isinstance(part, Not)]
            denied = [_query(part.part, weights) for part in parts if isinstance(part, Not)]
            return {"bool": {"must": wanted or [{"match_all": {}}], "must_not": denied}}
        case Not() | Prefix() | Joined() | Synonym():
            raise ValueError(f"{type(node).__name__} isn't allowed here in a query tree")


def _any(parts: list[Body]) -> Body:
    if not parts:
        return {"match_none": {}}
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": 1}}


def _terms(node: Term, weights: Weights) -> Iterator[Body]:
    """The term in each field that is looked in."""
    fields = dict.fromkeys(node.fields, 1.0) if node.fields else weights
    for name, weight in fields.items():
        yield _term(name, node.text, weight * node.weight)


def _term(field: str, text: str, boost: float) -> Body:
    return {"term": {f"words.{field}": {"value": term(text), "boost": boost}}}


def _phrase(words: tuple[str, ...], field: str, weights: Weights) -> Body:
    """A phrase scores what its words score in the field that has it."""
    there = {"match_phrase": {f"words.{field}": " ".join(map(term, words))}}
    scored = [_term(field, word, weights[field]) for word in words]
    return {"bool": {"filter": [there], "must": scored}}


def _filters(request: EngineRequest, but: str = "") -> list[Body]:
    """The filters without that on the facet `but`: those on parts are met by one part."""
    chosen = {facet: values for facet, values in request.filters.items() if facet != but}
    whole: list[Body] = [
        {"terms": {f"values.{facet}": sorted(values)}}
        for facet, values in chosen.items()
        if facet not in request.part_facets
    ]
    parts = _part_filters(request, but)
    if parts:
        whole.append({"nested": {"path": "parts", "query": {"bool": {"filter": parts}}}})
    return whole


def _part_filters(request: EngineRequest, but: str = "") -> list[Body]:
    return [
        {"terms": {f"parts.{facet}": sorted(values)}}
        for facet, values in request.filters.items()
        if facet in request.part_facets and facet != but
    ]


def _count(facet: str, request: EngineRequest) -> Body:
    """How many documents that meet all other filters have each value."""
    inner = (
        _count_parts(facet, request)
        if facet in request.part_facets
        else {"terms": {"field": f"values.{facet}", "size": VALUES}}
    )
    filters = {"bool": {"filter": _filters(request, facet)}}
    return {"filter": filters, "aggs": {"counted": inner}}


def _count_parts(facet: str, request: EngineRequest) -> Body:
    """The same through parts, each of which meets all other filters on parts."""
    values = {
        "terms": {"field": f"parts.{facet}", "size": VALUES},
        "aggs": {"of": {"reverse_nested": {}}},
    }
    met = {
        "filter": {"bool": {"filter": _part_filters(request, facet)}},
        "aggs": {"values": values},
    }
    return {"nested": {"path": "parts"}, "aggs": {"met": met}}


def _order(request: EngineRequest) -> list[Any]:
    """Ties by name, then id."""
    if request.sort == "name":
        return ["name", "id"]
    if request.sort == "relevance":
        return ["_score", "name", "id"]
    return [_by_rank(request), "_score", "name", "id"]


def _by_rank(request: EngineRequest) -> Body:
    wanted = [
        [f"{APART}{facet}={value}{APART}" for value in sorted(values)]
        for facet, values in request.filters.items()
        if facet in request.part_facets
    ]
    whole = f"ranks.{request.sort}"
    if not wanted:
        return {whole: {"order": "desc", "missing": -1, "unmapped_type": "long"}}
    params = {
        "wanted": wanted,
        "rank": f"{APART}#{request.sort}=",
        "apart": APART,
        "whole": whole,
    }
    script = {"source": RANK_OF_PART, "params": params}
    return {"_script": {"type": "number", "order": "desc", "script": script}}


def result(answer: Body, request: EngineRequest) -> EngineResult:
    """What the cluster answered."""
    hits = tuple((hit["_id"], hit["_score"] or 0.0) for hit in answer["hits"]["hits"])
    found = answer.get("aggregations", {})
    counts = {facet: _counted(found[facet]["counted"]) for facet in request.count}
    return EngineResult(answer["hits"]["total"]["value"], hits, counts)


def _counted(found: Body) -> dict[str, int]:
    """Documents by value, most frequent first."""
    values = found["met"]["values"] if "met" in found else found
    counts = (
        (one["key"], one["of"]["doc_count"] if "of" in one else one["doc_count"])
        for one in values["buckets"]
    )
    return dict(sorted(counts, key=lambda pair: (-pair[1], pair[0])))
