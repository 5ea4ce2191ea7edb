"""A text rewritten: nothing changes where nothing was changed, and one field is one hunk."""

import copy
import random
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from web.editing.round_trip import Unwritable, rewritten, said
from web.editing.round_trip import _composed as composed
from web.editing.yaml_text import Plain, one_line

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted((ROOT / "evidence").rglob("*.yaml"))
SPECIAL = ["-7.25", "two: words, [in] brackets", "# no comment", "it's", "null", "word " * 60]


def leaves(value: Plain, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, str):
        yield path
    else:
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for step, below in inner:
            yield from leaves(below, (*path, step))


def put(value: Any, path: tuple[str | int, ...], new: str) -> None:  # noqa: ANN401
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new


def read(text: str) -> Any:  # noqa: ANN401 - lists and dicts
    root = composed(text)
    assert root is not None
    return said(root)


def hunks(before: str, after: str) -> int:
    """Of a diff as git shows it, with three lines around each change."""
    lines = unified_diff(before.split("\n"), after.split("\n"), lineterm="")
    return sum(line.startswith("@@") for line in lines)


def test_there_are_shipped_files() -> None:
    assert len(SHIPPED) > 400


@pytest.mark.parametrize("each", [20, pytest.param(1, marks=pytest.mark.full)])
def test_no_edit_is_no_difference_and_one_field_is_one_hunk_in_every_shipped_file(
    each: int,
) -> None:
    dice = random.Random(each)  # noqa: S311 - a test's choice
    for path in SHIPPED[::each]:
        text = path.read_text(encoding="utf-8")
        there = read(text)
        assert rewritten(text, there) == text, path
        wanted = copy.deepcopy(there)
        put(wanted, dice.choice(list(leaves(there))), dice.choice(SPECIAL))
        new = rewritten(text, wanted)
        assert one_line(read(new)) == one_line(wanted), path
        assert hunks(text, new) == 1, path


TEXT = """\
# about this file
name: Yoga  # as people say
summary: >-
  One line of prose that is
  folded [@able-2020].

findings:
  # the first
  - id: a--1
    effect: {measure: MD, estimate: -1.20}
    note: 'quoted: so'
  - id: a--2
    effect:
      measure: MD
      # about the number
      estimate: 2
related: [a, b]
# at the end
"""


def with_change(change: str) -> str:
    wanted = read(TEXT)
    exec(change, {"it": wanted})  # noqa: S102 - this test's own words
    new = rewritten(TEXT, wanted)
    assert one_line(read(new)) == one_line(wanted)
    for comment in ("# about this file", "# as people say", "# the first", "# at the end"):
        assert comment in new
    return new


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("it['findings'][0]['effect']['estimate'] = '-1.25'", "estimate: -1.25}"),
        ("it['findings'][1]['effect']['estimate'] = '3'", "      estimate: 3\n"),
        ("it['findings'][0]['id'] = 'b--1'", "  - id: b--1\n    effect: {measure: MD, estimate"),
        ("it['findings'][0]['note'] = 'new'", "    note: 'new'\n"),
        ("it['related'].append('c, d')", "related: [a, b, 'c, d']\n"),
        ("it['findings'][1]['effect']['low'] = '1'", "      estimate: 2\n      low: 1\n"),
        ("del it['findings'][0]['note']", "estimate: -1.20}\n  - id: a--2\n"),
        ("del it['findings'][1]", "    note: 'quoted: so'\nrelated"),
        ("it['findings'].insert(0, {'id': 'a--0', 'source': 'x'})", "  - id: a--0\n    source: x"),
        ("it['name'] = 'true: no'", "name: 'true: no'  # as people say\n"),
        ("it['reviewed'] = '2026-01-01'", "related: [a, b]\nreviewed: 2026-01-01\n"),
        ("it['findings'].reverse()", "  - id: a--1\n"),
        ("it['summary'] = it['summary'].replace('One', 'A')", "  A line of prose that is\n"),
    ],
)
def test_a_change_is_made_where_it_belongs(change: str, line: str) -> None:
    if "reverse" in change:
        wanted = read(TEXT)
        wanted["findings"].reverse()
        assert one_line(read(rewritten(TEXT, wanted))) == one_line(wanted)
    else:
        assert line in with_change(change)


def test_a_field_that_was_left_open_stays_open_until_it_is_filled_in() -> None:
    text = "type: book\ndesign:\n# why\ntitle: Knees\n"
    assert rewritten(text, {"type": "book", "title": "Toes"}) == text.replace("Knees", "Toes")
    filled: dict[str, Plain] = {"type": "book", "design": "rct", "title": "Knees"}
    assert rewritten(text, filled) == text.replace("design:", "design: rct")


def test_what_is_not_an_entry_is_refused() -> None:
    for text in ("[a, b]\n", "a: [\n", "just words\n"):
        with pytest.raises(Unwritable):
            rewritten(text, {"name": "x"})


def test_an_empty_file_is_written_from_nothing() -> None:
    wanted: dict[str, Plain] = {"name": "Yoga", "findings": [{"id": "a", "effect": {"low": "1"}}]}
    assert read(rewritten("", wanted)) == wanted
