"""The words of a query as the index knows them: compounds as written, spelling corrected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from search.query.lexicon import Lexicon
from search.query.query_changes import Change, Corrected, Ignored, NotFound
from search.query.questions import ALL_QUESTION_WORDS, ASKING_PAIRS, ASKING_WORDS
from search.text.analyzer import Terms
from search.text.compounds import LONGEST_COMPOUND
from search.text.english import FILLERS, STOP_WORDS
from search.text.english_words import is_english
from search.text.fuzzy import SHORTEST, SpellingCorrector

# Words of one query that are looked at for misspelling: looking takes time, found or not.
JOINING = frozenset(
    ("a", "an", "and", "for", "in", "of", "on", "the", "to", "with")
)  # no neighbour tells
CHECKED_WORDS = 6
# Neighbours that make no name of a word: "near the beach" is not "strain of the back".
JOINING = frozenset(("a", "an", "and", "for", "in", "of", "on", "the", "to", "with"))
RARE = 2  # entries up to which a known word may be a misspelling that an author made too

# Words that ask, which may be misspelt whether or not any entry has them.
ASKING = frozenset(word for word in ASKING_WORDS if len(word) >= SHORTEST)
ASKING_SPELLING = SpellingCorrector(dict.fromkeys(ASKING, 1), ASKING, frozenset())


@dataclass(frozen=True)
class QueryWord:
    """Typed words read as one: the place of the first, their terms, and an alternative
    spelling.

    Without terms they are unknown. `meant` is the word that a misspelt one was read as.
    """

    typed: tuple[str, ...]
    at: int
    terms: Terms
    also: Terms = ()
    meant: str | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """The words in correct spelling."""
        return (self.meant,) if self.meant else self.typed


@dataclass
class WordLookup:
    """Looks up the words of one query, and records which were corrected and which are unknown.

    `suspicious` treats rare words as misspelt names. `plausible` are words that may have been
    meant, by the unknown ones; they aren't searched for.
    """

    lexicon: Lexicon
    suspicious: bool
    corrected: dict[str, str] = field(default_factory=dict)
    plausible: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)

    def read(self, typed: Sequence[str], stop_words: frozenset[str]) -> list[QueryWord]:
        """The words in order; unknown words in `stop_words` aren't recorded as unknown."""
        found: list[QueryWord] = []
        at = 0
        while at < len(typed):
            word = (
                self._compound(typed, at)
                or self._joined(typed, at)
                or self._single(typed, at, stop_words)
            )
            found.append(word)
            at += len(word.typed)
        return found

    def terms(self, word: str, beside: Sequence[str] = ("", "")) -> Terms:
        """The terms of a typed word, corrected if it has no matches; empty if nothing is
        similar.

        `beside`: the words before and after it.
        """
        term = self.lexicon.analyzer.term(word)
        as_typed = (term,) if self.lexicon.is_known(term) else ()
        if word in STOP_WORDS or word in ALL_QUESTION_WORDS:
            return as_typed
        meant = self.corrected.get(word)
        if not meant and self._is_trusted(word, term) and not self._is_nearly_a_name(word, term):
            meant = self._in_a_name(word, beside)
            if meant is None:
                return as_typed
        meant = meant or self._correction(word, term, beside)
        if meant is None:
            return as_typed
        self.corrected[word] = meant
        terms = tuple(map(self.lexicon.analyzer.term, meant.split()))
        return terms if meant not in ASKING or self.lexicon.is_known(terms[0]) else ()

    def changes(self, others: bool, understood: frozenset[str]) -> Iterator[Change]:
        """What was changed; `others` is whether there are known words too.

        Unknown words that are `understood` in another way aren't mentioned.
        """
        yield from (Corrected(typed, used) for typed, used in self.corrected.items())
        for word in dict.fromkeys(self.unknown):
            if word not in understood:
                yield Ignored(word) if others else NotFound(word)

    def _is_trusted(self, word: str, term: str) -> bool:
        return (
            not _may_be_rare_typo(word, self.lexicon)
            if self.suspicious
            else (self.lexicon.is_known(term))
        )

    def _is_nearly_a_name(self, word: str, term: str) -> bool:
        """Whether a word without matches shares its stem with others only because of a
        misspelling.

        Such a word is similar to one that is never stemmed.
        """
        if word in self.lexicon.words or not self._may_check(word):
            return False
        near = self.lexicon.spelling.nearest(word, names_only=True, edits=1)
        analyzer = self.lexicon.analyzer
        return near in analyzer.never_stemmed and analyzer.term(near) != term

    def _in_a_name(self, word: str, beside: Sequence[str]) -> str | None:
        """The word of a name that a rare known one was typed for, as its neighbour tells, in
        "message therapy".
        """
        term, names = self.lexicon.analyzer.term, self.lexicon.entry_names
        if not _may_be_rare_typo(word, self.lexicon) or names.terms.isdisjoint(map(term, beside)):
            return None
        near = self.lexicon.spelling.nearest(word, names_only=True, edits=1)
        return near if near and self._makes_name(near, beside) else None

    def _may_check(self, word: str) -> bool:
        return word not in self.checked and len(self.checked) < CHECKED_WORDS

    def _correction(self, word: str, term: str, beside: Sequence[str]) -> str | None:
        """The known word that this one was meant to be, or two that were typed as one."""
        known = (self.lexicon.defined_terms, self.lexicon.other_topic_terms)
        if not self._may_check(word) or any(term in terms for terms in known):
            return None
        self.checked.add(word)
        spelling = self.lexicon.spelling
        for one in ASKING_SPELLING.with_one_more(word):
            if (one, beside[1]) in ASKING_PAIRS:
                return one
        if longer := spelling.with_one_more(word):
            made = (one for one in longer if self._makes_name(one, beside))
            return None if is_english(word) else next(made, None)
        asked = None if is_english(word) else ASKING_SPELLING.nearest(word)
        if asked and ASKING_SPELLING.is_certain(word, asked):
            return asked
        if (whole := self.lexicon.medicine_beginning(word)) and not is_english(word):
            return whole
        named = (one for one in spelling.one_away(word) if self._makes_named(one, beside))
        if beside_it := next(named, None):
            return beside_it
        near = spelling.nearest(word, names_only=self.suspicious)
        if is_english(word):  # a real word is never repaired or split, but for a name around it
            if near and word not in FILLERS and spelling.is_plausible(word, near):
                self.plausible[word] = near
            return near if near and self._makes_name(near, beside) else None
        if near and spelling.is_certain(word, near):
            return near
        parts = None if self.suspicious else spelling.split(word)
        if near and not parts and spelling.is_plausible(word, near):
            self.plausible[word] = near
        return " ".join(parts) if parts else None

    def _makes_named(self, word: str, beside: Sequence[str]) -> bool:
        """Whether a word forms a name of the vocabulary, or part of one, with the word before or
        after it.
        """
        before, meant, after = map(self.lexicon.analyzer.term, (beside[0], word, beside[1]))
        return not self.lexicon.named_pairs.isdisjoint(((before, meant), (meant, after)))

    def _makes_name(self, word: str, beside: Sequence[str]) -> bool:
        """Whether a word forms a name, or part of one, with the word before or after it."""
        around = ("" if one in JOINING else one for one in (beside[0], word, beside[1]))
        before, meant, after = map(self.lexicon.analyzer.term, around)
        return not self.lexicon.entry_names.pairs.isdisjoint(((before, meant), (meant, after)))

    def _single(self, typed: Sequence[str], at: int, stop_words: frozenset[str]) -> QueryWord:
        word, around = typed[at], ("", *typed, "")
        found = self.terms(word, (around[at], around[at + 2]))
        meant = self.corrected.get(word)
        if not (found or meant or word in stop_words):
            self.unknown.append(word)
        return QueryWord((word,), at, found, meant=None if meant and " " in meant else meant)

    def _compound(self, typed: Sequence[str], at: int) -> QueryWord | None:
        """A name that is written as one word but typed as several, or vice versa.

        The typed form is searched for too, if it's known.
        """
        term = self.lexicon.analyzer.term
        for length in range(min(LONGEST_COMPOUND, len(typed) - at), 0, -1):
            run = tuple(typed[at : at + length])
            if length > 1 and not STOP_WORDS.isdisjoint(run):
                continue
            written = self.lexicon.compounds.written_form(run)
            if written:
                terms = tuple(map(term, run))
                also = terms if all(map(self.lexicon.is_known, terms)) else ()
                return QueryWord(run, at, tuple(map(term, written)), also)
        return None

    def _joined(self, typed: Sequence[str], at: int) -> QueryWord | None:
        """Two words, one of them unknown, that form a known one."""
        pair = tuple(typed[at : at + 2])
        closed = "".join(pair)
        if len(pair) < 2 or closed not in self.lexicon.words:
            return None
        term = self.lexicon.analyzer.term
        if all(self.lexicon.is_known(term(word)) for word in pair):
            return None
        self.corrected[" ".join(pair)] = closed
        return QueryWord(pair, at, (term(closed),))


def is_suspicious(word: str, lexicon: Lexicon) -> bool:
    """Whether a lookup that treats rare words as misspelt reads the word differently."""
    if word in STOP_WORDS or word in ALL_QUESTION_WORDS or not _may_be_rare_typo(word, lexicon):
        return False
    return (
        not lexicon.is_known(lexicon.analyzer.term(word))
        or lexicon.spelling.nearest(word, names_only=True) is not None
    )


def _may_be_rare_typo(word: str, lexicon: Lexicon) -> bool:
    """Whether few entries have a word that isn't part of a name."""
    return (
        lexicon.words.get(word, 0) <= RARE
        and word not in lexicon.spelling.name_words
        and word.isalpha()
    )
