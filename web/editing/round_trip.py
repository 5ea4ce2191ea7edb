"""A YAML text rewritten so that it says something else, and only where it must.

Every value that changed is replaced in place, and fields and items are taken out and put in as
whole lines, so that comments, quotes, indents and line breaks of all else stay as they were typed.
The only module that knows ruamel.yaml.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from web.editing import editing_wording as wording
from web.editing.alignment import aligned
from web.editing.yaml_text import NOTHING, Plain, folded, one_line, quoted, rendered, rendered_flow


class Unwritable(ValueError):
    """The text can't be rewritten field by field; it has to be edited as text."""


@dataclass(frozen=True)
class Edit:
    """What comes in place of a piece of the text."""

    start: int
    end: int
    text: str


def rewritten(text: str, wanted: dict[str, Plain] | list[Plain]) -> str:
    """The text as it must be to say what it should; unchanged if it already does.

    A new field goes behind the one before it in `wanted`. Raises `Unwritable`.
    """
    text = text if text.endswith("\n") or not text else text + "\n"
    root = _composed(text)
    if root is None:
        return text + rendered(wanted, 0, text)
    if not isinstance(root, SequenceNode if isinstance(wanted, list) else MappingNode):
        raise Unwritable(wording.NO_ENTRY)
    edits = _Rewriter(text).value(root, wanted)
    return _applied(text, sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _composed(text: str) -> Node | None:
    try:
        composed: Node | None = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise Unwritable(wording.NOT_YAML) from error
    if composed is not None and _repeats(composed):
        raise Unwritable(wording.ALIAS)
    return composed


def _repeats(root: Node) -> bool:
    """Whether a node is in two places: written out, a few such lines may fill all memory."""
    seen: set[int] = set()
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if isinstance(node, MappingNode):
            waiting += [one for pair in node.value for one in pair]
        elif isinstance(node, SequenceNode):
            waiting += node.value
    return False


def _applied(text: str, edits: Sequence[Edit]) -> str:
    pieces, at = [], 0
    for edit in edits:
        if edit.start < at:
            raise Unwritable(wording.SAME_LINES)
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def said(node: Node) -> Plain:
    """A node as plain lists, dicts and text."""
    if isinstance(node, MappingNode):
        return {key.value: said(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [said(item) for item in node.value]
    return str(node.value)


def _is_nothing(node: Node) -> bool:
    """Whether a field was left open."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NOTHING


def _same(node: Node, wanted: Plain) -> bool:
    return one_line(said(node)) == one_line(wanted)


class _Rewriter:
    """Finds the edits of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def mapping(self, node: MappingNode, wanted: Mapping[str, Plain]) -> Iterator[Edit]:
        """The edits that make a group of fields say what it should."""
        there = {key.value: (key, value) for key, value in node.value}
        if node.flow_style and set(there) != set(wanted):
            yield self._flow(node, {**{k: wanted[k] for k in there if k in wanted}, **wanted})
            return
        pairs = [pair for pair in node.value if pair[0].value in wanted or _is_nothing(pair[1])]
        if len(there) != len(node.value) or not pairs:
            raise Unwritable(wording.TWICE_OR_NONE)
        for position, (key, value) in enumerate(node.value):
            if key.value in wanted:
                yield from self.value(value, wanted[key.value], key)
            elif not _is_nothing(value):  # an open field says nothing, and stays open
                yield self._without_field(node, position)
        yield from self._with_fields(node, wanted, pairs)

    def value(self, node: Node, wanted: Plain, key: Node | None = None) -> Iterator[Edit]:
        """The edits that make a value say what it should."""
        if _same(node, wanted):
            return
        if isinstance(node, MappingNode) and isinstance(wanted, dict) and wanted:
            yield from self.mapping(node, wanted)
        elif isinstance(node, SequenceNode) and isinstance(wanted, list) and wanted:
            yield from self.items(node, wanted)
        elif isinstance(node, ScalarNode) and isinstance(wanted, str):
            yield self._scalar(node, wanted, key)
        else:
            yield self._replaced(node, wanted, key)

    def items(self, node: SequenceNode, wanted: list[Plain]) -> Iterator[Edit]:
        """The edits that make a list say what it should."""
        pairs = aligned([said(item) for item in node.value], wanted)
        kept = [old for old, new in pairs if old is not None and new is not None]
        moved = kept != sorted(kept)
        if node.flow_style and (moved or any(None in pair for pair in pairs)):
            yield self._flow(node, wanted)
            return
        if moved:
            yield from self._rearranged(node, wanted)
            return
        yield from self._items(node, wanted, pairs)

    def _items(
        self,
        node: SequenceNode,
        wanted: list[Plain],
        pairs: Sequence[tuple[int | None, int | None]],
    ) -> Iterator[Edit]:
        dash = node.start_mark.column
        at = self.starts[node.value[0].start_mark.line]
        for old, new in pairs:
            if old is not None:
                first, last = node.value[old].start_mark.line, self._last_line(node.value[old])
                at = self.starts[last + 1]
                if new is None:
                    yield Edit(self.starts[first], at, "")
                else:
                    yield from self.value(node.value[old], wanted[new])
            elif new is not None:
                yield Edit(at, at, rendered([wanted[new]], dash, self.text))

    def _rearranged(self, node: SequenceNode, wanted: list[Plain]) -> Iterator[Edit]:
        """All items rewritten, as a new order needs."""
        first, last = node.value[0].start_mark.line, self._last_line(node)
        new = rendered(wanted, node.start_mark.column, self.text)
        yield Edit(self.starts[first], self.starts[last + 1], new)

    def _without_field(self, node: MappingNode, position: int) -> Edit:
        key, value = node.value[position]
        start = key.start_mark
        if self._begins_line(key):
            end = self.starts[self._last_line(value) + 1]
            return Edit(self.starts[start.line], end, "")
        following = node.value[position + 1][0].start_mark if node.value[position + 1 :] else None
        if following is None:
            raise Unwritable(wording.EMPTY_ITEM)
        return Edit(start.index, following.index, "")

    def _with_fields(
        self, node: MappingNode, wanted: Mapping[str, Plain], pairs: Sequence[tuple[Node, Node]]
    ) -> Iterator[Edit]:
        """New fields, each behind the one that comes before it."""
        there = {key.value: (key, value) for key, value in pairs}
        indent = node.value[0][0].start_mark.column
        before: tuple[Node, Node] | None = None
        for name, value in wanted.items():
            if name in there:
                before = there[name]
                continue
            new = rendered({name: value}, indent, self.text)
            if before:
                at = self.starts[self._last_line(before[1]) + 1]
                yield Edit(at, at, new)
            else:
                at = pairs[0][0].start_mark.index
                yield Edit(at, at, new.lstrip(" ") + " " * indent)

    def _scalar(self, node: ScalarNode, wanted: str, key: Node | None) -> Edit:
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):
            last = self._last_line(node)
            old = self.lines[node.start_mark.line + 1 : last + 1]
            indent = next((_indent(line) for line in old if line.strip()), 2)
            head = self.text[start : self.starts[node.start_mark.line + 1]]
            new = head + folded(wanted, indent, old)
            return Edit(start, self.starts[last + 1], new)
        if start == end or "\n" in self.text[start:end] or not self._fits(node, wanted):
            return self._replaced(node, wanted, key)
        return Edit(start, end, quoted(wanted, node.style or "", flow=self._in_flow(node)))

    def _fits(self, node: ScalarNode, wanted: str) -> bool:
        was = len(self.lines[node.start_mark.line])
        grown = node.start_mark.column + len(wanted)
        return self._in_flow(node) or grown <= max(was, 110)

    def _in_flow(self, node: ScalarNode) -> bool:
        """Whether a value is within brackets, which no break of a line may part from its comma."""
        rest = self.text[node.end_mark.index : self.starts[node.end_mark.line + 1]]
        return rest.lstrip()[:1] in (",", "]", "}")

    def _flow(self, node: Node, wanted: Plain) -> Edit:
        new = rendered_flow(wanted, node.start_mark.column)
        return Edit(node.start_mark.index, node.end_mark.index, new)

    def _replaced(self, node: Node, wanted: Plain, key: Node | None) -> Edit:
        """The whole field or item, rewritten."""
        if key is None or (isinstance(node, ScalarNode) and self._in_flow(node)):
            end = self._end(node)
            flow = rendered_flow(wanted, node.start_mark.column)
            return Edit(node.start_mark.index, end, flow)
        name, indent = str(key.value), key.start_mark.column
        new = rendered({name: wanted}, indent, self.text).lstrip(" ")
        return Edit(key.start_mark.index, self.starts[self._last_line(node) + 1], new)

    def _end(self, node: Node) -> int:
        last = self._last_line(node)
        return min(int(node.end_mark.index), self.starts[last] + len(self.lines[last]))

    def _begins_line(self, key: Node) -> bool:
        mark = key.start_mark
        return not self.lines[mark.line][: mark.column].strip()

    def _last_line(self, node: Node) -> int:
        """The last line of a value; comments and empty lines behind it are not part of it."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._last_line(last[1] if isinstance(last, tuple) else last)
        first, end = int(node.start_mark.line), int(node.end_mark.line)
        if node.start_mark.index == node.end_mark.index:
            return self._line_before(first, node.start_mark.column)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return self._last_of_block(first, end)
        return max(first, end if node.end_mark.column else end - 1)

    def _line_before(self, line: int, column: int) -> int:
        """The line of an open field, whose nothing is where the next thing begins."""
        before = self.lines[line][:column] if line < len(self.lines) else ""
        while line and not before.split("#")[0].strip():
            line -= 1
            before = self.lines[line]
        return line

    def _last_of_block(self, first: int, end: int) -> int:
        lines = range(first + 1, min(end + 1, len(self.lines)))
        written = [number for number in lines if self.lines[number].strip()]
        if not written:
            return first
        indent = _indent(self.lines[written[0]])
        text = takewhile(lambda number: _indent(self.lines[number]) >= indent, written)
        return max(text)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
