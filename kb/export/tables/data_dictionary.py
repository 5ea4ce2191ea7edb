"""Writes the reference part of `docs/data.md`: every table and column, from their declarations."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.export.tables.collection_tables import TABLES
from kb.export.tables.column import Column, Table

MARKS = re.compile(r"(<!-- tables -->\n).*?(<!-- end of tables -->)", re.DOTALL)


def with_tables(guide: str) -> str:
    """The page with its reference regenerated between the markers."""
    made = "\n".join(line for table in TABLES for line in _table(table))
    return MARKS.sub(lambda found: f"{found[1]}\n{made}\n{found[2]}", guide)


def _table(table: Table[Any]) -> Iterator[str]:
    yield f"### {table.name}\n\n{table.says} Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
    yield "| column | type | derived | what it says |\n|---|---|---|---|"
    for column in table.columns:
        derived = "yes" if column.derived else ""
        yield f"| `{column.name}` | {column.type} | {derived} | {_said(column)} |"
    yield ""


def _said(column: Column[Any]) -> str:
    values = ", ".join(f"`{choice}`" for choice in column.choices)
    refers = f" An id of `{column.refers}`." if column.refers else ""
    return column.says + refers + (f" One of {values}." if values else "")


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
