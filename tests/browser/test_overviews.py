"""The matrix, comparisons, the condition, claims and terms in a real browser: reflow, keys, touch,
paper, and without JavaScript.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
DESK, PHONE, SMALL = (1280, 800), (390, 844), (320, 640)
CONDITION = "/conditions/low-back-pain-with-muscle-spasm"
SIX = "/matrix?outcome=pain&outcome=function&outcome=work&outcome=sleep&outcome=recurrence&outcome=responder"


@pytest.mark.parametrize("path", ["/", CONDITION, "/interventions/yoga"])
def test_nothing_moves_where_less_motion_is_asked_for(open_page: Open, path: str) -> None:
    page = open_page(path, reduced_motion="reduce")
    moving = """() => [document.documentElement, ...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return style.scrollBehavior === "smooth" || style.transitionDuration !== "0s" || style.animationName !== "none";
    }).map((element) => element.outerHTML.slice(0, 80))"""
    assert page.evaluate(moving) == []
    assert open_page(path, reduced_motion="no-preference").evaluate(moving) != [], (
        "the check would see no motion at all"
    )


def test_a_desk_reads_the_matrix_as_a_table_whose_headings_stay(open_page: Open) -> None:
    page = open_page("/matrix")
    expect(page.get_by_role("columnheader", name="Pain")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Acupuncture", exact=False).first).to_be_visible()
    page.mouse.wheel(0, 1500)
    expect(page.get_by_role("columnheader", name="Function")).to_be_in_viewport()


def test_a_phone_reads_the_matrix_as_a_list(open_page: Open) -> None:
    page = open_page("/matrix", PHONE)
    cell = page.locator(".grid td").first
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "grid"
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Pain"'


def test_a_wide_matrix_is_scrolled_by_keys(open_page: Open) -> None:
    page = open_page(SIX, (800, 800))
    frame = page.get_by_role("region", name="The matrix")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.grid-frame').scrollLeft > 0")
    expect(page.locator(".grid tbody th").first).to_be_in_viewport()


def test_a_reader_chooses_stage_and_comparator_orders_and_compares_by_keys_alone(
    open_page: Open,
) -> None:
    page = open_page("/matrix", java_script_enabled=False)
    press(page.locator(".settings a").filter(has_text=re.compile("^Acute")))
    expect(page).to_have_url(re.compile("stage=acute"))
    press(page.get_by_role("link", name="Order by certainty of Pain"))
    expect(page.get_by_role("columnheader", name="Pain")).to_have_attribute(
        "aria-sort", "descending"
    )
    for box in page.locator(".grid input").all()[:2]:
        box.focus()
        page.keyboard.press("Space")
    press(page.get_by_role("button", name="Compare selected").first)
    expect(page).to_have_url(re.compile("/compare\\?with=.*&with="))
    expect(page.get_by_role("heading", level=1)).to_contain_text("side by side")


def press(control: Locator) -> None:
    """Use a link or button as keys do."""
    control.focus()
    control.press("Enter")


def test_a_comparison_grows_and_shrinks_without_javascript(open_page: Open) -> None:
    page = open_page("/interventions/yoga", java_script_enabled=False)
    page.get_by_role("link", name="Add to compare").click()
    page.get_by_label("Add").select_option("Tai chi")
    page.get_by_role("button", name="Compare").last.click()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    page.get_by_role("link", name="Move Tai chi to the left").click()
    expect(page).to_have_url(re.compile("with=tai-chi&with=yoga"))
    page.get_by_role("link", name="Remove Yoga").click()
    expect(page.get_by_text("Choose another one to compare it with.")).to_be_visible()


def test_a_focused_link_is_never_under_the_headings_that_stay(open_page: Open) -> None:
    page = open_page("/matrix", reduced_motion="reduce")
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    link = page.locator(".grid tbody a.name").nth(3)
    link.focus()
    bottom = page.locator(".grid thead th").first.evaluate(
        "cell => cell.getBoundingClientRect().bottom"
    )
    assert link.evaluate("link => link.getBoundingClientRect().top") >= bottom - 1


@pytest.mark.parametrize("size", [DESK, (800, 800)], ids=["desk", "tablet"])
def test_keys_walk_through_a_wide_matrix_and_what_has_focus_is_seen(
    open_page: Open, size: tuple[int, int]
) -> None:
    page = open_page(SIX, size, reduced_motion="reduce")
    hidden = page.locator(".grid-frame").evaluate("""frame => {
      const links = [...frame.querySelectorAll("tbody a, tbody input")];
      const [head, name] = [frame.querySelector("thead th"), frame.querySelector("tbody th")].map((cell) => cell.getBoundingClientRect());
      const hidden = [];
      for (const way of [links, links.toReversed()]) {
        frame.scrollTo(frame.scrollWidth, frame.scrollHeight);
        for (const link of way) {
          link.focus();
          const at = link.getBoundingClientRect();
          const under = at.top < frame.getBoundingClientRect().top + head.height - 1;
          // Chromium leaves what stands out by 32 pixels where it is.
          const beside = !link.closest("th") && at.right < frame.getBoundingClientRect().left + name.width + 32;
          if (under || beside) hidden.push(link.outerHTML.slice(0, 80));
        }
      }
      return hidden;
    }""")
    # A link at the very end of the narrow frame may stand out by less than Chromium scrolls for.
    assert len(hidden) <= 1, hidden


def test_the_red_flags_are_on_the_first_screen_of_a_phone(open_page: Open) -> None:
    page = open_page(CONDITION, PHONE)
    expect(page.get_by_role("heading", name="Red flags")).to_be_in_viewport()
    expect(page.locator(".flag-cards .do").first).to_be_in_viewport()


def test_the_strip_of_an_intervention_leads_to_the_red_flags(open_page: Open) -> None:
    page = open_page("/interventions/yoga")
    page.locator(".strip a").click()
    expect(page).to_have_url(re.compile(f"{CONDITION}#red-flags$"))
    expect(page.get_by_role("heading", name="Red flags")).to_be_in_viewport()


def test_lanes_stand_beside_one_another_on_a_desk_and_below_on_a_phone(open_page: Open) -> None:
    def tops(page: Page) -> list[float]:
        boxes = [
            page.locator(f"#first-line-{stage}").bounding_box() for stage in ("acute", "chronic")
        ]
        return [box["y"] for box in boxes if box]

    acute, chronic = tops(open_page(CONDITION))
    assert acute == chronic
    acute, chronic = tops(open_page(CONDITION, PHONE))
    assert acute < chronic


def test_an_explained_word_shows_its_meaning_on_focus_and_hides_on_escape(open_page: Open) -> None:
    page = open_page(CONDITION)
    word, tip = page.locator("a.term").first, page.get_by_role("tooltip")
    expect(tip).to_be_hidden()
    word.focus()
    expect(tip).to_be_visible()
    expect(tip).to_have_text(word.get_attribute("data-means") or "")
    expect(word).to_have_attribute("aria-describedby", "term-tip")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(word).to_be_focused()


def test_the_pointer_may_rest_on_a_meaning(open_page: Open) -> None:
    page = open_page(CONDITION)
    tip = page.get_by_role("tooltip")
    page.locator("a.term").first.hover()
    expect(tip).to_be_visible()
    tip.hover()
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_the_first_tap_explains_and_the_second_leads_to_the_term(open_page: Open) -> None:
    page = open_page(CONDITION, PHONE, has_touch=True, is_mobile=True)
    word = page.locator("a.term").first
    word.tap()
    expect(page.get_by_role("tooltip")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{CONDITION}$"))
    word.tap()
    expect(page).to_have_url(re.compile("/terms#term-"))


def test_without_javascript_an_explained_word_leads_to_the_term(open_page: Open) -> None:
    page = open_page(CONDITION, java_script_enabled=False)
    page.locator("a.term").first.click()
    expect(page.locator("dt:target")).to_be_visible()


def test_paper_gets_the_tables_and_what_was_folded(open_page: Open) -> None:
    page = open_page(CONDITION, (718, 1000))
    page.emulate_media(media="print")
    expect(page.locator(".flag-cards details p").first).to_be_visible()
    matrix = open_page("/matrix", (718, 1000))
    matrix.emulate_media(media="print")
    expect(matrix.locator(".settings")).to_be_hidden()
    assert (
        matrix.locator(".grid tr").nth(1).evaluate("row => getComputedStyle(row).display")
        == "table-row"
    )


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (CONDITION, 8),
        ("/compare?with=acupuncture&with=massage&with=yoga&with=exercise-therapy", 5),
        ("/matrix", 3),
    ],
)
def test_an_overview_is_printed_on_few_sheets(open_page: Open, path: str, most: int) -> None:
    printed = open_page(path).pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= most
