"""Takes pictures of every kind of page in four forms, to be looked at: phone, desk, dark and print. `make screenshots` runs it."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from browser.conftest import ARGUMENTS, CHROMIUM, DESK, PHONE
from served import served
from web.application import create_app

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "home": "/",
    "search": "/search?q=muscle+relaxants",
    "search-filtered": "/search?q=back+pain&stage=acute&kind=intervention",
    "search-nothing": "/search?q=zzzqqqxxx",
    "interventions": "/interventions",
    "heat": "/interventions/superficial-heat",
    "yoga": "/interventions/yoga",
    "acupuncture": "/interventions/acupuncture",
    "plain": "/interventions/exercise-therapy?level=plain",
    "study": "/interventions/exercise-therapy?level=study",
    "condition": "/conditions/low-back-pain-with-muscle-spasm",
    "claims": "/claims",
    "claim": "/claims/claim-000-01",
    "matrix": "/matrix",
    "compare": "/compare?with=yoga&with=tai-chi&with=pilates",
    "terms": "/terms",
    "sources": "/sources",
    "source": "/sources/qaseem-2017",
    "about": "/about",
    "changes": "/changes",
    "basket": "/basket",
    "not-found": "/interventions/yogha",
}
FORMS = {
    "phone": (PHONE, "light"),
    "desk": (DESK, "light"),
    "dark": (DESK, "dark"),
    "print": (DESK, "light"),
}


def take(browser: Browser, address: str, folder: Path) -> None:
    """Every page in every form, whole; print as the PDF a reader would get."""
    for form, (size, scheme) in FORMS.items():
        context = browser.new_context(
            base_url=address,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        page = context.new_page()
        for name, path in PAGES.items():
            page.goto(path)
            if form == "print":
                page.pdf(path=folder / f"{name}-print.pdf", format="A4")
            else:
                page.screenshot(path=folder / f"{name}-{form}.png", full_page=True)
        context.close()
        print(f"{form}: {len(PAGES)} pages in {folder}")


def main() -> None:
    """Into the folder named, or build/screenshots."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as index,
        served(create_app(ROOT / "evidence", Path(index))) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        take(browser, address, folder)
        browser.close()


if __name__ == "__main__":
    main()
