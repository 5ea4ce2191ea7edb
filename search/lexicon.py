"""What the index knows of words: which it holds, which are names of entries, which mean the same, which may mean several things."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kb.library import Library
from kb.model import Stage
from search.compounds import Compounds, compounds
from search.index import CALLED, KNOWN_AS, Document
from search.slips import Spelling, named_words
from search.text import STOP_WORDS, term, terms, words

EXPANSIONS = 100  # words a prefix may stand for, the most frequent first
WIDE = 0.5  # part of the entries from which on a word tells nothing about which of them is meant
ENOUGH = 50  # entries from which on such a part says something

THINGS = ("intervention", "condition")  # what has names; claims and sources are sentences

Run = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """`words`: folded words with the number of entries that hold each. `names`: analysed whole names with the field they stand in,
    `owners` the documents that have each. `alike`: analysed runs of words with the other ways to say them. `stages`: the
    vocabulary's stages by the ways to say them. `authors`: the terms of the names of sources' authors. `focus`: what the whole
    collection is about, and `about` the terms that say so.
    """

    size: int
    words: Mapping[str, int]
    names: Mapping[Run, str]
    owners: Mapping[Run, tuple[Document, ...]]
    alike: Mapping[Run, tuple[Run, ...]]
    stages: Mapping[Run, Stage]
    authors: frozenset[str]
    spelling: Spelling
    compounds: Compounds
    focus: Document | None
    about: frozenset[str]

    @cached_property
    def terms(self) -> frozenset[str]:
        """What may be asked for: the terms of all words, those of equals, and names of one word."""
        equals = (one for run in self.alike for one in run)
        return frozenset((*map(term, self.words), *equals, *(run[0] for run in self.names if len(run) == 1)))

    @cached_property
    def name_terms(self) -> frozenset[str]:
        """The terms of names of interventions and conditions that tell which of them is meant."""
        return frozenset(one for one in map(term, self.spelling.named) if one not in STOP_WORDS and not self.is_wide(one))

    @cached_property
    def titled(self) -> dict[str, tuple[Document, ...]]:
        """The interventions that have a term in their title."""
        found: dict[str, dict[str, Document]] = {}
        for owners in self.owners.values():
            for one in owners:
                if one.kind == "intervention":
                    for sought in terms(one.title):
                        found.setdefault(sought, {})[one.id] = one
        return {sought: tuple(owners.values()) for sought, owners in found.items()}

    @cached_property
    def _sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self.words))

    @cached_property
    def _frequencies(self) -> dict[str, int]:
        """Entries that hold a term, by its most frequent word."""
        found: dict[str, int] = {}
        for one, count in zip(map(term, self.words), self.words.values(), strict=True):
            if count > found.get(one, 0):
                found[one] = count
        return found

    def rarity(self, sought: str) -> float:
        """How much a term tells: 0 for one that every entry holds."""
        return math.log((self.size + 1) / (self._frequencies.get(sought, 0) + 1))

    def is_wide(self, sought: str) -> bool:
        """Whether a term says what the whole collection is about, so that it tells nothing about which entry is meant."""
        return sought in self.about or (self.size >= ENOUGH and self._frequencies.get(sought, 0) >= WIDE * self.size)

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The terms of the words that begin so, most frequent first."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\U0010ffff")
        frequent = sorted(self._sorted[start:end], key=lambda word: (-self.words[word], word))
        return tuple(dict.fromkeys(term(word) for word in frequent[:EXPANSIONS]))


@lru_cache(maxsize=2)
def _compounds(names: frozenset[tuple[str, ...]]) -> Compounds:
    """The compounds of all names; few edits change a name."""
    return compounds(sorted(names))


def lexicon(library: Library, documents: Iterable[Document], counted: Mapping[str, int]) -> Lexicon:
    """The lexicon of the documents; `counted` are their words with how many of them hold each."""
    found = tuple(documents)
    names, owners = _names(found)
    things = [document for document in found if document.kind in THINGS]
    spelt = {words(name) for document in things for name in (*document.called, *document.known_as)}
    vocabulary = library.vocabulary
    focus = next((document for document in found if document.id == library.collection.focus), None)
    about = {one for name in (focus.called[0], *focus.known_as) for one in terms(name)} if focus else set()
    return Lexicon(
        size=len(found),
        words=counted,
        names=names,
        owners=owners,
        alike=_alike(library),
        stages={terms(name): stage for stage in vocabulary.stages.values() for name in (*stage.synonyms, stage.name, stage.id)},
        authors=frozenset(one for document in found for name in document.texts.get("authors", ()) for one in terms(name) if len(one) > 2),
        spelling=Spelling(counted, named_words(spelt)),
        compounds=_compounds(frozenset(spelt)),
        focus=focus,
        about=frozenset(about - STOP_WORDS),
    )


def _names(documents: Iterable[Document]) -> tuple[dict[Run, str], dict[Run, tuple[Document, ...]]]:
    """Every name with the field it stands in and its owners: those called so, else those known by it."""
    names: dict[Run, str] = {}
    owners: dict[Run, dict[str, Document]] = {}
    for field in (KNOWN_AS, CALLED):
        fresh: dict[Run, dict[str, Document]] = {}
        for document in documents:
            for name in document.known_as if field == KNOWN_AS else document.called:
                fresh.setdefault(terms(name), {})[document.id] = document
        names |= dict.fromkeys(fresh, field)
        owners |= fresh
    names.pop((), None)
    return names, {name: tuple(had.values()) for name, had in owners.items() if name}


def _alike(library: Library) -> dict[Run, tuple[Run, ...]]:
    """The vocabulary's outcomes, scales and terms under each of their names."""
    vocabulary = library.vocabulary
    groups = [(item.name, *item.synonyms) for shelf in (vocabulary.outcomes, vocabulary.scales) for item in shelf.values()]
    groups += [
        (item.name, *((item.abbreviation,) if item.abbreviation else ()), *item.synonyms)
        for item in vocabulary.terms.values()
        if not item.means  # a word that only may mean an entry is a name of that entry, and no equal of it
    ]
    alike: dict[Run, tuple[Run, ...]] = {}
    for group in groups:
        said = tuple(dict.fromkeys(run for run in map(terms, group) if run))
        for run in said:
            others = tuple(other for other in said if not set(run) <= set(other))  # a longer way to say it finds nothing more
            alike[run] = tuple(dict.fromkeys((*alike.get(run, ()), *others)))
    return {run: others for run, others in alike.items() if others}
