"""The pages over several collections in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from browser.chromium import DESK, PHONE, SMALL
from browser.test_every_page import (
    CONTRAST,
    RULES,
    SMALL_TARGETS,
    TABLET,
    too_wide,
    violations,
    weak_words,
)
from conftest import ROOT
from served import served
from web.catalogue.catalogue_app import Serving, create_site

Open = Callable[..., Page]
MIGRAINE = ROOT / "tests" / "migraine"
# Pages of no address of their own: results, none, red flags first, and what leads nowhere.
OTHERS = (
    "/search?q=acupuncture",
    "/search?q=zzzqqq",
    "/search?q=cannot+pass+urine",
    "/c/migrane/x",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, shipped_index: Path, shipped: Flask) -> Flask:
    index = tmp_path_factory.mktemp("index")
    (index / "evidence").symlink_to(shipped_index)
    return create_site(Serving([ROOT / "evidence", MIGRAINE], index))


@pytest.fixture(scope="module")
def home(site: Flask) -> Iterator[str]:
    with served(site) as address:
        yield address


def pages(site: Flask) -> list[str]:
    """Every page over all collections, by its routes."""
    client, rules = site.test_client(), site.url_map.iter_rules()
    found = [rule.rule for rule in rules if not rule.arguments]
    answers = {path: client.get(path) for path in found}
    return [
        path
        for path, answer in answers.items()
        if answer.mimetype == "text/html" and not answer.location
    ]


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.full)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page: Open, site: Flask, home: str, every: bool
) -> None:
    found = pages(site)
    assert {"/", "/search"} <= set(found)
    for path in (*found, *OTHERS) if every else ("/", "/search?q=acupuncture"):
        page = open_page(home + path, reduced_motion="reduce")
        assert violations(page, RULES, without=CONTRAST) == [], path
        assert weak_words(page) == [], path
        assert too_wide(page, (DESK, PHONE, SMALL)) == [], path
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert page.evaluate(SMALL_TARGETS) == [], path
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert too_wide(page, (DESK, TABLET, PHONE)) == [], path


def test_results_of_all_follow_what_is_typed(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/search?q=yoga")
    page.get_by_role("searchbox").fill("topiramate")
    expect(page.locator("#found h3 a").first).to_have_text("Topiramate")
    assert page.locator("#found h3 a").first.get_attribute("href") == (
        "/c/migraine/interventions/topiramate"
    )


def test_a_suggestion_says_its_collection_and_leads_there(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/")
    page.get_by_role("combobox").press_sequentially("topiram")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Migraine prevention")
    option.click()
    expect(page).to_have_url(f"{home}/c/migraine/interventions/topiramate")


def test_a_theme_chosen_on_the_list_counts_in_each_collection(open_page: Open, home: str) -> None:
    page = open_page(f"{home}/")
    page.get_by_role("link", name="Dark").click()
    page.goto(f"{home}/c/migraine/")
    expect(page.locator("html")).to_have_attribute("data-colours", "dark")
