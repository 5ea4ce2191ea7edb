"""Rules about any text: no markup of other programs, no characters lost or misread."""

import re
from collections.abc import Mapping

from kb.model.source import Source
from kb.reading.damaged_text import Damage, Kind, damages, repaired
from kb.reading.did_you_mean import shown
from kb.reading.merge_conflict import MARKER
from kb.rules.faults import Fault, Faults, Setting

TEX = re.compile(r"""\\[A-Za-z]+\{|\{\\[^\s\w]|\\[`^~=][A-Za-z]""")
# What programs write for a character they could not read, and the private use of fonts.
LOST = re.compile("[\ufffc\ufffd\ue000-\uf8ff]")
# The marks that open and close a quotation, in English and elsewhere.
QUOTED = frozenset(
    {("'", "'"), ('"', '"'), ("“", "”"), ("‘", "’"), ("„", "“"), ("‚", "‘"), ("”", "”"), ("«", "»")}
)
AROUND = 15  # letters by which an editor finds the place
WHOLE = 400  # letters up to which a repaired text is shown whole; no title is longer
NEAR = 60  # letters shown around the place in a longer one

WHAT: Mapping[Kind, str] = {
    "code": "is an HTML code",
    "tag": "is an HTML tag",
    "escape": "only has a meaning in double quotation marks",
    "apostrophe": "is a doubled apostrophe",
    "ligature": "is several letters joined in one character",
    "invisible": "is an invisible character",
    "misread": "is a character read in the wrong encoding",
    "space": "is a space read in the wrong encoding",
}
MARKUP: frozenset[Kind] = frozenset({"code", "tag"})


def no_markup_of_other_programs(text: str, setting: Setting) -> Faults:
    """Text can't contain HTML tags, HTML codes such as &amp; or TeX commands: readers and reference
    managers would see them as they are.
    """
    marks = [one for one in damages(text) if one.kind in MARKUP]
    codes, tags = ([one for one in marks if one.kind == kind] for kind in ("code", "tag"))
    yield from (_fault(text, one) for one in (*codes, *tags[:1]))
    if found := TEX.search(text):
        hint = "remove it and write the characters themselves"
        yield Fault((), f"{shown(found[0])} is a TeX command", hint)


def characters_are_those_meant(text: str, setting: Setting) -> Faults:
    """Text can't contain characters that were lost or misread in copying, invisible characters, or
    escapes that only work in quotation marks.
    """
    for match in LOST.finditer(text):
        lost = f"a character was lost in {_around(text, match.start(), match.end())}"
        yield Fault((), lost, "check the source and retype it")
    yield from (_fault(text, one) for one in damages(text) if one.kind not in MARKUP)


def no_quotation_marks_around_it(text: str, setting: Setting) -> Faults:
    """Text can't be in quotation marks as a whole: YAML takes its own off, and readers would see
    any others. Titles of sources may.
    """
    inner = text[1:-1].strip()
    is_quoted = (text[:1], text[-1:]) in QUOTED and not set(inner) & {text[0], text[-1]}
    if inner and is_quoted and not isinstance(setting.entry, Source):
        cure = f"write it without them: {_cut(inner)}"
        yield Fault((), "readers would see the quotation marks around this text", cure)


def _cut(text: str) -> str:
    return f"`{text}`" if len(text) <= WHOLE else f"`{text[:NEAR]}…`"


def no_lines_of_a_merge(text: str, setting: Setting) -> Faults:
    """Text can't contain merge conflict markers."""
    if found := MARKER.search(text):
        yield Fault(
            (),
            f"{shown(found[0])} is left over from a merge conflict",
            "keep the words of one version, and delete the markers and the other version",
        )


def _fault(text: str, one: Damage) -> Fault:
    where = "" if one.given.isprintable() else f" in {_around(text, one.start, one.end)}"
    message = f"{shown(one.given)} {WHAT[one.kind]}{where}"
    if one.meant is None:
        return Fault((), message, "retype it")
    cure = f"write `{one.meant}`" if one.meant.strip() else "remove it"
    return Fault((), message, f"{cure}, so that it reads: {_repaired(text, one)}")


def _repaired(text: str, one: Damage) -> str:
    if len(text) <= WHOLE:
        return repaired(text)
    return f"…{repaired(text[max(0, one.start - NEAR) : one.end + NEAR])}…"


def _around(text: str, start: int, end: int) -> str:
    return shown(text[max(0, start - AROUND) : end + AROUND])
