"""A library kept next to the index says what reading the files again would, or is not used."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.cache_files import KEPT
from kb.export.json_records import record
from kb.library_cache import read_uncached
from kb.loading import load
from kb.reading.files import File
from small_collection import FILES, HERB_TEA, write, write_collection

TODAY = date(2026, 2, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small collection."""
    return write_collection(tmp_path / "evidence")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where its library is kept."""
    return tmp_path / "cache"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that are parsed, by the real function."""
    found: list[str] = []

    def counted(data: bytes, path: str, *rest: Any) -> File:  # noqa: ANN401 - passed on
        found.append(path)
        return read_uncached(data, path, *rest)

    monkeypatch.setattr("kb.loading.read_uncached", counted)
    yield found


def kept(cache: Path) -> Path:
    """The one library that is kept."""
    (path,) = cache.glob("library-*.json")
    return path


def test_the_shipped_collection_is_the_same_from_the_cache(evidence: Path, cache: Path) -> None:
    read = load(evidence, today=TODAY, cache=cache)
    restored = load(evidence, today=TODAY, cache=cache)
    assert restored == read
    assert restored.digest == read.digest
    records = [[record(entry, one) for entry in one.entries()] for one in (read, restored)]
    assert records[0] == records[1]
    assert [one.model_fields_set for one in restored.entries()] == [
        one.model_fields_set for one in read.entries()
    ]


def test_what_has_not_changed_is_not_parsed_again(
    folder: Path, cache: Path, parsed: list[str]
) -> None:
    load(folder, today=TODAY, cache=cache)
    assert len(parsed) == len(FILES)
    parsed.clear()
    load(folder, today=TODAY, cache=cache)
    assert parsed == []
    write(folder, "interventions/herb-tea.yaml", HERB_TEA.replace("Herb tea", "Green tea"))
    edited = load(folder, today=TODAY, cache=cache)
    assert parsed == ["interventions/herb-tea.yaml"]
    assert edited == load(folder, today=TODAY)


def test_problems_are_found_again_with_their_places(folder: Path, cache: Path) -> None:
    write(folder, "interventions/herb-tea.yaml", HERB_TEA.replace("baker-2019", "bakr-2019"))
    write(folder, "claims/broken.yaml", "claim: [")
    read = load(folder, today=TODAY, cache=cache)
    assert {problem.file for problem in read.problems} >= {"claims/broken.yaml"}
    assert load(folder, today=TODAY, cache=cache) == read
    later = date(2030, 1, 1)
    assert load(folder, today=later, cache=cache) == load(folder, today=later)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"checks": {}}', '{"checks": null}'])
def test_a_damaged_library_is_read_again(folder: Path, cache: Path, damage: str) -> None:
    read = load(folder, today=TODAY, cache=cache)
    kept(cache).write_text(damage, "utf-8")
    assert load(folder, today=TODAY, cache=cache) == read
    assert kept(cache).read_text("utf-8").startswith('{"checks"')


def test_values_the_schema_refuses_are_read_from_the_file(folder: Path, cache: Path) -> None:
    read = load(folder, today=TODAY, cache=cache)
    path = kept(cache)
    whole = path.read_text("utf-8")
    for good, bad in (('reviewed": "', 'reviewed": "x'), ("reviewed", ""), ("}\n{", "")):
        assert good in whole
        path.write_text(whole.replace(good, bad), "utf-8")
        assert load(folder, today=TODAY, cache=cache) == read


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_library_another_user_may_have_written_is_not_used(
    folder: Path, cache: Path, parsed: list[str]
) -> None:
    load(folder, today=TODAY, cache=cache)
    assert kept(cache).stat().st_mode & 0o777 == 0o600
    kept(cache).chmod(0o666)
    parsed.clear()
    load(folder, today=TODAY, cache=cache)
    assert len(parsed) == len(FILES)
    name = kept(cache)
    name.symlink_to(name.rename(cache / "elsewhere.json"))
    parsed.clear()
    load(folder, today=TODAY, cache=cache)
    assert len(parsed) == len(FILES)


def test_a_folder_that_cannot_be_written_keeps_no_library(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert load(folder, today=TODAY, cache=tmp_path / "file") == load(folder, today=TODAY)


def test_only_the_libraries_used_last_are_kept(tmp_path: Path, cache: Path) -> None:
    for number in range(KEPT + 3):
        load(write_collection(tmp_path / str(number)), today=TODAY, cache=cache)
    assert len(list(cache.iterdir())) == KEPT
