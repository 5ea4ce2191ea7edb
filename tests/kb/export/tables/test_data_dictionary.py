"""The page about the data: it names every column, as the files have them."""

import pytest

from conftest import ROOT
from kb.export.tables.collection_tables import TABLES
from kb.export.tables.data_dictionary import with_tables

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def test_its_tables_are_current() -> None:
    assert with_tables(PAGE) == PAGE, (
        "run `python -m kb.export.tables.data_dictionary docs/data.md`"
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_explained_once(table: object) -> None:
    columns = table.columns  # type: ignore[attr-defined]  # rows of tables differ
    names = [column.name.lower() for column in columns]
    assert len(set(names)) == len(names)
    assert [column.name for column in columns if not column.says.endswith(".")] == []
