"""Terminal output: text for any encoding, no errors when nobody reads it, and progress for slow
work.
"""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from threading import Timer
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

PATIENCE = 1.0  # seconds after which a silent command seems stuck
REDRAW = 0.2  # seconds between two states of a line in a terminal
PLAIN = 5.0  # seconds between two plain lines, so that a log does not fill
# What an editor wrote may hold terminal commands; they are shown, not obeyed. Line breaks and tabs
# stay.
CONTROLS = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))}


class Unheard(Exception):
    """Output couldn't be written: a full disk or a failing device."""


def prepare() -> None:
    """Make both streams escape characters outside their encoding: a lost minus sign would be a
    wrong number.
    """
    sys.stdout, sys.stderr = (
        stream or Path(os.devnull).open("w")  # noqa: SIM115 - for good
        for stream in (sys.stdout, sys.stderr)
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def speaks_unicode() -> bool:
    """Whether stdout can write every character."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def say(text: str) -> bool:
    """Write lines to stdout; returns False once its reader is gone (`kb dump | head`), after which
    output stops. Raises `Unheard`.
    """
    return _attempt(lambda: sys.stdout.write(text.translate(CONTROLS) + "\n"))


def tell(arguments: Namespace, record: object, lines: Iterable[str]) -> None:
    """Print output for programs (`--json`) or for people."""
    say(in_json(record) if arguments.json else "\n".join(lines))


def in_json(value: object) -> str:
    """JSON in one line, in ASCII if stdout can't write more."""
    return json.dumps(value, ensure_ascii=not speaks_unicode())


def finish() -> None:
    """Flush stdout; a reader that is gone isn't an error. Raises `Unheard`."""
    _attempt(sys.stdout.flush)


def complain(text: str) -> None:
    """Write one line to stderr, prefixed with our name."""
    sys.stderr.write(f"kb: {text}\n".translate(CONTROLS))


def _attempt(write: Callable[[], object]) -> bool:
    try:
        write()
    except BrokenPipeError:
        _hush()
        return False
    except OSError as error:
        _hush()
        raise Unheard(f"the output cannot be written: {error.strerror}") from error
    return True


def _hush() -> None:
    """Redirect stdout to nothing; closing it with buffered text would report another error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass
class Progress:
    """Shows progress on stderr after one second: one redrawn line in a terminal, plain lines
    elsewhere.

    Used as `with Progress("reading the evidence") as progress:`, and called with (done, total) if
    there is something to count.
    """

    what: str
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    started: float = field(default_factory=monotonic)
    spoke: float | None = None

    def __enter__(self) -> Self:
        self._timer = Timer(PATIENCE, self._speak, [f"{self.what} ..."])
        self._timer.daemon = True
        self._timer.start()
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show the progress, if the work is slow and it wasn't shown just now."""
        if self.spoke is not None and monotonic() - self.spoke >= (
            REDRAW if self.stream.isatty() else PLAIN
        ):
            self._speak(f"{self.what}: {done:,} of {total:,}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        if self.spoke is not None and error is None:
            self._speak(f"{self.what}: {monotonic() - self.started:.1f} s", end="\n")

    def _speak(self, text: str, end: str = "") -> None:
        self.spoke = monotonic()
        self.stream.write(f"\r\x1b[K{text}{end}" if self.stream.isatty() else f"{text}\n")
        self.stream.flush()
