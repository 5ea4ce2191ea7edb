"""Answer boxes where people, or a medicine that no entry is about, are named, and no treatment."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from search.answering import caution_messages, messages
from search.answering.answer_box import AnswerBox
from search.answering.caution_boxes import CautionBoxes
from search.indexing.documents import Document
from search.query.understanding import Intent


class About(NamedTuple):
    """What is said of people, or of a medicine, and the treatments with cautions about them."""

    text: str
    treatments: Sequence[Document]


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
        names = self.boxes.cautions.names_of({group.id for group in intent.groups})
        terms = frozenset[str]().union(*names)
        if not terms.issuperset(self.boxes.analyzer.terms(" ".join(outside))):
            return None
        about = self._about_each(intent, typed)
        return _listing("", about) if about else None

    def _about_each(self, intent: Intent, typed: frozenset[str]) -> list[About]:
        """What is recorded about each group of people."""
        each = (self._about(replace(intent, groups=(one,)), typed) for one in intent.groups)
        return [about for about in each if about]

    def _about(self, intent: Intent, typed: frozenset[str]) -> About | None:
        """The treatments with cautions about a group of people, and with harms that name it."""
        groups = {group.id for group in intent.groups}
        names = self.boxes.cautions.names_of(groups)
        about = self.boxes.library.vocabulary.groups_about(groups)
        held = self._fitting(about, groups, typed, intent)
        if not held:
            return None
        named = self.boxes.cautions.taken(groups, typed) or intent.groups[0].name.lower()
        harmed = [
            one.title
            for one in self.boxes.warned.harmed(names)
            if one not in held and self._harms(one, intent, typed)
        ]
        text = caution_messages.cautioned(named, _titles(held))
        if harmed:
            text = f"{caution_messages.harmed(named, _sorted(harmed))} {text}"
        return About(text, held)

    def _fitting(
        self, about: Set[str], groups: Set[str], typed: frozenset[str], intent: Intent
    ) -> list[Document]:
        return [
            one
            for one in self.boxes.warned.cautioned(about)
            if self.boxes.cautions.fitting(one, groups, typed, intent.about(one))
        ]

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
        taken = self.boxes.cautions.medicine_groups
        groups = self.boxes.library.vocabulary.groups_about(own) - taken
        held = self._fitting(groups | taken, groups, typed, intent)
        people = tuple(one for one in intent.groups if one.id not in own)
        told = [About(caution_messages.cautioned(found.name, _titles(held)), held)] if held else []
        told += self._about_each(replace(intent, groups=people, medicines=()), typed)
        known = messages.no_entry_about(found.name, found.member_is)
        return _listing(known, told) if told else AnswerBox("none", known)

    def _is_called(self, group: str, name: str) -> bool:
        """Whether a medicine is one of the names of a group of people: those who take it."""
        names = self.boxes.library.vocabulary.groups[group].synonyms
        return self.boxes.analyzer.terms(name) in map(self.boxes.analyzer.terms, names)


def _listing(known: str, told: Sequence[About]) -> AnswerBox:
    texts = (known, *(one.text for one in told), caution_messages.TO_READ_THEM)
    listed = dict.fromkeys(document.id for one in told for document in one.treatments)
    return AnswerBox("caution", " ".join(filter(None, texts)), listed=tuple(listed))


def _titles(held: Iterable[Document]) -> list[str]:
    return _sorted(one.title for one in held)


def _sorted(titles: Iterable[str]) -> list[str]:
    return sorted(titles, key=str.casefold)
