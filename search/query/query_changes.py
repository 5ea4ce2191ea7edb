"""What search understood differently from the query: one value for each kind of change.

The sentences for readers are in `search.answering.messages`. They differ by their classes, which
are named tuples because those are made, at each start, in a fifth of the time of dataclasses.
"""

from typing import NamedTuple


class CharactersDropped(NamedTuple):
    """Only the first `limit` characters were read."""

    limit: int


class WordsDropped(NamedTuple):
    """Only the first `limit` words were read."""

    limit: int


class NoWords(NamedTuple):
    """The query has no words, so everything matches."""


class UnknownValue(NamedTuple):
    """A filter with a value that doesn't exist was read as words."""

    typed: str


class UnknownFilter(NamedTuple):
    """A filter that doesn't exist was ignored."""

    name: str


class Corrected(NamedTuple):
    """Another word, or two words, replaced the typed ones."""

    typed: str
    used: str


class Ignored(NamedTuple):
    """A word without matches was left out."""

    word: str


class NotFound(NamedTuple):
    """A word has no matches, and it's the only one."""

    word: str


class StagePreferred(NamedTuple):
    """Findings on the named stage are shown first."""

    stage: str


class SeveralStages(NamedTuple):
    """Several stages were named, so none decides which findings are shown first."""

    stages: tuple[str, ...]


class PartialMatches(NamedTuple):
    """No entry (that meets the filters, if `filtered`) matches all the words."""

    filtered: bool


class Excluded(NamedTuple):
    """Entries with these words were left out."""

    words: str


class MemberOf(NamedTuple):
    """A medicine was read as one of its class."""

    medicine: str
    member_is: str


class NothingOnGroup(NamedTuple):
    """Nothing is recorded about a group of people that the query names."""

    group: str


class OutsideScope(NamedTuple):
    """The query is outside the scope of the collection, which is about `focus`."""

    words: tuple[str, ...]
    focus: str


class NothingHeld(NamedTuple):
    """What the query names is another thing than the entry whose name is part of it."""

    words: str


class NoSourceBy(NamedTuple):
    """No source is by that author and of that year."""

    author: str
    year: str


Change = (
    CharactersDropped
    | WordsDropped
    | NoWords
    | UnknownValue
    | UnknownFilter
    | Corrected
    | Ignored
    | NotFound
    | StagePreferred
    | SeveralStages
    | PartialMatches
    | Excluded
    | MemberOf
    | NothingOnGroup
    | OutsideScope
    | NothingHeld
    | NoSourceBy
)
