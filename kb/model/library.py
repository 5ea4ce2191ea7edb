"""The library: every readable entry of a collection in memory, with its vocabulary; never changed once made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kb.model.collection import (
    Category,
    Collection,
    Comparator,
    Feature,
    Group,
    Outcome,
    Scale,
    Stage,
    Term,
)
from kb.model.entries import Claim, Condition, Entry, Intervention
from kb.model.problems import Problem
from kb.model.source import Source
from kb.reading.files import File


@dataclass(frozen=True)
class Vocabulary:
    """The words entries may use, each by its id, in the order of their files."""

    outcomes: Mapping[str, Outcome]
    scales: Mapping[str, Scale]
    comparators: Mapping[str, Comparator]
    stages: Mapping[str, Stage]
    categories: Mapping[str, Category]
    terms: Mapping[str, Term]
    groups: Mapping[str, Group] = field(default_factory=dict)
    features: Mapping[str, Feature] = field(default_factory=dict)


@dataclass(frozen=True)
class Library:
    """A collection with all that could be read of it.

    `withheld` names the kind of each id whose file has errors; `kept` are those that are served as they last were, because
    their file has errors now and had none before; `files` is what was read, so that reading again takes what has not changed.
    """

    folder: Path
    collection: Collection
    vocabulary: Vocabulary
    interventions: Mapping[str, Intervention]
    conditions: Mapping[str, Condition]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    withheld: Mapping[str, str]
    problems: tuple[Problem, ...]
    kept: frozenset[str] = frozenset()
    files: Mapping[str, File] = field(default_factory=dict, repr=False, compare=False)

    def entries(self) -> Iterator[Entry]:
        """All entries, by kind and id."""
        for shelf in (self.interventions, self.conditions, self.claims, self.sources):
            yield from shelf.values()

    def entry(self, id: str) -> Entry | None:
        """The entry of that id, whatever its kind, or None."""
        for shelf in (self.interventions, self.conditions, self.claims, self.sources):
            if id in shelf:
                return shelf[id]
        return None
