"""Authors' names in their parts, whichever field an editor wrote the parts in."""

import re
import unicodedata

from kb.model.source import Name

# What follows a name within its own field: Steel, Guy L., Jr.
SUFFIX = re.compile(r"(?:,\s*|\s+)([JS]n?r\.?|I{2,3}|IV|2nd|3rd|4th)$", re.IGNORECASE)
# A letter with the marks that no single character holds together with it.
LETTER = r"[^\W_][\u0300-\u036f]*"


def parted(author: Name) -> Name:
    """The name with its generational suffix in a field of its own."""
    if author.literal or author.suffix:
        return author
    for field in ("given", "family"):
        words = getattr(author, field) or ""
        found = SUFFIX.search(words)
        if found and found.start():
            return author.model_copy(update={field: words[: found.start()], "suffix": found[1]})
    return author


def vancouver(author: Name) -> str:
    """`Steel GL Jr`: family name, initials and suffix without points, or a body's name."""
    name = parted(author)
    suffix = (name.suffix or "").removesuffix(".")
    family = " ".join(filter(None, (name.dropping_particle, name.surname)))
    parts = (family, _initials(name.given or ""), suffix)
    return " ".join(part for part in parts if part) or name.literal or "Author not seen"


def inverted(author: Name) -> str:
    """`Steel, Guy L., Jr.`, as most formats take a person; a body as it is called."""
    name = parted(author)
    given = " ".join(filter(None, (name.given, name.dropping_particle)))
    return ", ".join(p for p in (name.surname, given, name.suffix) if p) or name.literal or ""


def in_order(author: Name) -> str:
    """`Guy L. Steel Jr.`, or a body's name."""
    name = parted(author)
    parts = (name.given, name.dropping_particle, name.surname, name.suffix)
    return " ".join(part for part in parts if part) or name.literal or ""


def _initials(given: str) -> str:
    """`Helen E.`, `H.E.` and `L-H` all become initials; what is all capitals is taken for initials
    already.
    """
    words = re.findall(rf"(?:{LETTER})+", unicodedata.normalize("NFC", given))
    return "".join(
        word if word.isupper() else str(re.match(LETTER, word)[0]).upper()  # type: ignore[index]
        for word in words
    )
