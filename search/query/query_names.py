"""The names of entries among the words of a query."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.indexing.documents import Document
from search.query.entry_names import LONGEST_NAME
from search.query.lexicon import Lexicon
from search.text.analyzer import Terms


class Name(NamedTuple):
    """A name in the query: its terms, where they start, and the entries with it."""

    terms: Terms
    start: int
    entries: tuple[Document, ...]

    @property
    def places(self) -> range:
        """The places of its terms."""
        return range(self.start, self.start + len(self.terms))

    @property
    def is_title(self) -> bool:
        """Whether only publications have this name."""
        return all(entry.kind == "source" for entry in self.entries)


def names_among(
    terms: Terms, lexicon: Lexicon, stop_words: Sequence[bool], asking: Sequence[bool], asks: bool
) -> tuple[Name, ...]:
    """The names among the terms, longest first, without overlaps.

    `stop_words` and `asking` mark the terms that are stop words or part of a question; `asks` is
    whether the words start like a question.
    """
    found: list[Name] = []
    at = 0
    while at < len(terms):
        candidates = (
            name
            for name in names_at(at, terms, lexicon)
            if not all(stop_words[place] for place in name.places)
            and not _is_question_like_a_title(name, terms, asking, asks)
        )
        name = next(candidates, None)
        if name:
            found.append(name)
        at += len(name.terms) if name else 1
    return tuple(found)


def names_at(at: int, terms: Terms, lexicon: Lexicon) -> Iterator[Name]:
    """The names that start there, longest first."""
    if terms[at] not in lexicon.entry_names.first_terms:
        return
    for length in range(min(LONGEST_NAME, len(terms) - at), 0, -1):
        name = terms[at : at + length]
        if name in lexicon.names:
            yield Name(name, at, lexicon.entries_named(name))


def _is_question_like_a_title(name: Name, terms: Terms, asking: Sequence[bool], asks: bool) -> bool:
    """Whether a question happens to match a publication's title.

    A whole title that isn't a question is meant as a title.
    """
    whole = len(name.terms) == len(terms)
    return (asks or not whole) and any(asking[place] for place in name.places) and name.is_title
