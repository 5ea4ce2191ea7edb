"""How far evidence was searched, in words."""

from kb.model.dates import partial_in_words
from kb.model.derived import SearchedTo
from kb.model.source import Source
from kb.statements.key_findings import REVIEWS
from kb.statements.phrases import mid_sentence
from web.core import wording


def evidence_searched_to(to: SearchedTo | None) -> str:
    """The day for the card; where it is unknown, the year of publication, said so."""
    if to is None:
        return wording.SEARCH_DATE_UNKNOWN
    day = partial_in_words(to.day)
    unrecorded = wording.SEARCH_DATE_UNRECORDED
    return day if to.searched else wording.PUBLISHED.format(unrecorded=unrecorded, day=day)


def searched(to: SearchedTo | None) -> str:
    """The same in a line, for one finding."""
    if to is None:
        return mid_sentence(wording.SEARCH_DATE_UNRECORDED)
    return f"{'searched to' if to.searched else 'published'} {partial_in_words(to.day)}"


def search_of(source: Source) -> str:
    """How far a source was searched, in a sentence of a list; empty for what makes no search."""
    if source.search_date:
        return wording.SEARCHED_TO.format(day=partial_in_words(source.search_date))
    return wording.SEARCH_DATE_UNRECORDED if source.design in REVIEWS else ""
