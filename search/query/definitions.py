"""The vocabulary's terms by name, for searches that only ask what a word means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kb.model.collection import Term
from kb.model.library import Library
from search.indexing.facets import CERTAINTIES, NOT_GRADED
from search.text.analyzer import Analyzer
from search.text.english import DEFINITION_WORDS, QUESTION_OPENINGS, QUESTION_WORDS, STOP_WORDS
from search.text.plain_text import plain_text

# Words that may surround the one that is asked about.
SURROUNDING = STOP_WORDS | QUESTION_OPENINGS | QUESTION_WORDS | DEFINITION_WORDS
LONGEST = 12  # words of such a question
CERTAINTY = "certainty"  # the facet, and the vocabulary's term that explains it
MAGNITUDE = "magnitude"
SIZES = ("small", "moderate", "medium", "large", "little or no", "little to no")
SIZED = ("effect", "effect size", "difference", "benefit", MAGNITUDE)
IN = frozenset({"for", "in", "of"})  # words before what a term is asked about

# The terms of a name in any order: "low certainty", "why is the certainty low".
Key = frozenset[str]


@dataclass(frozen=True)
class Definition:
    """A term's definition, and the page that explains it."""

    name: str
    meaning: str
    url: str


def definitions(library: Library, analyzer: Analyzer) -> dict[Key, Definition]:
    """The definitions by the names of terms, of certainty levels and of sizes of effects.

    A term that may mean an entry is one of that entry's names and has no definition here.
    """
    terms = [
        term for term in library.vocabulary.terms.values() if not (term.means or term.search_only)
    ]
    named = [(name, term) for term in terms for name in term.synonyms]
    named += [(name, term) for term in terms for name in (term.name, term.abbreviation) if name]
    if certainty := library.vocabulary.terms.get(CERTAINTY):
        levels = ("", *CERTAINTIES, NOT_GRADED)
        named += [(f"{level} {CERTAINTY}", certainty) for level in levels]
    if magnitude := library.vocabulary.terms.get(MAGNITUDE):
        named += [(f"{size} {of}", magnitude) for size in SIZES for of in SIZED]
    # Of two terms with a name alike the last one counts: a name before a synonym.
    return {_distinctive(analyzer.terms(name)): _definition(term) for name, term in named}


def asked_definition(
    words: Sequence[tuple[str, str]], known: Mapping[Key, Definition], subjects: Set[str]
) -> Definition | None:
    """Return the definition that the words (each with its term) ask for, or None if they ask for
    more.

    Uses the longest name that has only surrounding words before and after it, or, in a question
    or after "for", terms of `subjects` after it: "MCID for pain".
    """
    if not words or len(words) > LONGEST:
        return None
    terms = [term for _, term in words]
    asks = words[0][0] in QUESTION_OPENINGS or not IN.isdisjoint(word for word, _ in words)
    subjects = subjects if asks else frozenset()
    spans = (
        (start, end)
        for start in _surrounding(words)
        for end in (len(words) - after for after in _surrounding(words[::-1], subjects))
        if start < end
    )
    longest = sorted(spans, key=lambda span: span[0] - span[1])
    keys = (_distinctive(terms[start:end]) for start, end in longest)
    return next((known[key] for key in keys if key in known), None)


def _surrounding(
    words: Sequence[tuple[str, str]], subjects: Set[str] = frozenset()
) -> Iterator[int]:
    """How many leading words may be left out: none, then one more for each surrounding word."""
    yield 0
    for count, (word, term) in enumerate(words, 1):
        if word not in SURROUNDING and term not in subjects:
            return
        yield count


def _distinctive(terms: Iterable[str]) -> Key:
    """The terms without stop words, unless all are stop words."""
    every = frozenset(terms)
    return every - STOP_WORDS or every


def _definition(term: Term) -> Definition:
    explained = term.id in (CERTAINTY, MAGNITUDE)
    url = f"/about#{term.id}" if explained else f"/terms#term-{term.id}"
    return Definition(term.name, plain_text(term.definition), url)
