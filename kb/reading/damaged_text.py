"""Damaged text: markup from other programs, wrongly decoded characters, invisible characters; each
with what was meant.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

Kind = Literal["code", "tag", "escape", "apostrophe", "ligature", "invisible", "misread", "space"]

TAGS = (
    "a|abbr|b|big|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|math"
    "|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|title"
    "|tr|tt|u|ul|var|(?:jats|mml|m):[a-z]+"
)
TAG = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]{{0,200}})?/?>", re.IGNORECASE)
BREAK = re.compile(r"<(?:/?p|br|/?li|/?div|/?tr|/?td)\b", re.IGNORECASE)  # words go on after it
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
# Escapes mean something between double quotation marks only, and a doubled apostrophe between
# single ones.
ESCAPE = re.compile(
    r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|U[0-9a-f]{8}|[nrt](?![a-z]*\{)|[\"'/])", re.IGNORECASE
)
APOSTROPHES = re.compile(r"(?<=[^\W\d_])''(?=[^\W\d_])")
# What typesetting leaves in copied text: letters joined in one sign, and places where a word may
# be divided.
LIGATURE = re.compile("[\ufb00-\ufb06]")
INVISIBLE = re.compile("[\u00ad\u200b\u2060]")


def _read_as(encoding: str) -> str:
    """How the continuation bytes of a UTF-8 character look in another encoding."""
    found = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(0x80, 0xC0))
    return re.escape("".join(found))


# UTF-8 read as Windows-1252 or as Mac Roman, which share few of the signs it begins with.
WINDOWS, MAC = _read_as("cp1252"), _read_as("mac_roman")
MISREAD = (
    (re.compile(rf"[Â-ß][{WINDOWS}]|[à-ï][{WINDOWS}]{{2}}|[ð-ô][{WINDOWS}]{{3}}|â€"), "cp1252"),
    (re.compile(rf"[¬√][{MAC}]|‚[{MAC}]{{2}}"), "mac_roman"),
)
# What such a slip hides in texts about medicine: Latin and Greek letters, Cyrillic capitals, signs;
# other pairs are a letter before a quotation mark.
HIDDEN = re.compile(
    "[\u0080-\u024f\u0370-\u043f\u2000-\u22ff\ufb00-\ufb06\ufffd\U0001f000-\U0001ffff]"
)
EDGE = re.compile(r"Â(?=\s|$)")  # its no-break space has become an ordinary one


@dataclass(frozen=True)
class Damage:
    """A damaged part of a text, and what was meant, or None if that can't be known."""

    kind: Kind
    start: int
    end: int
    given: str
    meant: str | None


def damages(text: str) -> Iterator[Damage]:
    """Every damaged part, by kind."""
    for match in ENTITY.finditer(text):
        if (meant := unescape(match[0])) != match[0]:
            yield _damage("code", match, meant)
    for match in TAG.finditer(text):
        yield _damage("tag", match, " " if BREAK.match(match[0]) else "")
    for match in ESCAPE.finditer(text):
        yield _damage("escape", match, _unescaped(match[0]))
    for match in APOSTROPHES.finditer(text):
        yield _damage("apostrophe", match, "'")
    for match in LIGATURE.finditer(text):
        yield _damage("ligature", match, unicodedata.normalize("NFKC", match[0]))
    for match in INVISIBLE.finditer(text):
        yield _damage("invisible", match, "")
    yield from _misread(text)


def repaired(text: str) -> str:
    """The text with known repairs; one repair may reveal another (&amp;lt;)."""
    for _ in range(3):
        found = sorted(damages(text), key=lambda one: (one.start, one.end))
        whole = _put_right(text, found)
        if whole == text:
            break
        text = whole
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _put_right(text: str, found: list[Damage]) -> str:
    pieces, at = [], 0
    for one in found:
        if one.start >= at and one.meant is not None:
            pieces += [text[at : one.start], one.meant]
            at = one.end
    return "".join((*pieces, text[at:]))


def _damage(kind: Kind, match: re.Match[str], meant: str | None) -> Damage:
    return Damage(kind, match.start(), match.end(), match[0], meant)


def _unescaped(escape: str) -> str | None:
    if escape[1] in "nrtNRT":
        return " "
    if escape[1] in "\"'/":
        return escape[1]
    code = int(escape[2:], 16)
    return chr(code) if code < 0xD800 or 0xDFFF < code <= 0x10FFFF else None


def _misread(text: str) -> Iterator[Damage]:
    for pattern, encoding in MISREAD:
        for match in pattern.finditer(text):
            meant = _meant(match[0], encoding)
            if match[0] == "â€" or HIDDEN.fullmatch(meant):
                known = meant if meant.isprintable() and meant else None
                yield _damage("misread", match, known)
    for match in EDGE.finditer(text):
        yield _damage("space", match, "")


def _meant(misread: str, encoding: str) -> str:
    """The character whose UTF-8 was decoded wrongly, or ""."""
    found = (
        sign.encode(encoding, "ignore") or sign.encode("latin-1", "ignore") for sign in misread
    )
    return b"".join(found).decode("utf-8", "ignore")
