"""Words and names read from sorted tables are those that are gathered in memory."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.loading import load
from search import sorted_tables
from search.opening import open_index
from search.query.entry_names import EntryNames
from search.query.lexicon import Lexicon
from search.sorted_tables import Pages, Row, Table, lists, pages
from search.stored_lexicon import rows, stored_identifiers, stored_lexicon
from small_collection import write_collection


def stored(rows: Iterable[Row]) -> Pages:
    held = tuple(pages(rows))
    listed = tuple(lists(held))
    firsts = [one.partition("\n")[0] for one in listed]
    return Pages(firsts, lambda number: held[number], lambda number: listed[number])


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pages, even of little."""
    monkeypatch.setattr(sorted_tables, "PAGE", 40)
    monkeypatch.setattr(sorted_tables, "LISTED", 3)


@given(st.dictionaries(st.text(), st.integers()), st.dictionaries(st.text(), st.integers()))
def test_a_table_has_what_was_written(one: dict[str, int], other: dict[str, int]) -> None:
    named = {"one": one, "one-more": other}
    kept = stored((name, key, value) for name, of in named.items() for key, value in of.items())
    for name, held in named.items():
        table = Table[str, int](kept, name)
        assert dict(table) == held
        assert len(table) == len(held)
        every = list(table)
        for place, key in enumerate(every):
            assert list(table.starting(key)) == every[place:]
        for key in {*one, *other, "", "a"}:
            assert table.get(key) == held.get(key)
            began = {found: value for found, value in held.items() if found.startswith(key)}
            assert table.beginning(key) == began


def test_what_cannot_be_written_is_not_found() -> None:
    assert "\ud800" not in Table[str, int](stored([("one", "a", 1)]), "one")


@pytest.fixture
def both(tmp_path: Path) -> tuple[Lexicon, Lexicon]:
    """The lexicon of a small collection in memory, and as stored."""
    library = load(write_collection(tmp_path / "evidence"))
    index = open_index(library, tmp_path / "index")
    known, content = index.lexicon, index.content
    assert isinstance(known.entry_names, EntryNames)
    kept = stored(rows(content, known.word_counts, known.entry_names))
    assert dict(stored_identifiers(kept)) == content.identifiers()
    bodies = content.census.bodies
    return known, stored_lexicon(library, content.documents, bodies, kept, known.analyzer)


def test_a_stored_lexicon_is_as_in_memory(both: tuple[Lexicon, Lexicon]) -> None:
    ours, theirs = both
    assert dict(theirs.words) == dict(ours.words)
    assert dict(theirs.word_counts.by_term) == dict(ours.word_counts.by_term)
    for one, other in ((ours.entry_names, theirs.entry_names),):
        assert dict(other.fields) == dict(one.fields)
        assert dict(other.ids) == dict(one.ids)
        assert dict(other.titled) == dict(one.titled)
        assert dict(other.compounds.written) == dict(one.compounds.written)
        for name in ("words", "one_word_names", "pairs", "first_terms", "terms", "authors"):
            assert set(getattr(other, name)) == set(getattr(one, name)), name
        assert set(other.telling) == set(one.telling)
        assert not [word for word in one.words - one.one_word_names if word in other.one_word_names]
    assert dict(theirs.spelling.by_length) == dict(ours.spelling.by_length)
    sounds = {key: list(words) for key, words in ours.spelling.by_sound.items()}
    assert dict(theirs.spelling.by_sound) == sounds
    for typed in ("hop", "t", "zz", ""):
        assert theirs.terms_beginning(typed) == ours.terms_beginning(typed)
    for slip in ("hoppin", "hoping", "kness", "knee", "xyzzy"):
        assert theirs.spelling.nearest(slip) == ours.spelling.nearest(slip)
