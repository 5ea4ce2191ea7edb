"""What search did differently from what was typed: one value for each kind of change.

They say what happened; `search.answering.messages` has the sentences that readers see.
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
    """What was typed holds no words, so everything is found."""


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
    """Another word, or two words, were searched for instead of the typed ones."""

    typed: str
    used: str


@dataclass(frozen=True)
class Ignored:
    """A word that no entry holds was left out."""

    word: str


@dataclass(frozen=True)
class NotFound:
    """No entry holds a word, and there are no others."""

    word: str


@dataclass(frozen=True)
class StagePreferred:
    """Findings on the named stage are shown first."""

    stage: str


@dataclass(frozen=True)
class SeveralStages:
    """Several stages were named, so that none of them decides which findings are shown."""

    stages: tuple[str, ...]


@dataclass(frozen=True)
class PartialMatches:
    """No entry (that meets the filters, if `filtered`) matches all the words."""

    filtered: bool


@dataclass(frozen=True)
class Excluded:
    """What holds these words was left out."""

    words: str


@dataclass(frozen=True)
class MemberOf:
    """A medicine was read as one of its class."""

    medicine: str
    member_is: str


@dataclass(frozen=True)
class NothingOnGroup:
    """Nothing at all is about a group of people that the query names."""

    group: str


@dataclass(frozen=True)
class OutsideScope:
    """The query is about something that isn't held by the collection, which is about `focus`."""

    words: tuple[str, ...]
    focus: str


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
)
