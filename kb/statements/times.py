"""When a result was measured: the printed time point, else the term in plain words."""

import re

from kb.model.finding import Finding, Horizon
from kb.statements.phrases import without_parentheses

# Where a source names only the term. Sources mean different spans, so these say no number.
TERMS: dict[Horizon, str] = {
    "immediate": "in the first weeks",
    "short": "in the first few months",
    "intermediate": "after several months",
    "long": "in the long term",
}
TERM = re.compile(r"\b(term|short|intermediate|immediate)\b")
# What patients need no word for: how the times of several studies were put together.
ABOUT = re.compile(r"^after a (median|mean) of ")
# How each kind of time point is introduced; what begins otherwise is repeated as printed.
PREPOSITIONS = (
    (re.compile(r"(median|mean) of \d"), "after a "),
    (re.compile(r"about \d|\d|trial end"), "at "),
    (re.compile(r"days? \d"), "on "),
    (re.compile(r"end of|first assessment|earliest"), "at the "),
    (re.compile(r"closest to"), "at the time "),
    (re.compile(r"(right )?after |during "), ""),
)


def when(finding: Finding) -> str:
    """`at 5 days`, `on day 14`, `in the first weeks`; empty if unknown."""
    printed = _point(finding.timepoint or "")
    if finding.horizon and (not printed or _only_a_term(printed)):
        return TERMS[finding.horizon]
    return f"{_preposition(printed) or ''}{printed}"


def in_a_sentence(finding: Finding) -> str:
    """The same within a patients' sentence, after a space; in parentheses if it needs them."""
    time = when(finding)
    printed = time == _point(finding.timepoint or "")
    if time and printed and _preposition(time) is None:
        # What is neither a time nor a term tells patients nothing, such as "primary end points".
        return f" ({time})" if TERM.search(time) or re.search(r"\d", time) else ""
    return time and f" {ABOUT.sub('after about ', time)}"


def _point(text: str) -> str:
    """What is printed without parentheses, or what is in them where only that has a number; a
    median or mean is one `of` so long.
    """
    bare = without_parentheses(text)
    inside = re.search(r"\(([^()]*\d[^()]*)\)", text)
    said = inside[1] if inside and not re.search(r"\d", bare) else bare
    return re.sub(r"^(median|mean) (?=\d)", r"\1 of ", said)


def _only_a_term(printed: str) -> bool:
    return bool(TERM.search(printed)) and not re.search(r"\d", printed)


def _preposition(printed: str) -> str | None:
    return next((word for start, word in PREPOSITIONS if start.match(printed)), None)
