"""What search understood differently from the query: one value for each kind of change.

The sentences for readers are in `search.answering.messages`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CharactersDropped:
    """Only the first `limit` characters were read."""

    limit: int


@dataclass(frozen=True)
class WordsDropped:
    """Only the first `limit` words were read."""

    limit: int


@dataclass(frozen=True)
class NoWords:
    """The query has no words, so everything matches."""


@dataclass(frozen=True)
class UnknownValue:
    """A filter with a value that doesn't exist was read as words."""

    typed: str


@dataclass(frozen=True)
class UnknownFilter:
    """A filter that doesn't exist was ignored."""

    name: str


@dataclass(frozen=True)
class Corrected:
    """Another word, or two words, replaced the typed ones."""

    typed: str
    used: str


@dataclass(frozen=True)
class Ignored:
    """A word without matches was left out."""

    word: str


@dataclass(frozen=True)
class NotFound:
    """A word has no matches, and it's the only one."""

    word: str


@dataclass(frozen=True)
class StagePreferred:
    """Findings on the named stage are shown first."""

    stage: str


@dataclass(frozen=True)
class SeveralStages:
    """Several stages were named, so none decides which findings are shown first."""

    stages: tuple[str, ...]


@dataclass(frozen=True)
class PartialMatches:
    """No entry (that meets the filters, if `filtered`) matches all the words."""

    filtered: bool


@dataclass(frozen=True)
class Excluded:
    """Entries with these words were left out."""

    words: str


@dataclass(frozen=True)
class MemberOf:
    """A medicine was read as one of its class."""

    medicine: str
    member_is: str


@dataclass(frozen=True)
class NothingOnGroup:
    """Nothing is recorded about a group of people that the query names."""

    group: str


@dataclass(frozen=True)
class OutsideScope:
    """The query is outside the scope of the collection, which is about `focus`."""

    words: tuple[str, ...]
    focus: str


@dataclass(frozen=True)
class NothingHeld:
    """What the query names is another thing than the entry whose name is part of it."""

    words: str


@dataclass(frozen=True)
class NoSourceBy:
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
