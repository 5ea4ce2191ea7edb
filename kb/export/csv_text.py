"""CSV that spreadsheets open as text and numbers, never as formulas: the only place that writes
it.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

# A spreadsheet runs what begins with one of these, in any width; a plain number may.
RISKY = frozenset("=+-@|%")
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV.

    Every cell is quoted; otherwise spreadsheets that separate cells by semicolons would split some.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue()


def harmless(value: object) -> str:
    """A cell that no spreadsheet reads as a formula: one that could be gets an apostrophe."""
    text = "" if value is None else str(value)
    if NUMBER.fullmatch(text):
        return text
    begins = next((letter for letter in text if not _is_blank(letter)), "")
    hides = bool(text) and unicodedata.category(text[0]) == "Cc"
    risky = unicodedata.normalize("NFKC", begins)[:1] in RISKY if begins else False
    return f"'{text}" if risky or hides else text


def _is_blank(letter: str) -> bool:
    """Whether a spreadsheet may ignore this character at the start of a cell."""
    return unicodedata.category(letter)[0] in "ZC"
