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
    """A DOI begins with 10., a publisher's number and a slash, without https://doi.org/ or `doi:`
    before it and without the codes an address or a web page writes for its signs.
    """
    meant = doi_meant(source.DOI or "")
    if source.DOI and (meant != source.DOI or not DOI.fullmatch(meant)):
        yield Fault(
            ("DOI",),
            f'"{source.DOI}" is no DOI',
            f"write `{meant}`"
            if DOI.fullmatch(meant)
            else "copy it from the publication; it begins with 10.",
        )


def an_articles_number_is_its_issue(source: Source, setting: Setting) -> Doubts:
    """An article has an `issue`; `number` is that of a report or standard."""
    if source.type == "article-journal" and source.number and not source.issue:
        yield Fault(
            ("number",),
            "an article in a journal has an issue, not a number",
            f"write `issue: {source.number}`, if that is what it means",
        )


def pmid_well_formed(source: Source, setting: Setting) -> Faults:
    """A PMID is a number of at most eight digits."""
    if source.PMID and not PMID.fullmatch(source.PMID):
        meant = pmid_meant(source.PMID)
        yield Fault(
            ("PMID",),
            f'"{source.PMID}" is no PMID',
            f"write `{meant}`"
            if meant
            else "write digits only; an identifier that begins with PMC belongs in `PMCID`",
        )


def pmcid_well_formed(source: Source, setting: Setting) -> Faults:
    """A PMCID is PMC and digits."""
    if source.PMCID and not PMCID.fullmatch(source.PMCID):
        meant = pmcid_meant(source.PMCID)
        yield Fault(
            ("PMCID",),
            f'"{source.PMCID}" is no PMCID',
            f"write `{meant}`" if meant else "it is PMC and digits",
        )


def issn_well_formed(source: Source, setting: Setting) -> Faults:
    """An ISSN is four digits, a hyphen, three digits and a check digit (0 to 9 or X, by ISO 3297)
    that fits them.
    """
    if not source.ISSN:
        return
    if not ISSN.fullmatch(source.ISSN):
        meant = issns_in(source.ISSN)
        yield Fault(
            ("ISSN",),
            f'"{source.ISSN}" is no ISSN',
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
        "copy it from the browser's address bar; it begins with https://",
    ),
    "user-name": ("has a user name in it", "remove everything up to the @"),
    "port": ("has a port that isn't a number from 1 to 65535", "remove the colon and what follows"),
    "host": ("has no full host name", "write the whole name, such as www.example.org"),
}


def url_is_a_web_address(source: Source, setting: Setting) -> Faults:
    """A URL begins with https:// or http:// and a full host name, without user name or spaces."""
    flaw = web_address_flaw(source.URL) if source.URL else None
    if flaw:
        message, hint = URL_FLAWS[flaw]
        yield Fault(("URL",), f'"{str(source.URL)[:60]}" {message}', hint)


def source_date_not_in_future(source: Source, setting: Setting) -> Faults:
    """A search was made, and an address opened, today or earlier; a publication bears at most next
    year's date, as journals date their issues ahead.
    """
    for field, day in (("search-date", source.search_date), ("accessed", source.accessed)):
        if day and not setting.calendar.has_come(day):
            yield Fault(
                (field,),
                f"{day} has not come yet; today is {setting.calendar.today}",
                "look at the source again",
            )
    if source.issued and not setting.calendar.has_come(f"{int(source.issued[:4]) - 1:04}"):
        yield Fault(
            ("issued",),
            f"{source.issued} has not come yet; today is {setting.calendar.today}",
            "look at the source again",
        )


def search_before_publication(source: Source, setting: Setting) -> Faults:
    """A review searched before it was published."""
    searched, issued = source.search_date, source.issued
    if not searched or not issued or not setting.calendar.has_come(searched):
        return
    if searched[: len(issued)] > issued[: len(searched)]:
        yield Fault(
            ("search-date",),
            f"the search of {searched} is later than the publication in {issued}",
            "look at both dates again; one of them may be an update's",
        )


def retraction_has_status(source: Source, setting: Setting) -> Doubts:
    """A source whose title says that it was retracted has `status: {kind: retracted, date: ...}`,
    so that nothing rests on it unseen.
    """
    if source.title and RETRACTED.search(source.title) and source.standing != "retracted":
        yield Fault(
            ("title",),
            "the title says that it was retracted, and `status` does not",
            "add `status: {kind: retracted, date: 2024-03-05}` with the day of the notice",
        )


def names_keep_their_case(name: Name, setting: Setting) -> Doubts:
    """A name is written with small letters; given names that are all capitals are taken for
    initials.
    """
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
    """An author has a `family` name (with `given`), or a `literal` name for a body; one of the
    two.
    """
    if name.literal and name.model_fields_set != {"literal"}:
        yield Fault(
            ("literal",),
            "`literal` is next to a personal name",
            "keep `literal` for bodies, `family` and `given` for people",
        )
    if not name.literal and not name.family:
        yield Fault(
            ("family",),
            "the name has neither `family` nor `literal`",
            "add `family:`, or `literal:` for a body",
        )
