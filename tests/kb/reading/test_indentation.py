"""Every field and item of the shipped files, moved in or out: a problem or the same data."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.authoring.new_files import files_of
from kb.reading.file_reading import read_file
from kb.reading.files import File
from kb.reading.nodes import plain
from kb.reading.yaml_reader import read_yaml

BLOCK = re.compile(r"[^\s#-]|( {0,2})- ")  # the first line of a field of the entry, or of an item
FIELD_OR_ITEM = re.compile(r" *(- |[\w-]+:(\s|$))")
SHIFTS = (1, 2, 4, -1, -2)


@dataclass(frozen=True)
class Fragment:
    """A part of a file that can be read alone: a block with its neighbours, and whose it is.

    An indentation slip reaches no further than the text before it and the lines after it.
    """

    file: File
    lines: tuple[str, ...]
    first: int
    last: int

    def mutations(self) -> Iterator[str]:
        """Each field and item of the block moved by each shift: alone, and with what is below
        it.
        """
        for number in range(self.first, self.last):
            if FIELD_OR_ITEM.match(self.lines[number]):
                for shift in SHIFTS:
                    for end in {number + 1, self._end_of_part(number)}:
                        moved = [_moved(line, shift) for line in self.lines[number:end]]
                        if None not in moved:
                            lines = [*self.lines[:number], *map(str, moved), *self.lines[end:]]
                            yield "\n".join(lines) + "\n"

    def _end_of_part(self, number: int) -> int:
        indent = _indent(self.lines[number])
        below = range(number + 1, len(self.lines))
        return next((n for n in below if _indent(self.lines[n]) <= indent), len(self.lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _moved(line: str, shift: int) -> str | None:
    if shift >= 0:
        return " " * shift + line
    return line[-shift:] if line.startswith(" " * -shift) else None


def fragments(file: File, text: str) -> Iterator[Fragment]:
    """The fragments of a file: each field of the entry, and each item of its lists."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if BLOCK.match(line)]
    blocks = list(zip(starts, [*starts[1:], len(lines)], strict=True))
    for at, (start, end) in enumerate(blocks):
        near = blocks[max(at - 1, 0) : at + 2]
        head = _field_of(lines, near[0][0])
        kept = [*head, *lines[near[0][0] : near[-1][1]]]
        first = len(head) + start - near[0][0]
        yield Fragment(file, tuple(kept), first, first + end - start)


def _field_of(lines: list[str], number: int) -> list[str]:
    """The line of the field whose item begins on a line."""
    if not re.match(" *- ", lines[number]):
        return []
    return next(([line] for line in reversed(lines[:number]) if re.match(r"[\w-]+:$", line)), [])


def read(file: File, text: str) -> tuple[object, Counter[tuple[str, str]]]:
    """The data of a text, and its problems by rule and message."""
    found = read_file(text.encode(), file.path, file.kind, file.id, b"", read_yaml)
    problems = Counter((problem.rule, problem.message) for problem in found.problems)
    return one_line(plain(found.root)) if found.root else None, problems


def one_line(value: object) -> object:
    """The data as in entries: a line break in a text is a space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [one_line(item) for item in value]
    if isinstance(value, dict):
        return {key: one_line(item) for key, item in value.items()}
    return value


def silently_changed(fragment: Fragment) -> Iterator[str]:
    """The mutations that change the data and raise no problem."""
    before, known = read(fragment.file, "\n".join(fragment.lines) + "\n")
    for text in fragment.mutations():
        after, found = read(fragment.file, text)
        if after != before and not found - known:
            yield text


@pytest.fixture(scope="module")
def shipped_fragments(evidence: Path) -> list[Fragment]:
    """The fragments of every shipped file."""
    return [
        fragment
        for file in files_of(evidence)
        for fragment in fragments(file, (evidence / file.path).read_text(encoding="utf-8"))
    ]


# of about ten thousand
@pytest.mark.parametrize("count", [100, pytest.param(2_000, marks=pytest.mark.full)])
def test_an_indentation_slip_never_loses_anything_silently(
    shipped_fragments: list[Fragment], count: int
) -> None:
    sample = random.Random(13).sample(shipped_fragments, count)  # noqa: S311 - the same every time
    lost = [text for fragment in sample for text in silently_changed(fragment)]
    assert lost == []
