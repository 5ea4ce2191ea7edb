"""What all bibliographic formats share: clean lines, dates in parts, remarks."""

import re
import unicodedata
from collections.abc import Iterator

from kb.export.citations import title
from kb.model.scalars import CITE
from kb.model.source import STANDING, Source


def line(text: str) -> str:
    """Text as one line: without control characters and lone surrogates, with white space
    collapsed.
    """
    kept = (
        letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs")
    )
    return " ".join("".join(kept).split())


def title_line(source: Source) -> str:
    """The title; says so if it wasn't seen."""
    return line(title(source))


def date_parts(day: str | None) -> tuple[int, ...]:
    """Year, month and day of a date, as far as they are known."""
    return tuple(int(part) for part in day.split("-")) if day else ()


def status_line(source: Source) -> str:
    """The source's status, with date and notice: `Retracted (2024-03-05): ...`."""
    word = STANDING[source.standing] if source.standing else ""
    if source.status is None:
        return word
    notice = f": {line(source.status.notice)}" if source.status.notice else ""
    return f"{word} ({source.status.date}){notice}"


def remarks(source: Source) -> Iterator[str]:
    """What readers of the exported record must know about it, one line each."""
    if source.standing:
        yield status_line(source)
    yield from readers_notes(source)


def readers_notes(source: Source) -> Iterator[str]:
    """What this collection's readers of the source note about it, one line each."""
    for prose in (source.note, source.doubt):
        if prose:
            yield line(re.sub(rf"\s*{CITE.pattern}", "", prose))
