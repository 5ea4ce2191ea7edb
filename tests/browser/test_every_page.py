"""What holds of every kind of page in a real browser: axe-core finds nothing, words stand out from
their background, nothing scrolls sideways, and whatever is pressed is large enough.
"""

from collections.abc import Callable, Iterable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from addresses import EVERY_PAGE, FOR_EDITORS, ROUTES, STATES
from browser.chromium import DESK, PHONE, SMALL
from conftest import full

Open = Callable[..., Page]
TABLET = (768, 1024)
SCHEMES = ("light", "dark")
# Shapes that the fullest entry has not: two scales, no usable finding, ratios; and no page at all.
OTHERS = (
    *(f"/interventions/{id}?folds=open" for id in ("tens", "bed-rest", "muscle-relaxants")),
    "/interventions/yogha",
)
PAGES = (*EVERY_PAGE, *FOR_EDITORS, *OTHERS)
# Those that `make test` looks at: each page once, and states with parts of their own ...
SAMPLE = (
    *ROUTES,
    *FOR_EDITORS,
    "/interventions/yogha",
    "/search?q=heat&stage=acute",
    "/compare?with=acupuncture&with=massage&with=yoga&with=spinal-manipulation",
)
# ... and where axe-core measures contrast, which is most of what it takes: each kind of page once,
# with few rows that repeat.
CONTRASTS = {route: route for route in (*ROUTES, *FOR_EDITORS)} | {
    "/changes": "/changes?kind=claim",
    "/claims": "/claims?verdict=contradicted",
    "/claims/<words>": "/claims/<words>?level=plain",
    "/compare": "/compare?with=yoga",
    "/conditions/<id>": "/conditions/<id>?level=plain",
    "/gaps": "/gaps?stage=acute&outcome=pain",
    "/guidelines": "/guidelines?stage=acute&bodies=disagree",
    "/interventions/<id>": "/interventions/bed-rest?folds=open",
    "/search": "/search?q=heat&stage=acute",
    "/sources": "/sources?q=review&design=systematic-review",
}
# WCAG 2.2 to AA, with what axe-core leaves out unless asked, such as the size of targets.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
# What no rule above needs, and a third of the time: style sheets and videos loaded once more,
# frames, and a selector for each element.
QUICK = {"preload": False, "iframes": False, "selectors": False}
WEAK = """
() => {
  const channel = (value) =>
    (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) =>
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes].some(
      (node) => node.nodeType === 3 && node.textContent.trim());
    if (!text || !element.getClientRects().length) continue;
    const one = luminance(numbers(getComputedStyle(element).color));
    const other = luminance(behind(element));
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) weak.push(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
  }
  return [...new Set(weak)];
}
"""
SMALL_TARGETS = """
() => [...document.querySelectorAll(`
    button, input, select, .menu a, a.name, .brand, summary, .pages a, .facets a, .links a,
    .hit h3 a`)]
  .filter((element) => element.getClientRects().length
    && element.type !== "hidden" && element.type !== "checkbox")
  .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect().height])
  .filter(([, height]) => height < 24)
"""
UNSEEN_STOPS = """
() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")]
  .filter((element) => element.tabIndex >= 0 && element.getClientRects().length
    && element.type !== "hidden" && getComputedStyle(element).visibility === "visible")
  .filter((element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflow === "hidden" && style.clipPath !== "none") return true;
    }
    return false;
  })
  .map((element) => element.outerHTML.slice(0, 80))
"""
WIDTH = "document.documentElement.scrollWidth"


def sampled(every: Iterable[str], kept: Iterable[str]) -> list[object]:
    """Every address; those that are not kept wait for `make test-full`."""
    always = set(kept)
    return [
        case for address in every for case in ([address] if address in always else full(address))
    ]


def violations(page: Page, only: list[str], without: str = "") -> list[str]:
    """What axe-core objects to, each as its rule and where."""
    options = {
        "runOnly": only,
        "resultTypes": ["violations"],
        "rules": {without: {"enabled": False}} if without else {},
        **QUICK,
    }
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def weak_words(page: Page) -> list[str]:
    """What does not stand out from its background in one of the schemes."""
    return [f"{scheme}: {weak}" for scheme in schemes(page) for weak in page.evaluate(WEAK)]


def schemes(page: Page) -> Iterator[str]:
    """Each colour scheme while the page is shown in it."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        yield scheme


def too_wide(page: Page, sizes: Iterable[tuple[int, int]]) -> list[str]:
    """The windows in which the page scrolls sideways."""
    return [f"{size}: {width}" for size in sizes if (width := shown(page, size)) > size[0]]


def shown(page: Page, size: tuple[int, int]) -> int:
    """How wide the page is in a window of this size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return int(page.evaluate(WIDTH))


@pytest.mark.parametrize("path", sampled(PAGES, SAMPLE))
def test_axe_finds_nothing_every_word_stands_out_and_nothing_scrolls_sideways(
    open_page: Open, path: str
) -> None:
    page = open_page(path, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.body).display") == "flex", (
        "the stylesheet was not applied"
    )
    inline = "all => all.map(one => getComputedStyle(one).display).filter(it => it == 'inline')"
    assert page.locator("table").evaluate_all(inline) == [], "its rows would come in any order"
    assert violations(page, RULES, without=CONTRAST) == []
    assert weak_words(page) == []
    assert too_wide(page, (DESK, PHONE, SMALL)) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate(SMALL_TARGETS) == [], "targets outside of text are large enough"
    assert page.evaluate(UNSEEN_STOPS) == [], "what keys stop at is seen"
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert too_wide(page, (DESK, TABLET, PHONE)) == [], "with text of twice the size"


@pytest.mark.parametrize("path", sampled(PAGES, CONTRASTS.values()))
def test_axe_finds_no_weak_contrast(open_page: Open, path: str) -> None:
    page = open_page(path, reduced_motion="reduce")
    assert [
        (scheme, weak) for scheme in schemes(page) for weak in violations(page, [CONTRAST])
    ] == []


@pytest.mark.parametrize("path", sampled(PAGES, ("/search?q=heat&stage=acute",)))
def test_axe_finds_nothing_on_a_phone_with_a_meaning_shown(open_page: Open, path: str) -> None:
    page = open_page(path, (360, 780), reduced_motion="reduce")
    words = page.locator("main a.term >> visible=true")
    if words.count():
        words.first.focus()
        expect(page.get_by_role("tooltip")).to_be_visible()
    assert violations(page, RULES) == []


def test_faults_would_be_found(open_page: Open) -> None:
    page = open_page("/interventions/tens?folds=open")
    page.evaluate("""() => {
      document.querySelector("svg.forest").removeAttribute("aria-labelledby");
      document.querySelector("svg.forest title").remove();
      document.querySelector("h1").style.color = "#bbb";
    }""")
    assert any(fault.startswith("svg-img-alt") for fault in violations(page, RULES, CONTRAST))
    assert any(fault.startswith(CONTRAST) for fault in violations(page, [CONTRAST]))
    assert [weak.partition(".")[0] for weak in weak_words(page)] == ["light: H1"]
    page.evaluate("document.querySelector('h1').style.minWidth = '900px'")
    assert [size.partition(":")[0] for size in too_wide(page, (DESK, PHONE))] == ["(390, 844)"]


def test_states_are_chosen_where_pages_change_most() -> None:
    assert {state.partition("?")[0] for state in STATES} < set(ROUTES)
