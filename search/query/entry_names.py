"""The names of all entries; unchanged until a name changes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from search.indexing.documents import Document
from search.indexing.fields import NAME, OTHER_NAME
from search.text.analyzer import Analyzer, Terms
from search.text.compounds import Compounds, compounds
from search.text.tokenizer import words

LONGEST_NAME = 8  # words of the longest name or synonym that is looked for
TELLING = ("name", "title", "synonyms", "category")  # fields
NAMED_KINDS = ("intervention", "condition")  # claims and sources are titled with sentences


@dataclass(frozen=True)
class EntryNames:
    """Whole names as terms, with their `fields` and the `ids` of the entries with that name.

    `spelt` has the folded words of each name of an intervention or condition, `authors` the terms
    of source authors' names. `telling` are the terms of entries' names; of claims and sources
    only some.
    """

    fields: dict[Terms, str]
    ids: dict[Terms, tuple[str, ...]]
    spelt: frozenset[tuple[str, ...]]
    authors: frozenset[str]
    telling: frozenset[str]
    analyzer: Analyzer

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of names."""
        return frozenset[str]().union(*self.spelt)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The terms of adjacent words in names."""
        names = (tuple(map(self.analyzer.term, name)) for name in self.spelt)
        return frozenset(pair for name in names for pair in pairwise(name))

    @cached_property
    def one_word_names(self) -> frozenset[str]:
        """The single-word names."""
        return frozenset(name[0] for name in self.spelt if len(name) == 1)

    @cached_property
    def first_terms(self) -> frozenset[str]:
        """The first term of every name: no name starts with any other."""
        return frozenset(name[0] for name in self.fields)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the words of names."""
        return frozenset(map(self.analyzer.term, self.words))

    @cached_property
    def compounds(self) -> Compounds:
        """The names that can be written as one word or several."""
        return compounds(sorted(self.spelt), self.analyzer.term)


def entry_names(documents: Iterable[Document], analyzer: Analyzer) -> EntryNames:
    """The names of the documents."""
    found = tuple(documents)
    fields, ids = _whole_names(found, analyzer)
    spelt = frozenset(
        words(name)
        for document in found
        if document.kind in NAMED_KINDS
        for name in (*document.names, *document.other_names)
    )
    authors = frozenset(
        term
        for document in found
        for name in document.texts.get("authors", ())
        for term in analyzer.terms(name)
        if len(term) > 2
    )
    telling = frozenset(term for document in found for term in _telling_terms(document, analyzer))
    return EntryNames(fields, ids, spelt, authors, telling, analyzer)


def _telling_terms(document: Document, analyzer: Analyzer) -> Iterator[str]:
    if document.kind in ("source", "claim"):
        yield from map(analyzer.term, document.telling_words)
    else:
        for field in TELLING:
            for text in document.texts.get(field, ()):
                yield from analyzer.terms(text)


def have_same_names(some: Collection[Document], others: Collection[Document]) -> bool:
    """Whether the documents have the same names, one by one."""
    return len(some) == len(others) and all(
        one is other or _naming_of(one) == _naming_of(other)
        for one, other in zip(some, others, strict=True)
    )


def _naming_of(document: Document) -> tuple[object, ...]:
    """Everything in a document that `entry_names` reads."""
    return (
        document.id,
        document.kind,
        document.names,
        document.other_names,
        document.category,
        document.texts.get("authors"),
    )


def _whole_names(
    documents: Collection[Document], analyzer: Analyzer
) -> tuple[dict[Terms, str], dict[Terms, tuple[str, ...]]]:
    """Every name with its field and entries: those with the name, or else those with it as a
    synonym. A source or claim takes no treatment's synonym for its title.
    """
    fields: dict[Terms, str] = {}
    ids: dict[Terms, dict[str, None]] = {}
    for field in (OTHER_NAME, NAME):
        found: dict[Terms, dict[str, None]] = {}
        for document in documents:
            for name in document.other_names if field == OTHER_NAME else document.names:
                terms = analyzer.terms(name)
                if document.kind in NAMED_KINDS or terms not in ids:
                    found.setdefault(terms, {})[document.id] = None
        fields |= dict.fromkeys(found, field)
        ids |= found
    fields.pop((), None)
    return fields, {name: tuple(owners) for name, owners in ids.items() if name}
