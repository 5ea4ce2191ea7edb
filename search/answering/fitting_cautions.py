"""Which cautions of an entry are about what a query names: its groups of people, and the drug or
type that is meant where a caution is about one of several.
"""

from collections.abc import Iterable, Set

from kb.model.derived import AppliedCaution
from search.text.analyzer import Analyzer
from search.text.english import STOP_WORDS


def fitting_cautions(
    cautions: Iterable[AppliedCaution],
    groups: Set[str],
    typed: Set[str],
    names_medicine: bool,
    analyzer: Analyzer,
) -> tuple[AppliedCaution, ...]:
    """The cautions about the groups, the strictest first as they come.

    `typed` are the terms of the query. Where it names a drug or type, cautions about another one
    don't answer; `names_medicine` says that it names a medicine, whether or not a caution does.
    """
    about = [one for one in cautions if groups & set(one.caution.group)]
    arms = {arm: set(analyzer.terms(arm)) - STOP_WORDS for one in about if (arm := one.caution.arm)}
    meant = {arm for arm, terms in arms.items() if terms & typed}
    if not (meant or names_medicine):
        return tuple(about)
    return tuple(one for one in about if one.caution.arm is None or one.caution.arm in meant)
