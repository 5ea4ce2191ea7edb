"""What a trial tried, and what went wrong in it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MOST_SHOWN = 5


@dataclass(frozen=True)
class Outcome:
    """A row in the table; `wrong` has a sentence for each failure, `note` what else to know."""

    name: str
    tried: int
    wrong: tuple[str, ...]
    seconds: float
    note: str = ""

    def row(self) -> str:
        """As a row of a Markdown table."""
        return (
            f"| {self.name} | {self.tried:,} | {len(self.wrong):,} | {self.seconds:,.0f} |"
            f" {self.note} |"
        )


Attempt = str | None  # what went wrong, or None
Trial = Callable[[float], Outcome]


def outcome(name: str, attempts: Iterator[Attempt], note: str = "") -> Outcome:
    """Run all attempts of a trial; whatever they raise is a failure of its own."""
    began, tried, wrong = time.monotonic(), 0, []
    while True:
        try:
            said = next(attempts)
        except StopIteration:
            break
        except Exception as error:  # noqa: BLE001 - a trial is there to see it
            wrong.append(f"{type(error).__name__}: {error}"[:300])
            break
        tried += 1
        if said:
            wrong.append(said[:300])
    return Outcome(name, tried, tuple(wrong), time.monotonic() - began, note)
