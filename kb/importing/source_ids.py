"""Ids for imported sources in the usual form: first author and year, with a word of the title
between if that is taken.
"""

import re
from collections.abc import Iterator, Mapping, Set
from itertools import count

from kb.authoring.templates import LONGEST_ID, id_from
from kb.importing.tidying import Tidied
from kb.reading.folder import is_windows_device

# Words that tell no title from another.
EMPTY = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how",
        "in", "into", "is", "it", "its", "of", "on", "or", "that", "the", "their", "these", "this",
        "to", "using", "versus", "vs", "was", "we", "what", "when", "which", "who", "why", "with",
        "effect", "effects", "efficacy", "study", "trial", "review", "systematic", "randomised",
        "randomized", "controlled",
    )
)  # fmt: skip
LONGEST_BODY = 24  # letters: a body with a longer name goes by its capitals
ABBREVIATED = re.compile(r"\(([A-Z]{2,10})\)")
BRACKETS = re.compile(r"\([^()]*\)")
ROOM = 12  # letters left for the year and a number


def id_of_source(made: Tidied, taken: Set[str]) -> str:
    """An unused id."""
    return next(id for id in _candidates(made) if id not in taken and not is_windows_device(id))


def _candidates(made: Tidied) -> Iterator[str]:
    year = made.text("issued")[:4]
    words = [word for word in id_from(made.text("title")).split("-") if word not in EMPTY]
    name = _name(made) or "-".join(words[:2]) or id_from(made.text("container-title"))
    first = _joined(name, year)
    if first and re.search("[a-z]", first):
        yield first
    yield from (_joined(name, word, year) for word in words[:6] if word not in name)
    base = first or "source"
    yield from (_joined(base, str(number)) for number in count(2))


def _joined(*parts: str) -> str:
    *most, last = filter(None, parts or ("",))
    start = "-".join(most)[: LONGEST_ID - ROOM].strip("-")
    return "-".join(filter(None, (start, last)))


def _name(made: Tidied) -> str:
    """The first author's family name with its particle, or an organisation's name or
    abbreviation.
    """
    authors = made.values.get("author")
    first = authors[0] if isinstance(authors, list) and authors else {}
    if isinstance(first, Mapping) and "family" in first:
        return id_from(f"{first.get('non-dropping-particle', '')} {first['family']}")
    body = first.get("literal", "") if isinstance(first, Mapping) else ""
    return id_from(_capitals(body) if len(body) > LONGEST_BODY else body)


def _capitals(body: str) -> str:
    """The short form of an organisation's long name: the abbreviation in brackets after it, or its
    capitals.
    """
    if found := ABBREVIATED.search(body):
        return found[1]
    words = re.findall(r"\b[A-Z]+\b|\b[A-Z]", BRACKETS.sub("", body.removeprefix("The ")))
    return "".join(words) if len(words) > 1 else body
