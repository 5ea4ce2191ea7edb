"""What a rule sees and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kb.model.library import Library
from kb.model.schema import Model
from kb.reading.files import File
from kb.reading.nodes import Path


@dataclass(frozen=True)
class Setting:
    """What surrounds the thing a rule looks at: all that could be read of the collection, the file
    with its entry, and the day.

    Of other entries a rule looks only at those its own file refers to, so that an edit elsewhere
    touches no other file. Whether a source exists it asks of `has_source`; `sources` is for
    suggestions, which any new file may change.
    """

    library: Library
    file: File
    entry: Model
    today: date

    @cached_property
    def sources(self) -> frozenset[str]:
        """The id of every source, readable or not."""
        return self.library.source_ids

    @property
    def looked_at_all_sources(self) -> bool:
        """Whether a rule has asked for `sources`."""
        return "sources" in vars(self)

    def has_source(self, id: str) -> bool:
        """Whether there is such a source, readable or not."""
        return id in self.library.source_ids


@dataclass(frozen=True)
class Fault:
    """What breaks a rule: the path of the field below the thing the rule looks at, what is wrong, and the cure."""

    path: Path
    message: str
    hint: str


Faults = Iterator[Fault]
# The thing is of the type a rule is listed under.
Rule = Callable[[Any, Setting], Faults]


def name(rule: Callable[..., object]) -> str:
    """The name of a rule as problems and the guide give it."""
    return rule.__name__.replace("_", "-")


def explanation(rule: Callable[..., object]) -> str:
    """What a rule asks for, as editors read it."""
    return " ".join((rule.__doc__ or "").split())
