"""The entry an address names, or the error page that says why there is none."""

from collections.abc import Mapping
from typing import TypeVar

from flask import abort, request
from werkzeug.exceptions import NotFound

from kb.model.entries import FOLDERS
from kb.model.schema import Filed
from web.core.reload import state

AT = "at"  # what asks for an earlier version of an entry's page
Found = TypeVar("Found", bound=Filed)


class NoVersion(NotFound):
    """No such version of an entry; the description says why."""


def entry_or_abort(entries: Mapping[str, Found], id: str) -> Found:
    """The entry of that id; answers 503 where its file has errors, and 404 where there is none."""
    if id not in entries:
        kind = FOLDERS[request.path.split("/")[1]]
        abort(503 if state().library.withheld.get(id) == kind else 404)
    return entries[id]
