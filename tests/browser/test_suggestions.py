"""Suggestions below the search box: walked through with keys, taken with a click, and never
needed.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
YOGA = re.compile("/interventions/yoga$")


def test_a_reader_walks_through_suggestions_with_keys_and_takes_one(open_page: Open) -> None:
    page = open_page("/")
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("yog")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_contain_text("Yoga")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    expect(box).to_be_focused()
    box.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(YOGA)


def test_escape_closes_the_suggestions_and_the_words_stay(open_page: Open) -> None:
    page = open_page("/")
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    box.press_sequentially("acu")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("acu")
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_how_many_suggestions_there_are_is_announced(open_page: Open) -> None:
    page = open_page("/")
    status = page.get_by_role("status")
    expect(status).to_have_text("")
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    box.press_sequentially("acu")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(status).to_have_text(f"{page.get_by_role('option').count()} suggestions")
    box.press("Escape")
    expect(status).to_have_text("")
    box.fill("zzzqqqxxx")
    expect(status).to_have_text("No suggestions")


def test_enter_without_a_choice_searches_for_what_was_typed(open_page: Open) -> None:
    page = open_page("/")
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    box.press_sequentially("yogha")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=yogha$"))
    expect(page.locator(".hit h3").first).to_have_text("Yoga")
    page.get_by_role("link", name="Search for “yogha” instead").click()
    expect(page.get_by_role("heading", name="No results. Try this:")).to_be_visible()
    page.get_by_role("link", name="similar words and spellings").first.click()
    expect(page.locator(".hit h3").first).to_have_text("Yoga")


def test_a_suggestion_is_taken_with_a_click_on_a_phone_too(open_page: Open) -> None:
    page = open_page("/about", (320, 640))
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    box.fill("")
    box.press_sequentially("hatha")
    option = page.get_by_role("option", name=re.compile("hatha yoga"))
    expect(option).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    option.click()
    expect(page).to_have_url(YOGA)


def test_without_scripts_the_box_searches_as_well(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("yoga")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".hit h3").first).to_have_text("Yoga")
