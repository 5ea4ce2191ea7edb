"""A file of a collection as read: its content, where each value is, and its problems."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kb.model.problems import Problem
from kb.model.schema import Model
from kb.reading.nodes import Fields, Items, Node, Text

if TYPE_CHECKING:  # a file that is kept needs none of what reads
    from kb.reading.field_checks import Draft
    from kb.reading.shape import Naming

MOST_PROBLEMS = 100  # of one file: more help nobody, and a hostile file must not fill the report


@dataclass(frozen=True)
class Part:
    """A part of a file: the one entry, or each word of a list; `within` is its position in the
    list.

    If it isn't `whole`, the entry has only its valid fields, or is None.
    """

    make: Callable[[], Model | None]
    whole: bool
    within: str

    @classmethod
    def of(cls, entry: Model | None, whole: bool = True, within: str = "") -> "Part":
        """A part whose entry is already built."""
        return cls(lambda: entry, whole, within)

    @cached_property
    def entry(self) -> Model | None:
        """The entry, built on first use."""
        return self.make()


@dataclass(frozen=True)
class Parsed:
    """The nodes of a file: only needed to locate problems."""

    root: Node | None = None
    drafts: "tuple[Draft, ...]" = ()
    namings: "tuple[Naming, ...]" = ()


@dataclass(frozen=True)
class File:
    """One file: an entry or the collection is one part, a vocabulary list one part per word.

    `readable` is whether it has fields or, for a list, items; `ids` are those written in it, in
    order; `mentions` all ids it may refer to, in any field, and `kinds` the kinds it refers to.
    """

    path: str
    kind: str
    id: str
    digest: bytes
    problems: tuple[Problem, ...] = ()
    readable: bool = False
    ids: tuple[str, ...] = ()
    mentions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    parse: Callable[[], Parsed] = field(default=Parsed, repr=False, compare=False)

    @cached_property
    def _parsed(self) -> Parsed:
        return self.parse()

    @property
    def root(self) -> Node | None:
        """The file's nodes."""
        return self._parsed.root

    @property
    def drafts(self) -> "tuple[Draft, ...]":
        """Its parts with their nodes."""
        return self._parsed.drafts

    @property
    def namings(self) -> "tuple[Naming, ...]":
        """Its references with their locations."""
        return self._parsed.namings


def with_part(problem: Problem, root: Node | None) -> Problem:
    """The problem with the editors' name for its list item."""
    name = part_name(problem.field, root)
    return replace(problem, part=name) if name else problem


def part_name(field: str, root: Node | None) -> str:
    """The editors' name for a list item, counted from 1 and with its id: `finding 1
    (able-2020--1)`; empty if the field is in none.
    """
    found = re.match(r"([\w-]+)\[(\d+)\]", field)
    items = root.values.get(found[1]) if found and isinstance(root, Fields) else None
    if not found or not isinstance(items, Items):
        return ""
    number = int(found[2])
    id = next((id_of(item) for at, item in items.items if at == number), None)
    name = f"{found[1].removesuffix('s').replace('-', ' ')} {number + 1}"
    return f"{name} ({id})" if id else name


def id_of(node: Node | None) -> str | None:
    """The id written in a vocabulary word, whatever else is wrong with it."""
    own = node.values.get("id") if isinstance(node, Fields) else None
    return own.text if isinstance(own, Text) else None
