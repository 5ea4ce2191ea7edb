"""Certainty, magnitude and the other closed lists in words, each with its one sign; the same on every page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """A value in words, with the sign that stands beside the words and never alone."""

    value: str
    words: str
    sign: str = ""


CERTAINTY = {
    "high": Sign("high", "High certainty", "⊕⊕⊕⊕"),
    "moderate": Sign("moderate", "Moderate certainty", "⊕⊕⊕◯"),
    "low": Sign("low", "Low certainty", "⊕⊕◯◯"),
    "very-low": Sign("very-low", "Very low certainty", "⊕◯◯◯"),
    "not-graded": Sign("not-graded", "Certainty not graded"),
}
# What each level says of the source, in plain words after GRADE.
SURE = {
    "high": "The source is very sure that the true effect lies close to its estimate.",
    "moderate": "The source is fairly sure: the true effect is probably close to its estimate, but may differ from it a good deal.",
    "low": "The source is not very sure: the true effect may differ much from its estimate.",
    "very-low": "The source is hardly sure at all: the true effect probably differs much from its estimate.",
    "not-graded": "The source gives no level of GRADE; that is not the same as low.",
}
MAGNITUDE = {
    "large": Sign("large", "Large effect", "▰▰▰"),
    "moderate": Sign("moderate", "Moderate effect", "▰▰▱"),
    "small": Sign("small", "Small effect", "▰▱▱"),
    "little-or-none": Sign("little-or-none", "Little or no effect", "▱▱▱"),
    "worse-than-comparator": Sign("worse-than-comparator", "Worse than comparator", "▼"),
    "not-classed": Sign("not-classed", "Size not classed"),
    "unclear": Sign("unclear", "Effect unclear"),
}
# What stands for a finding's result: its size where that may be shown, and words where it may not.
SHOWS = {
    **{value: sign for value, sign in MAGNITUDE.items() if value != "unclear"},
    "not-classed": Sign("not-classed", "Better, size not classed"),
    "no-clear-difference": Sign("no-clear-difference", "No clear difference"),
    "open-interval": Sign("open-interval", "Interval leaves it open"),
    "no-interval": Sign("no-interval", "Interval not reported"),
    "mixed": Sign("mixed", "Mixed results"),
    "unclear": Sign("unclear", "Effect unclear"),
    "very-uncertain": Sign("very-uncertain", "Very uncertain"),
    "no-evidence": Sign("no-evidence", "No trial found"),
    "not-seen": Sign("not-seen", "Result not known here"),
    "set-aside": Sign("set-aside", "No usable finding here"),
    "no-finding-here": Sign("no-finding-here", "No finding here"),
}
GROUP = {
    "inert": "Placebo or sham",
    "no-care": "No or usual care",
    "active": "Another treatment",
    "added-to": "Added to another treatment",
    "mixed": "A mix of comparators",
}
VERDICT = {
    "supported": Sign("supported", "Supported", "✓"),
    "partly": Sign("partly", "Partly supported", "±"),
    "not-supported": Sign("not-supported", "Not supported", "○"),
    "contradicted": Sign("contradicted", "Contradicted", "✗"),
}
DIRECTION = {"for": "For", "against": "Against", "neither": "Neither for nor against"}
STRENGTH = {
    "strong": "strong",
    "weak": "weak",
    "conditional": "conditional",
    "not-stated": "strength not stated",
}
ROLE = {
    "exclude": "Rule out first",
    "first-line": "First",
    "adjunct": "Beside it",
    "medicines": "Medicines",
    "referral": "When to refer",
    "not-recommended": "Not recommended",
}
DESIGN = {
    "systematic-review": "Systematic review",
    "network-meta-analysis": "Network meta-analysis",
    "ipd-meta-analysis": "Meta-analysis of individual patients' records",
    "rct": "Randomised trial",
    "guideline": "Guideline",
    "cohort": "Cohort study",
    "case-report": "Case report",
    "narrative-review": "Narrative review",
    "survey": "Survey",
    "drug-label": "Drug label",
    "other": "Other source",
}
KIND = {
    "intervention": "Intervention",
    "condition": "Condition",
    "claim": "Claim",
    "source": "Source",
}
