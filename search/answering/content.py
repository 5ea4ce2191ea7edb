"""What an index is built from, and what is gathered from all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.model.library import Library
from search.answering.suggestion_candidates import candidates
from search.answering.suggestions import Candidates, Completions, as_text
from search.indexing.census import Census, census
from search.indexing.documents import Document
from search.query.identifiers import by_identifier


@dataclass(frozen=True)
class Content:
    """A library, its documents by id, and their digests."""

    library: Library
    documents: Mapping[str, Document]
    digests: Mapping[str, bytes]

    @cached_property
    def census(self) -> Census:
        """What is counted over all documents."""
        return census(self.documents.values())

    def identifiers(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the sources with each identifier."""
        return by_identifier(self.library.sources.values())

    def completions(self) -> Completions:
        """Everything that can be suggested."""
        return Candidates(as_text(candidates(self.library, self.documents.values())))
