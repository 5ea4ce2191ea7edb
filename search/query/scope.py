"""Whether a query is within the collection's scope: finds the words that are outside it."""

from collections.abc import Sequence

from search.indexing.documents import Document
from search.query.word_roles import WordRoles
from search.text.analyzer import Analyzer
from search.text.english import AIMING_WORDS, COMPARISON_WORDS, PUBLICATION_WORDS, STOP_WORDS

SHORTEST = 3  # letters of a word that tells something


def outside(roles: WordRoles) -> tuple[str, ...]:
    """The typed words, in order, that are outside the collection's scope.

    Next to the name of an entry only two kinds count: words without any matches, and the aim, as
    in "massage for headache". The others may be about that entry.
    """
    lexicon = roles.lexicon
    if _names_focus(roles):
        return ()
    aims = _aims(roles)
    words = (
        " ".join(roles.by_place[place].typed)
        for place in roles.places
        if not (place in roles.in_names or _tells_nothing(roles, place))
        and not lexicon.is_named(roles.terms[place])
        and not (
            roles.names
            and place not in aims
            and lexicon.word_counts.documents_with(roles.terms[place])
        )
    )
    found = tuple(dict.fromkeys(words))
    asks = roles.question.section or roles.question.overview
    return found or (() if roles.names or asks or _has_subject(roles) else _only_groups(roles))


def _aims(roles: WordRoles) -> frozenset[int]:
    """The places of an aim: `knee replacement` in `after a knee replacement`, but nothing after
    the next word of grammar.
    """
    found, after = set(), False
    for place in roles.places:
        stop = roles.stop_words[place] or roles.by_place[place].typed[0] in STOP_WORDS
        if roles.by_place[place].typed[0] in AIMING_WORDS:
            after = True
        elif after and not stop:
            found.add(place)
        elif found and stop:
            after = False
    return frozenset(found)


def is_by(document: Document, typed: str, analyzer: Analyzer) -> bool:
    """Whether all words are authors of a document."""
    authors = document.texts.get("authors", ())
    terms = {term for author in authors for term in analyzer.terms(author)}
    return bool(terms) and terms.issuperset(analyzer.terms(typed))


def with_next(word: str, typed: Sequence[str]) -> tuple[str, ...]:
    """The word and the one typed after it, which say more together: `period pain`."""
    at = typed.index(word) + 1 if word in typed else len(typed)
    return (word, *(one for one in typed[at : at + 1] if one not in STOP_WORDS))


def _has_subject(roles: WordRoles) -> bool:
    return any(not _tells_nothing(roles, place) for place in roles.subject)


def _names_focus(roles: WordRoles) -> bool:
    """Whether the words name the collection's subject, or include the word most of its names
    share.
    """
    focus = roles.lexicon.focus
    if focus is None:
        return False
    named = any(focus in name.entries for name in roles.all_names)
    return named or not roles.lexicon.core_focus_terms.isdisjoint(roles.terms)


def _only_groups(roles: WordRoles) -> tuple[str, ...]:
    """The groups of people, if the words name nothing else."""
    places = (place for place in roles.places if place in roles.qualifying)
    return tuple(dict.fromkeys(" ".join(roles.by_place[place].typed) for place in places))


def _tells_nothing(roles: WordRoles, place: int) -> bool:
    word = roles.by_place[place]
    return (
        roles.stop_words[place]
        or roles.weak[place]
        or roles.asking[place]
        or roles.asks_for_section[place]
        or roles.asks_for_overview[place]
        or roles.terms[place] in roles.lexicon.filler_terms
        or roles.lexicon.analyzer.term(word.typed[0]) in roles.lexicon.filler_terms
        or word.typed[0] in STOP_WORDS
        or word.typed[0] in COMPARISON_WORDS
        or not word.typed[0].isalpha()
        or len(word.typed[0]) < SHORTEST
        or place in roles.qualifying
        or (bool(roles.subject) and any(place in one.places for one in roles.mentions))
        or (place > 0 and roles.terms[place - 1][0].isdigit())  # a unit
        or (roles.asks_by_author and roles.is_author(place))
        or not PUBLICATION_WORDS.isdisjoint(typed for one in roles.words for typed in one.typed)
    )
