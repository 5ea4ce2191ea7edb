"""What the index knows of words: which it holds, which are names of entries, which mean the same, which may mean several things."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.model.collection import Stage
from kb.model.library import Library
from search.indexing.documents import Document
from search.query.definitions import Definition, Key, definitions
from search.query.entry_names import Naming, named_alike, naming
from search.text.compounds import Compounds
from search.text.fuzzy import Spelling
from search.text.tokenizer import STOP_WORDS, term, terms
from search.text.word_counts import Counted

EXPANSIONS = 100  # words a prefix may stand for, the most frequent first
WIDE = 0.5  # part of the entries from which on a word tells nothing about which of them is meant
ENOUGH = 50  # entries from which on such a part says something

SHORT_NAME = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Z0-9]*\b")  # NICE, NG59, DoD

Run = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """`documents` by id, their words `counted`, and what they are called. `alike`: analysed runs of words with the other ways to
    say them. `stages`: the vocabulary's stages by the ways to say them. `focus`: what the whole collection is about, and `about`
    the terms that say so. `definitions`: what the vocabulary defines. `bodies`: the terms of
    the short names of who recommends.
    """

    documents: Mapping[str, Document]
    counted: Counted
    naming: Naming
    alike: Mapping[Run, tuple[Run, ...]]
    stages: Mapping[Run, Stage]
    spelling: Spelling
    focus: Document | None
    about: frozenset[str]
    definitions: Mapping[Key, Definition]
    bodies: frozenset[str]

    @property
    def words(self) -> Mapping[str, int]:
        """The folded words with the number of entries that hold each."""
        return self.counted.words

    @property
    def names(self) -> Mapping[Run, str]:
        """Analysed whole names with the field they stand in."""
        return self.naming.fields

    @property
    def compounds(self) -> Compounds:
        """The names that may be written open or closed."""
        return self.naming.compounds

    def owners(self, name: Run) -> tuple[Document, ...]:
        """The entries that have a name."""
        return tuple(self.documents[id] for id in self.naming.owners[name])

    def knows(self, sought: str) -> bool:
        """Whether a term may be asked for: that of a word, one of equals, or a name of one word."""
        return sought in self.counted.by_term or (sought,) in self.names or sought in self._equals

    @cached_property
    def explains(self) -> frozenset[str]:
        """The terms of what is defined."""
        return frozenset[str]().union(*self.definitions)

    @cached_property
    def _equals(self) -> frozenset[str]:
        return frozenset(one for run in self.alike for one in run)

    def tells(self, sought: str) -> bool:
        """Whether a term is one of names of interventions and conditions that tell which of them is meant."""
        return sought in self.naming.terms and sought not in STOP_WORDS and not self.is_wide(sought)

    @cached_property
    def titled(self) -> dict[str, tuple[Document, ...]]:
        """The interventions that have a term in their title."""
        found: dict[str, dict[str, Document]] = {}
        for one in self.documents.values():
            if one.kind == "intervention":
                for sought in terms(one.title):
                    found.setdefault(sought, {})[one.id] = one
        return {sought: tuple(owners.values()) for sought, owners in found.items()}

    @cached_property
    def _sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self.words))

    def rarity(self, sought: str) -> float:
        """How much a term tells: 0 for one that every entry holds."""
        return math.log((len(self.documents) + 1) / (self.counted.holding(sought) + 1))

    def is_wide(self, sought: str) -> bool:
        """Whether a term says what the whole collection is about, so that it tells nothing about which entry is meant."""
        size = len(self.documents)
        return sought in self.about or (
            size >= ENOUGH and self.counted.holding(sought) >= WIDE * size
        )

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The terms of the words that begin so, most frequent first."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\U0010ffff")
        frequent = sorted(self._sorted[start:end], key=lambda word: (-self.words[word], word))
        return tuple(dict.fromkeys(term(word) for word in frequent[:EXPANSIONS]))


def lexicon(
    library: Library,
    documents: Mapping[str, Document],
    counted: Counted,
    before: Lexicon | None = None,
) -> Lexicon:
    """The lexicon of the documents and their words; what they are called is that of `before` where no name has changed."""
    same = before is not None and named_alike(before.documents.values(), documents.values())
    called = before.naming if before and same else naming(documents.values())
    stages = library.vocabulary.stages.values()
    focus = documents.get(library.collection.focus or "")
    about = (
        {one for name in (focus.called[0], *focus.known_as) for one in terms(name)} - STOP_WORDS
        if focus
        else set[str]()
    )
    staged = {
        terms(name): stage for stage in stages for name in (*stage.synonyms, stage.name, stage.id)
    }
    alike = _alike(library)
    shorter = dict(_shorter(alike, about, staged))
    return Lexicon(
        documents=documents,
        counted=counted,
        naming=called,
        alike=alike,
        stages={**staged, **{(short,): stage for short, stage in shorter.items() if stage}},
        spelling=Spelling(
            counted.words,
            called.words,
            frozenset(name[0] for name in called.spelt if len(name) == 1),
        ),
        focus=focus,
        about=frozenset(about.union(shorter)),
        definitions=definitions(library),
        bodies=frozenset(
            one for body in _bodies(library) for one in terms(" ".join(SHORT_NAME.findall(body)))
        ),
    )


def _shorter(
    alike: Mapping[Run, tuple[Run, ...]], about: set[str], stages: Mapping[Run, Stage]
) -> Iterator[tuple[str, Stage | None]]:
    """The single terms that say what the collection is about and how long it has lasted, each with that stage: CLBP."""
    for run, others in alike.items():
        for other in others if len(run) == 1 and run not in stages else ():
            told = [stages.get((one,)) for one in other if one not in about]
            if len(told) < len(other) and all(told):
                yield run[0], next(iter(told), None)


def _bodies(library: Library) -> set[str]:
    return {said.body for entry in library.interventions.values() for said in entry.recommendations}


def _alike(library: Library) -> dict[Run, tuple[Run, ...]]:
    """The vocabulary's outcomes, scales and terms under each of their names."""
    vocabulary = library.vocabulary
    groups = [
        (item.name, *item.synonyms)
        for shelf in (vocabulary.outcomes, vocabulary.scales)
        for item in shelf.values()
    ]
    groups += [
        (item.name, *((item.abbreviation,) if item.abbreviation else ()), *item.synonyms)
        for item in vocabulary.terms.values()
        if not item.means  # a word that only may mean an entry is a name of that entry, and no equal of it
    ]
    alike: dict[Run, tuple[Run, ...]] = {}
    for group in groups:
        said = tuple(dict.fromkeys(run for run in map(terms, group) if run))
        for run in said:
            others = tuple(
                other for other in said if not set(run) <= set(other)
            )  # a longer way to say it finds nothing more
            alike[run] = tuple(dict.fromkeys((*alike.get(run, ()), *others)))
    return {run: others for run, others in alike.items() if others}
