"""How many documents have each word, and which words share a term."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class WordCounts:
    """The folded words with their document counts, and the words of each term.

    `stem` gives a word's term.
    """

    words: Mapping[str, int]
    by_term: Mapping[str, tuple[str, ...]]
    stem: Callable[[str], str]

    def documents_with(self, term: str) -> int:
        """How many documents have a term, by its most frequent word."""
        words = self.by_term.get(term, ())
        if len(words) == 1:  # as for most terms
            return self.words[words[0]]
        return max(map(self.words.__getitem__, words), default=0)

    def beginning(self, prefix: str) -> Mapping[str, int]:
        """The words with a prefix, with their document counts."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\U0010ffff")
        return {word: self.words[word] for word in self._sorted[start:end]}

    @cached_property
    def _sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self.words))

    def updated(self, changes: Mapping[str, int]) -> "WordCounts":
        """A copy with the document counts of these words changed.

        A word that no document has any more is removed.
        """
        counts = {word: self.words.get(word, 0) + more for word, more in changes.items()}
        removed = [word for word, count in counts.items() if not count]
        new = [word for word, count in counts.items() if count and word not in self.words]
        words, by_term = {**self.words, **counts}, dict(self.by_term)
        for word in removed:
            del words[word]
        added = _by_term(new, self.stem)
        for term in {*added, *map(self.stem, removed)}:
            known = (*by_term.get(term, ()), *added.get(term, ()))
            by_term[term] = tuple(sorted(word for word in known if word in words))
            if not by_term[term]:
                del by_term[term]
        return WordCounts(words, by_term, self.stem)


def word_counts(words: Mapping[str, int], stem: Callable[[str], str]) -> WordCounts:
    """Words with their counts, grouped by term."""
    return WordCounts(words, _by_term(words, stem), stem)


def _by_term(words: Iterable[str], stem: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(words):
        term = stem(word)
        found[term] = (*found.get(term, ()), word)
    return found
