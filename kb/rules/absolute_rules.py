"""Rules about counts and rates of two arms."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.model.absolute import Absolute
from kb.model.finding import Finding
from kb.model.harm import Harm
from kb.rules.faults import Doubts, Fault, Faults, Setting

PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Of a thousand or a hundred people, so many against so many, as summary tables print them.
OF_A_THOUSAND = re.compile(r"\b(?:of|per) (?:1,?000\b|100 people\b)")
OF_BOTH = re.compile(r"\d[^.;]*\b(?:against|and)\b[^.;]*\d")


def absolute_of_both_arms_alike(absolute: Absolute, setting: Setting) -> Faults:
    """`with` and `without` must both be rates up to `per`, or both be events and people."""
    shares = {"with": absolute.with_, "without": absolute.without}
    if len({type(share) for share in shares.values()}) > 1:
        yield Fault(
            ("without",),
            "`with` and `without` are in different forms",
            "write both as rates or both as [events, people]",
        )
    for field, share in shares.items():
        if isinstance(share, Decimal) and share > absolute.per:
            yield Fault(
                (field,),
                f"{share} of {absolute.per} isn't a rate",
                "copy the figures from the source",
            )


def absolute_is_printed(part: Finding | Harm, setting: Setting) -> Faults:
    """Every number in `absolute` must appear in the finding's `words` or `note`, or in the harm's
    `frequency`.
    """
    if part.absolute is None:
        return
    said = {Decimal(one.replace(",", "")) for one in PRINTED.findall(_words(part))}
    for field, share in (("with", part.absolute.with_), ("without", part.absolute.without)):
        for number in _numbers(share):
            if number not in said:
                yield Fault(
                    ("absolute", field),
                    f"{number} isn't in the finding's own words",
                    "quote the sentence with the figure, or leave `absolute` out",
                )


def absolute_where_words_have_it(part: Finding | Harm, setting: Setting) -> Doubts:
    """Where `words`, `note` or `frequency` give figures of 1,000 or 100 people for both arms,
    `absolute` must have them.
    """
    words = OF_A_THOUSAND.sub("", _words(part))
    figures = words != _words(part) and OF_BOTH.search(words)
    rated = isinstance(part, Harm) and part.than_rate is not None
    if figures and part.absolute is None and not rated:
        yield Fault(
            (),
            "its words give figures for both arms, but `absolute` is missing",
            "copy them: `absolute: {with: 514, without: 367, per: 1000}`",
        )


def absolute_of_a_harm_names_the_other_arm(harm: Harm, setting: Setting) -> Faults:
    """A harm with `absolute` must name the other arm in `than`."""
    if harm.absolute and not harm.than:
        yield Fault(("absolute",), "the other arm isn't named", "add `than`, such as `sham`")


def _words(part: Finding | Harm) -> str:
    return (
        part.frequency or "" if isinstance(part, Harm) else f"{part.words or ''} {part.note or ''}"
    )


def _numbers(share: Decimal | tuple[int, int]) -> Iterator[Decimal]:
    yield from map(Decimal, share if isinstance(share, tuple) else (share,))
