"""No cell of a CSV file is a formula, whatever an editor wrote."""

import csv
import io
from itertools import product

import pytest

from kb.export.csv_text import csv_text, harmless

FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example","x")', "+1+1", "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0", "=IMPORTXML(CONCAT(\"http://evil.example\"),\"//a\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")", "|calc", "%0A=1+1", "-2+3+cmd|' /C calc'!D2",
    "=WEBSERVICE(\"http://evil.example\")", "+cmd|' /C notepad'!A1", "=\"a\"&A1", "--1", "+-1",
)  # fmt: skip
BEFORE = ("", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff", "\u3000", "\x00", " \t ")
WIDE = tuple("＝＋－＠") + ("﹦", "﹢", "﹫")
PAYLOADS = (
    *(before + formula for before, formula in product(BEFORE, FORMULAS)),
    *(f"{sign}SUM(A1)" for sign in WIDE),
)


def test_there_are_enough_of_them() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_read_as_a_formula(separator: str) -> None:
    cells = [*PAYLOADS, *(f"x{separator}{one}" for one in PAYLOADS)]
    text = csv_text([cell, "next"] for cell in cells)
    read = list(csv.reader(io.StringIO(text), delimiter=separator))
    assert len(read) == len(cells)
    begin = [cell.strip(" \u00a0\u200b\ufeff\u3000\t\r\n\x00")[:1] for row in read for cell in row]
    assert [cell for cell in begin if cell in {*"=+-@|%", *WIDE}] == []


@pytest.mark.parametrize("text", ["-0.99", "+2", "12", "-1.10", "Yoga", "", "1.41 to -0.58", "a=b"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
