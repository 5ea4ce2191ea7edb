"""References as readers see them: a source as one plain line in Vancouver style, and its URLs.

The line says what wasn't seen of a record; nothing is filled in.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kb.export.authors import parted, vancouver
from kb.export.page_range import page_range
from kb.model.entries import Entry
from kb.model.publication_ids import DOI
from kb.model.source import Source
from kb.model.web_address import web_address_flaw

# The Vancouver style names six authors before et al.
AUTHORS_NAMED = 6
NAMED = 22  # letters of a name that stands for authors not seen
ENDED = re.compile(r"[.?!…‽؟।॥。．｡？！][\s\"'’”»›“‘\]」』》〉]*$")
# Sites that only show what an identifier leads to already.
REPEATS = {"doi.org": "DOI", "pubmed.ncbi.nlm.nih.gov": "PMID", "pmc.ncbi.nlm.nih.gov": "PMCID"}


@dataclass(frozen=True)
class Address:
    """A link to a source: its label and http(s) URL."""

    label: str
    url: str


def reference(source: Source) -> str:
    """The source as one line of plain text: authors, title, where and when it appeared; without its
    identifiers.
    """
    parts = (_authors(source), title(source), _place(source))
    return " ".join(sentence(part) for part in parts if part)


def looked_for(source: Entry) -> str:
    """What a source is looked for by, in lower case: its reference, identifiers and id; nothing
    for other entries.
    """
    if not isinstance(source, Source):
        return ""
    named = (reference(source), source.DOI, source.PMID, source.PMCID, source.id)
    return " ".join(filter(None, named)).casefold()


def short(source: Source) -> str:
    """The source's short name for a table: first author or organisation, and year; if no authors
    were seen, where it appeared, else its title.
    """
    first = source.author[0] if source.author else None
    name = (parted(first).surname or first.literal) if first else None
    return f"{name or _named(source)} {_year(source)}"


def _named(source: Source) -> str:
    """The short name of a source whose authors weren't seen: a few words about where it
    appeared.
    """
    whole = source.container_title or source.publisher or title(source)
    return whole if len(whole) <= NAMED else f"{whole[:NAMED].rsplit(' ', 1)[0]}…"


def addresses(source: Source) -> tuple[Address, ...]:
    """Links to the source, best first; only well-formed identifiers and http(s) URLs become
    links.
    """
    found = (_doi(source), _pubmed(source), _pubmed_central(source), _site(source))
    return tuple(address for address in found if address)


def sentence(text: str) -> str:
    """A text with a full stop, unless it already ends with sentence punctuation, in any script,
    even within quotation marks or square brackets.
    """
    return text if ENDED.search(text) else f"{text}."


def _authors(source: Source) -> str:
    if not source.author:
        return "Authors not seen"
    names = [vancouver(author) for author in source.author[:AUTHORS_NAMED]]
    if len(source.author) > AUTHORS_NAMED or not source.author_complete:
        names.append("et al.")
    return ", ".join(names)


def title(source: Source) -> str:
    """The title; says so if it wasn't seen."""
    return source.title if source.title_seen else f"[Title not seen; it is about: {source.title}]"


def _year(source: Source) -> str:
    return source.issued[:4] if source.issued else "(date not seen)"


def _place(source: Source) -> str:
    if source.type == "chapter" or source.editor or source.edition or source.publisher_place:
        return _in_a_book(source)
    where = source.container_title or source.publisher
    number = _number(source)
    between = "" if number.startswith(":") else ";"
    when = f"{_year(source)}{between}{number}" if number else _year(source)
    return f"{sentence(where)} {when}" if where else when


def _in_a_book(source: Source) -> str:
    """`In: Brook CD, editor. Sand at work. 2nd ed. Sandwich: Sand Press; 2020. p. 12-19`."""
    editors = ", ".join(vancouver(editor) for editor in source.editor)
    role = "editor" if len(source.editor) == 1 else "editors"
    by = f"{editors}, {role}. " if editors else ""
    published = ": ".join(filter(None, (source.publisher_place, source.publisher)))
    parts = (
        f"In: {by}{source.container_title}" if source.container_title else by.rstrip(". "),
        f"{source.edition} ed" if source.edition else "",
        "; ".join(filter(None, (published, _year(source)))),
        f"p. {page_range(source)}" if source.page else "",
    )
    return " ".join(sentence(part) for part in parts if part)


def _number(source: Source) -> str:
    issue = f"({source.issue})" if source.issue else ""
    page = f":{page_range(source)}" if source.page else ""
    return f"{source.volume or ''}{issue}{page}"


def _doi(source: Source) -> Address | None:
    if not source.DOI or not DOI.fullmatch(source.DOI):
        return None
    return Address(f"doi:{source.DOI}", f"https://doi.org/{quote(source.DOI, safe='/():;.-_')}")


def _pubmed(source: Source) -> Address | None:
    if not source.PMID or not re.fullmatch(r"\d{1,9}", source.PMID, re.ASCII):
        return None
    return Address(f"PubMed {source.PMID}", f"https://pubmed.ncbi.nlm.nih.gov/{source.PMID}/")


def _pubmed_central(source: Source) -> Address | None:
    if not source.PMCID or not re.fullmatch(r"PMC\d{1,9}", source.PMCID, re.ASCII):
        return None
    return Address(source.PMCID, f"https://pmc.ncbi.nlm.nih.gov/articles/{source.PMCID}/")


def _site(source: Source) -> Address | None:
    """The source's own URL, unless it only repeats an identifier's."""
    if not source.URL or web_address_flaw(source.URL):
        return None
    host = urlsplit(source.URL).hostname or ""
    repeats = host in REPEATS and getattr(source, REPEATS[host])
    return None if repeats else Address(host, source.URL)
