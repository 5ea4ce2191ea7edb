"""The page about the data: it names every column, as the files have them."""

import pytest

from conftest import ROOT
from kb.export.tables.collection_tables import TABLES
from kb.export.tables.column import every
from kb.export.tables.data_dictionary import with_tables
from kb.export.tables.finding_columns import FINDINGS
from kb.model.finding import Finding
from kb.model.schema import Model
from kb.reading.shape import fields

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


def test_every_field_of_a_finding_has_a_column() -> None:
    """Those of other entries are taken as they come; a finding's are put in an order by hand."""
    names = {column.name for column in FINDINGS.columns}
    models: list[type[Model]] = [Finding]
    models += [shape.model for _, shape in fields(Finding).values() if shape.model]
    written = [name for model in models for name in every(model).split()]
    kinds = ("certainty", "certainty_stated", "review", "indirect", "absolute", "against")
    ways = ("{}", "{}_stated", "certainty_{}_given", *(f"{kind}_{{}}" for kind in kinds))
    missing = [
        name
        for name in written
        if name != "id" and not {way.format(name.replace("-", "_")) for way in ways} & names
    ]
    assert missing == ["plural", "key"], "one is grammar; the other is derived: key_place"
