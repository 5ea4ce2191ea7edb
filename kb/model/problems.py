"""A problem: something for an editor to fix, as a value that sorts by location."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to fix: where it is, what is wrong, and how to fix it.

    `file` is relative to the evidence folder; `line` and `column` count from 1; `field` is a path
    such as `findings[0].effect.low`, and `part` the editors' name for the item: `finding 1
    (able-2020--1)`.
    """

    file: str
    line: int
    column: int
    field: str
    message: str
    hint: str
    rule: str
    severity: Severity = "error"
    part: str = ""


@dataclass(frozen=True)
class Checked:
    """The problems of one file that depend on other files; valid through the day `until`.

    If `any_id`, they change when any file is added or removed, because they suggest one.
    """

    problems: tuple[Problem, ...] = ()
    any_id: bool = False
    until: date = date.max


@dataclass(frozen=True)
class Checks:
    """The results of checking every file on a `day`, with the `ground` (vocabulary, thresholds)
    they depend on.

    `between` are problems of several files together.
    """

    ground: bytes
    day: date
    digests: Mapping[str, bytes]
    files: Mapping[str, Checked]
    between: tuple[Problem, ...] = ()
