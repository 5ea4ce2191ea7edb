"""Files of an entry brought together: what both sides say, in the words and lines they were typed
in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from kb.model.collection import Collection
from kb.model.entries import FOLDERS, KINDS
from kb.reading.decoding import decode
from kb.reading.nodes import Fields, plain
from kb.reading.shape import Shape
from kb.reading.yaml_reader import read_yaml
from web.editing import editing_wording as wording
from web.editing.merging import Conflict, merged
from web.editing.round_trip import Unwritable, rewritten
from web.editing.yaml_text import Plain, one_line

MergeText = Callable[[bytes, bytes, bytes], bytes | None]


@dataclass(frozen=True)
class Combined:
    """What came of two versions; where they are in conflict, the file is as in `theirs`."""

    data: bytes
    conflicts: tuple[Conflict, ...] = ()


def fields_of(data: bytes, file: str) -> dict[str, Plain] | None:
    """What a file says, as plain text in lists and dicts; None if it can't be read as fields."""
    text, _ = decode(data, file)
    kind = FOLDERS.get(file.partition("/")[0], "")
    if text is None:  # too large, or no text: never taken for an empty file
        return None
    root, _ = read_yaml(text, file, Shape(model=KINDS.get(kind, Collection)))
    if root is None and all(line.startswith("#") for line in text.split("\n") if line):
        return {}
    return cast(dict[str, Plain], plain(root)) if isinstance(root, Fields) else None


def with_fields(data: bytes, wanted: Mapping[str, Plain], file: str) -> bytes:
    """A file that says what it should, and differs only where it must; raises `Unwritable`."""
    marked, windows = data.startswith(b"\xef\xbb\xbf"), b"\r\n" in data
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n")
    new = rewritten(text, dict(wanted))
    made = new.replace("\n", "\r\n").encode() if windows else new.encode()
    made = b"\xef\xbb\xbf" + made if marked else made
    there = fields_of(made, file)
    if there is None or one_line(there) != one_line(dict(wanted)):
        raise Unwritable(wording.NOT_BY_FIELD)
    return made


def combined(
    base: bytes | None,
    mine: bytes,
    theirs: bytes | None,
    file: str,
    merge_text: MergeText,
    chosen: Mapping[str, bool] | None = None,
) -> Combined:
    """Both sides' changes of a file since `base`, brought together field by field.

    Raises `Unwritable` where they can't be written together.
    """
    if theirs in (base, mine) or theirs is None:
        return Combined(mine)
    if mine == base:
        return Combined(theirs)
    old, own, other = (fields_of(data or b"", file) for data in (base, mine, theirs))
    if old is None or own is None or other is None:
        return _as_text(base or b"", mine, theirs, merge_text, chosen or {})
    found = merged(old, own, other, chosen)
    text = merge_text(base or b"", mine, theirs)
    if text is not None and not found.conflicts:
        there = fields_of(text, file)
        if there is not None and one_line(there) == one_line(found.value):
            return Combined(text)
    return Combined(with_fields(theirs, found.value, file), found.conflicts)


def _as_text(
    base: bytes, mine: bytes, theirs: bytes, merge_text: MergeText, chosen: Mapping[str, bool]
) -> Combined:
    """What can't be read as fields is one field."""
    text = merge_text(base, mine, theirs)
    if text is not None:
        return Combined(text)
    if wording.WHOLE_FILE in chosen:
        return Combined(mine if chosen[wording.WHOLE_FILE] else theirs)
    said = (data.decode("utf-8", "replace") for data in (base, mine, theirs))
    return Combined(theirs, (Conflict(wording.WHOLE_FILE, (), *said),))
