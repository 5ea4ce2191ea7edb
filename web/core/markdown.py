"""Editors' Markdown to safe HTML: the only place Markup is made.

Emphasis, code, web links and cites (`[@id]`) are all there is; HTML is shown as typed. What comes
out goes through bleach, so that neither an editor nor a fault of the parser can put anything else
on a page.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import bleach
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from kb.model.scalars import CITE, CITES
from kb.model.web_address import web_address_flaw
from kb.statements.phrases import mid_sentence
from web.core.glossary import NOTHING, Glossary, Meaning

# A raised number is close to the word before it.
SPACED_CITE = re.compile(rf"\s+({CITE.pattern})")
CHOSEN = ' aria-current="true"'
# The text in brackets behind a word, and the words that may say the same of it.
BRACKETS, WORDS = re.compile(r" \(([^()]*)\)"), re.compile(r"\w{4,}")
JOINER = "\u2060"  # no line breaks here
TAGS = frozenset({"a", "em", "strong", "code", "sup", "small"})
# Only cites and explained words have classes, titles and meanings, which are written
# here.
ATTRIBUTES = {"a": ["class", "href", "title", "data-means"]}


@dataclass(frozen=True)
class Cite:
    """A cite as it is shown: its number or name, where it leads, and the source in full."""

    label: str
    href: str
    title: str


FindCite = Callable[[str], Cite | None]
# A link in a list: its address in pieces, so that links share some, its words, how much is behind
# it, and whether it is chosen.
CountedLink = tuple[tuple[Markup, ...], Markup, int, bool]


def render(
    text: str, find: FindCite, words: Glossary = NOTHING, explained: set[str] | None = None
) -> Markup:
    """One line of editors' Markdown as safe HTML, with words of the glossary explained where they
    first occur outside of links.

    A cite that `find` does not know (None) is left out. With `explained`, the terms explained so
    far, what a term means is behind it in the text itself where it is not explained yet;
    `explained` grows by it.
    """
    env = {"find": find, "words": words, "seen": set(), "explained": explained}
    return _clean(_markdown.renderInline(SPACED_CITE.sub(r"\1", text), env))


def explain(text: str, words: Glossary, explained: set[str] | None = None) -> Markup:
    """Plain text as safe HTML, with words of the glossary explained as `render` does."""
    return _clean(_explained(text, words, set(), explained))


@lru_cache(maxsize=4096)
def uncited(text: str) -> Markup:
    """Editors' Markdown as safe HTML for pages that list no sources: cites are left out."""
    return render(without_cites(text), lambda _: None)


def plain_text(text: str) -> str:
    """Editors' Markdown as plain text without cites, for titles, feeds and whatever else shows no
    HTML.
    """
    return uncited(text).striptags()


def highlighted(pieces: Iterable[tuple[str, bool]]) -> Markup:
    """Plain text in pieces as safe HTML, those that match marked."""
    return Markup(  # noqa: S704 escaped here
        "".join(
            [f"<mark>{escape(one)}</mark>" if matched else escape(one) for one, matched in pieces]
        )
    )


def code_marked(text: str) -> Markup:
    """Plain text as safe HTML, what is between backticks as code."""
    pieces = re.split(r"`([^`]+)`", text)
    return Markup(  # noqa: S704 escaped here
        "".join(
            f"<code>{escape(piece)}</code>" if at % 2 else escape(piece)
            for at, piece in enumerate(pieces)
        )
    )


def joined(pieces: Iterable[Markup]) -> Markup:
    """Pieces of safe HTML one behind the other; raises AttributeError where one is plain text."""
    return Markup("".join([piece.__html__() for piece in pieces]))  # noqa: S704 nothing but Markup is joined


def counted_links(links: Iterable[CountedLink]) -> Markup:
    """The items of a list of links; a page has too many of them for a template."""
    return Markup(  # noqa: S704 nothing but Markup is joined, and numbers
        "".join(
            [
                f'\n      <li><a href="{"".join(address)}"{CHOSEN if chosen else ""}>{words}'
                f' <span class="count">{entries:d}</span></a></li>'
                for address, words, entries, chosen in links
            ]
        )
    )


def _clean(html: str) -> Markup:
    return Markup(bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols={"http", "https"}))  # noqa: S704 cleaned here, and only here


def without_cites(text: str) -> str:
    """The text for places where cites would only disturb, such as the title of a browser tab."""
    return CITES.sub("", text).strip()


def _cite_rule(state: StateInline, silent: bool) -> bool:
    """`[@id]` becomes a cite token; anything else in brackets is left to the other rules."""
    match = CITE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("cite", "", 0).meta = {"id": match[1]}
    state.pos = match.end()
    return True


def _render_cite(_self: Any, tokens: list[Token], index: int, _options: Any, env: Any) -> str:  # noqa: ANN401 markdown-it's own signature
    cite: Cite | None = env["find"](tokens[index].meta["id"])
    if cite is None:
        return ""
    href, title, label = (
        bleach.clean(part, tags=()).replace('"', "&quot;")
        for part in (cite.href, cite.title, cite.label)
    )
    return f'{JOINER}<sup><a href="{href}" title="{title}">{label}</a></sup>'


def _render_text(_self: Any, tokens: list[Token], index: int, _options: Any, env: Any) -> str:  # noqa: ANN401 markdown-it's own signature
    """A word within a link is left alone: a link can't hold another."""
    before = [token.type for token in tokens[:index]]
    within_link = before.count("link_open") > before.count("link_close")
    return _explained(
        tokens[index].content,
        NOTHING if within_link else env["words"],
        env["seen"],
        env["explained"],
    )


def _explained(text: str, words: Glossary, seen: set[str], explained: set[str] | None) -> str:
    said, at = [], 0
    for piece, meaning in words.split(text, seen):
        end = at + len(piece)
        if meaning and explained is not None and _says_itself(text, at, end, meaning):
            explained.add(meaning.id)
        said.append(_word(piece, meaning, explained) if meaning else escapeHtml(piece))
        at = end
    return "".join(said)


def _says_itself(text: str, at: int, end: int, meaning: Meaning) -> bool:
    """Whether the text around a word says what it means: the word is in brackets behind that, or
    that is in brackets behind the word, in some of the same words.
    """
    behind = BRACKETS.match(text, end)
    own = set(WORDS.findall(behind[1].casefold())) if behind else set()
    in_brackets = text[:at].endswith("(") and text.startswith(")", end)
    return in_brackets or not own.isdisjoint(WORDS.findall(meaning.definition.casefold()))


def _word(word: str, meaning: Meaning, explained: set[str] | None) -> str:
    if explained is not None and meaning.id not in explained:
        explained.add(meaning.id)
        said = mid_sentence(meaning.definition.rstrip("."))
        return (
            f'<a href="{escapeHtml(meaning.url)}">{escapeHtml(word)}</a>'
            f" <small>({escapeHtml(said)})</small>"
        )
    return (
        f'<a class="term" href="{escapeHtml(meaning.url)}"'
        f' data-means="{escapeHtml(meaning.definition)}">{escapeHtml(word)}</a>'
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable(
        ["emphasis", "backticks", "link", "escape", "entity"]
    )
    # markdown-it's documented way to set it
    parser.validateLink = lambda url: web_address_flaw(url) is None  # type: ignore[method-assign]
    parser.inline.ruler.before("link", "cite", _cite_rule)
    parser.add_render_rule("cite", _render_cite)
    parser.add_render_rule("text", _render_text)
    return parser


_markdown = _parser()
