"""What the search of a copy shows, as pieces of pages: the card of each entry, and its cautions."""

from collections.abc import Iterator, Mapping
from typing import cast

from flask import Flask
from jinja2.environment import TemplateModule
from markupsafe import Markup

from kb.model.library import Library
from search.answering.answer_box import AnswerBox
from search.answering.engine_requests import LONGEST_PAGE
from search.answering.results import CautionWarning, Hit, Request
from search.answering.searcher import Index
from web.core.reading_level import USUAL
from web.core.reload import State
from web.offline.copied_pages import PageCopier
from web.offline.copy_places import SEARCH, Place, Places
from web.pages.search_results import box_view
from web.parts.result_cards import result_card, warning_view


class SearchPieces:
    """Makes the pieces with the templates of the site's search; links lead to pages of the copy."""

    def __init__(self, app: Flask, places: Places) -> None:
        self.state = cast(State, app.extensions["live"].state)
        self._templates: TemplateModule = app.jinja_env.get_template("_results.html").module
        self._page = places.place(SEARCH, USUAL) or Place(SEARCH, USUAL, "")
        self._copier = PageCopier(places, lambda file: True)

    @property
    def library(self) -> Library:
        """What is searched."""
        return self.state.library

    @property
    def index(self) -> Index:
        """How it is searched."""
        return self.state.index

    def cards(self, plain: bool) -> Mapping[str, str]:
        """The card of each entry by its id; in plain words only those that differ."""
        hits = _every_hit(self.index)
        return {
            hit.id: self._card(hit, plain)
            for hit in hits
            if not plain or hit.kind == "intervention"
        }

    def _card(self, hit: Hit, plain: bool) -> str:
        card = result_card(hit, self.state, plain)
        return self._copied(self._piece("hit", card, hit.kind == "source"))

    def cautions(self, id: str) -> list[str]:
        """Each caution of an intervention as hits warn of it."""
        return [
            self._copied(self._piece("warned", warning_view(warning, self.library)))
            for one in self.library.answers[id].cautions
            for parent in [one.inherited_from]
            for warning in [CautionWarning(one.caution, parent.id if parent else None)]
        ]

    def box(self, answer: AnswerBox) -> str:
        """The box that answers a question."""
        return self._copied(self._piece("box", box_view(answer, self.library)))

    def _piece(self, name: str, *said: object) -> Markup:
        return cast(Markup, getattr(self._templates, name)(*said))

    def _copied(self, piece: Markup) -> str:
        return self._copier.copied(str(piece), self._page)


def _every_hit(index: Index) -> Iterator[Hit]:
    """All entries as hits of a search that asks for nothing in particular."""
    offset = 0
    while hits := index.search(Request("", limit=LONGEST_PAGE, offset=offset, excerpts=False)).hits:
        yield from hits
        offset += len(hits)
