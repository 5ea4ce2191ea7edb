"""The columns for how many people had an outcome in each of two arms, for findings and harms."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeVar

from kb.export.tables.column import Column, written
from kb.model.absolute import Absolute, Share
from kb.model.derived import AbsoluteEffect

R = TypeVar("R")


def absolute_columns(of: Callable[[R], Absolute | None]) -> Iterator[Column[R]]:
    """What an editor wrote: shares as printed, events and people as `80/161`."""

    def share(row: R, name: str) -> str | None:
        found = of(row)
        return None if found is None else _printed(getattr(found, name))

    yield from written(Absolute, "of:absolute_of", of)
    yield Column(
        "absolute_with", "string", "The rate with it as printed, or events of people (`80/161`).",
        lambda row: share(row, "with_"),
    )  # fmt: skip
    yield Column(
        "absolute_without", "string", "The same of the other arm.",
        lambda row: share(row, "without"),
    )  # fmt: skip
    yield from written(Absolute, "per:absolute_per", of)


def per_hundred(of: Callable[[R], AbsoluteEffect | None]) -> Iterator[Column[R]]:
    """What is derived from it, per hundred people."""
    said = "How many of 100 people had it"
    yield Column("per_100_with", "number", f"{said} with it.", lambda row: _rate(of(row), 0), True)
    yield Column(
        "per_100_without",
        "number",
        f"{said} in the other arm.",
        lambda row: _rate(of(row), 1),
        True,
    )


def _rate(found: AbsoluteEffect | None, arm: int) -> Decimal | None:
    return found.rates[arm] if found else None


def _printed(share: Share) -> str:
    return "/".join(map(str, share)) if isinstance(share, tuple) else f"{share:f}"
