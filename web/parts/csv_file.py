"""A page's rows as a CSV file to download."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from flask import Response, stream_with_context

from kb.export.csv_text import csv_text
from web.core.query_args import all_or_none

AT_ONCE = 3_000  # rows in memory; a longer file is sent while it is made


def sheet(rows: Iterable[Iterable[object]], name: str, notices: Sequence[str]) -> Response:
    """The rows as a CSV file of that name, in UTF-8 with the mark that spreadsheets look for.
    Raises NoFile where there is something to be said of what was asked for.
    """
    all_or_none(notices)
    parts = _parts(iter(rows))
    first, second = f"\ufeff{next(parts, '')}", next(parts, "")
    whole = stream_with_context(chain((first, second), parts)) if second else first
    response = Response(whole, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _parts(rows: Iterator[Iterable[object]]) -> Iterator[str]:
    while some := tuple(islice(rows, AT_ONCE)):
        yield csv_text(some)
