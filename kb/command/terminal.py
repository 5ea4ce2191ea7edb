"""What the commands say: text that any terminal can take, quiet when nobody listens, and progress
on what takes long.
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
    """What was said could not be written: a full disk, a device that fails."""


def prepare() -> None:
    """Let both streams write what their encoding lacks as an escape: a lost minus sign would be a
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
    """Whether stdout takes every character as it is."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def say(text: str) -> bool:
    """Write lines to stdout; False when its reader is gone (`kb dump | head`), after which all is
    quiet. Raises `Unheard`.
    """
    return _attempt(lambda: sys.stdout.write(text.translate(CONTROLS) + "\n"))


def tell(arguments: Namespace, record: object, lines: Iterable[str]) -> None:
    """Say something for programs (`--json`) or for people."""
    say(in_json(record) if arguments.json else "\n".join(lines))


def in_json(value: object) -> str:
    """JSON in one line, in ASCII where stdout takes no more."""
    return json.dumps(value, ensure_ascii=not speaks_unicode())


def finish() -> None:
    """Write what is still held back; a reader that is gone is no error. Raises `Unheard`."""
    _attempt(sys.stdout.flush)


def complain(text: str) -> None:
    """Write one line to stderr, named as ours."""
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
    """Point stdout at nothing; closing it with text left in its buffer would complain once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass
class Progress:
    """Says on stderr what goes on once it has taken over a second: one line redrawn in a terminal,
    plain lines elsewhere.

    Used as `with Progress("reading the evidence") as progress:`, and called with (done, total)
    where there is something to count.
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
        """Say how far it is, if it takes long and was not said just now."""
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
