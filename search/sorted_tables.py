"""Tables too large for memory: lines sorted by key, in pages that are read when they are asked for.

All tables of a collection share their pages, of which those that were used last stay in memory. So
do lists of the pages' first keys; only the first of each list is always there.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import count, islice
from sys import getsizeof
from typing import Any, Generic, TypeVar

from kb.used_lately import Used

PAGE = 16_000  # bytes of a page, about
MOST = 6_000_000  # bytes of pages in memory
LISTED = 1_000  # first keys in a list
MOST_LISTED = 2_000_000  # bytes of lists in memory
K = TypeVar("K")
V = TypeVar("V")
Row = tuple[str, str, Any]  # a table's name, a key, and a value that JSON can tell


def pages(rows: Iterable[Row]) -> Iterator[str]:
    """The pages of these rows, each key once."""
    lines, size = list[bytes](), 0
    for line in sorted(map(_line, rows)):
        if size + len(line) > PAGE and lines:
            yield b"\n".join(lines).decode()
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    yield b"\n".join(lines).decode()


def lists(pages: Iterable[str]) -> Iterator[str]:
    """The first keys of the pages, so many in each list."""
    firsts = (page.partition("\t")[0] for page in pages)
    while some := tuple(islice(firsts, LISTED)):
        yield "\n".join(some)


def _line(row: Row) -> bytes:
    name, key, value = row
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _key(name, key) + b"\t" + told.encode(errors="replace")


def _key(name: str, key: str) -> bytes:
    """A key on one line, without the end of its JSON, so that it begins as others do."""
    return f"{name} {json.dumps(key, ensure_ascii=False)[1:-1]}".encode(errors="replace")


class Pages:
    """The pages in these lists, of each of which the first key is given; `read` returns the page,
    and `read_list` the list, with a number.
    """

    def __init__(
        self, firsts: Sequence[str], read: Callable[[int], str], read_list: Callable[[int], str]
    ) -> None:
        self._firsts = [first.encode() for first in firsts]
        self._read, self._used = read, Used[bytes](MOST, len)
        self._read_list, self._lists = read_list, Used[Sequence[bytes]](MOST_LISTED, _bytes)

    def value(self, key: bytes) -> bytes | None:
        """What follows a key, or None without it."""
        page = self._page(self._number(key))
        at = page.find(b"\n" + key + b"\t")
        return None if at < 0 else page[at + len(key) + 2 : page.index(b"\n", at + 1)]

    def beginning(self, prefix: bytes, start: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """The lines whose keys have a prefix, from that of `start` on: the rest of each key, and
        its value.
        """
        start = start or prefix
        for number in count(self._number(start)):
            first = self._first(number)
            if first is None or first[: len(prefix)] > prefix:
                return
            lines = self._page(number).splitlines()
            for line in lines[bisect_left(lines, start) :]:
                if not line.startswith(prefix):
                    return
                key, _, value = line.partition(b"\t")
                yield key[len(prefix) :], value

    def _number(self, key: bytes) -> int:
        """The number of the page that has a key, if any has."""
        list = max(0, bisect_right(self._firsts, key) - 1)
        return list * LISTED + max(0, bisect_right(self._list(list), key) - 1)

    def _first(self, number: int) -> bytes | None:
        """The first key of a page; None behind the last one."""
        list, place = divmod(number, LISTED)
        known = self._list(list) if list < len(self._firsts) else ()
        return known[place] if place < len(known) else None

    def _list(self, number: int) -> Sequence[bytes]:
        return self._lists.get(str(number)) or self._lists.put(
            str(number), self._read_list(number).encode().split(b"\n")
        )

    def _page(self, number: int) -> bytes:
        """A page between line breaks."""
        return self._used.get(str(number)) or self._used.put(
            str(number), f"\n{self._read(number)}\n".encode()
        )


def _bytes(list: Sequence[bytes]) -> int:
    return sum(map(getsizeof, list))


def _plain(key: Any) -> Any:  # noqa: ANN401 any key that is a text
    return key


class Table(Mapping[K, V], Generic[K, V]):
    """One of the tables; `key` and `keyed` turn its keys into texts and back, `of` makes a value
    of what JSON told.
    """

    def __init__(
        self,
        pages: Pages,
        name: str,
        of: Callable[[Any], V] = _plain,
        key: Callable[[K], str] = _plain,
        keyed: Callable[[str], K] = _plain,
    ) -> None:
        self._pages, self._name, self._of, self._key, self._keyed = pages, name, of, key, keyed

    def __getitem__(self, key: K) -> V:
        found = self._pages.value(_key(self._name, self._key(key)))
        if found is None:
            raise KeyError(key)
        return self._of(json.loads(found))

    def __iter__(self) -> Iterator[K]:
        return (key for key, _ in self._rows(""))

    def __len__(self) -> int:
        return sum(1 for _ in self._rows(""))

    def beginning(self, prefix: str) -> dict[K, V]:
        """What has a key with this prefix."""
        return {key: self._of(json.loads(value)) for key, value in self._rows(prefix)}

    def starting(self, start: str) -> Iterator[K]:
        """The keys that, as texts, don't come before this one."""
        return (key for key, _ in self._rows("", start))

    def _rows(self, prefix: str, start: str = "") -> Iterator[tuple[K, bytes]]:
        begun, first = _key(self._name, prefix), _key(self._name, start) if start else b""
        for rest, value in self._pages.beginning(begun, first):
            told: str = json.loads(f'"{(begun + rest)[len(self._name) + 1 :].decode()}"')
            yield self._keyed(told), value


class TableKeys(Set[K]):
    """The keys of a table as a set."""

    def __init__(self, table: Table[K, Any]) -> None:
        self._table = table

    def __contains__(self, key: object) -> bool:
        return key in self._table

    def __iter__(self) -> Iterator[K]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)
