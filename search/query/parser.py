"""The query language: what was typed becomes a plain query tree and filters, always.

    yoga sleep          both words               "side effects"      the words in this order
    heat OR cold        either                   -surgery            not this
    needl*              words that begin so      synonym:needles     entries known by the word
    kind:condition      a filter; also certainty:>=low, -kind:source

Bad syntax is read as words. The tree holds words as typed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from search.engines.query_tree import Joined, Node, Not, Or, Phrase, Prefix, Synonym, Term
from search.query.filter_values import FilterValues
from search.query.query_changes import Change, CharactersDropped, UnknownValue, WordsDropped
from search.text.tokenizer import words

CHARACTERS = 500  # longer than any question a reader types; keeps the time of a query bounded
WORDS = 32

# Quotation marks of every kind, as the one that opens and closes a phrase.
QUOTES = re.compile(
    "[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u301d\u301e\u300c\u300d\u300e\u300f\uff02]"
)
# Single ones only around words: inside of them they are apostrophes.
SINGLE = re.compile(
    r"(?<!\w)['\u2018\u201a\u201b\u2039](?=\w)([^'\u2018\u2019\u2039\u203a]*\w)['\u2019\u2018\u203a](?!\w)"
)
# A minus of any kind: in front of a digit it belongs to the number, of a letter it excludes.
MINUS = re.compile(r"(?<!\S)[\u2212\u2010-\u2015\ufe63\uff0d](?=\S)")
NUMBER = re.compile(r"(?<!\S)-+(?=[.,]?\d)")
ITEM = re.compile(
    r"""(?P<filter>-?[a-z]+:(?:[<>]=)?(?:"[^"]*"|[^\s"]+))(?=\s|$)
      | (?P<phrase>-?"[^"]*")
      | (?P<word>[^\s"]+)""",
    re.VERBOSE | re.IGNORECASE,
)
AND_OTHERS = re.compile(r"\bet al\b\.?", re.IGNORECASE)  # after the first author
PREFIX = re.compile(r"\w\w[\w'\u2019]*\*")
SYNONYM = re.compile(r"synonym:(?=.)", re.IGNORECASE)  # words in one field, not a filter
FILTER = re.compile(
    r"(?P<no>-?)(?P<facet>[a-z]+):(?P<sign>[<>]=)?(?P<value>.+)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class Query:
    """A parsed query: the parts that must all match, the required values by facet, and changes."""

    parts: tuple[Node, ...]
    filters: Mapping[str, frozenset[str]]
    changes: tuple[Change, ...] = ()


def parse(text: str, facets: Mapping[str, FilterValues]) -> Query:
    """Parse a query. Never raises. `facets` are the filters with their values."""
    parser = _Parser(facets)
    if len(text) > CHARACTERS:
        parser.changes.append(CharactersDropped(CHARACTERS))
    parser.read_all(plain_marks(AND_OTHERS.sub(" ", text[:CHARACTERS])))
    return Query(
        _joined_by_or(parser.parts),
        _combined(parser.filters, facets),
        tuple(dict.fromkeys(parser.changes)),
    )


def plain_marks(text: str) -> str:
    """The text with uniform quotation marks and minus signs, and no minus sign in front of
    numbers.
    """
    if text.isascii() and "'" not in text and "-" not in text:
        return text
    quoted = SINGLE.sub(r'"\1"', QUOTES.sub('"', text))
    return NUMBER.sub("", MINUS.sub("-", quoted))


def without_filters(text: str, facets: Mapping[str, FilterValues]) -> str:
    """The query without its filters."""
    items = ((match.group(), match["filter"]) for match in ITEM.finditer(text[:CHARACTERS]))
    return " ".join(item for item, is_filter in items if not (is_filter and _filter(item, facets)))


@dataclass(frozen=True)
class _Filter:
    facet: str
    values: frozenset[str]
    kind: Literal["is", "range", "not"]


@dataclass
class _Parser:
    """A query being parsed; None among the parts means OR."""

    facets: Mapping[str, FilterValues]
    words_left: int = WORDS
    parts: list[Node | None] = field(default_factory=list)
    filters: list[_Filter] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def read_all(self, text: str) -> None:
        """Read all items; most texts are only words, which needn't be matched one by one."""
        if text.isascii() and text.replace(" ", "").isalnum():
            for run in text.split() if "OR" in text else (text,):
                self.parts.extend((None,) if run == "OR" else map(Term, self._fitting(words(run))))
            return
        for match in ITEM.finditer(text):
            self.read(match)

    def read(self, match: re.Match[str]) -> None:
        """Read one item."""
        item = match.group()
        filter = _filter(item, self.facets) if match["filter"] else None
        if item == "OR":
            self.parts.append(None)
        elif filter is not None:
            self.filters.extend([filter] if self._fitting((item,)) else [])
        else:
            if match["filter"] and item.lstrip("-").partition(":")[0].lower() in self.facets:
                self.changes.append(UnknownValue(item))
            self.parts.extend(_nodes(item, self._fitting(words(SYNONYM.sub("", item, count=1)))))

    def _fitting(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """The words up to the limit."""
        fitting = typed[: self.words_left]
        if len(fitting) < len(typed):
            self.changes.append(WordsDropped(WORDS))
        self.words_left -= len(fitting)
        return fitting


def _nodes(item: str, typed: tuple[str, ...]) -> list[Node]:
    """The nodes of one item that isn't a filter; `typed` are its words."""
    if not typed:
        return []
    bare = item.lstrip("-")
    negated = item != bare
    if SYNONYM.match(bare):
        nodes: list[Node] = [Synonym(typed)]
    elif len(typed) == 1 and PREFIX.fullmatch(bare):
        nodes = [Prefix(typed[0])]
    elif len(typed) > 1 and (negated or bare.startswith('"')):
        nodes = [Phrase(typed)]
    elif len(typed) > 1 and "-" in bare.strip("-"):
        nodes = [Joined(typed)]
    else:
        nodes = [Term(word) for word in typed]
    return [Not(nodes[0])] if negated else nodes


def _filter(item: str, facets: Mapping[str, FilterValues]) -> _Filter | None:
    """A filter with a known facet and known values, or None."""
    match = FILTER.fullmatch(item)
    if match is None or match["facet"].lower() not in facets:
        return None
    name = match["facet"].lower()
    found = [facets[name].find(value) for value in match["value"].strip('"').split(",")]
    if not all(found):
        return None
    values = [value for some in found for value in some]
    kind: Literal["is", "range", "not"] = "not" if match["no"] else "is"
    if match["sign"]:
        order = facets[name].order
        if len(values) != 1 or values[0] not in order:
            return None
        place = order.index(values[0])
        values = list(order[place:] if match["sign"] == ">=" else order[: place + 1])
        kind = "not" if match["no"] else "range"
    return _Filter(name, frozenset(values), kind)


def _combined(
    filters: Sequence[_Filter], facets: Mapping[str, FilterValues]
) -> dict[str, frozenset[str]]:
    """Values by facet: named values add up, a range limits them, `-` removes some."""
    combined: dict[str, frozenset[str]] = {}
    for name in dict.fromkeys(one.facet for one in filters):
        of_facet = [one for one in filters if one.facet == name]
        named = [one.values for one in of_facet if one.kind == "is"]
        values = frozenset().union(*named) if named else frozenset(facets[name].written.values())
        for one in of_facet:
            if one.kind == "range":
                values &= one.values
            elif one.kind == "not":
                values -= one.values
        combined[name] = values
    return combined


def _joined_by_or(parts: Sequence[Node | None]) -> tuple[Node, ...]:
    """OR joins the parts before and after it; it's ignored if either is missing."""
    joined: list[Node] = []
    joining = False
    for part in parts:
        if part is None:
            joining = bool(joined) and not isinstance(joined[-1], Not)
        elif joining and not isinstance(part, Not):
            before = joined.pop()
            joined.append(Or((*(before.parts if isinstance(before, Or) else (before,)), part)))
            joining = False
        else:
            joined.append(part)
            joining = False
    return tuple(joined)
