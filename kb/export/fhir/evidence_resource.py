"""Converts findings to FHIR Evidence with certainty, and back."""

from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kb.export.fhir.codings import (
    DOMAINS,
    INTERVALS,
    OURS,
    RATED_UP,
    STATISTICS,
    SYNTHESES,
    Json,
    code_of,
    concept,
)
from kb.export.fhir.extensions import extended, extensions, without
from kb.model.derived import Derived
from kb.model.entries import Intervention
from kb.model.finding import Certainty, Effect, Finding, Step
from kb.model.library import Library

# The fields that have an element of their own; the others are extensions.
MAPPED = "id population comparator outcome effect studies participants certainty source"
MAPPED_EFFECT = "measure estimate low high"
MAPPED_CERTAINTY = "level concerns upgrades"


def name_of(kind: str, id: str) -> str:
    """The URL of a resource within the bundle; the same in every edition."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{OURS}:{kind}:{id}')}"


def identifier(kind: str, id: str) -> list[Json]:
    """A resource's identifier in this collection."""
    return [{"system": f"{OURS}:{kind}", "value": id}]


def evidence(one: Derived, entry: Intervention, library: Library) -> Json:
    """The resource of a finding; derived values are only given as text."""
    finding = one.finding
    return {
        "resourceType": "Evidence",
        "extension": extensions(finding, without(Finding, MAPPED)),
        "identifier": identifier("finding", f"{entry.id}#{finding.id}"),
        "status": "active",
        "experimental": True,
        "description": one.text,
        "relatedArtifact": [_from(finding)],
        "variableDefinition": _variables(one, entry),
        **_synthesis(finding, library),
        **_statistic(finding),
        "certainty": [certainty(one)],
    }


def _from(finding: Finding) -> Json:
    reference = {"reference": name_of("source", finding.source), "display": finding.source}
    return {"type": "derived-from", "resourceReference": reference}


def _variables(one: Derived, entry: Intervention) -> list[Json]:
    finding = one.finding
    return [
        {"description": finding.population, "variableRole": concept("role", "population")},
        _variable("exposure", one.given, "intervention", entry.id),
        _variable("referenceExposure", one.other, "comparator", finding.comparator),
        _variable("measuredVariable", finding.event or "", "outcome", finding.outcome),
    ]


def _variable(role: str, words: str, kind: str, id: str) -> Json:
    observed = {"reference": name_of(kind, id), "display": id}
    said = {"description": words} if words else {}
    return {**said, "variableRole": concept("role", role), "observed": observed}


def _synthesis(finding: Finding, library: Library) -> Json:
    """How studies were combined, if an estimate is based on several."""
    source = library.sources.get(finding.source)
    known = SYNTHESES.get(source.design) if source else None
    several = finding.effect is not None and (finding.studies or 0) > 1
    return {"synthesisType": concept("synthesis", *known)} if known and several else {}


def _statistic(finding: Finding) -> Json:
    counts = {
        "numberOfStudies": finding.studies,
        "numberOfParticipants": finding.participants,
    }
    known = {name: count for name, count in counts.items() if count is not None}
    sample = {"sampleSize": known} if known else {}
    if finding.effect is None:
        return {"statistic": [sample]} if sample else {}
    return {"statistic": [{**_number(finding.effect, finding.interval), **sample}]}


def _number(effect: Effect, interval: str) -> Json:
    """The number as printed, its interval, and its type."""
    ends = {"low": effect.low, "high": effect.high}
    known = {end: {"value": value} for end, value in ends.items() if value is not None}
    estimate: Json = {"type": concept("estimate", *INTERVALS[interval])}
    if known:
        estimate |= {"level": 0.95, "range": known}
    return {
        "extension": extensions(effect, without(Effect, MAPPED_EFFECT)),
        "statisticType": _kind(effect.measure),
        "quantity": {"value": effect.estimate},
        "attributeEstimate": [estimate],
    }


def _kind(measure: str) -> Json:
    """The type of a number; numbers needed and percentages have no code."""
    known = STATISTICS.get(measure)
    return concept("statistic", *known, text=measure) if known else {"text": measure}


def certainty(one: Derived) -> Json:
    """The source's certainty: overall, with each domain that changed it."""
    given = one.finding.certainty
    moved = [("downcode", step) for step in given.concerns]
    moved += [("upcode", step) for step in given.upgrades]
    return {
        "extension": extensions(given, without(Certainty, MAPPED_CERTAINTY)),
        "description": one.certainty_words,
        "type": concept("certainty", "Overall"),
        **_rating(given),
        **({"subcomponent": [_domain(way, step) for way, step in moved]} if moved else {}),
    }


def _rating(given: Certainty) -> Json:
    """The level; a finding that isn't graded has none."""
    return {} if given.level == "not-graded" else {"rating": concept("rating", given.level)}


def _domain(way: str, step: Step) -> Json:
    coded = way == "downcode" or step.levels <= RATED_UP
    words = f"{way}{step.levels}"
    return {
        "description": step.why,
        "type": concept("certainty", DOMAINS[step.domain]),
        "rating": concept("rating", words, text=words) if coded else {"text": words},
    }


def finding_of(resource: Json, names: Json) -> Finding:
    """The finding that an Evidence resource was made from; `names` are the ids of its bundle's
    other resources by URL.
    """
    roles = {code_of(one["variableRole"]): one for one in resource["variableDefinition"]}
    (address,) = resource["identifier"]
    (origin,) = resource["relatedArtifact"]
    (statistic,) = resource.get("statistic", [{}])
    sample = statistic.get("sampleSize", {})
    return Finding.model_validate(
        {
            **extended(resource, Finding),
            "id": address["value"].partition("#")[2],
            "population": roles["population"]["description"],
            "comparator": names[roles["referenceExposure"]["observed"]["reference"]],
            "outcome": names[roles["measuredVariable"]["observed"]["reference"]],
            "source": names[origin["resourceReference"]["reference"]],
            "studies": sample.get("numberOfStudies"),
            "participants": sample.get("numberOfParticipants"),
            "certainty": _certainty_of(resource["certainty"][0]),
            **_effect_of(statistic),
        }
    )


def _effect_of(statistic: Json) -> Json:
    if "quantity" not in statistic:
        return {}
    (estimate,) = statistic["attributeEstimate"]
    effect: Json = {
        **extended(statistic, Effect),
        "measure": statistic["statisticType"]["text"],
        "estimate": Decimal(statistic["quantity"]["value"]),
        **{end: Decimal(held["value"]) for end, held in estimate.get("range", {}).items()},
    }
    return {"effect": effect}


def _certainty_of(held: Json) -> Json:
    steps = [_step_of(one) for one in held.get("subcomponent", ())]
    return {
        **extended(held, Certainty),
        "level": code_of(held["rating"]) if "rating" in held else "not-graded",
        "concerns": [step for way, step in steps if way == "downcode"],
        "upgrades": [step for way, step in steps if way == "upcode"],
    }


def _step_of(held: Json) -> tuple[str, dict[str, Any]]:
    words = held["rating"]["text"]
    domain = next(name for name, code in DOMAINS.items() if code == code_of(held["type"]))
    step = {"domain": domain, "levels": int(words[-1]), "why": held["description"]}
    return words[:-1], step
