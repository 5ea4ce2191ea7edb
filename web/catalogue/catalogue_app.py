"""The application over several collections, and the choice between it and that over one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from flask import Flask, Response, request

from kb.library_cache import default_directory
from kb.loading import collection_id
from kb.reading.did_you_mean import nearest
from search.opening import ENGINES
from web.api.api_views import answer
from web.application import create_app
from web.catalogue import catalogue_api, catalogue_pages
from web.catalogue.members import FOLDER, Catalogue, Member
from web.core import assets, base_path, page_cache, security, theme, wording
from web.core.links import Link
from web.core.quick_app import QuickApp
from web.core.theme import ThemeLink, theme_links
from web.site import errors, layout

NO_FOLDER = Path("/dev/null/no-folder")  # of what is published without its files


@dataclass(frozen=True)
class Serving:
    """What to serve, and how: as for `create_app`, but of several collections, by folder or, if
    they are published, by the prefixes that the environment names.
    """

    folders: Sequence[Path]
    index: Path | None = None
    engine: str = ENGINES[0]
    edit: bool = False
    watch: bool = False
    public: str = ""
    editing: str = ""
    published: bool = False

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """Of what is published. Raises Unavailable for wrong settings."""
        return _prefixes() if self.published else ()

    @property
    def several(self) -> bool:
        """Whether it is more than one collection."""
        return len(self.prefixes or self.folders) > 1


def create_site(serving: Serving) -> Flask:
    """The application over one collection, or over several, each below a path of its own.

    Raises what `create_app` raises if no collection can be served.
    """
    if serving.several:
        return create_catalogue(serving)
    return _application(serving, serving.folders[0], serving.index)


def titles(site: Flask) -> Iterator[str]:
    """What the collections are called that this application serves."""
    catalogue = site.extensions.get("catalogue")
    apps = [member.app for member in catalogue if member.app] if catalogue else [site]
    yield from (app.extensions["live"].state.library.collection.title for app in apps)


def create_catalogue(serving: Serving) -> Flask:
    """The application over several collections."""
    app = QuickApp("web")
    app.config.update(EDIT=serving.edit, PUBLIC=serving.public.rstrip("/"), MOUNTED="")
    layout.prepare_templates(app)
    app.add_template_filter(base_path.moved, "below")  # in templates alone, around HTML
    catalogue = app.extensions["catalogue"] = Catalogue([*_members(serving)])
    app.wsgi_app = catalogue.before(app.wsgi_app)  # type: ignore[method-assign]  # as Flask's documentation has it
    security.guard(app)
    page_cache.compress(app)
    for part in (base_path, security, assets, theme):
        part.register(app)
    errors.register(app, partial(_near, catalogue), "catalogue_error.html")
    app.before_request(lambda: catalogue_pages.require(request.path))
    app.after_request(answer)
    app.after_request(_by_cookie)
    app.context_processor(lambda: _frame(app))
    for module in (catalogue_pages, catalogue_api):
        app.register_blueprint(module.blueprint)
    if serving.watch:
        catalogue.watch()
    return app


def _members(serving: Serving) -> list[Member]:
    folders = [(collection_id(folder), folder) for folder in serving.folders]
    if serving.published:
        known = dict(folders)
        folders = [(prefix, known.get(prefix, NO_FOLDER)) for prefix in serving.prefixes]
    index = serving.index or default_directory()
    return [
        Member(id, partial(_application, serving, folder, index / id, id)) for id, folder in folders
    ]


def _application(serving: Serving, folder: Path, index: Path | None, id: str = "") -> Flask:
    """The application over one collection, mounted if it has an id."""
    path, public = f"{FOLDER}/{id}" if id else "", serving.public.rstrip("/")
    return create_app(
        folder,
        index,
        engine=serving.engine,
        edit=serving.edit,
        watch=serving.watch,
        public=public and public + path,
        editing=serving.editing,
        published=serving.published and (id or True),
        mounted=path and base_path.base_path(public) + path,
    )


def _prefixes() -> tuple[str, ...]:
    from search.engines.opensearch.cluster_settings import cluster_settings  # an extra

    return cluster_settings().prefix


@dataclass(frozen=True)
class Frame:
    """What the frame of a page over all collections shows."""

    title: str
    description: str
    public: str
    path: str
    theme: str
    themes: tuple[ThemeLink, ...]


def _frame(app: Flask) -> dict[str, object]:
    themes = theme_links(request)
    count = sum(1 for _ in app.extensions["catalogue"])
    return {
        "site": Frame(
            title=wording.ALL_COLLECTIONS,
            description=wording.ABOUT_ALL.format(count=count),
            public=app.config["PUBLIC"],
            path=request.path,
            theme=next(way.colours for way in themes if way.selected),
            themes=themes,
        ),
        "cached": lambda piece, *said: piece(*said),
    }


def _by_cookie(response: Response) -> Response:
    """Pages differ by the theme and level a reader keeps."""
    if response.mimetype == "text/html":
        response.vary.add("Cookie")
    return response


def _near(catalogue: Catalogue, path: str) -> tuple[Link, ...]:
    """The collections whose ids are like the one in the path; for other paths the entries of each
    that are.
    """
    served = {member.id: member for member in catalogue if member.app}
    if path.startswith(f"{FOLDER}/"):
        alike = nearest(path.split("/")[2], served) or served
        return tuple(_link(served[id]) for id in alike)
    return tuple(
        Link(f"{link.words} ({_link(member).words})", member.path + link.url)
        for member in served.values()
        for link in errors.suggestions(path, member.state.library)
    )


def _link(member: Member) -> Link:
    return Link(member.state.library.collection.title, f"{member.path}/")
