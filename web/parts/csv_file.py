"""A page's rows as a CSV file to download."""

from collections.abc import Iterable

from flask import Response

from kb.export.csv_text import csv_text


def sheet(rows: Iterable[Iterable[object]], name: str) -> Response:
    """The rows as a CSV file of that name, in UTF-8 with the mark that spreadsheets look for."""
    response = Response("\ufeff" + csv_text(rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
