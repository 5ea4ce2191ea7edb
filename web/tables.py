"""What shows many interventions at once: the matrix and the comparison, as pages, as CSV and as JSON."""

from flask import Blueprint, Response, jsonify, render_template, request

from web import comparison, matrix
from web.live import state
from web.sheets import sheet

tables = Blueprint("tables", __name__)


@tables.get("/matrix")
def matrix_page() -> str:
    """Interventions by outcome, for one stage and one class of comparators."""
    library = state().library
    return render_template("matrix.html", page=matrix.matrix_page(matrix.asked(request.args, library), library))


@tables.get("/matrix.csv")
def matrix_sheet() -> Response:
    """The same matrix, a line for each cell."""
    library = state().library
    return sheet(matrix.csv_rows(matrix.asked(request.args, library), library), "matrix")


@tables.get("/api/v1/matrix")
def matrix_record() -> Response:
    """The same matrix for programs."""
    library = state().library
    return jsonify(matrix.as_json(matrix.asked(request.args, library), library))


@tables.get("/compare")
def compare_page() -> str:
    """Two to four interventions side by side."""
    library = state().library
    return render_template("compare.html", page=comparison.compare_page(comparison.asked(request.args, library), library))


@tables.get("/api/v1/compare")
def compare_record() -> Response:
    """The same comparison for programs."""
    library = state().library
    return jsonify(comparison.as_json(comparison.asked(request.args, library), library))
