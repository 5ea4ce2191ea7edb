"""The tables as one SQLite file with keys, views and full-text search, and metadata for
Datasette.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kb.export.edition import Edition
from kb.export.tables.collection_tables import TABLES
from kb.export.tables.column import Column, Table, Value
from kb.export.tables.finding_columns import FINDINGS
from kb.model.library import Library

NAME = "evidence"
TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
# What a row of another table is called where it is referred to.
LABELS = {"interventions": "name", "sources": "reference"}


class View(NamedTuple):
    """A view: what it shows, the facets to begin with, and its query."""

    says: str
    facets: tuple[str, ...]
    query: str


VIEWS = {
    "key_findings": View(
        "The findings on the answer cards, in their order there.",
        FINDINGS.facets,
        "SELECT * FROM findings WHERE key_place IS NOT NULL ORDER BY intervention, key_place",
    ),
    "usable_findings": View(
        "The findings that can stand for their intervention: nothing is set aside.",
        FINDINGS.facets,
        "SELECT * FROM findings WHERE set_aside IS NULL",
    ),
    "answers": View(
        "Each intervention with the sentence of its first key finding.",
        ("category", "certainty", "shows"),
        "SELECT i.id, i.name, i.category, i.certainty, i.shows, i.comparison, f.statement"
        " FROM interventions i LEFT JOIN findings f"
        " ON f.intervention = i.id AND f.finding = i.first_key_finding ORDER BY i.name",
    ),
}


def sqlite_files(library: Library, of: Edition) -> Mapping[str, bytes]:
    """The database, and the metadata for `datasette FOLDER`."""
    metadata = json.dumps(datasette_metadata(library, of), ensure_ascii=False, indent=1)
    return {f"{NAME}.db": database(library, of), "metadata.json": f"{metadata}\n".encode()}


def database(library: Library, of: Edition) -> bytes:
    """The SQLite file: the tables, `collection` and `columns` to describe them, and views."""
    made = sqlite3.connect(":memory:")
    try:
        with made:
            _describe(made, library, of)
            for table in TABLES:
                _fill(made, table, library)
            for name, view in VIEWS.items():
                made.execute(f"CREATE VIEW {name} AS {view.query}")
        return made.serialize()
    finally:
        made.close()


def _describe(made: sqlite3.Connection, library: Library, of: Edition) -> None:
    collection = library.collection
    about = {
        "title": collection.title,
        "description": collection.description,
        "licence": collection.licence,
        "version": of.version,
        "date": of.day.isoformat(),
        "digest": of.digest,
    }
    made.execute("CREATE TABLE collection (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    made.executemany("INSERT INTO collection VALUES (?, ?)", about.items())
    made.execute(
        'CREATE TABLE columns ("table" TEXT, "column" TEXT, type TEXT, derived INTEGER,'
        ' description TEXT, PRIMARY KEY ("table", "column"))'
    )
    made.executemany(
        "INSERT INTO columns VALUES (?, ?, ?, ?, ?)",
        [(t.name, c.name, c.type, c.derived, c.says) for t in TABLES for c in t.columns],
    )


def _fill(made: sqlite3.Connection, table: Table[Any], library: Library) -> None:
    made.execute(f"CREATE TABLE {table.name} (\n  {_join(_definitions(table))}\n)")
    marks = ", ".join("?" * len(table.columns))
    rows = (tuple(map(_stored, row)) for row in table.values(library))
    made.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608 - our names
    for column in table.columns:
        if column.refers or column.name in table.facets:
            index = f"{table.name}_{column.name}"
            made.execute(f'CREATE INDEX {index} ON {table.name} ("{column.name}")')
    _make_searchable(made, table)


def _definitions(table: Table[Any]) -> Iterator[str]:
    yield from (_definition(column, table) for column in table.columns)
    yield f"PRIMARY KEY ({', '.join(table.key)})"
    for column in table.columns:
        if column.refers:
            yield f'FOREIGN KEY ("{column.name}") REFERENCES {column.refers} (id)'


def _definition(column: Column[Any], table: Table[Any]) -> str:
    needed = " NOT NULL" if column.name in table.key else ""
    return f'"{column.name}" {TYPES.get(column.type, "TEXT")}{needed}'


def _join(parts: Iterator[str]) -> str:
    return ",\n  ".join(parts)


def _make_searchable(made: sqlite3.Connection, table: Table[Any]) -> None:
    """Full-text search over the table's own text, without storing it twice; Datasette knows it by
    the quotation marks.
    """
    index = f"{table.name}_fts"
    made.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5 ({', '.join(table.searched)},"
        f' content="{table.name}",'
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    made.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - our names


def _stored(value: Value) -> str | int | float | None:
    """A value as SQLite stores it: lists as JSON, so that Datasette counts each item."""
    match value:
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case bool():
            return int(value)
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
    return value


def datasette_metadata(library: Library, of: Edition) -> dict[str, Any]:
    """Titles, licence, descriptions of all columns, and each table's initial facets."""
    collection = library.collection
    views = {
        name: {"description": view.says, "facets": list(view.facets)}
        for name, view in VIEWS.items()
    }
    return {
        "title": collection.title,
        "description": f"{collection.description} Version {of.version}.",
        "license": collection.licence,
        "license_url": f"https://spdx.org/licenses/{collection.licence}.html",
        "databases": {NAME: {"tables": {t.name: _shown(t) for t in TABLES} | views}},
    }


def _shown(table: Table[Any]) -> dict[str, Any]:
    label = {"label_column": LABELS[table.name]} if table.name in LABELS else {}
    return {
        "description": table.says,
        "columns": {column.name: column.says for column in table.columns},
        "facets": [_facet(table.column(name)) for name in table.facets],
        **label,
    }


def _facet(column: Column[Any]) -> str | dict[str, str]:
    return {"array": column.name} if column.type == "list" else column.name
