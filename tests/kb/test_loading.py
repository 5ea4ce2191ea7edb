"""Loading: what is right is read as it was typed, what is wrong is reported with its place and its
cure, and nothing is raised.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from conftest import full
from kb.authoring.editing_guide import CHECKS
from kb.loading import Unreadable, load
from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.library import Library
from kb.model.problems import Problem
from kb.model.schema import Model
from kb.reading.decoding import BIGGEST
from kb.reading.field_sayings import SAYINGS
from kb.reading.file_reading import read_file
from kb.reading.files import MOST_PROBLEMS, File
from kb.reading.shape import fields
from kb.reading.yaml_reader import DEEPEST, read_yaml
from small_collection import HEALS, HERB_TEA, HOPPING, OUTCOMES, SORE_KNEES, write, write_collection

TODAY = date(2026, 6, 1)
SOURCE = """\
type: article-journal
design: rct
title: Hopping
author:
  - {family: Able}
issued: 2020
"""


def read(text: str | bytes, kind: str = "source") -> File:
    """One file, read without touching the disk."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_file(data, f"{kind}s/x.yaml", kind, "x", b"", read_yaml)


def only(text: str | bytes, kind: str = "source") -> Problem:
    """The one problem of a file."""
    problems = read(text, kind).problems
    assert len(problems) == 1, problems
    assert problems[0].rule in CHECKS
    return problems[0]


def at(problem: Problem) -> tuple[int, int, str, str]:
    return problem.line, problem.column, problem.field, problem.rule


def here(folder: Path, previous: Library | None = None) -> Library:
    return load(folder, previous, TODAY)


# what is right


def test_a_whole_collection_is_read_without_a_problem(tmp_path: Path) -> None:
    library = here(write_collection(tmp_path))
    assert library.problems == ()
    assert [(entry.kind, entry.id) for entry in library.entries()] == [
        ("intervention", "herb-tea"),
        ("intervention", "hopping"),
        ("condition", "sore-knees"),
        ("claim", "hopping-heals"),
        ("source", "able-2020"),
        ("source", "baker-2019"),
        ("source", "knee-society-2021"),
    ]
    assert list(library.vocabulary.stages)[:3] == ["acute", "subacute", "chronic"]
    assert (library.withheld, library.kept) == ({}, frozenset())


def test_the_shipped_collection_can_be_read(evidence: Path) -> None:
    library = load(evidence)
    assert library.collection.title
    assert [
        problem
        for problem in library.problems
        if problem.file.startswith(("vocabulary/", "collection"))
    ] == []


def test_values_stay_the_text_that_was_typed(tmp_path: Path) -> None:
    text = HERB_TEA.replace("name: Herb tea", "name: no").replace(
        "related:", "synonyms: [1.10, 12:30, 0x1f, 2020-01-01, yes]\nrelated:"
    )
    herb_tea = here(write_collection(tmp_path, interventions__herb_tea=text)).interventions[
        "herb-tea"
    ]
    assert herb_tea.name == "no"
    assert herb_tea.synonyms == ("1.10", "12:30", "0x1f", "2020-01-01", "yes")


def test_estimates_keep_their_last_digit(tmp_path: Path) -> None:
    effect = here(write_collection(tmp_path)).interventions["hopping"].findings[0].effect
    assert effect is not None
    assert str(effect.estimate) == "-7.20"


def test_folded_text_becomes_one_line(tmp_path: Path) -> None:
    text = HERB_TEA.replace("summary: One trial", "summary: >\n  One\n\n  trial")
    summary = (
        here(write_collection(tmp_path, interventions__herb_tea=text))
        .interventions["herb-tea"]
        .summary
    )
    assert summary == "One trial found no clear difference in function [@baker-2019]."


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SOURCE.encode(),
        SOURCE.replace("\n", "\r\n").encode(),
        SOURCE.replace("\n", "\r").encode(),
    ],
)
def test_byte_order_marks_and_other_line_ends_are_tolerated(data: bytes) -> None:
    assert read(data).problems == ()


def test_places_are_right_with_other_line_ends_and_wide_characters() -> None:
    text = SOURCE.replace("title: Hopping", "title: 漢字 🦘").replace(
        "issued: 2020", "note: 漢字 🦘\nissued: '12'"
    )
    for data in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        assert at(only(data)) == (7, 9, "issued", "partial-date")


# one problem each

WRONG = {
    "an unknown field": (
        SOURCE + "publsher: x\n",
        7,
        1,
        "publsher",
        "unknown-field",
        "did you mean `publisher`?",
    ),
    "a field that is there, spelt in another way": (
        SOURCE + "titel: x\n",
        7,
        1,
        "titel",
        "unknown-field",
        "`title` is already here",
    ),
    "a missing field": (
        SOURCE.replace("title: Hopping\n", ""),
        1,
        1,
        "title",
        "missing-field",
        "add the line `title: ...`",
    ),
    "a field like no other": (
        SOURCE + "qqq: x\n",
        7,
        1,
        "qqq",
        "unknown-field",
        "the fields here are",
    ),
    "a field at the wrong level": (
        SOURCE + "family: Able\n",
        7,
        1,
        "family",
        "unknown-field",
        "it belongs under `author`",
    ),
    "a doubled key": (SOURCE + "title: again\n", 7, 1, "title", "doubled-key", "delete one"),
    "an anchor": (SOURCE + "note: &a x\n", 7, 7, "note", "anchor", "quotes"),
    "an alias": (SOURCE + "note: *a\n", 7, 7, "note", "alias", "write the value in full"),
    "a tag": (SOURCE + "note: !!str x\n", 7, 7, "note", "tag", "remove it"),
    "a tag on a list": (
        SOURCE + "note: x\nsearch-date: !!str 2020\n",
        8,
        14,
        "search-date",
        "tag",
        "remove it",
    ),
    "a second document": (SOURCE + "---\nnote: x\n", 7, 1, "", "several-documents", "---"),
    "a list as a key": (SOURCE + "? [a]\n: b\n", 7, 3, "", "complex-key", "name: value"),
    "an empty value": (SOURCE + "note:\n", 7, 1, "note", "empty-value", "remove the line"),
    "a comma in unquoted text between braces": (
        SOURCE.replace("{family: Able}", "{family: Able, PhD}"),
        5,
        20,
        "author[0].PhD",
        "empty-value",
        "in quotes",
    ),
    "an empty text": (SOURCE + "note: ''\n", 7, 7, "note", "empty-value", "remove the line"),
    "null": (SOURCE + "note: ~\n", 7, 1, "note", "empty-value", "remove the line"),
    "a list where a text is wanted": (
        SOURCE + "note: [x]\n",
        7,
        7,
        "note",
        "wrong-type",
        "one line",
    ),
    "a text where a list is wanted": (
        SOURCE.replace("author:\n  - {family: Able}\n", "") + "author: Able\n",
        5,
        9,
        "author",
        "wrong-type",
        "- ",
    ),
    "a text where fields are wanted": (
        SOURCE.replace("{family: Able}", "Able"),
        5,
        5,
        "author[0]",
        "wrong-type",
        "suffix or literal",
    ),
    "an unknown word": (
        SOURCE.replace("article-journal", "article-jornal"),
        1,
        7,
        "type",
        "choice",
        "did you mean `article-journal`?",
    ),
    "an id written in the file": (SOURCE + "id: x\n", 7, 1, "id", "id-in-file", "rename the file"),
    "a long text": (SOURCE + f"URL: {'x' * 401}\n", 7, 6, "URL", "text-length", "shorten"),
    "an escaped control": (SOURCE + 'note: "a\\0b"\n', 7, 7, "note", "control-character", "remove"),
    "an escaped turn of direction": (
        SOURCE + 'note: "a\\u202eb"\n',
        7,
        7,
        "note",
        "control-character",
        "remove",
    ),
    "a control": (SOURCE + "note: a\x07b\n", 7, 8, "", "control-character", "delete"),
    "a tab that indents": (SOURCE + "note:\n\tx\n", 8, 1, "", "yaml", "two spaces"),
    "a colon in unquoted text": (SOURCE + "note: before: after\n", 7, 13, "", "yaml", "quotes"),
    "a missing quote": (SOURCE + "note: 'x\nURL: y\n", 7, 7, "", "yaml", "at the end of the text"),
    "an apostrophe in single quotes": (
        SOURCE + "note: 'that doesn't last'\n",
        7,
        19,
        "",
        "yaml",
        "twice (`doesn''t`), or put the text in double",
    ),
    "an apostrophe at the end of a word": (
        SOURCE + "note: 'patients' own'\n",
        7,
        18,
        "",
        "yaml",
        "twice (`patients''`)",
    ),
    "an apostrophe between braces": (
        SOURCE.replace("Able}", "'O'Neil', given: B}"),
        5,
        17,
        "",
        "yaml",
        "twice (`O''Neil`)",
    ),
    "double quotes in double quotes": (
        SOURCE + 'note: "said "yes" once"\n',
        7,
        14,
        "",
        "yaml",
        "in single quotes",
    ),
    "words after a closed quotation mark": (
        SOURCE + "note: '50%' better\n",
        7,
        13,
        "",
        "yaml",
        "entirely in quotes",
    ),
    "an unclosed bracket": (SOURCE + "note: [x\n", 7, 7, "", "yaml", "]"),
    "an unclosed brace": (SOURCE + "note: {x: y\n", 7, 7, "", "yaml", "}"),
    "a sign that cannot begin a text": (SOURCE + "note: @x\n", 7, 7, "", "yaml", "quotes"),
    "a percent sign first": (SOURCE + "note: %x\n", 7, 7, "", "yaml", "quotes"),
    "a backslash in double quotes": (SOURCE + 'note: "\\q"\n', 7, 7, "", "yaml", "single quotes"),
    "a wrong indentation": (SOURCE + " note: x\n", 7, 6, "", "yaml", "under the first letter"),
    "a line that is no field": (SOURCE + "note x\n", 7, 1, "", "yaml", "colon"),
}


@pytest.mark.parametrize("slip", WRONG, ids=WRONG)
def test_a_slip_has_one_problem_with_its_place_and_cure(slip: str) -> None:
    text, line, column, field, rule, cure = WRONG[slip]
    problem = only(text)
    assert at(problem) == (line, column, field, rule)
    assert cure in problem.hint
    assert problem.message and problem.severity == "error" and problem.file == "sources/x.yaml"


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        (SOURCE.replace("title: Hopping", "title:"), "write a value: The title."),
        (SOURCE.replace("title: Hopping", "title: ''"), "write a value: The title."),
        (
            HERB_TEA.replace("source: baker-2019\n", "source:\n"),
            "write a value: The source it comes from: an id in `sources/`.",
        ),
        (
            SOURCE.replace("type: article-journal", "type:"),
            "use article-journal, article, report, webpage, book, chapter, dataset, ",
        ),
        (SOURCE + "volume:\n", "write a value, or remove the line if it doesn't apply"),
        (
            HERB_TEA.replace("    key: true", "    size:"),
            "use none, small, moderate or large, or remove the line if it doesn't apply",
        ),
    ],
)
def test_only_a_field_that_may_be_absent_is_to_be_removed_where_it_is_empty(
    text: str, cure: str
) -> None:
    problem = only(text, "intervention" if text.startswith("name") else "source")
    assert problem.rule == "empty-value"
    assert problem.hint.startswith(cure)
    assert ("remove" in problem.hint) == ("remove" in cure)


@pytest.mark.parametrize(
    ("given", "guess"),
    [
        ("favours", "did you mean `favours-intervention` or `favours-comparator`?"),
        ("no", "use favours-intervention, favours-comparator, no-difference, "),
        ("no-", "did you mean `no-difference`, `no-clear-difference` or `no-evidence`?"),
        ("not seen", "did you mean `not-seen`?"),
    ],
)
def test_every_word_that_may_have_been_meant_is_named(given: str, guess: str) -> None:
    problem = only(
        HERB_TEA.replace("result: no-clear-difference", f"result: {given}"), "intervention"
    )
    assert problem.hint.startswith(guess)


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ("medium", "write `moderate`"),
        ("moderat", "did you mean `moderate`?"),
        ("strong", "use high, moderate, low, very-low or not-graded"),
    ],
)
def test_for_an_unknown_level_a_known_one_is_suggested(given: str, cure: str) -> None:
    assert (
        only(HERB_TEA.replace("level: not-graded", f"level: {given}"), "intervention").hint == cure
    )


def test_equally_near_sources_are_all_named(tmp_path: Path) -> None:
    folder = write_collection(
        tmp_path,
        sources__maker_2019=SOURCE,
        interventions__herb_tea=HERB_TEA.replace("source: baker-2019", "source: aker-2019"),
    )
    problem = next(problem for problem in here(folder).problems if problem.rule == "reference")
    assert problem.hint == "did you mean `baker-2019` or `maker-2019`?"


def test_a_source_of_another_year_is_another_publication(tmp_path: Path) -> None:
    folder = write_collection(
        tmp_path,
        interventions__herb_tea=HERB_TEA.replace("source: baker-2019", "source: baker-2015"),
    )
    problem = next(problem for problem in here(folder).problems if problem.rule == "reference")
    assert problem.hint == "add `sources/baker-2015.yaml`, or use one that exists"


def test_a_file_that_cannot_be_read_leaves_no_source_uncited(tmp_path: Path) -> None:
    unread = HERB_TEA.replace("\nfindings:", "\n findings:", 1)
    folder = write_collection(tmp_path, interventions__herb_tea=unread)
    found = here(folder).problems
    assert any(one.file == "interventions/herb-tea.yaml" for one in found)
    assert not any("nothing cites" in one.message for one in found)


LOOKALIKES = {
    "a no-break space after a colon": (
        SOURCE + "note:\u00a0x\nURL: https://a.b\n",
        7,
        6,
        "U+00A0 (no-break space)",
        "an ordinary space",
    ),
    "a no-break space that indents": (
        SOURCE.replace(
            "author:\n  - {family: Able}", "author:\n  - family: Able\n   \u00a0given: x"
        ),
        6,
        4,
        "U+00A0",
        "space",
    ),
    "a no-break space before a name": (SOURCE + "\u00a0note: x\n", 7, 1, "U+00A0", "space"),
    "a no-break space after a name": (SOURCE + "note\u00a0: x\n", 7, 5, "U+00A0", "space"),
    "a no-break space after a hyphen": (
        SOURCE.replace("- {family: Able}", "-\u00a0family: Able\n    given: x"),
        5,
        4,
        "U+00A0",
        "space",
    ),
    "an invisible space in a name": (
        SOURCE + "no\u200bte: x\n",
        7,
        3,
        "U+200B (zero width space)",
        "delete it",
    ),
    "a dash for a hyphen": (
        SOURCE.replace("- {family: Able}", "– family: Able\n    # who\n\n    given: x"),
        5,
        3,
        "`–`, U+2013 (en dash)",
        "write `-`",
    ),
    "a dash for the only hyphen": (
        SOURCE.replace("- {family: Able}", "— family: Able"),
        5,
        3,
        "`—`, U+2014 (em dash)",
        "write `-`",
    ),
    "bullets for hyphens": (
        SOURCE.replace("- {family: Able}", "• Able\n  • Baker"),
        5,
        3,
        "`•`, U+2022 (bullet)",
        "write `-`",
    ),
    "a wide colon": (
        SOURCE + "note：x\nURL: https://a.b\n",
        7,
        5,
        "`：`, U+FF1A (fullwidth colon)",
        "write `:` and a space",
    ),
    "a wide colon between braces": (
        SOURCE.replace("family: Able", "family：Able"),
        5,
        6,
        "",
        "`：`, U+FF1A (fullwidth colon)",
    ),
    "a wide comma between braces": (
        SOURCE.replace("Able}", "Able， given: B}"),
        5,
        18,
        "`，`, U+FF0C (fullwidth comma)",
        "write `,`",
    ),
    "curly quotes": (
        SOURCE + "note: “before: after”\n",
        7,
        7,
        "`“`, U+201C (left double quotation mark)",
        "at both ends",
    ),
}


@pytest.mark.parametrize("slip", LOOKALIKES, ids=LOOKALIKES)
def test_a_character_that_is_not_what_it_looks_like_is_named_where_it_stands(slip: str) -> None:
    text, line, column, name, cure = LOOKALIKES[slip]
    problem = only(text)
    assert (problem.line, problem.column) == (line, column)
    assert name in problem.message
    assert cure in problem.hint


def test_curly_quotes_and_dashes_within_a_text_are_harmless() -> None:
    assert read(SOURCE + "note: “2010–2020” – it’s\u00a0fine\n").problems == ()
    assert "`–`" not in only(SOURCE + "note: “2010–2020”\nnote x\n").message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (SOURCE + "note: Dizziness #1 complaint\n", (7, 17, "note")),
        (SOURCE.replace("Hopping", "漢字 # see table"), (3, 11, "title")),
        (SOURCE.replace("{family: Able}", "family: Able # 'PhD'"), (5, 18, "author[0].family")),
    ],
)
def test_a_comment_that_may_have_been_meant_as_text_is_warned_of(
    text: str, place: tuple[int, int, str]
) -> None:
    problem = only(text)
    assert (problem.line, problem.column, problem.field) == place
    assert (problem.rule, problem.severity) == ("comment-after-text", "warning")


def test_what_is_missing_is_shown_by_an_example_only_where_its_form_matters() -> None:
    lines = ("    source: baker-2019\n", "    stage: acute\n", "reviewed: 2026-01-15\n")
    assert [only(HERB_TEA.replace(line, ""), "intervention").hint for line in lines] == [
        "add the line `source: ...`",
        "add the line `stage: ...`",
        "add the line `reviewed: ...`, such as `reviewed: 2026-11-22`",
    ]


@pytest.mark.parametrize(
    "more",
    [
        "note: 'Dizziness' # 1\n",
        "note: C#1\n",
        "# note\n",
        "search-date: 2020 # one\n",
        "note: >\n  a #1\n",
    ],
)
def test_other_comments_and_signs_are_no_problem(more: str) -> None:
    assert read(SOURCE + more).problems == ()


NUMBERS = {
    "1_000": "`1000`",
    "1,000": "`1000`|`1.000`",
    "−2": "`-2`",
    "–2.5": "`-2.5`",
    "2,17": "`2.17`",
    "+2": "`2`",
    ".5": "`0.5`",
    "5.": "`5`",
    "007": "`7`",
    "-01.5": "`-1.5`",
    "1e5": "`100000`",
    "1.5e-3": "`0.0015`",
    "٣": "`3`",
    "１２": "`12`",
    "1 234.5": "`1234.5`",
    "0x1f": "digits",
    "t": "digits",
    "five": "digits",
    "12 %": "digits",
    "1:30": "digits",
    "1/2": "digits",
    "nan": "leave the field out",
    ".NaN": "leave the field out",
    "inf": "leave the field out",
    "-.inf": "leave the field out",
    "−∞": "leave the field out",
    "1" * 13: "digits",
    "1e999": "digits",
}


@pytest.mark.parametrize("given", NUMBERS, ids=NUMBERS)
def test_a_number_not_written_as_such_is_refused_with_its_cure(given: str) -> None:
    problem = only(HOPPING.replace("estimate: -7.20", f"estimate: '{given}'"), "intervention")
    assert at(problem) == (15, 17, "findings[0].effect.estimate", "number")
    assert given[:40] in problem.message and "isn't a number" in problem.message
    assert any(cure in problem.hint for cure in NUMBERS[given].split("|")), problem.hint


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ("313.0", "`313`"),
        ("1,234", "`1234`"),
        ("-3", "digits"),
        ("3.5", "digits"),
        ("0313", "`313`"),
        ("n=313", "digits"),
    ],
)
def test_a_count_not_written_as_such_is_refused_with_its_cure(given: str, cure: str) -> None:
    problem = only(HOPPING.replace("participants: 313", f"participants: {given}"), "intervention")
    assert at(problem) == (21, 19, "findings[0].participants", "whole-number")
    assert cure in problem.hint


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ("15.01.2026", "`2026-01-15`"),
        ("2026/01/15", "`2026-01-15`"),
        ("2026-1-5", "`2026-01-05`"),
        ("15 January 2026", "`2026-01-15`"),
        ("January 15th, 2026", "`2026-01-15`"),
        ("2026-01-15T10:00:00", "`2026-01-15`"),
        ("01/02/2026", "year-month-day"),
        ("2026-02-30", "that day doesn't exist"),
        ("2026", "year-month-day"),
        ("yesterday", "year-month-day"),
        ("0000-01-01", "that day doesn't exist"),
    ],
)
def test_a_date_not_written_as_such_is_refused_with_its_cure(given: str, cure: str) -> None:
    problem = only(HERB_TEA.replace("reviewed: 2026-01-15", f"reviewed: {given}"), "intervention")
    assert at(problem) == (16, 11, "reviewed", "date")
    assert cure in problem.hint


def test_a_thousands_comma_between_braces_is_reported() -> None:
    text = HERB_TEA.replace("key: true", "review: {studies: 3, participants: 1,234}")
    assert text != HERB_TEA
    problem = only(text, "intervention")
    assert problem.rule == "empty-value"
    assert "without a comma" in problem.hint


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ("yes", "`true`"),
        ("True", "`true`"),
        ("no", "`false`"),
        ("1", "`true`"),
        ("maybe", "leave the line out"),
    ],
)
def test_true_and_false_are_written_so(given: str, cure: str) -> None:
    problem = only(HERB_TEA.replace("key: true", f"key: {given}"), "intervention")
    assert at(problem) == (13, 10, "findings[0].key", "true-or-false")
    assert cure in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (
            "changes: [{date: 2026-01-15, what: First version}]",
            "changes: []",
            (15, 10, "changes", "empty-list"),
        ),
        ("source: baker-2019", "source: Baker 2019", (12, 13, "findings[0].source", "id-form")),
        (
            "level: not-graded",
            "level: low, concerns: [{domain: imprecision, levels: 4, why: x}]",
            (11, 70, "findings[0].certainty.concerns[0].levels", "number-range"),
        ),
    ],
)
def test_lists_ids_and_steps_have_their_own_problems(
    old: str, new: str, place: tuple[int, int, str, str]
) -> None:
    assert at(only(HERB_TEA.replace(old, new), "intervention")) == place


def test_nobody_is_older_than_people_become(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "evidence")
    groups = folder / "vocabulary" / "groups.yaml"
    text = groups.read_text(encoding="utf-8")
    groups.write_text(
        f"{text}- {{id: old, name: Old, definition: Old people., oldest: 100000}}\n",
        encoding="utf-8",
    )
    problem, *_ = load(folder).problems
    assert (problem.field.rpartition(".")[2], problem.rule) == ("oldest", "number-range")


def test_every_problem_of_a_file_is_reported_at_once_and_sorted() -> None:
    text = "titel: x\ntype: artcle\nauthor: [{family: [x]}, y]\nissued: 1.5.2020\nnote: &a b\n"
    found = [(p.line, p.rule) for p in read(text).problems]
    assert found == [
        (1, "missing-field"),
        (1, "unknown-field"),
        (1, "missing-field"),
        (2, "choice"),
        (3, "wrong-type"),
        (3, "wrong-type"),
        (4, "partial-date"),
        (5, "anchor"),
    ]


def test_no_message_speaks_like_a_programmer() -> None:
    texts = [
        "[]",
        "x",
        "titel: [x]\ntype: {}\nauthor: {a: b}\nissued: []\nDOI: {}\nnote: []",
        *(text for text, *_ in WRONG.values()),
    ]
    for problem in (problem for text in texts for problem in read(text).problems):
        said = f"{problem.message} {problem.hint}".lower()
        assert not any(
            word in said
            for word in (
                "input should",
                "string",
                "dict",
                "tuple",
                "instance",
                "scalar",
                "token",
                "mapping",
            )
        ), said


def models_below(model: type[Model]) -> Iterator[type[Model]]:
    """A model and all it is made of."""
    yield model
    for _, shape in fields(model).values():
        inner = shape.model or (shape.item.model if shape.item else None)
        if inner:
            yield from models_below(inner)


def test_whatever_the_models_can_refuse_has_words_for_editors() -> None:
    wrong: tuple[object, ...] = (
        "",
        " ",
        "x" * 9999,
        "!",
        "-1",
        "99",
        "0",
        "x",
        [],
        [""],
        ["!"],
        [[]],
        {},
        {"x": "y"},
        None,
        1,
        b"x",
    )
    found = set()
    for model in {
        below
        for top in (*KINDS.values(), *VOCABULARY.values(), Collection)
        for below in models_below(top)
    }:
        for given in (
            *wrong,
            *({"nothing": "here", key: value} for key in fields(model) for value in wrong),
        ):
            with pytest.raises(ValidationError) as raised:
                model.model_validate(given)
                model.model_validate({"nothing": "here"})
            found |= {error["type"] for error in raised.value.errors()}
    assert {
        "literal_error",
        "string_pattern_mismatch",
        "too_short",
        "string_too_short",
        "string_too_long",
        "number",
        "less_than_equal",
    } <= found
    assert found <= set(SAYINGS)


# whatever the bytes

BROKEN_BYTES = {
    "latin-1": (SOURCE.replace("Hopping", "Höpping").encode("latin-1"), 3, 9, "utf-8"),
    "UTF-16": (SOURCE.encode("utf-16"), 1, 1, "utf-8"),
    "UTF-16 without a mark": (SOURCE.encode("utf-16-le"), 1, 1, "utf-8"),
    "UTF-32": (SOURCE.encode("utf-32"), 1, 1, "utf-8"),
    "UTF-32 without a mark": (SOURCE.encode("utf-32-be"), 1, 1, "utf-8"),
    "a lone surrogate": (SOURCE.encode() + b"note: \xed\xa0\x80\n", 7, 7, "utf-8"),
    "an overlong slash": (SOURCE.encode() + b"note: \xc0\xaf\n", 7, 7, "utf-8"),
    "NUL": (SOURCE.encode() + b"note: a\x00b\n", 7, 8, "control-character"),
    "a line break only YAML knows": (
        SOURCE.encode() + "note: a\u2028b\n".encode(),
        7,
        8,
        "control-character",
    ),
    "nothing": (b"", 1, 1, "empty-file"),
    "a comment only": (b"# x\n", 1, 1, "empty-file"),
    "too many bytes": (SOURCE.encode() + b"#" * BIGGEST, 1, 1, "size"),
}


@pytest.mark.parametrize("name", BROKEN_BYTES, ids=BROKEN_BYTES)
def test_bytes_that_are_no_text_are_reported(name: str) -> None:
    data, line, column, rule = BROKEN_BYTES[name]
    problem = only(data)
    assert (problem.line, problem.column, problem.rule) == (line, column, rule)


def test_a_file_of_the_greatest_size_is_read() -> None:
    assert read(SOURCE.encode() + b"#" * (BIGGEST - len(SOURCE.encode()))).problems == ()


def test_nesting_is_bounded() -> None:
    assert not any(
        p.rule == "depth"
        for p in read("note: " + "[" * (DEEPEST - 1) + "x" + "]" * (DEEPEST - 1)).problems
    )
    problem = only("note: " + "[" * DEEPEST + "x" + "]" * DEEPEST)
    assert (problem.line, problem.column, problem.rule) == (1, 6 + DEEPEST, "depth")


@pytest.mark.parametrize("depth", [999, 1001, 100_000])
def test_nesting_is_named_however_deep(depth: int) -> None:
    problem = only("note: " + "[" * depth + "]" * depth)
    assert (problem.line, problem.rule) == (1, "depth")


@pytest.mark.parametrize(
    "kind",
    [
        "intervention",  # a mapping
        "outcomes",  # a list
        *full("source", "collection"),
    ],
)
@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "- ",
        "? ",
        "&a ",
        "{",
        "{a: ",
        "!a ",
        "'",
        "a: ",
        "-\n",
        "*a ",
        "[a]: ",
        "---\n",
        "a:\n ",
        "\0",
        "\t",
        "é",
    ],
)
def test_a_hostile_file_has_a_bounded_number_of_problems(piece: str, kind: str) -> None:
    problems = read((piece * BIGGEST).encode()[: BIGGEST // 4 * 4], kind).problems
    assert 1 <= len(problems) <= MOST_PROBLEMS + 1
    assert all(p.line >= 1 and p.column >= 1 for p in problems)


# folders


TAKEN = "`interventions/hopping.yaml` is already there; if this is a copy of it, delete it"


@pytest.mark.parametrize(
    ("path", "cure"),
    [
        ("interventions/new.yml", "rename it to interventions/new.yaml"),
        ("interventions/new.txt", "rename it to interventions/new.yaml"),
        ("interventions/Green Tea.yaml", "rename it to interventions/green-tea.yaml"),
        ("interventions/a--b.yaml", "rename it to interventions/a-b.yaml"),
        ("interventions/drugs/new.yaml", "move it to interventions/new.yaml"),
        ("interventions/drugs/old/new.yaml", "move it to interventions/new.yaml"),
        ("interventions/Grüner Tee.yaml", "rename it to interventions/gruner-tee.yaml"),
        ("interventions/notes.docx", "if not, move it out of the collection"),
        ("interventions/hopping.yml", TAKEN),
        ("interventions/Hopping.yaml", TAKEN),
        ("interventions/hopping.yaml.bak", TAKEN),
        ("interventions/old/hopping.yaml", TAKEN),
        ("claims/hopping.txt", TAKEN),
        ("collection.yml", "`collection.yaml` is already there"),
        ("intervention/new.yaml", "did you mean `interventions`?"),
        ("new.yaml", "move it"),
        ("vocabulary/outcome.yaml", "`vocabulary/outcomes.yaml` is already there"),
        (f"sources/{'a' * 81}.yaml", f"rename it to sources/{'a' * 80}.yaml"),
    ],
)
def test_a_stray_file_is_reported(tmp_path: Path, path: str, cure: str) -> None:
    write(write_collection(tmp_path), path, "name: x\n")
    problems = here(tmp_path).problems
    assert [(p.file, p.line, p.column, p.rule) for p in problems] == [(path, 1, 1, "stray-file")]
    assert cure in problems[0].hint


@pytest.mark.parametrize(
    ("path", "text", "said", "cure"),
    [
        (
            "claims/jumping.yaml",
            HERB_TEA,
            "this looks like an intervention, not a claim",
            "move it to interventions/, under a name that isn't used yet",
        ),
        (
            "claims/hopping.yaml",
            HERB_TEA,
            "this looks like an intervention, not a claim",
            "move it to interventions/, under a name that isn't used yet",
        ),
        (
            "interventions/able-2021.yaml",
            SOURCE,
            "this looks like a source, not an intervention",
            "move it to sources/, under a name that isn't used yet",
        ),
        (
            "sources/it-heals.yaml",
            HEALS,
            "this looks like a claim, not a source",
            "move it to claims/, under a name that isn't used yet",
        ),
        (
            "interventions/knees.yaml",
            SORE_KNEES,
            "this looks like a condition, not an intervention",
            "move it to conditions/, under a name that isn't used yet",
        ),
    ],
)
def test_a_file_in_the_folder_of_another_kind_is_reported_once(
    tmp_path: Path, path: str, text: str, said: str, cure: str
) -> None:
    write(write_collection(tmp_path), path, text)
    (problem,) = here(tmp_path).problems
    assert (problem.file, problem.line, problem.message, problem.hint, problem.rule) == (
        path,
        1,
        said,
        cure,
        "stray-file",
    )


def test_a_file_with_slips_stays_of_its_kind(tmp_path: Path) -> None:
    text = (
        HERB_TEA.replace("category:", "categry:")
        .replace("summary:", "sumary:")
        .replace("related:", "claim:")
    )
    assert {problem.rule for problem in read(text, "intervention").problems} == {
        "unknown-field",
        "missing-field",
    }


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "interventions/.new.yaml.swp",
        "interventions/new.yaml~",
        "schema/intervention.json",
        ".github/ci.yml",
    ],
)
def test_what_belongs_next_to_the_entries_is_no_problem(tmp_path: Path, path: str) -> None:
    write(write_collection(tmp_path), path, "x\n")
    assert here(tmp_path).problems == ()


@pytest.mark.parametrize("name", ["prn", "nul", "con", "aux", "com1", "lpt9"])
def test_a_name_that_windows_keeps_for_a_device_is_reported(tmp_path: Path, name: str) -> None:
    write(write_collection(tmp_path), f"sources/{name}.yaml", SOURCE)
    (problem,) = here(tmp_path).problems
    assert (problem.file, problem.line) == (f"sources/{name}.yaml", 1)
    assert "Windows" in problem.message
    assert problem.hint == f"rename it to sources/{name}-source.yaml"


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "inside")
    write(tmp_path, "outside/new.yaml", SOURCE)
    (folder / "sources" / "new.yaml").symlink_to(tmp_path / "outside" / "new.yaml")
    (folder / "sources" / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (folder / "sources" / "circle.yaml").symlink_to(folder / "sources" / "circle.yaml")
    (folder / "notes").symlink_to(tmp_path / "outside")
    library = here(folder)
    assert [(p.file, p.rule) for p in library.problems] == [
        ("notes", "link-outside"),
        ("sources/circle.yaml", "link-outside"),
        ("sources/gone.yaml", "link-outside"),
        ("sources/new.yaml", "link-outside"),
    ]
    assert "new" not in library.sources


def test_a_folder_reached_by_a_link_is_read(tmp_path: Path) -> None:
    write_collection(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert here(tmp_path / "link").problems == ()


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    os.mkfifo(folder / "sources" / "pipe.yaml")
    (folder / "sources" / "folder.yaml").mkdir()
    problems = here(folder).problems
    assert [(p.file, p.rule) for p in problems] == [
        ("sources/folder.yaml", "stray-file"),
        ("sources/pipe.yaml", "unreadable-file"),
    ]


@pytest.mark.parametrize("what", ["missing", "a file", "empty", "without a collection"])
def test_without_a_collection_there_is_one_clear_sentence(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "evidence"
    if what == "a file":
        folder.write_text("x")
    elif what == "empty":
        folder.mkdir()
    elif what == "without a collection":
        write_collection(folder, collection=None)
    with pytest.raises(Unreadable) as raised:
        load(folder)
    assert (
        str(folder) in str(raised.value)
        and "collection" in str(raised.value)
        and "\n" not in str(raised.value)
    )


@pytest.mark.parametrize("path", ["collection", "vocabulary__outcomes"])
def test_a_collection_that_cannot_be_used_tells_its_problems(tmp_path: Path, path: str) -> None:
    folder = write_collection(tmp_path, **{path: "a:\n\tb\n", "sources__able_2020": "titel: x\n"})
    with pytest.raises(Unreadable, match=r"can't be used; line 2: a tab") as raised:
        load(folder)
    assert {problem.rule for problem in raised.value.problems} >= {"yaml", "missing-field"}


def test_a_missing_list_whose_words_are_used_is_reported_once(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    (folder / "vocabulary" / "stages.yaml").unlink()
    with pytest.raises(Unreadable, match=r"^vocabulary/stages.yaml is missing") as raised:
        load(folder)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line, problem.rule) == (
        "vocabulary/stages.yaml",
        1,
        "missing-file",
    )


def test_a_missing_list_that_nobody_uses_is_no_problem(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    (folder / "vocabulary" / "terms.yaml").unlink()
    assert here(folder).problems == ()


# withholding and keeping


def test_a_broken_entry_is_withheld_and_listed(tmp_path: Path) -> None:
    library = here(
        write_collection(
            tmp_path, interventions__hopping=HOPPING.replace("level: low", "level: lwo")
        )
    )
    assert library.withheld == {"hopping": "intervention"}
    assert [at(problem) for problem in library.problems] == [
        (22, 24, "findings[0].certainty.level", "choice")
    ]
    assert {entry.id for entry in library.entries()} >= {"herb-tea", "sore-knees", "able-2020"}


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("level: not-graded", "level: not-grded", "finding 2 (baker-2019--1)"),
        ("what: Sore feet", "waht: Sore feet", "harm 1"),
        ("category: exercise", "category: exrcise", ""),
    ],
)
def test_the_item_a_problem_lies_in_is_named_as_editors_count(
    tmp_path: Path, old: str, new: str, part: str
) -> None:
    problems = here(
        write_collection(tmp_path, interventions__hopping=HOPPING.replace(old, new))
    ).problems
    assert {problem.part for problem in problems} == {part}


def test_naming_an_entry_that_is_withheld_is_no_problem(tmp_path: Path) -> None:
    library = here(
        write_collection(tmp_path, sources__able_2020="\t", conditions__sore_knees=b"\xff")
    )
    assert library.withheld == {"able-2020": "source", "sore-knees": "condition"}
    assert {problem.file for problem in library.problems} == {
        "sources/able-2020.yaml",
        "conditions/sore-knees.yaml",
    }
    assert library.collection.focus == "sore-knees"


REFERENCES = {
    "outcome": (
        "outcome: pain",
        "outcome: disability",
        (10, 14, "findings[0].outcome"),
        "write `function`, the id of",
    ),
    "stage": (
        "stage: chronic\n",
        "stage: chornic\n",
        (8, 12, "findings[0].stage"),
        "did you mean `chronic`?",
    ),
    "comparator": (
        "comparator: usual-care",
        "comparator: usual",
        (9, 17, "findings[0].comparator"),
        "did you mean `usual-care`?",
    ),
    "scale": (
        "scale: points-100",
        "scale: points-10",
        (18, 14, "findings[0].effect.scale"),
        "did you mean `points-100`?",
    ),
    "category": (
        "category: exercise",
        "category: drugs",
        (2, 11, "category"),
        "write `drug`, the id of",
    ),
    "source": (
        "sources: [baker-2019, ",
        "sources: [bakker-2019, ",
        (45, 69, "disagreements[0].sources[0]"),
        "did you mean `baker-2019`?",
    ),
    "intervention": (
        "related: [herb-tea]",
        "related: [baker-2019]",
        (47, 11, "related[0]"),
        "add `interventions/baker-2019.yaml`",
    ),
}


@pytest.mark.parametrize("kind", REFERENCES, ids=REFERENCES)
def test_a_reference_that_leads_nowhere_is_reported(tmp_path: Path, kind: str) -> None:
    old, new, place, cure = REFERENCES[kind]
    assert old in HOPPING
    library = here(write_collection(tmp_path, interventions__hopping=HOPPING.replace(old, new, 1)))
    problems = [problem for problem in library.problems if problem.rule == "reference"]
    assert [(p.line, p.column, p.field) for p in problems] == [place]
    assert cure in problems[0].hint
    assert kind in problems[0].message
    assert "hopping" in library.withheld


@pytest.mark.parametrize(
    ("old", "new", "rule", "hint"),
    [
        (
            "category: exercise",
            "category: Medicines",
            "reference",
            'write `drug`, the id of "Medicines"',
        ),
        (
            "category: exercise",
            "category: Moon light",
            "reference",
            "the category ids are exercise, drug",
        ),
        ("related: [herb-tea]", "related: [Herb tea]", "reference", "did you mean `herb-tea`?"),
        ("related: [herb-tea]", "related: [Moon light]", "id-form", "write `moon-light`"),
        ("- id: able-2020--1", "- id: Able-2020--1", "id-form", "write `able-2020--1`"),
    ],
)
def test_a_name_in_the_place_of_an_id_has_one_cure(
    tmp_path: Path, old: str, new: str, rule: str, hint: str
) -> None:
    (problem,) = here(
        write_collection(tmp_path, interventions__hopping=HOPPING.replace(old, new))
    ).problems
    assert (problem.rule, problem.hint) == (rule, hint)


@pytest.mark.parametrize(
    ("about", "cure"),
    [
        ("sore-knees#pf-stair", "did you mean `pf-stairs`?"),
        ("sore-kness", "did you mean `sore-knees`?"),
        ("hopping#able-2020--9", "did you mean `able-2020--1`?"),
        ("pf-stairs", "use the id of an intervention"),
    ],
)
def test_a_claim_about_a_part_that_is_not_there_is_reported(
    tmp_path: Path, about: str, cure: str
) -> None:
    folder = write_collection(tmp_path)
    path = folder / "claims" / "hopping-heals.yaml"
    path.write_text(path.read_text().replace("sore-knees#pf-stairs", about))
    problem = next(
        problem for problem in here(folder).problems if problem.file.startswith("claims")
    )
    if "--" in about:
        assert problem.rule == "id-form"
    else:
        assert at(problem) == (4, 18, "about[1]", "reference")
        assert cure in problem.hint


def test_a_word_of_the_vocabulary_with_errors_takes_what_uses_it_along(tmp_path: Path) -> None:
    folder = write_collection(
        tmp_path, vocabulary__outcomes=OUTCOMES.replace("name: Pain,", "nmae: Pain,")
    )
    library = here(folder)
    assert "pain" not in library.vocabulary.outcomes
    assert library.withheld == {"hopping": "intervention"}
    assert [at(problem) for problem in library.problems] == [
        (1, 3, "[0].name", "missing-field"),
        (1, 14, "[0].nmae", "unknown-field"),
    ]


def test_an_edit_that_breaks_an_entry_keeps_it_as_it_was(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    first = here(folder)
    write(folder, "interventions/hopping.yaml", HOPPING.replace("level: low", "level: lwo"))
    second = here(folder, first)
    assert second.interventions["hopping"] == first.interventions["hopping"]
    assert (second.kept, dict(second.withheld)) == (frozenset({"hopping"}), {})
    assert [problem.rule for problem in second.problems] == ["choice"]
    write(folder, "interventions/hopping.yaml", b"\xff")
    third = here(folder, second)
    assert third.interventions["hopping"] == first.interventions["hopping"]
    assert third.kept == {"hopping"}
    write(folder, "interventions/hopping.yaml", HOPPING.replace("name: Hopping", "name: Hops"))
    fourth = here(folder, third)
    assert fourth.interventions["hopping"].name == "Hops"
    assert (fourth.kept, fourth.problems) == (frozenset(), ())


def test_an_entry_that_breaks_a_rule_is_kept_as_it_was_too(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    first = here(folder)
    write(folder, "interventions/hopping.yaml", HOPPING.replace("high: -3.1", "high: -8.1"))
    second = here(folder, first)
    assert second.kept == {"hopping"}
    assert second.interventions["hopping"] == first.interventions["hopping"]


def test_a_removed_entry_is_gone_and_a_new_one_there(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    first = here(folder)
    (folder / "claims" / "hopping-heals.yaml").unlink()
    write(folder, "sources/new-2022.yaml", SOURCE)
    second = here(folder, first)
    assert (set(second.claims), set(first.claims)) == (set(), {"hopping-heals"})
    assert "new-2022" in second.sources


@pytest.mark.parametrize(
    "path", ["collection.yaml", "vocabulary/outcomes.yaml", "vocabulary/scales.yaml"]
)
@pytest.mark.parametrize("text", ["a:\n\tb", None])
def test_an_edit_that_breaks_collection_or_vocabulary_keeps_them_as_they_were(
    tmp_path: Path, path: str, text: str | None
) -> None:
    folder = write_collection(tmp_path)
    first = here(folder)
    if text is None:
        (folder / path).unlink()
    else:
        write(folder, path, text)
    second = here(folder, first)
    assert second.collection == first.collection
    assert second.problems
    assert set(second.interventions) == set(first.interventions)
    if text is not None:
        assert second.vocabulary == first.vocabulary


def test_what_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    first = here(folder)
    write(folder, "interventions/hopping.yaml", HOPPING.replace("Sore feet", "Sore toes"))
    second = here(folder, first)
    again = [path for path, file in second.files.items() if file is not first.files[path]]
    assert again == ["interventions/hopping.yaml"]
    assert second.interventions["herb-tea"] is first.interventions["herb-tea"]


def test_reading_again_gives_what_a_first_reading_gives(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    first = here(folder)
    write(folder, "sources/able-2020.yaml", SOURCE.replace("Hopping", "Hop"))
    write(
        folder,
        "interventions/herb-tea.yaml",
        HERB_TEA.replace("related: [hopping]", "related: [jumping]"),
    )
    again, anew = here(folder, first), here(folder)
    assert again.problems == anew.problems
    assert again.sources == anew.sources
