"""What is counted over all documents of an index, and is needed to read any query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.indexing.documents import Document, recommendations
from search.indexing.facets import CAUTION, RecommendationFacet


@dataclass(frozen=True)
class Census:
    """The filterable parts of all recommendations, the values of each facet that findings have,
    and the groups of people that cautions are about.
    """

    recommendations: tuple[RecommendationFacet, ...]
    values: Mapping[str, tuple[str, ...]]
    groups: frozenset[str]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that recommend something."""
        return tuple(dict.fromkeys(one.body for one in self.recommendations))


def census(documents: Iterable[Document]) -> Census:
    """The census of these documents."""
    found = tuple(documents)
    values: defaultdict[str, set[str]] = defaultdict(set)
    for part in (part for document in found for part in document.parts):
        for name, value in part.facets.items():
            values[name].add(value)
    return Census(
        recommendations=recommendations(found),
        values={name: tuple(sorted(held)) for name, held in sorted(values.items())},
        groups=frozenset(group for one in found for group in one.tags.get(CAUTION, ())),
    )
