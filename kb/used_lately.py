"""Values that are kept in memory as long as they're used."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

T = TypeVar("T")


class Used(Generic[T]):
    """What was used last, so much of it by size; threads can share it."""

    def __init__(self, most: int, size: Callable[[T], int] = lambda _: 1) -> None:
        self._lock, self._size, self._most = Lock(), size, most
        self._kept = LRUCache[str, T](most, size)

    def get(self, key: str) -> T | None:
        """The value, or None if it wasn't used lately."""
        with self._lock:
            return self._kept.get(key)

    def put(self, key: str, value: T) -> T:
        """Keep the value, unless it is larger than all there is room for, and return it."""
        if self._size(value) <= self._most:
            with self._lock:
                self._kept[key] = value
        return value
