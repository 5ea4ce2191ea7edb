"""Sources compared with a list of retractions in the columns of the Retraction Watch data."""

import csv
import json
from pathlib import Path

import pytest

from conftest import Run
from factories import a_library, a_source
from kb.overviews.retractions import Notice, differences, notices
from small_collection import ABLE, BAKER, HOPPING, SOCIETY, write_collection

LIST = Path(__file__).with_name("retractions.csv")
RETRACTED = {"kind": "retracted", "date": "2024-03-05"}


def listed() -> tuple[Notice, ...]:
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        return tuple(notices(csv.DictReader(file)))


def found(**fields: object) -> list[tuple[str, str | None, str]]:
    """What the list says of a source against its status: id, status expected, record."""
    library = a_library(sources=[a_source(id="able-2020", **fields)])
    return [
        (one.source.id, one.expected, one.notice.record) for one in differences(library, listed())
    ]


def test_a_source_is_known_by_its_doi_whatever_its_letters() -> None:
    assert found(DOI="10.5555/hopping.1") == [("able-2020", "retracted", "90001")]


def test_a_source_is_known_by_its_pmid() -> None:
    assert found(PMID="23456789") == [("able-2020", "concern", "90002")]


def test_a_status_that_agrees_is_no_difference() -> None:
    assert found(DOI="10.5555/hopping.1", status=RETRACTED) == []


def test_another_status_is_a_difference() -> None:
    corrected = {"kind": "corrected", "date": "2022"}
    assert found(DOI="10.5555/hopping.1", status=corrected) == [("able-2020", "retracted", "90001")]


def test_a_paper_that_was_reinstated_needs_no_status_and_should_have_none() -> None:
    assert found(DOI="10.5555/guideline.1") == []
    assert found(DOI="10.5555/guideline.1", status=RETRACTED) == [("able-2020", None, "90004")]
    assert found(DOI="10.5555/guideline.1", status={"kind": "lapsed", "date": "2022"}) == []


def test_what_has_no_identifier_is_matched_with_nothing() -> None:
    assert found() == []
    assert found(DOI="10.5555/another") == []


def test_a_notice_has_its_day_and_reasons_in_plain_form() -> None:
    first, *_, last = listed()
    assert (first.day, first.notice) == ("2024-03-05", "10.5555/retraction.1")
    assert first.reason == "Concerns/Issues About Data; Investigation by Journal/Publisher"
    assert (last.day, last.doi, last.pmid) == ("", "", "")  # no such day, no identifier


def test_the_command_lists_them_and_ends_with_1(kb: Run, tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    shown = kb("sources", "--against", LIST, "--evidence", folder)
    assert shown.returncode == 1
    assert "sources/able-2020.yaml: retracted on 2024-03-05 by the list" in shown.stdout
    assert (
        "write `status: {kind: retracted, date: 2024-03-05, notice: 10.5555/retraction.1}`"
        in shown.stdout
    )
    records = json.loads(kb("sources", "--against", LIST, "--json", "--evidence", folder).stdout)
    assert records["notices"] == 5
    assert [(one["id"], one["status"], one["listed"]) for one in records["differences"]] == [
        ("able-2020", None, "retracted")
    ]


def test_the_command_ends_with_0_where_all_agree(kb: Run, tmp_path: Path) -> None:
    folder = write_collection(
        tmp_path,
        sources__able_2020=f"{ABLE}status: {{kind: retracted, date: 2024-03-05}}\n",
        sources__baker_2019=BAKER,
        sources__knee_society_2021=SOCIETY,
        interventions__hopping=HOPPING,
    )
    shown = kb("sources", "--against", LIST, "--evidence", folder)
    assert (shown.returncode, shown.stdout) == (0, "0 to correct, according to 5 notices.\n")


@pytest.mark.parametrize("text", [None, "a,b\n1,2\n"], ids=["no file", "other columns"])
def test_what_is_no_such_list_is_refused_in_a_sentence(
    kb: Run, tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "list.csv"
    if text:
        path.write_text(text)
    shown = kb("sources", "--against", path, "--evidence", write_collection(tmp_path / "evidence"))
    assert shown.returncode == 2
    assert len(shown.stderr.strip().splitlines()) == 1
