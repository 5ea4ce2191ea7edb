"""Rules about any text: no markup of other programs, no characters lost or misread."""

import re
from collections.abc import Iterator
from html import unescape

from kb.reading.did_you_mean import shown
from kb.rules.faults import Fault, Faults, Setting

TAGS = (
    "a|abbr|b|big|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|math"
    "|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|title"
    "|tr|tt|u|ul|var|(?:jats|mml|m):[a-z]+"
)
TAG = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]{{0,200}})?/?>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
TEX = re.compile(r"""\\[A-Za-z]+\{|\{\\[^\s\w]|\\[`^~=][A-Za-z]""")
# Escapes mean something between double quotation marks only, and a doubled apostrophe between
# single ones.
ESCAPE = re.compile(
    r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|U[0-9a-f]{8}|[nrt](?![a-z]*\{)|[\"'/])", re.IGNORECASE
)
APOSTROPHES = re.compile(r"(?<=[^\W\d_])''(?=[^\W\d_])")
# What programs write for a character they could not read, and the private use of fonts.
LOST = re.compile("[\ufffc\ufffd\ue000-\uf8ff]")


def _read_as(encoding: str) -> str:
    """What the further bytes of a UTF-8 character look like, read in another encoding."""
    found = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(0x80, 0xC0))
    return re.escape("".join(found))


AROUND = 15  # letters by which an editor finds the place


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


def no_markup_of_other_programs(text: str, setting: Setting) -> Faults:
    """A text holds no HTML tags, HTML codes such as &amp;, or TeX commands: readers and reference
    managers would see them as they are.
    """
    for match in ENTITY.finditer(text):
        meant = unescape(match[0])
        if meant != match[0]:
            yield Fault((), f"{shown(match[0])} is an HTML code", f"write `{meant}`")
    for pattern, what in ((TAG, "an HTML tag"), (TEX, "a TeX command")):
        if found := pattern.search(text):
            hint = "remove it and write the characters themselves"
            yield Fault((), f"{shown(found[0])} is {what}", hint)


def characters_are_those_meant(text: str, setting: Setting) -> Faults:
    """A text holds no character that was lost or misread on its way here, and no escape that means
    something in quotation marks only.
    """
    for match in LOST.finditer(text):
        lost = f"a character was lost in {_around(text, match)}"
        yield Fault((), lost, "look at the source and type it again")
    for match in ESCAPE.finditer(text):
        yield Fault(
            (),
            f"{shown(match[0])} means something in double quotation marks only",
            "write the character itself, or put the whole text in double quotation marks",
        )
    for match in APOSTROPHES.finditer(text):
        doubled = f"the apostrophe is doubled in {_around(text, match)}"
        yield Fault((), doubled, "write it once")
    yield from _misread(text)


def _around(text: str, match: re.Match[str]) -> str:
    return shown(text[max(0, match.start() - AROUND) : match.end() + AROUND])


def _misread(text: str) -> Iterator[Fault]:
    for pattern, encoding in MISREAD:
        for match in pattern.finditer(text):
            meant = _meant(match[0], encoding)
            if match[0] == "â€" or HIDDEN.fullmatch(meant):
                hint = f"write `{meant}`" if meant.isprintable() and meant else "type it again"
                yield Fault(
                    (), f"{shown(match[0])} is a character read in the wrong encoding", hint
                )
    for match in EDGE.finditer(text):
        yield Fault((), f"{shown(match[0])} is a space read in the wrong encoding", "remove it")


def _meant(misread: str, encoding: str) -> str:
    """The character whose UTF-8 was read in another encoding, or "" where there is none."""
    found = (
        sign.encode(encoding, "ignore") or sign.encode("latin-1", "ignore") for sign in misread
    )
    return b"".join(found).decode("utf-8", "ignore")
