"""A source as a FHIR Citation."""

from collections.abc import Iterator

from kb.export.authors import in_order
from kb.export.citations import addresses, reference, title
from kb.export.csl_fields import remarks
from kb.export.fhir.codings import Json
from kb.export.fhir.evidence_resource import identifier
from kb.model.source import STANDING, Name, Source

IDENTIFIERS = {
    "DOI": "https://doi.org",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc",
}


def citation(source: Source) -> Json:
    """The resource of a source; its notes say what wasn't seen."""
    return {
        "resourceType": "Citation",
        "identifier": identifier("source", source.id),
        "title": title(source),
        "status": "active",
        "experimental": True,
        "summary": [{"text": reference(source)}],
        "citedArtifact": _given(
            {
                "identifier": list(_identifiers(source)),
                "dateAccessed": source.accessed,
                "currentState": _state(source),
                "title": [{"text": title(source)}],
                "publicationForm": [_publication(source)],
                "webLocation": [{"url": place.url} for place in addresses(source)],
                "contributorship": _authors(source),
                "note": [{"text": remark} for remark in remarks(source)],
            }
        ),
    }


def _given(parts: Json) -> Json:
    """The known values among these."""
    return {name: value for name, value in parts.items() if value not in (None, "", [], {}, [{}])}


def _identifiers(source: Source) -> Iterator[Json]:
    for name, system in IDENTIFIERS.items():
        if value := getattr(source, name):
            yield {"system": system, "value": value}


def _state(source: Source) -> list[Json]:
    return [{"text": STANDING[source.standing]}] if source.standing else []


def _publication(source: Source) -> Json:
    publisher = {"display": source.publisher} if source.publisher else None
    where = _given({"title": source.container_title, "publisher": publisher})
    return _given(
        {
            "publishedIn": where,
            "articleDate": source.issued,
            "volume": source.volume,
            "issue": source.issue,
            "pageString": source.page,
        }
    )


def _authors(source: Source) -> Json:
    if not source.author:
        return {}
    return {"complete": source.author_complete, "entry": [_author(one) for one in source.author]}


def _author(name: Name) -> Json:
    kind = "Organization" if name.literal else "Practitioner"
    return {"contributor": {"type": kind, "display": in_order(name)}}
