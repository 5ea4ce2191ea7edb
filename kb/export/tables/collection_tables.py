"""All tables of a collection, ordered so that each refers only to earlier ones."""

from collections.abc import Mapping
from typing import Any

from kb.export.tables.column import Table, Value
from kb.export.tables.entry_columns import CLAIMS, INTERVENTIONS, SOURCES, VOCABULARY
from kb.export.tables.finding_columns import CERTAINTY_REASONS, FINDINGS
from kb.export.tables.part_columns import CAUTIONS, HARMS, RECOMMENDATIONS
from kb.model.library import Library

TABLES: tuple[Table[Any], ...] = (
    SOURCES,
    INTERVENTIONS,
    FINDINGS,
    CERTAINTY_REASONS,
    HARMS,
    CAUTIONS,
    RECOMMENDATIONS,
    CLAIMS,
    VOCABULARY,
)


def records(library: Library, table: str) -> list[dict[str, Value]]:
    """The rows of a table as dicts by column name, for example for a data frame.

    Raises `LookupError` for an unknown table.
    """
    found = {one.name: one for one in TABLES}[table]
    names = [column.name for column in found.columns]
    return [dict(zip(names, row, strict=True)) for row in found.values(library)]


def row_counts(library: Library) -> Mapping[str, int]:
    """How many rows each table has, by name."""
    return library.row_counts or {
        table.name: sum(1 for _ in table.rows(library)) for table in TABLES
    }
