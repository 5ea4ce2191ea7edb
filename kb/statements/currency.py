"""How current evidence is: how far the searches of its sources reach, and whether they were
retracted.
"""

from collections.abc import Iterable

from kb.model.derived import SearchedTo
from kb.model.library import Library
from kb.model.source import Source


def searched_to(sources: Iterable[Source]) -> SearchedTo | None:
    """The newest search date of these sources; where none is known, the newest publication year.

    A year of publication never stands for a later search than one that is known.
    """
    known = tuple(sources)
    searched = max((source.search_date for source in known if source.search_date), default=None)
    if searched:
        return SearchedTo(searched, searched=True)
    published = max((source.issued[:4] for source in known if source.issued), default=None)
    return SearchedTo(published, searched=False) if published else None


def is_retracted(id: str, library: Library) -> bool:
    """Whether a source was retracted; one that can't be read now is not known to be."""
    source = library.sources.get(id)
    return source is not None and source.standing == "retracted"
