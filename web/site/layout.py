"""What every page's frame needs: the collection's name, the menu, and the ways templates write days
and uncited prose.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple, cast

from flask import Flask, current_app, request
from jinja2 import StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from kb.model.dates import in_words
from kb.model.library import Library
from kb.statements.phrases import printed
from web.core import wording
from web.core.markdown import code_marked, joined, plain_text, uncited
from web.core.reload import State, state
from web.core.theme import ThemeLink, theme_links
from web.parts.corrections import correction_url, suggestion_url
from web.parts.file_errors import FileErrors, file_errors
from web.parts.flag_groups import FlagGroup, flag_groups
from web.parts.labels import standing


class MenuLink(NamedTuple):
    """A page in the menu; `main` has a link of its own at the top, where there is room."""

    words: str
    url: str
    main: bool = False


@dataclass(frozen=True)
class RedFlags:
    """The red flags to rule out first: how many there are, where they are, and for paper which."""

    count: int
    url: str
    groups: tuple[FlagGroup, ...]


@dataclass(frozen=True)
class Site:
    """What the frame of a page shows: `current` is the page's address in the menu, empty if it
    isn't there. `copied` says that the page is for a copy as files, without a server.

    `file_errors` are there for editors alone. `red_flags` is None if the collection has no
    condition with any.
    """

    title: str
    licence: str
    menu: tuple[MenuLink, ...]
    current: str
    path: str
    edit: bool
    copied: bool
    file_errors: FileErrors | None
    trouble: str | None
    red_flags: RedFlags | None
    description: str
    public: str
    correction: str
    suggestion: str
    theme: str
    themes: tuple[ThemeLink, ...]


def register(app: Flask) -> None:
    """Give the templates their frame."""
    app.context_processor(lambda: _context(state()))


def prepare_templates(app: Flask) -> None:
    """Let templates use what they are given alone, and what writes days and prose."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.lstrip_blocks = True
    # templates are given all they use; each import of one by another looks through these
    app.jinja_env.globals.clear()
    app.add_template_filter(_day, "day")
    app.add_template_filter(code_marked)
    app.add_template_filter(printed)
    app.add_template_global(uncited)


def _context(state: State) -> dict[str, object]:
    return {
        "site": _site(state),
        "cached": partial(_cached, state),
        "cached_each": partial(_cached_each, state),
        "status_of": lambda id: standing(state.library.sources.get(id)),
    }


def _cached(state: State, piece: Macro, *said: Hashable) -> Markup:
    """A piece of a page, made once for what it says: many pages have the same. Never for what
    readers write, of which there is no end.
    """
    return state.once((piece.name, *said), lambda: cast(Markup, piece(*said)))


def _cached_each(state: State, piece: Macro, about: Hashable, values: Iterable[Hashable]) -> Markup:
    """The piece for each of the values, one behind the other."""
    return joined(_cached(state, piece, about, value) for value in values)


def _site(state: State) -> Site:
    collection, config = state.library.collection, current_app.config
    menu = state.once("menu", lambda: _menu(state.library, bool(config["EDIT"])))
    themes = theme_links(request)
    return Site(
        title=collection.title,
        licence=collection.licence,
        menu=menu,
        current=next((link.url for link in menu if link.url == request.path), ""),
        path=request.path,
        edit=bool(config["EDIT"]),
        copied=bool(config["COPIED"]),
        file_errors=file_errors(request.path, state) if config["EDIT"] else None,
        trouble=state.trouble.why if state.trouble else None,
        red_flags=state.once("red flags", lambda: red_flags(state.library)),
        description=state.once("description", lambda: plain_text(collection.description)),
        public=str(config["PUBLIC"]),
        correction=correction_url(collection.feedback or "", request.path),
        suggestion=suggestion_url(
            str(config["EDITING"] or collection.editing or ""), request.path, state.library
        ),
        theme=next(way.colours for way in themes if way.selected),
        themes=themes,
    )


def red_flags(library: Library) -> RedFlags | None:
    """The red flags of the condition that the collection is about, if there are any."""
    condition = library.conditions.get(library.collection.focus or "")
    return (
        RedFlags(
            count=len(condition.red_flags),
            url=f"/conditions/{condition.id}#red-flags",
            groups=tuple(flag_groups(condition)),
        )
        if condition and condition.red_flags
        else None
    )


def _menu(library: Library, edit: bool) -> tuple[MenuLink, ...]:
    condition = library.conditions.get(library.collection.focus or "")
    return (
        MenuLink(wording.MENU["/interventions"], "/interventions", main=True),
        MenuLink(wording.MENU["/matrix"], "/matrix", main=True),
        MenuLink(wording.MENU["/guidelines"], "/guidelines", main=True),
        *(
            (MenuLink(wording.MENU["/conditions"], f"/conditions/{condition.id}", main=True),)
            if condition
            else ()
        ),
        *((MenuLink(wording.MENU["/claims"], "/claims"),) if library.claims else ()),
        MenuLink(wording.MENU["/compare"], "/compare"),
        MenuLink(wording.MENU["/gaps"], "/gaps"),
        MenuLink(wording.MENU["/sources"], "/sources"),
        MenuLink(wording.MENU["/terms"], "/terms"),
        MenuLink(wording.MENU["/changes"], "/changes"),
        MenuLink(wording.MENU["/basket"], "/basket"),
        MenuLink(wording.MENU["/data"], "/data"),
        MenuLink(wording.MENU["/about"], "/about"),
        *((MenuLink(wording.MENU["/problems"], "/problems"),) if edit else ()),
    )


def _day(value: date) -> str:
    """22 November 2026, whatever the locale."""
    return in_words(value)
