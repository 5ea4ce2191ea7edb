"""Every engine gives the same answers: totals, counts, first hits, and what was understood."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster.nodes import Nodes
from kb.model.library import Library
from search.answering.results import Request, Results
from search.answering.searcher import Index
from search.indexing.facets import FACETS
from search.opening import open_index
from search.publishing import publish
from search.stored_collection import open_published

NEAR = 1.03  # Whoosh's scores are as good as equal up to this ratio: it rounds lengths its own way
SAME = 1.0001  # others are, but for how many digits an engine computes with
FILTERS = (
    "",
    "stage:chronic",
    "certainty:>=low",
    "outcome:pain stage:chronic comparator:usual-care",
    "kind:intervention -surgery",
)
JUDGED = Path(__file__).with_name("judged.tsv").read_text(encoding="utf-8").splitlines()
QUERIES = tuple(line.split("\t")[2] for line in JUDGED if not line.startswith("#"))
SOME = QUERIES[::48]  # what `make test` asks


def asked(queries: tuple[str, ...]) -> Iterator[Request]:
    """Each query with the next filter, so that all are met by some; by rank with some filters."""
    for number, query in enumerate(queries):
        filtered = f"{query} {FILTERS[number % len(FILTERS)]}".strip()
        for typed in dict.fromkeys((query, filtered)):
            yield Request(typed, limit=10, count=FACETS)
        yield Request(filtered, limit=10, sort="certainty" if number % 2 else "name")


def without_order(results: Results, first: int = 1) -> Results:
    """The results without the hits after the first, whose order may differ, and the time."""
    hits = tuple(hit._replace(score=0.0) for hit in results.hits[:first])
    return results._replace(hits=hits, took_ms=0.0)


def is_close(results: Results) -> bool:
    """Whether another hit may well come first."""
    best = [hit.score for hit in results.hits[:2]]
    return len(best) == 2 and best[0] <= best[1] * NEAR


def contradictions(expected: Results, found: Results) -> list[tuple[str, str]]:
    """The pairs of hits whose scores are well apart and that come in the wrong order."""
    places = {hit.id: place for place, hit in enumerate(found.hits)}
    return [
        (better.id, worse.id)
        for number, better in enumerate(expected.hits)
        for worse in expected.hits[number + 1 :]
        if better.score > worse.score * SAME
        and places.get(better.id, len(places)) > places.get(worse.id, len(places))
    ]


def compare(expected: Index, found: Index, requests: Iterator[Request]) -> None:
    for request in requests:
        ours, theirs = expected.search(request), found.search(request)
        scored = request.sort == "relevance"
        its_way = scored and found.engine == "whoosh"  # it scores phrases so, and rounds lengths
        first = 0 if its_way and is_close(ours) else 1
        assert without_order(theirs, first) == without_order(ours, first), request
        assert shown(theirs, request) == shown(ours, request), request
        if scored and not its_way:
            assert contradictions(ours, theirs) == [], request


def shown(results: Results, request: Request) -> list[str | None]:
    """What the order goes by."""
    by = {"name": "title", "certainty": "certainty"}.get(request.sort)
    return [getattr(hit, by) for hit in results.hits] if by else []


@pytest.mark.parametrize(
    "queries", [SOME, pytest.param(QUERIES, marks=pytest.mark.full)], ids=["some", "all"]
)
def test_every_engine_gives_the_same_answers(
    engine_name: str, queries: tuple[str, ...], shipped_library: Library, shipped_index: Path
) -> None:
    ours = open_index(shipped_library, shipped_index)
    compare(ours, open_index(shipped_library, shipped_index, engine=engine_name), asked(queries))


@pytest.mark.full
def test_what_is_published_gives_the_same_answers(
    cluster: Nodes, shipped_library: Library, shipped_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_OPENSEARCH_PREFIX", "kb-equal")
    publish(shipped_library, shipped_index)
    published = open_published()
    assert published
    ours = open_index(shipped_library, shipped_index)
    compare(ours, published, asked(QUERIES))
    for typed in ("yo", "acupnct", "red", "stage", "opioids", "who", "back pain"):
        assert published.suggest(typed) == ours.suggest(typed)
