"""What shows many interventions at once: the matrix and the comparison, as pages, as CSV and as JSON."""

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request

from kb.overviews.comparison import MOST
from web.core.reload import state
from web.pages import compare, matrix
from web.pages.basket import BETWEEN, ids_in
from web.site.csv_sheet import sheet

tables = Blueprint("tables", __name__)


@tables.get("/matrix")
def matrix_page() -> str:
    """Interventions by outcome, for one stage and one class of comparators."""
    library = state().library
    return render_template(
        "matrix.html", page=matrix.matrix_page(matrix.asked(request.args, library), library)
    )


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
def compare_page() -> str | Response:
    """Two to four interventions side by side. `add` and `without` change what is compared: these, or what was compared last."""
    library = state().library
    if not request.args.keys().isdisjoint(compare.CHANGES):
        return _changed(
            compare.changed(request.args, ids_in(request.cookies.get(compare.COOKIE, "")))
        )
    return render_template(
        "compare.html", page=compare.compare_page(compare.asked(request.args, library), library)
    )


def _changed(ids: tuple[str, ...]) -> Response:
    """To the comparison of these, which the browser remembers until it is closed."""
    made = redirect(compare.compare_url(ids))
    answer = Response(made.data, made.status_code, made.headers)
    answer.headers["Cache-Control"] = "no-store"
    secure = request.is_secure or str(current_app.config["PUBLIC"]).startswith("https:")
    known = [id for id in ids if id in state().library.interventions][:MOST]
    answer.set_cookie(
        compare.COOKIE, BETWEEN.join(known), secure=secure, httponly=True, samesite="Lax"
    )
    return answer


@tables.get("/api/v1/compare")
def compare_record() -> Response:
    """The same comparison for programs."""
    library = state().library
    return jsonify(compare.as_json(compare.asked(request.args, library), library))
