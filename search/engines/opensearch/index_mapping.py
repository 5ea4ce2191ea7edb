"""The mapping of an index in the cluster, and the form of its documents.

It scores as `search/engines/arrays/bm25f.py` does, which rounds lengths as Lucene keeps them: exact
up to 40 words, then at most a ninth shorter. Every document has a first token in every field, so
that Lucene counts all documents for every field, as we do.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Any

from search.engines.opensearch.cluster_settings import ClusterSettings
from search.engines.protocol import (
    PASSAGE,
    Attributes,
    Field,
    IndexableDocument,
    NumberedDocument,
    Weighting,
)

FIRST = "\u25a0"  # the first token of every field; never a term
LONGEST = 8_000  # characters of a term; Lucene takes 32,766 bytes
WINDOW = 10_000  # hits in one answer; more are asked for in steps
APART = "\x1f"  # between the facets of a part told as one text
KEYWORD = {"type": "keyword"}
# What questions about many entries are asked of, where a collection is published.
MARKS, ORDERS, CELL_ORDERS, LOOKED_FOR, FINDINGS = FOUND_BY = (
    *("marks", "orders", "cell-orders", "looked-for"),
    "findings",
)


def by(field: str, way: str = "asc") -> dict[str, Any]:
    """Sorts by a field, also where no document has it."""
    return {field: {"order": way, "unmapped_type": "keyword"}}


def term(text: str) -> str:
    """The term, cut and encoded for Lucene."""
    return text[:LONGEST].encode(errors="replace").decode()


def index_body(settings: ClusterSettings, weighting: Weighting, meta: object) -> dict[str, Any]:
    """The settings and mapping of a new index."""
    fields = weighting.fields
    return {
        "settings": {
            "number_of_shards": settings.shards,
            "number_of_replicas": settings.replicas,
            "refresh_interval": "-1",  # it is never read while it is written
            "max_result_window": WINDOW,
            "merge.policy.expunge_deletes_allowed": 0,
            "similarity": {
                f"of-{name}": _similarity(one, weighting) for name, one in fields.items()
            },
            "analysis": {
                "tokenizer": {"terms": {"type": "whitespace", "max_token_length": LONGEST}},
                "analyzer": {"terms": {"type": "custom", "tokenizer": "terms"}},
            },
        },
        "mappings": _mapping(weighting, meta),
    }


def _mapping(weighting: Weighting, meta: object) -> dict[str, Any]:
    words = {name: _words(name) for name in weighting.fields}
    numbers = {"type": "object", "dynamic": True}
    return {
        "_meta": meta,
        "_source": {"excludes": ["words", *FOUND_BY]},  # as many again
        "dynamic": "strict",
        "date_detection": False,
        "dynamic_templates": [{"texts": {"match_mapping_type": "string", "mapping": KEYWORD}}],
        "properties": {
            "words": {"properties": words},
            "name": KEYWORD,
            "id": KEYWORD,
            "digest": KEYWORD | {"index": False},
            "mentions": KEYWORD,
            "stored": {"type": "object", "enabled": False},
            MARKS: KEYWORD,
            ORDERS: {"type": "object", "dynamic": True},
            CELL_ORDERS: KEYWORD | {"index": False},
            LOOKED_FOR: {"type": "wildcard"},
            FINDINGS: {
                "type": "nested",
                "properties": {MARKS: KEYWORD, ORDERS: {"type": "object", "dynamic": True}},
            },
            "values": numbers,
            "ranks": numbers,
            "parts": {"type": "nested", "dynamic": True},
            "part-texts": KEYWORD | {"index": False},
        },
    }


def _words(name: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": "terms",
        "similarity": f"of-{name}",
        "index_options": "positions",
        "position_increment_gap": PASSAGE - 1,
    }


def _similarity(field: Field, weighting: Weighting) -> dict[str, Any]:
    """BM25F for a field; `query.boost` is its weight times the term's."""
    k, b = weighting.saturation, field.length
    source = (
        "double n = field.docCount; double mean = (field.sumTotalTermFreq - n) / n;"
        " if (mean <= 0) { mean = 1; }"
        " double idf = Math.log(n / (term.docFreq + 1.0)) + 1.0;"
        f" double norm = {k} * (1 - {b} + {b} * (doc.length - 1) / mean);"
        f" return query.boost * idf * doc.freq * {k + 1} / (doc.freq + norm);"
    )
    return {"type": "scripted", "script": {"source": source}}


More = Callable[[str], Mapping[str, Any]]


def nothing_more(_: str) -> Mapping[str, Any]:
    """What else is kept of documents that are only searched."""
    return {}


class Bodies:
    """Documents as the cluster takes them; `more` is what else is kept of one, by its id."""

    def __init__(self, weighting: Weighting, more: More = nothing_more) -> None:
        self._fields, self._more = tuple(weighting.fields), more
        self._known: list[str] = []  # the terms of the vocabulary that the documents share

    def of(self, document: IndexableDocument) -> dict[str, Any]:
        """The body of one."""
        words = {name: [FIRST, *self._passages(document, name)] for name in self._fields}
        told = {"id": document.id, "digest": document.digest}
        return {
            **told,
            "words": words,
            **_attributes(document.attributes),
            **self._more(document.id),
        }

    def _passages(self, document: IndexableDocument, name: str) -> Iterator[str]:
        if isinstance(document, NumberedDocument):
            known = self._terms(document.vocabulary)
            for numbers in document.terms.get(name, ()):
                yield " ".join([known[number] for number in numbers])
        else:
            yield from (" ".join(map(term, one)) for one in document.terms.get(name, ()))

    def _terms(self, vocabulary: Collection[str]) -> list[str]:
        if len(vocabulary) > len(self._known):
            self._known.extend(map(term, islice(vocabulary, len(self._known), None)))
        return self._known


def _attributes(of: Attributes) -> dict[str, Any]:
    return {
        "name": of.name,
        "values": {name: list(values) for name, values in of.values.items() if values},
        "ranks": dict(of.ranks),
        "parts": [dict(part) for part in of.parts],
        "part-texts": [
            part_text(number, part, of.part_ranks[number] if of.part_ranks else {})
            for number, part in enumerate(of.parts)
        ],
    }


def part_text(number: int, part: Mapping[str, str], ranks: Mapping[str, int]) -> str:
    """A part as one text that sorts by its number, for scripts, which see no nested documents."""
    facets = [f"{name}={value}" for name, value in part.items()]
    told = [f"#{name}={value}" for name, value in ranks.items()]
    return APART.join((f"{number:06}", *facets, *told, ""))
