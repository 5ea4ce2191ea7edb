"""How far evidence was searched, in words."""

from kb.model.dates import partial_in_words
from kb.model.derived import SearchedTo
from kb.model.source import Source
from kb.statements.key_findings import REVIEWS


def evidence_searched_to(to: SearchedTo | None) -> str:
    """The day for the card; where it is unknown, the year of publication, said so."""
    if to is None:
        return "Not known"
    day = partial_in_words(to.day)
    return day if to.searched else f"Search date not recorded; published {day}"


def searched(to: SearchedTo | None) -> str:
    """The same in a line, for one finding."""
    if to is None:
        return "search date not recorded"
    return f"{'searched to' if to.searched else 'published'} {partial_in_words(to.day)}"


def search_of(source: Source) -> str:
    """How far a source was searched, in a sentence of a list; empty for what makes no search."""
    if source.search_date:
        return f"Searched to {partial_in_words(source.search_date)}"
    return "Search date not recorded" if source.design in REVIEWS else ""
