"""Characters that look like YAML syntax but aren't: what word processors put in its place, and how
to find them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
NOTHINGS = "\u00ad\u180e\u200b-\u200f\u2060\u2061-\u2064"
DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
BULLETS = "\u00b7\u2022\u2023\u25aa\u25e6\u2043"
COLONS = "\uff1a\ufe55\ufe13\u2236\ua789\u02d0"
SINGLES, DOUBLES = "\u2018-\u201b\uff07", "\u201c-\u201f\u00ab\u00bb\uff02"
COMMAS = "\uff0c\u3001\ufe50"
OPENINGS, CLOSINGS = "\uff3b\uff5b", "\uff3d\uff5d"
# Each kind with what should be in its place.
WANTED = (
    (SPACES, "an ordinary space", "write an ordinary space"),
    (NOTHINGS, "nothing", "delete it; it is invisible, so type the words next to it again"),
    (DASHES + BULLETS, "`-`", "write `-` and a space"),
    (COLONS, "`:`", "write `:` and a space"),
    (SINGLES + DOUBLES, "a straight quotation mark", "write `'` or `\"` at both ends of the text"),
    (COMMAS, "`,`", "write `,` and a space"),
    (OPENINGS + CLOSINGS, "an ordinary bracket", "write [ ] or { }"),
)
NAME = r"[\w-]+"
SEEN = 300  # of a line: what YAML needs is near its beginning, and a hostile line may have no end
# Where such a character takes the place of one that YAML needs.
PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^[ -]*([{SPACES}{NOTHINGS}])",  # indentation, and after the hyphen of an item
        rf"^ *([{DASHES}{BULLETS}])(?=\s)",
        rf"^[ -]*{NAME} ?([{COLONS}])",
        rf"^[ -]*{NAME}:([{SPACES}{NOTHINGS}])",
        rf"^[ -]*{NAME}([{SPACES}{NOTHINGS}])[\w-]*\s?:",
        rf"[{{,] *{NAME}([{COLONS}])",
        rf"[\[{{][^'\"]*([{COMMAS}{CLOSINGS}])",
        rf": +([{OPENINGS}])",
    )
)
QUOTED = re.compile(rf"(?:^ *(?:- +)?|: +|[\[{{,] *)([{SINGLES}{DOUBLES}])")

ANYWHERE = re.compile(f"([{SPACES}{NOTHINGS}{COLONS}])")


@dataclass(frozen=True)
class Odd:
    """A confusable character: its line and column from 0, what is wrong and the fix."""

    line: int
    column: int
    message: str
    hint: str


def near(lines: list[str], line: int, last: int) -> Odd | None:
    """The confusable character that made a line unreadable: in the line, in those up to the last
    one read, or in the last non-empty one before it.
    """
    before = next(
        (
            at
            for at in range(line - 1, -1, -1)
            if lines[at].strip() and not lines[at].lstrip().startswith("#")
        ),
        line,
    )
    return next(_all(lines, (line, *range(last, line, -1), before)), None) or _in_line(
        lines[line], line, (QUOTED,)
    )


def in_name(name: str) -> Odd | None:
    """The confusable character in a field's name; its line is 0."""
    return _in_line(name, 0, (*PLACES, ANYWHERE))


def in_item(text: str) -> Odd | None:
    """The confusable character at the start of what should have been a list item; its line is 0."""
    return _in_line(text, 0, PLACES)


def _all(lines: list[str], numbers: Iterable[int]) -> Iterator[Odd]:
    for number in numbers:
        if number < len(lines) and (odd := _in_line(lines[number], number, PLACES)):
            yield odd


def _in_line(text: str, line: int, places: Iterable[re.Pattern[str]]) -> Odd | None:
    found = next((match for place in places if (match := place.search(text[:SEEN]))), None)
    if found is None:
        return None
    character = found[1]
    wanted, hint = next(
        (wanted, hint) for kind, wanted, hint in WANTED if re.match(f"[{kind}]", character)
    )
    shown = f"`{character}`, " if unicodedata.category(character)[0] in "PS" else ""
    name = unicodedata.name(character, "without a name").lower()
    return Odd(
        line,
        found.start(1),
        f"{shown}U+{ord(character):04X} ({name}) is where {wanted} should be",
        hint,
    )
