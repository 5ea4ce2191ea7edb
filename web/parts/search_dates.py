"""How far evidence was searched, in words."""

from kb.model.dates import partial_in_words
from kb.model.derived import Answer, SearchedTo
from kb.model.source import Source
from kb.statements.key_findings import REVIEWS
from kb.statements.phrases import mid_sentence
from web.core import wording


def evidence_searched_to(answer: Answer) -> str:
    """The newest day of the key findings for the card, and that of the first, where it is another.

    Where a day is unknown, the year of publication, said so.
    """
    to = answer.searched_to
    if to is None:
        return wording.SEARCH_DATE_UNKNOWN
    day, unrecorded = partial_in_words(to.day), wording.SEARCH_DATE_UNRECORDED
    newest = day if to.searched else wording.PUBLISHED.format(unrecorded=unrecorded, day=day)
    first = answer.key[0].searched_to
    if first == to:
        return newest
    return wording.NEWEST_AND_FIRST.format(newest=newest, first=searched(first))


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
