"""How current evidence is: how recently its sources were searched, and whether any were
retracted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kb.model.entries import Intervention, Recommendation
from kb.model.library import Library
from kb.model.scalars import CITE
from kb.model.source import Source

if TYPE_CHECKING:
    from kb.model.derived import SearchedTo


def searched_to(sources: Iterable[Source]) -> SearchedTo | None:
    """The newest search date of these sources; if none is known, the newest publication year.

    A publication year never replaces a known search date, even a later one.
    """
    from kb.model.derived import SearchedTo  # most searches derive nothing

    known = tuple(sources)
    searched = max((source.search_date for source in known if source.search_date), default=None)
    if searched:
        return SearchedTo(searched, searched=True)
    published = max((source.issued[:4] for source in known if source.issued), default=None)
    return SearchedTo(published, searched=False) if published else None


def is_retracted(id: str, library: Library) -> bool:
    """Whether a source was retracted; false if it can't be read now."""
    return library.standing_of(id) == "retracted"


def is_of_guideline(said: Recommendation, library: Library) -> bool:
    """Whether a guideline body says it; a medicine's label isn't one."""
    source = library.listed(said.source)
    return not isinstance(source, Source) or source.design != "drug-label"


def current_advice(entry: Intervention, library: Library) -> tuple[Recommendation, ...]:
    """What guideline bodies recommend now: nothing superseded or retracted."""
    return tuple(
        one
        for one in entry.recommendations
        if not one.superseded
        and not is_retracted(one.source, library)
        and is_of_guideline(one, library)
    )


def rests_on(entry: Intervention) -> tuple[str, ...]:
    """The ids of the sources of an entry's parts and summary, without duplicates."""
    parts = (
        entry.findings,
        entry.harms,
        entry.cautions,
        entry.delivery,
        entry.recommendations,
    )
    ids = (one.source for part in parts for one in part)
    differing = (id for one in entry.disagreements for id in one.sources or ())
    cited = (found[1] for found in CITE.finditer(entry.summary or ""))  # a draft may have none
    return tuple(dict.fromkeys([*cited, *ids, *differing]))
