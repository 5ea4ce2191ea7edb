"""Rules about claims: a verdict has what it rests on."""

from kb.model.entries import Claim
from kb.rules.faults import Fault, Faults, Setting

NEEDS_NONE = ("no-evidence-found", "not-checked")  # verdicts without sources


def verdict_has_sources(claim: Claim, setting: Setting) -> Faults:
    """Every verdict except `no-evidence-found` and `not-checked` needs sources."""
    if claim.verdict and claim.verdict not in NEEDS_NONE and not claim.sources:
        yield Fault(
            ("sources",),
            f"the verdict `{claim.verdict}` has no source",
            "add `sources:`, or write `verdict: not-checked`",
        )


def search_is_described(claim: Claim, setting: Setting) -> Faults:
    """The verdict `no-evidence-found` needs what was searched in `searched`, and the last day
    covered in `searched-until`, which can't be in the future.
    """
    until = claim.searched_until
    if claim.verdict == "no-evidence-found" and not claim.searched:
        yield Fault(
            ("searched",),
            "`no-evidence-found` doesn't say what was searched",
            "add `searched:` with what was searched and how, or write `verdict: not-checked`",
        )
    if claim.verdict == "no-evidence-found" and until is None:
        yield Fault(
            ("searched-until",),
            "`no-evidence-found` doesn't say when the search was made",
            "add `searched-until:` with the last day it covers, such as `2026-11-28`",
        )
    if until is not None and not setting.calendar.has_come(until):
        yield Fault(
            ("searched-until",),
            f"{until} is in the future; today is {setting.calendar.today}",
            "write the last day that was searched",
        )
