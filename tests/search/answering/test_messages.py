"""The sentences that search says to readers."""

from typing import get_args

import pytest

from search.answering.messages import LONGEST, SECTIONS, quoted, sentence
from search.answering.next_steps import SECTIONS as PAGE_SECTIONS
from search.query.query_changes import (
    Change,
    CharactersDropped,
    Corrected,
    Excluded,
    Ignored,
    MemberOf,
    NoSourceBy,
    NotFound,
    NothingHeld,
    NothingOnGroup,
    NoWords,
    OutsideScope,
    PartialMatches,
    SeveralStages,
    StagePreferred,
    UnknownFilter,
    UnknownValue,
    WordsDropped,
)

CHANGES: tuple[tuple[Change, str], ...] = (
    (CharactersDropped(7), "7 characters"),
    (WordsDropped(7), "7 words"),
    (NoWords(), "all results"),
    (UnknownValue("stage:no"), "\u201cstage:no\u201d"),
    (UnknownFilter("no"), "\u201cno\u201d"),
    (Corrected("yogha", "yoga"), "\u201cyoga\u201d instead of \u201cyogha\u201d"),
    (Ignored("no"), "Ignored \u201cno\u201d"),
    (NotFound("no"), "No results for \u201cno\u201d"),
    (StagePreferred("Early"), "\u201cEarly\u201d"),
    (SeveralStages(("Early", "Late")), "\u201cEarly\u201d and \u201cLate\u201d"),
    (PartialMatches(True), "within these filters"),
    (Excluded("bed rest"), "Leaving out results with \u201cbed rest\u201d"),
    (MemberOf("meloxicam", "an NSAID"), "Meloxicam is an NSAID"),
    (NothingOnGroup("Breastfeeding"), "Nothing here is about \u201cBreastfeeding\u201d"),
    (NothingHeld("knee gun"), "holds nothing about \u201cknee gun\u201d"),
    (NoSourceBy("baker", "2015"), "\u201cBaker\u201d as an author in 2015"),
    (OutsideScope(("knee", "pain"), "sore backs"), "about sore backs, not about"),
)


@pytest.mark.parametrize(("change", "part"), CHANGES)
def test_a_change_is_said_in_one_sentence(change: Change, part: str) -> None:
    said = sentence(change)
    assert part in said
    assert said.endswith(".")


def test_every_kind_of_change_is_said() -> None:
    assert {type(change) for change, _ in CHANGES} == set(get_args(Change))


def test_long_words_are_cut_where_they_are_repeated() -> None:
    said = sentence(Corrected("x" * 500, "yoga"))
    assert quoted("x" * 500) in said
    assert len(quoted("x" * 500)) == LONGEST + 3


def test_all_stages_that_are_named_are_repeated() -> None:
    said = sentence(SeveralStages(("Early", "Later", "Late")))
    assert "\u201cEarly\u201d, \u201cLater\u201d and \u201cLate\u201d" in said


def test_every_section_that_answers_has_a_heading() -> None:
    assert {section.anchor for section in PAGE_SECTIONS.values()} == set(SECTIONS)
