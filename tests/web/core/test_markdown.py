"""Editors' Markdown becomes safe HTML, whatever was typed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from web.core.markdown import Cite, highlighted, joined, render, without_cites


def find(id: str) -> Cite | None:
    """Two sources are known here; the title of one tries to break out."""
    known = {
        "meyer-2011": Cite("1", "#source-meyer-2011", 'Meyer "Sand" <b>2011</b>'),
        "okafor-2020": Cite("2", "/sources/okafor-2020", "Okafor 2020"),
    }
    return known.get(id)


def test_emphasis_and_code_are_rendered() -> None:
    assert render("a *b* **c** `d`", find) == "a <em>b</em> <strong>c</strong> <code>d</code>"


def test_a_cite_becomes_its_numbered_link() -> None:
    assert (
        render("Eases pain [@okafor-2020].", find)
        == 'Eases pain\u2060<sup><a href="/sources/okafor-2020" title="Okafor'
        ' 2020">2</a></sup>.'
    )


def test_what_a_cite_is_called_cannot_break_out_of_its_link() -> None:
    html = render("[@meyer-2011]", find)
    assert "<b>" not in html
    assert html.count('"') == 4


def test_an_unknown_cite_is_left_out() -> None:
    assert render("Eases pain [@nobody-1999].", find) == "Eases pain."


def test_within_code_nothing_is_a_cite() -> None:
    assert render("`[@okafor-2020]`", find) == "<code>[@okafor-2020]</code>"


def test_web_links_are_links() -> None:
    assert (
        render("[a](https://example.org/?q=1&r=2)", find)
        == '<a href="https://example.org/?q=1&amp;r=2">a</a>'
    )


def test_text_that_looks_like_a_heading_or_list_stays_text() -> None:
    assert render("# 1. a", find) == "# 1. a"


def test_signs_of_comparison_are_shown_as_typed() -> None:
    assert render("p < 0.05 & n > 3", find) == "p &lt; 0.05 &amp; n &gt; 3"


NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](//example.org)",
    "[a](\tjavascript:alert(1))",
    '[a](https://example.org "onmouseover=alert(1)")',
    "![a](https://example.org/track.png)",
    "<https://example.org>",
    "[@<script>]",
    "[@../../etc/passwd]",
    '[@meyer-2011" onclick="alert(1)]',
    "*<b>*",
    "`</code><script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<script>\x00",
    "[" * 5000,
    "*" * 5000,
    "[a](" * 1000,
    "`" * 4999,
]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_nasty_becomes_markup(text: str) -> None:
    assert_safe(render(text, find))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"<>\"'&[]()*`:/@#\\! \t\n\x00a",
                "script",
                "javascript:",
                "onerror=",
                "[@meyer-2011]",
                "https://",
            ]
        )
    )
)
def test_no_mixture_of_signs_becomes_markup(pieces: list[str]) -> None:
    assert_safe(render("".join(pieces), find))


def assert_safe(html: str) -> None:
    """Only the few tags, only web addresses and our own, and no attribute but those of
    links and cites.
    """
    for tag in re.findall(r"<[^>]*>?", html):
        assert re.fullmatch(
            r'</?(em|strong|code|sup|a)>|<sup>|<a( href="[^"<>]*")?('
            r' title="[^"<>]*")?>',
            tag,
        ), tag
    for href in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"https?://|#source-|/sources/", href), href


def test_where_cites_disturb_they_are_left_out() -> None:
    assert (
        without_cites("Eases pain [@meyer-2011] a little [@okafor-2020].") == "Eases pain a little."
    )


def test_what_matched_is_marked_and_all_of_it_is_text() -> None:
    assert highlighted([("a < b ", False), ("c & d", True)]) == Markup(
        "a &lt; b <mark>c &amp; d</mark>"
    )


def test_only_markup_is_joined() -> None:
    assert joined([Markup("<b>a</b>"), Markup("b")]) == Markup("<b>a</b>b")
    with pytest.raises(AttributeError):
        joined(["<b>"])  # type: ignore[list-item]  # what the types forbid is refused when it runs too
