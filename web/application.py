"""web serves the collection as pages and JSON; the only package that knows Flask and bleach."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from threading import Thread
from typing import TYPE_CHECKING

from flask import Flask, g

from search.opening import ENGINES
from web import pages
from web.api import api_page, api_views, finding_views, overview_views, table_views
from web.core import assets, base_path, page_cache, security, theme
from web.core.quick_app import QuickApp
from web.core.reload import Live
from web.editing import open_drafts, past_pages
from web.parts import page_head
from web.site import (
    collection_exports,
    discovery,
    errors,
    exports,
    health,
    layout,
    other_names,
    sitemap,
)
from web.site.reading_ahead import read_ahead

if TYPE_CHECKING:
    from web.core.published import Followed

# Every module there that has a blueprint is a page.
PAGES = tuple(
    module
    for found in iter_modules(pages.__path__)
    if hasattr(module := import_module(f"{pages.__name__}.{found.name}"), "blueprint")
)
SITE = (collection_exports, discovery, sitemap, health, other_names)


def create_app(
    evidence: Path,
    index: Path | None = None,
    *,
    engine: str = ENGINES[0],
    edit: bool = False,
    watch: bool = False,
    public: str = "",
    editing: str = "",
    copied: bool = False,
    published: bool | str = False,
    mounted: str = "",
) -> Flask:
    """The application over a collection: `index` is where indexes are kept, `edit` shows editors
    their problems, `watch` notices edits, and `public` is the address readers reach it at, such as
    https://kb.example or https://host.example/kb; without it no page names an address of its own.
    `editing` is the address of the editing site, where that isn't the one the collection names.
    `copied` leaves out what works on a server alone, for a copy as files. `published` serves what
    is published in the cluster of the environment, with this prefix if it is a text, and reads no
    evidence. `mounted` is the path where another application mounts this one.

    Raises `kb.loading.Unreadable` where there is no collection to read, and what
    `search.opening.open_index` raises.
    """
    app = QuickApp(__name__)
    app.config["EDIT"] = edit
    app.config["PUBLIC"] = public.rstrip("/")
    app.config["EDITING"] = editing
    app.config["COPIED"] = copied
    app.config["MOUNTED"] = mounted
    layout.prepare_templates(app)
    live = app.extensions["live"] = (
        _published(published) if published else Live(evidence, index, engine)
    )

    @app.before_request
    def take_state() -> None:
        g.state = live.state

    security.guard(app)
    open_drafts.register(app, evidence)
    parts = (page_cache, base_path, security, assets, errors, theme, layout, page_head, exports)
    for part in parts:
        part.register(app)
    past_pages.register(app, evidence)
    for module in (*PAGES, api_page, api_views, finding_views, table_views, overview_views, *SITE):
        app.register_blueprint(module.blueprint)
    if watch:
        live.watch()
    if watch and not published:
        Thread(target=read_ahead, args=(app, live), name="ahead", daemon=True).start()
    return app


def _published(prefix: bool | str) -> "Followed":
    from web.core.published import Followed  # its library is an extra

    return Followed(prefix if isinstance(prefix, str) else "")
