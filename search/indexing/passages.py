"""The passages of an entry, prepared so that an excerpt is found without reading all of them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from search.text.tokenizer import terms

# Shown elsewhere on a hit, or no text to read: never excerpted.
NOT_READ = frozenset({"name", "title", "synonyms", "category", "sources"})
Texts = Mapping[str, tuple[str, ...]]
# Passages whose words are remembered: as good as all of an ordinary collection, a few tens of MB of a large one.
REMEMBERED = 1 << 14


@lru_cache(maxsize=REMEMBERED)
def passage_terms(passage: str) -> tuple[str, ...]:
    return terms(passage)


@lru_cache(maxsize=REMEMBERED)
def passage_term_set(passage: str) -> frozenset[str]:
    """The terms of a passage: most passages are ruled out by them alone."""
    return frozenset(passage_terms(passage))


class Passages(NamedTuple):
    """The passages of an entry, each with its field; the first that is read; and which hold each term, so that others are not looked at."""

    fields: tuple[str, ...]
    passages: tuple[str, ...]
    first: str
    holders: Mapping[str, tuple[int, ...]]


def passages_of(texts: Texts) -> Passages:
    """The passages of these fields."""
    fields = tuple(name for name, passages in texts.items() for _ in passages)
    flat = tuple(passage for passages in texts.values() for passage in passages)
    holders: dict[str, list[int]] = {}
    for place, passage in enumerate(flat):
        for term in passage_term_set(passage):
            holders.setdefault(term, []).append(place)
    first = next(
        (passage for name, passage in zip(fields, flat, strict=True) if name not in NOT_READ), ""
    )
    return Passages(fields, flat, first, {term: tuple(places) for term, places in holders.items()})
