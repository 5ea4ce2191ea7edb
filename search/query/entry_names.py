"""The names of all entries; unchanged until a name changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from search.indexing.documents import Document
from search.indexing.fields import NAME, OTHER_NAME
from search.text.analyzer import Analyzer, Terms
from search.text.compounds import Compounds, compounds
from search.text.english import OVERVIEW_PHRASES
from search.text.tokenizer import words

LONGEST_NAME = 8  # words of the longest name or synonym that is looked for
TELLING = ("name", "title", "synonyms", "category")  # fields
NAMED_KINDS = ("intervention", "condition")  # claims and sources are titled with sentences
# "Exercise therapy" is called exercise: these words of a title only say that it is a treatment.
TREATMENT_WORDS = frozenset(word for phrase in OVERVIEW_PHRASES for word in phrase)


class Names(Protocol):
    """Whole names as terms, with their `fields` and the `ids` of the entries with that name.

    `words` are the folded words of the names of interventions and conditions, `terms` their terms,
    `pairs` the terms of adjacent words in them, `first_terms` those that any name starts with.
    `authors` are the terms of source authors' names, `telling` the terms of entries' names; of
    claims and sources only some. `titled` has the intervention that a term of its title is enough
    to name.
    """

    @property
    def fields(self) -> Mapping[Terms, str]: ...  # noqa: D102 as told above

    @property
    def ids(self) -> Mapping[Terms, tuple[str, ...]]: ...  # noqa: D102

    @property
    def words(self) -> Set[str]: ...  # noqa: D102

    @property
    def one_word_names(self) -> Set[str]: ...  # noqa: D102

    @property
    def pairs(self) -> Set[tuple[str, str]]: ...  # noqa: D102

    @property
    def first_terms(self) -> Set[str]: ...  # noqa: D102

    @property
    def terms(self) -> Set[str]: ...  # noqa: D102

    @property
    def authors(self) -> Set[str]: ...  # noqa: D102

    @property
    def telling(self) -> Set[str]: ...  # noqa: D102

    @property
    def titled(self) -> Mapping[str, str]: ...  # noqa: D102

    @property
    def compounds(self) -> Compounds: ...  # noqa: D102


@dataclass(frozen=True)
class EntryNames:
    """The names in memory; `spelt` has the folded words of each name of an intervention or
    condition.
    """

    fields: dict[Terms, str]
    ids: dict[Terms, tuple[str, ...]]
    spelt: frozenset[tuple[str, ...]]
    documents: tuple[Document, ...]
    titled: dict[str, str]
    analyzer: Analyzer

    @cached_property
    def authors(self) -> frozenset[str]:
        """The terms of source authors' names."""
        texts = (" ".join(one.texts.get("authors", ())) for one in self.documents)
        return frozenset(
            term for text in texts for term in self.analyzer.terms(text) if len(term) > 2
        )

    @cached_property
    def telling(self) -> frozenset[str]:
        """The terms of entries' names; of claims and sources only some."""
        return frozenset(
            term for one in self.documents for term in _telling_terms(one, self.analyzer)
        )

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
    return EntryNames(fields, ids, spelt_names(found), found, _titled(found, analyzer), analyzer)


def spelt_names(documents: Iterable[Document]) -> frozenset[tuple[str, ...]]:
    """The folded words of each name of an intervention or condition."""
    return frozenset(
        words(name)
        for document in documents
        if document.kind in NAMED_KINDS
        for name in (*document.names, *document.other_names)
    )


def _titled(documents: Iterable[Document], analyzer: Analyzer) -> dict[str, str]:
    """The intervention that a term names: the only one with it in its title, else the only one
    whose title has nothing else but words that mean "treatment".
    """
    owners: dict[str, dict[str, bool]] = {}
    for document in documents:
        if document.kind == "intervention":
            both = tuple(zip(words(document.title), analyzer.terms(document.title), strict=True))
            rest = {term for word, term in both if word not in TREATMENT_WORDS}
            for _, term in both:
                owners.setdefault(term, {})[document.id] = rest <= {term}
    found = {}
    for term, held in owners.items():
        meant = [id for id, alone in held.items() if alone or len(held) == 1]
        if len(meant) == 1:
            found[term] = meant[0]
    return found


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
