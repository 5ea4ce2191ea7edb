"""A copy of the site as files, in a real Chromium: from a disk, from a plain web server, and without
the network; and its search, which finds first what the server finds first.
"""

import csv
import re
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from browser.chromium import PHONE
from kb.model.library import Library
from search.answering.messages import EMERGENCIES
from search.answering.results import Request
from small_collection import HOPPING, write_collection
from web.application import create_app
from web.core.markdown import uncited
from web.core.reload import State
from web.offline.copy_folder import write_copy
from web.offline.copy_places import Places
from web.offline.own_files import SEARCH_DATA, SEARCH_SCRIPT, own_files
from web.offline.search_data import search_data
from web.offline.site_copy import copied_files

JUDGED = Path(__file__).parents[1] / "search" / "judged.tsv"
LEAST_SAME = 0.95  # of the judged queries have the server's first hit
FOR_GROWN_UPS = HOPPING.replace("what: Not on stairs", "what: Not on stairs, group: [children]")
# What a copy answers in a box; the others it leaves to the page.
BOXES = ("caution", "guideline", "delivery", "none")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of a small collection, below a folder of another name."""
    folder = tmp_path_factory.mktemp("offline")
    evidence = write_collection(folder / "evidence", interventions__hopping=FOR_GROWN_UPS)
    app = create_app(evidence, folder / "index", copied=True)
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


def search(page: Page, copied: Path, query: str) -> None:
    page.goto((copied / "some where" / "kb" / "search.html").as_uri() + f"?q={query}")


def test_a_search_warns_of_the_people_it_names(page: Page, copied: Path) -> None:
    search(page, copied, "hopping for a child")
    expect(page.locator("#found .stop")).to_contain_text("Do not use: Not on stairs.")
    expect(page.locator("#hits .caution").first).to_have_text("Do not use: Not on stairs")
    search(page, copied, "hopping kidney")
    expect(page.locator("#found .boxed")).to_contain_text("no caution about kidneys is recorded")
    expect(page.locator("#hits .caution")).to_have_count(0)


def test_a_search_says_what_nothing_is_about(page: Page, copied: Path) -> None:
    search(page, copied, "measles")
    expect(page.locator("#found")).to_contain_text("not about “measles” itself.")


def test_a_result_shows_where_it_matches(page: Page, copied: Path) -> None:
    search(page, copied, "ten hops each morning")
    expect(page.locator("#hits mark").first).to_be_visible()


def in_table(name: str) -> list[str]:
    lines = JUDGED.with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def judged() -> list[str]:
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row[2] for row in rows if len(row) == 4]


def warned_of(library: Library) -> list[str]:
    """Every treatment next to every group that one of its cautions is about."""
    groups = library.vocabulary.groups
    return [
        f"{one.name} {name}"
        for one in library.interventions.values()
        for applied in library.answers[one.id].cautions
        for group in applied.caution.group
        for name in (groups[group].name, *groups[group].synonyms[:1])
    ]


def plain(html: str) -> str:
    """The words of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.full
def test_the_search_in_the_browser_answers_as_the_server_does(page: Page, shipped: Flask) -> None:
    state: State = shipped.extensions["live"].state
    own = own_files(state.library, search_data(shipped, Places({})))
    for name in (SEARCH_DATA, SEARCH_SCRIPT):
        # without the page of results
        page.add_script_tag(content=own[name].decode().replace("globalThis.document", "0"))
    emergencies = [line.split("\t")[0] for line in in_table("emergencies.tsv")]
    queries = list(dict.fromkeys([*judged(), *warned_of(state.library), *emergencies]))
    found = page.evaluate(
        "(queries) => { const search = kb.search(kbData);"
        " return queries.map(search).map(({ hits, flags, boxes, warning }) => ({ flags, boxes,"
        " first: hits[0]?.id ?? null, warning: hits.length ? warning(hits[0].at) : null })); }",
        queries,
    )
    same: dict[str, list[bool]] = defaultdict(list)
    for query, one in zip(queries, found, strict=True):
        wanted = state.index.search(Request(query, limit=1))
        first = wanted.hits[0] if wanted.hits else None
        same["first hit"].append(one["first"] == (first.id if first else None))
        same["red flags"].append(set(one["flags"]) == set(wanted.red_flags))
        if first and first.warning:
            words = plain(uncited(first.warning.caution.what))
            same["warning"].append(words in plain(one["warning"] or ""))
        text = wanted.answer.text if wanted.answer else ""
        help = next((said for said in EMERGENCIES.values() if text.startswith(said)), None)
        says = plain(one["boxes"][0]) if one["boxes"] else ""
        told = next((said for said in EMERGENCIES.values() if said in says), None)
        same["way to help"].append(help == told)
        treatments = state.library.interventions  # the copy has no boxes about the condition
        if wanted.answer and wanted.answer.kind in BOXES and wanted.answer.entry in treatments:
            text = " ".join(wanted.answer.text.split())
            same["box"].append(text in " ".join(map(plain, one["boxes"])))
    for what, each in same.items():
        print(f"same {what}: {sum(each)} of {len(each)}")
        assert sum(each) >= LEAST_SAME * len(each), what
