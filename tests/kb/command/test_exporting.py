"""`kb export` as its users run it: whole or not at all, and one sentence where it can't."""

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import ROOT, Run
from kb.export.collection_formats import COLLECTION_FORMATS

MIGRAINE = ROOT / "tests" / "migraine"


def refused(kb: Run, *words: str | Path, cwd: Path) -> str:
    """The one sentence of a refusal, which leaves nothing."""
    before = sorted(cwd.rglob("*"))
    done = kb("export", "--evidence", MIGRAINE, *words, cwd=cwd)
    assert done.returncode == 2
    assert done.stdout == ""
    assert sorted(cwd.rglob("*")) == before
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("form", COLLECTION_FORMATS)
def test_each_form_is_written_whole_under_its_own_name(form: str, kb: Run, tmp_path: Path) -> None:
    done = kb("export", form, "--evidence", MIGRAINE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (made,) = tmp_path.iterdir()
    assert str(made.name) in done.stdout
    assert made.is_file() == bool(COLLECTION_FORMATS[form].file)


def test_an_unknown_form_names_those_there_are(kb: Run, tmp_path: Path) -> None:
    said = refused(kb, "excel", cwd=tmp_path)
    assert "csv, sqlite" in said


def test_a_folder_that_is_not_empty_is_left_alone(kb: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.txt").write_text("mine")
    assert "isn't an empty folder" in refused(kb, "csv", "--out", "data", cwd=tmp_path)


def test_a_file_that_is_there_is_left_alone(kb: Run, tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_text("mine")
    assert "already" in refused(kb, "jsonl", "--out", "all.jsonl", cwd=tmp_path)


def test_the_current_folder_is_not_replaced(kb: Run, tmp_path: Path) -> None:
    assert "the folder you are in" in refused(kb, "csv", "--out", ".", cwd=tmp_path)


def test_an_empty_folder_is_filled(kb: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert (
        kb("export", "csv", "--evidence", MIGRAINE, "--out", "data", cwd=tmp_path).returncode == 0
    )
    assert (tmp_path / "data" / "datapackage.json").is_file()


@contextmanager
def no_room(most: int) -> Iterator[None]:
    """No file can grow beyond so many bytes, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("form", ["csv", "sqlite", "jsonl"])
def test_without_room_nothing_is_left_behind(form: str, kb: Run, tmp_path: Path) -> None:
    kb("stats", "--evidence", MIGRAINE, cwd=tmp_path)  # what is kept of it is kept already
    with no_room(5_000):
        assert f"can't write evidence-{form}" in refused(kb, form, cwd=tmp_path).replace(
            "entries.", "evidence-"
        )


def test_a_collection_with_errors_is_not_exported(kb: Run, copy: Path, tmp_path: Path) -> None:
    yoga = copy / "interventions" / "yoga.yaml"
    yoga.write_text(yoga.read_text(encoding="utf-8").replace("name: Yoga", "nam: Yoga", 1))
    done = kb("export", "csv", "--evidence", copy, cwd=tmp_path)
    assert done.returncode == 2
    assert "kb check" in done.stderr
    assert not (tmp_path / "evidence-csv").exists()


def test_without_pyarrow_it_names_the_extra(
    kb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "evidence-kb[parquet]" in refused(kb, "parquet", cwd=tmp_path)


def test_the_edition_is_named_as_told(kb: Run, tmp_path: Path) -> None:
    kb("export", "csv", "--evidence", MIGRAINE, "--version", "7 beta", cwd=tmp_path)
    package = (tmp_path / "evidence-csv" / "datapackage.json").read_text(encoding="utf-8")
    assert '"version": "7 beta"' in package
