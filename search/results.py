"""What is asked of the index and what it answers, as values; and the answer as plain JSON values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from search.facets import FACETS

SORTS = ("relevance", "certainty", "magnitude", "reviewed", "name")
Piece = tuple[str, bool]


@dataclass(frozen=True)
class Request:
    """One search: what was typed, chosen values by facet (any of them within a facet, all facets between), order and stretch.

    `count` names the facets to be counted; without `excerpts` a hit says nothing of where it matched.
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    limit: int = 20
    offset: int = 0
    count: tuple[str, ...] = FACETS
    excerpts: bool = True


class Hit(NamedTuple):
    """An entry that was found. Certainty, magnitude and result are those of `finding`, where a filter asked for a finding's;
    else the entry's own, and `finding` is its first key finding. `excerpt` is original text as (text, matched) pieces."""

    id: str
    kind: str
    title: str
    certainty: str | None
    magnitude: str | None
    result: str | None
    score: float
    url: str
    excerpt: tuple[Piece, ...]
    finding: str | None
    matched: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """The answer: how many entries match, the wanted stretch of them, counts by facet, and what was understood differently."""

    query: str
    total: int
    took_ms: float
    changed: tuple[str, ...]
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]

    def as_json(self) -> dict[str, object]:
        """The answer as `kb search --json` prints it."""
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": self.took_ms,
            "changed": list(self.changed),
            "hits": [_hit(hit) for hit in self.hits],
            "facets": {name: dict(counts) for name, counts in self.facets.items()},
        }


def _hit(hit: Hit) -> dict[str, object]:
    plain = ("id", "kind", "title", "certainty", "magnitude", "result", "score", "url")
    return {**{name: getattr(hit, name) for name in plain}, "excerpt": [list(piece) for piece in hit.excerpt]}
