"""What all bibliographic formats take from a source in the same way: clean lines, dates in parts,
remarks.
"""

import re
import unicodedata
from collections.abc import Iterator

from kb.export.citations import title
from kb.model.scalars import CITE
from kb.model.source import STANDING, Source


def line(text: str) -> str:
    """Text as one line: control characters and halves of surrogate pairs are left out, any run of
    white space is one space.
    """
    kept = (
        letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs")
    )
    return " ".join("".join(kept).split())


def title_line(source: Source) -> str:
    """The title; one that was not seen says so."""
    return line(title(source))


def date_parts(day: str | None) -> tuple[int, ...]:
    """Year, month and day of a date, as far as they are known."""
    return tuple(int(part) for part in day.split("-")) if day else ()


def status_line(source: Source) -> str:
    """What became of the source, with day and notice: `Retracted (2024-03-05): ...`."""
    word = STANDING[source.standing] if source.standing else ""
    if source.status is None:
        return word
    notice = f": {line(source.status.notice)}" if source.status.notice else ""
    return f"{word} ({source.status.date}){notice}"


def remarks(source: Source) -> Iterator[str]:
    """What a reader of the exported record must know of it, each as one line."""
    if source.standing:
        yield status_line(source)
    for prose in (source.note, source.doubt):
        if prose:
            yield line(re.sub(rf"\s*{CITE.pattern}", "", prose))
