"""Rules about harms: what they are called, how often they come, and what a medicine must say."""

import re
from decimal import Decimal
from itertools import permutations

from kb.model.collection import Category
from kb.model.entries import Intervention
from kb.model.harm import Harm
from kb.rules.faults import Doubts, Fault, Faults, Setting

PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?")
PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
BRACKETS = re.compile(r"\([^)]*\)")
VAGUE = re.compile(
    r"\b(?:over|under|above|below|up to|at least|at most|more than|less than|about|almost|around)"
    r" \d[\d.,]*(?=%| in \d| of \d)|\d[\d.]*%? to \d[\d.]*%|\d[\d.]*% or (?:more|less)",
    re.IGNORECASE,
)
OVERALL = re.compile(
    r"(?:any )?(?:(?:mild|minor|serious) )?(?:adverse|side) (?:events?|effects?|reactions?)\b",
    re.IGNORECASE,
)
# Words by which sources call a harm serious, and events that threaten life or leave lasting harm
# whoever reports them.
SERIOUS = re.compile(
    r"\b(serious|fatal|life-threatening|deaths?|die|dies|died|kills?|boxed warning"
    r"|major (?:adverse )?events?"
    r"|anaphyla\w+|severe allergic reactions?|strokes?|heart attacks?|seizures?|coma|overdose"
    r"|respiratory depression|pneumothorax|serotonin syndrome|suicid\w+|sepsis|meningitis"
    r"|abscess(?:es)?|perforation|liver (?:injury|damage|failure)|(?:aplastic|haemolytic) anaemia"
    r"|neurological damage)\b",
    re.IGNORECASE,
)


def rate_is_printed(harm: Harm, setting: Setting) -> Faults:
    """`rate` and `than-rate` must be in `frequency`, as a number or as counts that are exactly that
    percentage, such as 3 of 20.
    """
    said = [Decimal(one.replace(",", "")) for one in PRINTED.findall(harm.frequency or "")]
    shares = {100 * one / all for one, all in permutations(said, 2) if all}
    for field, rate in (("rate", harm.rate), ("than-rate", harm.than_rate)):
        if rate is not None and rate not in said and rate not in shares:
            yield Fault(
                (field,),
                f"{rate} isn't in `frequency`",
                "use a percentage from `frequency`, or leave it out",
            )


def rate_is_the_only_figure(harm: Harm, setting: Setting) -> Faults:
    """A `rate` is `approximate` where `frequency` gives it as one end of a range, as a bound, as
    about so much, or as one of several percentages, and is then the highest. What is in brackets
    doesn't count.
    """
    if harm.rate is None:
        return
    highest = max(_percentages(harm), default=harm.rate)
    if harm.approximate and harm.rate < highest:
        yield Fault(("rate",), f"{harm.rate} is not the highest figure", f"write {highest}")
    if not harm.approximate and (said := _inexact(harm)):
        yield Fault(
            ("rate",),
            f'`frequency` says "{said}", so {harm.rate} is no exact rate',
            "add `approximate: true`",
        )


def _clause(harm: Harm) -> str:
    """The part of `frequency` that says how often: of others, people or treatments may differ."""
    return BRACKETS.sub("", harm.frequency or "").partition(";")[0]


def _percentages(harm: Harm) -> list[Decimal]:
    """The percentages of it, but for the one compared with."""
    said = map(Decimal, PERCENT.findall(_clause(harm)))
    return [one for one in said if one != harm.than_rate]


def _inexact(harm: Harm) -> str | None:
    """What in `frequency` says that `rate` is not the one figure; None if it is."""
    if vague := VAGUE.search(_clause(harm)):
        return vague[0]
    several = _percentages(harm)
    return next((f"{one}%" for one in several if harm.rate in several and one != harm.rate), None)


def overall_where_it_names_no_event(harm: Harm, setting: Setting) -> Doubts:
    """A harm called any or adverse events, effects or reactions is `overall: true`."""
    if OVERALL.match(harm.what) and not harm.overall:
        yield Fault(("what",), "it names no single event", "add `overall: true`")


def a_comparison_has_its_comparator(harm: Harm, setting: Setting) -> Doubts:
    """A harm that was compared (`than`) needs `comparator`, which says what that counts as."""
    if bool(harm.than) != bool(harm.comparator):
        message, hint = (
            ("`comparator` is missing", "add what `than` counts as, such as [placebo]")
            if harm.than
            else ("nothing was compared", "add `than`, or delete `comparator`")
        )
        yield Fault(("comparator",), message, hint)


def than_rate_is_of_a_comparison(harm: Harm, setting: Setting) -> Faults:
    """`than-rate` goes with `rate` and `than`."""
    if harm.than_rate is not None and (harm.than is None or harm.rate is None):
        yield Fault(
            ("than-rate",),
            "a comparison needs `rate`, `than` and `than-rate`",
            "add what's missing, or describe the comparison in `frequency`",
        )


def serious_where_its_words_are(harm: Harm, setting: Setting) -> Doubts:
    """A harm whose words say serious, fatal, life-threatening, death, boxed warning or major event,
    or name an event that is always one, such as a stroke, is `serious: true`.
    """
    for field, words in (("what", harm.what), ("frequency", harm.frequency or "")):
        said = SERIOUS.search(words)
        if said and not harm.serious:
            yield Fault(
                (field,),
                f'it says "{said[0]}" but isn\'t marked `serious`',
                "add `serious: true`, or reword it",
            )


def a_medicine_says_what_is_dangerous(entry: Intervention, setting: Setting) -> Doubts:
    """An entry in a category of medicines needs a serious harm and a contraindication, or must say
    in `unknown` that we found none.
    """
    category = setting.library.vocabulary.categories.get(entry.category)
    if not isinstance(category, Category) or not category.medicines or entry.unknown:
        return
    serious = any(one.serious for one in entry.harms)
    for field, there, what in (
        ("harms", serious, "serious harm"),
        ("cautions", any(c.kind == "contraindicated" for c in entry.cautions), "contraindication"),
    ):
        if not there:
            yield Fault(
                (field,),
                f"this medicine has no {what}",
                f"add them from its label, or say in `unknown` that we found no {what}",
            )
