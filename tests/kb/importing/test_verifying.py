"""The sources next to fetched records: what differs, what could be added, and what agrees."""

import json
from pathlib import Path

import pytest

from conftest import Run
from kb.command.importer import read_records
from kb.export.csl import csl_json
from kb.importing.verifying import verified
from kb.model.library import Library
from reference_texts import written
from small_collection import write_collection

OURS = {
    "DOI": "10.5555/hopping.1",
    "title": "Hopping for knees",
    "author": [{"family": "Able", "given": "A."}],
    "issued": {"date-parts": [[2020]]},
}


def compared(kb: Run, folder: Path, **fields: object) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and the fields told of with the other's value."""
    collection = write_collection(folder / "c")
    item = {"type": "article-journal", **OURS, **fields}
    file = written(folder, "fetched.csl.json", json.dumps([item]))
    result = kb("sources", "--evidence", collection, "--verify", file, "--json")
    told = json.loads(result.stdout)["disagreements"]
    return result.returncode, [(one["field"], one["theirs"]) for one in told]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"title": "Hopping, for knees"}, []),
        ({"issued": {"date-parts": [[2021]]}, "published-online": {"date-parts": [[2020]]}}, []),
        ({"title": "A survey of something else"}, [("title", "A survey of something else")]),
        ({"issued": {"date-parts": [[2018]]}}, [("issued", "2018")]),
        ({"author": [{"family": "Other", "given": "A."}]}, [("author", "Other")]),
        ({"PMID": "99999999"}, [("PMID", "99999999")]),
        ({"id": "able-2020", "DOI": "10.5555/other"}, [("DOI", "10.5555/other")]),
    ],
)
def test_what_does_not_agree_is_reported(
    kb: Run, tmp_path: Path, fields: dict[str, object], told: list[tuple[str, str]]
) -> None:
    code, found = compared(kb, tmp_path, **fields)
    assert found == told
    assert code == bool(told)


def test_a_record_of_no_source_is_reported(kb: Run, tmp_path: Path) -> None:
    collection = write_collection(tmp_path / "c")
    item = {"type": "book", "title": "Of something else entirely", "DOI": "10.5555/none"}
    file = written(tmp_path, "x.json", json.dumps([item]))
    result = kb("sources", "--evidence", collection, "--verify", file)
    assert result.returncode == 0
    assert "no source for record 1: Of something else entirely" in result.stdout
    assert kb("sources", "--evidence", collection, "--verify", tmp_path / "none").returncode == 2


@pytest.mark.parametrize("each", [20, pytest.param(1, marks=pytest.mark.full)])
def test_our_own_export_agrees_with_us(shipped_library: Library, tmp_path: Path, each: int) -> None:
    sources = list(shipped_library.sources.values())[::each]
    file = written(tmp_path, "ours.csl.json", csl_json(sources))
    done = verified(shipped_library.sources, read_records(file))
    assert (done.disagreements, done.unmatched) == ((), ())
    assert len(done.compared) == len(sources)
