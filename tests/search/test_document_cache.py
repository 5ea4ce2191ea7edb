"""Documents kept next to the index are those that would be derived, or are not used."""

from datetime import date
from pathlib import Path

import pytest

from kb.loading import load
from kb.model.library import Library
from search.answering.results import Request
from search.indexing import document_cache
from search.indexing.analysis import digest
from search.indexing.documents import documents
from search.opening import open_index
from small_collection import HERB_TEA, write, write_collection

TODAY = date(2026, 2, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small collection."""
    return write_collection(tmp_path / "evidence")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where its index and documents are kept."""
    return tmp_path / "index"


def kept(index: Path) -> Path:
    """The one file that holds documents."""
    (path,) = index.glob("documents-*.json")
    return path


def asked(library: Library, index: Path) -> list[tuple[str, float]]:
    """What a search finds, with scores."""
    return [
        (hit.id, hit.score) for hit in open_index(library, index).search(Request("hopping")).hits
    ]


def test_restored_documents_of_the_shipped_collection_are_those_derived(
    evidence: Path, shipped_library: Library, shipped_index: Path, index: Path
) -> None:
    library = load(evidence, cache=shipped_index)
    open_index(library, index)
    derived = {one.id: one for one in documents(library)}
    digests = {id: digest(one) for id, one in derived.items()}
    assert document_cache.restore(shipped_library, index) == (derived, digests)
    restored = document_cache.restore(library, index)
    assert restored
    assert list(restored[0]) == list(derived)
    assert {id: digest(one) for id, one in restored[0].items()} == digests


def test_a_search_derives_no_document_that_is_kept(folder: Path, index: Path) -> None:
    found = asked(load(folder, today=TODAY, cache=index), index)
    again = load(folder, today=TODAY, cache=index)
    assert asked(again, index) == found
    assert again.answers.made == {}  # type: ignore[attr-defined]  # Answers says what was made


def test_documents_of_other_files_are_not_used(folder: Path, index: Path) -> None:
    asked(load(folder, today=TODAY), index)
    write(folder, "interventions/herb-tea.yaml", HERB_TEA.replace("Herb tea", "Green tea"))
    edited = load(folder, today=TODAY)
    assert document_cache.restore(edited, index) is None
    titles = {one.title for one in open_index(edited, index).content.documents.values()}
    assert "Green tea" in titles
    assert document_cache.restore(edited, index) is not None


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff", b"[]"])
def test_damaged_documents_are_derived_again(folder: Path, index: Path, damage: bytes) -> None:
    library = load(folder, today=TODAY)
    found, whole = asked(library, index), kept(index).read_bytes()
    for bytes in (damage, whole.replace(b"Hopping", b"Hooping", 1), whole[:-1]):
        kept(index).write_bytes(bytes)
        assert asked(library, index) == found
        assert kept(index).read_bytes() == whole


def test_documents_another_user_may_have_written_are_not_used(folder: Path, index: Path) -> None:
    library = load(folder, today=TODAY)
    asked(library, index)
    assert kept(index).stat().st_mode & 0o777 == 0o600
    kept(index).chmod(0o666)
    assert document_cache.restore(library, index) is None


def test_a_search_makes_no_entry_it_does_not_show(
    evidence: Path, shipped_library: Library, shipped_index: Path
) -> None:
    open_index(shipped_library, shipped_index)
    library = load(evidence, cache=shipped_index)
    open_index(library, shipped_index).search(Request("yoga", limit=1))
    made = {path for path, file in library.files.items() if "entry" in vars(file.parts[0])}
    entries = {path for path in made if not path.startswith(("vocabulary/", "collection"))}
    assert len(entries) < 5
