"""The shipped collection in a real Chromium, over real HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from addresses import FOR_EDITORS, filled
from browser.chromium import DESK, started
from kb.model.library import Library
from served import served
from web.application import create_app

Open = Callable[..., Page]
Contexts = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the index of the shipped collection is kept."""
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="session")
def address(evidence: Path, index: Path) -> Iterator[str]:
    """The shipped collection, served to readers."""
    with served(create_app(evidence, index)) as address:
        yield address


@pytest.fixture(scope="session")
def editors_address(evidence: Path, index: Path) -> Iterator[str]:
    """The same, served to its editors."""
    with served(create_app(evidence, index, edit=True)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with started() as browser:
        yield browser


@pytest.fixture(scope="session")
def context(browser: Browser) -> Contexts:
    """A window's surroundings, kept for all tests that want the same: `context(has_touch=True)`."""
    kept: dict[str, BrowserContext] = {}

    def kept_for(**options: object) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in kept:
            kept[key] = browser.new_context(**options)  # type: ignore[arg-type]
        return kept[key]

    return kept_for


def _matters(request: Request) -> bool:
    """Whether it's missed: what is left when the page is left, or when more is typed, isn't."""
    return request.failure != "net::ERR_ABORTED"


def _told(message: ConsoleMessage, page: Page) -> list[str]:
    """What is written, but for the browser's remark that this very page is a 404."""
    its_own = message.location["url"] == page.url and "404" in message.text
    return [] if its_own else [f"{message.type}: {message.text}"]


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, context: Contexts, address: str, shipped_library: Library
) -> Iterator[Open]:
    """Opens a page: `open_page("/about", PHONE, color_scheme="dark")`, or that of a route:
    `open_page("/claims/<id>")`. At the end nothing may have been written to its console.
    """
    pages: list[Page] = []
    written: list[str] = []

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
        page = context(base_url=address, **options).new_page()
        pages.append(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)  # type: ignore[arg-type]
        page.on("console", lambda message: written.extend(_told(message, page)))
        page.on("pageerror", lambda error: written.append(str(error)))
        page.on(
            "requestfailed",
            lambda request: (
                written.append(f"{request.url}: {request.failure}") if _matters(request) else None
            ),
        )
        page.goto(at(path))
        return page

    yield opening
    for page in pages:
        forget(page)
        page.close()
    assert written == []


def forget(page: Page) -> None:
    """Clear what the page left in the browser for the next."""
    page.context.clear_cookies()
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
