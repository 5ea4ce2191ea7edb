"""Natural questions: which of the words ask, and what for. A matter of language; what therapies are called is none of its business."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# How a question begins, beside a question mark at its end.
OPENINGS = frozenset(
    (  # noqa: SIM905 as stop words are written
        "are can could did do does has have how is may should was what when where which who why"
        " will would"
    ).split()
)
# What a question is made of beside the thing asked about; `does yoga really help` is a question about yoga.
ASKING = frozenset(
    (  # noqa: SIM905 as stop words are written
        "actually against anyone anything best better compare compared comparison cure day did difference different ease easing effect"
        " effective effectively effectiveness ever every everyday evidence fast feel find fix get gets getting give given go good got"
        " great happen help helped helpful helping helps just keep know less like long make makes many mean means more most much need"
        " needed needs normal often ok okay people please proven quickly really relief relieve relieves research say says science see"
        " should show shows some someone still stop take takes taking tell think tried try trying use used useful uses using versus"
        " want way ways well work worked working works worth"
    ).split()
)


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(said.split()) for said in listed.split(", "))


# Sections of an entry's page, and the words that ask for them; the longest stand first. What asks for none comes before all.
SECTIONS: tuple[tuple[str | None, tuple[tuple[str, ...], ...]], ...] = tuple(
    (section, _phrases(asked))
    for section, asked in (
        (
            None,
            "risk factors, risk factor, risk of bias, risk ratio, risk difference, relative risk, needed to harm,"
            " strength of recommendation",
        ),
        (
            "cautions",
            "should not have, should not, shouldnt have, shouldnt, contraindications, contraindication, contraindicated, cautions, caution,"
            " avoid, avoided, precautions, precaution, interactions, interaction, interact, interacts",
        ),
        (
            "harms",
            "make it worse, side effects, side effect, adverse effects, adverse effect, adverse events, adverse event, harms, harm,"
            " harmful, risks, risk, risky, dangers, danger, dangerous, safe, safely, safety, unsafe, complications, worse, warnings",
        ),
        (
            "delivery",
            "how many minutes, how many hours, how many times, how many days, how many weeks, how many sessions, how long, how often,"
            " how many, how much, how do i, how do you, how to, dosage, dose, doses, dosing, sessions, session, duration",
        ),
        (
            "recommendations",
            "guidelines, guideline, recommendations, recommendation, recommended, recommend, recommends",
        ),
    )
)
# Beside "how is" or "how are" these ask for the way a thing is given.
GIVEN = frozenset({"given", "done", "used", "taken", "applied", "administered", "performed"})
FIRST_SAID = frozenset(said[0] for _, asked in SECTIONS for said in asked)
# None of these is a slip of anything, whether or not any entry holds it.
WORDS = OPENINGS | ASKING | {word for _, asked in SECTIONS for said in asked for word in said}
# Words that set one thing against another.
AGAINST = frozenset({"vs", "versus", "or", "than", "compared", "difference", "between", "v"})
# Words that ask for everything there is on the condition, where nothing else is named.
OVERALL = _phrases(
    "works, helps, help, best, treatment, treatments, treat, treated, treating, therapy, therapies, option, options, cure, cures, remedy,"
    " remedies, first line, first choice, most effective, non drug, nondrug, drug free, without drugs, without medication, without"
    " medicines, non pharmacological, nonpharmacological, non pharmacologic, nonpharmacologic"
)
FIRST_OVERALL = frozenset(said[0] for said in OVERALL)


@dataclass(frozen=True)
class Question:
    """What the words ask: the places among them that only ask and those that ask for a section, that section of an entry's page,
    whether things are compared, and the places that ask for everything there is on the condition."""

    asking: frozenset[int]
    places: frozenset[int]
    section: str | None
    compares: bool
    overall: frozenset[int]


def question(typed: Sequence[str], mark: bool = False) -> Question:
    """Read the folded words in order; `mark` says that they end in a question mark."""
    asks = mark or (bool(typed) and (typed[0] in OPENINGS or typed[0] in AGAINST))
    section, places = _section(typed)
    compares = not AGAINST.isdisjoint(typed)
    plain = (
        {at for at, word in enumerate(typed) if word in ASKING}
        if asks or section or compares
        else set[int]()
    )
    return Question(
        frozenset(plain - places), frozenset(places), section, compares, _overall(typed)
    )


def _overall(typed: Sequence[str]) -> frozenset[int]:
    """The places of the words that ask for everything there is."""
    if FIRST_OVERALL.isdisjoint(typed):
        return frozenset()
    return frozenset(
        place
        for said in OVERALL
        for at in _stands(said, typed)
        for place in range(at, at + len(said))
    )


def _section(typed: Sequence[str]) -> tuple[str | None, set[int]]:
    """The first section that is asked for, and the places of the words that ask for it."""
    if FIRST_SAID.isdisjoint(typed):
        return None, set()
    if (
        typed[0] == "how"
        and not GIVEN.isdisjoint(typed)
        and not {"is", "are"}.isdisjoint(typed[1:2])
    ):
        return "delivery", {at for at, word in enumerate(typed) if word in GIVEN}
    for section, asked in SECTIONS:
        for said in asked:
            for at in _stands(said, typed):
                return section, set(range(at, at + len(said))) if section else set()
    return None, set()


def _stands(said: tuple[str, ...], typed: Sequence[str]) -> Iterator[int]:
    """Where words stand side by side among others."""
    if said[0] in typed:  # seldom
        yield from (
            at
            for at in range(len(typed) - len(said) + 1)
            if tuple(typed[at : at + len(said)]) == said
        )
