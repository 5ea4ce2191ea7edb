"""Nodes: a file's text as nested values that still know where they are and what could not be read
of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A value as it was typed; `plain` means without quotes."""

    text: str
    line: int
    column: int
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item keeps the number it has in the file, and is None where it could not be
    read.
    """

    items: tuple[tuple[int, "Node | None"], ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys with values; a value is None where it could not be read."""

    keys: Mapping[str, Text] = field(default_factory=dict)
    values: Mapping[str, "Node | None"] = field(default_factory=dict)
    line: int = 1
    column: int = 1


Node = Text | Items | Fields


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: the path as editors read it, with line and column from 1."""

    field: str
    line: int
    column: int


def written(path: Path) -> str:
    """A path as editors read it: `findings[0].effect.low`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).removeprefix(".")


def plain(node: Node) -> object:
    """The node as plain lists, dicts and text, without what could not be read."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for _, item in node.items if item is not None]
    return {key: plain(value) for key, value in node.values.items() if value is not None}


def readable(node: Node) -> Node:
    """The node without what could not be read, so that its lists count as those of `plain` do."""
    if isinstance(node, Items):
        return Items(
            tuple((number, readable(item)) for number, item in node.items if item is not None),
            node.line,
            node.column,
        )
    if isinstance(node, Fields):
        return Fields(
            node.keys,
            {key: readable(v) for key, v in node.values.items() if v is not None},
            node.line,
            node.column,
        )
    return node


def place(node: Node | None, path: Path, at_key: bool = False) -> Place:
    """Where the value of `path` is, or its key, or, where it is missing, the nearest thing
    around it.
    """
    real: list[str | int] = []
    line, column = (node.line, node.column) if node else (1, 1)
    for position, step in enumerate(path):
        key, number, node = _into(node, step)
        real.append(number)
        node_or_key = (
            key if key and (node is None or (at_key and position == len(path) - 1)) else node
        )
        if node_or_key:
            line, column = node_or_key.line, node_or_key.column
    return Place(written(tuple(real)), line, column)


def _into(node: Node | None, step: str | int) -> tuple[Text | None, str | int, Node | None]:
    """One step down: the key that is there, the step as the file counts it, and the value."""
    if isinstance(node, Fields) and isinstance(step, str):
        return node.keys.get(step), step, node.values.get(step)
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return None, *node.items[step]
    return None, step, None


def find(node: Node | None, path: Path) -> Node | None:
    """The node a path leads to, or None."""
    for step in path:
        node = _into(node, step)[2]
    return node


def ids(node: Node | None) -> Iterator[str]:
    """Every `id` written anywhere below: what a reference with `#` may point at."""
    if isinstance(node, Items):
        for _, item in node.items:
            yield from ids(item)
    elif isinstance(node, Fields):
        own = node.values.get("id")
        if isinstance(own, Text):
            yield own.text
        for value in node.values.values():
            yield from ids(value)
