"""One treatment as an example of an answer: what a reader will find on each."""

from dataclasses import dataclass

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.model.marked import Question
from kb.model.schema import LEVEL_WORDS
from kb.overviews.found_rows import key_mark
from web.parts.badge import compared
from web.parts.card_rows import CardRow, card_groups
from web.parts.guideline_bodies import advice, sides_of

UNSURE = ("not-graded", "very-low")


@dataclass(frozen=True)
class SampleAnswer:
    """Its first key finding, how many cautions are recorded, whether a serious harm was seen, and
    how many guideline bodies are for and against it, as its page counts them.
    """

    entry: Intervention
    sentence: str
    row: CardRow
    comparison: str
    cautions: int
    serious_seen: bool
    pro: int
    con: int


def sample_answer(library: Library) -> SampleAnswer | None:
    """The treatment with the most findings whose first key finding is graded; None if no
    treatment has one.
    """
    if library.marked:
        graded = frozenset(key_mark(level) for level in LEVEL_WORDS if level not in UNSURE)
        asked = Question((graded,), order="fullest", limit=1)
        ((_, ids, _),) = library.marked.find([asked])
        return next((_sample(library.interventions[id], library) for id in ids), None)
    # In this order few answers are derived, however many treatments there are.
    fullest = sorted(library.by_name, key=lambda entry: -len(entry.findings))
    return next((_sample(entry, library) for entry in fullest if _fits(entry, library)), None)


def _fits(entry: Intervention, library: Library) -> bool:
    key = library.outlines[entry.id].key
    return bool(key) and key[0].level not in UNSURE


def _sample(entry: Intervention, library: Library) -> SampleAnswer:
    answer = library.answers[entry.id]
    key = answer.key[0]
    sides = {side.direction: side.bodies for side in sides_of(advice(entry, library), library)}
    return SampleAnswer(
        entry=entry,
        sentence=f"{key.sentence}.",
        row=card_groups(answer, library)[0].rows[0],
        comparison=compared(key),
        cautions=len(answer.cautions),
        serious_seen=answer.serious_seen,
        pro=len(sides.get("for", ())),
        con=len(sides.get("against", ())),
    )
