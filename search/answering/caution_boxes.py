"""Answer boxes about cautions and harms: for the people or medicines a query names, or for whoever
should avoid a treatment. They say so where nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.answering import caution_messages, messages
from search.answering.answer_box import AnswerBox, BoxKind
from search.answering.asked_warnings import STRICT, asked_warnings
from search.answering.caution_texts import CautionTexts
from search.answering.pair_boxes import PairBoxes
from search.answering.warned_entries import WarnedEntries
from search.indexing.documents import Document
from search.indexing.passages import passage_term_set
from search.query.concepts import Concept
from search.query.understanding import Intent
from search.text.analyzer import Analyzer
from search.text.emergency_words import Emergency

if TYPE_CHECKING:
    from kb.model.derived import AppliedCaution
    from kb.model.harm import Harm


@dataclass(frozen=True)
class CautionBoxes(CautionTexts):
    """Makes the boxes about cautions; `typed` are always the query's terms."""

    warned: WarnedEntries
    analyzer: Analyzer

    def emergency(self, kind: Emergency, intent: Intent, typed: frozenset[str]) -> AnswerBox:
        """To get help; where a treatment is named next to a sign of danger, or to suicide as a
        subject, with what is recorded of it about that.
        """
        box = AnswerBox("urgent", messages.emergency(kind))
        if kind not in ("danger", "suicide") or not intent.subjects:
            return box
        told = next(self.about_people(intent, typed), box)
        if told.kind == "caution":
            kept: BoxKind = "urgent" if kind == "danger" else "caution"
            return replace(told, kind=kept, text=messages.emergency(kind, told.text))
        subject = intent.subjects[0]
        serious = self.serious(subject, intent) if kind == "danger" else ""
        if not serious:
            return box
        text = messages.emergency(kind, f"{self.title(subject, intent)}: {serious}")
        return AnswerBox("urgent", text, subject.id, "harms", f"{subject.url}#harms")

    def about_people(self, intent: Intent, typed: frozenset[str]) -> Iterator[AnswerBox]:
        """Every caution about the people, or the other medicine, that are named; else that none is
        recorded, with what is recorded about the nearest to it.
        """
        if intent.question.compares and not intent.groups:
            return
        groups = {group.id for group in intent.groups}
        found = [
            (subject, fitting)
            for subject in intent.subjects
            if (fitting := self.cautions.fitting(subject, groups, typed, intent))
        ]
        if len(intent.subjects) == 1:
            box = self._of_one(found, intent, typed, intent.subjects[0])
            yield from filter(None, (self._with_members(box, groups, intent, typed),))
        elif found:
            yield self._box(found, intent, typed)
        elif len(intent.subjects) == 2 and all(map(self.cautions.is_medicine, intent.subjects)):
            yield PairBoxes(self).of_two(intent, typed, *intent.subjects)

    def _of_one(
        self,
        found: Sequence[tuple[Document, Sequence[AppliedCaution]]],
        intent: Intent,
        typed: frozenset[str],
        subject: Document,
    ) -> AnswerBox | None:
        if found:
            return self._box(found, intent, typed)
        several = self._of_each(intent, typed, subject) if intent.groups else None
        return several or next(self._without(intent, typed, subject), None)

    def members(self, intent: Intent, typed: Set[str] = frozenset()) -> Sequence[Document]:
        """The entries on medicines of the class that is named, with cautions about the people
        named, about other medicines if one is typed, or any if cautions or harms are asked for.
        """
        subjects = [one for one in intent.subjects if self.cautions.is_medicine(one)]
        if len(subjects) != 1 or len(intent.subjects) > 1 or intent.member_of(subjects[0]):
            return ()
        vocabulary = self.library.vocabulary
        groups = vocabulary.groups_about({group.id for group in intent.groups})
        if self.cautions.takes_beside(subjects[0], typed):
            groups |= self.cautions.medicine_groups
        if intent.question.section in ("cautions", "harms") and not groups:
            groups = frozenset(vocabulary.groups)
        held = self.warned.cautioned(groups) if groups else ()
        return [one for one in held if self.is_member(one, subjects[0])]

    def is_member(self, one: Document, of: Document) -> bool:
        """Whether an entry is about a medicine of a class, or a form of a treatment."""
        parents = self.library.parents(self.library.interventions[one.id])
        return any(parent.id == of.id for parent in parents)

    def _with_members(
        self, box: AnswerBox | None, groups: Set[str], intent: Intent, typed: frozenset[str]
    ) -> AnswerBox | None:
        """A box about a class with the cautions of its members that have entries of their own."""
        told = [
            (one, caution_messages.of_member(one.title, caution_messages.cautions(own)))
            for one in self.members(intent, typed)
            if (own := self._own(one, groups, intent, typed))
        ]
        if not told:
            return box
        text = caution_messages.lines(said for _, said in told)
        if box and box.kind != "none":
            return replace(box, text=caution_messages.lines((box.text, text)))
        first = told[0][0]
        return AnswerBox("caution", text, first.id, "cautions", f"{first.url}#cautions")

    def _own(
        self, one: Document, groups: Set[str], intent: Intent, typed: frozenset[str]
    ) -> Sequence[AppliedCaution]:
        """The cautions that fit, but for those of its class."""
        fitting = self.cautions.fitting(one, groups, typed, intent.about(one))
        return [applied for applied in fitting if applied.inherited_from is None]

    def warnings(self, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        """Who should avoid it, or what harm it does, where no people are named."""
        asked = intent.question.section
        if asked not in ("cautions", "harms") or len(intent.subjects) != 1:
            return None
        subject = intent.subjects[0]
        title = self.title(subject, intent)
        cautions = self.cautions.every(subject, typed, intent)
        harms = self.cautions.harms(subject, intent)
        kind, text, part = asked_warnings(asked, title, cautions, harms)
        members = [one.title for one in self.members(intent)]
        text += caution_messages.members_have_more(members) if members else ""
        if asked == "cautions" and any(one.caution.kind in STRICT for one in cautions):
            text = caution_messages.lines((text, self.serious(subject, intent)))  # else in it
        return AnswerBox(kind, text, subject.id, part, f"{subject.url}#{part}")

    def _box(
        self,
        found: Sequence[tuple[Document, Sequence[AppliedCaution]]],
        intent: Intent,
        typed: frozenset[str],
    ) -> AnswerBox:
        """The cautions of each treatment named, and of which of them none is recorded."""
        subject, named = found[0][0], len(intent.subjects) > 1
        texts = [
            (f"{one.title}: " if named else "") + said
            for one, fitting in found
            for said in (
                self._told(one, fitting, typed),
                self.harms_of(one, intent),
                self._given(one, intent),
            )
            if said
        ]
        silent = [one for one in intent.subjects if all(one.id != it.id for it, _ in found)]
        if any(not self._is_of_taken(group) for group in intent.groups):
            texts += filter(None, (self._nothing(intent, typed, one) for one in silent))
        if not named:
            texts += self._on_others(subject, intent, typed)
            lenient = all(one.caution.kind == "caution" for one in found[0][1])
            of_people = intent.groups and not self.cautions.called_beside(subject, typed)
            texts += [self.serious(subject, intent)] if lenient and of_people else []
        texts += self._no_dose(subject, found[0][1], intent)
        url = f"{subject.url}#cautions"
        return AnswerBox("caution", caution_messages.lines(texts), subject.id, "cautions", url)

    def _told(
        self, subject: Document, fitting: Sequence[AppliedCaution], typed: frozenset[str]
    ) -> str:
        """The cautions, after the classes for which they are recorded, where they don't name the
        medicine itself.
        """
        medicine, classes = self.cautions.classes_meant(subject, fitting, typed)
        said = caution_messages.cautions(fitting)
        if medicine is None:
            return said
        return f"{caution_messages.recorded_for(classes, medicine)} {said}"

    def _given(self, subject: Document, intent: Intent) -> str:
        """What is said of the people where it says how it is given; often empty."""
        said = self.cautions.given_about(subject, frozenset(), intent)
        return caution_messages.given(said) if said else ""

    def harms_of(self, subject: Document, intent: Intent) -> str:
        """The harms that were seen and name the people; often empty."""
        found = self.cautions.harms_about(subject, frozenset(), intent)
        seen = [harm for harm in found if harm.seen == "yes"]
        return caution_messages.harms(seen) if seen else ""

    def _on_others(self, subject: Document, intent: Intent, typed: frozenset[str]) -> Iterator[str]:
        """What is said of those of several groups of people that no caution is about; what is taken
        was answered.
        """
        people = self.cautions.without_taken(subject, typed)
        groups = [one for one in intent.groups if people == typed or not self._is_of_taken(one)]
        for group in groups if len(intent.groups) > 1 or people != typed else ():
            alone = replace(intent, groups=(group,))
            if not self.cautions.fitting(subject, {group.id}, people, alone):
                yield from (box.text for box in self._without(alone, people, subject))

    def _is_of_taken(self, group: Concept) -> bool:
        return group.id in self.cautions.medicine_groups

    def _of_each(
        self, intent: Intent, typed: frozenset[str], subject: Document
    ) -> AnswerBox | None:
        """What answers for each of several groups of people, and for what is taken, where no
        caution is about them; and for which nothing does.
        """
        people = self.cautions.without_taken(subject, typed)
        takes = people != typed and self._beside(subject, intent, typed) is not None
        groups = [one for one in intent.groups if not (takes and self._is_of_taken(one))]
        asked = [(replace(intent, groups=()), typed)] * takes
        asked += [
            (replace(intent, groups=(group,)), people if takes else typed) for group in groups
        ]
        if len(asked) < 2:
            return None
        boxes = [box for one, of in asked for box in self._without(one, of, subject, False)]
        boxes.sort(key=lambda box: box.kind == "none")
        texts = dict.fromkeys((*(box.text for box in boxes), self.serious(subject, intent)))
        return replace(boxes[0], text=caution_messages.lines(texts)) if boxes else None

    def _without(
        self, intent: Intent, typed: frozenset[str], subject: Document, alone: bool = True
    ) -> Iterator[AnswerBox]:
        """What answers where no caution is about the very drug and people, or medicine, named;
        with the serious harms if it is all that answers.
        """
        groups = {group.id for group in intent.groups}
        drug, url = intent.member_of(subject), f"{subject.url}#cautions"
        of_others = self.cautions.of_others(subject, groups, typed, intent)
        naming: Sequence[AppliedCaution] = self.cautions.naming(subject, typed, intent)
        harms = self.cautions.harms_about(subject, typed, intent)
        given = self.cautions.given_about(subject, typed, intent)
        apart: Sequence[AppliedCaution] = ()  # name another of its class, but not taking both
        if not intent.groups and self._of_same_class(subject, intent):
            apart = [one for one in naming if not self._is_about_taking(one)]
            naming, given = [one for one in naming if one not in apart], ()

        def beside() -> str:
            taken = self._beside(subject, intent, typed)
            return self.on_medicines(subject, intent) if taken else ""

        if given and not naming:
            also = caution_messages.harms(harms) if harms else ""
            text = caution_messages.lines((caution_messages.given(given), also))
            yield AnswerBox("delivery", text, subject.id, "delivery", f"{subject.url}#delivery")
        elif naming:
            about = self._asked(subject, intent, typed)
            said = (
                caution_messages.naming(about, naming, harms),
                self._more(alone, subject, intent),
            )
            yield AnswerBox("caution", caution_messages.lines(said), subject.id, "cautions", url)
        elif shared := self.cautions.shared(subject, typed, intent):
            said_of_shared = (
                caution_messages.naming(*shared),
                self._nothing(intent, typed, subject),
                self.on_medicines(subject, intent),
                self._more(alone, subject, intent),
            )
            section = "cautions" if shared.cautions else "harms"
            text, url = caution_messages.lines(said_of_shared), f"{subject.url}#{section}"
            yield AnswerBox("caution", text, subject.id, section, url)
        elif harms:
            people = (caution_messages.nothing_besides(one.name) for one in intent.groups)
            silent = self._nothing_on_beside(intent, typed, subject) or next(people, None)
            related = self._related(intent, typed, subject)
            text = caution_messages.lines((caution_messages.harms(harms), related, silent))
            yield AnswerBox("caution", text, subject.id, "harms", f"{subject.url}#harms")
        elif of_others and drug:
            told = self._told(subject, of_others, typed)
            others = caution_messages.cautions_of_others(drug, told)
            text = caution_messages.lines((others, beside()))
            yield AnswerBox("caution", text, subject.id, "cautions", url)
        elif drug and (of_kind := self._harms_of_others(subject, typed, intent)):
            others = caution_messages.harms_of_others(drug, of_kind)
            text = caution_messages.lines((others, beside()))
            yield AnswerBox("caution", text, subject.id, "harms", f"{subject.url}#harms")
        elif nothing := self._nothing(intent, typed, subject):
            related = self._related(intent, typed, subject)
            about = self._asked(subject, intent, typed)
            named = caution_messages.naming_otherwise(about, apart) if apart else ""
            known = (nothing, related, beside(), named, self._more(alone, subject, intent))
            text = caution_messages.lines(
                (*filter(None, known), *self._no_dose(subject, (), intent))
            )
            part, where = ("cautions", url) if related or apart else (None, subject.url)
            yield AnswerBox("caution" if apart else "none", text, subject.id, part, where)

    def _is_about_taking(self, applied: AppliedCaution) -> bool:
        """Whether a caution is about what is taken with a medicine."""
        return not self.cautions.medicine_groups.isdisjoint(applied.caution.group)

    def _harms_of_others(
        self, subject: Document, typed: frozenset[str], intent: Intent
    ) -> Sequence[Harm]:
        found = self.cautions.harms_about(subject, typed, intent, of_others=True)
        shared = None if found else self.cautions.shared(subject, typed, intent, of_others=True)
        return shared.harms if shared else found

    def _more(self, alone: bool, subject: Document, intent: Intent) -> str:
        return self.serious(subject, intent) if alone else ""

    def _related(self, intent: Intent, typed: frozenset[str], subject: Document) -> str:
        """The cautions about other kinds of the same wider groups; often empty."""
        vocabulary = self.library.vocabulary
        wider = vocabulary.wider_groups({group.id for group in intent.groups})
        related = self.cautions.fitting(subject, wider, typed, intent) if wider else ()
        names = [group.name.lower() for id, group in vocabulary.groups.items() if id in wider]
        return caution_messages.related(names, related) if related else ""

    def _nothing(self, intent: Intent, typed: frozenset[str], subject: Document) -> str | None:
        """Say that no caution about the people, or about the other medicine, is recorded."""
        if nothing := self._nothing_on_beside(intent, typed, subject):
            return nothing
        if not intent.groups or self._mentioned(subject, intent, "harms", "cautions"):
            return None
        return caution_messages.nothing_on_group(intent.groups[0].name, subject.title)

    def _nothing_on_beside(self, intent: Intent, typed: frozenset[str], subject: Document) -> str:
        """The same of the other medicine alone; often empty."""
        if beside := self._beside(subject, intent, typed):
            has_others = bool(self.on_medicines(subject, intent))
            title = self.title(subject, intent)
            return caution_messages.nothing_on_medicine(beside, title, has_others)
        return ""

    def _asked(self, subject: Document, intent: Intent, typed: frozenset[str]) -> str:
        """What is asked about besides the treatment: a medicine, or else people."""
        people = next((group.name.lower() for group in intent.groups), None)
        beside = self._beside(subject, intent, typed) or people
        return beside or self.cautions.called_beside(subject, typed) or ""

    def _beside(self, subject: Document, intent: Intent, typed: frozenset[str]) -> str | None:
        return self.cautions.beside(subject, typed) or self._of_same_class(subject, intent)

    def _of_same_class(self, subject: Document, intent: Intent) -> str | None:
        """The second of two medicines of one class, which may be taken together."""
        named = [one.name for one in intent.medicines if subject.id in one.entries]
        return named[1] if len(named) > 1 and not intent.question.compares else None

    def _mentioned(self, subject: Document, intent: Intent, *fields: str) -> bool:
        """Whether such a text of a treatment, of whichever drug, names any of the people."""
        names = self.cautions.names_of({group.id for group in intent.groups})
        said = (
            passage_term_set(text, self.analyzer)
            for field in fields
            for text in subject.texts.get(field, ())
        )
        return any(name <= terms for terms in said for name in names)

    def _no_dose(
        self, subject: Document, fitting: Sequence[AppliedCaution], intent: Intent
    ) -> list[str]:
        """Say that no dose for the people is recorded, where one is asked for and neither a caution
        about them gives a number nor a word on how it is given names them.
        """
        if intent.question.section != "delivery" or not intent.groups:
            return []
        if any(letter.isdigit() for one in fitting for letter in one.caution.what):
            return []
        if self._mentioned(subject, intent, "delivery"):
            return []
        title = self.title(subject, intent)
        return [caution_messages.no_dose(intent.groups[0].name, title)]
