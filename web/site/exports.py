"""Each entry's sources as files for reference managers, and how the entry itself is cited."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, Flask, Response, current_app

from kb.export.entry_citation import ENTRY_STYLES, as_cited
from kb.export.source_styles import STYLES
from kb.model.entries import FOLDERS, Condition, Entry, Intervention
from kb.model.library import Library
from kb.model.source import Source
from web.core.entry_lookup import entry_or_abort
from web.core.links import Link, entry_url, lasting_url
from web.core.markdown import plain_text
from web.core.reload import state
from web.parts.reference_files import FILE, downloads, reference_file

blueprint = Blueprint("exports", __name__)


@dataclass(frozen=True)
class EntryExport:
    """The end of an entry's page: the entry as a citation by style, its sources as files, and its
    leaflet, where there is one; `addressed` is whether the citations say where to find it, or could
    not in a copy.
    """

    id: str
    citations: tuple[tuple[str, str], ...]
    downloads: tuple[Link, ...]
    leaflet: str
    addressed: bool


def register(app: Flask) -> None:
    """Serve the files, and give templates what they link to."""
    app.register_blueprint(blueprint)
    app.context_processor(
        lambda: {
            "export_of": partial(export_of, library=state().library),
            "downloads": downloads,
        }
    )


def export_of(entry: Entry, library: Library) -> EntryExport:
    """What the page of an entry offers for export."""
    address = lasting_url(entry)
    leaflet = f"{address}/leaflet" if isinstance(entry, Intervention | Condition) else ""
    config = current_app.config
    addressed = isinstance(entry, Source) or bool(config["PUBLIC"] or config["COPIED"])
    return EntryExport(entry.id, _citations(entry, library), downloads(address), leaflet, addressed)


def entry_sources(folder: str, id: str, ending: str) -> Response:
    """The sources of an entry, or the one source itself."""
    library = state().library
    entry = entry_or_abort(getattr(library, folder), id)
    return reference_file(id, ending, (entry,), library)


# One address for each folder: with the folder as a choice, the page of an entry called `yoga.ris`
# would match first.
for name in FOLDERS:
    blueprint.add_url_rule(
        f"/{name}/<id>.{FILE}", view_func=entry_sources, defaults={"folder": name}
    )


def _citations(entry: Entry, library: Library) -> tuple[tuple[str, str], ...]:
    if isinstance(entry, Source):
        return tuple((style, write(entry)) for style, write in STYLES.items())
    public = str(current_app.config["PUBLIC"])
    address = f"{public}{entry_url(entry)}" if public else ""
    today = datetime.now(UTC).date()
    cited = as_cited(entry, plain_text(entry.title), library.collection, address, today)
    return tuple((style, write(cited)) for style, write in ENTRY_STYLES.items())
