"""The passages of an entry, prepared so that finding an excerpt doesn't read all of them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.engines.protocol import Places
from search.text.analyzer import Analyzer, Terms

# Fields that a hit shows elsewhere, or that have no text to read: never excerpted.
NEVER_EXCERPTED = frozenset({"name", "title", "synonyms", "category", "sources"})
# Passages whose terms are remembered: those of the hits that are shown of several searches, in some
# megabytes.
REMEMBERED = 1 << 12


class Passages(NamedTuple):
    """The passages of an entry, each with its field.

    `first` is the first one to read. `holders` are, for each term, the indices of the passages that
    have it, so that no others are searched.
    """

    fields: tuple[str, ...]
    passages: tuple[str, ...]
    first: str
    holders: Mapping[str, tuple[int, ...]]


def passages_of(texts: Mapping[str, tuple[str, ...]], analyzer: Analyzer) -> Passages:
    """The passages of these fields."""
    fields = tuple(name for name, passages in texts.items() for _ in passages)
    flat = tuple(passage for passages in texts.values() for passage in passages)
    holders: dict[str, list[int]] = {}
    for place, passage in enumerate(flat):
        for term in passage_term_set(passage, analyzer):
            holders.setdefault(term, []).append(place)
    readable = (
        passage for name, passage in zip(fields, flat, strict=True) if name not in NEVER_EXCERPTED
    )
    places = {term: tuple(found) for term, found in holders.items()}
    return Passages(fields, flat, next(readable, ""), places)


def places_in(passages: Passages, terms: Sequence[str]) -> Places:
    """Where an entry has any of the terms, from its texts, as an engine tells it."""
    found: dict[int, int] = {}
    for number, term in enumerate(terms):
        bit = 1 << number
        for place in passages.holders.get(term, ()):
            found[place] = found.get(place, 0) | bit
    fields = passages.fields
    return [(fields[place], bits) for place, bits in found.items()]


@lru_cache(maxsize=REMEMBERED)
def passage_terms(passage: str, analyzer: Analyzer) -> Terms:
    """The terms of a passage, in order."""
    return analyzer.terms(passage)


@lru_cache(maxsize=REMEMBERED)
def passage_term_set(passage: str, analyzer: Analyzer) -> frozenset[str]:
    """The terms of a passage, to rule most passages out."""
    return frozenset(passage_terms(passage, analyzer))
