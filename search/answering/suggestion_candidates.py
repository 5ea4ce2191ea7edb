"""Everything that can be suggested: red flags, names, terms and filters, in order of preference."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlencode

from kb.model.condition_parts import RedFlag
from kb.model.entries import Condition
from kb.model.library import Library
from kb.model.named import Named
from search.indexing.documents import Document
from search.text.tokenizer import words

FREQUENT = 3  # entries from which a filter is worth suggesting


class Group(IntEnum):
    """The order of suggestions that start alike."""

    RED_FLAG = 0
    NAME = 1
    OTHER_NAME = 2
    TERM = 3
    FILTER = 4


@dataclass(frozen=True)
class Suggestion:
    """A text to search for and where it leads.

    Its kind is an entry kind, `red-flag`, `term` or `filter`.
    """

    text: str
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class Candidate:
    """A suggestion with its group and the folded text it is matched by."""

    folded: str
    group: Group
    suggestion: Suggestion


def of_red_flag(text: str, flag: RedFlag, condition: Condition) -> Suggestion:
    """The suggestion of a red flag that is called so."""
    url = f"/conditions/{condition.id}#{flag.id}"
    return Suggestion(text, "red-flag", flag.lay or flag.sign, url)


def candidates(library: Library, documents: Collection[Document]) -> tuple[Candidate, ...]:
    """Everything that can be suggested, in order of preference."""
    found = (
        *_from_red_flags(library),
        *_from_documents(documents),
        *_from_terms(library),
        *_from_filters(library, documents),
    )
    return tuple(
        sorted(
            (one for one in found if one.folded),
            key=lambda one: (one.group, len(one.folded), one.folded, one.suggestion.url),
        )
    )


def _from_red_flags(library: Library) -> Iterator[Candidate]:
    for condition in library.conditions.values():
        for flag in condition.red_flags:
            for term in flag.plain_terms:
                folded = " ".join(words(term))
                yield Candidate(folded, Group.RED_FLAG, of_red_flag(term, flag, condition))


def _from_documents(documents: Collection[Document]) -> Iterator[Candidate]:
    for document in documents:
        if document.kind in ("intervention", "condition"):
            names = [(document.title, Group.NAME)]
            names += [(name, Group.OTHER_NAME) for name in document.other_names]
            for name, group in names:
                to = Suggestion(name, document.kind, document.title, document.url)
                yield _candidate(name, group, to)


def _from_terms(library: Library) -> Iterator[Candidate]:
    for term in library.vocabulary.terms.values():
        if not term.means and not term.search_only:  # what may mean entries is a name of theirs
            abbreviation = (term.abbreviation,) if term.abbreviation else ()
            for name in (term.name, *abbreviation, *term.synonyms):
                to = Suggestion(name, "term", term.name, f"/terms#term-{term.id}")
                yield _candidate(name, Group.TERM, to)


def _from_filters(library: Library, documents: Collection[Document]) -> Iterator[Candidate]:
    """Filters with several matching entries, found by the names of their values."""
    vocabulary = library.vocabulary
    values: dict[str, Collection[Named]] = {
        "stage": vocabulary.stages.values(),
        "category": vocabulary.categories.values(),
        "outcome": vocabulary.outcomes.values(),
    }
    for facet, items in values.items():
        counts = _entries_by_value(facet, documents)
        for item in items:
            if counts[item.id] >= FREQUENT:
                text = f"{facet}:{item.id}"
                url = f"/search?{urlencode({'q': text})}"
                for name in dict.fromkeys((text, item.name, *item.synonyms)):
                    to = Suggestion(text, "filter", item.name, url)
                    yield _candidate(name, Group.FILTER, to)


def _entries_by_value(facet: str, documents: Collection[Document]) -> Counter[str]:
    if facet == "category":
        return Counter(document.category for document in documents if document.category)
    return Counter(
        value
        for document in documents
        for value in {part.facets.get(facet, "") for part in document.parts}
    )


def _candidate(name: str, group: Group, suggestion: Suggestion) -> Candidate:
    return Candidate(" ".join(words(name)), group, suggestion)
