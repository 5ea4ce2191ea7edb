"""Queries of nothing but words to look for: none is unknown, part of a name, of a question or of
the vocabulary. They are understood in a fifth of the time, as `interpret` would understand them.
"""

from collections.abc import Sequence

from search.engines.query_tree import Node, Or, Phrase, Term
from search.query.lexicon import Lexicon
from search.query.other_topics import topics_among
from search.query.query_names import names_at
from search.query.questions import ALL_QUESTION_WORDS
from search.query.telling_words import SHORTEST
from search.text.analyzer import Terms
from search.text.compounds import LONGEST_COMPOUND
from search.text.emergency_words import BY_MISTAKE, EMERGENCIES, SWALLOWING
from search.text.english import (
    ADVICE_WORDS,
    CITATION_STYLES,
    CITING_WORDS,
    COMPARISON_WORDS,
    DEFINITION_WORDS,
    DELIVERY_VERBS,
    HORIZONS,
    OVERVIEW_PHRASES,
    PUBLICATION_WORDS,
    RANKING_WORDS,
    STOP_WORDS,
)
from search.text.site_words import SITE_PHRASES, SITE_WORDS

REMEMBERED = 1 << 14  # words of which it is known whether they mean something else
PHRASES = (
    *OVERVIEW_PHRASES,
    *(phrase for phrases in HORIZONS.values() for phrase in phrases),
    *(phrase for phrases in EMERGENCIES.values() for phrase in phrases),
    *(phrase for phrases in SITE_PHRASES.values() for phrase in phrases),
)
OF_QUESTIONS = (
    ALL_QUESTION_WORDS
    | ADVICE_WORDS
    | CITATION_STYLES
    | CITING_WORDS
    | BY_MISTAKE
    | COMPARISON_WORDS
    | DEFINITION_WORDS
    | DELIVERY_VERBS
    | PUBLICATION_WORDS
    | RANKING_WORDS
    | STOP_WORDS
    | SITE_WORDS.keys()
    | SWALLOWING
    | {word for phrase in PHRASES for word in phrase}
)


def plain_words(parts: Sequence[Node], lexicon: Lexicon, *, apart: bool = False) -> dict[str, str]:
    """The term of each word, if the parts are such words; else none. Words `apart`, as those joined
    by OR, can't be a name together.
    """
    found: dict[str, str] = {}
    for part in parts:
        if not isinstance(part, Term) or part.text in found:
            return {}
        term = _plain_term(part.text, lexicon)
        if term is None:
            return {}
        found[part.text] = term
    terms = tuple(found.values())
    named = (
        any((term,) in lexicon.names for term in terms)
        if apart
        else _are_a_name(tuple(found), terms, lexicon)
    )
    return {} if named or any(topics_among(terms, lexicon.other_topics)) else found


def _plain_term(word: str, lexicon: Lexicon) -> str | None:
    """The term of a word, if that is all the word means; remembered for words of entries."""
    known = lexicon.plain_terms
    if word in known:
        return known[word]
    if word not in lexicon.words:
        return None
    term = lexicon.analyzer.term(word)
    means_more = lexicon.has_other_meaning(term) or lexicon.compounds.written_form((word,))
    if len(known) >= REMEMBERED:
        known.clear()
    known[word] = term if _is_word(word) and not means_more else None
    return known[word]


def plain_phrase(parts: Sequence[Node], lexicon: Lexicon) -> Terms:
    """The terms of a phrase of known words, if the query is one and no name; else none."""
    words = parts[0].words if len(parts) == 1 and isinstance(parts[0], Phrase) else ()
    if not all(word in lexicon.words for word in words):
        return ()
    terms = tuple(map(lexicon.analyzer.term, words))
    return () if terms in lexicon.names else terms


def alternatives(parts: Sequence[Node]) -> Sequence[Node]:
    """The parts of a query that are joined by OR, if it has no others."""
    return parts[0].parts if len(parts) == 1 and isinstance(parts[0], Or) else ()


def _is_word(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and word not in OF_QUESTIONS


def _are_a_name(words: Sequence[str], terms: Terms, lexicon: Lexicon) -> bool:
    """Whether several of the words are a name, however it is written, or one is."""
    begin = not lexicon.entry_names.first_terms.isdisjoint(terms)
    if begin and any(next(names_at(place, terms, lexicon), None) for place in range(len(terms))):
        return True
    runs = [
        words[start:end]
        for start in range(len(words))
        for end in range(start + 2, min(start + LONGEST_COMPOUND, len(words)) + 1)
    ]
    return any(map(lexicon.compounds.written_form, runs))
