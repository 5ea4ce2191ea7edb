"""What a query names that isn't held: words outside the scope, another thing than the entry whose
name is part of it, or an author and a year that no source has together.
"""

from collections.abc import Callable, Iterator, Sequence

from kb.model.library import Library
from search.engines.protocol import EngineRequest
from search.engines.query_tree import Term
from search.indexing.documents import Document
from search.query.lexicon import Lexicon
from search.query.query_changes import (
    Change,
    Ignored,
    NoSourceBy,
    NotFound,
    NothingHeld,
    OutsideScope,
)
from search.query.understanding import UnderstoodQuery
from search.query.word_roles import is_year
from search.text.english_words import is_english, is_everyday
from search.text.tokenizer import words

FEW_WORDS = 4  # of a query that is repeated as a whole where it asks for what isn't held
MOST_SOURCES = 1_000  # of an author
BETWEEN = frozenset(("and", "al", "colleagues", "et"))  # an author and a year
SHORTEST = 4  # letters of a name that no source has, or of a thing that nothing has
LONGEST = 10  # words of a query about such a thing


def unheld(
    text: str,
    outside: tuple[str, ...],
    understood: UnderstoodQuery,
    lexicon: Lexicon,
    library: Library,
    entries: Callable[[EngineRequest], Sequence[Document]],
    names_signs: bool = False,
) -> Iterator[Change]:
    """What to say of it first; `outside` are the words outside the scope, `names_signs` is whether
    others name a sign of danger.
    """
    by = unheld_source(words(text), lexicon, library, entries)
    things = tuple(one for one in understood.other_things if one in outside)
    if lexicon.focus and not (things or names_signs or by):
        things = tuple(unknown_things(text, outside, understood, lexicon))
    if things:
        yield from map(NothingHeld, things)
    elif outside and lexicon.focus and not (by and outside == (by.author,)):
        typed = text.split()
        alone = not understood.intent.subjects and len(typed) <= FEW_WORDS
        yield OutsideScope(tuple(typed) if alone else outside, lexicon.focus.title.lower())
    if by:
        yield by


def unknown_things(
    text: str, outside: tuple[str, ...], understood: UnderstoodQuery, lexicon: Lexicon
) -> Iterator[str]:
    """The rare words that nothing has, each with a number after it, alone or where nothing else is
    asked about than the collection's subject: "omega 3 for sore knees".
    """
    meant, typed = understood.intent, words(text)
    if meant.may_be_answered or len(typed) > LONGEST:
        return
    unknown = [one.word for one in understood.changes if isinstance(one, Ignored | NotFound)]
    rare = [word for word in unknown if word in typed and _is_rare(word)]
    if not rare or set(unknown) != set(rare):
        return
    focus = lexicon.focus
    names = (*focus.names, *focus.other_names) if focus and understood.names_focus else ()
    of_focus = frozenset(lexicon.analyzer.terms(" ".join(names)))
    terms = [{term for way in ways for term in way} for ways in understood.telling]
    if any(of_focus.isdisjoint(said) and not "".join(said).isdigit() for said in terms):
        return
    if outside and set(outside) != set(rare):
        return
    for word in rare:
        at = typed.index(word) + 1
        yield " ".join((word, *(one for one in typed[at : at + 1] if one.isdigit())))


def _is_rare(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and not is_everyday(word)


def unheld_source(
    typed: Sequence[str],
    lexicon: Lexicon,
    library: Library,
    entries: Callable[[EngineRequest], Sequence[Document]],
) -> NoSourceBy | None:
    """The last word before the year, if it can only be an author's name; None if there are sources
    by that author and of that year.
    """
    years = [place for place, word in enumerate(typed) if is_year(word)]
    if len(years) != 1:
        return None
    before = [word for word in typed[: years[0]] if word not in BETWEEN]
    if not before or not _is_surname(before[-1], lexicon):
        return None
    author, year = before[-1], typed[years[0]]
    by = Term(lexicon.analyzer.term(author), ("authors",))
    of = {"kind": frozenset({"source"})}
    found = entries(EngineRequest(by, filters=of, sort="name", limit=MOST_SOURCES))
    held = (library.sources[one.id].issued for one in found if one.id in library.sources)
    return (
        None
        if any((issued or "").startswith(year) for issued in held)
        else (NoSourceBy(author, year))
    )


def _is_surname(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is the name of an author and hardly anything else, or a name unknown here."""
    term = lexicon.analyzer.term(word)
    if term in lexicon.entry_names.authors:
        return not (
            is_everyday(word)
            or lexicon.is_frequent(term)
            or lexicon.is_distinctive(term)
            or term in lexicon.body_terms
        )
    return (
        len(word) >= SHORTEST
        and word.isalpha()
        and not (is_english(word) or lexicon.is_known(term))
    )
