"""Decodes a file's bytes: strict UTF-8, uniform line breaks, nothing unprintable."""

import re

from kb.model.problems import Problem

BIGGEST = 256 * 1024  # bytes; the largest entry of the first collection has a tenth of it
# Controls and non-characters, line breaks only YAML knows, and marks that turn the direction of
# what follows them.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
MOST = 20  # unprintable characters that are listed one by one
OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
SAVE_AS = "open the file in your editor and save it again with the encoding UTF-8"


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, or None if it isn't text, and problems with its characters; byte
    order marks and CRLF are accepted.
    """
    if len(data) > BIGGEST:
        message = f"the file is larger than {BIGGEST // 1024} KiB, the limit"
        return None, [
            Problem(
                file, 1, 1, "", message, "split it, or look for something pasted by mistake", "size"
            )
        ]
    other = _other_encoding(data)
    if other:
        return None, [
            Problem(file, 1, 1, "", f"the file is saved as {other}, not UTF-8", SAVE_AS, "utf-8")
        ]
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    problems = _not_utf8(data, file)
    text = data.decode("utf-8", "replace")
    problems += _unprintable(text, file)
    return UNWANTED.sub(" ", text), problems


def _other_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark, or NUL bytes next to ASCII letters, indicate."""
    for mark, name in OTHER_ENCODINGS:
        if data.startswith(mark):
            return name
    start = data[:64]
    if len(start) >= 8 and start.count(0) * 4 >= len(start):
        return "UTF-32" if start.count(0) * 2 > len(start) + 8 else "UTF-16"
    return None


def _not_utf8(data: bytes, file: str) -> list[Problem]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        line, column = (
            data.count(b"\n", 0, error.start) + 1,
            len(data[start : error.start].decode("utf-8", "replace")) + 1,
        )
        message = f"the byte 0x{data[error.start]:02x} isn't valid UTF-8"
        return [Problem(file, line, column, "", message, SAVE_AS, "utf-8")]
    return []


def _unprintable(text: str, file: str) -> list[Problem]:
    problems = []
    for found in list(UNWANTED.finditer(text))[:MOST]:
        line, column = (
            text.count("\n", 0, found.start()) + 1,
            found.start() - text.rfind("\n", 0, found.start()),
        )
        message = f"an unprintable character, U+{ord(found[0]):04X}"
        problems.append(
            Problem(
                file,
                line,
                column,
                "",
                message,
                "delete it and type the text again",
                "control-character",
            )
        )
    return problems
