"""Results follow what is typed, and arrows walk through them; every step works from the keyboard,
and coming back finds the place.
"""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

Open = Callable[..., Page]
PHONE, SMALL = (390, 844), (320, 640)


def search_box(page: Page) -> Locator:
    """The one box of a page of results."""
    return page.get_by_role("searchbox", name=re.compile("^Search"))


def first_hit(page: Page) -> Locator:
    """The link of the first hit."""
    return page.locator(".hit h3 a").first


def test_results_follow_what_is_typed_and_their_count_is_announced(open_page: Open) -> None:
    page = open_page("/search?q=heat")
    status = page.get_by_role("status")
    before = status.inner_text()
    page.evaluate("window.told = document.querySelector('[role=status]')")
    page.keyboard.press("/")
    box = search_box(page)
    expect(box).to_be_focused()
    box.fill("yogha")
    expect(first_hit(page)).to_have_text("Yoga")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “yogha”")
    expect(status).not_to_have_text(before)
    assert page.evaluate("window.told === document.querySelector('[role=status]')"), (
        "a new element would not be read out"
    )
    expect(page).to_have_url(re.compile(r"/search\?q=yogha$"))
    expect(page).to_have_title(re.compile("^yogha"))
    expect(box).to_be_focused()
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_arrows_walk_through_hits_escape_leaves_and_enter_opens(open_page: Open) -> None:
    page = open_page("/search?q=heat")
    box = search_box(page)
    box.focus()
    page.keyboard.press("ArrowDown")
    expect(first_hit(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit h3 a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/interventions/superficial-heat$"))


def test_coming_back_finds_the_words_the_hits_and_the_place(open_page: Open) -> None:
    page = open_page("/search?q=heat", PHONE)
    box = search_box(page)
    box.fill("pain")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “pain”")
    far = page.locator(".hit h3 a").nth(9)
    name = far.inner_text()
    far.scroll_into_view_if_needed()
    at = page.evaluate("scrollY")
    far.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/search\?q=pain$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “pain”")
    page.wait_for_function("at => Math.abs(scrollY - at) < 200", arg=at)


def test_filters_stay_while_the_words_change_and_are_taken_away_one_by_one(open_page: Open) -> None:
    page = open_page("/search?q=heat&stage=acute&kind=intervention")
    chips = page.get_by_role("list", name="Filters")
    expect(chips.get_by_role("link", name="Stage: Acute")).to_be_visible()
    search_box(page).fill("massage")
    expect(first_hit(page)).to_have_text("Massage")
    expect(page).to_have_url(re.compile("stage=acute"))
    chips.get_by_role("link", name="Stage: Acute").click()
    expect(page).to_have_url(re.compile(r"q=massage&kind=intervention$"))
    kinds = page.get_by_role("list", name="Kind")
    expect(kinds.get_by_role("link", name=re.compile("^Treatment"))).to_have_attribute(
        "aria-current", "true"
    )


def test_on_a_phone_filters_are_folded_above_the_hits_and_open_without_scripts(
    open_page: Open,
) -> None:
    page = open_page("/search?q=heat", PHONE, java_script_enabled=False)
    fold, hit = page.get_by_text("Filter and sort"), page.locator(".hit").first
    above, below = fold.bounding_box(), hit.bounding_box()
    assert above and below and above["y"] + above["height"] <= below["y"] < PHONE[1]
    chronic = page.locator(".facets").get_by_role("link", name=re.compile("^Chronic"))
    expect(chronic).to_be_hidden()
    fold.click()
    chronic.click()
    expect(page).to_have_url(re.compile("stage=chronic"))
    expect(page.locator(".hit").first).to_be_visible()


def test_on_a_desk_filters_are_open_next_to_the_hits(open_page: Open) -> None:
    page = open_page("/search?q=heat")
    expect(page.locator(".facets").get_by_role("link").first).to_be_visible()
    expect(page.get_by_text("Filter and sort")).to_be_hidden()


def test_a_hit_about_acute_pain_alone_says_so(open_page: Open) -> None:
    page = open_page("/search?q=heat")
    expect(page.locator(".hit").first.get_by_text("Acute pain only.")).to_be_visible()


def test_the_hit_of_a_condition_leads_to_its_red_flags(open_page: Open) -> None:
    page = open_page("/search?q=lumbago")
    page.locator(".hit .strip").get_by_role("link").click()
    expect(page).to_have_url(re.compile("/conditions/low-back-pain-with-muscle-spasm#red-flags$"))


def test_an_answer_that_fails_leaves_what_was_shown(open_page: Open) -> None:
    page = open_page("/search?q=heat")
    page.route(
        "**/search?q=yoga",
        lambda route: route.fulfill(status=200, body="<p>Log in to this network"),
    )
    with page.expect_response("**/search?q=yoga"):
        search_box(page).fill("yoga")
    expect(first_hit(page)).to_have_text("Superficial heat")


def test_an_answer_that_comes_late_does_not_show_what_was_taken_back(open_page: Open) -> None:
    page = open_page("/search?q=yoga")
    slow: list[Route] = []
    page.route("**/search?q=yoga+knee", lambda route: slow.append(route))
    box = search_box(page)
    with page.expect_request("**/search?q=yoga+knee"):
        box.fill("yoga knee")
    box.fill("yoga")
    page.wait_for_timeout(300)  # longer than the script waits for more keys
    for route in slow:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “yoga”")
    expect(page).to_have_url(re.compile(r"/search\?q=yoga$"))


def test_without_scripts_the_page_searches_as_well(open_page: Open) -> None:
    page = open_page("/search?q=heat", java_script_enabled=False)
    search_box(page).fill("yoga")
    page.get_by_role("button", name="Search").click()
    expect(first_hit(page)).to_have_text("Yoga")


def test_the_switch_changes_colours_at_once_and_is_remembered(open_page: Open) -> None:
    page = open_page("/interventions/yoga", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("group", name="Theme").get_by_role("link", name="Dark").click()
    assert page.evaluate(ground) != light
    expect(page).to_have_url(re.compile("/interventions/yoga$"))
    page.reload()
    assert page.evaluate(ground) != light
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("group", name="Theme").get_by_role("link", name="System").click()
    assert page.evaluate(ground) == light
    page.goto("/about")
    assert page.evaluate(ground) == light


def test_a_switch_beats_the_address_the_page_came_from(open_page: Open) -> None:
    page = open_page("/search?q=heat&colours=dark", color_scheme="light")
    page.get_by_role("group", name="Theme").get_by_role("link", name="Light").click()
    expect(page).to_have_url(re.compile(r"/search\?q=heat$"))
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-colours", "light")


def test_a_page_the_browser_kept_shows_what_was_chosen_since(open_page: Open) -> None:
    page = open_page("/about")
    page.evaluate("document.cookie = 'colours=dark; path=/'")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("html")).to_have_attribute("data-colours", "dark")
    expect(
        page.get_by_role("group", name="Theme").get_by_role("link", name="Dark")
    ).to_have_attribute("aria-current", "true")
    page.evaluate("document.cookie = 'colours=system; path=/'")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert page.locator("html").get_attribute("data-colours") is None


def test_the_switch_stands_above_a_dark_system_and_works_from_the_keyboard(open_page: Open) -> None:
    page = open_page("/about", color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    switch = page.get_by_role("group", name="Theme").get_by_role("link", name="Light")
    switch.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    expect(switch).to_be_focused()


def test_without_scripts_the_switch_is_a_link_that_keeps_the_search(open_page: Open) -> None:
    page = open_page("/search?q=heat", SMALL, java_script_enabled=False, color_scheme="light")
    page.get_by_role("group", name="Theme").get_by_role("link", name="Dark").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “heat”")
    expect(page.locator("html")).to_have_attribute("data-colours", "dark")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-colours", "dark")
