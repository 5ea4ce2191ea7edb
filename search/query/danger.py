"""What signs of danger in a query change in how it is understood."""

from dataclasses import replace

from kb.model.library import Library
from search.engines.query_tree import Or, Term
from search.indexing.fields import NAME, whole_name
from search.query.red_flags import Signs
from search.query.understanding import UnderstoodQuery
from search.text.analyzer import Analyzer

DANGER = 1000.0  # the weight that puts a condition first where one of its red flags is named


def with_signs(
    understood: UnderstoodQuery, signs: Signs, library: Library, analyzer: Analyzer
) -> UnderstoodQuery:
    """A query with the signs of danger that were found in its words: an emergency, or the condition
    first, unless it names a treatment.
    """
    if signs.danger and understood.intent.question.emergency in (None, "suicide"):
        question = replace(understood.intent.question, emergency="danger")
        understood = replace(understood, intent=replace(understood.intent, question=question))
    if understood.intent.subjects or not signs.flags:
        return understood
    first = tuple(
        Term(whole_name(analyzer.terms(one.name)), (NAME,), DANGER)
        for one in library.conditions.values()
        if any(flag.id in signs.flags for flag in one.red_flags)
    )
    strict = Or((understood.strict, *first))
    loose = Or((understood.loose, *first)) if understood.loose else None
    return replace(understood, strict=strict, all_words=strict, loose=loose)
