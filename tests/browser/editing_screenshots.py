"""Pictures of the editing site: a finding, a review and a conflict, on a copy of the shipped
collection; two of them are in docs/editing.md.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from browser.chromium import DESK, PHONE
from conftest import ROOT
from git_collection import git
from served import served
from web.editing.editing_app import create_editing_app
from web.editing.people import Users

PASSWORD = "only for pictures"  # noqa: S105 - of people who don't exist
ENTRY = "/interventions/yoga"


def take_editing(browser: Browser, folder: Path) -> None:
    """The pages of two proposals about the same field, the second of them in conflict."""
    with tempfile.TemporaryDirectory() as clone:
        evidence = Path(clone) / "evidence"
        shutil.copytree(ROOT / "evidence", evidence)
        for words in (("init", "-q", "-b", "main"), ("config", "user.name", "Server"),
                      ("config", "user.email", "server@example.org"), ("add", "."),
                      ("commit", "-q", "-m", "collection: begun")):  # fmt: skip
            git(Path(clone), *words)
        users = Users(Path(clone) / ".git" / "kb" / "users.json")
        for name in ("Ann", "Bob", "Cat"):
            users.add(name, "reviewer", "", PASSWORD)
        with served(create_editing_app(evidence)) as address:
            _pictures(browser, address, folder)


def _pictures(browser: Browser, address: str, folder: Path) -> None:
    ann, bob, cat = (_logged_in(browser, address, name) for name in ("Ann", "Bob", "Cat"))
    first = _proposed(ann, "-0.44", "0.44", folder)
    second = _proposed(bob, "-0.44", "-0.4", None)
    cat.goto(f"{first}/review")
    _shot(cat, folder, "proposing-review")
    cat.get_by_label("What changed, for readers").fill("Interval corrected")
    cat.get_by_role("button", name="Accept and publish").click()
    bob.goto(f"{second}/conflicts")
    _shot(bob, folder, "proposing-conflict")
    for name, path in (("form", second), ("yaml", f"{second}/yaml"), ("list", address)):
        bob.goto(path)
        _shot(bob, folder, f"proposing-{name}")


def _logged_in(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context(base_url=address, java_script_enabled=False).new_page()
    page.goto("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def _proposed(page: Page, old: str, new: str, folder: Path | None) -> str:
    page.goto(ENTRY)
    page.locator("main button").click()
    address = page.url
    page.goto(f"{address}?part=findings[0]")
    field = page.locator('[name$="effect.high"]')
    assert field.input_value() == old
    field.fill(new)
    page.get_by_role("button", name="Save draft").click()
    if folder:
        _shot(page, folder, "proposing-finding")
    page.get_by_role("link", name="Review").click()
    page.locator("#words").fill("The source prints another sign")
    page.get_by_role("button", name="Ask for review").click()
    return address


def _shot(page: Page, folder: Path, name: str) -> None:
    """The page on a desk, on a phone in the dark, and as much of it as a window shows."""
    for form, size, scheme in (("phone", PHONE, "dark"), ("desk", DESK, "light")):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=folder / f"{name}-{form}.png", full_page=True)
    page.screenshot(path=folder / f"{name}.png")
