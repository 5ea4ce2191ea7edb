"""What is kept is trusted only where nobody else may have written it, and stays as it was read."""

import logging
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from kb.loading import load
from kb.model.library import Library
from processes import ran
from search.answering.results import Request
from search.indexing.index_folder import IndexUnwritable
from search.opening import open_index
from small_collection import write_collection


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(write_collection(tmp_path_factory.mktemp("evidence")))


def ids(library: Library, folder: Path) -> list[str]:
    return [hit.id for hit in open_index(library, folder).search(Request("hopping")).hits]


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o770, 0o703 | 0o020])
@pytest.mark.parametrize("inside", [False, True])
def test_a_folder_that_others_may_write_is_refused_in_a_sentence(
    mode: int, inside: bool, library: Library, tmp_path: Path
) -> None:
    opened = open_index(library, tmp_path / "index")
    (tmp_path / "index" / (opened.name if inside else ".")).chmod(mode)
    with pytest.raises(IndexUnwritable, match="Other users can write to .*; run: chmod go-w"):
        open_index(library, tmp_path / "index")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
@pytest.mark.parametrize("inside", [False, True])
def test_a_folder_of_another_user_is_refused_in_a_sentence(
    inside: bool, library: Library, tmp_path: Path
) -> None:
    opened = open_index(library, tmp_path / "index")
    os.chown(tmp_path / "index" / (opened.name if inside else "."), 12345, 12345)
    with pytest.raises(IndexUnwritable, match="belongs to another user"):
        open_index(library, tmp_path / "index")


def test_the_command_says_so_and_ends_with_2(kb: Run, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir(mode=0o700)
    (tmp_path / "index").chmod(0o777)
    done = kb("search", "yoga", "--index", tmp_path / "index")
    assert done.returncode == 2
    assert "Other users can write to" in done.stderr
    assert "Traceback" not in done.stderr


def truncate(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


@pytest.mark.parametrize("change", [truncate, overwrite, Path.unlink])
@pytest.mark.parametrize("engine", ["arrays", "whoosh"])
def test_what_happens_to_the_files_of_an_open_index_changes_no_answer(
    engine: str, change: Callable[[Path], None], library: Library, tmp_path: Path
) -> None:
    opened = open_index(library, tmp_path, engine=engine)
    asked = [Request(text) for text in ("hopping", "herb tea", "kne*", '"sore knees"', "tea -hop")]
    before = [opened.search(request)._replace(took_ms=0) for request in asked]
    for path in tmp_path.rglob("*"):
        if path.is_file():
            change(path)
    fresh = [Request(f"{request.text} ") for request in asked]
    after = [opened.search(request)._replace(took_ms=0) for request in fresh]
    assert [one.hits for one in after] == [one.hits for one in before]
    assert [one.facets for one in after] == [one.facets for one in before]


class Harmful:
    """Something that would leave a trace if it were unpickled."""

    trace: Path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.mkdir, (str(self.trace),))


@pytest.mark.parametrize("engine", ["arrays", "whoosh"])
def test_a_pickle_in_the_place_of_any_file_is_never_opened(
    engine: str, library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Harmful.trace = tmp_path / "trace"
    index = tmp_path / "index"
    right = ids(library, tmp_path / "right")
    opened = open_index(library, index, engine=engine)
    for path in [one for one in (index / opened.name).rglob("*") if one.is_file()]:
        path.write_bytes(pickle.dumps(Harmful()))
        with caplog.at_level(logging.WARNING):
            again = open_index(library, index, engine=engine)
        assert [hit.id for hit in again.search(Request("hopping")).hits] == right
        assert "is damaged" in caplog.text
        assert not Harmful.trace.exists()


def test_an_engine_nobody_asked_for_is_not_even_imported(kb: Run, tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys, pathlib; from kb.loading import load; from search.opening import open_index;"
        "open_index(load(pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[2]));"
        "print('whoosh' in sys.modules)"
    )
    folder = write_collection(tmp_path / "evidence")
    words = [sys.executable, "-c", code, str(folder), str(tmp_path / "index")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_search_over_what_is_cached_does_not_import_what_reads_files(
    kb: Run, tmp_path: Path
) -> None:
    folder, index = write_collection(tmp_path / "evidence"), tmp_path / "index"
    words = ("search", "hopping", "--evidence", folder, "--index", index)
    assert kb(*words).returncode == 0
    code = (
        "import sys; from kb.command.main import main; main(sys.argv[1:]);"
        "print({'yaml', 'kb.reading.field_checks', 'kb.rules'}.isdisjoint(sys.modules))"
    )
    again = ran(sys.executable, "-c", code, *words)
    assert again.stdout.endswith("True\n"), again
