"""Sources as files for reference managers and as lists of references, next to the page that shows
them.
"""

from flask import Response

from kb.export.formats import FORMATS, REFERENCE_LISTS
from kb.model.entries import Entry
from kb.model.library import Library
from web.core.links import Link
from web.parts.cited_sources import sources_of

FILES = {**FORMATS, **REFERENCE_LISTS}
# The last part of the address of such a file.
FILE = f"<any({', '.join(repr(ending) for ending in FILES)}):ending>"


def downloads(path: str) -> tuple[Link, ...]:
    """The files next to a page: `/search?q=heat` has `/search.ris?q=heat`."""
    page, question, query = path.partition("?")
    return tuple(
        Link(form.name, f"{page}.{form.ending}{question}{query}") for form in FILES.values()
    )


def reference_file(
    name: str, ending: str, entries: tuple[Entry, ...], library: Library
) -> Response:
    """The sources of these entries as a file of that format; those whose authors or title weren't
    seen come last.
    """
    form = FILES[ending]
    found = sorted(
        sources_of(entries, library), key=lambda one: not one.author or not one.title_seen
    )
    response = Response(form.write(found), content_type=f"{form.media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    return response
