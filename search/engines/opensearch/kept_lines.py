"""Lines that are kept of a published collection in an order, and found by what is in them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from search.engines.opensearch.cluster_engine import ask
from search.engines.opensearch.cluster_index import KEPT, ClusterIndex
from search.engines.opensearch.marked_entries import escaped
from search.engines.opensearch.search_body import Body

# A line as it is, and without its spaces; the number that orders it.
FOLDED, CLOSED, NUMBER, ROW = "folded", "closed", "number", "row"
MAPPING = {FOLDED: {"type": "wildcard"}, CLOSED: {"type": "wildcard"}, NUMBER: {"type": "integer"}}


class Line(NamedTuple):
    """What is looked through, and what it stands for."""

    folded: str
    row: str


class Sought(NamedTuple):
    """Asks for the lines that begin so, or have something inside; of a form."""

    form: str
    begun: str = ""
    inside: str = ""


class KeptLines:
    """The lines that are kept with an index."""

    def __init__(self, index: ClusterIndex) -> None:
        self._index = index

    def find(self, sought: Sequence[Sequence[Sought]], most: int) -> list[list[Line]]:
        """For each of these, the first lines that have any of it, in one round trip. Raises
        Unavailable.
        """
        answers = ask(
            self._index.cluster, self._index.name + KEPT, [_body(one, most) for one in sought]
        )
        found = ([hit["_source"] for hit in answer["hits"]["hits"]] for answer in answers)
        return [[Line(one[FOLDED], one[ROW]) for one in some] for some in found]


def documents(lines: Iterable[Line]) -> dict[str, dict[str, Any]]:
    """The lines as documents, by id."""
    return {
        f"line-{number}": {
            FOLDED: line.folded,
            CLOSED: line.folded.replace(" ", ""),
            NUMBER: number,
            ROW: line.row,
        }
        for number, line in enumerate(lines)
    }


def _body(sought: Sequence[Sought], most: int) -> Body:
    patterns = [
        {one.form: f"{escaped(one.begun)}*" if one.begun else f"*{escaped(one.inside)}*"}
        for one in sought
    ]
    any = {"should": [{"wildcard": one} for one in patterns], "minimum_should_match": 1}
    return {
        "query": {"bool": {"filter": [{"bool": any}]}},
        "sort": [{NUMBER: {"order": "asc", "unmapped_type": "integer"}}],
        "size": most,
        "_source": [FOLDED, ROW],
    }
