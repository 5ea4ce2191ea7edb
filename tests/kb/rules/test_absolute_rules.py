"""What counts and rates of two arms must be to be served."""

import re
from pathlib import Path

import pytest

from kb.loading import load
from small_collection import HOPPING, write_collection

WORDS = "    note: 50 of 100 against 41 of 99, or 50% against 41.\n"


def problems(folder: Path, absolute: str, words: str = WORDS) -> list[str]:
    """The messages about a collection whose first finding has this."""
    line = f"    absolute: {absolute}\n{words}    certainty:"
    hopping = re.sub("    certainty:", line, HOPPING, count=1)
    found = load(write_collection(folder, interventions__hopping=hopping)).problems
    return [one.message for one in found]


@pytest.mark.parametrize(
    "absolute",
    [
        "{with: 50, without: 41}",
        "{with: [50, 100], without: [41, 99]}",
        "{with: 50, without: 41, per: 1000}",
    ],
)
def test_what_is_printed_next_to_it_is_served(tmp_path: Path, absolute: str) -> None:
    assert problems(tmp_path, absolute) == []


@pytest.mark.parametrize(
    ("absolute", "message"),
    [
        ("{with: 50, without: [41, 99]}", "are in different forms"),
        ("{with: [100, 50], without: [41, 99]}", "doesn't fit here"),
        ("{with: [0, 0], without: [41, 99]}", "doesn't fit here"),
        ("{with: 52, without: 41}", "52 isn't in"),
        ("{with: half, without: 41}", "doesn't fit here"),
        ("{with: [1, 2, 3], without: 41}", "doesn't fit here"),
        ("{with: -50, without: 41}", "doesn't fit here"),
        ("{with: 99, without: 41, per: 50}", "99 of 50 isn't a rate"),
        ("{without: 41}", "with"),
    ],
)
def test_what_is_not_a_share_or_not_quoted_is_reported(
    tmp_path: Path, absolute: str, message: str
) -> None:
    assert any(message in one for one in problems(tmp_path, absolute))
