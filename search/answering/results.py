"""Search requests and responses as values, and responses as plain JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.model.entries import Caution
from search.answering.answer_box import AnswerBox
from search.indexing.facets import FACETS
from search.query.readings import Reading
from search.text.plain_text import plain_text

SORTS = ("relevance", "certainty", "magnitude", "reviewed", "name")
Piece = tuple[str, bool]


@dataclass(frozen=True)
class Request:
    """A search request: the query, selected values by facet, sort order and slice of the hits.

    A hit must have any of the values of each facet. `count` names the facets to count; without
    `excerpts`, hits don't show where they matched. `exact` searches exactly as typed: nothing is
    corrected, added or dropped. `explain` lists the parts of each score. `plain` asks for the
    answer box in patients' words.
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
    plain: bool = False


@dataclass(frozen=True)
class Offer:
    """A link to a page that a reader may want next."""

    text: str
    url: str


class CautionWarning(NamedTuple):
    """An entry's strictest caution about a group of people in the query.

    `inherited_from` is the id of the therapy or class it is inherited from, None for the entry's
    own.
    """

    caution: Caution
    inherited_from: str | None = None

    def __str__(self) -> str:
        words = (self.inherited_from and f"from {self.inherited_from}", self.caution.arm)
        before = "".join(f"{one}: " for one in (self.caution.kind, *words) if one)
        return before + plain_text(self.caution.what)

    def as_json(self) -> dict[str, object]:
        """As it appears in the JSON search response."""
        one = self.caution
        return {
            "kind": one.kind,
            "group": list(one.group),
            "arm": one.arm,
            "what": plain_text(one.what),
            "source": one.source,
            "inherited_from": self.inherited_from,
        }


class Hit(NamedTuple):
    """One search result.

    Certainty, magnitude and result belong to `finding`: the one that meets the filters or is at the
    named stage, else the entry's first key finding. `excerpt` is original text as (text, matched)
    pieces, and `matched` names the fields that matched. `section` is the part of the entry's page
    that answers a question. `parts` explains the score, if requested. `searched_to` is the search
    date of the finding's source. `warning` is the caution about the people that the query or a
    filter names. `red_flags` are the ids of the red flags that name it.
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
    searched_to: str | None = None
    warning: CautionWarning | None = None
    red_flags: tuple[str, ...] = ()


class Results(NamedTuple):
    """A search response: the number of matches, the requested hits, facet counts and next
    steps.

    `changed` lists, as sentences, what was understood differently from the query. `red_flags` are
    the ids of the red flags in the query. `understood` is how each word was interpreted, `outside`
    the words that are out of scope, `answer` the answer box. `says_outside` is whether the first of
    `changed` is about those words; an answer box may say it instead.
    """

    query: str
    total: int
    took_ms: float
    changed: tuple[str, ...]
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    offers: tuple[Offer, ...] = ()
    red_flags: tuple[str, ...] = ()
    understood: tuple[Reading, ...] = ()
    outside: tuple[str, ...] = ()
    answer: AnswerBox | None = None
    says_outside: bool = False

    def as_json(self) -> dict[str, object]:
        """The response as `kb search --json` prints it."""
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": self.took_ms,
            "changed": list(self.changed),
            "understood": [reading.as_json() for reading in self.understood],
            "outside": list(self.outside),
            "answer": self.answer.as_json() if self.answer else None,
            "red_flags": list(self.red_flags),
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
        "evidence_searched_to": hit.searched_to,
        "warning": hit.warning.as_json() if hit.warning else None,
        "red_flags": list(hit.red_flags),
    }
    return {**shown, "parts": [list(part) for part in hit.parts]} if hit.parts else shown
