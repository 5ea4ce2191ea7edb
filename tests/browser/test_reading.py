"""A reader finds an answer and reads it: with a mouse, with keys alone, on a phone, in the dark and
on paper.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
DESK, PHONE, SMALL = (1280, 800), (390, 844), (320, 640)
HEAT = "/interventions/superficial-heat"


def test_a_reader_searches_for_heat_and_reads_statement_and_certainty(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("combobox").first.fill("heat")
    page.get_by_role("button", name="Search").click()
    page.locator(".hit h3").first.get_by_role("link", name="Superficial heat").click()
    expect(page).to_have_url(re.compile(f"{HEAT}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Superficial heat")
    first = page.locator(".rows tbody tr").first
    for said in ("Placebo", "a heat wrap", "1.06 points better", "Not graded", "French 2006"):
        expect(first).to_contain_text(said)


def test_keys_alone_reach_search_and_result(open_page: Open) -> None:
    page = open_page("/about")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox").first).to_be_focused()
    page.keyboard.type("heat")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search"))
    hit = page.locator(".hit a").first
    for _ in range(30):
        page.keyboard.press("Tab")
        if hit.evaluate("link => link === document.activeElement"):
            break
    expect(hit).to_be_focused()
    assert hit.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{HEAT}$"))


def test_the_key_to_the_search_box_can_be_switched_off_and_stays_so(open_page: Open) -> None:
    page = open_page("/about")
    choice = page.get_by_role("checkbox", name=re.compile("to search"))
    expect(choice).to_be_checked()
    choice.press("Space")
    page.reload()
    expect(choice).not_to_be_checked()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox").first).not_to_be_focused()
    page.goto("/interventions/yoga")
    page.get_by_role("checkbox", name=re.compile("to search")).press("Space")
    page.go_back()
    expect(choice).to_be_checked()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox").first).to_be_focused()


def test_the_key_to_the_search_box_works_from_a_tick_box_and_is_a_letter_where_one_types(
    open_page: Open,
) -> None:
    page = open_page("/interventions")
    box = page.get_by_role("combobox", name=re.compile("^Search"))
    page.locator("main input[type=checkbox]").first.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("and/or")
    expect(box).to_have_value("and/or")


def test_control_and_k_opens_search_anywhere_with_what_is_there_marked(open_page: Open) -> None:
    page = open_page("/search?q=heat")
    page.keyboard.press("Control+k")
    box = page.get_by_role("searchbox").or_(page.get_by_role("combobox"))
    expect(box).to_be_focused()
    page.keyboard.type("yoga")
    expect(box).to_have_value("yoga")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_the_menu_of_a_phone_opens_where_it_is(open_page: Open, scripts: bool) -> None:
    page = open_page(HEAT, PHONE, java_script_enabled=scripts)
    page.get_by_text("Menu", exact=True).click()
    for name in ("Treatments", "Guidelines", "Glossary", "About"):
        link = page.get_by_role("navigation", name="Main").get_by_role("link", name=name)
        expect(link).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(re.compile(f"{HEAT}$"))
    if scripts:
        page.keyboard.press("Escape")
        expect(page.locator("details.more")).not_to_have_attribute("open", "")


def test_without_scripts_no_key_is_offered(open_page: Open) -> None:
    page = open_page("/about", java_script_enabled=False)
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_the_answer_is_on_the_first_screen_of_a_phone(open_page: Open) -> None:
    page = open_page(HEAT, PHONE)
    for part in (
        page.get_by_role("heading", level=1),
        page.locator(".answer"),
        page.locator(".cautions dl > div").first,
    ):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE[1]


def test_a_desk_shows_the_answer_its_cautions_and_the_first_key_finding(open_page: Open) -> None:
    page = open_page(HEAT)
    for part in (".answer", ".cautions", ".rows tbody tr"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESK[1]


def test_a_phone_reads_findings_as_blocks_and_a_desk_as_a_table(open_page: Open) -> None:
    assert (
        open_page(HEAT, PHONE)
        .locator(".findings tr.finding")
        .first.evaluate("row => getComputedStyle(row).display")
        == "flex"
    )
    desk = open_page(HEAT)
    assert (
        desk.locator(".findings tr.finding").first.evaluate("row => getComputedStyle(row).display")
        == "table-row"
    )
    expect(desk.get_by_role("columnheader", name="Certainty").first).to_be_visible()


def test_a_cite_leads_to_its_source_and_a_key_finding_to_its_row(open_page: Open) -> None:
    page = open_page(HEAT)
    page.locator(".answer sup a").first.click()
    expect(page.locator("li:target")).to_contain_text("French SD")
    page.locator(".rows .y > a").first.click()
    expect(page.locator("tr:target")).to_contain_text("heat wrap")


def test_paper_gets_the_table_and_none_of_the_furniture(open_page: Open) -> None:
    page = open_page(HEAT, (718, 1000))
    page.emulate_media(media="print")
    assert (
        page.locator(".findings tr.finding").first.evaluate("row => getComputedStyle(row).display")
        == "table-row"
    )
    expect(page.get_by_role("combobox").first).to_be_hidden()
    expect(page.locator("#harms")).to_be_visible()


def test_everything_is_read_without_javascript(open_page: Open) -> None:
    page = open_page("/search?q=heat", java_script_enabled=False)
    page.get_by_role("list", name="Kind").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("kind=intervention"))
    expect(page.locator(".hit").first).to_contain_text("Superficial heat")
