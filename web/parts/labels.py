"""Certainty, magnitude and the other closed lists in words, each with its one sign; the same on
every page.
"""

from dataclasses import dataclass

from kb.model.condition_parts import URGENCY_WORDS
from kb.model.entries import VERDICT_WORDS
from kb.model.schema import LEVEL_WORDS
from kb.model.source import STANDING as WORDS_OF_STANDING
from kb.model.source import Source


@dataclass(frozen=True)
class Label:
    """A value in words, with the sign that is next to the words and never alone."""

    value: str
    words: str
    symbol: str = ""


SIGNS = {"high": "⊕⊕⊕⊕", "moderate": "⊕⊕⊕◯", "low": "⊕⊕◯◯", "very-low": "⊕◯◯◯"}
CERTAINTY = {
    **{
        level: Label(level, f"{words.capitalize()} certainty", SIGNS[level])
        for level, words in LEVEL_WORDS.items()
        if level in SIGNS
    },
    "not-graded": Label("not-graded", f"Certainty {LEVEL_WORDS['not-graded']}"),
}
# Under a heading that says what they are.
CERTAINTY_SHORT = {
    level: Label(level, LEVEL_WORDS[level].capitalize(), SIGNS.get(level, "◌◌◌◌"))
    for level in CERTAINTY
}
# What each level says of the source, in plain words after GRADE.
CERTAINTY_MEANINGS = {
    "high": "High confidence: the true effect is close to the estimate.",
    "moderate": (
        "Moderate confidence: the true effect is probably close to the estimate, but could"
        " be substantially different."
    ),
    "low": "Limited confidence: the true effect may be substantially different from the estimate.",
    "very-low": (
        "Very little confidence: the true effect is probably substantially different from"
        " the estimate."
    ),
    "not-graded": "The source gives no GRADE level. That isn't the same as low.",
}
# What a finding shows: its size where that may be shown, and words where it may not.
SHOWS = {
    "large": Label("large", "Large effect", "▰▰▰"),
    "moderate": Label("moderate", "Moderate effect", "▰▰▱"),
    "small": Label("small", "Small effect", "▰▱▱"),
    "little-or-none": Label("little-or-none", "Little or no effect", "▱▱▱"),
    "worse-than-comparator": Label("worse-than-comparator", "Worse than comparator", "▼"),
    "favours-other-treatment": Label("favours-other-treatment", "Other treatment did better", "◁"),
    "not-classed": Label("not-classed", "Better, size not classified"),
    "no-clear-difference": Label("no-clear-difference", "No clear difference"),
    "open-interval": Label("open-interval", "Uncertain: wide interval"),
    "mixed": Label("mixed", "Mixed results"),
    "unclear": Label("unclear", "Effect unclear"),
    "very-uncertain": Label("very-uncertain", "Very uncertain"),
    "no-evidence": Label("no-evidence", "No trial found"),
    "not-seen": Label("not-seen", "Result not available"),
    "counted-elsewhere": Label("counted-elsewhere", "Counted under another treatment"),
    "set-aside": Label("set-aside", "No usable finding here"),
    "no-finding-here": Label("no-finding-here", "No finding here"),
}
# What is known of an outcome, from the widest gap to none.
KNOWN_WORDS = {
    "no-finding": "No finding",
    "no-trial": "No trial found",
    "not-seen": "Result not available",
    "set-aside": "Set aside",
    "not-graded": "Not graded",
    "very-low": "Very low certainty",
    "graded": "Graded",
}
GROUP = {
    "inert": "Placebo or sham",
    "no-care": "No or usual care",
    "active": "Another treatment",
    "added-to": "Added to another treatment",
    "mixed": "Various comparators",
}
VERDICT_SIGNS = {
    "supported": "✓",
    "partly": "±",
    "not-supported": "○",
    "contradicted": "✗",
    "no-evidence-found": "–",
    "not-checked": "…",
}
VERDICT = {
    verdict: Label(verdict, words, VERDICT_SIGNS[verdict])
    for verdict, words in VERDICT_WORDS.items()
}
# The kinds of cautions, for clinicians and in plain words.
CAUTION = {
    "contraindicated": Label("contraindicated", "Do not use"),
    "not-advised": Label("not-advised", "Not advised"),
    "caution": Label("caution", "Take care"),
    "interaction": Label("interaction", "Interacts"),
    "monitoring": Label("monitoring", "Monitor"),
}
CAUTION_PLAIN = {
    **CAUTION,
    "interaction": Label("interaction", "Mixing with other things"),
    "monitoring": Label("monitoring", "Checks and warning signs"),
}
DIRECTION = {"for": "For", "against": "Against", "neither": "Neither for nor against"}
STRENGTH = {
    "strong": "strong",
    "weak": "weak",
    "conditional": "conditional",
    "not-stated": "strength not stated",
}
URGENCY = URGENCY_WORDS
ROLE = {
    "exclude": "Rule out first",
    "first-line": "First",
    "adjunct": "Add-on treatments",
    "medicines": "Medicines",
    "referral": "When to refer",
    "not-recommended": "Not recommended",
}
DESIGN = {
    "systematic-review": "Systematic review",
    "network-meta-analysis": "Network meta-analysis",
    "ipd-meta-analysis": "Individual patient data meta-analysis",
    "rct": "Randomised trial",
    "guideline": "Guideline",
    "cohort": "Cohort study",
    "case-report": "Case report",
    "narrative-review": "Narrative review",
    "survey": "Survey",
    "drug-label": "Label, manual or health page",
    "other": "Other source",
}
STANDING = {kind: Label(kind, words) for kind, words in WORDS_OF_STANDING.items()}
# What may not be cited without saying so.
DOUBTED = ("retracted", "concern")
KIND = {
    "intervention": "Intervention",
    "condition": "Condition",
    "claim": "Claim",
    "source": "Source",
}


def standing(source: Source | None) -> Label | None:
    """A source's status: a word in a box, or None without one or if it's withheld."""
    kind = source.standing if source else None
    return STANDING[kind] if kind else None
