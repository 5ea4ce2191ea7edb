"""The shapes on the evidence map: what a cell shows, inside a ring that says how certain it is."""

from collections.abc import Mapping

# One shape for each thing a cell may show; a disc's area is the size. None has a shape of its own
# where nothing was found.
SHAPES: Mapping[str, str] = {
    "large": "large",
    "moderate": "moderate",
    "small": "small",
    "not-classed": "better",
    "little-or-none": "little",
    "no-clear-difference": "equal",
    "worse-than-comparator": "worse",
    "favours-other-treatment": "other",
    "mixed": "mixed",
    "open-interval": "unsure",
    "unclear": "unsure",
    "very-uncertain": "unsure",
    "not-seen": "unsure",
    "no-evidence": "no-trial",
    "set-aside": "aside",
}
