"""CSV that a spreadsheet opens as text and numbers, never as formulas."""

import csv
import io
import re
from collections.abc import Iterable

from flask import Response

# A spreadsheet runs what begins with one of these; a plain number may.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def sheet(rows: Iterable[Iterable[object]], name: str) -> Response:
    """The rows as a CSV file of that name, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(value) for value in row] for row in rows)
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) and not NUMBER.fullmatch(text) else text
