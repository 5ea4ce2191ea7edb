"""All tables of a collection, in an order in which each refers only to those before it."""

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
    """The rows of a table by the names of its columns, such as a data frame is made of.

    Raises `LookupError` where there is no such table.
    """
    found = {one.name: one for one in TABLES}[table]
    names = [column.name for column in found.columns]
    return [dict(zip(names, row, strict=True)) for row in found.values(library)]
