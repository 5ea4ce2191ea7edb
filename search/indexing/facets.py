"""What results can be narrowed by, and the order of its values."""

from kb.model.entries import Recommendation

FACETS = ("kind", "category", "certainty", "magnitude", "outcome", "comparator", "stage")
# Those that belong to findings: all that are chosen must be met by one and the same finding.
FINDING_FACETS = frozenset({"certainty", "magnitude", "outcome", "comparator", "stage", "year"})
RECOMMENDED = "recommended"  # body, direction and year of one and the same recommendation
CERTAINTIES = ("very-low", "low", "moderate", "high")  # from low to high; not-graded stands outside
NOT_GRADED = "not-graded"
WORSE = "worse-than-comparator"  # what the magnitude of a finding that favours the comparator is called here
MAGNITUDES = (
    WORSE,
    "not-classed",
    "little-or-none",
    "small",
    "moderate",
    "large",
)  # from worst to best


def rank(value: str | None, order: tuple[str, ...]) -> int:
    """The place of a value in an order, -1 outside it."""
    return order.index(value) if value in order else -1


def recommended(one: Recommendation) -> str:
    """A recommendation as one value: who, what and when are asked for together."""
    return f"{one.body}|{one.direction}|{one.year or ''}"
