"""An entry as linked data in the words of schema.org.

The levels of certainty stay words in the description: schema.org's evidence levels grade study
designs and are not those of GRADE.
"""

from typing import Any, cast

from kb.export.authors import in_order
from kb.export.citations import addresses
from kb.export.entry_citation import updated
from kb.model.entries import Claim, Condition, Entry, Intervention
from kb.model.library import Library
from kb.model.source import Name, Source
from web.core import wording
from web.core.links import entry_url
from web.core.markdown import plain_text
from web.parts.cited_sources import sources_of

Json = dict[str, Any]
CONTEXT = "https://schema.org"
WORKS = {
    "article-journal": "ScholarlyArticle",
    "report": "Report",
    "webpage": "WebPage",
    "book": "Book",
    "dataset": "Dataset",
}


def json_ld(entry: Entry, library: Library, public: str) -> Json:
    """The page of an entry and what it is about; addresses of this site only where it has a public
    one.
    """
    made = _source_page(entry) if isinstance(entry, Source) else _medical_page(entry, library)
    site = {
        "@type": "WebSite",
        "name": library.collection.title,
        "url": f"{public}/" if public else None,
    }
    page = {
        "@context": CONTEXT,
        **made,
        "url": f"{public}{entry_url(entry)}" if public else None,
        "inLanguage": "en",
        "isPartOf": site,
    }
    return cast(
        Json, _given({**page, "license": f"https://spdx.org/licenses/{library.collection.licence}"})
    )


def description(entry: Entry, library: Library) -> str:
    """What an entry says in a few sentences of plain text; an intervention's certainty is in it
    in words.
    """
    match entry:
        case Intervention():
            certainty = library.answers[entry.id].badge.certainty_words
            said = plain_text(entry.summary)
            return wording.CERTAINTY_OF_FIRST.format(summary=said, certainty=certainty)
        case Condition():
            return plain_text(entry.summary)
        case Claim():
            return plain_text(entry.why)
        case Source():
            return entry.title


def _medical_page(entry: Intervention | Condition | Claim, library: Library) -> Json:
    cited = [
        place.url for source in sources_of((entry,), library) for place in addresses(source)[:1]
    ]
    return {
        "@type": "MedicalWebPage",
        "name": plain_text(entry.title),
        "description": description(entry, library),
        "lastReviewed": entry.reviewed.isoformat(),
        "dateModified": updated(entry).isoformat(),
        "about": _about(entry, library),
        "citation": cited,
    }


def _about(entry: Intervention | Condition | Claim, library: Library) -> list[Json]:
    """The therapies and conditions a page is about; the collection's focus is one of every
    intervention's.
    """
    focus = library.conditions.get(library.collection.focus or "")
    match entry:
        case Intervention():
            return [_therapy(entry), *([_condition(focus)] if focus else [])]
        case Condition():
            return [_condition(entry)]
    named = [library.entry(id.partition("#")[0]) for id in entry.about]
    therapies = [_therapy(found) for found in named if isinstance(found, Intervention)]
    return therapies + [_condition(found) for found in named if isinstance(found, Condition)]


def _therapy(entry: Intervention) -> Json:
    return {"@type": "MedicalTherapy", "name": entry.name, "alternateName": list(entry.synonyms)}


def _condition(entry: Condition) -> Json:
    return {"@type": "MedicalCondition", "name": entry.name, "alternateName": list(entry.synonyms)}


def _source_page(source: Source) -> Json:
    """A page about a publication; the publication itself is where it is published."""
    people = [_person(author) for author in source.author]
    work = {
        "@type": WORKS.get(source.type, "CreativeWork"),
        "name": source.title,
        "author": people,
        "datePublished": source.issued,
        "isPartOf": {"@type": "Periodical", "name": source.container_title}
        if source.type == "article-journal"
        else None,
        "sameAs": [place.url for place in addresses(source)],
    }
    return {"@type": "WebPage", "name": source.title, "mainEntity": work}


def _person(author: Name) -> Json:
    return {"@type": "Organization" if author.literal else "Person", "name": in_order(author)}


def _given(value: Any) -> Any:  # noqa: ANN401 any part of a JSON value
    """The value without what is absent or empty in it."""
    if isinstance(value, dict):
        parts = {name: _given(part) for name, part in value.items()}
        kept = {name: part for name, part in parts.items() if part not in (None, "", [], {})}
        return kept if set(kept) - {"@type"} else None
    return [_given(part) for part in value] if isinstance(value, list) else value
