"""The vocabulary's terms by each of their names, for a search that asks only what a word means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.model.collection import Term
from kb.model.library import Library
from search.indexing.facets import CERTAINTIES, NOT_GRADED
from search.query.questions import ASKING, OPENINGS
from search.text.plain_text import plain_text
from search.text.tokenizer import STOP_WORDS, terms

# What the question is made of beside the word that is asked for.
AROUND = (
    STOP_WORDS
    | OPENINGS
    | ASKING
    | {
        "define",
        "definition",
        "exactly",
        "explain",
        "explained",
        "explanation",
        "meaning",
        "stand",
        "stands",
    }
)
LONGEST = 12  # words of such a question
CERTAINTY = "certainty"  # the facet, and the term that explains it

Key = frozenset[
    str
]  # the terms of a name, in whatever order: "low certainty", "why is the certainty low"


@dataclass(frozen=True)
class Definition:
    """What a term means, and where it is explained."""

    name: str
    meaning: str
    url: str


def definitions(library: Library) -> dict[Key, Definition]:
    """The definitions by the names of the terms, levels of certainty among them; a term that may mean an entry is a name of that."""
    explained = [term for term in library.vocabulary.terms.values() if not term.means]
    found = {key(name): _definition(term) for term in explained for name in term.synonyms}
    found |= {
        key(name): _definition(term)
        for term in explained
        for name in (term.name, term.abbreviation)
        if name
    }
    if certainty := library.vocabulary.terms.get(CERTAINTY):
        found |= {
            key(f"{level} {CERTAINTY}"): _definition(certainty)
            for level in ("", *CERTAINTIES, NOT_GRADED)
        }
    return found


def key(name: str) -> Key:
    """The terms that tell of a name."""
    return _telling(terms(name))


def defined(words: Sequence[tuple[str, str]], known: Mapping[Key, Definition]) -> Definition | None:
    """The definition that is asked for by the words, each with its term: the longest name that has only words that ask around it."""
    if not words or len(words) > LONGEST:
        return None
    kept = [term for _, term in words]
    spans = (
        (start, end)
        for start in _asking(words)
        for end in (len(words) - after for after in _asking(words[::-1]))
        if start < end
    )
    longest = sorted(spans, key=lambda span: span[0] - span[1])
    return next(
        (known[found] for start, end in longest if (found := _telling(kept[start:end])) in known),
        None,
    )


def _asking(words: Sequence[tuple[str, str]]) -> Iterator[int]:
    """How many words at the beginning may be left out: none, and one more as long as they ask."""
    yield 0
    for count, (word, _) in enumerate(words, 1):
        if word not in AROUND:
            return
        yield count


def _telling(terms: Iterable[str]) -> Key:
    every = frozenset(terms)
    return every - STOP_WORDS or every


def _definition(term: Term) -> Definition:
    url = f"/about#{CERTAINTY}" if term.id == CERTAINTY else f"/terms#term-{term.id}"
    return Definition(term.name, plain_text(term.definition), url)
