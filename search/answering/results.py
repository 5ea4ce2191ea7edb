"""What is asked of the index and what it answers, as values; and the answer as plain JSON values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from search.indexing.facets import FACETS

SORTS = ("relevance", "certainty", "magnitude", "reviewed", "name")
Piece = tuple[str, bool]


@dataclass(frozen=True)
class Request:
    """One search: what was typed, chosen values by facet (any of them within a facet, all facets between), order and stretch.

    `count` names the facets to be counted; without `excerpts` a hit says nothing of where it matched. `exact` searches as
    typed: nothing is repaired, said in other ways or left out. `explain` tells how each score came about.
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    limit: int = 20
    offset: int = 0
    count: tuple[str, ...] = FACETS
    excerpts: bool = True
    exact: bool = False
    explain: bool = False


@dataclass(frozen=True)
class Offer:
    """Where a reader may want to go from here."""

    text: str
    url: str


class Hit(NamedTuple):
    """An entry that was found. Certainty, magnitude and result are those of `finding`, where a finding was asked for by a filter or
    a stage; else the entry's own, and `finding` is its first key finding. `excerpt` is original text as (text, matched) pieces,
    `matched` names the fields that hold what was asked. `section` is the part of the entry's page that answers a question,
    `parts` what the score is made of, where that was asked.
    """

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
    section: str | None = None
    parts: tuple[tuple[str, float], ...] = ()


class Results(NamedTuple):
    """The answer: how many entries match, the wanted stretch of them, counts by facet, what was understood differently, and offers."""

    query: str
    total: int
    took_ms: float
    changed: tuple[str, ...]
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    offers: tuple[Offer, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The answer as `kb search --json` prints it."""
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": self.took_ms,
            "changed": list(self.changed),
            "offers": [{"text": offer.text, "url": offer.url} for offer in self.offers],
            "hits": [_hit(hit) for hit in self.hits],
            "facets": {name: dict(counts) for name, counts in self.facets.items()},
        }


def _hit(hit: Hit) -> dict[str, object]:
    plain = ("id", "kind", "title", "certainty", "magnitude", "result", "score", "url")
    shown = {
        **{name: getattr(hit, name) for name in plain},
        "excerpt": [list(piece) for piece in hit.excerpt],
        "matched": list(hit.matched),
    }
    return {**shown, "parts": [list(part) for part in hit.parts]} if hit.parts else shown
