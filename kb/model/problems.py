"""A problem: something an editor must fix, as a value that sorts by its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to fix: where it is, what was given and wanted, and how to fix it.

    `file` is relative to the evidence folder; `line` and `column` count from 1; `field` is a path
    such as `findings[0].effect.low`, and `part` what editors call the item it is in:
    `finding 1 (able-2020--1)`.
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
    """The problems of one file that the others have a part in; they hold through the day `until`.

    Where `any_id`, they change with any file that comes or goes, as they suggest one.
    """

    problems: tuple[Problem, ...] = ()
    any_id: bool = False
    until: date = date.max


@dataclass(frozen=True)
class Checks:
    """Every file as checked on a `day`: what of, and on what `ground` (vocabulary, thresholds).

    `between` are problems of several files together.
    """

    ground: bytes
    day: date
    digests: Mapping[str, bytes]
    files: Mapping[str, Checked]
    between: tuple[Problem, ...] = ()
