"""The bracket after a statement: the number as its source prints it, what it is based on, and its
certainty.
"""

from collections.abc import Iterator

from kb.model.finding import Effect, Finding
from kb.model.library import Library
from kb.model.schema import LEVEL_WORDS
from kb.statements.direction import NUMBERS_NEEDED, RATIOS, ends, through_infinity
from kb.statements.phrases import is_rate_ratio, level, printed, without_parentheses

LABELS = {
    "MD": "mean difference",
    "SMD": "standardised mean difference",
    "RR": "risk ratio",
    "OR": "odds ratio",
    "HR": "hazard ratio",
    "RD": "risk difference",
    "NNT": "number needed to treat",
    "NNH": "number needed to harm",
    "percent": "difference in percent",
}
LEVELS = {
    "grade": "{} certainty",
    "acp": "{} quality by ACP",
    "ahrq": "{} strength of evidence by AHRQ",
}


def label(effect: Effect) -> str:
    """The name of the measure."""
    return (
        "rate ratio" if effect.measure == "RR" and is_rate_ratio(effect) else LABELS[effect.measure]
    )


def figures(finding: Finding, given: str, library: Library) -> Iterator[str]:
    """The number, its time and what it is based on; `given` is the arm a number may favour."""
    if finding.effect is not None:
        yield ", ".join(_number(finding, finding.effect, given, library))
    else:
        if finding.size:
            yield f"source's effect class: {finding.size}"
        yield "no estimate given"
    timepoint = without_parentheses(finding.timepoint or "")
    if any(character.isdigit() for character in timepoint):
        yield timepoint
    if counts := ", ".join(_counts(finding)):
        yield counts


def _number(finding: Finding, effect: Effect, given: str, library: Library) -> Iterator[str]:
    yield f"{label(effect)} {printed(effect.estimate)}" + _scale(finding, effect, library)
    if effect.measure not in NUMBERS_NEEDED and finding.design != "observational" and effect.better:
        yield f"{_favouring(effect)} favours {given}"
    yield interval(finding, effect)


def interval(finding: Finding, effect: Effect) -> str:
    """The interval of a finding's number with its type, or that none was reported."""
    if effect.low is None and effect.high is None:
        return "interval not reported"
    kind = "CI" if finding.interval == "confidence" else "credible interval"
    return f"95% {kind}{_ends(effect)}"


def _ends(effect: Effect) -> str:
    """The ends of the interval; through infinity, its two parts."""
    found = [printed(end) for end in (effect.low, effect.high) if end is not None]
    if not through_infinity(effect):
        return f" {' to '.join(found)}"
    pieces = ends(effect)
    if pieces is None:
        return f": {found[0]} to infinity, the other end not printed"
    benefit, harm = map(printed, pieces)
    return f": benefit {benefit} to infinity, harm {harm} to infinity"


def _scale(finding: Finding, effect: Effect, library: Library) -> str:
    if effect.measure != "MD":
        return ""
    if effect.scale:
        phrase = library.vocabulary.scales[effect.scale].phrase
        return (
            f", scale presumed {phrase.removeprefix('a ').removesuffix(' scale')}"
            if finding.scale_presumed
            else f" on {phrase}"
        )
    return ", scale not stated" if effect.unit in (None, "points") else f" {effect.unit}"


def _favouring(effect: Effect) -> str:
    if effect.measure in RATIOS:
        return "below 1" if effect.better == "lower" else "above 1"
    return "negative" if effect.better == "lower" else "positive"


def _counts(finding: Finding) -> Iterator[str]:
    for number, one, many in (
        (finding.studies, "study", "studies"),
        (finding.participants, "participant", "participants"),
    ):
        if number is not None:
            yield f"{number:,} {one if number == 1 else many}"


def certainty(finding: Finding) -> str:
    """The source's certainty, in its own scheme: `low certainty, lower end of the source's ...`."""
    return ", ".join(part for part in (_grade(finding), _remark(finding)) if part)


def certainty_more(finding: Finding) -> str:
    """What explains the level: another scheme's word, or a range; empty for GRADE."""
    given, remark = finding.certainty, _remark(finding)
    if level(finding) == "not-graded" or given.scheme == "grade":
        return remark
    return certainty(finding)


def _grade(finding: Finding) -> str:
    given = finding.certainty
    if level(finding) == "not-graded":
        return f"certainty {LEVEL_WORDS['not-graded']}" + (
            " for this result" if given.range_over else ""
        )
    return LEVELS[given.scheme].format(LEVEL_WORDS[given.level])


def _remark(finding: Finding) -> str:
    given = finding.certainty
    if level(finding) != "not-graded":
        return f"lower end of the source's {given.stated}" if given.stated else ""
    if given.scheme == "other":
        own = given.stated or (given.level if given.level != "not-graded" else None)
        return f"source's own scale: {own}" if own else ""
    over = f" over {given.range_over}" if given.range_over else ""
    return f"source gives {given.stated}{over}" if given.stated else ""
