"""Where a reader may want to go from a search: other searches, and pages that answer what was asked. Plain values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from search.answering.results import Offer, Request
from search.indexing.documents import Document
from search.query.understanding import Asked
from search.text.tokenizer import terms


class Section(NamedTuple):
    """A part of an entry's page: where it stands, what it is called, what is said where it is empty, and the fields it shows, of which
    the first that hold anything answer best.
    """

    anchor: str
    heading: str
    empty: str
    fields: tuple[tuple[str, ...], ...]


HARMS = Section(
    "harms",
    "Harms and cautions",
    "no harms or cautions are reported here",
    (("harms", "cautions"),),
)
GIVEN = Section(
    "delivery", "How it is given", "how it is given is not reported here", (("delivery",),)
)
SAID = Section(
    "recommendations",
    "What guideline bodies say",
    "no recommendation is reported here",
    (("recommendations",),),
)
SECTIONS: Mapping[str, Section] = {  # by what is asked for
    "harms": HARMS,
    "cautions": HARMS._replace(fields=(("cautions",), ("harms",))),
    "delivery": GIVEN,
    "recommendations": SAID,
}
COMPARE, MATRIX, BROWSE = "/compare", "/matrix", "/interventions"
MOST_COMPARED = 4
MOST_MEANINGS = 6  # a word that may mean more tells nothing


def offers(request: Request, asked: Asked) -> Iterator[Offer]:
    """What answers the question better than a list of hits."""
    if asked.defined:
        yield Offer(f"{asked.defined.name}: {asked.defined.meaning}", asked.defined.url)
    yield from _other_words(request, asked)
    yield from _comparison(asked)
    yield from _section(asked)
    yield from _meanings(asked)
    if asked.overall:
        stage = [("stage", asked.stage.id)] if asked.stage else []
        of = f" on {asked.stage.name.lower()} pain" if asked.stage else ""
        yield Offer(f"See all interventions side by side{of}", _address(MATRIX, stage))
    if "stage" not in request.filters and (not asked.overall or len(asked.stages) > 1):
        for named in asked.stages:
            yield Offer(
                f"Only findings on \u201c{named.name}\u201d",
                search_address(request, stage=named.id),
            )


def ways_on(request: Request, bare: str) -> Iterator[Offer]:
    """Next steps where nothing was found; `bare` is what was typed without the filters in it."""
    if request.exact:
        yield Offer("Search with other spellings and words", search_address(request))
    if request.filters or bare != request.text:
        yield Offer("Search without the filters", _address("/search", [("q", bare)]))
    yield Offer("See all interventions by category", BROWSE)


def as_typed(request: Request) -> Offer:
    """The same search with nothing read into it."""
    return Offer("Search exactly as typed", search_address(request, exact="1"))


def search_address(request: Request, **more: str) -> str:
    """The address of this search, from its first hit on, with more asked of it; nothing else is kept but filters and order."""
    chosen = [(facet, value) for facet, values in request.filters.items() for value in values]
    sort = [("sort", request.sort)] if request.sort != "relevance" else []
    return _address("/search", [("q", request.text), *chosen, *sort, *more.items()])


def _other_words(request: Request, asked: Asked) -> Iterator[Offer]:
    """The search with a word in the place of one that no entry holds."""
    for typed, meant in asked.likely.items():
        text = re.sub(rf"(?i)\b{typed}\b", meant, request.text)  # of letters only
        yield Offer(
            f"Did you mean \u201c{meant}\u201d?", search_address(replace(request, text=text))
        )


def _comparison(asked: Asked) -> Iterator[Offer]:
    subjects = asked.subjects[:MOST_COMPARED]
    if len(subjects) > 1:
        titles = [subject.title for subject in subjects]
        together = f"{', '.join(titles[:-1])} with {titles[-1]}"
        yield Offer(
            f"Compare {together}", _address(COMPARE, [("with", subject.id) for subject in subjects])
        )


def _section(asked: Asked) -> Iterator[Offer]:
    for subject in asked.subjects[:MOST_COMPARED]:
        section = section_of(subject, asked)
        if section:
            told = section.heading if texts_of(subject, section, asked) else section.empty
            yield Offer(f"{subject.title}: {told}", f"{subject.url}#{section.anchor}")


def section_of(document: Document, asked: Asked) -> Section | None:
    """The section of a subject's page that is asked for, or that tells what a body says; None for what is no subject of the question."""
    if all(document.id != subject.id for subject in asked.subjects):
        return None
    section = SECTIONS.get(asked.question.section or "")
    return section or (SAID if _said_by(document, asked) else None)


def texts_of(document: Document, section: Section, asked: Asked) -> Mapping[str, tuple[str, ...]]:
    """What a document says in a section, by field, first what the body says that was named; nothing where it says nothing."""
    if section is SAID and (said := _said_by(document, asked)):
        return {"recommendations": said}
    found = (
        {name: document.texts[name] for name in names if name in document.texts}
        for names in section.fields
    )
    return next(filter(None, found), {})


def _said_by(document: Document, asked: Asked) -> tuple[str, ...]:
    """What the body says that was named."""
    return (
        tuple(
            text for text in document.texts.get("recommendations", ()) if asked.body in terms(text)
        )
        if asked.body
        else ()
    )


def _meanings(asked: Asked) -> Iterator[Offer]:
    for meaning in asked.meanings:
        for entry in meaning.entries[:MOST_MEANINGS]:
            yield Offer(f"\u201c{meaning.words}\u201d may mean {entry.title}", entry.url)


def _address(path: str, parameters: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
