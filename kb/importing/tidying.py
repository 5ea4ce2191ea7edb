"""Turns a reference into the fields of a source, recording what was changed and what no field
takes.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.importing import person_names, publication_types
from kb.importing.field_words import OF_SOURCES
from kb.importing.publication_dates import partial_date
from kb.importing.record import Given, Record
from kb.model.publication_ids import (
    DOI,
    PMCID,
    PMID,
    doi_meant,
    issns_in,
    pmcid_meant,
    pmid_meant,
)
from kb.model.web_address import web_address_flaw
from kb.reading.damaged_text import repaired

Values = dict[str, object]

NOTHING = frozenset({"nan", "undefined", "null", "none", "n/a", "no", "specified", "no specified"})
STOP = re.compile(r"(?<![.\s])(?<!\b[A-Z])\.$")
# Words that keep their capitals: RCT, COVID-19, L4/5; not BY
ABBREVIATION = re.compile(r"\d|^[^\WAEIOUYÀ-ÖØ-Ý]{2,}s?\W*$")
LONGEST = 400  # letters of one field
LONGEST_ISSUE = 40  # more is no number of an issue
PUBMED = re.compile(r"\b(?:nlm|pubmed|medline)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """A value that was changed."""

    field: str
    given: str
    written: str


@dataclass(frozen=True)
class Lost:
    """A value that wasn't kept, with its tag and why; without a reason, sources have no field for
    it. `field` is the source's field it was for.
    """

    tag: str
    given: str
    why: str
    field: str = ""

    @property
    def has_field(self) -> bool:
        """Whether a source has a field for such values, but this one didn't fit."""
        return bool(self.why)


@dataclass
class Tidied:
    """The fields of a source made from one record, and what happened to the rest.

    `looks` are for an editor to check: values taken as they are that may be wrong.
    """

    place: str
    values: Values = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)

    def put(self, name: str, value: object, given: str | None = None) -> None:
        """Set a field, and record any change to the given value."""
        self.values[name] = value
        if given is not None and isinstance(value, str) and value != " ".join(given.split()):
            self.changes.append(Change(name, given, value))

    def lose(self, one: Given, why: str = "", name: str = "") -> None:
        """Record a value that isn't kept, of the field of this name."""
        self.lost.append(Lost(one.tag, " ".join(one.text.split()), why, name))

    def lose_another(self, one: Given, name: str) -> None:
        """Record a value for a field that has one already."""
        self.lose(
            one,
            f"a source has one {OF_SOURCES.get(name, name)}, and this one has {self.text(name)}",
            name,
        )

    def text(self, name: str) -> str:
        """A text field, or ""."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""


def tidied(record: Record) -> Tidied:
    """The record as the fields of a source; the rules decide whether they make one."""
    made = Tidied(record.place)
    for step in STEPS:
        step(record, made)
    for one in record.lost:
        made.lose(one)
    return made


def _type(record: Record, made: Tidied) -> None:
    kind, exact = publication_types.type_of(record.type)
    made.put("type", kind)
    if not exact:
        made.changes.append(Change("type", record.type, kind))
    if publication_types.is_thesis(record.type):
        made.put("genre", "Thesis")


def _kind_of_publication(record: Record, made: Tidied) -> None:
    given = record.values.get("genre", ())
    said = [_clean(one.text) for one in given]
    if design := publication_types.design_of(said):
        made.put("design", design)
        made.changes.append(Change("design", "; ".join(said), design))
    genre = publication_types.genre_of(said)
    if genre:
        made.put("genre", genre)
    known = {*publication_types.TOLD, *publication_types.DESIGNS, (genre or "").lower()}
    for one, words in zip(given, said, strict=True):
        if words.lower() not in known:
            made.lose(one)


def _people(record: Record, made: Tidied) -> None:
    authors = record.values.get("author") or record.values.get("author-short", ())
    groups = [Given(one.tag, f"{one.text},") for one in record.values.get("group", ())]
    for name, given in (
        ("author", (*authors, *groups)),
        ("editor", record.values.get("editor") or record.values.get("editor-short", ())),
    ):
        if names := list(_names(given, made)):
            made.values[name] = names
    if any(person_names.is_et_al(one) for one in authors):
        made.put("author-complete", "false")


def _names(given: Sequence[Given], made: Tidied) -> Iterator[Mapping[str, str]]:
    for one in given:
        if person_names.is_et_al(one):
            continue
        if person_names.is_nobody(one):
            made.lose(one, "it names nobody", "author")
            continue
        parts = person_names.name_of(one)
        if parts is None:
            made.lose(one, "it isn't a name", "author")
            continue
        _tell_name(one, parts, made)
        yield parts


def _tell_name(one: Given, parts: Mapping[str, str], made: Tidied) -> None:
    """The changed name, if more than the comma changed."""
    if parts == one.parts:
        return
    given = " ".join(one.text.replace(",", " ").split())
    now = person_names.as_written(parts)
    if sorted(given.split()) != sorted(now.split()):
        made.changes.append(Change("author", one.text, now))
    elif "non-dropping-particle" in parts or "dropping-particle" in parts:
        particle = parts.get("non-dropping-particle") or parts.get("dropping-particle", "")
        made.changes.append(Change("author", one.text, f"{now} (particle: {particle})"))
    if "literal" in parts and not one.parts and not one.text.rstrip().endswith(","):
        made.looks.append(
            f'author: "{parts["literal"]}" has no comma, so it was written as an organisation; if'
            " it's a person, write `family` and `given` instead of `literal`"
        )


def _issued(record: Record, made: Tidied) -> None:
    for name in ("issued", "accessed"):
        given = [*record.values.get(name, ())]
        given += record.values.get("issued-day", ()) if name == "issued" else ()
        texts = [one.text for one in given]
        if name == "issued" and len(given) > 1 and given[-1].tag == "day":
            texts[-2:] = [" ".join(texts[-2:])]
        day, unused = partial_date(texts)
        if day:
            made.put(name, day, texts[0] if len(texts) == 1 else None)
            if len(texts) > 1 and day not in texts:
                made.changes.append(Change(name, " + ".join(texts), day))
        for place in unused:
            why = "it has no year" if day is None else "a date has only a year, a month and a day"
            made.lose(given[place], why, name)


def _page(record: Record, made: Tidied) -> None:
    first, last, article = (
        _clean(record.first(name)) for name in ("page", "last-page", "article-number")
    )
    first, last, article = ("" if _is_nothing(x) else x for x in (first, last, article))
    pages = f"{first}-{last}" if first and last and last != first else first or last or article
    if not pages:
        return
    given = record.values.get("page", ())
    made.put("page", pages, given[0].text if given and not last and first else None)
    if article and pages != article and article not in (first, last):
        article_number = record.values["article-number"][0]
        made.lose(article_number, "the source has pages instead", "article-number")


def _accession(record: Record, made: Tidied) -> None:
    """A database number: PubMed's, if the database says so or it's where Scopus and Embase put
    it.
    """
    databases = record.values.get("database", ())
    of_pubmed = any(PUBMED.search(one.text) for one in databases)
    for one in record.values.get("accession", ()):
        text = one.text.strip()
        if PMCID.fullmatch(text):
            made.put("PMCID", text)
        elif PMID.fullmatch(text) and (of_pubmed or one.tag in ("C2", "C5")):
            made.values.setdefault("PMID", text)
        else:
            made.lose(one)
    for one in record.values.get("eprint", ()):
        if PMID.fullmatch(one.text):
            made.values.setdefault("PMID", one.text)
        else:
            made.lose(one)
    for one in databases:
        made.lose(one)


def _clean(text: str) -> str:
    return repaired(text)


def _is_nothing(text: str) -> bool:
    return text.lower() in NOTHING


def _words(text: str) -> str | None:
    plain = _clean(text)
    return plain if plain and not _is_nothing(plain) else None


def _title(text: str) -> str | None:
    plain = _words(text)
    return STOP.sub("", plain) if plain else None


def _container(text: str) -> str | None:
    plain = _words(text)
    return STOP.sub("", plain) if plain and plain.count(".") == 1 else plain


def _issue(text: str) -> str | None:
    plain = _words(text)
    return plain if plain and len(plain) <= LONGEST_ISSUE else None


def _doi(text: str) -> str | None:
    meant = doi_meant(re.sub(r"\s*\[doi\]$", "", text.strip()))
    return meant if DOI.fullmatch(meant) else None


def _issn(text: str) -> str | None:
    return next(iter(issns_in(text)), None)


def _url(text: str) -> str | None:
    plain = text.strip().strip("<>")
    return plain if len(plain) <= LONGEST and not web_address_flaw(plain) else None


def _language(text: str) -> str | None:
    plain = _words(text)
    return publication_types.LANGUAGES.get(plain.lower(), plain) if plain else None


# How a field that takes one text is tidied, and why what can't be is lost.
FIELDS: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "title": (_title, "it has no words"),
    "container-title": (_container, "it has no words"),
    "container-title-short": (_words, "it has no words"),
    "publisher": (_words, "it has no words"),
    "publisher-place": (_words, "it has no words"),
    "edition": (_words, "it has no words"),
    "volume": (_words, "it has no words"),
    "issue": (_issue, "it is too long for the number of an issue"),
    "number": (_words, "it has no words"),
    "language": (_language, "it has no words"),
    "DOI": (_doi, "it isn't a DOI, such as 10.1000/182"),
    "PMID": (pmid_meant, "it isn't a PMID: up to eight digits"),
    "PMCID": (pmcid_meant, "it isn't a PMCID, such as PMC12345"),
    "ISSN": (_issn, "it isn't an ISSN, or has a mistyped digit"),
    "URL": (_url, "it isn't a web address, or has more than 400 letters"),
    "note": (_words, "it has no words"),
}


def _texts(record: Record, made: Tidied) -> None:
    """Each text field: the first usable value; repetitions aren't recorded as lost."""
    for name, (tidy, why) in FIELDS.items():
        taken: list[str] = []
        for one in record.values.get(name, ()):
            value = tidy(one.text)
            if value is None:
                if not _is_nothing(one.text.strip()):
                    made.lose(one, why, name)
            elif not taken and name not in made.values:
                taken.append(value)
                made.put(name, value, one.text)
                _rest_of_issns(name, value, one, made)
            elif value.casefold() not in {made.text(name).casefold()}:
                made.lose_another(one, name)


def _rest_of_issns(name: str, value: str, one: Given, made: Tidied) -> None:
    if name == "ISSN":
        for issn in issns_in(one.text):
            if issn != value:
                made.lose_another(Given(one.tag, issn), "ISSN")


def _between_fields(record: Record, made: Tidied) -> None:
    """What one field implies about another."""
    _from_other_fields(record, made)
    if not made.text("container-title") and made.text("container-title-short"):
        made.values["container-title"] = made.values.pop("container-title-short")
    if made.text("container-title-short") == made.text("container-title"):
        made.values.pop("container-title-short", None)
    url_doi = _doi(made.text("URL")) if "doi.org/" in made.text("URL") else None
    if url_doi and not made.text("DOI"):
        made.put("DOI", url_doi, made.text("URL"))
    if made.text("type") == "article-journal":
        for name in ("edition", "number"):
            if text := made.text(name):
                del made.values[name]
                why = f"an article in a journal has no {name}"
                made.lose(Given(record.values[name][0].tag, text), why, name)
    if made.text("DOI").endswith("."):
        made.looks.append("DOI: it ends in a full stop, which may not belong to it")
    if _is_shouted(made.text("title")):
        made.put("title", _lowered(made.text("title")), made.text("title"))
        made.looks.append(
            "title: it was all in capitals; give names and abbreviations theirs again"
        )
    if _is_shouted(made.text("container-title")):
        made.looks.append("journal or book: it is all in capitals")


def _is_shouted(text: str) -> bool:
    return text.isupper() and " " in text


def _lowered(title: str) -> str:
    """A title in capitals as a sentence: words with a digit or without a vowel keep theirs, as
    abbreviations do.
    """
    words = [word if ABBREVIATION.search(word) else word.lower() for word in title.split(" ")]
    return re.sub(r"(?:^|[.?!] )\W*\w", lambda found: found[0].upper(), " ".join(words))


def _from_other_fields(record: Record, made: Tidied) -> None:
    """A second publisher is its place (Ovid); BibTeX puts anything in `howpublished`."""
    publishers = record.values.get("publisher", ())
    if len(publishers) > 1 and "publisher-place" not in made.values:
        place = _words(publishers[1].text)
        made.lost[:] = [one for one in made.lost if one.given != publishers[1].text]
        made.values.update({"publisher-place": place} if place else {})
    for one in record.values.get("howpublished", ()):
        url = _url(one.text)
        name = "URL" if url else "container-title"
        if name in made.values:
            made.lose_another(one, name)
        else:
            made.values[name] = url or _clean(one.text)


STEPS: Sequence[Callable[[Record, Tidied], None]] = (
    _type, _kind_of_publication, _people, _issued, _page, _accession, _texts, _between_fields,
)  # fmt: skip
