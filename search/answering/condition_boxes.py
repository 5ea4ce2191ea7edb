"""Answer boxes about the condition that the collection is about, where no treatment is named: its
first steps, what is advised against, and the signs that can't wait.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kb.model.condition_parts import URGENCY_WORDS, PathwayStep, Urgency
from kb.model.library import Library
from search.answering import messages
from search.answering.answer_box import AnswerBox
from search.indexing.documents import Document
from search.query.understanding import Intent

SEVERAL = 3  # medicines of different kinds that a word may mean: "painkiller"
CANT_WAIT: tuple[Urgency, ...] = ("emergency", "urgent")


@dataclass(frozen=True)
class ConditionBoxes:
    """Makes these boxes, by the records' own words."""

    library: Library
    documents: Mapping[str, Document]

    def first_steps(self, intent: Intent) -> AnswerBox | None:
        """What the pathway puts first, where somebody asks what to do."""
        return self._first_line(replace(intent, subjects=())) if intent.asks_first_steps else None

    def best(self, intent: Intent) -> AnswerBox | None:
        """The same, where the best of all treatments is asked for."""
        return self._first_line(intent) if intent.asks_for_best and not intent.ambiguous else None

    def _first_line(self, intent: Intent) -> AnswerBox | None:
        """What the pathway puts first, at the stage that is named or at every one."""
        if intent.subjects or intent.groups:
            return None
        stages = {stage.id for stage in intent.stages}
        return self._steps(
            lambda step: (
                step.role == "first-line"
                and not (stages and step.stage and stages.isdisjoint(step.stage))
            )
        )

    def advised_against(self, intent: Intent) -> AnswerBox | None:
        """What is advised against in general, where nobody and no treatment is named."""
        if not intent.asks_what_to_avoid or intent.groups:
            return None
        return self._steps(lambda step: step.role == "not-recommended")

    def medicines(self, intent: Intent) -> AnswerBox | None:
        """What the pathway says of medicines, where a word may mean several kinds of them, or the
        best is asked for; it lists them in the order of the pathway.
        """
        if intent.subjects or intent.groups or intent.question.section or not intent.ambiguous:
            return None
        meant = [one.id for one in intent.ambiguous[0].entries]
        if len(meant) < SEVERAL and not intent.question.ranks:
            return None
        box = self._steps(
            lambda step: (
                step.role == "medicines"
                or (step.role == "not-recommended" and _is_mostly_of(step, meant))
            )
        )
        condition = self.library.conditions.get(self.library.collection.focus or "")
        if not box or not condition:
            return None
        steps = (step for step in condition.pathway if step.role == "medicines")
        order = list(dict.fromkeys(id for step in steps for id in step.interventions))
        if set(order).isdisjoint(meant):
            return None
        last = len(order) - 1  # before the one that the pathway has last
        meant.sort(key=lambda id: order.index(id) if id in order else last - 0.5)
        return replace(box, listed=tuple(meant))

    def _steps(self, fits: Callable[[PathwayStep], bool]) -> AnswerBox | None:
        condition = self.library.conditions.get(self.library.collection.focus or "")
        steps = [step for step in condition.pathway if fits(step)] if condition else []
        if not condition or not steps:
            return None
        url = f"{self.documents[condition.id].url}#{steps[0].id}"
        return AnswerBox("guideline", messages.steps(steps), condition.id, steps[0].id, url)

    def beside_signs(
        self, box: AnswerBox | None, flags: Set[str], intent: Intent
    ) -> AnswerBox | None:
        """The box of a query that names red flags: none that says what isn't recorded, and no step
        for those without them. If it asks for all of a condition's, those that can't wait.
        """
        if not flags:
            return box
        tells = box and box.says_all(bool(intent.medicines))
        lists_people = box and box.listed and not intent.medicines
        if box and tells and not lists_people and box.entry not in self.library.conditions:
            return box
        for condition in self.library.conditions.values():
            signs = {
                URGENCY_WORDS[how_soon]: [
                    flag.lay or flag.sign
                    for flag in condition.red_flags
                    if flag.urgency == how_soon
                ]
                for how_soon in CANT_WAIT
            }
            every = {flag.id for flag in condition.red_flags}
            if every and every <= flags and any(signs.values()):
                url = f"{self.documents[condition.id].url}#red-flags"
                text = messages.signs(signs)
                return AnswerBox("urgent", text, condition.id, "red-flags", url)
        return None


def _is_mostly_of(step: PathwayStep, meant: Sequence[str]) -> bool:
    """Whether at least half of what a step is about is meant."""
    about = [id in meant for id in step.interventions]
    return about.count(True) * 2 >= len(about) > 0
