"""Answer boxes where people, or a medicine that no entry is about, are named, and no treatment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.answering import caution_messages, messages
from search.answering.answer_box import AnswerBox
from search.answering.caution_boxes import CautionBoxes
from search.indexing.documents import Document
from search.query.understanding import Intent


@dataclass(frozen=True)
class PeopleBoxes:
    """Makes these boxes; `typed` are always the query's terms."""

    boxes: CautionBoxes

    def of_people(
        self, intent: Intent, typed: frozenset[str], outside: Sequence[str]
    ) -> AnswerBox | None:
        """Which treatments have cautions about the people named, where no treatment is, nor what is
        outside the scope.
        """
        if intent.subjects or intent.medicines or not intent.groups:
            return None
        groups = {group.id for group in intent.groups}
        names = self.boxes.cautions.names_of(groups)
        if (
            not frozenset[str]()
            .union(*names)
            .issuperset(self.boxes.analyzer.terms(" ".join(outside)))
        ):
            return None
        about = self.boxes.library.vocabulary.groups_about(groups)
        held = [
            one
            for one in self.boxes.warned.cautioned(about)
            if self.boxes.cautions.fitting(one, groups, typed, intent.about(one))
        ]
        if not held:
            return None
        named = self.boxes.cautions.taken(groups, typed) or intent.groups[0].name.lower()
        harmed = [
            one.title
            for one in self.boxes.warned.harmed(names)
            if one not in held and self._harms(one, intent, typed)
        ]
        text = caution_messages.cautioned(named, _sorted(one.title for one in held))
        if harmed:
            text = f"{caution_messages.harmed(named, _sorted(harmed))} {text}"
        return AnswerBox("caution", text)

    def _harms(self, one: Document, intent: Intent, typed: frozenset[str]) -> bool:
        """Whether a harm of a medicine that was seen names the people."""
        if not self.boxes.cautions.is_medicine(one):
            return False
        found = self.boxes.cautions.harms_about(one, typed, intent.about(one))
        return any(harm.seen == "yes" for harm in found)

    def of_medicine(self, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        """What a medicine is that no entry is about, and which treatments have cautions that mean
        it.
        """
        found = next((one for one in intent.medicines if not one.entries), None)
        if found is None or intent.subjects:
            return None
        own = {one.id for one in intent.groups if self._is_called(one.id, found.name)}
        groups = (
            self.boxes.library.vocabulary.groups_about(own) - self.boxes.cautions.medicine_groups
        )
        held = [
            one.title
            for one in self.boxes.warned.cautioned(groups | self.boxes.cautions.medicine_groups)
            if self.boxes.cautions.fitting(one, groups, typed, intent.about(one))
        ]
        known = messages.no_entry_about(found.name, found.member_is)
        if not held:
            return AnswerBox("none", known)
        titles = caution_messages.cautioned(found.name, _sorted(held))
        return AnswerBox("caution", f"{known} {titles}")

    def _is_called(self, group: str, name: str) -> bool:
        """Whether a medicine is one of the names of a group of people: those who take it."""
        names = self.boxes.library.vocabulary.groups[group].synonyms
        return self.boxes.analyzer.terms(name) in map(self.boxes.analyzer.terms, names)


def _sorted(titles: Iterable[str]) -> list[str]:
    return sorted(titles, key=str.casefold)
