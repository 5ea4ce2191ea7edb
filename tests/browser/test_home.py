"""The first page in a real browser: what is on its first screen, on a phone and on a desk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.chromium import PHONE

Open = Callable[..., Page]
DESK = (1280, 900)
ANYWHERE = (".hero h1", ".hero .lead", ".hero .find", ".tries", ".hero .strip", ".doors")


@pytest.mark.parametrize(
    ("size", "parts"),
    [(PHONE, ANYWHERE), (DESK, (*ANYWHERE, ".sample", ".by-category > div >> nth=0"))],
    ids=["phone", "desk"],
)
def test_the_first_screen_says_what_this_is_and_where_to_go(
    open_page: Open, size: tuple[int, int], parts: tuple[str, ...]
) -> None:
    page = open_page("/", size)
    for part in parts:
        expect(page.locator(part)).to_be_in_viewport(ratio=1)


def test_a_door_opens_the_overview_in_plain_words_and_entries_stay_so(open_page: Open) -> None:
    page = open_page("/", PHONE)
    page.get_by_role("link", name=re.compile("^I have ")).click()
    expect(page).to_have_url(re.compile("/conditions/.*level=plain"))
    page.goto("/interventions/yoga")
    expect(page.get_by_role("link", name="Plain words", exact=True)).to_have_attribute(
        "aria-current", "true"
    )


def test_an_example_search_leads_to_its_answer(open_page: Open) -> None:
    page = open_page("/")
    page.locator(".tries a").first.click()
    expect(page).to_have_url(re.compile("/search\\?q="))
    expect(page.locator(".hit").first).to_be_visible()
