"""The tables as CSV files with a data dictionary: a Frictionless data package.

Follows the Data Package and Table Schema specifications, version 1; no byte order mark, which R
would read as part of the first column's name.
"""

import json
from collections.abc import Mapping
from typing import Any

from kb.export.csv_text import csv_text
from kb.export.edition import Edition
from kb.export.tables.collection_tables import TABLES
from kb.export.tables.column import Column, Table, plain
from kb.model.library import Library

SEVERAL = "; several are separated by semicolons"


def data_package(library: Library, of: Edition) -> Mapping[str, bytes]:
    """The files of the data package by name: `datapackage.json` and a CSV file per table."""
    files = {f"{table.name}.csv": _csv(table, library).encode() for table in TABLES}
    package = json.dumps(descriptor(library, of), ensure_ascii=False, indent=1)
    return {"datapackage.json": f"{package}\n".encode(), **files}


def descriptor(library: Library, of: Edition) -> dict[str, Any]:
    """The data dictionary."""
    collection = library.collection
    return {
        "profile": "tabular-data-package",
        "name": "evidence",
        "title": collection.title,
        "description": collection.description,
        "version": of.version,
        "created": f"{of.day.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": collection.licence,
                "path": f"https://spdx.org/licenses/{collection.licence}.html",
            }
        ],
        "resources": [_resource(table) for table in TABLES],
    }


def _csv(table: Table[Any], library: Library) -> str:
    headings = [column.name for column in table.columns]
    rows = ([plain(value) for value in row] for row in table.values(library))
    return csv_text([headings, *rows])


def _resource(table: Table[Any]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "title": table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_refers(column) for column in table.columns if column.refers],
        },
    }


def _field(column: Column[Any], table: Table[Any]) -> dict[str, Any]:
    several = column.type == "list"
    limits = {"required": True} if column.name in table.key else {}
    choices = {"enum": list(column.choices)} if column.choices else {}
    return {
        "name": column.name,
        "type": "string" if several else column.type,
        "description": column.says.removesuffix(".") + (SEVERAL if several else "") + ".",
        **({"constraints": {**limits, **choices}} if limits or choices else {}),
    }


def _refers(column: Column[Any]) -> dict[str, Any]:
    to = {"resource": column.refers, "fields": "id"}
    return {"fields": column.name, "reference": to}
