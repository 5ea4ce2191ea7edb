"""Finds the entries with cautions about groups of people, or whose parts name them, or a body."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from search.answering.medicine_names import Names
from search.answering.passage_ranking import WINDOW
from search.engines.protocol import EngineRequest
from search.engines.query_tree import And, Everything, Or, Term
from search.indexing.documents import Document
from search.indexing.facets import CAUTION
from search.indexing.fields import DELIVERY, HARMS, RECOMMENDATIONS


@dataclass(frozen=True)
class WarnedEntries:
    """Finds as many entries as are shown; `find` answers an engine request."""

    find: Callable[[EngineRequest], Sequence[Document]]

    def cautioned(self, groups: Set[str]) -> Sequence[Document]:
        """The entries with cautions about any of some groups."""
        return self.find(EngineRequest(Everything(), {CAUTION: frozenset(groups)}, limit=WINDOW))

    def harmed(self, names: Names) -> Sequence[Document]:
        """The entries whose harms say one of some names."""
        return self._saying(names, HARMS)

    def given(self, names: Names) -> Sequence[Document]:
        """The entries that say one of some names where they say how it is given."""
        return self._saying(names, DELIVERY)

    def recommended(self, body: str) -> Sequence[Document]:
        """The entries with recommendations of a body, by a term of its name."""
        return self._saying(frozenset({frozenset({body})}), RECOMMENDATIONS)

    def _saying(self, names: Names, field: str) -> Sequence[Document]:
        said = Or(tuple(And(tuple(Term(term, (field,)) for term in name)) for name in names))
        return self.find(EngineRequest(said, limit=WINDOW)) if names else ()
