"""A search as its page shows it: what was asked, what was left out of it, hits as small answer cards, and ways to narrow them."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from kb.export.citations import reference
from kb.model.entries import KINDS, Claim, Condition, Intervention
from kb.model.library import Library
from kb.model.source import Source
from kb.statements.answer import answer
from kb.statements.key_findings import ACUTE
from search.answering.results import SORTS, Hit, Offer, Request, Results
from search.indexing.facets import FACETS
from web.core.links import Link, entry_url
from web.core.markdown import marked
from web.core.query_args import Args, choice, printable, unknown
from web.core.reload import State
from web.pages.intervention import acute_only
from web.parts.findings_table import row
from web.parts.labels import CERTAINTY, DESIGN, MAGNITUDE, SHOWS, VERDICT, Sign
from web.parts.numbered_sources import uncited

# As many answer cards as are read; the next ten are a step away.
PER_PAGE = 10
# What the fields of the index are called for readers, where that is another word.
MATCHED = {
    "synonyms": "other names", "recommendations": "guidelines", "delivery": "how it is given", "prose": "text", "sources": "sources cited",
}  # fmt: skip
SHOWN_FIELDS = 3
# No question is longer; what is typed beyond is left out and said.
LONGEST = 500
LAST_PAGE = 10_000
# Hits whose sources go into one file: twice what is shipped here, and a bound on the work of one request.
MOST_TAKEN = 1000
KIND = {
    "intervention": "Intervention",
    "condition": "Condition",
    "claim": "Claim",
    "source": "Source",
}
HEADINGS = {
    "kind": "Kind", "category": "Category", "certainty": "Certainty", "magnitude": "Size of effect",
    "outcome": "Outcome", "comparator": "Compared with", "stage": "Stage",
}  # fmt: skip
SORTED_BY = {
    "relevance": "Relevance",
    "certainty": "Certainty",
    "magnitude": "Size of effect",
    "reviewed": "Reviewed last",
    "name": "Name",
}


@dataclass(frozen=True)
class Asked:
    """A search as an address states it, cut to what can be asked; `said` tells what was left out."""

    text: str
    filters: Mapping[str, tuple[str, ...]]
    sort: str
    page: int
    said: tuple[str, ...]
    exact: bool = False

    def url(self, page: int) -> str:
        """The address of a page of this search."""
        sort = [("sort", self.sort)] if self.sort != "relevance" else []
        exact = [("exact", "1")] if self.exact else []
        return "/search?" + urlencode(
            [
                ("q", self.text),
                *self.chosen,
                *sort,
                *exact,
                *([("page", str(page))] if page > 1 else []),
            ]
        )

    @property
    def forgiving(self) -> str:
        """The address of the same search, with slips repaired."""
        return replace(self, exact=False).url(1)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The chosen values, each with its facet."""
        return tuple((facet, value) for facet, values in self.filters.items() for value in values)

    def without(self, facet: str, value: str) -> str:
        """The address of the same search without this one filter."""
        values = tuple(other for other in self.filters[facet] if other != value)
        return replace(self, filters={**self.filters, facet: values}).url(1)

    @property
    def without_filters(self) -> str:
        """The address of the same search, unfiltered."""
        return replace(self, filters={}).url(1)


class Value(NamedTuple):
    """A value of a facet: how many entries choosing it would show, and whether it is chosen."""

    value: str
    words: str
    entries: int
    chosen: bool


@dataclass(frozen=True)
class FacetView:
    """One way to narrow the results."""

    name: str
    heading: str
    values: tuple[Value, ...]


@dataclass(frozen=True, eq=False)
class Answered:
    """What the card of a hit says each time, made once: its text is a key statement, a summary or a reference.

    `acute_only` is what is known of chronic pain, where its finding is on acute pain and benefit is shown there alone.
    `red_flags` counts those of a condition; `compare` is the intervention that can be put beside others.
    """

    title: Markup
    kind: str
    text: Markup | str
    stage: str = ""
    acute_only: Markup | str = ""
    red_flags: int = 0
    compare: Link | None = None
    certainty: Sign | None = None
    magnitude: Sign | None = None
    magnitude_more: str = ""
    verdict: Sign | None = None


@dataclass(frozen=True)
class Card:
    """A hit as a small answer card, and why it was found."""

    url: str
    answered: Answered
    excerpt: Markup
    matched: str


@dataclass(frozen=True)
class ResultsPage:
    """Everything the search page needs."""

    asked: Asked
    total: int
    first: int
    cards: tuple[Card, ...]
    said: tuple[str, ...]
    chips: tuple[Link, ...]
    facets: tuple[FacetView, ...]
    sorts: tuple[tuple[str, str], ...]
    previous: str
    next: str
    offers: tuple[Offer, ...]

    @property
    def taken(self) -> int:
        """How many of the hits give their sources to a file, where that is not all; else 0."""
        return MOST_TAKEN if self.total > MOST_TAKEN else 0

    @property
    def last(self) -> int:
        """How many pages there are."""
        return min(-(-self.total // PER_PAGE), LAST_PAGE)


def asked(args: Args, state: State) -> Asked:
    """What an address asks for; whatever does not fit is left out and said, never refused."""
    typed = _printable(args.get("q", ""))
    facets = {facet: choice(args, facet, HEADINGS[facet], _words(facet, state)) for facet in FACETS}
    sort, exact = (
        choice(args, "sort", "Sort by", SORTS, 1),
        choice(args, "exact", "Exact", ("0", "1"), 1),
    )
    page, no_page = _page(args.get("page", ""))
    return Asked(
        text=typed[:LONGEST],
        filters={facet: chosen.values for facet, chosen in facets.items() if chosen.values},
        sort=sort.first or "relevance",
        page=page,
        said=(
            *(
                (f"Only the first {LONGEST} characters were looked for.",)
                if len(typed) > LONGEST
                else ()
            ),
            *(said for chosen in (*facets.values(), sort, exact) for said in chosen.said),
            *no_page,
            *unknown(args, ("q", *FACETS, "sort", "exact", "page")),
        ),
        exact=exact.first == "1",
    )


def search_request(asked: Asked) -> Request:
    """The request to the index."""
    return Request(
        asked.text,
        asked.filters,
        asked.sort,
        PER_PAGE,
        (asked.page - 1) * PER_PAGE,
        exact=asked.exact,
    )


def results_page(asked: Asked, state: State) -> ResultsPage:
    """The page of a search; behind the last page comes the last page."""
    results = state.index.search(search_request(asked))
    last = max(1, -(-results.total // PER_PAGE))
    if asked.page > last:
        return results_page(
            replace(
                asked,
                page=last,
                said=(*asked.said, f"There is no page {asked.page}; the last is shown."),
            ),
            state,
        )
    return ResultsPage(
        asked=asked,
        total=results.total,
        first=(asked.page - 1) * PER_PAGE + 1,
        cards=tuple(_card(hit, state) for hit in results.hits),
        said=(*asked.said, *results.changed),
        chips=tuple(_chips(asked, state)),
        facets=tuple(_facets(results, asked, state)),
        sorts=tuple(SORTED_BY.items()),
        previous=asked.url(asked.page - 1) if asked.page > 1 else "",
        next=asked.url(asked.page + 1) if asked.page < last else "",
        offers=results.offers,
    )


def _printable(text: str) -> str:
    """Text without control characters: they show nothing and find nothing."""
    return "".join(
        " " if unicodedata.category(letter) == "Cc" else letter for letter in text[: LONGEST * 4]
    ).strip()


def _page(given: str) -> tuple[int, tuple[str, ...]]:
    """The page asked for, and a sentence where there is no such page."""
    number = int(given) if given.isdecimal() and len(given) < 9 else 0
    if 1 <= number <= LAST_PAGE:
        return number, ()
    return 1, (
        (f"There is no page “{printable(given)[:60]}”; the first is shown.",) if given else ()
    )


def _words(facet: str, state: State) -> Mapping[str, str]:
    """The values a facet can have, each in words."""
    return state.once(("words", facet), lambda: _in_words(facet, state.library))


def _in_words(facet: str, library: Library) -> Mapping[str, str]:
    vocabulary = library.vocabulary
    match facet:
        case "kind":
            return {kind: KIND[kind] for kind in KINDS}
        case "certainty":
            return {value: sign.words for value, sign in CERTAINTY.items()}
        case "magnitude":
            return {value: sign.words for value, sign in MAGNITUDE.items() if value != "unclear"}
    named = {
        "category": vocabulary.categories,
        "outcome": vocabulary.outcomes,
        "comparator": vocabulary.comparators,
    }
    return {id: item.name for id, item in named.get(facet, vocabulary.stages).items()}


def _facets(results: Results, asked: Asked, state: State) -> Iterator[FacetView]:
    for facet in FACETS:
        counts, chosen = results.facets.get(facet, {}), asked.filters.get(facet, ())
        values = tuple(
            Value(value, words, counts.get(value, 0), value in chosen)
            for value, words in _words(facet, state).items()
            if counts.get(value) or value in chosen
        )
        if values:
            yield FacetView(facet, HEADINGS[facet], values)


def _chips(asked: Asked, state: State) -> Iterator[Link]:
    """Each chosen filter in words, with the search that is without it."""
    for facet, value in asked.chosen:
        yield Link(f"{HEADINGS[facet]}: {_words(facet, state)[value]}", asked.without(facet, value))


def _card(hit: Hit, state: State) -> Card:
    answered = state.once(("card", hit.id, hit.finding), lambda: _answered(hit, state.library))
    excerpt = _matching(hit)
    repeated = "".join(text for text, _ in excerpt).strip() in unescape(answered.text)
    return Card(hit.url, answered, marked(() if repeated else excerpt), _matched(hit))


def _answered(hit: Hit, library: Library) -> Answered:
    entry, title = library.entry(hit.id), uncited(hit.title)
    match entry:
        case Intervention():
            return _one_finding(hit, entry, library)
        case Condition():
            return Answered(
                title, KIND[hit.kind], uncited(entry.summary), red_flags=len(entry.red_flags)
            )
        case Claim():
            return Answered(
                title, KIND[hit.kind], uncited(entry.why), verdict=VERDICT[entry.verdict]
            )
        case Source():
            return Answered(title, DESIGN[entry.design], reference(entry))
    return Answered(title, KIND[hit.kind], "")


def _one_finding(hit: Hit, entry: Intervention, library: Library) -> Answered:
    """The card of an intervention: one finding with its own certainty and size, so that words and signs speak of the same."""
    finding = next((one for one in entry.findings if one.id == hit.finding), None)
    title, beside = uncited(hit.title), Link(entry.name, entry_url(entry))
    if finding is None:
        return Answered(
            title,
            KIND[hit.kind],
            uncited(entry.summary),
            compare=beside,
            magnitude=SHOWS["set-aside"],
        )
    shown = row(finding, entry, library)
    return Answered(
        title=title,
        kind=KIND[hit.kind],
        text=f"{shown.statement.sentence}.",
        stage=shown.stage,
        acute_only=uncited(acute_only(answer(entry, library))) if finding.stage in ACUTE else "",
        compare=beside,
        certainty=shown.certainty,
        magnitude=shown.magnitude,
        magnitude_more=shown.magnitude_more,
    )


def _matching(hit: Hit) -> tuple[tuple[str, bool], ...]:
    """The excerpt, where it holds what was looked for, or is of the part of the entry that was asked about."""
    return hit.excerpt if hit.section or any(matched for _, matched in hit.excerpt) else ()


def _matched(hit: Hit) -> str:
    """The fields that hold what was looked for, in words: the first, which weigh most, and how many more."""
    fields = tuple(dict.fromkeys(MATCHED.get(name, name) for name in hit.matched))
    more = len(fields) - SHOWN_FIELDS
    return ", ".join(fields[:SHOWN_FIELDS]) + (f" and {more} more" if more > 0 else "")
