"""Answer boxes about how a treatment is given, and for how long."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.model.entries import Delivery
from search.answering import messages
from search.answering.answer_box import AnswerBox
from search.answering.asked_warnings import STRICT, asked_warnings
from search.answering.caution_messages import lines
from search.answering.caution_texts import CautionTexts
from search.indexing.documents import Document
from search.query.understanding import Intent

MOST_GIVEN = 3  # ways it is given that a box tells


@dataclass(frozen=True)
class DeliveryBoxes:
    """Makes these boxes, where one treatment is named."""

    texts: CautionTexts

    def given(self, intent: Intent) -> AnswerBox | None:
        """How it is given: the medicine of a class that is named, else what is true of all; a dose
        with what forbids it.
        """
        if intent.question.section not in ("delivery", "missed") or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        given = self._ways(subject, intent)
        missed = intent.question.section == "missed"
        if not (given or missed):
            return None
        called = self.texts.title(subject, intent)
        said = (
            messages.no_missed_dose(called) if missed else "",
            messages.given(given[:MOST_GIVEN]),
        )
        told = " ".join(filter(None, said))
        doses = not missed and any(one.dose for one in given)
        warned = self._warnings(subject, intent) if doses else ()
        text = lines((told, *warned))
        return AnswerBox("delivery", text, subject.id, "delivery", f"{subject.url}#delivery")

    def in_general(self, intent: Intent) -> AnswerBox | None:
        """What is said of a medicine's class where it isn't recorded how the medicine is given, or
        of the medicines of a class; with who should avoid it, and its serious harms.
        """
        if intent.question.section != "delivery" or len(intent.subjects) != 1 or intent.groups:
            return None
        subject = intent.subjects[0]
        if not self.texts.cautions.is_medicine(subject):
            return None
        ways = self.texts.library.interventions[subject.id].delivery
        drug = intent.member_of(subject)
        told = messages.given([one for one in ways if not (drug and one.arm)][:MOST_GIVEN])
        of_class = f"{subject.title}: {told}" if told else ""
        nothing = (
            messages.no_way_given(self.texts.title(subject, intent)) if drug or not told else ""
        )
        text = lines((nothing, of_class, *self._warnings(subject, intent)))
        if not told:
            return AnswerBox("none", text, subject.id, None, subject.url)
        return AnswerBox("delivery", text, subject.id, "delivery", f"{subject.url}#delivery")

    def _warnings(self, subject: Document, intent: Intent) -> Iterator[str]:
        """Who should avoid a medicine, and its serious harms."""
        if not self.texts.cautions.is_medicine(subject):
            return
        cautions = self.texts.cautions.every(subject, frozenset(), intent)
        harms = self.texts.cautions.harms(subject, intent)
        yield asked_warnings("cautions", self.texts.title(subject, intent), cautions, harms).text
        if any(one.caution.kind in STRICT for one in cautions):  # else they are in it
            yield self.texts.serious(subject, intent)

    def lasting(self, intent: Intent, at_horizon: AnswerBox | None) -> AnswerBox | None:
        """How long it is given, where a length of time is named; then what no finding is about, as
        the box for the length of follow-up says.
        """
        question = intent.question
        if not (question.lasts or question.horizon) or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        only = {"what": None, "dose": None}
        ways = [one.model_copy(update=only) for one in self._ways(subject, intent) if one.duration]
        told = messages.given(ways)
        if not told or not self.texts.cautions.is_medicine(subject):
            return None
        text = " ".join((told, at_horizon.text)) if at_horizon else told
        return AnswerBox("delivery", text, subject.id, "delivery", f"{subject.url}#delivery")

    def _ways(self, subject: Document, intent: Intent) -> list[Delivery]:
        """How it is given, or the medicine of it that is named, where any medicine is."""
        entry = self.texts.library.interventions[subject.id]
        ways = entry.delivery
        arms = [one.arm for one in ways] + [one.arm for one in entry.harms]
        apart = any(arms) or any(one.arm for one in entry.cautions)
        drug = (intent.member_of(subject) or "").lower() if apart else ""
        return [one for one in ways if (one.arm or "").lower() == drug]
