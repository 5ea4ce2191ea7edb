"""Answer boxes where people, or a medicine that no entry is about, are named, and no treatment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from search.answering import caution_messages, messages, reading_words
from search.answering.answer_box import AnswerBox
from search.answering.caution_boxes import CautionBoxes
from search.indexing.documents import Document
from search.query.understanding import Intent

if TYPE_CHECKING:
    from kb.model.derived import AppliedCaution

STRICTEST_FIRST = tuple(reading_words.HEADINGS)
MOST_TOLD = 20  # treatments

Fitting = tuple[Document, Sequence["AppliedCaution"]]


class About(NamedTuple):
    """What is said of people, or of a medicine, and the treatments that it is said of."""

    text: str
    treatments: Sequence[Document]


@dataclass(frozen=True)
class PeopleBoxes:
    """Makes these boxes; `typed` are always the query's terms."""

    boxes: CautionBoxes

    def of_people(
        self, intent: Intent, typed: frozenset[str], outside: Sequence[str]
    ) -> AnswerBox | None:
        """What is recorded about the people named, by treatment, where no treatment is named, nor
        what is outside the scope.
        """
        if intent.subjects or intent.medicines or not intent.groups:
            return None
        names = self.boxes.cautions.names_of({group.id for group in intent.groups})
        terms = frozenset[str]().union(*names)
        if not terms.issuperset(self.boxes.analyzer.terms(" ".join(outside))):
            return None
        about = self._about_each(intent, typed)
        held = self.boxes.library.vocabulary.groups
        is_of_illness = any(held[one.id].illness for one in intent.groups)
        return replace(_listing("", about), is_of_illness=is_of_illness) if about else None

    def _about_each(self, intent: Intent, typed: frozenset[str]) -> list[About]:
        """What is recorded about each group of people."""
        each = (self._about(replace(intent, groups=(one,)), typed) for one in intent.groups)
        return [about for about in each if about]

    def _about(self, intent: Intent, typed: frozenset[str]) -> About | None:
        """What is recorded about a group of people: cautions, harms and how it is given to them."""
        groups = {group.id for group in intent.groups}
        about = self.boxes.library.vocabulary.groups_about(groups)
        named = self.boxes.cautions.taken(groups, typed) or intent.groups[0].name.lower()
        return self._told(named, self._fitting(about, groups, typed, intent), intent)

    def _fitting(
        self, about: Set[str], groups: Set[str], typed: frozenset[str], intent: Intent
    ) -> list[Fitting]:
        """The treatments with cautions that fit, the strictest first."""
        found = (
            (one, self.boxes.cautions.fitting(one, groups, typed, intent.about(one)))
            for one in self.boxes.warned.cautioned(about)
        )
        return sorted((pair for pair in found if pair[1]), key=_by_strictness)

    def _told(
        self, named: str, held: Sequence[Fitting], intent: Intent, taken: bool = False
    ) -> About | None:
        """What cautions say, and what harms and ways it is given say of the same people, or of what
        is `taken`, a line for each treatment.
        """
        said: dict[str, list[str]] = {}
        documents = {}
        cautioned = ((one, caution_messages.cautions(fitting)) for one, fitting in held)
        for one, text in (*cautioned, *self._harms(intent, taken), *self._given(intent)):
            said.setdefault(one.id, []).append(text)
            documents[one.id] = one
        every = list(documents.values())
        told = every[:MOST_TOLD]
        if not told:
            return None
        lines = [caution_messages.of_treatment(one.title, said[one.id]) for one in told]
        text = caution_messages.about_people(named, lines, len(every) > len(told))
        return About(text, told)

    def _harms(self, intent: Intent, taken: bool) -> Iterator[tuple[Document, str]]:
        """The harms seen that name the people, of medicines alone where nothing is taken: others
        name what people have because of them.
        """
        names = self.boxes.cautions.names_of({group.id for group in intent.groups})
        for one in self.boxes.warned.harmed(names):
            if (taken or self.boxes.cautions.is_medicine(one)) and (
                told := self.boxes.harms_of(one, intent.about(one))
            ):
                yield one, told

    def _given(self, intent: Intent) -> Iterator[tuple[Document, str]]:
        """What is said on how a treatment is given to the people."""
        names = self.boxes.cautions.names_of({group.id for group in intent.groups})
        for one in self.boxes.warned.given(names):
            if one.id not in self.boxes.library.interventions:
                continue
            said = self.boxes.cautions.given_about(one, frozenset(), intent.about(one))
            if said:
                yield one, caution_messages.given(said)

    def of_medicine(self, intent: Intent, typed: frozenset[str]) -> AnswerBox | None:
        """What a medicine is that no entry is about, and which treatments have cautions that mean
        it.
        """
        found = next((one for one in intent.medicines if not one.entries), None)
        if found is None or intent.subjects:
            return None
        own = tuple(one for one in intent.groups if self._is_called(one.id, found.name))
        taken = self.boxes.cautions.medicine_groups
        ids = {one.id for one in own}
        groups = self.boxes.library.vocabulary.groups_about(ids) - taken
        held = self._fitting(groups | taken, groups, typed, intent)
        about = self._told(found.name, held, replace(intent, groups=own, medicines=()), True)
        people = tuple(one for one in intent.groups if one.id not in ids)
        told = [about] if about else []
        told += self._about_each(replace(intent, groups=people, medicines=()), typed)
        known = messages.no_entry_about(found.name, found.member_is)
        return _listing(known, told) if told else AnswerBox("none", known)

    def _is_called(self, group: str, name: str) -> bool:
        """Whether a medicine is one of the names of a group of people: those who take it."""
        names = self.boxes.library.vocabulary.groups[group].synonyms
        return self.boxes.analyzer.terms(name) in map(self.boxes.analyzer.terms, names)


def _by_strictness(fitting: Fitting) -> tuple[int, str]:
    strictest = min(STRICTEST_FIRST.index(one.caution.kind) for one in fitting[1])
    return strictest, fitting[0].title.casefold()


def _listing(known: str, told: Sequence[About]) -> AnswerBox:
    listed = dict.fromkeys(document.id for one in told for document in one.treatments)
    text = caution_messages.lines((known, *(one.text for one in told)))
    return AnswerBox("caution", text, listed=tuple(listed))
