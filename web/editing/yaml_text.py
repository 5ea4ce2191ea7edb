"""Plain values as the YAML an editor would type: quotes where they are needed, prose folded."""

import re
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Union

from kb.reading.decoding import UNWANTED

Plain = Union[str, list["Plain"], dict[str, "Plain"]]  # noqa: UP007 - a name within itself

WIDTH = 110  # columns, as in the files that come with the program
SPECIAL = re.compile(r"""[-?:](\s|$)|[,\[\]{}#&*!|>'"%@`]|---|\.\.\.""")
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
SHORT_LIST = 90  # columns a list of short words may take in brackets


def printable(text: str) -> str:
    """A text as typed or copied, with a space for each character that no file may have."""
    return UNWANTED.sub(" ", text)


def one_line(value: Plain) -> Plain:
    """The value as it is compared: runs of white space are one space."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", " ".join(value.split()))
    if isinstance(value, Mapping):
        return {name: one_line(inner) for name, inner in value.items()}
    return [one_line(item) for item in value]


def quoted(text: str, style: str = "", *, flow: bool = False) -> str:
    """A text on one line, in quotes where it had some or needs them."""
    text = " ".join(text.split())
    if style == '"' and "\\" not in text and '"' not in text:
        return f'"{text}"'
    if style in ("'", '"') or needs_quotes(text, flow=flow):
        return "'" + text.replace("'", "''") + "'"
    return text


def needs_quotes(text: str, *, flow: bool = False) -> bool:
    """Whether a text would be read as something else without quotes."""
    if text in NOTHING or SPECIAL.match(text):
        return True
    if ": " in text or " #" in text or text.endswith(":"):
        return True
    return flow and re.search(r"[,\[\]{}]|:$", text) is not None


def rendered(value: Plain, indent: int, around: str = "") -> str:
    """A group of fields or a list as lines; lists in it are indented as in the text `around`."""
    pad = " " * indent
    if isinstance(value, Mapping):
        return "".join(_field(name, inner, indent, around) for name, inner in value.items())
    lines = []
    for item in value:
        if isinstance(item, Mapping) and item and not _is_short(item):
            lines.append(f"{pad}- " + rendered(item, indent + 2, around)[indent + 2 :])
        elif isinstance(item, str) and len(item) + indent + 2 > WIDTH:
            lines.append(f"{pad}- >-\n" + folded(item, indent + 2, ()))
        elif isinstance(item, str):
            lines.append(f"{pad}- {quoted(item)}\n")
        else:
            lines.append(f"{pad}- {rendered_flow(item, indent + 2)}\n")
    return "".join(lines)


def rendered_flow(value: Plain, column: int) -> str:
    """A value in brackets, on as few lines as fit."""
    text = _in_brackets(value)
    if column + len(text) <= WIDTH or isinstance(value, str):
        return text
    open, close = ("{", "}") if isinstance(value, Mapping) else ("[", "]")
    pieces = _pieces(value)
    lines, line = [], ""
    for number, piece in enumerate(pieces):
        piece += "," if number + 1 < len(pieces) else ""
        if line and column + 1 + len(line) + 1 + len(piece) > WIDTH:
            lines.append(line)
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    return open + ("\n" + " " * (column + 1)).join([*lines, line]) + close


def folded(text: str, indent: int, old: Sequence[str]) -> str:
    """Prose as lines of a folded text; lines of `old` whose words stay are left as they are."""
    words = text.split()
    before = [line.split() for line in old]
    if not all(before):
        before = []
    head: list[list[str]] = []
    while before and words[: len(before[0])] == before[0]:
        words = words[len(before[0]) :]
        head.append(before.pop(0))
    tail: list[list[str]] = []
    while before and len(before[-1]) <= len(words) and words[-len(before[-1]) :] == before[-1]:
        words = words[: -len(before[-1])]
        tail.insert(0, before.pop())
    width = max(WIDTH, *(len(line) for line in old), 0) - indent if old else WIDTH - indent
    middle = textwrap.wrap(
        " ".join(words), max(width, 20), break_long_words=False, break_on_hyphens=False
    )
    lines = [*(" ".join(line) for line in head), *middle, *(" ".join(line) for line in tail)]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _field(name: str, value: Plain, indent: int, around: str) -> str:
    pad = " " * indent
    if isinstance(value, str):
        if len(value) + len(name) + 2 + indent > WIDTH:
            return f"{pad}{name}: >-\n" + folded(value, indent + 2, ())
        return f"{pad}{name}: {quoted(value)}\n"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        text = _in_brackets(value)
        if len(text) + len(name) + indent <= SHORT_LIST:
            return f"{pad}{name}: {text}\n"
    if isinstance(value, Mapping) and _is_short(value):
        return f"{pad}{name}: {_in_brackets(value)}\n"
    deeper = indent + 2 if isinstance(value, Mapping) else indent + _list_indent(around)
    return f"{pad}{name}:\n" + rendered(value, deeper, around)


def _is_short(value: Mapping[str, Plain]) -> bool:
    """Whether fields go on one line, in braces: few, and each a word or a number."""
    short = all(isinstance(inner, str) and len(inner) <= 40 for inner in value.values())
    return short and len(value) <= 2 and "id" not in value


def _list_indent(around: str) -> int:
    """How far lists are indented in a text under their fields: usually two, in some files not."""
    found = re.search(r"(?m)^( *)[\w-]+:\n\1( *)- ", around)
    return len(found[2]) if found else 2


def _in_brackets(value: Plain) -> str:
    if isinstance(value, str):
        return quoted(value, flow=True)
    open, close = ("{", "}") if isinstance(value, Mapping) else ("[", "]")
    return open + ", ".join(_pieces(value)) + close


def _pieces(value: Plain) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{name}: {_in_brackets(inner)}" for name, inner in value.items()]
    return [_in_brackets(item) for item in value] if isinstance(value, list) else [value]
