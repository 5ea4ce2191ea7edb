"""Authors' names in their parts, whichever fields an editor used."""

import re
import unicodedata

from kb.model.source import Name, Source

ET_AL = Name(literal="et al.")
# What follows a name within its own field: Steel, Guy L., Jr.
SUFFIX = re.compile(r"(?:,\s*|\s+)([JS]n?r\.?|I{2,3}|IV|2nd|3rd|4th)$", re.IGNORECASE)
# Initials written together with points: H.E. or Ch.M.
POINTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]?\.?")
MOST_INITIALS = 4
VOWELS = frozenset("AEIOUY")
# A letter with the marks that no single character holds together with it.
LETTER = r"[^\W_][\u0300-\u036f]*"


def listed(source: Source) -> tuple[Name, ...]:
    """The authors, plus `et al.` as an organisation's name if the list that was read ended with
    it.
    """
    more = source.author and not source.author_complete
    return (*source.author, ET_AL) if more else source.author


def parted(author: Name) -> Name:
    """The name with its generational suffix in its own field, and each initial with a point and a
    space; otherwise other programs read `HE` as one name.
    """
    if author.literal:
        return author
    name = author if author.suffix else _without_suffix(author)
    return name.model_copy(update={"given": _pointed(name)}) if name.given else name


def _without_suffix(author: Name) -> Name:
    for field in ("given", "family"):
        words = getattr(author, field) or ""
        found = SUFFIX.search(words)
        if found and found.start():
            return author.model_copy(update={field: words[: found.start()], "suffix": found[1]})
    return author


def _pointed(author: Name) -> str:
    """Given names: `HE`, `H.E.` and `H E` become `H. E.`, `L-H` becomes `L.-H.`; in an all-capitals
    name only single letters are initials.
    """
    last = (author.family or "").split(" ")[-1]
    most = 1 if len(last) > 2 and last.isupper() else MOST_INITIALS
    return " ".join(_as_initials(word, most) for word in (author.given or "").split())


def _as_initials(word: str, most: int) -> str:
    if "." in word.rstrip(".") and POINTED.fullmatch(word):
        return " ".join(f"{letter}." for letter in word.split(".") if letter)
    pieces = [piece.rstrip(".") for piece in word.split("-")]
    if all(_are_initials(piece, most) for piece in pieces):
        return "-".join(" ".join(f"{letter}." for letter in piece) for piece in pieces)
    return word


def _are_initials(word: str, most: int) -> bool:
    """Up to four capitals can be initials, rarely with the vowels of a word; five can't."""
    vowels = sum(letter in VOWELS for letter in word)
    short = len(word) < MOST_INITIALS or vowels < 2
    return word.isupper() and word.isalpha() and len(word) <= most and short


def with_initials(author: Name, between: str) -> str:
    """`Steel, G. L., Jr.` with what is between the initials, or a body's name."""
    name = parted(author)
    words = re.findall(rf"-?{LETTER}[^\s-]*", unicodedata.normalize("NFC", name.given or ""))
    initials = [re.sub(rf"(-?{LETTER}).*", r"\1.", word) for word in words]
    spaced = between.join(initials).replace(f"{between}-", "-") if between else "".join(initials)
    given = " ".join(filter(None, (spaced.upper(), name.dropping_particle)))
    return ", ".join(p for p in (name.surname, given, name.suffix) if p) or name.literal or ""


def vancouver(author: Name) -> str:
    """`Steel GL Jr`: family name, initials and suffix without points, or an organisation's name."""
    name = parted(author)
    suffix = (name.suffix or "").removesuffix(".")
    family = " ".join(filter(None, (name.dropping_particle, name.surname)))
    parts = (family, _initials(name.given or ""), suffix)
    return " ".join(part for part in parts if part) or name.literal or "Author not seen"


def inverted(author: Name) -> str:
    """`Steel, Guy L., Jr.`, as most formats write people; an organisation as it is."""
    name = parted(author)
    given = " ".join(filter(None, (name.given, name.dropping_particle)))
    return ", ".join(p for p in (name.surname, given, name.suffix) if p) or name.literal or ""


def in_order(author: Name) -> str:
    """`Guy L. Steel Jr.`, or an organisation's name."""
    name = parted(author)
    parts = (name.given, name.dropping_particle, name.surname, name.suffix)
    return " ".join(part for part in parts if part) or name.literal or ""


def _initials(given: str) -> str:
    """`Helen E.`, `H.E.` and `L-H` all become initials; all capitals are already initials."""
    words = re.findall(rf"(?:{LETTER})+", unicodedata.normalize("NFC", given))
    return "".join(
        word if word.isupper() else str(re.match(LETTER, word)[0]).upper()  # type: ignore[index]
        for word in words
    )
