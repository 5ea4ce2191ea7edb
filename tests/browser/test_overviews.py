"""The matrix, comparisons, the condition, claims and terms in a real browser: reflow, keys, touch,
paper, and without JavaScript.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import full

Open = Callable[..., Page]
DESK, PHONE, SMALL = (1280, 800), (390, 844), (320, 640)
CONDITION = "/conditions/low-back-pain-with-muscle-spasm"
FOUR = "/compare?with=acupuncture&with=massage&with=yoga&with=spinal-manipulation"
NINE = "/matrix?outcome=pain&outcome=function&outcome=quality-of-life"


@pytest.mark.parametrize("path", [CONDITION, *full("/", "/interventions/yoga")])
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


def test_a_desk_reads_the_map_as_a_table_whose_headings_stay(open_page: Open) -> None:
    page = open_page("/matrix")
    expect(page.get_by_role("columnheader", name="Pain, vs no or usual care")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Acupuncture", exact=True)).to_be_visible()
    page.mouse.wheel(0, 1500)
    expect(page.get_by_role("columnheader", name="Function, vs placebo")).to_be_in_viewport()
    expect(
        page.get_by_role("columnheader", name="vs placebo or sham", exact=True)
    ).to_be_in_viewport()


def test_to_a_screen_reader_a_mark_is_its_words(open_page: Open) -> None:
    page = open_page("/matrix")
    mark = page.locator("tr[id]").filter(has_text="Acupuncture").locator("a.found").first
    expect(mark).to_have_accessible_name(re.compile("certainty.* vs ", re.IGNORECASE))
    expect(page.get_by_role("img")).to_have_count(0)


def test_a_mark_opens_its_sentence_which_closes_again_without_scripts(open_page: Open) -> None:
    page = open_page("/matrix", java_script_enabled=False)
    sentence = page.locator(".sentence").first
    expect(sentence).to_be_hidden()
    page.locator("a.found").first.click()
    expect(sentence).to_be_in_viewport(ratio=1)
    sentence.get_by_role("link", name="Close").click()
    expect(sentence).to_be_hidden()


def test_with_forced_colours_arcs_are_counted_and_what_is_chosen_is_read(open_page: Open) -> None:
    page = open_page("/matrix", forced_colors="active")
    strokes = [
        page.locator(f"{part} >> nth=0").evaluate("part => getComputedStyle(part).stroke")
        for part in ("#ring-low .arc", "#ring-low .gap")
    ]
    assert strokes[0] != strokes[1]
    chosen = page.locator(".settings a[aria-current]").first
    assert chosen.evaluate("link => getComputedStyle(link).forcedColorAdjust") == "none"


def test_words_are_shown_by_a_link_and_treatments_can_then_be_compared(open_page: Open) -> None:
    page = open_page("/matrix", java_script_enabled=False)
    page.get_by_role("link", name="Show in words").click()
    expect(page).to_have_url(re.compile("show=words"))
    expect(page.locator(".map")).to_have_css("display", "table")
    first = page.locator(".map .spelt").first.bounding_box()
    assert first and 0 < first["y"] < DESK[1] and first["width"] > 100, first
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    press(page.get_by_role("button", name="Compare selected"))
    expect(page).to_have_url(re.compile("/compare\\?with=.*&with="))
    expect(page.get_by_role("heading", level=1)).to_contain_text("side by side")


def test_a_phone_reads_the_map_as_a_list_of_one_outcome_and_comparator(open_page: Open) -> None:
    page = open_page("/matrix", PHONE)
    rows = page.locator(".map tbody tr[id]:visible")
    for row in rows.all()[:5]:
        expect(row).to_be_in_viewport(ratio=0.9)
    expect(rows.first.locator("td:visible")).to_have_count(1)
    expect(rows.first.locator("td:visible .spelt")).to_be_visible()
    hidden = page.locator(".map tbody tr[id]").count() - rows.count()
    assert hidden
    expect(page.locator(".lead")).to_contain_text(f"Chronic: {rows.count()} of ")
    said = f"^{hidden} of the .* no finding on pain vs no or usual care"
    expect(page.get_by_text(re.compile(said))).to_be_visible()
    for chosen in ("Chronic", "Pain", "No or usual care"):
        link = page.locator(".settings a[aria-current]:visible").filter(has_text=chosen)
        expect(link).to_be_in_viewport()
    page.get_by_role("navigation", name="Compared with").get_by_text("Placebo or sham").click()
    expect(page).to_have_url(re.compile("comparator=inert"))


def test_a_desk_shows_the_key_to_the_marks_and_nine_rows_at_once(open_page: Open) -> None:
    page = open_page("/matrix", (1280, 900))
    expect(page.locator(".key-of-marks")).to_be_in_viewport(ratio=1)
    for row in page.locator(".map tbody tr[id]").all()[:9]:
        expect(row).to_be_in_viewport(ratio=1)


def test_a_wide_map_is_scrolled_by_keys(open_page: Open) -> None:
    page = open_page(NINE, (800, 800))
    frame = page.get_by_role("region", name="The map")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.map-frame').scrollLeft > 0")
    expect(page.locator(".map tbody th:not([colspan])").first).to_be_in_viewport()


def test_a_reader_chooses_stage_filter_and_order_by_keys_alone(open_page: Open) -> None:
    page = open_page("/matrix", java_script_enabled=False)
    press(page.locator(".settings a").filter(has_text=re.compile("^Acute")))
    expect(page).to_have_url(re.compile("stage=acute"))
    press(page.locator("summary").filter(has_text="Certainty"))
    press(page.get_by_role("link", name="Moderate certainty", exact=True))
    expect(page.get_by_text(re.compile("hidden by filters"))).to_be_visible()
    heading = page.get_by_role("columnheader", name="Pain, vs no or usual care")
    press(heading.get_by_role("link"))
    expect(heading).to_have_attribute("aria-sort", "descending")


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
    expect(page.get_by_text("Choose another treatment to compare it with.")).to_be_visible()


@pytest.mark.parametrize("path", [NINE, *full("/matrix")])
@pytest.mark.parametrize("size", [(800, 800), *full(DESK)], ids=["tablet", "desk"])
def test_keys_walk_through_the_map_and_what_has_focus_is_seen(
    open_page: Open, path: str, size: tuple[int, int]
) -> None:
    page = open_page(path, size, reduced_motion="reduce")
    hidden = page.locator(".map-frame").evaluate("""frame => {
      const links = [...frame.querySelectorAll("tbody a")].filter((link) => !link.closest(".sentence"));
      const hidden = [];
      for (const way of [links, links.toReversed()]) {
        frame.scrollTo(frame.scrollWidth, frame.scrollHeight);
        for (const link of way) {
          link.focus();
          const at = link.getBoundingClientRect();
          const seen = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
          if (!seen || !link.contains(seen)) hidden.push(link.outerHTML.slice(0, 80));
        }
      }
      return hidden;
    }""")
    # A link at the very end of the narrow frame may stand out by less than Chromium scrolls for.
    assert len(hidden) <= 1, hidden


def test_the_red_flags_are_on_the_first_screen_of_a_phone(open_page: Open) -> None:
    page = open_page(CONDITION, PHONE)
    for shown in (".lead", "#red-flags", ".flag-group.emergency summary >> nth=2"):
        box = page.locator(shown).bounding_box()
        assert box and box["y"] + box["height"] <= PHONE[1], shown
    expect(page.locator(".flag-group details p").first).to_be_hidden()
    page.locator(".flag-group summary").first.click()
    expect(page.locator(".flag-group details p").first).to_contain_text("What to do:")


def test_a_desk_shows_flags_next_to_the_first_two_steps(open_page: Open) -> None:
    page = open_page(CONDITION, (1280, 900))
    for shown in (".lead", ".flag-group.urgent summary >> nth=-1", ".step h3 >> nth=1"):
        box = page.locator(shown).bounding_box()
        assert box and box["y"] + box["height"] <= 900, shown


def test_a_phone_scrolls_the_condition_no_further_than_it_must(open_page: Open) -> None:
    page = open_page(CONDITION, PHONE)
    assert page.evaluate("document.documentElement.scrollHeight") < 15_000
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_the_strip_of_an_intervention_leads_to_the_red_flags(open_page: Open) -> None:
    page = open_page("/interventions/yoga")
    page.locator(".flags-link").click()
    expect(page).to_have_url(re.compile(f"{CONDITION}#red-flags$"))
    expect(page.locator("#red-flags")).to_be_in_viewport()


@pytest.mark.parametrize("level", ["plain", *full("clinician")])
def test_a_medicine_of_the_pathway_leads_to_who_must_not_have_it(
    open_page: Open, level: str
) -> None:
    page = open_page(f"{CONDITION}?level={level}", PHONE)
    of = re.compile("(do not use”|who should avoid it) ?: Cyclobenzaprine")
    page.get_by_role("link", name=of).first.click()
    expect(page.locator("#cautions-first")).to_be_in_viewport()
    expect(page.get_by_text(re.compile("MAO inhibitor")).first).to_be_visible()
    page.goto(f"{CONDITION}?level=clinician")
    page.get_by_role("link", name=re.compile("dose ?: Cyclobenzaprine")).click()
    expect(page.get_by_text("5 mg three times daily").last).to_be_visible()


def test_four_treatments_are_compared_in_few_screens_of_a_phone(open_page: Open) -> None:
    page = open_page(FOUR, PHONE, reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollHeight") < 9_000
    bar = page.get_by_role("navigation", name="On this page")
    for part in ("Cautions", "Pain", "Guidelines"):
        bar.get_by_role("link", name=part).click()
        expect(bar.get_by_role("link", name=part)).to_have_attribute("aria-current", "location")
    expect(page.locator("#recommendations")).to_be_in_viewport()
    expect(page.get_by_text("No finding here: Spinal manipulation").first).to_be_visible()
    page.get_by_role("link", name="and 6 more").click()
    folded = page.locator("#all-pain")
    expect(folded).to_have_attribute("open", "")
    expect(folded.get_by_role("row")).to_have_count(6)
    expect(open_page(f"{FOUR}&folds=open").locator("#all-pain")).to_have_attribute("open", "")


def test_a_link_in_the_bar_stays_below_the_finger_that_presses_it(open_page: Open) -> None:
    page = open_page(FOUR, PHONE, reduced_motion="reduce")
    bar = page.get_by_role("navigation", name="On this page")
    bar.get_by_role("link", name="Guidelines").click()
    expect(bar.get_by_role("link", name="Guidelines")).to_have_attribute("aria-current", "location")
    expect(page.locator("#recommendations")).to_be_in_viewport()
    bar.get_by_role("link", name="Guidelines").hover()
    page.mouse.down()
    page.evaluate(
        """() => new Promise((after) => {
          scrollTo(0, 2_000);
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(after, 50)));
        })"""
    )
    page.mouse.up()
    expect(page.locator("#recommendations")).to_be_in_viewport()


def test_a_section_that_a_page_ends_before_is_marked_where_a_link_led(open_page: Open) -> None:
    page = open_page(
        "/compare?with=opioids&with=auricular-therapy", (390, 1600), reduced_motion="reduce"
    )
    bar = page.get_by_role("navigation", name="On this page")
    for part in ("Guidelines", "How it’s given"):
        bar.get_by_role("link", name=part).click()
        expect(bar.locator("[aria-current]")).to_have_text(part)
    page.mouse.wheel(0, 9_000)
    expect(bar.locator("[aria-current]")).to_have_text("Guidelines")


def test_headings_of_a_comparison_stay_below_the_bar(open_page: Open) -> None:
    page = open_page(FOUR, (1280, 900))
    page.locator("#recommendations").scroll_into_view_if_needed()
    bar = page.get_by_role("navigation", name="On this page").bounding_box()
    name = page.get_by_role("columnheader").filter(has_text="Yoga").first.bounding_box()
    assert bar and name and abs(bar["y"]) <= 1 and bar["height"] - 2 <= name["y"] < 60


def test_lanes_are_side_by_side_on_a_desk_and_stacked_on_a_phone(open_page: Open) -> None:
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
    word, tip = page.locator(".step a.term").first, page.get_by_role("tooltip")
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
    page.locator(".step a.term").first.hover()
    expect(tip).to_be_visible()
    tip.hover()
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_the_first_tap_explains_and_the_second_leads_to_the_term(open_page: Open) -> None:
    page = open_page(CONDITION, PHONE, has_touch=True, is_mobile=True)
    word = page.locator(".step a.term").first
    word.tap()
    expect(page.get_by_role("tooltip")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{CONDITION}$"))
    word.tap()
    expect(page).to_have_url(re.compile("/terms#term-"))


def test_without_javascript_an_explained_word_leads_to_the_term(open_page: Open) -> None:
    page = open_page(CONDITION, java_script_enabled=False)
    page.locator(".step a.term").first.click()
    expect(page.locator("dt:target")).to_be_visible()


def test_paper_gets_the_tables_and_what_was_folded(open_page: Open) -> None:
    page = open_page(CONDITION, (718, 1000))
    page.emulate_media(media="print")
    expect(page.locator(".flag-group details p").first).to_be_visible()
    matrix = open_page("/matrix", (718, 1000))
    matrix.emulate_media(media="print")
    expect(matrix.locator(".pick").first).to_be_hidden()
    expect(matrix.locator(".key-of-marks")).to_be_visible()
    assert (
        matrix.locator(".map tr").nth(1).evaluate("row => getComputedStyle(row).display")
        == "table-row"
    )


SPLIT_WORDS = """() => [...document.querySelectorAll("thead th")].flatMap((head) => {
  const split = [], walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode())
    for (const word of text.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1)
        split.push(word[0]);
    }
  return split;
})"""


@pytest.mark.parametrize("path", ["/guidelines", *full("/guidelines?stage=acute", "/gaps", FOUR)])
def test_no_word_of_a_heading_is_split_on_paper(open_page: Open, path: str) -> None:
    page = open_page(path, (718, 1000))
    page.emulate_media(media="print")
    assert page.evaluate(SPLIT_WORDS) == []


@pytest.mark.parametrize("path", ["/gaps", "/guidelines", "/matrix"])
def test_a_table_that_scrolls_on_screen_covers_nothing_on_paper(open_page: Open, path: str) -> None:
    page = open_page(path, (1280, 800))
    page.emulate_media(media="print")
    for frame in page.locator(".grid-frame, .map-frame").all():
        assert frame.evaluate("frame => frame.scrollHeight - frame.clientHeight") <= 1


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (CONDITION, 5),
        (f"{CONDITION}?level=plain", 3),
        ("/claims?level=plain", 7),
        ("/sources", 6),
        ("/compare?with=acupuncture&with=massage&with=yoga&with=exercise-therapy", 2),
        ("/matrix", 3),
    ],
)
def test_an_overview_is_printed_on_few_sheets(open_page: Open, path: str, most: int) -> None:
    printed = open_page(path).pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= most
