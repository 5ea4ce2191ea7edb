"""The evidence table and comparisons as JSON."""

from dataclasses import replace

from flask import Blueprint, Response, jsonify, request
from pydantic import JsonValue

from kb.export.json_records import cautions
from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.comparison import Row, compare
from kb.overviews.evidence_table import Cell
from web.api.operations import ROOT
from web.api.parameters import list_part
from web.core.links import entry_url
from web.core.reload import state
from web.parts.compare_args import CompareArgs, compare_args
from web.parts.matrix_args import MatrixArgs, matrix_args
from web.parts.matrix_cells import TableRow, cell_url, table_of

blueprint = Blueprint("tables", __name__, url_prefix=ROOT)


@blueprint.get("/matrix")
def evidence_table() -> Response:
    """Interventions by outcome."""
    library = state().library
    return jsonify(matrix_record(matrix_args(request.args, library, 1), list_part(), library))


@blueprint.get("/compare")
def comparison() -> Response:
    """Two to four interventions side by side."""
    library = state().library
    return jsonify(compare_record(compare_args(request.args, library), library))


def matrix_record(args: MatrixArgs, part: slice, library: Library) -> dict[str, JsonValue]:
    """Part of the table for programs: ids, never words of the page, but for statements."""
    one = replace(args, groups=(args.setting.group,))
    table = table_of(one, library, usual="name")
    return {
        "stage": args.setting.stage,
        "comparator": args.setting.group,
        "outcomes": list(args.outcomes),
        "said": list(args.notices),
        "total": len(table.rows),
        "rows": [_matrix_row(row) for row in table.rows[part]],
        "without-total": len(table.without),
        "without": list(table.without[part]),
    }


def _matrix_row(row: TableRow) -> JsonValue:
    return {
        "id": row.entry.id,
        "title": row.entry.title,
        "category": row.entry.category,
        "url": entry_url(row.entry),
        "cells": {
            outcome: cell_record(cell, row.entry) for (_, outcome), cell in row.cells.items()
        },
    }


def compare_record(args: CompareArgs, library: Library) -> dict[str, JsonValue]:
    """The comparison for programs."""
    shared = compare(args.entries, library) if len(args.entries) > 1 else ()
    return {
        "with": [entry.id for entry in args.entries],
        "unknown": [unknown.id for unknown in args.unknown],
        "nearest": {unknown.id: list(unknown.ids) for unknown in args.unknown},
        "left-out": list(args.too_many),
        "cautions": {entry.id: [*cautions(library.answers[entry.id])] for entry in args.entries},
        "outcomes": [
            {"outcome": part.outcome, "rows": [_row_record(row, args) for row in part.rows]}
            for part in shared
        ],
    }


def _row_record(row: Row, args: CompareArgs) -> JsonValue:
    return {
        "stage": row.setting.stage if row.setting else None,
        "comparator": row.setting.group if row.setting else None,
        "differ": list(row.differ),
        "directly-comparable": not row.differ,
        "cells": [
            cell_record(cell, entry) for cell, entry in zip(row.cells, args.entries, strict=True)
        ],
    }


def cell_record(cell: Cell, entry: Intervention) -> JsonValue:
    """A cell for programs."""
    return {
        "shows": cell.shows,
        "certainty": cell.level,
        "finding": cell.finding.id if cell.finding else None,
        "statement": cell.statement.text if cell.statement else None,
        "source": cell.finding.source if cell.finding else None,
        "url": cell_url(cell, entry),
        "more": cell.more,
        "aside": cell.aside,
    }
