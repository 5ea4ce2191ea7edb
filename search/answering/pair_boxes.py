"""The answer box about two medicines taken together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from search.answering import caution_messages, reading_words
from search.answering.answer_box import AnswerBox
from search.answering.caution_texts import CautionTexts
from search.indexing.documents import Document
from search.query.concepts import of_group
from search.query.understanding import Intent

MOST_TOLD = 2  # findings of one medicine added to the other, or harms that make less alert


@dataclass(frozen=True)
class PairBoxes:
    """Makes the box; `typed` are the query's terms."""

    texts: CautionTexts

    def of_two(
        self, intent: Intent, typed: frozenset[str], one: Document, other: Document
    ) -> AnswerBox:
        """The cautions of either of two medicines that name the other, or that none does, with
        those about taking more of either; and the serious harms of both.
        """
        names = {
            subject.id: intent.member_of(subject) or self.texts.subject(subject)
            for subject in (one, other)
        }
        known = [
            *self._added(one, names[other.id]),
            *self._added(other, names[one.id]),
        ]
        known += [
            f"{subject.title}: {harms}"
            for subject in (one, other)
            if (harms := self.texts.serious(subject, intent))
        ]
        for subject, beside in ((one, other), (other, one)):
            contained = self.texts.cautions.is_in_another(subject, intent)
            more = self.texts.cautions.with_more_of_it(subject) if contained else ()
            if naming := more or self.texts.cautions.naming(subject, typed, intent):
                said = f"{subject.title}: {caution_messages.naming(names[beside.id], naming, ())}"
                text, url = caution_messages.lines((said, *known)), f"{subject.url}#cautions"
                return AnswerBox("caution", text, subject.id, "cautions", url)
        shared = [
            (subject, caution_messages.naming(*found))
            for subject in (one, other)
            if (found := self.texts.cautions.shared(subject, typed, intent))
        ]
        on_medicines = [
            f"{self.texts.title(subject, intent)}: {said}"
            for subject in (one, other)
            if (said := self.texts.on_medicines(subject, intent))
        ]
        nothing = caution_messages.nothing_on_medicine(
            names[other.id], self.texts.title(one, intent), bool(on_medicines)
        )
        told = [f"{self.texts.title(subject, intent)}: {said}" for subject, said in shared]
        more_of_it = [
            (subject, f"{subject.title}: {caution_messages.cautions(itself)}")
            for subject in (one, other)
            if (itself := self.texts.cautions.with_more_of_it(subject))
        ]
        own = [said for _, said in more_of_it]
        less_alert = self._less_alert(intent, one, other)
        text = caution_messages.lines((*told, nothing, *less_alert, *on_medicines, *own, *known))
        for subject, section in (
            *((subject, "harms") for subject, _ in shared),
            *((subject, "cautions") for subject, _ in more_of_it),
        ):
            return AnswerBox("caution", text, subject.id, section, f"{subject.url}#{section}")
        return AnswerBox("none", text, one.id, None, one.url)

    def _less_alert(self, intent: Intent, *pair: Document) -> list[str]:
        """The harms of both about people who must stay alert, where each has some."""
        held = self.texts.library.vocabulary.groups.values()
        groups = tuple(of_group(one) for one in held if one.beside_medicines)
        asked = replace(intent, groups=groups)
        found = [
            f"{self.texts.title(subject, intent)}: {caution_messages.harms(seen[:MOST_TOLD])}"
            for subject in pair
            if (seen := self.texts.cautions.harms_about(subject, frozenset(), asked))
        ]
        return found if len(found) == len(pair) else []

    def _added(self, subject: Document, to: str) -> Iterator[str]:
        """What findings say of one medicine added to the other."""
        analyzer = self.texts.cautions.analyzer
        findings = self.texts.library.answers[subject.id].findings.values()
        found = (
            reading_words.finding(one)
            for one in findings
            if one.group == "added-to" and one.unfit is None
            if set(analyzer.terms(to)) <= set(analyzer.terms(one.finding.than or ""))
        )
        return islice(found, MOST_TOLD)
