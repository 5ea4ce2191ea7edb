"""A second process that takes over half of the work: the same index comes of it, and nothing depends on it."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from factories import a_library, an_intervention
from search import opening
from search.answering.results import Request
from search.indexing.second_process import beside, possible
from search.opening import open_index

LIBRARY = a_library(
    *(
        an_intervention(
            id=f"heat{number}", name=f"Heat {number}", summary=f"Made up word{number % 3}."
        )
        for number in range(7)
    )
)


def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MANY", 2)
    monkeypatch.setattr(opening, "possible", lambda: True)


def written(directory: Path) -> tuple[bytes, dict[str, int]]:
    """The read model and the counts of words, which stand in the order in which they were met."""
    folder = directory / open_index(LIBRARY, directory).name
    words = (folder / "words.txt").read_text().split()
    return (folder / "arrays" / "read.model").read_bytes(), dict(
        zip(words, np.load(folder / "counts.npy").tolist(), strict=True)
    )


def test_two_processes_write_what_one_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = written(tmp_path / "alone")
    two_processes(monkeypatch)
    assert written(tmp_path / "both") == alone


def test_progress_is_told_to_the_end_and_by_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_processes(monkeypatch)
    told: list[tuple[int, int]] = []
    open_index(LIBRARY, tmp_path, progress=lambda done, total: told.append((done, total)))
    count = sum(1 for _ in LIBRARY.entries())
    assert told == [(done, count) for done in range(2, count + 1, 2)]


def test_where_the_second_process_fails_one_does_it_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def failing(work: Callable[[], None]) -> Iterator[Callable[[], bool]]:
        def work_in_vain() -> None:
            work()
            raise OSError

        with beside(work_in_vain) as done:
            yield done

    two_processes(monkeypatch)
    monkeypatch.setattr(opening, "beside", failing)
    assert open_index(LIBRARY, tmp_path).search(Request("heat")).total == 7
    assert [
        path.name for path in (tmp_path / next(tmp_path.iterdir()).name / "arrays").iterdir()
    ] == ["read.model"]


def test_what_was_done_beside_is_there_and_what_failed_is_said(tmp_path: Path) -> None:
    with beside(lambda: (tmp_path / "done").touch()) as done:
        assert done()
    assert (tmp_path / "done").exists()
    with beside(lambda: (tmp_path / "nowhere" / "done").touch()) as done:
        assert not done()


def test_a_second_process_ends_with_the_block() -> None:
    reader, writer = os.pipe()

    def tell_and_wait() -> None:
        os.write(writer, str(os.getpid()).encode())
        time.sleep(600)

    with pytest.raises(KeyError), beside(tell_and_wait):
        other = int(os.read(reader, 20))
        raise KeyError
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)


def test_a_process_with_other_threads_is_not_copied() -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert not possible()
    finally:
        ended.set()
        thread.join()
