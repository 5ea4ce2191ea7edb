"""Publication identifiers however written: DOI, PMID, PMC and Cochrane numbers, URLs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from kb.model.source import Source

DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
# What may come before a DOI that is typed alone; an address may be longer.
DOI_ALONE = re.compile(r"(?:doi\s*:?\s*|https?://\S*?|www\.\S*?)?(?=10\.\d{4,9}(?:\.\d+)*/\S+$)")
PMID = re.compile(
    r"(?:pmid\s*:?\s*|(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)"
    r"(\d{1,8})(?:[/?#]\S*)?"
)
PMCID = re.compile(
    r"(?:pmcid\s*:?\s*)?(?:(?:https?://)?\S*ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/)?"
    r"pmc\s?(\d{3,9})(?:[/?#]\S*)?"
)
COCHRANE = re.compile(r"(?:cochrane\s+)?(cd\s?\d{6})(?:\.pub\d+)?")
BARE_NUMBER = re.compile(r"\d{7,8}")  # as long as nearly all of PubMed's
MAYBE = re.compile(r"\d|://|www\.")  # what every identifier has
COCHRANE_IN_DOI = re.compile(r"(?=(cd\d{6}))")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
STARTS = "<([{\u201c\"'"
ENDS = ".,;:!?)]}>\u201d\"'"  # that are no part of what was pasted


class Identifiers:
    """Sources by their identifiers.

    `make` is called on first use; it returns the ids of those with each key of `keys_of`.
    """

    def __init__(self, make: Callable[[], Mapping[str, tuple[str, ...]]]) -> None:
        self._make = make

    def find(self, text: str) -> tuple[str, ...] | None:
        """The ids of the sources it refers to, or None if the text isn't an identifier."""
        if not MAYBE.search(text):
            return None
        pasted = text.strip().lstrip(STARTS).lower()
        typed = pasted.rstrip(ENDS)
        if match := PMID.fullmatch(typed):
            return self._known.get(f"pmid:{match[1]}", ())
        if match := PMCID.fullmatch(typed):
            return self._known.get(f"pmc{match[1]}", ())
        if match := COCHRANE.fullmatch(typed):
            return self._known.get(match[1].replace(" ", ""), ())
        if BARE_NUMBER.fullmatch(typed):
            return self._known.get(f"pmid:{typed}")
        if DOI_ALONE.match(pasted) and (match := DOI.search(pasted)):
            return self._by_doi(match.group())
        return self._known.get(_address(typed), ()) if ADDRESS.fullmatch(typed) else None

    def _by_doi(self, doi: str) -> tuple[str, ...]:
        """The source with a DOI, ignoring anything that URLs append to it."""
        ends = (match.start() for match in re.finditer(r"[^\w-]|$", doi))
        known = (self._known.get(f"doi:{doi[:end]}") for end in sorted(ends, reverse=True))
        return next(filter(None, known), ())

    @cached_property
    def _known(self) -> Mapping[str, tuple[str, ...]]:
        return self._make()


def by_identifier(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    """The ids of the sources with each key."""
    found: dict[str, tuple[str, ...]] = {}
    for source in sources:
        for key in dict.fromkeys(keys_of(source)):
            found[key] = (*found.get(key, ()), source.id)
    return found


def keys_of(source: Source) -> Iterator[str]:
    """What a source is found by."""
    if source.DOI:
        yield f"doi:{source.DOI.lower()}"
        yield from COCHRANE_IN_DOI.findall(source.DOI.lower())
    if source.PMID:
        yield f"pmid:{source.PMID}"
    if source.PMCID:
        yield source.PMCID.lower()
    if source.URL:
        yield _address(source.URL.lower())


def _address(url: str) -> str:
    """A URL without the parts that vary between copies: scheme, www, query, fragment."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url)
    return re.split(r"[?#]", bare)[0].rstrip("/")
