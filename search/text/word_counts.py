"""The folded words of all documents: how many documents hold each, and which words are compared by one term."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.text.tokenizer import term


@dataclass(frozen=True)
class Counted:
    """`words` with the number of documents that hold each, and the words of each term."""

    words: Mapping[str, int]
    by_term: Mapping[str, tuple[str, ...]]

    def holding(self, sought: str) -> int:
        """How many documents hold a term, by its most frequent word."""
        return max((self.words[word] for word in self.by_term.get(sought, ())), default=0)

    def changed(self, by: Mapping[str, int]) -> "Counted":
        """With so many documents more or fewer that hold each of these words; a word that none holds any more is gone."""
        held = {word: self.words.get(word, 0) + more for word, more in by.items()}
        gone = [word for word, count in held.items() if not count]
        new = [word for word, count in held.items() if count and word not in self.words]
        words, by_term = {**self.words, **held}, dict(self.by_term)
        for word in gone:
            del words[word]
        added = _by_term(new)
        for one in {*added, *map(term, gone)}:
            by_term[one] = tuple(
                sorted(
                    word for word in (*by_term.get(one, ()), *added.get(one, ())) if word in words
                )
            )
            if not by_term[one]:
                del by_term[one]
        return Counted(words, by_term)


def counted(words: Mapping[str, int]) -> Counted:
    """Words with their counts, by term."""
    return Counted(words, _by_term(words))


def _by_term(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(words):
        one = term(word)
        found[one] = (*found.get(one, ()), word)
    return found
