"""What a rule sees and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from kb.model.derived import Answer, Derived
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.schema import Model
from kb.reading.files import File
from kb.reading.nodes import Path, Place, place


class Calendar:
    """The day that dates are compared with, and the last day on which the answers so far hold."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.until = date.max

    @property
    def today(self) -> date:
        """The day itself, for a message: what names it holds for no other day."""
        self.until = self._today
        return self._today

    def has_come(self, day: date | str) -> bool:
        """Whether a day, or a month or year such as 2021-10 or 2021, is today's or earlier."""
        written = str(day)
        come = written <= self._today.isoformat()[: len(written)]
        if not come:
            self.until = self._today
        return come

    def is_over(self, day: date) -> bool:
        """Whether a day is earlier than today."""
        over = day < self._today
        if not over:
            self.until = min(self.until, day)
        return over


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
    calendar: Calendar

    @cached_property
    def sources(self) -> frozenset[str]:
        """The id of every source, readable or not."""
        return self.library.source_ids

    @property
    def answer(self) -> Answer | None:
        """What follows from the intervention the thing is part of, or None if it is of none."""
        return self.library.answers[self.file.id] if isinstance(self.entry, Intervention) else None

    def place(self, path: Path) -> Place:
        """Where something of the entry is."""
        node = next((one.node for one in self.file.drafts if one.entry is self.entry), None)
        return place(node, path)

    def derived(self, finding: Finding) -> Derived | None:
        """What follows from a finding of this entry, or None if a word it uses is unknown."""
        found = self.answer.findings.get(finding.id) if self.answer else None
        return found if found and found.finding == finding else None

    @property
    def looked_at_all_sources(self) -> bool:
        """Whether a rule has asked for `sources`."""
        return "sources" in vars(self)

    def has_source(self, id: str) -> bool:
        """Whether there is such a source, readable or not."""
        return id in self.library.source_ids


@dataclass(frozen=True)
class Fault:
    """What breaks a rule: the path of the field below the thing the rule looks at, what is wrong,
    and the fix.
    """

    path: Path
    message: str
    hint: str


# The mark of a rule that warns: worth a look, and no reason to withhold the file.
WARNING = "warning"
Faults = Iterator[Fault]
Doubts = Annotated[Faults, WARNING]
# Of rules between files, each with the path of a file.
FaultsOfFiles = Iterator[tuple[str, Fault]]
DoubtsOfFiles = Annotated[FaultsOfFiles, WARNING]
# The thing is of the type a rule is listed under.
Rule = Callable[[Any, Setting], Faults]


def name(rule: Callable[..., object]) -> str:
    """The name of a rule as problems and the guide give it."""
    return rule.__name__.replace("_", "-")


def explanation(rule: Callable[..., object]) -> str:
    """What a rule asks for, as editors read it."""
    return " ".join((rule.__doc__ or "").split())
