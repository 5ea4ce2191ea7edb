"""Finds which cautions of an entry a query is about: by groups of people, by another medicine or
substance taken at the same time, and by drug or type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, get_args

from kb.model.harm import Band, Harm
from kb.model.library import Library
from kb.model.medicines import MedicineClass
from search.answering.caution_arms import of_arms, of_drug
from search.answering.medicine_names import MedicineNames, Names, Taken
from search.answering.names_in_texts import NamesInTexts
from search.answering.passage_ranking import Telling
from search.indexing.documents import Document
from search.indexing.passages import passage_term_set
from search.query.understanding import Intent
from search.text.analyzer import Analyzer
from search.text.english import FILLERS, OVERVIEW_PHRASES, STOP_WORDS
from search.text.plain_text import plain_text

if TYPE_CHECKING:
    from kb.model.derived import AppliedCaution

BANDS = get_args(Band)
SEVERAL = 2  # terms: one alone is the treatment's name


class SharedHarm(NamedTuple):
    """A harm shared by two medicines, and what is recorded about it of one of them."""

    name: str
    cautions: tuple[AppliedCaution, ...]
    harms: tuple[Harm, ...]


@dataclass(frozen=True)
class CautionFinder:
    """Finds the cautions of a library that are relevant to a query.

    `typed` are the query's terms, `groups` the ids of the groups of people it names. A caution
    about a wider group, or about a kind of one, is about it too.
    """

    library: Library
    analyzer: Analyzer

    def fitting(
        self, document: Document, groups: Set[str], typed: Set[str], intent: Intent
    ) -> tuple[AppliedCaution, ...]:
        """The cautions of an entry that fit: those that name what is taken with the treatment,
        then the others, the strictest first as they come.

        Where the query names something that is taken, cautions about something else don't answer.
        """
        about = self._about(document, groups, typed, intent)
        return self._of_meant(document, about, typed, intent) if about else ()

    def every(
        self, document: Document, typed: Set[str], intent: Intent
    ) -> tuple[AppliedCaution, ...]:
        """All cautions of an entry, or of the drug or type of it that is named."""
        answer = self.library.answers.get(document.id)
        return self._of_meant(document, answer.cautions if answer else (), typed, intent)

    def harms(self, document: Document, intent: Intent) -> tuple[Harm, ...]:
        """The harms that were seen, without duplicates, serious ones first: of an entry, or of the
        drug of it that is named.
        """
        answer = self.library.answers.get(document.id)
        events = sorted(answer.harms if answer else (), key=lambda one: BANDS.index(one.band))
        drug = intent.member_of(document)
        meant = (next(of_drug(one.harms, drug, self.analyzer), None) for one in events)
        return tuple(harm for harm in meant if harm and harm.seen == "yes")

    def harms_about(
        self, document: Document, typed: Set[str], intent: Intent, of_others: bool = False
    ) -> tuple[Harm, ...]:
        """The harms that name one of the groups of people, or what is taken with it, of the drug
        that is named or of all.
        """
        drug = None if of_others else intent.member_of(document)
        taken = self._taken_beside(document, typed)
        names = self._asked_names(document, typed, intent) | taken
        return tuple(
            harm
            for harm in (self._harms_of(document, drug) if names else ())
            if self._texts.name(f"{harm.what} {harm.frequency or ''}", names)
        )

    def shared(
        self, document: Document, typed: Set[str], intent: Intent, of_others: bool = False
    ) -> SharedHarm | None:
        """The first harm shared by medicines like the one taken with a treatment that anything is
        recorded about: of the drug of the treatment that is named, or of all.
        """
        same = self._medicines.terms(" ".join(self._same_class(document, intent)))
        taken = chain(self._named_beside(document, typed), self._medicines.among(same))
        drug = None if of_others else intent.member_of(document)
        for name in self._medicines.shared_harms(taken):
            names, every = self._medicines.names((name,)), self.every(document, typed, intent)
            cautions = tuple(one for one in every if self._texts.name(one.caution.what, names))
            held = self._harms_of(document, drug)
            harms = tuple(harm for harm in held if self._texts.name(harm.what, names))
            if cautions or harms:
                return SharedHarm(name, cautions, harms)
        return None

    def _harms_of(self, document: Document, drug: str | None) -> Iterator[Harm]:
        """All harms of an entry, or of the drug that is named."""
        entry = self.library.interventions.get(document.id)
        return of_drug(entry.harms if entry else (), drug, self.analyzer)

    def effects(self, document: Document, asked: Telling, intent: Intent) -> tuple[Harm, ...]:
        """The harms seen that say all the words, of the drug that is named or of all."""
        found = {
            harm.what: harm
            for harm in self._harms_of(document, intent.member_of(document))
            if harm.seen == "yes" and self._says_each(asked, harm.what)
        }
        return tuple(found.values())

    def mentioning(
        self, document: Document, asked: Telling, intent: Intent
    ) -> tuple[AppliedCaution, ...]:
        """The cautions that say all the words."""
        terms = frozenset(term for ways in asked for way in ways for term in way)
        every = self.every(document, terms, intent)
        return tuple(one for one in every if self._says_each(asked, one.caution.what))

    def _says_each(self, asked: Telling, text: str) -> bool:
        """Whether a text says each of the words, in any way."""
        said = passage_term_set(text, self.analyzer)
        return all(any(said.issuperset(way) for way in ways) for ways in asked)

    def besides(self, document: Document, typed: Set[str], intent: Intent) -> frozenset[str]:
        """The typed terms that say more than the treatment's names."""
        if len(typed) < SEVERAL:
            return frozenset()
        drug = intent.member_of(document)
        own = self.called(document) | (self._medicines.names((drug,)) if drug else Names())
        named = frozenset[str]().union(*(name for name in own if name <= typed))
        return frozenset(typed) - named - self._telling_nothing

    @cached_property
    def _telling_nothing(self) -> frozenset[str]:
        """Terms of words that tell no effect: also stages and what any treatment may be called."""
        stages = (self.analyzer.terms(one.name) for one in self.library.vocabulary.stages.values())
        words = STOP_WORDS | FILLERS | {one[0] for one in OVERVIEW_PHRASES if len(one) == 1}
        own = {one[0] for one in stages if len(one) == 1}
        return frozenset(own).union(map(self.analyzer.term, words))

    def given_about(self, document: Document, typed: Set[str], intent: Intent) -> tuple[str, ...]:
        """What is said, of the drug that is named, on how it is given to one of the groups of
        people, or with what is taken with it.
        """
        names = self._asked_names(document, typed, intent)
        drug = intent.member_of(document)
        ways = self.library.interventions[document.id].delivery if names else ()
        said = [
            plain_text(text)
            for way in ways
            if not (drug and way.arm) or self._texts.name(way.arm, self._medicines.names((drug,)))
            for text in (way.what, way.dose, way.duration, way.words)
            if text and self._texts.name(text, names)
        ]
        return tuple(dict.fromkeys(said))

    def naming(
        self, document: Document, typed: Set[str], intent: Intent
    ) -> tuple[AppliedCaution, ...]:
        """The cautions, of the drug that is named, whose words name one of the groups of people, or
        what is taken with it, whatever they are about.
        """
        names = self._asked_names(document, typed, intent)
        every = self.every(document, typed, intent) if names else ()
        return tuple(one for one in every if self._texts.name(one.caution.what, names))

    def _asked_names(self, document: Document, typed: Set[str], intent: Intent) -> Names:
        """What the query names besides the treatment: a group of people by all its names, and what
        is taken, be it of the same class.
        """
        groups = {one.id for one in intent.groups} - self.medicine_groups
        taken = Names().union(*(one.names for one in self._named_beside(document, typed)))
        return (
            self.names_of(groups)
            | taken
            | self._medicines.names(self._same_class(document, intent))
        )

    def _same_class(self, document: Document, intent: Intent) -> Sequence[str]:
        """The other medicines of an entry's class that are named after the first."""
        return [one.name for one in intent.medicines if document.id in one.entries][1:]

    def with_more_of_it(self, document: Document) -> tuple[AppliedCaution, ...]:
        """The cautions about taking more of a medicine: other products that contain it."""
        own, answer = self.called(document), self.library.answers.get(document.id)
        return tuple(
            one
            for one in (answer.cautions if answer else ())
            if not self.medicine_groups.isdisjoint(one.caution.group)
            and self._texts.name(one.caution.what, own)
            and self._medicines.names_only(one.caution.what, own)
        )

    def is_in_another(self, document: Document, intent: Intent) -> bool:
        """Whether another medicine that is named contains it: co-codamol paracetamol."""
        named = {one.name for one in intent.medicines if document.id not in one.entries}
        return self._medicines.is_in_another(self.called(document), named)

    def names_of(self, groups: Set[str]) -> Names:
        """The terms of all names of groups."""
        if not groups:
            return Names()
        held = self.library.vocabulary.groups
        named = (one for id, one in held.items() if id in groups)
        return self._medicines.names(name for one in named for name in (one.name, *one.synonyms))

    def _of_meant(
        self,
        document: Document,
        about: Sequence[AppliedCaution],
        typed: Set[str],
        intent: Intent,
    ) -> tuple[AppliedCaution, ...]:
        named = {term for one in intent.medicines for term in self.analyzer.terms(one.name)}
        names_medicine = intent.member_of(document) is not None
        return of_arms(about, typed | named, names_medicine, self.analyzer)

    def of_others(
        self, document: Document, groups: Set[str], typed: Set[str], intent: Intent
    ) -> tuple[AppliedCaution, ...]:
        """The cautions that would fit, were they not about another drug or type than is named."""
        if self.fitting(document, groups, typed, intent):
            return ()
        return tuple(self._about(document, groups, typed, intent))

    def _about(
        self, document: Document, groups: Set[str], typed: Set[str], intent: Intent
    ) -> list[AppliedCaution]:
        if groups:  # most queries name nobody
            groups = self.library.vocabulary.groups_about(groups)
        asked = any(document.id == one.id for one in intent.subjects)
        asked = asked or not groups.isdisjoint(self.medicine_groups)
        others = self._taken_beside(document, typed) if asked else Names()
        answer = self.library.answers.get(document.id) if groups or others else None
        if answer is None:
            return []
        found = [
            one
            for one in answer.cautions
            if groups & set(one.caution.group) or self._names(one, others)
        ]
        if others:
            people = groups - self.medicine_groups
            found = [
                one for one in found if people & set(one.caution.group) or self._names(one, others)
            ]
        return sorted(found, key=lambda one: not self._names(one, others))

    def beside(self, document: Document, typed: Set[str]) -> str | None:
        """What the query names with a medicine, as the vocabulary calls it."""
        return self.called_beside(document, typed) if self.is_medicine(document) else None

    def called_beside(self, document: Document, typed: Set[str]) -> str | None:
        """The same with any treatment."""
        named = self._named_beside(document, typed)
        shortest = min(named, key=lambda one: len(one.terms), default=None)
        return shortest.called if shortest else None

    def classes_meant(
        self, document: Document, found: Sequence[AppliedCaution], typed: Set[str]
    ) -> tuple[str | None, tuple[str, ...]]:
        """What the query names with a treatment, and the names of its classes by which cautions
        mean it: none where they name it itself.
        """
        for one in self._named_beside(document, typed):
            classes = [self._class_meant(one, applied.caution.what) for applied in found]
            if named := dict.fromkeys(of.in_sentence for of in classes if of):
                return one.called, tuple(named)
        return None, ()

    def _class_meant(self, one: Taken, said: str) -> MedicineClass | None:
        """The nearest class of something by which a text means it."""
        if self._texts.name(said, one.names):
            return None
        classes = self._medicines.classes(one)
        named = self._medicines.names_of_class
        return next((of for of in classes if self._texts.name(said, named[of.id])), None)

    def about_medicines(self, document: Document, intent: Intent) -> tuple[AppliedCaution, ...]:
        """The cautions about other medicines, of the drug that is named or of all; not about more
        of the same, nor about alcohol alone.
        """
        own = self.called(document)
        return tuple(
            one
            for one in self.every(document, frozenset(), intent)
            if self.medicine_groups & set(one.caution.group)
            and not self._texts.name(one.caution.what, own)
            and not self._is_about_a_group_alone(one)
        )

    def _is_about_a_group_alone(self, applied: AppliedCaution) -> bool:
        """Whether a caution names a group, such as people who drink alcohol, and no medicine."""
        said = applied.caution.what
        groups = set(applied.caution.group) - self.medicine_groups
        medicines = self._medicines.among(self._medicines.terms(said))
        return self._texts.name(said, self.names_of(groups)) and not any(
            one.of for one in medicines
        )

    def taken(self, groups: Set[str], typed: Set[str]) -> str | None:
        """What the query names that may be taken with a treatment, if its groups are about that."""
        if self.medicine_groups.isdisjoint(groups):
            return None
        return next((one.written for one in self._medicines.among(typed)), None)

    def without_taken(self, document: Document, typed: Set[str]) -> frozenset[str]:
        """The typed terms without the names of what is taken with a treatment."""
        taken = (one.terms for one in self._named_beside(document, typed))
        return frozenset(typed) - frozenset[str]().union(*taken)

    def _taken_beside(self, document: Document, typed: Set[str]) -> Names:
        """What the query names as taken with a treatment, under all names that may mean it."""
        meant = map(self._medicines.meaning, self._named_beside(document, typed))
        return Names().union(*meant)

    def _named_beside(self, document: Document, typed: Set[str]) -> Iterator[Taken]:
        """What the typed terms name, but for what the treatment itself is called by them."""
        if len(typed) == 1 and typed in self._medicines.names(document.names):
            return  # nothing else is named: no names of medicines are needed
        for one in self._medicines.among(typed):
            if not self._is_own(one, document, typed):
                yield one

    def _is_own(self, one: Taken, document: Document, typed: Set[str]) -> bool:
        """Whether a name is of the treatment, or part of what it's called by."""
        if any(document.id in of.means for of in one.of):
            return True
        called = self.called(document)
        return not one.names.isdisjoint(called) or any(
            one.terms <= name <= typed for name in called
        )

    def called(self, document: Document) -> Names:
        """The terms of all names of a treatment."""
        return self._medicines.names((*document.names, *document.other_names))

    def is_medicine(self, document: Document) -> bool:
        """Whether an entry is about a medicine, or a class of them."""
        return document.id in self._meant or self._medicines.is_medicine(document.title)

    @cached_property
    def _meant(self) -> frozenset[str]:
        """The ids of the entries that names of medicines mean."""
        classes = self.library.vocabulary.medicines.values()
        return frozenset(id for one in classes for id in one.means)

    def warns_of_taken(self, document: Document) -> bool:
        """Whether a caution of an entry is about what is taken with it."""
        answer = self.library.answers.get(document.id)
        groups = (one.caution.group for one in answer.cautions) if answer else ()
        return any(not self.medicine_groups.isdisjoint(one) for one in groups)

    def takes_beside(self, document: Document, typed: Set[str]) -> bool:
        """Whether the query names something that is taken with a treatment."""
        return next(self._named_beside(document, typed), None) is not None

    @property
    def names_of_taken(self) -> tuple[str, ...]:
        """The names of all that may be taken with a treatment."""
        return self._medicines.every

    def _names(self, applied: AppliedCaution, others: Names) -> bool:
        if not self.medicine_groups.intersection(applied.caution.group):
            return False
        return self._texts.name(applied.caution.what, others)

    @cached_property
    def medicine_groups(self) -> frozenset[str]:
        """The groups of people that take something with a treatment."""
        groups = self.library.vocabulary.groups.values()
        return frozenset(group.id for group in groups if group.other_medicines)

    @cached_property
    def _texts(self) -> NamesInTexts:
        return NamesInTexts(self.library.vocabulary, self.analyzer)

    @cached_property
    def _medicines(self) -> MedicineNames:
        return MedicineNames(self.library.vocabulary, self.analyzer)
