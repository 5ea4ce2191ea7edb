"""The SQLite file: whole, keyed, searchable, and served by Datasette as it is."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from kb.export.edition import edition
from kb.export.tables.collection_tables import TABLES, records
from kb.export.tables.sqlite_file import VIEWS, sqlite_files
from kb.export.whole_files import write_folder
from kb.model.library import Library


@pytest.fixture(scope="module")
def folder(shipped_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sqlite") / "data"
    write_folder(made, sqlite_files(shipped_library, edition(shipped_library)))
    return made


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "evidence.db")) as opened:
        yield opened


def test_it_is_sound_and_every_key_leads_somewhere(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    referring = database.execute("PRAGMA foreign_key_list(findings)").fetchall()
    assert {row[2] for row in referring} == {"interventions", "sources"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_it_has_every_row(
    table: Any,  # noqa: ANN401 - rows differ
    database: sqlite3.Connection,
    shipped_library: Library,
) -> None:
    query = f"SELECT {', '.join(table.key)} FROM {table.name} ORDER BY rowid"  # noqa: S608
    rows = database.execute(query).fetchall()
    wanted = [tuple(row[key] for key in table.key) for row in records(shipped_library, table.name)]
    assert rows == wanted


def test_full_text_search_finds_statements(database: sqlite3.Connection) -> None:
    query = (
        "SELECT DISTINCT f.intervention FROM findings f JOIN findings_fts"
        " ON findings_fts.rowid = f.rowid WHERE findings_fts MATCH 'yoga'"
    )
    assert ("yoga",) in database.execute(query).fetchall()


def test_views_are_what_they_say(database: sqlite3.Connection, shipped_library: Library) -> None:
    def count(view: str) -> int:
        return int(database.execute(f"SELECT count(*) FROM {view}").fetchone()[0])  # noqa: S608

    answers = shipped_library.answers.values()
    assert count("key_findings") == sum(len(answer.key) for answer in answers)
    assert count("usable_findings") == sum(
        one.unfit is None for answer in answers for one in answer.findings.values()
    )
    assert count("answers") == len(shipped_library.interventions)


def test_it_describes_itself(database: sqlite3.Connection) -> None:
    described = database.execute("SELECT count(*) FROM columns").fetchone()[0]
    assert described == sum(len(table.columns) for table in TABLES)
    about = dict(database.execute("SELECT name, value FROM collection").fetchall())
    assert about["licence"] == "CC0-1.0"
    assert about["version"]


def served(folder: Path, address: str) -> Any:  # noqa: ANN401 - JSON has no common type
    """What Datasette answers, as `datasette FOLDER` serves it."""
    answer = asyncio.run(Datasette(config_dir=folder).client.get(address))
    return answer.json()


def test_datasette_serves_it_with_facets_search_and_descriptions(folder: Path) -> None:
    page = served(folder, "/evidence/findings.json?_search=yoga&_size=5&_shape=objects")
    every = served(folder, "/evidence/findings.json?_size=0")["filtered_table_rows_count"]
    assert 0 < page["filtered_table_rows_count"] < every
    assert page["rows"][0]["statement"]
    facets = page["facet_results"]
    assert {"certainty", "shows", "stage", "outcome"} <= set(facets)
    assert served(folder, "/-/metadata.json")["license"] == "CC0-1.0"


def test_datasette_counts_each_of_several_values(folder: Path) -> None:
    facets = served(folder, "/evidence/cautions.json?_size=1")["facet_results"]
    assert facets["group"]["type"] == "array"
    assert facets["group"]["results"]


def test_datasette_shows_every_view(folder: Path) -> None:
    shown = served(folder, "/evidence.json")
    assert {view["name"] for view in shown["views"]} == set(VIEWS)
    for name, view in VIEWS.items():
        assert set(served(folder, f"/evidence/{name}.json?_size=1")["facet_results"]) == set(
            view.facets
        )
