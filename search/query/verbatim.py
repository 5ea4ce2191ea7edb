"""Parts of a query exactly as typed: not corrected, without synonyms, nothing dropped."""

from collections.abc import Iterator, Sequence

from search.engines.query_tree import (
    And,
    Joined,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Synonym,
    Term,
)
from search.query.interpreter import SYNONYM_FIELD
from search.query.lexicon import Lexicon
from search.query.word_nodes import all_of
from search.text.analyzer import Terms
from search.text.english import STOP_WORDS


def verbatim_words(parts: Sequence[Node], lexicon: Lexicon) -> list[Node]:
    """The required parts as typed; stop words count only if there is nothing else."""
    wanted = [part for part in parts if not isinstance(part, Not)]
    content = [part for part in wanted if not (isinstance(part, Term) and part.text in STOP_WORDS)]
    return [verbatim(part, lexicon) for part in content or wanted]


def verbatim(part: Node, lexicon: Lexicon) -> Node:
    """One part as typed."""
    term = lexicon.analyzer.term
    match part:
        case Phrase(typed) | Joined(typed):
            return Phrase(tuple(map(term, typed)))
        case Synonym(typed):
            terms = [Term(term(word), SYNONYM_FIELD) for word in typed]
            return all_of(terms) if terms else Or(())
        case Prefix(text):
            return Or(tuple(Term(one) for one in lexicon.terms_beginning(text)))
        case Or(parts):
            return Or(tuple(verbatim(one, lexicon) for one in parts))
        case Term(text):
            return Term(term(text))
        case _:
            raise ValueError(f"{type(part).__name__} is never a part of its own")


def marks_of(node: Node) -> Iterator[Terms]:
    """What to mark in excerpts for a verbatim part."""
    match node:
        case Term(text):
            yield (text,)
        case Phrase(words):
            yield words
        case Or(parts) | And(parts):
            for part in parts:
                yield from marks_of(part)
