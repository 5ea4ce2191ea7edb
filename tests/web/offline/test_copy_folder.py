"""The folder of a copy: put in place at once, or left as it was."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from web.offline.copy_folder import NotACopy, write_copy


@contextmanager
def no_room(most: int) -> Iterator[None]:
    """No file can grow beyond so many bytes, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_without_room_nothing_is_left_behind(tmp_path: Path) -> None:
    with no_room(5_000), pytest.raises(OSError, match="large"):
        write_copy(tmp_path / "site", [("a.html", b"a"), ("b.html", b"b" * 10_000)])
    assert list(tmp_path.iterdir()) == []


def test_without_room_the_copy_of_before_stays_whole(tmp_path: Path) -> None:
    write_copy(tmp_path / "site", [("a.html", b"old")])
    with no_room(5_000), pytest.raises(OSError, match="large"):
        write_copy(tmp_path / "site", [("a.html", b"new"), ("b.html", b"b" * 10_000)])
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "a.html").read_bytes() == b"old"


def test_what_is_gone_from_the_site_is_gone_from_the_copy(tmp_path: Path) -> None:
    write_copy(tmp_path / "site", [("a.html", b"a"), ("b/c.html", b"c")])
    written = write_copy(tmp_path / "site", [("a.html", b"a")])
    assert (written.changed, written.removed) == (0, 1)
    assert not (tmp_path / "site" / "b").exists()


def test_a_folder_whose_list_is_not_one_of_a_copy_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "copy.json").write_text('{"files": {}}')
    with pytest.raises(NotACopy):
        write_copy(tmp_path, [])
