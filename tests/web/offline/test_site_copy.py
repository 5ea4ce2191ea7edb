"""A copy of the site as files: every page at every level, and no link that leads out of it."""

import html
import re
from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from flask import Flask

from addresses import ROUTES, filled
from conftest import ROOT, Run
from kb.model.library import Library
from small_collection import write_collection
from web.application import create_app
from web.core.links import entry_url
from web.core.reading_level import LEVELS, USUAL
from web.offline.copy_folder import write_copy
from web.offline.copy_places import LEFT_OUT, Places
from web.offline.own_files import SEARCH_SCRIPT, worker
from web.offline.site_copy import copied_files

MIGRAINE = ROOT / "tests" / "migraine"
LARGEST_SCRIPT = 60_000  # bytes
ADDRESS = re.compile(r'\s(?:href|src|action)="([^"]*)"')


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small collection."""
    return write_collection(tmp_path_factory.mktemp("small") / "evidence")


@pytest.fixture(scope="module")
def app(evidence: Path) -> Flask:
    """Its site, as it is copied."""
    return create_app(evidence, evidence.parent / "index", copied=True)


@pytest.fixture(scope="module")
def copied(app: Flask) -> Mapping[str, bytes]:
    """The files of its copy."""
    return dict(copied_files(app))


@pytest.fixture(scope="module")
def made(app: Flask, copied: Mapping[str, bytes]) -> tuple[Library, Mapping[str, str]]:
    """What it holds, and its copy as text."""
    files = {name: data.decode("utf-8", "replace") for name, data in copied.items()}
    return app.extensions["live"].state.library, files


def pages(files: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in files.items() if name.endswith(".html")}


def ways_out(page: str, text: str) -> list[str]:
    """What a page links to and is of the site."""
    found = (html.unescape(one) for one in ADDRESS.findall(text))
    return [one for one in found if not re.match(r"[a-z]+:", one)]


def test_every_page_of_the_site_is_in_the_copy_at_every_level(
    made: tuple[Library, Mapping[str, str]],
) -> None:
    library, files = made
    routes = {filled(route, library) for route in ROUTES if not route.startswith(LEFT_OUT)}
    entries = {entry_url(entry) for entry in library.entries()}
    for address in routes | entries:
        # a leaflet is in plain words, and linked from there alone
        for level in ["plain"] if address.endswith("/leaflet") else LEVELS:
            place = Places({}).place(address, level)
            assert place is not None
            assert place.file in files


def test_every_link_is_relative_and_leads_to_a_file_of_the_copy(
    made: tuple[Library, Mapping[str, str]],
) -> None:
    _, files = made
    for page, text in pages(files).items():
        for address in ways_out(page, text):
            path = unquote(urlsplit(address).path)
            assert not path.startswith("/"), f"{page}: {address}"
            assert not path or normpath(join(dirname(page), path)) in files, f"{page}: {address}"


def in_level(file: str) -> tuple[str, str]:
    """The level a page is in, and its file without that."""
    folder, _, rest = file.partition("/")
    return (folder, rest) if folder in LEVELS else (USUAL, file)


def test_links_to_other_pages_stay_in_their_level(
    made: tuple[Library, Mapping[str, str]],
) -> None:
    _, files = made
    for page, text in pages(files).items():
        level, own = in_level(page)
        for way in re.findall(r'<a [^>]*href="([^"#?:]+\.html)', text):
            target_level, target = in_level(normpath(join(dirname(page), unquote(way))))
            # the first page offers the overview at each level, a leaflet is in plain words
            chosen = own in (target, "index.html") or own.endswith("/leaflet.html")
            assert target_level == level or chosen, f"{page}: {way}"


def test_nothing_is_left_that_needs_a_server(made: tuple[Library, Mapping[str, str]]) -> None:
    _, files = made
    for page, text in pages(files).items():
        assert 'type="module"' not in text, page
        forms = re.findall(r"<form[^>]*>", text)
        assert all('role="search"' in form for form in forms), f"{page}: {forms}"
        assert re.search(r"<script(?![^>]*\s(?:src|type)=)", text) is None, page
        assert "/api/" not in "".join(ways_out(page, text))


def test_the_script_that_searches_is_small(copied: Mapping[str, bytes]) -> None:
    assert len(copied[SEARCH_SCRIPT]) <= LARGEST_SCRIPT


def test_feeds_lead_to_files_of_the_copy(made: tuple[Library, Mapping[str, str]]) -> None:
    _, files = made
    for feed, pattern in (
        ("changes.atom", r'href="([^"]*)"'),
        ("changes.json", r'url": "([^"]*)"'),
    ):
        found = re.findall(pattern, files[feed])
        assert found
        assert {unquote(one.partition("#")[0]) for one in found} <= files.keys()


def built(kb: Run, folder: Path, evidence: Path) -> str:
    """What the command says after it has built a copy."""
    done = kb("build", folder, "--evidence", evidence)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(kb: Run, folder: Path, evidence: Path = MIGRAINE, *options: str | Path) -> str:
    """The one sentence of a refusal, after the lines of progress."""
    done = kb("build", folder, "--evidence", evidence, *options)
    assert (done.returncode, done.stdout) == (2, "")
    line: str = done.stderr.splitlines()[-1]
    return line


def written(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file() and one.name != "copy.json"]


def times(folder: Path) -> Mapping[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in written(folder)}


def test_a_second_build_writes_only_what_is_gone_or_cut_short(
    kb: Run, tmp_path: Path, evidence: Path, copied: Mapping[str, bytes]
) -> None:
    site = tmp_path / "site"
    write_copy(site, copied.items())
    before = times(site)
    (site / "about.html").unlink()
    (site / "index.html").write_text("cut")
    assert " 2 new or changed, 0 removed" in built(kb, site, evidence)
    after = times(site)
    assert {name: (site / name).read_bytes() for name in after} == copied
    assert {name for name in before if before[name] != after[name]} == {"about.html", "index.html"}


def test_the_order_in_which_files_are_made_changes_nothing() -> None:
    assert worker(["a 1", "b 2"]) == worker(["b 2", "a 1"]) != worker(["a 1", "b 3"])


def test_a_folder_of_somebody_else_is_left_alone(kb: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert "wasn't made by kb build" in refused(kb, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_the_way_is_left_alone(kb: Run, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    assert "wasn't made by kb build" in refused(kb, tmp_path / "site")


def test_a_collection_with_errors_is_not_copied(kb: Run, tmp_path: Path) -> None:
    evidence = write_collection(tmp_path / "evidence")
    next((evidence / "interventions").iterdir()).write_text("id: [")
    assert "kb check" in refused(kb, tmp_path / "site", evidence)
    assert [path.name for path in tmp_path.iterdir()] == ["evidence"]


def test_an_index_that_can_not_be_written_is_said_in_a_sentence(kb: Run, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("mine")
    said = refused(kb, tmp_path / "site", MIGRAINE, "--index", tmp_path / "index")
    assert "choose another with --index" in said
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
