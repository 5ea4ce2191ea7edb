"""Words and names of a published collection as sorted tables, and a lexicon over them."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kb.model.library import Library
from kb.stored_entries import file_of
from kb.stored_rows import CHANGE, change_rows, rows_of
from search.answering.content import Content
from search.indexing.documents import Document
from search.query.entry_names import EntryNames
from search.query.lexicon import Lexicon, lexicon_of
from search.sorted_tables import Pages, Row, Table, TableKeys
from search.text.analyzer import Analyzer, Terms
from search.text.compounds import Compounds
from search.text.fuzzy import SpellingCorrector
from search.text.word_counts import WordCounts

# The tables; those without a value are sets.
COUNT, OF_TERM = "count", "of-term"
NAME, NAME_WORD, PAIR, FIRST, NAME_TERM = "name", "name-word", "pair", "first", "name-term"
AUTHOR, TELLING, TITLED, COMPOUND = "author", "telling", "titled", "compound"
LENGTH, SOUND, IDENTIFIER, ROW, FILE = "length", "sound", "identifier", "row", "file"


def rows(content: Content, counts: WordCounts, names: EntryNames) -> Iterator[Row]:
    """The rows of all tables."""
    yield from ((COUNT, word, count) for word, count in counts.words.items())
    yield from ((OF_TERM, term, words) for term, words in counts.by_term.items())
    yield from (
        (NAME, " ".join(name), (field, names.ids[name])) for name, field in names.fields.items()
    )
    yield from ((NAME_WORD, word, int(word in names.one_word_names)) for word in names.words)
    yield from ((PAIR, " ".join(pair), 0) for pair in names.pairs)
    yield from _of_sets(names)
    yield from ((TITLED, term, id) for term, id in names.titled.items())
    yield from ((COMPOUND, one, words) for one, words in names.compounds.written.items())
    spelling = SpellingCorrector(counts.words, names.words, names.one_word_names)
    yield from ((LENGTH, str(size), " ".join(held)) for size, held in spelling.by_length.items())
    yield from ((SOUND, key, words) for key, words in spelling.by_sound.items())
    yield from ((IDENTIFIER, key, ids) for key, ids in content.identifiers().items())
    for entry in content.library.entries():
        yield f"{FILE} {entry.kind}", file_of(entry.id), 0
        for table, row in rows_of(entry, content.library):
            yield f"{ROW} {table}", entry.id, row
    yield from ((f"{ROW} {CHANGE}", key, row) for key, row in change_rows(content.library))


def _of_sets(names: EntryNames) -> Iterator[Row]:
    sets = {
        FIRST: names.first_terms,
        NAME_TERM: names.terms,
        AUTHOR: names.authors,
        TELLING: names.telling,
    }
    yield from ((name, term, 0) for name, terms in sets.items() for term in terms)


@dataclass(frozen=True)
class StoredNames:
    """`Names` over the tables."""

    pages: Pages
    stem: Callable[[str], str]

    @cached_property
    def fields(self) -> Mapping[Terms, str]:
        """The field of each name."""
        return Table(self.pages, NAME, lambda row: str(row[0]), " ".join, _parted)

    @cached_property
    def ids(self) -> Mapping[Terms, tuple[str, ...]]:
        """The ids of the entries with each name."""
        return Table(self.pages, NAME, lambda row: tuple(row[1]), " ".join, _parted)

    @cached_property
    def words(self) -> Set[str]:
        """The words of names."""
        return TableKeys(Table[str, int](self.pages, NAME_WORD))

    @cached_property
    def one_word_names(self) -> Set[str]:
        """The single-word names."""
        return _Ones(Table[str, int](self.pages, NAME_WORD))

    @cached_property
    def pairs(self) -> Set[tuple[str, str]]:
        """The terms of adjacent words in names."""
        return TableKeys(Table[tuple[str, str], int](self.pages, PAIR, key=" ".join, keyed=_pair))

    @cached_property
    def first_terms(self) -> Set[str]:
        """The first term of every name."""
        return self._set(FIRST)

    @cached_property
    def terms(self) -> Set[str]:
        """The terms of the words of names."""
        return self._set(NAME_TERM)

    @cached_property
    def authors(self) -> Set[str]:
        """The terms of authors' names."""
        return self._set(AUTHOR)

    @cached_property
    def telling(self) -> Set[str]:
        """The terms of entries' names."""
        return self._set(TELLING)

    @cached_property
    def titled(self) -> Mapping[str, str]:
        """The intervention that a term names."""
        return Table(self.pages, TITLED)

    @cached_property
    def compounds(self) -> Compounds:
        """The names that can be written as one word or several."""
        return Compounds(Table(self.pages, COMPOUND, tuple), self.stem)

    def _set(self, name: str) -> Set[str]:
        return TableKeys(Table[str, int](self.pages, name))


class _Ones(TableKeys[str]):
    """The keys whose value is one."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._table.get(key) == 1

    def __iter__(self) -> Iterator[str]:
        return (key for key, value in self._table.items() if value == 1)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _parted(name: str) -> Terms:
    return tuple(name.split(" "))


def _pair(both: str) -> tuple[str, str]:
    first, second = both.split(" ")
    return first, second


@dataclass(frozen=True)
class StoredWordCounts(WordCounts):
    """Word counts over the tables."""

    pages: Pages

    def beginning(self, prefix: str) -> Mapping[str, int]:
        """The words with a prefix, with their document counts."""
        return Table[str, int](self.pages, COUNT).beginning(prefix)


def stored_word_counts(pages: Pages, stem: Callable[[str], str]) -> WordCounts:
    """The word counts of a published collection."""
    return StoredWordCounts(Table(pages, COUNT), Table(pages, OF_TERM, tuple), stem, pages)


@dataclass(frozen=True)
class StoredSpelling(SpellingCorrector):
    """A spelling corrector over the tables."""

    pages: Pages

    @cached_property
    def by_length(self) -> Mapping[int, Sequence[str]]:
        """Alphabetic words by length."""
        return Table(self.pages, LENGTH, _parted, str, int)

    @cached_property
    def by_sound(self) -> Mapping[str, Sequence[str]]:
        """Words of names by their sound."""
        return Table(self.pages, SOUND)


def stored_lexicon(
    library: Library,
    documents: Mapping[str, Document],
    bodies: Sequence[str],
    pages: Pages,
    analyzer: Analyzer,
) -> Lexicon:
    """The lexicon of a published collection."""
    counts, names = stored_word_counts(pages, analyzer.term), StoredNames(pages, analyzer.term)
    spelling = StoredSpelling(counts.words, names.words, names.one_word_names, pages)
    return lexicon_of(library, documents, bodies, counts, names, spelling, analyzer)


def stored_rows(pages: Pages, table: str) -> Mapping[str, Any]:
    """The rows of one of the tables of `kb/stored_rows.py`, by id."""
    return Table(pages, f"{ROW} {table}")


def stored_files(pages: Pages, kind: str) -> Table[str, int]:
    """The names of the files of a kind of entries, in order."""
    return Table(pages, f"{FILE} {kind}", int)


def stored_identifiers(pages: Pages) -> Mapping[str, tuple[str, ...]]:
    """The ids of the sources with each identifier."""
    return Table(pages, IDENTIFIER, tuple)
