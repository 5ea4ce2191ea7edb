"""Rules about a finding's certainty: its level, the words it rests on, and its reasons."""

import re

from kb.model.finding import Certainty
from kb.rules.faults import Fault, Faults, Setting

LEVELS = ("very-low", "low", "moderate", "high")
DOWN = frozenset(
    {"risk-of-bias", "inconsistency", "indirectness", "imprecision", "publication-bias"}
)
NAMED = re.compile(r"\b(?:very[ -]low|low|moderate|high)\b", re.IGNORECASE)
# What a range consists of besides its levels; whatever else is said is what it covers.
JOINED = re.compile(r"\b(?:to|or|and|mostly|mainly|between|from|grade|certainty|quality)\b|[^\w\s]")


def level_adds_up(certainty: Certainty, setting: Setting) -> Faults:
    """The start minus concerns plus upgrades must give the level. Without a start, the level can't
    be higher than is possible from high.
    """
    level, start = certainty.level, certainty.start or "high"
    if level not in LEVELS or start not in LEVELS or not (certainty.concerns or certainty.upgrades):
        return
    steps = sum(step.levels for step in certainty.upgrades) - sum(
        step.levels for step in certainty.concerns
    )
    reached = LEVELS[min(max(LEVELS.index(start) + steps, 0), 3)]
    may_be_lower = certainty.start is None and LEVELS.index(level) < LEVELS.index(reached)
    if reached != level and not may_be_lower:
        yield Fault(
            ("level",),
            f"{start} changed by {steps:+d} is {reached}, not {level}",
            f"write `level: {reached}`, or check `start` and the steps",
        )


def step_in_its_list(certainty: Certainty, setting: Setting) -> Faults:
    """Reasons for rating down go under `concerns`, reasons for rating up under `upgrades`."""
    for field, steps, down in (
        ("concerns", certainty.concerns, True),
        ("upgrades", certainty.upgrades, False),
    ):
        for number, step in enumerate(steps):
            if (step.domain in DOWN) != down:
                other = "upgrades" if down else "concerns"
                yield Fault(
                    (field, number, "domain"),
                    f"{step.domain} doesn't belong under `{field}`",
                    f"move it to `{other}`",
                )


def other_scheme_is_said(certainty: Certainty, setting: Setting) -> Faults:
    """A rating in the source's own scheme must be quoted in `stated`; it counts as not graded
    whatever its `level`.
    """
    if certainty.scheme == "other" and not certainty.stated:
        yield Fault(
            ("stated",),
            "`stated` is missing: what does the source say?",
            "add `stated:` with the source's own words",
        )


def range_is_no_level(certainty: Certainty, setting: Setting) -> Faults:
    """A range only counts as a level if it's for this exact result and names two adjacent levels;
    then the lower one counts. Any other range is `not-graded` with `stated`; if it covers more than
    this result, put what it covers in `range-over`.
    """
    named = _named(certainty.stated or "")
    if certainty.scheme == "other" or len(named) < 2:
        return
    covers_more = bool(certainty.range_over or _rest(certainty.stated or ""))
    neighbours = max(named) - min(named) == 1
    wanted = LEVELS[min(named)] if neighbours and not covers_more else "not-graded"
    if certainty.level not in (wanted, "not-graded"):
        yield Fault(("level",), *_said(certainty, covers_more, wanted))


def _said(certainty: Certainty, covers_more: bool, wanted: str) -> tuple[str, str]:
    """What is wrong with a level taken from a range, and the fix."""
    if wanted != "not-graded":
        return f"for `{certainty.stated}` the lower level counts", f"write `level: {wanted}`"
    if covers_more:
        return (
            f"`{certainty.stated}` covers more than this result, so it isn't a level for it",
            "write `level: not-graded`and put what the range covers in `range-over`",
        )
    return f"`{certainty.stated}` is too wide a range to be a level", "write `level: not-graded`"


def _named(stated: str) -> set[int]:
    """The levels that words name, by their place."""
    return {LEVELS.index(re.sub(r"\s", "-", name.lower())) for name in NAMED.findall(stated)}


def _rest(stated: str) -> str:
    """What is said besides the levels."""
    return JOINED.sub(" ", NAMED.sub(" ", stated.lower())).strip()
