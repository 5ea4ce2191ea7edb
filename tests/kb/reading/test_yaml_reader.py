"""Lines of a text that may be fields or items, and lines that are text."""

import pytest

from kb.model.entries import Intervention
from kb.model.problems import Problem
from kb.reading.shape import Shape
from kb.reading.yaml_reader import read_yaml

HEAD = "name: Yoga\n"


def structure(text: str) -> list[Problem]:
    """The problems with lines of a text in an intervention."""
    _, problems = read_yaml(HEAD + text, "yoga.yaml", Shape(model=Intervention))
    return [problem for problem in problems if problem.rule == "structure-in-text"]


@pytest.mark.parametrize(
    ("text", "line", "column", "wanted"),
    [
        ("summary: >-\n  Text.\n  findings:\n  - id: a\n", 4, 3, 1),
        ("summary: |\n  Text.\n    findings: []\n", 4, 5, 1),
        ('summary: "Text.\n  findings: more"\n', 3, 3, 1),
        ("findings:\n  - note: >\n      Text.\n      words: x\n", 5, 7, 5),
        ("findings:\n  - note: >\n      Text.\n      - id: b\n", 5, 7, 3),
        ("findings:\n  - note: >\n      Text.\n      summary: b\n", 5, 7, 1),
        ("findings:\n  - effect:\n      unit: >\n        days\n        better: lower\n", 6, 9, 7),
        ("synonyms:\n  - hatha\n    - iyengar\n", 4, 5, 3),
        ("synonyms:\n  - 'hatha\n    - iyengar'\n", 4, 5, 3),
    ],
)
def test_a_line_of_a_text_that_may_belong_to_the_entry_is_a_problem_there(
    text: str, line: int, column: int, wanted: int
) -> None:
    (problem,) = structure(text)
    assert (problem.line, problem.column, problem.severity) == (line, column, "error")
    assert problem.message.startswith("this line may be a field rather than part of the text: ")
    assert problem.hint.startswith(f"start it in column {wanted}; if")


@pytest.mark.parametrize(
    "text",
    [
        "summary: >-\n  Text.\n  Findings: three.\n",
        "summary: >-\n  Text, and\n  findings too.\n",
        "summary: >-\n  Text.\n  - not an item: the text is in no list.\n",
        "summary: >-\n  Text.\nfindings: []\n",
        "summary: >-\n  Text.\n\n\nfindings: []\n",
        "summary: >-\n  Text.",
        "summary: 'Text\n  more'\nfindings: []\n",
        "synonyms:\n  - >-\n    hatha\n  - iyengar\n",
        "synonyms:\n  - hatha\n    -iyengar\n",
        "summary: 'findings: none'\n",
    ],
)
def test_a_line_that_can_only_be_text_gets_no_message(text: str) -> None:
    assert structure(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<<<<<<< HEAD\nsummary: a\n=======\nsummary: b\n>>>>>>> editor-branch\n", 2),
        ("<<<<<<< ours\nsummary: a\n||||||| base\n=======\nsummary: b\n>>>>>>> theirs\n", 2),
        ("summary: >-\n  a\n<<<<<<< HEAD\n  b\n=======\n  c\n>>>>>>> x\n", 4),
        ("summary: >-\n  a\n  <<<<<<<\n  b\n  =======\n  c\n  >>>>>>>\n", 4),
        ("summary: b\n>>>>>>> half-taken-out\n", 3),
    ],
)
def test_two_versions_left_by_a_merge_are_named_as_such(text: str, line: int) -> None:
    root, (problem,) = read_yaml(HEAD + text, "yoga.yaml", Shape(model=Intervention))
    assert root is None
    assert (problem.line, problem.rule) == (line, "merge-conflict")
    assert "conflict" in problem.message and "keep the lines of one version" in problem.hint


def test_a_line_of_equal_signs_is_no_merge() -> None:
    _, problems = read_yaml(HEAD + "summary: |\n  a\n  =======\n", "y", Shape(model=Intervention))
    assert problems == []
