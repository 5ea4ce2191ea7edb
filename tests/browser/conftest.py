"""The shipped collection in a real Chromium, over real HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from addresses import FOR_EDITORS, filled
from browser.chromium import DESK, started
from kb.model.library import Library
from served import served
from web.application import create_app

Open = Callable[..., Page]
Tabs = Callable[..., "tuple[BrowserContext, list[Tab]]"]
WAITING = "/waiting"
expect.set_options(timeout=20_000)  # milliseconds: a busy machine is no failure


@pytest.fixture(scope="session")
def address(evidence: Path, shipped_index: Path) -> Iterator[str]:
    """The shipped collection, served to readers, and a page where tabs wait for their next test."""
    app = create_app(evidence, shipped_index)
    app.add_url_rule(WAITING, view_func=lambda: '<link rel="icon" href="/static/icon.svg">')
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def editors_address(evidence: Path, shipped_index: Path) -> Iterator[str]:
    """The same, served to its editors."""
    with served(create_app(evidence, shipped_index, edit=True)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with started() as browser:
        yield browser


def _matters(request: Request) -> bool:
    """Whether it's missed: what is left when the page is left, or when more is typed, isn't."""
    return request.failure != "net::ERR_ABORTED"


def _told(message: ConsoleMessage, page: Page) -> list[str]:
    """What is written, but for the browser's remark that this very page is a 404."""
    its_own = message.location["url"] == page.url and "404" in message.text
    return [] if its_own else [f"{message.type}: {message.text}"]


class Tab:
    """A page that one test after another uses, and what was written to its console since: opening
    another would take the browser four times as long as going to the next address.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.page = page = context.new_page()
        self.written: list[str] = []
        page.on("console", lambda message: self.written.extend(_told(message, page)))
        page.on("pageerror", lambda error: self.written.append(str(error)))
        page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        if _matters(request):
            self.written.append(f"{request.url}: {request.failure}")

    def leave(self, waiting: str) -> None:
        """Forget all that a test did, and wait at an address where nothing happens."""
        page = self.page
        page.unroute_all()
        page.mouse.move(-1, -1)
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.context.clear_cookies()
        page.goto(waiting)
        self.written.clear()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """The tabs that nobody uses, by what their windows can do: `tabs(has_touch=True)`."""
    kept: dict[str, tuple[BrowserContext, list[Tab]]] = {}

    def kept_for(**options: object) -> tuple[BrowserContext, list[Tab]]:
        key = repr(sorted(options.items()))
        if key not in kept:
            kept[key] = browser.new_context(**options), []  # type: ignore[arg-type]
        return kept[key]

    return kept_for


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, tabs: Tabs, address: str, shipped_library: Library
) -> Iterator[Open]:
    """Opens a page: `open_page("/about", PHONE, color_scheme="dark")`, or that of a route:
    `open_page("/claims/<id>")`. At the end nothing may have been written to its console.
    """
    used: list[tuple[Tab, list[Tab]]] = []

    def at(path: str) -> str:
        if path.startswith("http"):
            return path
        for_editors = path.partition("?")[0] in FOR_EDITORS
        base = request.getfixturevalue("editors_address") if for_editors else address
        return f"{base}{filled(path, shipped_library)}"

    def opening(
        path: str,
        size: tuple[int, int] = DESK,
        *,
        color_scheme: str = "light",
        reduced_motion: str = "no-preference",
        **options: object,
    ) -> Page:
        context, free = tabs(base_url=address, **options)
        tab = free.pop() if free else Tab(context)
        used.append((tab, free))
        page = tab.page
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion=reduced_motion)  # type: ignore[arg-type]
        page.goto(at(path))
        return page

    yield opening
    written = [line for tab, _ in used for line in tab.written]
    for tab, free in used:
        tab.leave(f"{address}{WAITING}")
        free.append(tab)
    assert written == []
