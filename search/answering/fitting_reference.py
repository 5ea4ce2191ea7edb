"""The publication a query asks to cite, written in the style it names."""

from collections.abc import Iterable, Set

from kb.export.author_date import apa
from kb.export.citations import reference
from kb.export.source_styles import STYLES
from kb.model.source import Source
from search.text.analyzer import Analyzer


def fitting_source(
    sources: Iterable[Source], typed: frozenset[str], analyzer: Analyzer
) -> Source | None:
    """The first of those whose references say most of the terms of a query."""

    def said(source: Source) -> int:
        return len(typed.intersection(analyzer.terms(reference(source))))

    return max(sources, key=said, default=None)


def cited(source: Source, citing: Set[str]) -> str:
    """A source in the style that is among the words that ask for it, else in APA."""
    return next((write for name, write in STYLES.items() if name.lower() in citing), apa)(source)
