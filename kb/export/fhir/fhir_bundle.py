"""The collection as one FHIR R5 Bundle: Citation, EvidenceVariable, Evidence and
ArtifactAssessment.

Numbers keep the digits their source prints, as FHIR requires of decimals.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kb.export.edition import Edition
from kb.export.fhir.citation_resource import citation
from kb.export.fhir.codings import OURS, Json
from kb.export.fhir.evidence_resource import certainty, evidence, finding_of, identifier, name_of
from kb.model.derived import Derived
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library

FILE = "evidence.fhir.json"
# A text can't begin so: no file that holds this character is read.
NUMERAL = re.compile(r'"\\u0000(-?[0-9.]+)"')


def fhir_files(library: Library, of: Edition) -> Mapping[str, bytes]:
    """The bundle as its one file."""
    written = json.dumps(bundle(library, of), default=_numeral, ensure_ascii=False, indent=1)
    return {FILE: (NUMERAL.sub(r"\1", written) + "\n").encode()}


def bundle(library: Library, of: Edition) -> Json:
    """All resources, each with a URL that is the same in every edition."""
    return {
        "resourceType": "Bundle",
        "identifier": {"system": f"{OURS}:edition", "value": f"{of.version} {of.digest}"},
        "type": "collection",
        "timestamp": f"{of.day.isoformat()}T00:00:00Z",
        "entry": [
            {"fullUrl": name, "resource": {key: part for key, part in one.items() if part != []}}
            for name, one in _resources(library)
        ],
    }


def findings_in(written: bytes) -> Mapping[str, Finding]:
    """The findings of a bundle by intervention and id (`yoga#...`), as an editor wrote them."""
    held = json.loads(written, parse_float=Decimal)
    names = {
        entry["fullUrl"]: entry["resource"]["identifier"][0]["value"]
        for entry in held["entry"]
        if "identifier" in entry["resource"]
    }
    resources = [entry["resource"] for entry in held["entry"]]
    return {
        one["identifier"][0]["value"]: finding_of(one, names)
        for one in resources
        if one["resourceType"] == "Evidence"
    }


def _numeral(value: object) -> str:
    if isinstance(value, Decimal):
        return f"\0{value:f}"
    raise TypeError(f"{value!r} has no place in JSON")


def _resources(library: Library) -> Iterator[tuple[str, Json]]:
    for source in library.sources.values():
        yield name_of("source", source.id), citation(source)
    yield from _variables(library)
    for entry in library.interventions.values():
        for one in library.answers[entry.id].findings.values():
            id = f"{entry.id}#{one.finding.id}"
            yield name_of("finding", id), evidence(one, entry, library)
            yield name_of("certainty", id), _assessment(one, entry)


def _variables(library: Library) -> Iterator[tuple[str, Json]]:
    """What findings compare and measure."""
    words = library.vocabulary
    for entry in library.interventions.values():
        yield _variable("intervention", entry.id, entry.name, entry.summary)
    for word in words.comparators.values():
        yield _variable("comparator", word.id, word.name, word.definition)
    for outcome in words.outcomes.values():
        yield _variable("outcome", outcome.id, outcome.name, outcome.definition)


def _variable(kind: str, id: str, title: str, words: str) -> tuple[str, Json]:
    return name_of(kind, id), {
        "resourceType": "EvidenceVariable",
        "identifier": identifier(kind, id),
        "title": title,
        "status": "active",
        "experimental": True,
        "description": words,
    }


def _assessment(one: Derived, entry: Intervention) -> Json:
    """The certainty of a finding as a separate assessment by the finding's source."""
    held = certainty(one)
    id = f"{entry.id}#{one.finding.id}"
    source = {"reference": name_of("source", one.finding.source)}
    return {
        "resourceType": "ArtifactAssessment",
        "identifier": identifier("certainty", id),
        "title": f"Certainty of {id}",
        "date": entry.reviewed.isoformat(),
        "artifactReference": {"reference": name_of("finding", id)},
        "content": [
            {
                **_rated(held),
                "relatedArtifact": [{"type": "derived-from", "resourceReference": source}],
                "component": [_rated(part) for part in held.get("subcomponent", ())],
            }
        ],
    }


def _rated(part: Json) -> Json:
    rating = [part["rating"]] if "rating" in part else [{"text": "not graded"}]
    return {
        "informationType": "rating",
        "summary": part["description"],
        "type": part["type"],
        "classifier": rating,
    }
