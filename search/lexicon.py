"""What the index knows of words: which it holds, which are names of entries, which mean the same."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kb.library import Library
from search.index import CALLED, KNOWN_AS, Document
from search.text import term, terms, words

EXPANSIONS = 100  # words a prefix may stand for, the most frequent first
LONGEST_SLIP = 40  # letters; nothing longer is a word
CANDIDATES = 20  # nearest words looked at when one is repaired


@dataclass(frozen=True)
class Lexicon:
    """`words`: folded words with the number of entries that hold each. `names`: analysed whole names with the field they stand in.
    `alike`: analysed runs of words with the other ways to say them."""

    size: int
    words: Mapping[str, int]
    names: Mapping[tuple[str, ...], str]
    alike: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    named: frozenset[str]

    @cached_property
    def terms(self) -> frozenset[str]:
        """What may be asked for: the terms of all words, and those of names and equals."""
        return frozenset((*map(term, self.words), *(one for run in (*self.names, *self.alike) for one in run)))

    @cached_property
    def _sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self.words))

    @cached_property
    def _frequencies(self) -> dict[str, int]:
        """Entries that hold a term, by its most frequent word."""
        found: dict[str, int] = {}
        for word, count in self.words.items():
            found[term(word)] = max(found.get(term(word), 0), count)
        return found

    def rarity(self, sought: str) -> float:
        """How much a term tells: 0 for one that every entry holds."""
        return math.log((self.size + 1) / (self._frequencies.get(sought, 0) + 1))

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The terms of the words that begin so, most frequent first."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\U0010ffff")
        frequent = sorted(self._sorted[start:end], key=lambda word: (-self.words[word], word))
        return tuple(dict.fromkeys(term(word) for word in frequent[:EXPANSIONS]))

    def nearest(self, word: str) -> str | None:
        """The known word this may be a slip of: one edit from five letters on, two from eight; of four letters only words of names."""
        if not 4 <= len(word) <= LONGEST_SLIP or not word.isalpha():
            return None
        edits = 1 if len(word) < 8 else 2
        near = extract(word, self._sorted, scorer=OSA.distance, score_cutoff=edits, limit=CANDIDATES)
        likely = [(distance, found) for found, distance, _ in near if found.isalpha() and (len(word) > 4 or found in self.named)]
        if not likely:
            return None
        return min(likely, key=lambda one: (one[1][0] != word[0], one[0], one[1] not in self.named, -self.words[one[1]], one[1]))[1]


def lexicon(library: Library, documents: Iterable[Document], counted: Mapping[str, int]) -> Lexicon:
    """The lexicon of the documents; `counted` are their words with how many of them hold each."""
    found = tuple(documents)
    names: dict[tuple[str, ...], str] = {}
    for document in found:
        for name in document.known_as:
            names.setdefault(terms(name), KNOWN_AS)
    for document in found:
        for name in document.called:
            names[terms(name)] = CALLED
    names.pop((), None)
    listed = {
        word for document in found if document.kind != "source" for name in (*document.called, *document.known_as) for word in words(name)
    }
    return Lexicon(len(found), counted, names, _alike(library), frozenset(listed))


def _alike(library: Library) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The vocabulary's outcomes, scales and terms under each of their names."""
    vocabulary = library.vocabulary
    groups = [(item.name, *item.synonyms) for shelf in (vocabulary.outcomes, vocabulary.scales) for item in shelf.values()]
    groups += [
        (item.name, *((item.abbreviation,) if item.abbreviation else ()), *item.synonyms)
        for item in vocabulary.terms.values()
        if not item.means  # a word that only may mean an entry is a name of that entry, and no equal of it
    ]
    alike: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for group in groups:
        said = tuple(dict.fromkeys(run for run in map(terms, group) if run))
        for run in said:
            others = tuple(other for other in said if not set(run) <= set(other))  # a longer way to say it finds nothing more
            alike[run] = tuple(dict.fromkeys((*alike.get(run, ()), *others)))
    return {run: others for run, others in alike.items() if others}
