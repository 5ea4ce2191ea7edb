"""A problem: something an editor must put right, as a value that sorts by where it stands."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right: where it stands, what was given and wanted, and how to fix it.

    `file` is relative to the evidence folder; `line` and `column` count from 1; `field` is a path such as `findings[0].effect.low`,
    and `part` what editors call the item it lies in: `finding 1 (tilbrook-2011--1)`.
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
