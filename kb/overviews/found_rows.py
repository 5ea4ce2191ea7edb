"""Rows that a question finds, read when they're asked for, a part at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from kb.model.entries import KINDS, Intervention
from kb.model.library import Library
from kb.model.marked import MarkedEntries, Question
from kb.model.schema import Level

T = TypeVar("T")
# The marks of a kind, and the order of sources: by kind, newest first.
INTERVENTIONS, SOURCES = frozenset({"intervention"}), frozenset({"source"})
BY_DESIGN = "design"
BY_KIND = "kind"  # then by place, as in the library
TOGETHER = 100  # entries that are read at once where all are
AT_ONCE = 10_000  # ids that are


class FoundIds(Sequence[str]):
    """The ids of the entries that a question finds."""

    def __init__(self, question: Question, marked: MarkedEntries) -> None:
        self._question, self._marked = question, marked

    def __len__(self) -> int:
        (found,) = self._marked.find([self._question])
        return found.total

    def __getitem__(self, part: Any) -> Any:  # noqa: ANN401 as of any sequence
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        first, last, _ = part.indices(len(self))
        asked = self._question._replace(offset=first, limit=max(0, last - first))
        (found,) = self._marked.find([asked])
        return found.ids

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), AT_ONCE):
            yield from self[start : start + AT_ONCE]


class FoundRows(Sequence[T]):
    """A row of each intervention that a question finds, made by `row`."""

    def __init__(
        self,
        question: Question,
        marked: MarkedEntries,
        library: Library,
        row: Callable[[Intervention], T],
    ) -> None:
        self._ids = FoundIds(question, marked)
        self._library, self._row = library, row

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, part: Any) -> Any:  # noqa: ANN401 as of any sequence
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        return tuple(self._made(self._ids[part]))

    def __iter__(self) -> Iterator[T]:
        ids = iter(self._ids)
        while some := tuple(islice(ids, TOGETHER)):
            yield from self._made(some)

    def _made(self, ids: Sequence[str]) -> Iterator[T]:
        self._library.expect(ids)
        return (self._row(self._library.interventions[id]) for id in ids)


def listing(kinds: Iterable[str] = ()) -> Question:
    """Asks for all entries, of some kinds, in the order of the library."""
    return Question((frozenset(kinds or KINDS),), order=BY_KIND)


def category_mark(category: str) -> str:
    """Marks the interventions of a category."""
    return f"category {category}"


def within_mark(parent: str) -> str:
    """Marks the members of a class, and the forms of a therapy."""
    return f"within {parent}"


def key_mark(level: Level) -> str:
    """Marks those whose first key finding has this certainty."""
    return f"key {level}"


def design_mark(design: str) -> str:
    """Marks sources of a design."""
    return f"design {design}"


def status_mark(status: str) -> str:
    """Marks sources with a status."""
    return f"status {status}"
