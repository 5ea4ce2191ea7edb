"""Takes pictures of every kind of page in four forms, to be looked at: phone, desk, dark and print.
`make screenshots` runs it; the picture in the README is one of them.
"""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from addresses import EVERY_PAGE, filled
from browser.chromium import DESK, PHONE, started
from browser.editing_screenshots import take_editing
from conftest import ROOT
from kb.model.library import Library
from served import served
from web.application import create_app

PAGES = (*EVERY_PAGE, "/interventions/superficial-heat", "/interventions/yoga", "/nowhere")
FORMS = {
    "phone": (PHONE, "light"),
    "desk": (DESK, "light"),
    "dark": (DESK, "dark"),
    "print": (DESK, "light"),
}


def named(page: str) -> str:
    """The name of a page's picture: `interventions-id-level-plain` for that route at that level."""
    return re.sub(r"\W+", "-", page).strip("-") or "home"


def take(browser: Browser, address: str, library: Library, folder: Path) -> None:
    """Every page in every form, whole; print as the PDF a reader would get."""
    for form, (size, scheme) in FORMS.items():
        context = browser.new_context(
            base_url=address,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        page = context.new_page()
        for path in PAGES:
            name = named(path)
            page.goto(filled(path, library))
            if form == "print":
                page.pdf(path=folder / f"{name}-print.pdf", format="A4")
            else:
                page.screenshot(path=folder / f"{name}-{form}.png", full_page=True)
        context.close()
        print(f"{form}: {len(PAGES)} pages in {folder}")


def take_for_readme(browser: Browser, address: str) -> None:
    """The first screen of an intervention's page."""
    page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
    page.goto("/interventions/exercise-therapy")
    page.screenshot(path=ROOT / "docs" / "screenshot.png")
    page.close()


def main() -> None:
    """Into the folder named, or build/screenshots."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as index:
        app = create_app(ROOT / "evidence", Path(index))
        with served(app) as address, started() as browser:
            take(browser, address, app.extensions["live"].state.library, folder)
            take_editing(browser, folder)
            take_for_readme(browser, address)


if __name__ == "__main__":
    main()
