"""The shipped collection in a real Chromium, over real HTTP."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from served import served
from web.application import create_app

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
# Where Debian puts Chromium; elsewhere Playwright's own is used.
CHROMIUM = shutil.which("chromium")
DESK, PHONE, SMALL = (1280, 800), (390, 844), (320, 640)
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def address(evidence: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped collection, served."""
    with served(create_app(evidence, tmp_path_factory.mktemp("index"))) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def _matters(request: Request) -> bool:
    """What is still on its way when the page is left, or when more is typed, is not missed."""
    return request.failure != "net::ERR_ABORTED"


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page: `open_page("/about", PHONE, color_scheme="dark")`; at the end nothing may have been written to its console."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def opening(path: str, size: tuple[int, int] = DESK, **options: object) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": size[0], "height": size[1]},
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "requestfailed",
            lambda request: (
                said.append(f"{request.url}: {request.failure}") if _matters(request) else None
            ),
        )
        page.goto(path)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert said == []
