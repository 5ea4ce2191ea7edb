"""Rules about harms: what they are called, how often they come, and what a medicine must say."""

import re
from decimal import Decimal
from itertools import permutations

from kb.model.collection import Category
from kb.model.entries import Harm, Intervention
from kb.rules.faults import Doubts, Fault, Faults, Setting

PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Words by which sources call a harm serious.
SERIOUS = re.compile(
    r"\b(serious|fatal|life-threatening|deaths?|die|dies|died|kills?|boxed warning)\b",
    re.IGNORECASE,
)


def rate_is_printed(harm: Harm, setting: Setting) -> Faults:
    """`frequency` prints what `rate` and `than-rate` say: as a number, or as counts that are
    exactly that percentage, such as 3 of 20.
    """
    said = [Decimal(one.replace(",", "")) for one in PRINTED.findall(harm.frequency or "")]
    shares = {100 * one / all for one, all in permutations(said, 2) if all}
    for field, rate in (("rate", harm.rate), ("than-rate", harm.than_rate)):
        if rate is not None and rate not in said and rate not in shares:
            yield Fault(
                (field,),
                f"{rate} isn't printed in `frequency`",
                "write the percentage that `frequency` prints, or leave it out",
            )


def than_rate_is_of_a_comparison(harm: Harm, setting: Setting) -> Faults:
    """`than` and `than-rate` go together, with `rate`."""
    if (harm.than is None) != (harm.than_rate is None) or (harm.than and harm.rate is None):
        field = "than" if harm.than else "than-rate"
        yield Fault(
            (field,),
            "a comparison needs `rate`, `than` and `than-rate`",
            "add what is missing, or leave the comparison to `frequency`",
        )


def serious_where_its_words_are(harm: Harm, setting: Setting) -> Doubts:
    """A harm whose words say serious, fatal, life-threatening, death or boxed warning is
    `serious: true`.
    """
    for field, words in (("what", harm.what), ("frequency", harm.frequency or "")):
        said = SERIOUS.search(words)
        if said and not harm.serious:
            yield Fault(
                (field,),
                f'it says "{said[0]}" and isn\'t `serious`',
                "add `serious: true`, or say what is meant in other words",
            )


def a_medicine_says_what_is_dangerous(entry: Intervention, setting: Setting) -> Doubts:
    """An entry in a category of medicines has a serious harm and a contraindication, or says in
    `unknown` that we found none.
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
                f"the medicine has no {what}",
                f"add what its label says, or say in `unknown` that we found no {what}",
            )
