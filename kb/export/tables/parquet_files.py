"""The tables as Parquet files, with types and descriptions; needs pyarrow, from the extra
`parquet`.
"""

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kb.export.edition import Edition
from kb.export.tables.collection_tables import TABLES
from kb.export.tables.column import Column, Table, Value
from kb.model.library import Library


def parquet_files(library: Library, of: Edition) -> Mapping[str, bytes]:
    """A Parquet file per table, by name; raises ImportError without pyarrow."""
    return {f"{table.name}.parquet": _file(table, library, of) for table in TABLES}


def _file(table: Table[Any], library: Library, of: Edition) -> bytes:
    import pyarrow
    import pyarrow.parquet

    about = {"title": table.says, "version": of.version, "licence": library.collection.licence}
    schema = pyarrow.schema([_field(column) for column in table.columns], about)
    columns = zip(*table.values(library), strict=True)
    values = [list(map(_stored, column)) for column in columns] or [[] for _ in table.columns]
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(values, schema=schema), out, compression="zstd")
    return out.getvalue()


def _field(column: Column[Any]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow

    types = {
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    kind = types.get(column.type, pyarrow.string())
    return pyarrow.field(column.name, kind, metadata={"description": column.says})


def _stored(value: Value) -> object:
    return float(value) if isinstance(value, Decimal) else value
