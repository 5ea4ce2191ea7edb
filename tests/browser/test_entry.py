"""The page of an intervention in a real Chromium: axe-core finds nothing, nothing overflows,
everything is reached and printed.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from conftest import full
from kb.model.library import Library

Open = Callable[..., Page]
PHONE, SMALL, PAPER = (390, 844), (320, 640), (718, 1000)
# The largest, one with two scales, one without a usable finding, one with ratios.
ENTRIES = ["acupuncture", "tens", "bed-rest", "muscle-relaxants"]
LEVELS = ["plain", "clinician", "study"]
OVERLAPS = """
() => [...document.querySelectorAll("svg.forest")].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  if (!box.width) return [];
  const lines = [...svg.querySelectorAll("text, tspan")].flatMap((one) => [...one.childNodes])
    .filter((node) => node.nodeType === 3 && node.textContent.trim());
  const texts = lines.map((line) => {
    const range = document.createRange();
    range.selectNodeContents(line);
    return [line.textContent, range.getBoundingClientRect()];
  });
  const outside = texts.filter(([, at]) => at.left < box.left - 1 || at.right > box.right + 1).map(([text]) => `outside: ${text}`);
  const over = texts.flatMap(([text, one], index) => texts.slice(index + 1)
    .filter(([, other]) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 5)
    .map(([other]) => `${text} / ${other}`));
  return [...outside, ...over];
})
"""


@pytest.mark.parametrize(
    "entry", [*ENTRIES, *full("exercise-therapy", "yoga", "opioids", "walking")]
)
def test_no_words_of_a_picture_run_into_others_or_out_of_it(open_page: Open, entry: str) -> None:
    assert open_page(f"/interventions/{entry}?folds=open").evaluate(OVERLAPS) == []


def test_a_reader_changes_the_level_and_it_is_kept(open_page: Open) -> None:
    page = open_page("/interventions/tens")
    page.get_by_role("link", name="Plain words", exact=True).click()
    expect(page.get_by_role("link", name="Plain words", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    expect(page.locator(".answer")).to_contain_text(
        "we do not know whether there is a difference in pain"
    )
    page.goto("/interventions/acupuncture")
    expect(page.get_by_role("link", name="Plain words", exact=True)).to_have_attribute(
        "aria-current", "true"
    )


def test_a_link_to_a_folded_finding_opens_its_fold(open_page: Open) -> None:
    page = open_page("/interventions/acupuncture")
    folded = page.locator("details.fold:not([open]) tr.finding").first
    page.goto(f"/interventions/acupuncture#{folded.get_attribute('id')}")
    expect(page.locator("tr:target")).to_be_visible()


def test_keys_alone_open_a_fold_of_plain_words(open_page: Open) -> None:
    page = open_page("/interventions/tens?level=plain")
    page.locator("#all > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#all li").first).to_be_visible()


def test_a_phone_shows_a_picture_at_a_size_that_can_be_read(open_page: Open) -> None:
    page = open_page("/interventions/tens", PHONE)
    page.locator(".drawn .fold > summary").first.click()
    height = page.locator("svg.forest .mark text").first.evaluate(
        "text => text.getBoundingClientRect().height"
    )
    assert height >= 11


STRICT = ["cyclobenzaprine", "muscle-relaxants", "nsaids", "tens", "electroacupuncture", "cupping"]


@pytest.mark.parametrize("level", LEVELS[1:])
@pytest.mark.parametrize("entry", [*STRICT[::3], *full(*STRICT[1::3], *STRICT[2::3])])
def test_the_first_screen_of_a_phone_says_for_whom_it_is_not(
    open_page: Open, entry: str, level: str
) -> None:
    page = open_page(f"/interventions/{entry}?level={level}", PHONE)
    answer, cautions = (page.locator(part).bounding_box() for part in (".answer", ".cautions"))
    assert answer and cautions and 0 <= cautions["y"] - answer["y"] - answer["height"] < 16
    flags = ".strip.quiet" if level == "plain" else ".flags-link"
    for shown in (flags, ".cautions h2", ".cautions dd >> nth=0"):
        box = page.locator(shown).bounding_box()
        assert box and box["y"] + box["height"] <= PHONE[1], shown


@pytest.mark.parametrize("level", LEVELS[1:])
@pytest.mark.parametrize("entry", ["exercise-therapy", *full("facet-and-radiofrequency")])
def test_where_no_caution_is_recorded_the_first_screen_says_so_and_how_sure_the_answer_is(
    open_page: Open, entry: str, level: str
) -> None:
    page = open_page(f"/interventions/{entry}?level={level}", PHONE)
    expect(page.locator(".cautions")).to_contain_text(
        re.compile("[Tt]hat doesn’t mean there are none")
    )
    sure = {"plain": ".overall", "clinician": ".rows .certainty >> nth=0", "study": ".answer"}
    for shown in (".cautions", sure[level]):
        box = page.locator(shown).bounding_box()
        assert box and box["y"] + box["height"] <= PHONE[1], shown


@pytest.mark.parametrize(("entry", "rows"), [("exercise-therapy", 4), ("spinal-fusion", 1)])
def test_a_desk_shows_the_first_rows_and_a_phone_one_where_cautions_are_few(
    open_page: Open, entry: str, rows: int
) -> None:
    for size, shown in (((1280, 900), rows), (PHONE, 1)):
        page = open_page(f"/interventions/{entry}", size)
        for part in (
            "h1",
            ".levels",
            ".answer",
            ".cautions",
            f".rows tr:has(td) >> nth={shown - 1}",
        ):
            box = page.locator(part).first.bounding_box()
            assert box and box["y"] + box["height"] <= size[1], part


@pytest.mark.parametrize(("entry", "highest"), [("acupuncture", 12_000), ("yoga", 9_000)])
def test_a_phone_scrolls_no_further_than_it_must(open_page: Open, entry: str, highest: int) -> None:
    page = open_page(f"/interventions/{entry}?level=clinician", PHONE)
    assert page.evaluate("document.documentElement.scrollHeight") < highest
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_few_words_come_before_the_answer(open_page: Open) -> None:
    page = open_page("/interventions/cyclobenzaprine", PHONE)
    answer = page.locator(".answer").inner_text()
    assert len(page.locator("body").inner_text().partition(answer[:40])[0].split()) < 60


def test_the_card_is_printed_on_its_first_page_and_no_heading_of_a_fold(open_page: Open) -> None:
    page = open_page("/interventions/muscle-relaxants", PAPER)
    page.emulate_media(media="print")
    for shown in (".rows tbody tr >> nth=-1", ".glance > div >> nth=-1", ".cautions"):
        box = page.locator(shown).bounding_box()
        assert box and box["y"] + box["height"] <= 1060, shown
    expect(page.locator("article summary").filter(visible=True)).to_have_count(0)


def test_of_a_hundred_people_as_many_are_named_as_are_drawn(open_page: Open) -> None:
    page = open_page("/interventions/pain-reprocessing-therapy")
    figure = page.locator("figure.absolute").first
    expect(figure).to_contain_text("66 with pain reprocessing therapy (33 of 50, 66%)")
    expect(figure).to_contain_text("NNT 1.8 (1.5 to 2.6)")
    expect(figure.get_by_role("img", name="10 of 100 people with usual care")).to_be_visible()
    none = open_page("/interventions/superficial-heat")
    expect(none.locator(".glance")).to_contain_text("and no NNT")


def test_of_sections_side_by_side_the_bar_says_the_first(open_page: Open) -> None:
    page = open_page("/conditions/<id>", (1280, 900))
    bar = page.get_by_role("navigation", name="On this page")
    expect(bar.locator("[aria-current]")).to_have_text("Red flags")


def test_the_bar_of_sections_stays_and_says_where_a_reader_is(open_page: Open) -> None:
    page = open_page("/interventions/acupuncture", PHONE, reduced_motion="reduce")
    bar = page.get_by_role("navigation", name="On this page")
    bar.get_by_role("link", name="Harms").click()
    expect(bar.get_by_role("link", name="Harms")).to_have_attribute("aria-current", "location")
    expect(page.locator("#harms")).to_be_in_viewport()
    box = bar.bounding_box()
    assert box and abs(box["y"]) <= 1
    for part, words in (("pictures", "Forest plots"), ("unknown", "Gaps")):
        bar.get_by_role("link", name=words).click()
        expect(bar.locator("[aria-current]")).to_have_text(words)
        expect(page.locator(f"#{part}")).to_be_in_viewport()
    page.locator("#sources").scroll_into_view_if_needed()
    expect(bar.locator("[aria-current]")).to_have_count(1)


@pytest.mark.parametrize("level", LEVELS[1:])
def test_paper_gets_what_stands_open_and_harms_always(open_page: Open, level: str) -> None:
    page = open_page(f"/interventions/acupuncture?level={level}&folds=open", PAPER)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER[0]
    for shown in (".cautions", "#harms", "#cautions", "svg.forest", "tr.finding >> nth=-1"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.get_by_role("navigation", name="Reading level")).to_be_hidden()


ADDED_ADDRESSES = """() => [...document.querySelectorAll("a[href]:not([href^=http])")]
  .filter((link) => getComputedStyle(link, "::after").content.includes(link.getAttribute("href")))
  .map((link) => link.outerHTML.slice(0, 80))"""
NARROW = "spans => spans.filter(span => span.scrollWidth > span.clientWidth).length"


def test_paper_names_the_red_flags_and_prints_no_address_of_ours_alone(open_page: Open) -> None:
    page = open_page("/interventions/acupuncture?level=clinician", PAPER)
    flags = page.locator(".flags-on-paper")
    expect(flags).to_be_hidden()
    page.emulate_media(media="print")
    expect(flags).to_be_visible()
    expect(flags).to_contain_text("Emergency now: You cannot pass urine")
    assert page.evaluate(ADDED_ADDRESSES) == []
    assert page.locator(".axis span").evaluate_all(NARROW) == 0, "its words run together"


@pytest.mark.parametrize(
    "entry",
    ["acupuncture?level=plain", "exercise-therapy?level=study",
     *full("acupuncture", "ergonomics", "muscle-relaxants", "nsaids", "opioids", "pain-reprocessing-therapy")],
)  # fmt: skip
def test_an_entry_is_printed_on_two_pages_at_most(open_page: Open, entry: str) -> None:
    printed = open_page(f"/interventions/{entry}").pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 2
    whole = open_page(f"/interventions/{entry.partition('?')[0]}?folds=open").pdf(format="A4")
    assert len(whole) > len(printed)


@pytest.mark.parametrize(
    "of",
    ["interventions/muscle-relaxants", "conditions/low-back-pain-with-muscle-spasm",
     *full("interventions/acupuncture", "interventions/nsaids")],
)  # fmt: skip
def test_a_leaflet_is_printed_on_one_sheet_and_fits_a_phone(open_page: Open, of: str) -> None:
    page = open_page(f"/{of}/leaflet", PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    page.emulate_media(media="print")
    sizes = page.locator(".leaflet :is(p, li, h2, h3)").evaluate_all(
        "parts => parts.map(part => parseFloat(getComputedStyle(part).fontSize))"
    )
    assert min(sizes) >= 8 * 96 / 72 - 0.01, "8 points"


@pytest.mark.full
def test_every_leaflet_is_printed_on_one_sheet(open_page: Open, shipped_library: Library) -> None:
    long = []
    for id in shipped_library.interventions:
        printed = open_page(f"/interventions/{id}/leaflet").pdf(prefer_css_page_size=True)
        if len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) != 1:
            long.append(id)
    assert long == []


@pytest.mark.parametrize("entry", ["acupuncture", "mattress", *full("yoga", "ergonomics")])
def test_paper_lists_what_is_cited_on_it_by_the_same_numbers(open_page: Open, entry: str) -> None:
    page = open_page(f"/interventions/{entry}", PAPER)
    page.emulate_media(media="print")
    cited = page.locator("sup a:visible").evaluate_all("cites => cites.map(cite => cite.hash)")
    listed = page.locator(".sources > li:visible").evaluate_all(
        "items => items.map(item => [`#${item.id}`, `[${item.value}]`])"
    )
    assert {source for source, _ in listed} == set(cited)
    for source, number in listed:
        expect(page.locator(f"sup a[href='{source}']").first).to_have_text(number)


def test_cautions_are_printed_on_the_card_and_never_twice(open_page: Open) -> None:
    page = open_page("/interventions/cyclobenzaprine", PAPER)
    page.emulate_media(media="print")
    expect(page.get_by_text("Not with hyperthyroidism").filter(visible=True)).to_have_count(1)
    expect(page.locator(".cautions")).to_contain_text("Not with hyperthyroidism")


def test_paper_shows_findings_of_which_none_can_lead(open_page: Open) -> None:
    page = open_page("/interventions/ergonomics", PAPER)
    page.emulate_media(media="print")
    for finding in page.locator("tr.finding").all():
        expect(finding).to_be_visible()


def test_a_table_on_a_phone_says_what_each_cell_is_and_nothing_before_what_it_means(
    open_page: Open,
) -> None:
    page = open_page("/interventions/tens?level=clinician&folds=open", PHONE)
    labels = ["Compared with", "Effect", "Based on", "Certainty"]
    cells = page.locator("tr.finding").first.get_by_role("cell")
    said = cells.evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert said == [*(f'"{label}"' for label in labels), "none"]


@pytest.mark.parametrize("path", ["/conditions/<id>", "/interventions/acupuncture", "/claims"])
def test_sentences_that_share_a_line_on_paper_have_a_blank_between_them(
    open_page: Open, path: str
) -> None:
    page = open_page(f"{path}?level=clinician&folds=open", PAPER)
    page.emulate_media(media="print")
    joined = page.evaluate(
        """() => [...document.querySelectorAll("main :is(p, dl, dd, h2, h3, .doubt)")]
          .map((part) => [part, part.previousSibling])
          .filter(([part, before]) => before && [part, before].every(
            (one) => one.nodeType === 1 && getComputedStyle(one).display === "inline"
          ))
          .map(([part]) => part.textContent.slice(0, 40))"""
    )
    assert joined == []
