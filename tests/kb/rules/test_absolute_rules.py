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


@pytest.mark.parametrize(
    ("note", "known"),
    [
        ("514 of 1,000 people with it and 367 of 1,000 without; the trials differ.", True),
        ("581 with the programme and 625 without, of 1,000.", True),
        ("60 against 4 per 1,000.", True),
        ("At work were 86 of 100 people with it and 65 of 100 without.", True),
        ("1.14 per 1,000 patients (interval 0.00 to 7.37).", False),
        ("It took 100 people and 3 weeks.", False),
    ],
)
def test_figures_of_both_arms_in_words_alone_are_pointed_out(
    tmp_path: Path, note: str, known: bool
) -> None:
    hopping = HOPPING.replace("    certainty:", f"    note: {note}\n    certainty:", 1)
    found = load(write_collection(tmp_path, interventions__hopping=hopping)).problems
    assert [one.rule for one in found] == (["absolute-where-words-have-it"] if known else [])
