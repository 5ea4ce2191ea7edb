"""The answer box for a word that may mean several treatments, such as "muscle relaxer": what is
recorded of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from search.answering import messages
from search.answering.answer_box import AnswerBox
from search.answering.caution_boxes import CautionBoxes
from search.answering.caution_messages import lines
from search.indexing.documents import Document
from search.query.query_changes import MemberOf
from search.query.understanding import Intent

LONGEST_CLASS = 3  # words of the name of a class of medicines
MOST_MEANINGS = 4  # treatments; a word that may mean more tells nothing


@dataclass(frozen=True)
class MeaningBoxes:
    """Makes the box, where people, another medicine or harms are asked about."""

    boxes: CautionBoxes

    def of_each(self, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        """What answers for each meaning; those with an answer come first."""
        if intent.subjects or len(intent.ambiguous) != 1:
            return None
        meant = [one for one in intent.ambiguous[0].entries if one.kind == "intervention"]
        if len(meant) > MOST_MEANINGS:
            return None
        wider = [one for one in meant if not any(self.boxes.is_member(one, of) for of in meant)]
        found = [(one, box) for one in wider if (box := self._of_one(one, intent, typed))]
        told = [(one, box) for one, box in found if box.kind != "none"]
        if not found:
            return None
        first = (told or found)[0][0]
        silent = [box.text for one, box in found if (one, box) not in told]
        texts = (*(f"{one.title}: {box.text}" for one, box in told), *silent)
        kind = told[0][1].kind if told else "none"
        url = f"{first.url}#cautions" if told else first.url
        return AnswerBox(kind, lines(texts), first.id, "cautions" if told else None, url)

    def _of_one(self, one: Document, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        about = intent.about(one)
        steps = chain(self.boxes.about_people(about, typed), [self.boxes.warnings(about, typed)])
        return next(filter(None, steps), None)

    def kind(self, intent: Intent, documents: Mapping[str, Document]) -> AnswerBox | None:
        """What the one medicine named is, where it is asked whether it is of another class."""
        asked = intent.question.kind.split()
        if not asked or len(asked) > LONGEST_CLASS or len(intent.medicines) != 1:
            return None
        (medicine,) = intent.medicines
        others = any(one.id not in medicine.entries for one in intent.subjects)
        if intent.question.section or not (intent.classes or others):
            return None
        entry = next((documents[id] for id in medicine.entries), None)
        text = messages.sentence(MemberOf(medicine.name, medicine.member_is))
        id, url = (entry.id, entry.url) if entry else (None, None)
        return AnswerBox("definition", text, id, url=url)
