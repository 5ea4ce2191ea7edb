"""A list of entries' ids in a cookie, kept within bounds."""

import re
from collections.abc import Iterable

from flask import Response

from kb.model.scalars import ID

BETWEEN = "."  # is in no id and needs no quotes in a cookie
MOST = 100
# Browsers keep cookies of 4,096 bytes, name and attributes included.
LONGEST = 3_800


def ids_in(cookie: str) -> tuple[str, ...]:
    """The ids a cookie holds, in the order they were added; what isn't an id is left out."""
    found = (id for id in cookie[:LONGEST].split(BETWEEN) if len(id) <= 80 and re.fullmatch(ID, id))
    return tuple(dict.fromkeys(found))[:MOST]


def with_added(ids: tuple[str, ...], id: str) -> tuple[str, ...] | None:
    """The ids with one more, or None if the cookie has no room."""
    added = tuple(dict.fromkeys((*ids, id)))
    return added if len(added) <= MOST and len(BETWEEN.join(added)) <= LONGEST else None


def set_ids(
    response: Response, name: str, ids: Iterable[str], *, secure: bool, seconds: int | None = None
) -> Response:
    """Put the ids into the reader's browser, for so long or until it is closed."""
    response.set_cookie(
        name, BETWEEN.join(ids), seconds, secure=secure, httponly=True, samesite="Lax"
    )
    return response
