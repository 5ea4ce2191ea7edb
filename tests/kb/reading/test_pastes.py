"""Words of other programs and the usual pastes: the suggestion is a line that can be written."""

from pathlib import Path

import pytest

from kb.loading import load
from kb.reading.pastes import authors, interval
from small_collection import write, write_collection

SOURCE = "type: report\ndesign: other\ntitle: A report\n"


def hints(folder: Path, source: str) -> list[str]:
    collection = write_collection(folder / "c")
    write(collection, "sources/new.yaml", source)
    found = load(collection).problems
    return [one.hint for one in found if one.file == "sources/new.yaml" and one.severity == "error"]


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("journal: Spine", "write `container-title`"),
        ("year: 2019", "write `issued`"),
        ("date: 2019", "write `issued`"),
        ("publicationTitle: Spine", "write `container-title`"),
        ("journal-abbreviation: Spine", "write `container-title-short`"),
        ("address: London", "write `publisher-place`"),
        ("doi: 10.1000/x", "write `DOI`"),
        ("abstract: Aim", "remove the line; sources have no such field"),
        (
            "authors: Able AB, Baker C",
            "write `author: [{family: Able, given: AB}, {family: Baker, given: C}]`",
        ),
        (
            "author: Able, Anna; de Baker, Ben",
            "write `author: [{family: Able, given: Anna}, {family: de Baker, given: Ben}]`",
        ),
        ("author: [Able AB]", "write `{family: Able, given: AB}`"),
        ("author: [{last: Able, given: A}]", "write `family`"),
    ],
)
def test_a_word_of_another_program_gets_ours(tmp_path: Path, line: str, cure: str) -> None:
    assert cure in hints(tmp_path, f"{SOURCE}{line}\n")


@pytest.mark.parametrize(
    ("word", "type"),
    [
        ("journalArticle", "article-journal"),
        ("JOUR", "article-journal"),
        ("bookSection", "chapter"),
        ("inproceedings", "paper-conference"),
        ("techreport", "report"),
    ],
)
def test_a_type_of_another_program_gets_ours(tmp_path: Path, word: str, type: str) -> None:
    cures = hints(tmp_path, SOURCE.replace("report", word, 1))
    assert cures == [f"write `{type}`"]


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ("-1.41 to -0.58", "`low: -1.41` and `high: -0.58`"),
        ("−1.41 to −0.58", "`low: -1.41` and `high: -0.58`"),
        ("(0.5, 0.9)", "`low: 0.5` and `high: 0.9`"),
        ("95% CI 1.20 to 2.0", "`low: 1.20` and `high: 2.0`"),
        ("0.5-0.9", "`low: 0.5` and `high: 0.9`"),
        ("-2.1 (-3.31 to -1.03)", "`estimate: -2.1`, `low: -3.31` and `high: -1.03`"),
        ("0.9 to 0.5", None),
        ("about 3", None),
        ("12", None),
    ],
)
def test_an_interval_in_one_field_is_taken_apart(given: str, lines: str | None) -> None:
    assert interval(given) == lines


def test_what_may_be_a_body_is_not_split_into_authors() -> None:
    assert authors("World Health Organization") is None
    assert authors("Health, Education and Welfare") is None


@pytest.mark.parametrize("line", ["low: -11.3 to -3.1", "ci: -11.3 to -3.1", "ci: [-11.3, -3.1]"])
def test_an_interval_pasted_into_a_finding_is_reported_as_two_lines(
    tmp_path: Path, line: str
) -> None:
    folder = write_collection(tmp_path / "c")
    hopping = folder / "interventions/hopping.yaml"
    text = hopping.read_text(encoding="utf-8")
    assert "low: -11.3" in text
    hopping.write_text(text.replace("low: -11.3", line), encoding="utf-8")
    cures = [one.hint for one in load(folder).problems if one.severity == "error"]
    assert "write `low: -11.3` and `high: -3.1`, each on a line of its own" in cures
