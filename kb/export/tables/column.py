"""Table declarations: columns with name, type and description, and how to get each value.

CSV, the data package, SQLite, Parquet and the data dictionary are all made from these.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from kb.model.library import Library
from kb.model.schema import Model
from kb.reading.shape import Shape, attribute, fields

Type = Literal["string", "integer", "number", "boolean", "date", "list"]
Value = str | int | Decimal | bool | date | tuple[str, ...] | None
R = TypeVar("R")
# The table of what may be referred to.
TABLE_OF = {"source": "sources", "intervention": "interventions"}
TYPES: Mapping[type, Type] = {int: "integer", Decimal: "number", bool: "boolean", date: "date"}


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column. `derived`: calculated from what was written; `choices` are all its values, if there
    are only a few; `refers` is the table its ids refer to.
    """

    name: str
    type: Type
    says: str
    get: Callable[[R], Value]
    derived: bool = False
    choices: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True)
class Table(Generic[R]):
    """A table. `rows` are the objects its columns read; `key` are the columns that identify a row;
    `facets` are the columns to filter by, `searched` those to search.
    """

    name: str
    says: str
    rows: Callable[[Library], Iterator[R]]
    columns: tuple[Column[R], ...]
    key: tuple[str, ...]
    facets: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()

    def values(self, library: Library) -> Iterator[tuple[Value, ...]]:
        """Each row as its values, in column order."""
        for row in self.rows(library):
            yield tuple(column.get(row) for column in self.columns)

    def column(self, name: str) -> Column[R]:
        """The column with that name."""
        return next(column for column in self.columns if column.name == name)


def written(model: type[Model], names: str, of: Callable[[R], Any]) -> Iterator[Column[R]]:
    """Columns for what an editor wrote: one per field of a model, described by its schema.

    `names` are the fields' YAML names, each followed by a colon and the column's name if it
    differs; `of` returns the part of a row they are in, or None. A number is followed by its digits
    as printed.
    """
    for pair in names.split():
        field, _, name = pair.partition(":")
        info, shape = fields(model)[field]
        getting = _getting(of, attribute(model, field))
        yield from _field(name or field.replace("-", "_"), info.description or "", shape, getting)


def every(model: type[Model], but: str = "") -> str:
    """The YAML names of all fields of a model that are a value or a list of values."""
    held = ((name, shape.item or shape) for name, (_, shape) in fields(model).items())
    return " ".join(name for name, shape in held if not shape.model and name not in but.split())


def _getting(of: Callable[[R], Any], attribute: str) -> Callable[[R], Value]:
    def get(row: R) -> Value:
        part = of(row)
        return None if part is None else getattr(part, attribute)

    return get


def _field(name: str, says: str, shape: Shape, get: Callable[[R], Value]) -> Iterator[Column[R]]:
    kind: Type = "list" if shape.item else TYPES.get(shape.value, "string")
    refers = TABLE_OF.get(shape.reference or "", "") if kind == "string" else ""
    yield Column(name, kind, says, get, choices=shape.choices, refers=refers)
    if kind == "number":
        digits = f"`{name}` with its digits as printed, as text."
        yield Column(f"{name}_printed", "string", digits, lambda row: _digits(get(row)))


def _digits(value: Value) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else None


def plain(value: Value) -> str | None:
    """A value as text: lists are separated by semicolons, digits stay as printed."""
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case tuple():
            return "; ".join(value) or None
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return str(value)
