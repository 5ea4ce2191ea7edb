"""The whole collection as files to download, each made once per version of the content unless it
is large.
"""

from flask import Blueprint, Response, abort

from kb.export.collection_formats import COLLECTION_FORMATS, CollectionFormat, archive
from kb.export.edition import edition
from kb.used_lately import Used
from web.core.reload import State, state
from web.parts.collection_files import is_served

blueprint = Blueprint("collection_exports", __name__)
MOST_BYTES = 16_000_000  # of such files are kept ready


def collection_file(name: str) -> Response:
    """The collection in one form."""
    form, now = COLLECTION_FORMATS[name], state()
    if not is_served(form, now.library):
        abort(404)
    ready = now.once("exports", lambda: Used[bytes](MOST_BYTES, len))
    data = ready.get(name) or ready.put(name, _made(form, now))
    response = Response(data, content_type=form.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{form.download}"'
    return response


def _made(form: CollectionFormat, now: State) -> bytes:
    files = form.make(now.library, edition(now.library))
    return files[form.file] if form.file else archive(files)


for form in COLLECTION_FORMATS.values():
    blueprint.add_url_rule(
        form.address, form.name, view_func=collection_file, defaults={"name": form.name}
    )
