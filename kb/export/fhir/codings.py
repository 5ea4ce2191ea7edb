"""The FHIR R5 (5.0.0) codes for measures, intervals, certainty and roles, as far as they exist.

From its code systems `statistic-type`, `attribute-estimate-type`, `synthesis-type` and
`variable-role` (terminology.hl7.org), `certainty-type` and `certainty-rating` (hl7.org/fhir).
"""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
THO = "http://terminology.hl7.org/CodeSystem"
OURS = "urn:evidence-kb"
SYSTEMS = {
    "statistic": f"{THO}/statistic-type",
    "estimate": f"{THO}/attribute-estimate-type",
    "synthesis": f"{THO}/synthesis-type",
    "role": f"{THO}/variable-role",
    "certainty": "http://hl7.org/fhir/certainty-type",
    "rating": "http://hl7.org/fhir/certainty-rating",
}
STATISTICS: Mapping[str, tuple[str, str]] = {
    "MD": ("0000457", "Mean Difference"),
    "SMD": ("0000100", "Standardized Mean Difference"),
    "RR": ("C93152", "Relative Risk"),
    "OR": ("C16932", "Odds Ratio"),
    "HR": ("C93150", "Hazard Ratio"),
    "RD": ("0000424", "Risk Difference"),
}
INTERVALS: Mapping[str, tuple[str, str]] = {
    "confidence": ("C53324", "Confidence interval"),
    "credible": ("0000455", "Credible interval"),
}
SYNTHESES: Mapping[str, tuple[str, str]] = {
    "systematic-review": ("std-MA", "summary data meta-analysis"),
    "ipd-meta-analysis": ("IPD-MA", "individual patient data meta-analysis"),
    "network-meta-analysis": (
        "combined-NMA",
        "combined direct plus indirect network meta-analysis",
    ),
}
DOMAINS: Mapping[str, str] = {
    "risk-of-bias": "RiskOfBias",
    "inconsistency": "Inconsistency",
    "indirectness": "Indirectness",
    "imprecision": "Imprecision",
    "publication-bias": "PublicationBias",
    "large-effect": "LargeEffect",
    "dose-response": "DoseResponseGradient",
    "plausible-confounding": "PlausibleConfounding",
}
RATED_UP = 2  # there is a code for raising by one level and by two


def concept(system: str, code: str, display: str = "", text: str = "") -> Json:
    """A concept with one code of a code system."""
    coding = {"system": SYSTEMS[system], "code": code}
    shown = {"display": display} if display else {}
    return {"coding": [coding | shown], **({"text": text} if text else {})}


def code_of(held: Json) -> str:
    """The code of a concept that has one."""
    return str(held["coding"][0]["code"])
