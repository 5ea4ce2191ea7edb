"""The tables as Parquet files: read by pandas and DuckDB with types, lists and descriptions."""

import io
from decimal import Decimal

import duckdb
import pandas
import pyarrow.parquet
import pytest

from conftest import ROOT
from kb.export.edition import edition
from kb.export.tables.collection_tables import TABLES, records
from kb.export.tables.parquet_files import parquet_files
from kb.loading import load
from kb.model.library import Library


def plain(value: object) -> object:
    """A value as Parquet has it."""
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_row_is_there_with_its_values(table: str, shipped_library: Library) -> None:
    made = parquet_files(shipped_library, edition(shipped_library))[f"{table}.parquet"]
    held = pyarrow.parquet.read_table(io.BytesIO(made))
    wanted = [
        {name: plain(value) for name, value in row.items()}
        for row in records(shipped_library, table)
    ]
    assert held.to_pylist() == wanted
    assert all(field.metadata[b"description"] for field in held.schema)


def test_pandas_and_duckdb_read_it(shipped_library: Library) -> None:
    made = parquet_files(shipped_library, edition(shipped_library))["findings.parquet"]
    frame = pandas.read_parquet(io.BytesIO(made))
    estimates = [row["estimate"] for row in records(shipped_library, "findings")]
    known = [float(str(value)) for value in estimates if value is not None]
    assert list(frame["estimate"].dropna()) == known
    query = duckdb.from_arrow(pyarrow.parquet.read_table(io.BytesIO(made)))
    assert query.aggregate("count(estimate)").fetchall() == [(len(known),)]


def test_a_table_without_rows_keeps_its_columns() -> None:
    library = load(ROOT / "tests" / "migraine")
    made = parquet_files(library, edition(library))["cautions.parquet"]
    held = pyarrow.parquet.read_table(io.BytesIO(made))
    assert held.num_rows == 0
    assert "kind" in held.column_names
