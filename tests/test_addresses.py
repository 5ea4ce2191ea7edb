"""No page escapes the tests that go through all of them."""

from pathlib import Path

import pytest
from flask import Flask, template_rendered

from addresses import FOR_EDITORS, ROUTES, STATES, filled, routes
from conftest import ROOT
from kb.model.library import Library
from small_collection import write_collection
from web.application import create_app

SHORT = "https://evidence.example"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """The application over the small collection, for editors."""
    return create_app(
        write_collection(tmp_path / "evidence"), tmp_path / "index", public=SHORT, edit=True
    )


def test_the_application_has_these_pages(app: Flask, tmp_path: Path) -> None:
    assert set(routes(app)) == {*ROUTES, *FOR_EDITORS}
    of_readers = create_app(tmp_path / "evidence", tmp_path / "index", public=SHORT).test_client()
    library = app.extensions["live"].state.library
    hidden = [
        route for route in routes(app) if of_readers.get(filled(route, library)).status_code == 404
    ]
    assert hidden == [*FOR_EDITORS]


def test_a_page_that_is_added_is_seen(app: Flask) -> None:
    app.add_url_rule("/new", view_func=lambda: "<p>New</p>", endpoint="new")
    app.add_url_rule("/claims/<id>/new", view_func=lambda id: f"<p>{id}</p>", endpoint="of")
    app.add_url_rule("/new.json", view_func=dict, endpoint="data")
    assert set(routes(app)) - {*ROUTES, *FOR_EDITORS} == {"/new", "/claims/<id>/new"}


def test_a_page_whose_parameter_is_unknown_is_not_overlooked(app: Flask) -> None:
    app.add_url_rule("/new/<colour>", view_func=lambda colour: colour, endpoint="new")
    with pytest.raises(LookupError, match="colour"):
        routes(app)


def test_every_template_of_a_page_is_reached(app: Flask) -> None:
    reached = set()
    library = app.extensions["live"].state.library
    with template_rendered.connected_to(lambda _, template, **__: reached.add(template.name), app):
        for route in (*ROUTES, *STATES, *FOR_EDITORS):
            app.test_client().get(filled(route, library))
    folder = ROOT / "web" / "templates"
    templates = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    # What pages are built from, and the two that answer where there is no page.
    others = {"base.html", "error.html", "failure.html"}
    others.add("offline_search.html")  # of a copy, with tests of its own
    # The editing site, and the pages over several collections, are applications with tests of
    # their own.
    own = ("_", "editing/", "catalogue")
    shown = {name for name in templates - others if not name.startswith(own)}
    assert shown == reached


def test_every_state_belongs_to_a_page() -> None:
    assert {state.partition("?")[0] for state in STATES} <= set(ROUTES)


def test_a_parameter_is_filled_with_the_fullest_entry(shipped_library: Library) -> None:
    entries = shipped_library.interventions
    fullest = max(entries, key=lambda id: len(entries[id].model_dump_json()))
    filled_in = filled("/interventions/<id>?level=plain", shipped_library)
    assert filled_in == f"/interventions/{fullest}?level=plain"
    assert filled("/sources/<id>", shipped_library).removeprefix("/sources/") in (
        shipped_library.sources
    )
