"""What each word of a query does: names an entry, asks, tells little, or is searched for.

A place is the number of a term among the terms of all the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kb.model.collection import Stage
from search.indexing.documents import Document
from search.query.definitions import Definition, asked_definition
from search.query.lexicon import Lexicon
from search.query.questions import Question, read_question
from search.query.word_lookup import QueryWord
from search.text.analyzer import Terms
from search.text.english import (
    OVERVIEW_PHRASES,
    PUBLICATION_WORDS,
    QUESTION_OPENINGS,
    STOP_WORDS,
)
from search.text.tokenizer import words

LONGEST_NAME = 8  # words of the longest name or synonym that is looked for
# "Exercise therapy" is called exercise: these words of a title only say that it is a treatment.
TREATMENT_WORDS = frozenset(word for phrase in OVERVIEW_PHRASES for word in phrase)


class Name(NamedTuple):
    """A name among the words: its terms, where they begin, and the entries that have it."""

    terms: Terms
    start: int
    entries: tuple[Document, ...]

    @property
    def places(self) -> range:
        """Where its terms are."""
        return range(self.start, self.start + len(self.terms))

    @property
    def is_title(self) -> bool:
        """Whether only publications are called so."""
        return all(entry.kind == "source" for entry in self.entries)


@dataclass(frozen=True)
class WordRoles:
    """The roles of words typed side by side; `stop_words` count only if there is nothing else."""

    words: tuple[QueryWord, ...]
    lexicon: Lexicon
    stop_words: frozenset[str]

    @cached_property
    def by_place(self) -> tuple[QueryWord, ...]:
        """The word that each place belongs to."""
        return tuple(word for word in self.words for _ in word.terms or ("",))

    @cached_property
    def terms(self) -> Terms:
        """The terms of all words; an unknown word stands for itself."""
        return tuple(term for word in self.words for term in word.terms or ("".join(word.typed),))

    @cached_property
    def question(self) -> Question:
        """What the words ask for."""
        return read_question(tuple(typed for word in self.words for typed in word.typed))

    # Names

    @cached_property
    def all_names(self) -> tuple[Name, ...]:
        """The names among the words, the longest first, none within another."""
        found: list[Name] = []
        at = 0
        while at < len(self.terms):
            name = next(self._names_at(at), None)
            found.extend([name] if name else [])
            at += len(name.terms) if name else 1
        return tuple(found)

    def _names_at(self, at: int) -> Iterator[Name]:
        for length in range(min(LONGEST_NAME, len(self.terms) - at), 0, -1):
            terms = self.terms[at : at + length]
            if terms in self.lexicon.names and not all(
                self.is_stop_word(place) for place in range(at, at + length)
            ):
                name = Name(terms, at, self.lexicon.entries_named(terms))
                if not self._is_question_like_a_title(name):
                    yield name

    def _is_question_like_a_title(self, name: Name) -> bool:
        """Whether the words of a question happen to be a publication's title.

        A whole title that isn't a question is meant as a title.
        """
        whole = len(name.terms) == len(self.terms)
        return (
            not (whole and self.by_place[0].typed[0] not in QUESTION_OPENINGS)
            and any(map(self._is_asking, name.places))
            and name.is_title
        )

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names that tell which entry is meant."""
        return tuple(
            name
            for name in self.all_names
            if not all(
                self.lexicon.is_common(self.terms[place]) or self.is_stop_word(place)
                for place in name.places
            )
        )

    @cached_property
    def in_names(self) -> frozenset[int]:
        """The places of those names."""
        return frozenset(place for name in self.names for place in name.places)

    @cached_property
    def is_a_name(self) -> bool:
        """Whether the words are nothing but a name."""
        return any(len(name.terms) == len(self.terms) for name in self.all_names)

    def as_typed(self, name: Name) -> str:
        """A name as it was typed."""
        typed = {self.by_place[place].at: self.by_place[place].typed for place in name.places}
        return " ".join(word for some in typed.values() for word in some)

    # What the words ask for

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages named outside of names; more than one only if they are named together."""
        found = tuple(
            stage
            for place in range(len(self.terms))
            if (stage := self._stage_at(place)) and place not in self.in_names
        )
        together = self.question.compares or any(word.typed == ("and",) for word in self.words)
        return tuple(dict.fromkeys(found)) if together else found[:1]

    @cached_property
    def body(self) -> str | None:
        """The term of the guideline body that is named."""
        bodies = self.lexicon.body_terms - STOP_WORDS
        return next((term for term in self.terms if term in bodies), None)

    @cached_property
    def understood(self) -> frozenset[str]:
        """The typed words that are not searched for because they are part of the question."""
        if not self.searches:
            return frozenset()
        asked = self.question.asking | self.question.overview | self.question.section_places
        return frozenset(
            " ".join(self.by_place[place].typed)
            for place in range(len(self.terms))
            if self.by_place[place].at in asked and self.is_question(place)
        )

    @cached_property
    def definition(self) -> Definition | None:
        """The definition that is asked for, if there is nothing else among the words."""
        term = self.lexicon.analyzer.term
        pairs = tuple(
            pair
            for word in self.words
            for pair in zip(word.typed, word.terms or map(term, word.typed), strict=False)
        )
        return asked_definition(pairs, self.lexicon.definitions)

    @cached_property
    def wants_overview(self) -> bool:
        """Whether the words ask for everything there is on the condition."""
        return not self.strong and bool(self.question.overview or self.stages)

    @cached_property
    def compared(self) -> tuple[Document, ...]:
        """Interventions that a comparison names by one word of their title."""
        if not self.question.compares:
            return ()
        found: list[Document] = []
        for place in self.strong:
            if place not in self.in_names:
                term = self.terms[place]
                titled = self.lexicon.interventions_by_title_term.get(term, ())
                meant = titled if len(titled) == 1 else self._titled_by(term, titled)
                found.extend(meant if len(meant) == 1 else ())
        return tuple(found)

    def _titled_by(self, term: str, entries: tuple[Document, ...]) -> tuple[Document, ...]:
        """The entries whose title is the term and words that say it is a treatment."""
        analyzer = self.lexicon.analyzer
        return tuple(
            entry
            for entry in entries
            if all(
                one == term or word in TREATMENT_WORDS
                for word, one in zip(words(entry.title), analyzer.terms(entry.title), strict=True)
            )
        )

    @cached_property
    def asks_by_author(self) -> bool:
        """Whether the words ask for a publication by author or year."""
        return any(
            self.is_author(place) or _is_year(self.terms[place])
            for place in self.subject
            if place not in self.in_names
        )

    # The role of a place

    def is_stop_word(self, place: int) -> bool:
        """Whether the word counts only where there is nothing else."""
        typed = self.by_place[place].typed
        return len(typed) == 1 and typed[0] in self.stop_words

    def is_known(self, place: int) -> bool:
        """Whether the word is in the index, and not a stop word."""
        return bool(self.by_place[place].terms) and not self.is_stop_word(place)

    def is_author(self, place: int) -> bool:
        """Whether the word is part of an author's name."""
        return self.terms[place] in self.lexicon.entry_names.authors

    def asks_for_section(self, place: int) -> bool:
        """Whether the word asks for a section of an entry's page."""
        return self.by_place[place].at in self.question.section_places

    def asks_for_overview(self, place: int) -> bool:
        """Whether the word asks for every treatment there is, and isn't part of a name."""
        return self.by_place[place].at in self.question.overview and place not in self.in_names

    def _is_asking(self, place: int) -> bool:
        """Whether English has the word in questions."""
        return self.by_place[place].at in self.question.asking or self.asks_for_section(place)

    def _stage_at(self, place: int) -> Stage | None:
        return self.lexicon.stages.get(self.terms[place : place + 1])

    def is_publication(self, place: int) -> bool:
        """Whether the word asks for a publication, and isn't part of a name."""
        return self.by_place[place].typed[0] in PUBLICATION_WORDS and place not in self.in_names

    def is_weak(self, place: int) -> bool:
        """Whether the word tells little about which entry is meant."""
        return place not in self.in_names and (
            self.lexicon.is_common(self.terms[place])
            or self._stage_at(place) is not None
            or self.is_publication(place)
        )

    def is_question(self, place: int) -> bool:
        """Whether the word is part of the question and not searched for.

        One that asks for a section is so only where the words say whose page is meant, one that
        asks for an overview only where they don't.
        """
        asks = self._is_asking(place) and place not in self.in_names
        if self.asks_for_section(place):
            return asks and self.has_subject and not self.asks_by_author
        return asks or (self.asks_for_overview(place) and not self.has_subject)

    @cached_property
    def subject(self) -> tuple[int, ...]:
        """The places that tell which entry is meant, whatever is asked about it."""
        return tuple(
            place
            for place in range(len(self.terms))
            if self.is_known(place)
            and not self.is_weak(place)
            and not (self._is_asking(place) and place not in self.in_names)
            and not self.asks_for_overview(place)
        )

    @cached_property
    def has_subject(self) -> bool:
        """Whether any word tells which entry is meant."""
        return bool(self.names or self.subject)

    @cached_property
    def searched(self) -> tuple[int, ...]:
        """The places of the words that are searched for."""
        places = range(len(self.terms))
        return tuple(at for at in places if self.is_known(at) and not self.is_question(at))

    @cached_property
    def searches(self) -> bool:
        """Whether any word is searched for."""
        return bool(self.searched)

    @cached_property
    def strong(self) -> tuple[int, ...]:
        """The places of the words that are searched for and tell which entry is meant."""
        return tuple(place for place in self.searched if not self.is_weak(place))

    @cached_property
    def misses_subject(self) -> bool:
        """Whether the subject may be a word that no entry holds."""
        return any(
            not self.by_place[place].terms
            and not self.is_stop_word(place)
            and not self._is_asking(place)
            and not self.asks_for_overview(place)
            for place in range(len(self.terms))
        )


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20")
