"""A proposal: an editor's suggested change to one entry, as its branch in git tells it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from kb.model.scalars import ID
from web.editing import editing_wording as wording

State = Literal["draft", "asked", "changes-asked", "accepted", "declined", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)
OPEN: tuple[State, ...] = ("draft", "asked", "changes-asked")
BRANCH = re.compile(rf"proposals/(?P<entry>{ID})/(?P<number>[1-9][0-9]{{0,5}})")
FILE = re.compile(rf"(interventions|conditions|claims|sources)/({ID})\.yaml")
LONGEST_ID = 80
# What commits say to programs, in lines at their end.
OF, KIND, STATE, BY = "Proposal-Of", "Proposal-Step", "Proposal-State", "Proposal-By"
FILE_LINE, ABOUT = "Proposal-File", "Comment-On"
# In a commit of the main branch: the branch and its commit, and who accepted it.
ACCEPTED, REVIEWED_BY = "Accepted-Proposal", "Reviewed-by"


@dataclass(frozen=True, order=True)
class Name:
    """The name of a proposal: its entry and a number."""

    entry: str
    number: int

    @property
    def branch(self) -> str:
        """Its branch."""
        return f"proposals/{self.entry}/{self.number}"

    @property
    def reference(self) -> str:
        """Its branch as git names it in full."""
        return f"refs/heads/{self.branch}"


@dataclass(frozen=True)
class Step:
    """One commit of a proposal: a save where `saves`, else a change of state or a comment.

    `about` is the field a comment is about, empty for all of it; `key` tells its author from
    others, as git shortens names.
    """

    commit: str
    author: str
    when: datetime
    state: State
    words: str
    about: str
    saves: bool
    key: str


def days_ago(days: int) -> str:
    """How long ago, in words."""
    return wording.DAYS_AGO.get(days, wording.MORE_DAYS_AGO.format(days=days))


@dataclass(frozen=True)
class Proposal:
    """A proposal as it is now: its last commit, and where it left the main branch (`base`)."""

    name: Name
    file: str
    state: State
    tip: str
    base: str
    steps: tuple[Step, ...]

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.state in OPEN

    @property
    def accepted_in(self) -> str:
        """The commit of the main branch that accepted it; empty if none did, or it isn't known."""
        return next((step.commit for step in self.steps if step.state == "accepted"), "")

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote of it, first who began it."""
        return tuple(dict.fromkeys(step.author for step in self.steps if step.saves))

    @property
    def writers(self) -> frozenset[str]:
        """The keys of those who wrote of it."""
        return frozenset(step.key for step in self.steps if step.saves)

    @property
    def began(self) -> datetime:
        """When it was begun."""
        return self.steps[0].when

    @property
    def touched(self) -> datetime:
        """When something last happened to it."""
        return self.steps[-1].when


def name_of(branch: str) -> Name | None:
    """The proposal a branch is of, or None if it is of none."""
    found = BRANCH.fullmatch(branch)
    if not found or len(found["entry"]) > LONGEST_ID:
        return None
    return Name(found["entry"], int(found["number"]))


def is_file(path: str) -> bool:
    """Whether a path belongs to an entry in a collection."""
    found = FILE.fullmatch(path)
    return found is not None and len(found[2]) <= LONGEST_ID


def message(subject: str, words: str, lines: Sequence[tuple[str, str]]) -> str:
    """A commit's message: what people read, then what programs do."""
    trailers = "\n".join(f"{key}: {_on_one_line(value)}" for key, value in lines if value)
    body = "\n".join(f"> {line}" for line in words.strip().splitlines())  # never read as trailers
    return "\n\n".join(part for part in (_on_one_line(subject)[:120], body, trailers) if part)


def read(message: str) -> tuple[str, dict[str, str]]:
    """What people wrote in a message, and its lines for programs."""
    lines = message.strip().splitlines()
    words = "\n".join(line[2:] for line in lines if line.startswith("> ") or line == ">")
    return words, dict(_trailers(lines))


def _trailers(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines[1:]:
        key, separator, value = line.partition(": ")
        if separator and key in (OF, KIND, STATE, BY, FILE_LINE, ABOUT, ACCEPTED, REVIEWED_BY):
            yield key, value


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
