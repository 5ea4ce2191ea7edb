"""Which cautions and harms are about the drug or type of a treatment that a query names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import TYPE_CHECKING

from search.text.analyzer import Analyzer
from search.text.english import STOP_WORDS

if TYPE_CHECKING:
    from kb.model.derived import AppliedCaution
    from kb.model.harm import Harm


def of_arms(
    about: Sequence[AppliedCaution], typed: Set[str], names_medicine: bool, analyzer: Analyzer
) -> tuple[AppliedCaution, ...]:
    """The cautions, without those about a drug or type other than the one in the query."""
    arms = {arm: set(analyzer.terms(arm)) - STOP_WORDS for one in about if (arm := one.caution.arm)}
    meant = {arm for arm, terms in arms.items() if terms & typed}
    if not (meant or names_medicine):
        return tuple(about)
    return tuple(one for one in about if one.caution.arm is None or one.caution.arm in meant)


def of_drug(harms: Iterable[Harm], drug: str | None, analyzer: Analyzer) -> Iterator[Harm]:
    """The harms of a drug, and those of none in particular; all if no drug is named."""
    named = frozenset(analyzer.terms(drug or ""))
    return (one for one in harms if not one.arm or named.issubset(analyzer.terms(one.arm)))
