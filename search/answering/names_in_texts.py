"""Whether texts name groups of people, or what is taken with a treatment."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kb.model.library import Vocabulary
from search.answering.medicine_names import Names
from search.indexing.passages import REMEMBERED
from search.text.analyzer import Analyzer


@dataclass(frozen=True)
class NamesInTexts:
    """Looks for names by their terms."""

    vocabulary: Vocabulary
    analyzer: Analyzer

    def name(self, text: str, names: Names) -> bool:
        """Whether a text has all terms of one of the names."""
        if not names:
            return False
        said = self._said(text)
        return any(name <= said for name in names)

    @cached_property
    def _said(self) -> Callable[[str], frozenset[str]]:
        """The terms of a text, but for phrases that only look as if they named a group."""
        other = self._other_meanings
        return lru_cache(maxsize=REMEMBERED)(
            lambda text: frozenset(self.analyzer.terms(other.sub(" ", text)))
        )

    @cached_property
    def _other_meanings(self) -> re.Pattern[str]:
        """The phrases that only look as if they named a group: "respiratory depression"."""
        groups = self.vocabulary.groups.values()
        phrases = [re.escape(phrase) for group in groups for phrase in group.not_in]
        return re.compile(rf"(?i)\b(?:{'|'.join(phrases)})\b" if phrases else r"(?!)")
