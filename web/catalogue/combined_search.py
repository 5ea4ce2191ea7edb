"""A search in all collections. Scores of different collections can't be compared, so hits stay with
their collection, best first, and the collections are put in order by how well they know the words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import NamedTuple

from search.answering.results import Request, Results
from search.answering.suggestion_candidates import Suggestion
from search.engines.protocol import Unavailable
from web.catalogue.members import Catalogue, Member
from web.core.reload import State

NAMES = frozenset({"name", "synonyms", "title"})  # fields
NOT_KNOWN = frozenset({"repaired", "split", "joined", "dropped"})  # readings of unknown words


class Found(NamedTuple):
    """What one collection found, and the State it was found in."""

    member: Member
    state: State
    results: Results


class Suggested(NamedTuple):
    """A suggestion, and the collection it is from."""

    member: Member
    state: State
    suggestion: Suggestion


@dataclass(frozen=True)
class Combined:
    """What all collections found, the one that knows the words best first; `failed` are those that
    couldn't be asked.
    """

    found: tuple[Found, ...]
    failed: tuple[Member, ...]

    @property
    def total(self) -> int:
        """How many entries were found in all of them."""
        return sum(one.results.total for one in self.found)


def search_all(catalogue: Catalogue, request: Request) -> Combined:
    """Search every collection. Raises Unavailable if none can be asked."""
    found, failed = [], []
    fault: Unavailable | None = None
    for member in catalogue:
        try:
            state = member.state
            found.append(Found(member, state, state.index.search(request)))
        except Unavailable as error:
            fault = fault or error
            failed.append(member)
    if fault and not found:
        raise fault
    return Combined(tuple(sorted(found, key=_place)), tuple(failed))


def _place(found: Found) -> tuple[bool, bool, bool, int, bool]:
    """What found nothing, has no entry about a medicine, or knows the words as another topic's,
    comes last; then the fewer words had to be changed or dropped the better; then what has an entry
    of that name.
    """
    results, box = found.results, found.results.answer
    of_medicine = any(reading.kind == "member" for reading in results.understood)
    no_entry = box is not None and box.entry is None and (box.kind == "none" or of_medicine)
    unknown = sum(reading.kind in NOT_KNOWN for reading in results.understood)
    named = bool(results.hits) and not NAMES.isdisjoint(results.hits[0].matched)
    return not results.total, no_entry, bool(results.outside), unknown, not named


def suggest_all(catalogue: Catalogue, typed: str, limit: int) -> tuple[Suggested, ...]:
    """Completions from all collections in turns, red flags first."""
    every = [_suggested(member, typed, limit) for member in catalogue]
    turns = [one for one in chain(*zip_longest(*every)) if one]
    return tuple(sorted(turns, key=lambda one: one.suggestion.kind != "red-flag")[:limit])


def _suggested(member: Member, typed: str, limit: int) -> Iterable[Suggested]:
    try:
        state = member.state
        found = state.index.suggest(typed, limit)
    except Unavailable:
        return ()
    moved = (replace(one, url=member.path + one.url) for one in found)
    return [Suggested(member, state, one) for one in moved]
