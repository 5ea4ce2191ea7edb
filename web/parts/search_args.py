"""The search an address asks for: words, filters, order and page."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from kb.model.entries import KINDS
from kb.model.library import Library
from search.answering.results import SORTS, Request
from search.indexing.facets import CAUTION, FACETS, MAGNITUDES
from web.core import wording
from web.core.pagination import page_number
from web.core.query_args import Args, selection
from web.core.reload import State
from web.parts.labels import CERTAINTY, KIND, SHOWS

# As many answer cards as are read; the next ten are a step away.
PER_PAGE = 10
NAMES = ("q", *FACETS, "sort", "exact", "page")
# No question is longer; what is typed beyond is left out, with a notice.
LONGEST = 500
HEADINGS = wording.FILTERS


@dataclass(frozen=True)
class SearchArgs:
    """A search as an address states it, cut to what can be asked; `notices` say what was left
    out.
    """

    text: str
    filters: Mapping[str, tuple[str, ...]]
    sort: str
    page: int
    notices: tuple[str, ...]
    exact: bool = False

    def url(self, page: int) -> str:
        """The address of a page of this search."""
        return self._narrowed(self.filters) + (f"&page={page}" if page > 1 else "")

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
        return self._narrowed({**self.filters, facet: values})

    def with_value(self, facet: str, value: str) -> str:
        """The address of the same search with one more filter."""
        return self._narrowed({**self.filters, facet: (*self.filters.get(facet, ()), value)})

    def of_kind(self, kind: str) -> str:
        """The address of the same search for entries of that kind alone."""
        return self._narrowed({**self.filters, "kind": (kind,)})

    def sorted_by(self, sort: str) -> str:
        """The address of the same search in another order."""
        return self.around[0] + _ordered(sort, self.exact)

    @property
    def without_filters(self) -> str:
        """The address of the same search, unfiltered."""
        return self._narrowed({})

    def _narrowed(self, filters: Mapping[str, tuple[str, ...]]) -> str:
        chosen = (part_of(facet, value) for facet, values in filters.items() for value in values)
        return "".join((self._words, *chosen, _ordered(self.sort, self.exact)))

    @cached_property
    def _words(self) -> str:
        return "/search?" + urlencode({"q": self.text})

    @cached_property
    def around(self) -> tuple[str, str]:
        """What is before and after one more filter, of a facet with none, in the address of the
        same search with it; some seventy links of a page have this in common.
        """
        chosen = "".join([part_of(facet, value) for facet, value in self.chosen])
        return self._words + chosen, _ordered(self.sort, self.exact)


@lru_cache(maxsize=4096)
def part_of(facet: str, value: str) -> str:
    """What a filter is in the address of a search."""
    return "&" + urlencode({facet: value})


def _ordered(sort: str, exact: bool) -> str:
    return (f"&sort={sort}" if sort != "relevance" else "") + ("&exact=1" if exact else "")


def search_args(args: Args, state: State) -> SearchArgs:
    """What an address asks for; whatever does not fit is left out, with a notice, never refused."""
    text, too_long = typed(args)
    facets = {
        facet: selection(args, facet, HEADINGS[facet], facet_values(facet, state))
        for facet in FACETS
    }
    sort, exact = (
        selection(args, "sort", HEADINGS["sort"], SORTS, 1),
        selection(args, "exact", HEADINGS["exact"], ("0", "1"), 1),
    )
    page, no_page = page_number(args)
    return SearchArgs(
        text=text,
        filters={facet: chosen.values for facet, chosen in facets.items() if chosen.values},
        sort=sort.first or "relevance",
        page=page,
        notices=(
            *too_long,
            *(notice for chosen in (*facets.values(), sort, exact) for notice in chosen.notices),
            *no_page,
        ),
        exact=exact.first == "1",
    )


def typed(args: Args) -> tuple[str, tuple[str, ...]]:
    """The question an address asks, and a notice where it was cut."""
    text = _printable(args.get("q", ""))
    cut = (wording.TOO_LONG.format(most=LONGEST),) if len(text) > LONGEST else ()
    return text[:LONGEST], cut


def search_request(args: SearchArgs, plain: bool = False) -> Request:
    """The request to the index; in plain words for patients."""
    return Request(
        args.text,
        args.filters,
        args.sort,
        PER_PAGE,
        (args.page - 1) * PER_PAGE,
        exact=args.exact,
        plain=plain,
    )


def facet_values(facet: str, state: State) -> Mapping[str, str]:
    """The values a facet can have, each in words."""
    return state.once(("words", facet), lambda: _in_words(facet, state.library))


def _in_words(facet: str, library: Library) -> Mapping[str, str]:
    vocabulary = library.vocabulary
    match facet:
        case "kind":
            return {kind: KIND[kind] for kind in KINDS}
        case "certainty":
            return {value: label.words for value, label in CERTAINTY.items()}
        case "magnitude":
            return {value: SHOWS[value].words for value in MAGNITUDES}
    named = {
        "category": vocabulary.categories,
        "outcome": vocabulary.outcomes,
        "comparator": vocabulary.comparators,
        CAUTION: vocabulary.groups,
    }
    return {id: item.name for id, item in named.get(facet, vocabulary.stages).items()}


def _printable(text: str) -> str:
    """Text without control characters: they show nothing and find nothing."""
    return "".join(
        " " if unicodedata.category(letter) == "Cc" else letter for letter in text[: LONGEST * 4]
    ).strip()
