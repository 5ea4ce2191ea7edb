"""Where to go from a search: other searches, and pages that answer the question."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from search.answering import messages, site_boxes, site_messages
from search.answering.results import Offer, Request
from search.indexing.documents import Document
from search.indexing.facets import CAUTION
from search.query.understanding import Intent
from search.text.analyzer import Analyzer

COMPARE, TABLE, BROWSE = "/compare", "/matrix", "/interventions"
MOST_COMPARED = 4
MOST_MEANINGS = 6  # a word that may mean more entries tells nothing


class Section(NamedTuple):
    """A section of an entry's page: its anchor, and the fields it shows.

    If there are several groups of fields, the first non-empty one is used.
    """

    anchor: str
    fields: tuple[tuple[str, ...], ...]


RECOMMENDATIONS = Section("recommendations", (("recommendations",),))
DELIVERY = Section("delivery", (("delivery",),))
CAUTIONS = Section("harms", (("cautions",), ("harms",)))
# The sections by what is asked for.
SECTIONS: Mapping[str, Section] = {
    "harms": Section("harms", (("harms", "cautions"),)),
    "cautions": CAUTIONS,
    "stopping": CAUTIONS,
    "delivery": DELIVERY,
    "missed": DELIVERY,
    "recommendations": RECOMMENDATIONS,
    "plots": Section("pictures", (("findings",),)),
    "certainty": Section("findings", (("findings",),)),
}


def offers(
    request: Request, intent: Intent, analyzer: Analyzer, members: Sequence[Document] = ()
) -> Iterator[Offer]:
    """Return pages that answer a question better than a list of hits; `members` are entries with
    cautions on medicines of the class that is named.
    """
    if intent.question.site and not intent.subjects:
        site = intent.question.site
        yield Offer(site_messages.SITE_PAGES[site], site_boxes.PAGES[site])
    else:
        yield from _corrections(request, intent)
    yield from _comparison(intent)
    yield from _sections(intent, analyzer)
    yield from cautions_of(members)
    yield from _ambiguous(intent)
    yield from _overview(intent)
    yield from _cautioned(request, intent)
    if "stage" not in request.filters and (not intent.wants_overview or len(intent.stages) > 1):
        for stage in intent.stages:
            yield Offer(messages.only_stage(stage.name), search_address(request, stage=stage.id))


def cautions_of(entries: Iterable[Document]) -> Iterator[Offer]:
    """The cautions of each entry."""
    for one in entries:
        yield Offer(messages.jump_to(one.title, "harms"), f"{one.url}#cautions")


def offers_without_hits(request: Request, without_filters: str) -> Iterator[Offer]:
    """Return next steps for a search without results; `without_filters` is the query without its
    filters.
    """
    if request.exact:
        yield Offer(messages.SIMILAR_WORDS, search_address(request))
    if request.filters or without_filters != request.text:
        yield Offer(messages.WITHOUT_FILTERS, _address("/search", [("q", without_filters)]))
    yield Offer(messages.BROWSE_ALL, BROWSE)


def exact_search(request: Request) -> Offer:
    """The same search exactly as typed."""
    return Offer(messages.instead(request.text), search_address(request, exact="1"))


def search_address(request: Request, **more: str) -> str:
    """The URL of this search's first page, with extra parameters."""
    chosen = [(facet, value) for facet, values in request.filters.items() for value in values]
    sort = [("sort", request.sort)] if request.sort != "relevance" else []
    return _address("/search", [("q", request.text), *chosen, *sort, *more.items()])


def answering_section(document: Document, intent: Intent, analyzer: Analyzer) -> Section | None:
    """The section of a document's page that answers the question, or None if the document isn't its
    subject.
    """
    if all(document.id != subject.id for subject in intent.subjects):
        return None
    section = SECTIONS.get(intent.question.section or "")
    return section or (RECOMMENDATIONS if _said_by(document, intent, analyzer) else None)


def section_texts(
    document: Document, section: Section, intent: Intent, analyzer: Analyzer
) -> Mapping[str, tuple[str, ...]]:
    """A section's texts by field; if a guideline body is named, only that body's."""
    if section is RECOMMENDATIONS and (said := _said_by(document, intent, analyzer)):
        return {"recommendations": said}
    found = (
        {name: document.texts[name] for name in names if name in document.texts}
        for names in section.fields
    )
    return next(filter(None, found), {})


def _said_by(document: Document, intent: Intent, analyzer: Analyzer) -> tuple[str, ...]:
    """The recommendations of the named guideline body."""
    if not intent.body:
        return ()
    texts = document.texts.get("recommendations", ())
    return tuple(text for text in texts if intent.body in analyzer.terms(text))


def _corrections(request: Request, intent: Intent) -> Iterator[Offer]:
    """The search with another word in place of one with no matches."""
    for typed, meant in intent.plausible.items():
        text = re.sub(rf"(?i)\b{typed}\b", meant, request.text)  # both are letters only
        corrected = replace(request, text=text)
        yield Offer(messages.did_you_mean(meant), search_address(corrected))


def _comparison(intent: Intent) -> Iterator[Offer]:
    subjects = intent.subjects[:MOST_COMPARED]
    if len(subjects) > 1:
        address = _address(COMPARE, [("with", subject.id) for subject in subjects])
        yield Offer(messages.compare([subject.title for subject in subjects]), address)


def _sections(intent: Intent, analyzer: Analyzer) -> Iterator[Offer]:
    for subject in intent.subjects[:MOST_COMPARED]:
        section = answering_section(subject, intent, analyzer)
        if section:
            filled = section_texts(subject, section, intent, analyzer)
            text = messages.jump_to if filled else messages.nothing_recorded
            url = f"{subject.url}#{section.anchor}"
            yield Offer(text(subject.title, section.anchor), url)


def _ambiguous(intent: Intent) -> Iterator[Offer]:
    for name in intent.ambiguous:
        for entry in name.entries[:MOST_MEANINGS]:
            yield Offer(messages.may_mean(name.words, entry.title), entry.url)


def _overview(intent: Intent) -> Iterator[Offer]:
    outcomes = () if intent.subjects else intent.outcomes
    if intent.wants_overview or outcomes:
        stage = intent.stage
        comparators = intent.comparators[:1] if outcomes else ()
        asked = [("stage", stage.id)] if stage else []
        asked += [("outcome", outcome.id) for outcome in outcomes]
        asked += [("comparator", one.group) for one in comparators]
        asked += [("sort", "magnitude")] if comparators and intent.question.ranks else []
        named = [stage.name] if stage else []
        named += [outcome.name for outcome in outcomes]
        text = messages.evidence_table(named, "".join(one.name for one in comparators))
        yield Offer(text, _address(TABLE, asked))


def _cautioned(request: Request, intent: Intent) -> Iterator[Offer]:
    """Where people are named and no treatment is, all that have cautions about them."""
    if not intent.subjects and CAUTION not in request.filters:
        for group in intent.groups:
            yield Offer(
                messages.with_cautions(group.name), _address("/search", [(CAUTION, group.id)])
            )


def _address(path: str, parameters: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
