"""The query language: what was typed -> a plain query tree and filters, always, whatever was typed.

    yoga sleep          both words                   "lumbar support"    the words in this order
    heat OR cold        either                       -surgery            not this
    acupunct*           words that begin so          stage:chronic       a filter; also certainty:>=low, -stage:acute
    synonym:flexeril    entries known by the word

Bad syntax is read as words. The same nodes serve twice: with the words as typed here, with analysed terms behind.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from search.engines.query_tree import (
    Joined,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Synonym,
    Term,
)
from search.query.filter_values import Facet
from search.text.tokenizer import words

CHARACTERS = 500  # longer than any question a reader types; keeps the time of a query bounded
WORDS = 32


@dataclass(frozen=True)
class Query:
    """What was typed, understood: the parts that must all match, chosen values by facet, and sentences on what was changed."""

    parts: tuple[Node, ...]
    filters: Mapping[str, frozenset[str]]
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Filter:
    facet: str
    values: frozenset[str]
    kind: str  # "is", "range" or "not"


ITEM = re.compile(
    r"""(?P<filter>-?[a-z]+:(?:[<>]=)?(?:"[^"]*"|[^\s"]+))(?=\s|$)
      | (?P<phrase>-?"[^"]*")
      | (?P<word>[^\s"]+)""",
    re.VERBOSE | re.IGNORECASE,
)
PREFIX = re.compile(r"\w\w[\w'\u2019]*\*")
SYNONYM = re.compile(
    r"synonym:(?=.)", re.IGNORECASE
)  # not a filter of findings but words in one place
FILTER = re.compile(
    r"(?P<no>-?)(?P<facet>[a-z]+):(?P<sign>[<>]=)?(?P<value>.+)", re.IGNORECASE | re.DOTALL
)


def parse(text: str, facets: Mapping[str, Facet]) -> Query:
    """Read what was typed; never raises. `facets` says what can be filtered by and how its values may be written."""
    parsing = _Parsing(facets)
    if len(text) > CHARACTERS:
        parsing.changed.append(f"Only the first {CHARACTERS} characters were read.")
    for match in ITEM.finditer(text[:CHARACTERS]):
        parsing.take(match)
    return Query(
        _join(parsing.parts),
        _chosen(parsing.filters, facets),
        tuple(dict.fromkeys(parsing.changed)),
    )


def unfiltered(text: str, facets: Mapping[str, Facet]) -> tuple[str, ...]:
    """The items of what was typed that are no filters."""
    items = ((match.group(), match["filter"]) for match in ITEM.finditer(text[:CHARACTERS]))
    return tuple(item for item, filter in items if not (filter and _filter(item, facets)))


@dataclass
class _Parsing:
    """A query while it is parsed; None among the parts stands for OR."""

    facets: Mapping[str, Facet]
    left: int = WORDS
    parts: list[Node | None] = field(default_factory=list)
    filters: list[_Filter] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def take(self, match: re.Match[str]) -> None:
        """Read one item."""
        item = match.group()
        read = _filter(item, self.facets) if match["filter"] else None
        if item == "OR":
            self.parts.append(None)
        elif read is not None:
            self.filters.extend([read] if self._fitting((item,)) else [])
        else:
            if match["filter"] and item.lstrip("-").partition(":")[0].lower() in self.facets:
                self.changed.append(
                    f"\u201c{item}\u201d was read as words: there is no such filter value."
                )
            self.parts.extend(_nodes(item, self._fitting(words(SYNONYM.sub("", item, count=1)))))

    def _fitting(self, spelt: tuple[str, ...]) -> tuple[str, ...]:
        """As many of the words as may still be read."""
        fitting = spelt[: self.left]
        if len(fitting) < len(spelt):
            self.changed.append(f"Only the first {WORDS} words were read.")
        self.left -= len(fitting)
        return fitting


def _nodes(item: str, spelt: tuple[str, ...]) -> list[Node]:
    """The nodes of one item that is no filter; `spelt` are its words."""
    if not spelt:
        return []
    bare = item.lstrip("-")
    denied = item != bare
    if SYNONYM.match(bare):
        nodes: list[Node] = [Synonym(spelt)]
    elif len(spelt) == 1 and PREFIX.fullmatch(bare):
        nodes = [Prefix(spelt[0])]
    elif len(spelt) > 1 and (denied or bare.startswith('"')):
        nodes = [Phrase(spelt)]
    elif len(spelt) > 1 and "-" in bare.strip("-"):
        nodes = [Joined(spelt)]
    else:
        nodes = [Term(word) for word in spelt]
    return [Not(nodes[0])] if denied else nodes


def _filter(item: str, facets: Mapping[str, Facet]) -> _Filter | None:
    """A filter whose facet and values are known, or None."""
    match = FILTER.fullmatch(item)
    if match is None or match["facet"].lower() not in facets:
        return None
    name = match["facet"].lower()
    facet = facets[name]
    typed = match["value"].strip('"').split(",")
    found = [facet.values(value) for value in typed]
    known = [value for values in found for value in values]
    if not all(found):
        return None
    kind = "not" if match["no"] else "is"
    if match["sign"]:
        if len(known) != 1 or known[0] not in facet.order:
            return None
        place = facet.order.index(known[0])
        known = list(facet.order[place:] if match["sign"] == ">=" else facet.order[: place + 1])
        kind = "not" if match["no"] else "range"
    return _Filter(name, frozenset(known), kind)


def _chosen(filters: Sequence[_Filter], facets: Mapping[str, Facet]) -> dict[str, frozenset[str]]:
    """Values by facet: named ones add up, ranges cut, `-` takes away."""
    chosen: dict[str, frozenset[str]] = {}
    for name in dict.fromkeys(one.facet for one in filters):
        mine = [one for one in filters if one.facet == name]
        named = [one.values for one in mine if one.kind == "is"]
        values = frozenset().union(*named) if named else frozenset(facets[name].written.values())
        for one in mine:
            if one.kind == "range":
                values &= one.values
            elif one.kind == "not":
                values -= one.values
        chosen[name] = values
    return chosen


def _join(parts: Sequence[Node | None]) -> tuple[Node, ...]:
    """OR binds its two neighbours; an OR without two neighbours to bind says nothing."""
    joined: list[Node] = []
    binding = False
    for part in parts:
        if part is None:
            binding = bool(joined) and not isinstance(joined[-1], Not)
        elif binding and not isinstance(part, Not):
            before = joined.pop()
            joined.append(Or((*(before.parts if isinstance(before, Or) else (before,)), part)))
            binding = False
        else:
            joined.append(part)
            binding = False
    return tuple(joined)
