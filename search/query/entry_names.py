"""What entries are called: worked out from all of them, and the same as long as no name changes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from search.indexing.documents import Document
from search.indexing.fields import CALLED, KNOWN_AS
from search.text.compounds import Compounds, compounds
from search.text.tokenizer import term, terms, words

THINGS = ("intervention", "condition")  # what has names; claims and sources are sentences

Run = tuple[str, ...]


@dataclass(frozen=True)
class Naming:
    """`fields`: analysed whole names with the field they stand in; `owners`: the ids of those that have each.

    `spelt`: the folded words of each name of a thing. `authors`: the terms of the names of sources' authors.
    """

    fields: dict[Run, str]
    owners: dict[Run, tuple[str, ...]]
    spelt: frozenset[tuple[str, ...]]
    authors: frozenset[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of names."""
        return frozenset[str]().union(*self.spelt)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of those words."""
        return frozenset(map(term, self.words))

    @cached_property
    def compounds(self) -> Compounds:
        """The names that may be written open or closed."""
        return compounds(sorted(self.spelt))


def naming(documents: Iterable[Document]) -> Naming:
    """What the documents are called."""
    found = tuple(documents)
    fields, owners = _names(found)
    return Naming(
        fields,
        owners,
        frozenset(
            words(name)
            for one in found
            if one.kind in THINGS
            for name in (*one.called, *one.known_as)
        ),
        frozenset(
            one
            for document in found
            for name in document.texts.get("authors", ())
            for one in terms(name)
            if len(one) > 2
        ),
    )


def named_alike(some: Collection[Document], others: Collection[Document]) -> bool:
    """Whether the documents are called the same, one by one."""
    return len(some) == len(others) and all(
        one is other or _called(one) == _called(other)
        for one, other in zip(some, others, strict=True)
    )


def _called(document: Document) -> tuple[object, ...]:
    """All that naming asks of a document."""
    return (
        document.id,
        document.kind,
        document.called,
        document.known_as,
        document.texts.get("authors"),
    )


def _names(documents: Collection[Document]) -> tuple[dict[Run, str], dict[Run, tuple[str, ...]]]:
    """Every name with the field it stands in and its owners: those called so, else those known by it."""
    fields: dict[Run, str] = {}
    owners: dict[Run, dict[str, None]] = {}
    for field in (KNOWN_AS, CALLED):
        fresh: dict[Run, dict[str, None]] = {}
        for document in documents:
            for name in document.known_as if field == KNOWN_AS else document.called:
                fresh.setdefault(terms(name), {})[document.id] = None
        fields |= dict.fromkeys(fresh, field)
        owners |= fresh
    fields.pop((), None)
    return fields, {name: tuple(had) for name, had in owners.items() if name}
