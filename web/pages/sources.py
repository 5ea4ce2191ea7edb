"""The list of sources by kind, newest first."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from kb.export.citations import reference, short
from kb.model.library import Library
from kb.model.source import Source
from web.core.reload import state
from web.parts.labels import DESIGN

blueprint = Blueprint("sources", __name__)


@dataclass(frozen=True)
class Brief:
    """A source in a list."""

    id: str
    short: str
    line: str


@dataclass(frozen=True)
class Shelf:
    """All sources of one kind."""

    design: str
    words: str
    sources: tuple[Brief, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.sources)


@blueprint.get("/sources")
def sources() -> str:
    """All sources by kind."""
    return render_template("sources.html", shelves=source_shelves(state().library))


def source_shelves(library: Library) -> tuple[Shelf, ...]:
    """All sources by kind, newest first."""
    newest = sorted(
        library.sources.values(), key=lambda source: (source.issued or "", source.id), reverse=True
    )
    shelves = (
        Shelf(design, words, tuple(_brief(s) for s in newest if s.design == design))
        for design, words in DESIGN.items()
    )
    return tuple(shelf for shelf in shelves if shelf.sources)


def _brief(source: Source) -> Brief:
    return Brief(source.id, short(source), reference(source))
