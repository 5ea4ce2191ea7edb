"""The name of a person or organisation in CSL's parts, however a program wrote it."""

import re
from collections.abc import Mapping

from kb.export.authors import parted
from kb.importing.record import Given
from kb.model.source import Name
from kb.reading.damaged_text import repaired

Parts = Mapping[str, str]

ET_AL = re.compile(r"(?:and\s+)?(?:et\.?\s+al\.?|others)", re.IGNORECASE)
NOBODY = re.compile(
    r"\[?(?:anonymous|anon\.?|no authors?(?: name)?(?: listed| available)?|unknown|n/?a|nan)\]?",
    re.IGNORECASE,
)
# Words in small letters that belong to a name, by what they do: those in front of a family name
# stay with it, those behind given names (Rens van de) go when only the family name is printed.
PARTICLES = frozenset(
    (
        "van", "von", "der", "den", "de", "di", "da", "del", "della", "dos", "das", "du", "la",
        "le", "ten", "ter", "te", "'t", "zu", "zum", "zur", "af", "av", "el", "al", "bin", "ibn",
        "vom", "dalla", "degli", "do", "het", "in", "op", "lo", "li",
    )
)  # fmt: skip
# A family name and initials without a comma: Khoury T. and Takeuchi YH
UNDIVIDED = re.compile(
    r"(?P<family>[^\W\d_][^\d,]*?[^\W\d_.])\s+(?P<given>(?:[^\W\d_]\.?[ -]?){1,4})"
)
MOST_COMMAS = 2  # Steel, Guy L., Jr.


def is_et_al(given: Given) -> bool:
    """Whether it means further authors."""
    return ET_AL.fullmatch(given.text.strip(" ,")) is not None


def is_nobody(given: Given) -> bool:
    """Whether it means that there is no name."""
    return not given.text.strip(" ,") or NOBODY.fullmatch(given.text.strip(" ,")) is not None


def name_of(given: Given) -> Parts | None:
    """The name in its parts, or None if it can't be one."""
    if given.parts:
        parts = {key: repaired(text) for key, text in given.parts.items()}
        return _person(parts) if parts.get("family") else _body(" ".join(parts.values()))
    text = repaired(given.text)
    if text.endswith(",") or "," not in text:
        return _undivided(text.rstrip(", "))
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if len(pieces) - 1 > MOST_COMMAS:
        return None
    return _person(dict(zip(("family", "given", "suffix"), pieces, strict=False)))


def as_written(parts: Parts) -> str:
    """The name as one text, for reports."""
    order = ("non-dropping-particle", "family", "given", "dropping-particle", "suffix", "literal")
    return " ".join(parts[key] for key in order if key in parts)


def _body(name: str) -> Parts | None:
    return {"literal": name} if name else None


def _undivided(text: str) -> Parts | None:
    """A name without a comma: an organisation's, unless initials follow a family name."""
    found = UNDIVIDED.fullmatch(text)
    if not found or not found["given"].isupper() or found["family"].isupper():
        return _body(text)
    return _person({"family": found["family"], "given": found["given"]})


def _person(parts: Mapping[str, str]) -> Parts | None:
    if not any(letter.isalpha() for letter in parts["family"]):
        return None
    name = _joined(parted(Name.model_validate(parts))).model_dump(by_alias=True, exclude_none=True)
    in_front, family = _front(name["family"])
    given, behind = _behind(name.get("given", ""))
    found = {
        "non-dropping-particle": in_front,
        **name,
        "family": family,
        "given": given,
    }
    if behind:
        found["dropping-particle"] = behind
    return {key: text for key, text in found.items() if text}


def _joined(name: Name) -> Name:
    """The name with initials as editors write them, `H. E.` as `HE`, where they can be separated
    again.
    """
    if not name.given or any(letter.islower() for letter in name.given):
        return name
    joined = name.model_copy(update={"given": re.sub(r"[. ]", "", name.given)})
    return joined if parted(joined) == name else name


def _front(family: str) -> tuple[str, str]:
    """The particles before a family name, and the rest."""
    words = family.split(" ")
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _behind(given: str) -> tuple[str, str]:
    """Given names, and the particles after them."""
    words = given.split(" ")
    count = len(words)
    while count > 1 and words[count - 1] in PARTICLES:
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])
