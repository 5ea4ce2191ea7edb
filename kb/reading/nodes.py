"""Nodes: a file's text as nested values with their locations and unreadable parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A value as typed; `plain` means without quotes."""

    text: str
    line: int
    column: int
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Items:
    """A list; items keep their index in the file and are None if unreadable."""

    items: tuple[tuple[int, "Node | None"], ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys with values; a value is None if unreadable."""

    keys: Mapping[str, Text] = field(default_factory=dict)
    values: Mapping[str, "Node | None"] = field(default_factory=dict)
    line: int = 1
    column: int = 1


Node = Text | Items | Fields


@dataclass(frozen=True, slots=True)
class Place:
    """The location of a path: the path as editors see it, with line and column from 1."""

    field: str
    line: int
    column: int


def written(path: Path) -> str:
    """A path as editors see it: `findings[0].effect.low`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).removeprefix(".")


def plain(node: Node) -> object:
    """The node as plain lists, dicts and text, without unreadable parts."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for _, item in node.items if item is not None]
    return {key: plain(value) for key, value in node.values.items() if value is not None}


def readable(node: Node) -> Node:
    """The node without unreadable parts, so that its indices match those of `plain`."""
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
    """The location of the value at `path`, or of its key or, if it's missing, of the nearest thing
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
    """One step down: the key, the step with the file's index, and the value."""
    if isinstance(node, Fields) and isinstance(step, str):
        return node.keys.get(step), step, node.values.get(step)
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return None, *node.items[step]
    return None, step, None


def find(node: Node | None, path: Path) -> Node | None:
    """The node at a path, or None."""
    for step in path:
        node = _into(node, step)[2]
    return node


def ids(node: Node | None) -> Iterator[str]:
    """Every `id` at any depth: the targets of references with `#`."""
    if isinstance(node, Items):
        for _, item in node.items:
            yield from ids(item)
    elif isinstance(node, Fields):
        own = node.values.get("id")
        if isinstance(own, Text):
            yield own.text
        for value in node.values.values():
            yield from ids(value)
