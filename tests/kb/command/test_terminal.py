"""What the commands say while they work."""

import io
import time

from kb.command import terminal
from kb.command.terminal import Progress


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_what_is_quick_says_nothing() -> None:
    stream = io.StringIO()
    with Progress("reading", stream) as progress:
        progress(1, 2)
    assert stream.getvalue() == ""


def test_what_takes_over_a_second_is_reported_in_plain_lines_and_redrawn_in_a_terminal() -> None:
    log, screen = io.StringIO(), Screen()
    with Progress("reading", log) as plain, Progress("reading", screen) as drawn:
        time.sleep(terminal.PATIENCE + 0.3)
        for progress in (plain, drawn):
            progress(1_500, 2_000)
    assert log.getvalue().startswith("reading ...\nreading: ")
    assert "\r" not in log.getvalue()
    assert "\rreading: 1,500 of 2,000" in screen.getvalue().replace("\x1b[K", "")
    assert screen.getvalue().endswith(" s\n")


def test_control_characters_are_shown_and_not_obeyed() -> None:
    assert "a\x1b[2Jb\nc\td".translate(terminal.CONTROLS) == "a\\x1b[2Jb\nc\td"
