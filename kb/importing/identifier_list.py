"""A list of DOIs or PMIDs, one per line."""

import re
from dataclasses import dataclass

from kb.importing.record import ImportRefused
from kb.model.publication_ids import DOI, PMID, doi_meant

PMID_BEFORE = re.compile(
    r"(?:PMID:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Identifier:
    """A DOI or PMID, with its line number."""

    kind: str
    number: str
    line: int

    @property
    def place(self) -> str:
        """Its location, as reports give it."""
        return f"line {self.line} ({self.kind} {self.number})"


def identifier(text: str, line: int = 1) -> Identifier | None:
    """The DOI or PMID in a line, if any."""
    plain = text.strip().strip(",;")
    number = PMID_BEFORE.sub("", plain, count=1).rstrip("/")
    if PMID.fullmatch(number):
        return Identifier("PMID", number, line)
    doi = doi_meant(plain)
    return Identifier("DOI", doi, line) if DOI.fullmatch(doi) else None


def is_list(text: str) -> bool:
    """Whether the first non-blank line is an identifier."""
    first = next((line for line in text.split("\n") if _says(line)), "")
    return identifier(first) is not None


def identifiers(text: str) -> tuple[Identifier, ...]:
    """The identifiers in a list, without duplicates; lines that start with # are comments."""
    found: dict[tuple[str, str], Identifier] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not _says(line):
            continue
        one = identifier(line, number)
        if one is None:
            raise ImportRefused(
                f"line {number} is neither a DOI nor a PMID: {line.strip()[:60]}; correct or delete"
                " this line"
            )
        found.setdefault((one.kind, one.number.lower()), one)
    return tuple(found.values())


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
