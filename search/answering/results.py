"""What a search is asked and what it answers, as values; and the answer as plain JSON values."""

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
    """One search: what was typed, chosen values by facet, order, and which stretch of the hits.

    Any value of a facet is enough, and every facet must be met. `count` names the facets to be
    counted; without `excerpts` a hit doesn't show where it matched. `exact` searches word by word:
    nothing is corrected, added or left out. `explain` lists what each score is made of.
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
    """A page that a reader may want to go to from here."""

    text: str
    url: str


class CautionWarning(NamedTuple):
    """The strictest caution of an entry that is about a group of people asked about.

    `inherited_from` is the id of the therapy or class whose caution it is, None for its own.
    """

    caution: Caution
    inherited_from: str | None = None

    def __str__(self) -> str:
        words = (self.inherited_from and f"from {self.inherited_from}", self.caution.arm)
        before = "".join(f"{one}: " for one in (self.caution.kind, *words) if one)
        return before + plain_text(self.caution.what)

    def as_json(self) -> dict[str, object]:
        """As the answer to a search has it."""
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
    """An entry that was found.

    Certainty, magnitude and result are those of `finding`: the one that meets the filters or is on
    the named stage, else the entry's first key finding. `excerpt` is original text as (text,
    matched) pieces, and `matched` names the fields that hold what was searched for. `section` is
    the part of the entry's page that answers a question. `parts` is what the score is made of,
    where that was wanted. `searched_to` is how far the finding's source was searched. `warning` is
    the caution about the people that the query or a filter names. `red_flags` are the ids
    of the red flags that name it.
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
    """The answer: how many entries match, the wanted hits, counts by facet, and where to go next.

    `changed` says in sentences what was understood differently from what was typed. `red_flags`
    are the ids of the signs of danger that the query names. `understood` is what each word was
    read as, `outside` the words that say the query is about something else, `answer` the one thing
    that answers it.
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

    def as_json(self) -> dict[str, object]:
        """The answer as `kb search --json` prints it."""
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
