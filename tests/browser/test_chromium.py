"""Which browser is started: the one that was named, wherever it is."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.chromium import executable


def test_the_browser_that_is_named_is_taken_wherever_it_is(
    browser: Browser, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "a browser"
    elsewhere.symlink_to(executable())
    named = {"CHROMIUM": str(elsewhere), "PATH": str(tmp_path)}
    assert executable(named) == str(elsewhere)
    started = browser.browser_type.launch(executable_path=executable(named), args=["--no-sandbox"])
    page = started.new_page()
    page.set_content("<h1>It runs</h1>")
    assert page.get_by_role("heading").inner_text() == "It runs"
    started.close()


def test_without_a_name_it_is_looked_for_on_the_path(tmp_path: Path) -> None:
    (tmp_path / "chromium-browser").symlink_to(shutil.which("true") or "")
    assert executable({"PATH": str(tmp_path)}) == str(tmp_path / "chromium-browser")


@pytest.mark.parametrize("named", ["", "nowhere/chromium"])
def test_a_browser_that_is_not_there_is_reported_and_no_other_is_taken(
    named: str, tmp_path: Path
) -> None:
    path = str(tmp_path) if not named else os.environ["PATH"]
    with pytest.raises(FileNotFoundError, match="name one in CHROMIUM"):
        executable({"CHROMIUM": named, "PATH": path})
