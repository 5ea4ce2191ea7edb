"""Ids that nothing has yet, so that a cure never leads to another problem."""

from collections.abc import Container
from itertools import count


def free_id(wanted: str, taken: Container[str]) -> str:
    """The id wanted, or where something has it the first free one of `wanted-2`, `wanted-3`."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(id for id in numbered if id not in taken)


def free_finding_id(source: str, taken: Container[str]) -> str:
    """The first id that a finding of a source can have: `able-2020--1`, `able-2020--2`."""
    numbered = (f"{source}--{number}" for number in count(1))
    return next(id for id in numbered if id not in taken)
