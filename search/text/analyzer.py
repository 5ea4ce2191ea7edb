"""The analyzer: the term each word is compared by, the same for documents, queries and engines."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from threading import Lock

import Stemmer

from search.text.english import NEVER_STEMMED
from search.text.spelling_variants import shared_spelling
from search.text.tokenizer import SHORT, words, words_unkept

ENDINGS = ("", "s", "ly", "ness")  # forms of a word that are compared by it
KEPT = 1 << 16  # words whose terms are kept

Terms = tuple[str, ...]


class _Terms(dict[str, str]):
    """Terms by word, computed when missing, and kept while there is room."""

    def __init__(self, term_of: Callable[[str], str]) -> None:
        super().__init__()
        self._term_of = term_of

    def __missing__(self, word: str) -> str:
        term = self._term_of(word)
        if len(self) < KEPT:
            self[word] = term
        return term


class Analyzer:
    """Turns words into terms: one spelling, one stem, except for words that are never stemmed.

    `never_stemmed` are the collection's own such words, in addition to the English ones. Threads
    can share it.
    """

    def __init__(self, never_stemmed: Iterable[str] = ()) -> None:
        self.never_stemmed = NEVER_STEMMED | {
            shared_spelling(word + ending): word
            for text in never_stemmed
            for word in words(text)
            for ending in ENDINGS
        }
        self._stemmer = Stemmer.Stemmer("english", 0)
        self._stemming = Lock()  # two threads must not use a stemmer at once
        self._known = _Terms(self._term)
        self.term: Callable[[str], str] = self._known.__getitem__
        self._short_terms = lru_cache(maxsize=1 << 15)(self._terms)

    def learn(self, words_of: Mapping[str, Iterable[str]]) -> None:
        """Take over the words of each term, as this analyzer computed them before."""
        pairs = ((word, term) for term, words in words_of.items() for word in words)
        self._known.update(islice(pairs, max(0, KEPT - len(self._known))))

    def terms(self, text: str) -> Terms:
        """The terms of the words of a text."""
        return self._short_terms(text) if len(text) <= SHORT else self._terms(text)

    def _terms(self, text: str) -> Terms:
        return tuple(map(self.term, words_unkept(text)))

    def _term(self, word: str) -> str:
        """The term of a folded word."""
        shared = shared_spelling(word)
        if shared in self.never_stemmed:
            return self.never_stemmed[shared]
        with self._stemming:
            stem: str = self._stemmer.stemWord(shared)
        return stem


def stemmer_version() -> str:
    """The version of the library that stems."""
    version: str = Stemmer.version()
    return version


@lru_cache(maxsize=16)
def analyzer(never_stemmed: tuple[str, ...] = ()) -> Analyzer:
    """The shared analyzer for collections with these words, with its cache."""
    return Analyzer(never_stemmed)
