"""The tables as a data package: valid by its own dictionary, and the same in whatever reads it."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest
from frictionless import Package

from any_collection import any_collection, written
from conftest import ROOT, full
from kb.export.csv_text import harmless
from kb.export.edition import edition
from kb.export.tables.collection_tables import TABLES, records
from kb.export.tables.data_package import data_package
from kb.loading import load
from kb.model.library import Library


def package(library: Library, folder: Path) -> Path:
    folder.mkdir()
    for name, data in data_package(library, edition(library)).items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def shipped_package(shipped_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(shipped_library, tmp_path_factory.mktemp("csv") / "evidence")


def errors(folder: Path) -> list[Any]:
    report = Package(str(folder / "datapackage.json")).validate()
    found: list[Any] = report.flatten(["title", "note", "rowNumber", "fieldName"])
    return found


def test_the_shipped_collection_is_a_valid_data_package(shipped_package: Path) -> None:
    assert errors(shipped_package) == []


def test_a_wrong_value_would_be_seen(shipped_package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "wrong"
    folder.mkdir()
    for path in shipped_package.iterdir():
        text = path.read_text(encoding="utf-8")
        wrong = text.replace('"systematic-review"', '"a-guess"', 1)
        (folder / path.name).write_text(wrong if path.suffix == ".csv" else text, encoding="utf-8")
    assert len(errors(folder)) == 1


def test_another_collection_is_one_too(tmp_path: Path) -> None:
    assert errors(package(load(ROOT / "tests" / "migraine"), tmp_path / "out")) == []


SEEDS = [0, *full(*range(1, 4))]


@pytest.mark.parametrize("seed", SEEDS)
def test_any_collection_is_one_too(seed: int, tmp_path: Path) -> None:
    library = load(written(tmp_path / "evidence", any_collection(seed)))
    assert not [one for one in library.problems if one.severity == "error"]
    assert errors(package(library, tmp_path / "out")) == []


def test_every_finding_is_a_row_with_its_digits_as_printed(
    shipped_library: Library, shipped_package: Path
) -> None:
    with (shipped_package / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["intervention"], row["finding"]): row for row in csv.DictReader(file)}
    findings = {
        (entry.id, one.id): one
        for entry in shipped_library.interventions.values()
        for one in entry.findings
    }
    assert rows.keys() == findings.keys()
    for key, finding in findings.items():
        printed = str(finding.effect.estimate) if finding.effect else ""
        derived = shipped_library.answers[key[0]].findings[finding.id]
        assert rows[key]["estimate"] == rows[key]["estimate_printed"] == printed
        assert rows[key]["statement"] == derived.text
        assert rows[key]["certainty"] == derived.level


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_pandas_and_duckdb_read_what_was_written(
    table: str, shipped_library: Library, shipped_package: Path
) -> None:
    wanted = records(shipped_library, table)
    path = shipped_package / f"{table}.csv"
    frame = pandas.read_csv(path)
    names = [column.name for one in TABLES if one.name == table for column in one.columns]
    counts = ", ".join(f'count("{name}")' for name in names)
    counted = duckdb.sql(f"SELECT {counts} FROM '{path}'").fetchall()  # noqa: S608 - our own names
    given = [sum(row[name] not in (None, ()) for row in wanted) for name in names]
    assert list(frame.columns) == names
    assert list(frame.count()) == list(counted[0]) == given
    for name in names:
        values = [row[name] for row in wanted]
        numbers = [float(value) for value in values if isinstance(value, int | Decimal)]
        if numbers and "printed" not in name:
            assert list(frame[name].dropna().astype(float)) == numbers, name


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    library = load(written(tmp_path / "evidence", any_collection(3)))
    folder, marked = package(library, tmp_path / "out"), 0
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if harmless(cell) != cell] == []
        marked += sum(cell.startswith("'=") for cell in cells)
    assert marked, "a text of this collection begins like a formula"


def test_every_column_is_described_with_its_type(shipped_package: Path) -> None:
    package = json.loads((shipped_package / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"].endswith("."), (resource["name"], field["name"])
    assert package["licenses"][0]["name"] == "CC0-1.0"


def test_the_same_collection_gives_the_same_bytes(shipped_package: Path, evidence: Path) -> None:
    again = load(evidence)
    made = data_package(again, edition(again))
    assert {name: (shipped_package / name).read_bytes() for name in made} == made
