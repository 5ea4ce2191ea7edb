"""Saving and exporting in a real browser: with and without scripts, and with nothing for the browser to
complain of.
"""

import re
from collections.abc import Callable

import pytest
import rispy
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
PHONE, SMALL, DESK = (390, 844), (320, 640), (1280, 800)
JOURNEY = "/interventions/tens"


def press(button: Locator) -> None:
    """Press it and wait for all of the next page: what is left half loaded would be reported as a
    failed request.
    """
    button.click()
    button.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", [JOURNEY, "/sources/tilbrook-2011", "/basket", "/search?q=heat"])
def test_linked_data_breaks_no_policy_of_the_page(open_page: Open, path: str) -> None:
    page = open_page(path)
    kinds = page.locator("script").evaluate_all("scripts => scripts.map(script => script.type)")
    assert set(kinds) <= {"module", "application/ld+json"}
    if path != "/basket" and not path.startswith("/search"):
        assert page.evaluate(
            "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@context']"
        )


def test_a_citation_is_copied_at_a_press(open_page: Open) -> None:
    page = open_page(JOURNEY, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the APA citation").click()
    page.get_by_text("Copied").wait_for()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == page.locator('[data-copy="APA"]').text_content()
    )


@pytest.mark.parametrize(
    "path", [JOURNEY, f"{JOURNEY}?level=plain", "/conditions/<id>", "/sources"]
)
def test_keys_reach_the_export_in_a_few_steps(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("^Skip to .*export"))).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(5):  # as many as there may be buttons to copy a citation
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "RIS":
            return
    pytest.fail("no export in five steps")


def test_without_scripts_a_list_is_filled_exported_and_emptied(open_page: Open) -> None:
    page = open_page(JOURNEY, PHONE, java_script_enabled=False)
    press(page.get_by_role("button", name="Save"))
    page.goto("/sources/tilbrook-2011")
    press(page.get_by_role("button", name="Save"))
    assert page.get_by_role("button", name="Remove").count() == 2
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").click()
    assert download.value.suggested_filename == "basket.ris"
    assert "tilbrook-2011" in [
        record["id"] for record in rispy.loads(download.value.path().read_text("utf-8"))
    ]
    press(page.get_by_role("button", name=re.compile("Remove TENS|Remove Transcut")))
    assert page.get_by_role("button", name="Remove").count() == 1
    press(page.get_by_role("button", name="Clear the list"))
    assert page.get_by_text("Nothing saved yet.").is_visible()


def test_without_scripts_there_is_no_copy_button_and_the_citation_can_be_marked(
    open_page: Open,
) -> None:
    page = open_page(JOURNEY, java_script_enabled=False)
    assert page.get_by_role("button", name="Copy").count() == 0
    assert page.locator('[data-copy="Vancouver"]').is_visible()


@pytest.mark.parametrize("size", [SMALL, DESK])
def test_a_long_claim_leaves_its_button_in_the_basket_on_one_line(
    open_page: Open, size: tuple[int, int]
) -> None:
    page = open_page("/claims/claim-000-01", size)
    press(page.get_by_role("button", name="Save"))
    page.goto("/basket")
    button = page.get_by_role("button", name="Remove").bounding_box()
    row = page.locator(".basket > li").bounding_box()
    assert button and row and button["height"] <= 40 < button["width"]
    assert button["x"] + button["width"] == pytest.approx(row["x"] + row["width"], abs=1)
