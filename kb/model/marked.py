"""Questions about many entries at once, in plain values, for libraries whose entries aren't in
memory.

A mark is a text that says one thing of an entry: `kb/overviews/entry_marks.py` lists them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

Marks = frozenset[str]


class Question(NamedTuple):
    """Asks for entries that have a mark of each of these sets, and none of those in `lacking`.

    `order` is one of those of `kb/overviews/entry_marks.py`, or `MOST`. `counted` begins the marks
    to be counted. `below` names an order and what an entry's place in it must be less than; each
    of `words` must be somewhere in what it is looked for by.
    """

    having: tuple[Marks, ...]
    lacking: Marks = frozenset()
    order: str = "place"
    offset: int = 0
    limit: int = 0
    counted: str = ""
    below: tuple[str, str] | None = None
    words: tuple[str, ...] = ()


MOST = "most"  # those with most marks of the first set come first


class Found(NamedTuple):
    """How many there are, the ids asked for, and how many have each counted mark."""

    total: int
    ids: tuple[str, ...]
    counts: Mapping[str, int]


class MarkedEntries(Protocol):
    """Answers such questions."""

    def find(self, questions: Sequence[Question]) -> Sequence[Found]:
        """The answers, in one round trip where there is one."""
        ...

    def findings(self, question: Question) -> Found:
        """The answer to a question about findings, whose ids are `entry#finding`; for their marks
        and orders see `kb/overviews/findings_list.py`.
        """
        ...
