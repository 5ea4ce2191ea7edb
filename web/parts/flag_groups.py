"""The red flags of a condition by how soon they need help."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.model.condition_parts import RedFlag
from kb.model.entries import Condition
from web.parts.labels import URGENCY


@dataclass(frozen=True)
class FlagGroup:
    """The red flags of one urgency."""

    urgency: str
    words: str
    flags: tuple[RedFlag, ...]


def flag_groups(condition: Condition) -> Iterator[FlagGroup]:
    """The most urgent first, those of which no source says how urgent last."""
    for urgency, words in URGENCY.items():
        flags = tuple(flag for flag in condition.red_flags if flag.urgency == urgency)
        if flags:
            yield FlagGroup(urgency or "unstated", words, flags)
