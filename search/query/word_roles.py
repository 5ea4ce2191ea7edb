"""What each word of a query does: names an entry, asks, carries little information, or is searched
for.

A place is the index of a term among the terms of all the words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kb.model.collection import Stage
from search.indexing.documents import Document
from search.query.concepts import Mention, mentions
from search.query.definitions import Definition, asked_definition
from search.query.lexicon import Lexicon
from search.query.other_topics import topics_among
from search.query.query_names import Name, names_among
from search.query.questions import read_question
from search.query.word_lookup import QueryWord
from search.text.analyzer import Terms
from search.text.english import (
    AFTER_BODIES,
    BEFORE_BODIES,
    PUBLICATION_WORDS,
    QUESTION_OPENINGS,
    STOP_WORDS,
    STOPPING_AFTER,
    STOPPING_VERBS,
    USING_WORDS,
)
from search.text.english_words import is_everyday

Flags = tuple[bool, ...]  # of each place


class WordRoles:
    """The roles of adjacent words; `stop_words` count only if there is nothing else.

    `by_place` is the word at each place and `terms` its term; an unknown word is its own term.
    `names` are the names that identify an entry, among `all_names`. The flags describe the word at
    each place; `searched` are the places of words that are searched for, and `strong` of those that
    identify an entry.
    """

    def __init__(
        self, words: Sequence[QueryWord], lexicon: Lexicon, stop_words: frozenset[str]
    ) -> None:
        self.lexicon = lexicon
        self.words = words
        self.by_place = tuple(word for word in words for _ in word.terms or ("",))
        self.terms: Terms = tuple(
            term for word in words for term in word.terms or ("".join(word.typed),)
        )
        self.places = range(len(self.terms))
        self.question = read_question(tuple(said for word in words for said in word.said))
        self.stop_words: Flags = tuple(
            len(word.typed) == 1 and word.typed[0] in stop_words for word in self.by_place
        )
        self.known: Flags = tuple(
            bool(word.terms) and not stop
            for word, stop in zip(self.by_place, self.stop_words, strict=True)
        )
        self._read_names()
        if self._stops_a_treatment:
            self.question = replace(self.question, section="stopping")
        self._read_question()

    def _read_names(self) -> None:
        """Find the names, and the words outside of them that carry little information."""
        question, lexicon = self.question, self.lexicon
        self.asks_for_section = self._words_at(question.section_places)
        asked_by_english = self._words_at(question.asking | question.section_places)
        asks = bool(self.by_place) and self.by_place[0].typed[0] in QUESTION_OPENINGS
        stem = lexicon.analyzer.term
        compared = tuple(
            term if word.terms else stem(term)
            for word, term in zip(self.by_place, self.terms, strict=True)
        )
        self.topics = tuple(topics_among(compared, lexicon.other_topics))
        named = names_among(self.terms, lexicon, self.stop_words, asked_by_english, asks)
        self.all_names = tuple(self._outside_people(named))
        self.names = tuple(name for name in self.all_names if self._identifies(name))
        self.in_names = frozenset(place for name in self.names for place in name.places)
        self.publication = self._outside_names(
            word.typed[0] in PUBLICATION_WORDS for word in self.by_place
        )
        self.weak = self._outside_names(
            publication
            or lexicon.is_common(term)
            or (term,) in lexicon.stages
            or term in lexicon.filler_terms
            for term, publication in zip(self.terms, self.publication, strict=True)
        )
        self.asking = self._outside_names(asked_by_english)
        self.asks_for_overview = self._outside_names(self._words_at(question.overview))
        self._read_mentions()

    def _read_mentions(self) -> None:
        """Find vocabulary concepts, except in names and question words."""
        named = {place for name in self.all_names for place in name.places}
        asking = {
            place for place in self.places if self.asking[place] or self.asks_for_overview[place]
        }
        found = mentions(self.terms, self.lexicon.concepts, named, asking)
        has_medicine = self._has_medicine(found)
        self.mentions = tuple(
            one for one in found if has_medicine or not one.concept.needs_medicine
        )
        self.qualifying = frozenset(
            place
            for mention in self.mentions
            if mention.concept.kind == "qualifier"
            for place in mention.places
        )

    def _has_medicine(self, found: Iterable[Mention]) -> bool:
        medicines = self.lexicon.medicine_entries
        return any(one.concept.kind in ("member", "class") for one in found) or any(
            entry.id in medicines for name in self.all_names for entry in name.entries
        )

    @property
    def _stops_a_treatment(self) -> bool:
        """Whether a word for stopping comes before a treatment, or after one at the end, as in
        "want to stop", or is all that is typed with it.
        """
        typed = [word.typed[0] for word in self.by_place]
        verbs = [place for place in self.places if typed[place] in STOPPING_VERBS]
        if not verbs:
            return False
        medicines = (one.places for one in self.mentions if one.concept.kind == "member")
        treatments = self.in_names.union(*medicines)
        skipped = [self.stop_words[place] or typed[place] in USING_WORDS for place in self.places]
        after = (
            next((place for place in self.places[verb + 1 :] if not skipped[place]), None)
            for verb in verbs
        )
        if any(place in treatments for place in after):
            return True
        last = verbs[-1]
        ends = all(skipped[last + 1 :]) and last > 0 and typed[last - 1] in STOPPING_AFTER
        alone = all(
            skipped[place] or place in treatments or place in verbs for place in self.places
        )
        return bool(treatments) and (ends or alone) and self.question.section is None

    def _read_question(self) -> None:
        """Separate the words that are searched for from those that belong to the question.

        A word that asks for a section belongs to it only if other words say whose page is meant;
        one that asks for an overview, only if they don't.
        """
        places = self.places
        self.subject = tuple(
            place
            for place in places
            if self.known[place]
            and not (self.weak[place] or self.asking[place] or self.asks_for_overview[place])
            and place not in self.qualifying
        )
        self.asks_by_author = any(
            self.is_author(place) or is_year(self.terms[place])
            for place in self.subject
            if place not in self.in_names
        )
        has_subject = bool(self.names or self.subject)
        has_page = has_subject and not self.asks_by_author
        self.is_question: Flags = tuple(
            self.asking[place] and has_page
            if self.asks_for_section[place]
            else self.asking[place] or (self.asks_for_overview[place] and not has_subject)
            for place in places
        )
        self.searched = tuple(
            place for place in places if self.known[place] and not self.is_question[place]
        )
        self.strong = tuple(
            place
            for place in self.searched
            if not self.weak[place] and (place not in self.qualifying or not self._is_about)
        )

    @property
    def _is_about(self) -> bool:
        """Whether the words say what a question about a group of people is on."""
        return bool(self.names or self.subject or any(self.weak))

    def _words_at(self, typed_places: frozenset[int]) -> Flags:
        """For each place, whether its word is among these typed words."""
        if not typed_places:
            return (False,) * len(self.places)
        return tuple(word.at in typed_places for word in self.by_place)

    def _outside_names(self, flags: Iterable[bool]) -> Flags:
        if not self.in_names:
            return tuple(flags)
        return tuple(flag and place not in self.in_names for place, flag in enumerate(flags))

    def _outside_people(self, names: Sequence[Name]) -> Iterator[Name]:
        """The names that aren't only a part of what people or other topics are called, as in "heart
        surgery".
        """
        found = mentions(self.terms, self.lexicon.concepts, frozenset()) if names else ()
        people = [set(one.places) for one in found if one.concept.kind == "qualifier"]
        people += [set(one.places) for one in self.topics]
        for name in names:
            if not any(places > set(name.places) for places in people):
                yield name

    def _identifies(self, name: Name) -> bool:
        """Whether a name identifies an entry: it's neither the collection's subject, nor in a
        phrase that asks for a section, such as "run out of".
        """
        return not all(
            self.stop_words[place] or self.terms[place] in self.lexicon.focus_terms
            for place in name.places
        ) and not (len(self.question.section_places) > 1 and self._asks(name))

    def _asks(self, name: Name) -> bool:
        return all(self.asks_for_section[place] for place in name.places)

    @property
    def is_a_name(self) -> bool:
        """Whether the words are nothing but a name."""
        return any(len(name.terms) == len(self.terms) for name in self.all_names)

    def typed_at(self, places: Iterable[int]) -> str:
        """What was typed at these places."""
        typed = {self.by_place[place].at: self.by_place[place].typed for place in places}
        return " ".join(word for some in typed.values() for word in some)

    def is_author(self, place: int) -> bool:
        """Whether the word is part of an author's name, and hardly used otherwise, unless there is
        a year too.
        """
        term = self.terms[place]
        return term in self.lexicon.entry_names.authors and (
            any(map(is_year, self.terms))
            or not (
                self.lexicon.is_frequent(term) or any(map(is_everyday, self.by_place[place].typed))
            )
        )

    @property
    def misses_subject(self) -> bool:
        """Whether the subject may be a word without matches."""
        return any(
            not self.by_place[place].terms
            and not self.stop_words[place]
            and not self.asking[place]
            and not self.asks_for_overview[place]
            and self.lexicon.analyzer.term(self.by_place[place].typed[0])
            not in self.lexicon.filler_terms
            for place in self.places
        )


# What words ask for


def stages(roles: WordRoles) -> tuple[Stage, ...]:
    """The stages named outside of names; more than one only if they are named together."""
    known = roles.lexicon.stages
    found = tuple(
        known[(term,)]
        for place, term in enumerate(roles.terms)
        if (term,) in known
        and place not in roles.in_names
        and not roles.asks_for_section[place]  # "stop suddenly"
    )
    together = roles.question.compares or any(word.typed == ("and",) for word in roles.words)
    return tuple(dict.fromkeys(found)) if together else found[:1]


def wants_overview(roles: WordRoles) -> bool:
    """Whether the words ask for all treatments for the condition."""
    return not roles.strong and bool(roles.question.overview or stages(roles))


def asks_what_to_avoid(roles: WordRoles) -> bool:
    """Whether the words ask what to avoid, about nothing in particular."""
    asked = roles.question.section == "cautions" and roles.question.advice
    only = all(roles.asks_for_section[place] for place in roles.strong)
    return asked and only and not roles.names


def guideline_body(roles: WordRoles) -> str | None:
    """The term of the guideline body named."""
    bodies = roles.lexicon.body_terms
    named = (
        term
        for place, term in enumerate(roles.terms)
        if term in bodies and (term not in STOP_WORDS or _is_said_as_body(roles, place))
    )
    return next(named, None)


def _is_said_as_body(roles: WordRoles, place: int) -> bool:
    """Whether a word such as "who" is said as the name of a body: "what does WHO say"."""
    before = roles.by_place[place - 1].typed[0] if place else ""
    after = roles.by_place[place + 1].typed[0] if place + 1 in roles.places else ""
    return before in BEFORE_BODIES or after in AFTER_BODIES


def understood_words(roles: WordRoles) -> frozenset[str]:
    """The typed words that aren't searched for because they belong to the question."""
    places = roles.places if roles.searched else ()
    return frozenset(
        " ".join(roles.by_place[place].typed) for place in places if roles.is_question[place]
    )


def definition(roles: WordRoles) -> Definition | None:
    """The definition that is asked for, if there is nothing else among the words."""
    lexicon = roles.lexicon
    pairs = tuple(
        pair
        for word in roles.words
        for pair in zip(
            word.typed, word.terms or map(lexicon.analyzer.term, word.typed), strict=False
        )
    )
    if lexicon.defined_terms.isdisjoint(term for _, term in pairs):
        return None
    return asked_definition(pairs, lexicon.definitions, lexicon.measured_terms)


def compared_by_a_word(roles: WordRoles) -> tuple[Document, ...]:
    """Interventions that a comparison names by one word of their title."""
    if not roles.question.compares:
        return ()
    found: list[Document] = []
    taken = roles.in_names.union(*(mention.places for mention in roles.mentions))
    for place in roles.strong:
        if place not in taken:
            meant = roles.lexicon.intervention_titled(roles.terms[place])
            found.extend([meant] if meant else ())
    return tuple(found)


def is_year(text: str) -> bool:
    """Whether a word is a year of publication."""
    return len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20")
