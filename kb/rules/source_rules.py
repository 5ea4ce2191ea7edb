"""Rules about sources: identifiers are well formed, addresses are web addresses, dates have
come.
"""

import re
import unicodedata

from kb.model.publication_ids import (
    DOI,
    ISSN,
    PMCID,
    PMID,
    check_digit,
    doi_meant,
    issns_in,
    pmcid_meant,
    pmid_meant,
)
from kb.model.source import Name, Source
from kb.model.web_address import Flaw, web_address_flaw
from kb.rules.faults import Doubts, Fault, Faults, Setting

RETRACTED = re.compile(r"\bretracted\b", re.IGNORECASE)


def doi_well_formed(source: Source, setting: Setting) -> Faults:
    """A DOI starts with 10., a publisher's number and a slash, without https://doi.org/ or `doi:`
    in front and without the codes that web addresses use for special characters.
    """
    meant = doi_meant(source.DOI or "")
    if source.DOI and (meant != source.DOI or not DOI.fullmatch(meant)):
        yield Fault(
            ("DOI",),
            f'"{source.DOI}" isn\'t a valid DOI',
            f"write `{meant}`"
            if DOI.fullmatch(meant)
            else "copy it from the publication; it starts with 10.",
        )


def an_articles_number_is_its_issue(source: Source, setting: Setting) -> Doubts:
    """An article has an `issue`; `number` is for reports and standards."""
    if source.type == "article-journal" and source.number and not source.issue:
        yield Fault(
            ("number",),
            "journal articles have an issue, not a number",
            f"write `issue: {source.number}`, if that is what it means",
        )


def pmid_well_formed(source: Source, setting: Setting) -> Faults:
    """A PMID is a number of up to eight digits."""
    if source.PMID and not PMID.fullmatch(source.PMID):
        meant = pmid_meant(source.PMID)
        yield Fault(
            ("PMID",),
            f'"{source.PMID}" isn\'t a valid PMID',
            f"write `{meant}`"
            if meant
            else "use digits only; an identifier that starts with PMC belongs in `PMCID`",
        )


def pmcid_well_formed(source: Source, setting: Setting) -> Faults:
    """A PMCID is PMC and digits."""
    if source.PMCID and not PMCID.fullmatch(source.PMCID):
        meant = pmcid_meant(source.PMCID)
        yield Fault(
            ("PMCID",),
            f'"{source.PMCID}" isn\'t a valid PMCID',
            f"write `{meant}`" if meant else "use PMC and digits, such as PMC1234567",
        )


def issn_well_formed(source: Source, setting: Setting) -> Faults:
    """An ISSN is four digits, a hyphen, three digits and a matching check digit (0 to 9 or X, by
    ISO 3297).
    """
    if not source.ISSN:
        return
    if not ISSN.fullmatch(source.ISSN):
        meant = issns_in(source.ISSN)
        yield Fault(
            ("ISSN",),
            f'"{source.ISSN}" isn\'t a valid ISSN',
            f"write `{meant[0]}`"
            if meant
            else "write it as 1234-5679: four digits, a hyphen, three digits and a digit or X",
        )
    elif check_digit(source.ISSN) != source.ISSN[-1]:
        yield Fault(
            ("ISSN",),
            f'the check digit of "{source.ISSN}" is wrong; these digits end in'
            f" {check_digit(source.ISSN)}",
            "copy it again",
        )


URL_FLAWS: dict[Flaw, tuple[str, str]] = {
    "form": (
        "isn't a web address",
        "copy it from the browser's address bar; it starts with https://",
    ),
    "user-name": ("contains a user name", "remove everything up to the @"),
    "port": (
        "has a port that isn't a number from 1 to 65535",
        "remove the colon and everything after it",
    ),
    "host": ("has no full host name", "write the whole name, such as www.example.org"),
}


def url_is_a_web_address(source: Source, setting: Setting) -> Faults:
    """A URL must start with https:// or http:// and a full host name, and have no user name or
    spaces.
    """
    flaw = web_address_flaw(source.URL) if source.URL else None
    if flaw:
        message, hint = URL_FLAWS[flaw]
        yield Fault(("URL",), f'"{str(source.URL)[:60]}" {message}', hint)


def source_date_not_in_future(source: Source, setting: Setting) -> Faults:
    """Search and access dates can't be in the future; a publication date can be next year at most,
    because journals date issues ahead.
    """
    for field, day in (("search-date", source.search_date), ("accessed", source.accessed)):
        if day and not setting.calendar.has_come(day):
            yield Fault(
                (field,),
                f"{day} is in the future; today is {setting.calendar.today}",
                "check the source",
            )
    if source.issued and not setting.calendar.has_come(f"{int(source.issued[:4]) - 1:04}"):
        yield Fault(
            ("issued",),
            f"{source.issued} is in the future; today is {setting.calendar.today}",
            "check the source",
        )


def search_before_publication(source: Source, setting: Setting) -> Faults:
    """A review's search date must be before its publication date."""
    searched, issued = source.search_date, source.issued
    if not searched or not issued or not setting.calendar.has_come(searched):
        return
    if searched[: len(issued)] > issued[: len(searched)]:
        yield Fault(
            ("search-date",),
            f"searched on {searched}, which is after publication in {issued}",
            "check both dates; one may be for an update",
        )


def retraction_has_status(source: Source, setting: Setting) -> Doubts:
    """A source whose title says it was retracted needs `status: {kind: retracted, date: ...}`, so
    that it isn't used by mistake.
    """
    if source.title and RETRACTED.search(source.title) and source.standing != "retracted":
        yield Fault(
            ("title",),
            "the title says it was retracted, but `status` doesn't",
            "add `status: {kind: retracted, date: 2024-03-05}` with the day of the notice",
        )


def names_keep_their_case(name: Name, setting: Setting) -> Doubts:
    """Names aren't written in capitals; given names in capitals would be read as initials."""
    for field, suspect, more in (
        ("family", _no_family_name, ""),
        ("given", _no_initials, ", or initials with a point after each"),
    ):
        for word in re.findall(r"[^\W\d_]+", getattr(name, field) or ""):
            if word.isupper() and suspect(word):
                hint = f"write `{word.capitalize()}`{more}"
                yield Fault((field,), f'"{word}" is all capitals', hint)


def _no_family_name(word: str) -> bool:
    """Families are called Ng and KC; three capitals are a name in capitals."""
    return len(word) >= 3


def _no_initials(word: str) -> bool:
    """Four initials occur, seldom with the vowels that make a word; five don't."""
    vowels = sum(letter in "AEIOUY" for letter in unicodedata.normalize("NFD", word))
    return len(word) >= 5 or (len(word) == 4 and vowels >= 2)


def name_has_family_or_literal(name: Name, setting: Setting) -> Faults:
    """An author needs either a `family` name (with `given`) or, for an organisation, a `literal`
    name.
    """
    if name.literal and name.model_fields_set != {"literal"}:
        yield Fault(
            ("literal",),
            "`literal` is given as well as a personal name",
            "keep `literal` for bodies, `family` and `given` for people",
        )
    if not name.literal and not name.family:
        yield Fault(
            ("family",),
            "the name has neither `family` nor `literal`",
            "add `family:`, or `literal:` for a body",
        )
