"""The collection as data: the files it can be taken as, and what each of their columns says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template

from kb.export.collection_formats import CollectionFormat
from kb.export.edition import Edition, edition
from kb.export.tables.collection_tables import TABLES, row_counts
from kb.export.tables.column import Table
from kb.model.collection import Collection
from kb.model.library import Library
from web.core.reload import state
from web.parts.collection_files import served

blueprint = Blueprint("data", __name__)


@dataclass(frozen=True)
class DataPage:
    """Everything the page needs; `rows` counts those of each table by name."""

    collection: Collection
    edition: Edition
    files: tuple[CollectionFormat, ...]
    tables: tuple[Table[Any], ...]
    rows: Mapping[str, int]


@blueprint.get("/data")
def data() -> str:
    """The collection as data."""
    return render_template("data.html", page=data_page(state().library))


def data_page(library: Library) -> DataPage:
    """The page of a library."""
    rows = row_counts(library)
    return DataPage(library.collection, edition(library), served(library), TABLES, rows)
