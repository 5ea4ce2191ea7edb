"""A copy of the site as files, in a real Chromium: from a disk, from a plain web server, and without
the network; and its search, which finds first what the server finds first.
"""

import csv
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from browser.chromium import PHONE
from search.answering.results import Request
from small_collection import write_collection
from web.application import create_app
from web.core.reload import State
from web.offline.copy_folder import write_copy
from web.offline.copy_places import Places
from web.offline.own_files import SEARCH_DATA, SEARCH_SCRIPT, own_files
from web.offline.search_data import search_data
from web.offline.site_copy import copied_files

JUDGED = Path(__file__).parents[1] / "search" / "judged.tsv"
LEAST_SAME = 0.95  # of the judged queries have the server's first hit
LARGEST_SCRIPT = 60_000  # bytes


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of a small collection, below a folder of another name."""
    folder = tmp_path_factory.mktemp("offline")
    app = create_app(write_collection(folder / "evidence"), folder / "index", copied=True)
    write_copy(folder / "www" / "some where" / "kb", copied_files(app))
    return folder / "www"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, whose console must stay empty."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(10_000)
    written: list[str] = []
    page.on("console", lambda message: written.append(message.text))
    page.on("pageerror", lambda error: written.append(str(error)))
    yield page
    context.close()
    assert written == []


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    """A web server that knows nothing but files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/some%20where/kb"
        finally:
            server.shutdown()
            thread.join(timeout=10)


def walk(page: Page, address: str) -> None:
    """From the first page to a treatment in plain words, by search."""
    page.goto(f"{address}/index.html")
    page.locator("form.find input").first.fill("hoppin")
    page.keyboard.press("Enter")
    first = page.locator("#hits a").first
    expect(first).to_have_text("Hopping")
    expect(page.locator("#found")).to_contain_text("Showing results for hopping")
    first.click()
    expect(page.locator("h1")).to_contain_text("Hopping")
    page.locator("main a", has_text="Plain words").first.click()
    assert page.url.endswith("/plain/interventions/hopping.html")
    page.locator("header a", has_text="Map").first.click()
    assert page.url.endswith("/plain/matrix.html")


def test_a_copy_is_read_and_searched_from_a_disk(page: Page, copied: Path) -> None:
    walk(page, (copied / "some where" / "kb").as_uri())


def test_a_theme_is_kept_from_page_to_page_on_a_disk(page: Page, copied: Path) -> None:
    page.goto((copied / "some where" / "kb" / "index.html").as_uri())
    page.locator("a[data-colours=dark]").click()
    page.locator("header a", has_text="Treatments").first.click()
    expect(page.locator("html")).to_have_attribute("data-colours", "dark")


def test_a_copy_on_a_phone_has_no_wider_page_than_the_screen(page: Page, copied: Path) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto((copied / "some where" / "kb" / "search.html").as_uri() + "?q=knee")
    expect(page.locator("#hits a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_copy_from_a_server_opens_without_the_network_from_then_on(
    page: Page, copied: Path
) -> None:
    with plain_server(copied) as address:
        page.goto(f"{address}/index.html")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    walk(page, address)
    page.goto(f"{address}/")
    expect(page.locator("h1")).to_be_visible()


def test_the_search_in_the_browser_finds_first_what_the_server_finds_first(
    page: Page, shipped: Flask
) -> None:
    state: State = shipped.extensions["live"].state
    own = own_files(state.library, search_data(state, Places({})))
    for name in (SEARCH_DATA, SEARCH_SCRIPT):
        # without the page of results
        page.add_script_tag(
            content=own[name].decode().replace("if (globalThis.document)", "if (0)")
        )
    with JUDGED.open(encoding="utf-8", newline="") as file:
        queries = [row[2] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) == 4]  # fmt: skip
    found = page.evaluate(
        "(queries) => { const search = kb.search(kbData);"
        " return queries.map((query) => search(query).hits[0]?.id ?? null); }",
        queries,
    )
    hits = [state.index.search(Request(query, limit=1)).hits for query in queries]
    wanted = [some[0].id if some else None for some in hits]
    same = sum(one == other for one, other in zip(found, wanted, strict=True)) / len(queries)
    print(f"same first hit: {same:.3f} of {len(queries)} queries")
    assert same >= LEAST_SAME
    assert len(own[SEARCH_SCRIPT]) <= LARGEST_SCRIPT
