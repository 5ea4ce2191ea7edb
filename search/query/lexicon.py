"""What the index knows about words: which exist, which are names, which are synonyms."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from kb.model.collection import Stage
from kb.model.library import Library
from search.indexing.documents import Document, recommendations
from search.query.concepts import Concept, concepts, of_group
from search.query.definitions import Definition, Key, definitions
from search.query.entry_names import Names, entry_names, have_same_names
from search.query.named_terms import named_terms
from search.query.other_topics import Topics, other_topics
from search.text.analyzer import Analyzer, Terms
from search.text.compounds import Compounds
from search.text.english import FILLERS, STOP_WORDS
from search.text.fuzzy import SpellingCorrector
from search.text.word_counts import WordCounts

EXPANSIONS = 100  # words a prefix may stand for, the most frequent first
COMMON = 0.5  # share of the entries from which a word no longer says which is meant
CORE = 0.25  # share of the focus's names with a word that alone says it is meant
FREQUENT = 0.05  # share of the entries from which a word is more than an author's name
CLIPPED = 5  # letters of the shortest beginning of a medicine's name that stands for it
VOWELS = frozenset("aeiouy")
REMEMBERED = 1 << 14  # terms whose frequency is known
ENOUGH = 50  # entries from which such a share says something

ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Z0-9]*\b")  # NICE, NG59, DoD


@dataclass(frozen=True)
class Lexicon:
    """The documents by id, their words, their names, and the vocabulary's knowledge of words.

    `synonyms` are alternatives, and `stages` the stages a word means, by their terms. `focus` is
    the entry that the whole collection is about, `focus_terms` the terms for it and
    `core_focus_terms` those that many of its names share, or that abbreviate it. `body_terms`
    are the terms of guideline bodies' short names. `concepts` are the vocabulary's meanings of
    words, `named_terms` what the collection has names for besides its entries, `other_topics` what
    it isn't about, `stopping` the group that is about stopping a treatment, `taken` the one about
    what is taken with it.
    """

    analyzer: Analyzer
    documents: Mapping[str, Document]
    word_counts: WordCounts
    entry_names: Names
    synonyms: Mapping[Terms, tuple[Terms, ...]]
    stages: Mapping[Terms, Stage]
    spelling: SpellingCorrector
    focus: Document | None
    focus_terms: frozenset[str]
    core_focus_terms: frozenset[str]
    definitions: Mapping[Key, Definition]
    body_terms: frozenset[str]
    concepts: Mapping[Terms, tuple[Concept, ...]]
    named_terms: Set[str]
    other_topics: Topics
    stopping: Concept | None = None
    taken: Concept | None = None

    @property
    def words(self) -> Mapping[str, int]:
        """The folded words with their document counts."""
        return self.word_counts.words

    @property
    def names(self) -> Mapping[Terms, str]:
        """The terms of whole names, with their fields."""
        return self.entry_names.fields

    @property
    def compounds(self) -> Compounds:
        """The names that can be written as one word or several."""
        return self.entry_names.compounds

    @cached_property
    def first_synonym_terms(self) -> frozenset[str]:
        """The first term of everything that has synonyms."""
        return frozenset(terms[0] for terms in self.synonyms)

    def entries_named(self, name: Terms) -> tuple[Document, ...]:
        """The entries with a name."""
        return tuple(self.documents[id] for id in self.entry_names.ids[name])

    def is_known(self, term: str) -> bool:
        """Whether a term can be searched for: it's a word, part of a synonym, or a single-word
        name.
        """
        return (
            term in self.word_counts.by_term
            or (term,) in self.names
            or term in self._synonym_terms
            or term in self._concept_terms
        )

    @cached_property
    def _concept_terms(self) -> frozenset[str]:
        return frozenset(term for terms in self.concepts for term in terms)

    @cached_property
    def named_pairs(self) -> frozenset[tuple[str, str]]:
        """The terms of adjacent words in the vocabulary's names: of "blood pressure"."""
        return frozenset(pair for terms in self.concepts for pair in pairwise(terms))

    @cached_property
    def plain_terms(self) -> dict[str, str | None]:
        """The terms of words that were asked for and mean nothing else; None for other words."""
        return {}

    @cached_property
    def filler_terms(self) -> frozenset[str]:
        """The terms of words that carry no information, in any inflection."""
        return frozenset(map(self.analyzer.term, FILLERS))

    @cached_property
    def other_topic_terms(self) -> frozenset[str]:
        """The terms in the names of other topics."""
        topics = chain.from_iterable(self.other_topics.values())
        return frozenset(term for topic in topics for term in topic.terms)

    @cached_property
    def defined_terms(self) -> frozenset[str]:
        """The terms of what the vocabulary defines."""
        return frozenset[str]().union(*self.definitions)

    @cached_property
    def _synonym_terms(self) -> frozenset[str]:
        return frozenset(term for terms in self.synonyms for term in terms)

    @cached_property
    def _terms_with_meanings(self) -> frozenset[str]:
        return frozenset[str]().union(
            (term for terms in self.stages for term in terms),
            self.filler_terms,
            self.defined_terms,
            self.body_terms,
            self.focus_terms,
            self.core_focus_terms,
            self.first_synonym_terms,
            self._concept_terms,
        )

    def is_distinctive(self, term: str) -> bool:
        """Whether a term is part of names and helps to identify an entry."""
        return (
            term in self.entry_names.terms and term not in STOP_WORDS and not self.is_common(term)
        )

    def intervention_titled(self, term: str) -> Document | None:
        """The intervention that a term of its title is enough to name."""
        id = self.entry_names.titled.get(term)
        return self.documents[id] if id else None

    def is_named(self, term: str) -> bool:
        """Whether the collection has a name for it, or one of which it is part."""
        return term in self.entry_names.telling or term in self.named_terms

    def has_other_meaning(self, term: str) -> bool:
        """Whether a term may be more than a word to look for."""
        return term in self._terms_with_meanings or term in self.entry_names.authors

    @cached_property
    def medicine_entries(self) -> frozenset[str]:
        """The ids of the entries on classes of medicines, or on one."""
        found = (one.entries for meant in self.concepts.values() for one in meant)
        return frozenset[str]().union(*found)

    @cached_property
    def measured_terms(self) -> frozenset[str]:
        """The terms that name an outcome on their own, and those of the subject's own name."""
        focus = self.analyzer.terms(self.focus.title) if self.focus else ()
        return frozenset(focus) | frozenset(
            terms[0]
            for terms, found in self.concepts.items()
            if len(terms) == 1 and any(one.kind == "outcome" for one in found)
        )

    @cached_property
    def idf(self) -> Callable[[str], float]:
        """The inverse document frequency of a term; 0 if every entry has it."""
        return lru_cache(maxsize=REMEMBERED)(self._idf)

    def _idf(self, term: str) -> float:
        held = self.word_counts.documents_with(term)
        return math.log((len(self.documents) + 1) / (held + 1))

    def medicine_beginning(self, start: str) -> str | None:
        """The only medicine whose name begins like this, as prescribers shorten it: "pregab"."""
        if len(start) < CLIPPED:
            return None
        found = {name for name in self._medicine_names if name.startswith(start)}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _medicine_names(self) -> tuple[str, ...]:
        """The medicines' own names of one word."""
        members = (one for meant in self.concepts.values() for one in meant if one.member_is)
        return tuple({one.name for one in members if one.name.isalpha()})

    def is_frequent(self, term: str) -> bool:
        """Whether a term is too common to be meant as an author's name."""
        size = len(self.documents)
        return size >= ENOUGH and self.word_counts.documents_with(term) > FREQUENT * size

    def is_common(self, term: str) -> bool:
        """Whether a term is about the whole collection, so that it doesn't identify an entry."""
        size = len(self.documents)
        return term in self.focus_terms or (
            size >= ENOUGH and self.word_counts.documents_with(term) >= COMMON * size
        )

    def terms_beginning(self, prefix: str) -> Terms:
        """The terms of the words with a prefix, most frequent first."""
        found = self.word_counts.beginning(prefix)
        frequent = sorted(found, key=lambda word: (-found[word], word))
        return tuple(dict.fromkeys(map(self.analyzer.term, frequent[:EXPANSIONS])))


def lexicon(
    library: Library,
    documents: Mapping[str, Document],
    counts: WordCounts,
    analyzer: Analyzer,
    before: Lexicon | None = None,
) -> Lexicon:
    """Build the lexicon of the documents and their words.

    Reuses the names of `before`, a lexicon with the same analyzer, if no name has changed.
    """
    same = before and have_same_names(before.documents.values(), documents.values())
    names = before.entry_names if before and same else entry_names(documents.values(), analyzer)
    bodies = (one.body for one in recommendations(documents.values()))
    spelling = SpellingCorrector(counts.words, names.words, names.one_word_names)
    return lexicon_of(library, documents, bodies, counts, names, spelling, analyzer)


def lexicon_of(
    library: Library,
    documents: Mapping[str, Document],
    bodies: Iterable[str],
    counts: WordCounts,
    names: Names,
    spelling: SpellingCorrector,
    analyzer: Analyzer,
) -> Lexicon:
    """The lexicon of documents whose words, names and guideline bodies are known."""
    recommending = frozenset(bodies)
    focus = documents.get(library.collection.focus or "")
    focus_terms = _focus_terms(focus, analyzer)
    stages = {
        analyzer.terms(name): stage
        for stage in library.vocabulary.stages.values()
        for name in (*stage.synonyms, stage.name, stage.id)
    }
    synonyms = _synonyms(library, analyzer)
    groups = library.vocabulary.groups.values()
    abbreviated = dict(_abbreviated_focus(synonyms, focus_terms, stages))
    short = {term for term in abbreviated if VOWELS.isdisjoint(term)}  # lbp, but not cramp
    return Lexicon(
        analyzer=analyzer,
        documents=documents,
        word_counts=counts,
        entry_names=names,
        synonyms=synonyms,
        stages={**stages, **{(term,): stage for term, stage in abbreviated.items() if stage}},
        spelling=spelling,
        focus=focus,
        focus_terms=focus_terms.union(abbreviated),
        core_focus_terms=_core_focus_terms(library, analyzer).union(short),
        definitions=definitions(library, analyzer),
        body_terms=frozenset(
            term
            for body in recommending
            for term in analyzer.terms(" ".join(ABBREVIATION.findall(body)))
        ),
        concepts=concepts(library, analyzer),
        named_terms=named_terms(library, recommending, analyzer),
        other_topics=other_topics(library, analyzer),
        stopping=next((of_group(one) for one in groups if one.stopping), None),
        taken=next((of_group(one) for one in groups if one.other_medicines), None),
    )


def _focus_terms(focus: Document | None, analyzer: Analyzer) -> frozenset[str]:
    names = (focus.names[0], *focus.other_names) if focus else ()
    return frozenset(term for name in names for term in analyzer.terms(name)) - STOP_WORDS


def _core_focus_terms(library: Library, analyzer: Analyzer) -> frozenset[str]:
    """The terms that many names of the collection's subject itself share."""
    condition = library.conditions.get(library.collection.focus or "")
    names = (condition.name, *condition.synonyms) if condition else ()
    held = Counter(term for name in names for term in set(analyzer.terms(name)))
    return (
        frozenset(term for term, count in held.items() if count >= CORE * len(names)) - STOP_WORDS
    )


def _abbreviated_focus(
    synonyms: Mapping[Terms, tuple[Terms, ...]],
    focus_terms: frozenset[str],
    stages: Mapping[Terms, Stage],
) -> Iterator[tuple[str, Stage | None]]:
    """The single terms that mean the collection's subject at some stage, with that stage."""
    for terms, others in synonyms.items():
        for other in others if len(terms) == 1 and terms not in stages else ():
            rest = [stages.get((term,)) for term in other if term not in focus_terms]
            if len(rest) < len(other) and all(rest):
                yield terms[0], next(iter(rest), None)


def _synonyms(library: Library, analyzer: Analyzer) -> dict[Terms, tuple[Terms, ...]]:
    """The other names of the vocabulary's outcomes, scales and terms, by each of their names.

    A longer name that contains a shorter one finds nothing more, so it isn't one of its synonyms.
    """
    synonyms: dict[Terms, tuple[Terms, ...]] = {}
    for group in _groups_of_names(library):
        names = tuple(dict.fromkeys(name for name in map(analyzer.terms, group) if name))
        for name in names:
            others = tuple(other for other in names if not set(name) <= set(other))
            synonyms[name] = tuple(dict.fromkeys((*synonyms.get(name, ()), *others)))
    return {name: others for name, others in synonyms.items() if others}


def _groups_of_names(library: Library) -> Iterator[tuple[str, ...]]:
    vocabulary = library.vocabulary
    for item in (*vocabulary.outcomes.values(), *vocabulary.scales.values()):
        yield (item.name, *item.synonyms)
    for term in vocabulary.terms.values():
        if not term.means:  # what may mean an entry is a name of that entry, not equal to it
            yield (term.name, *((term.abbreviation,) if term.abbreviation else ()), *term.synonyms)
