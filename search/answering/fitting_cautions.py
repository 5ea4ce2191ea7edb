"""Finds which cautions of an entry a query is about: by groups of people, by another medicine or
substance taken at the same time, and by drug or type.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, get_args

from kb.model.derived import AppliedCaution, Band
from kb.model.entries import CautionKind
from kb.model.harm import Harm
from kb.model.library import Library
from kb.model.medicines import MedicineClass
from search.indexing.documents import Document
from search.query.understanding import Intent
from search.text.analyzer import Analyzer
from search.text.english import STOP_WORDS

BANDS = get_args(Band)

Names = frozenset[frozenset[str]]  # the terms of each name


class Name(NamedTuple):
    """A name of what may be taken: its terms, its class if it is a medicine's, and as written."""

    terms: frozenset[str]
    of: MedicineClass | None
    written: str


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
        meant = (
            next((harm for harm in one.harms if self._is_of(harm, drug)), None) for one in events
        )
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
            for harm in self.library.interventions[document.id].harms
            if self._is_of(harm, drug) and self._says(f"{harm.what} {harm.frequency or ''}", names)
        )

    def naming(
        self, document: Document, typed: Set[str], intent: Intent
    ) -> tuple[AppliedCaution, ...]:
        """The cautions, of the drug that is named, whose words name one of the groups of people, or
        what is taken with it, whatever they are about.
        """
        names = self._asked_names(document, typed, intent)
        every = self.every(document, typed, intent) if names else ()
        return tuple(one for one in every if self._says(one.caution.what, names))

    def _asked_names(self, document: Document, typed: Set[str], intent: Intent) -> Names:
        """What the query names besides the treatment: a group of people by all its names, and what
        is taken, be it of the same class, as typed.
        """
        groups = {one.id for one in intent.groups} - self._medicine_groups
        same_class = [one.name for one in intent.medicines if document.id in one.entries][1:]
        taken = frozenset(one.terms for one in self._named_beside(document, typed))
        return self.names_of(groups) | taken | self._terms(same_class)

    def _says(self, text: str, names: Names) -> bool:
        if not names:
            return False
        said = set(self.analyzer.terms(self._other_meanings.sub(" ", text)))
        return any(name <= said for name in names)

    @cached_property
    def _other_meanings(self) -> re.Pattern[str]:
        """The phrases that only look as if they named a group: "respiratory depression"."""
        groups = self.library.vocabulary.groups.values()
        phrases = [re.escape(phrase) for group in groups for phrase in group.not_in]
        return re.compile(rf"(?i)\b(?:{'|'.join(phrases)})\b" if phrases else r"(?!)")

    def with_more_of_it(self, document: Document, intent: Intent) -> tuple[AppliedCaution, ...]:
        """The cautions about taking more of a medicine, if another is named that contains it: of
        paracetamol with co-codamol.
        """
        own = self.called(document)
        named = {one.name for one in intent.medicines if document.id not in one.entries}
        contain = (
            member
            for of in self._classes
            for member in of.members
            if member.name in named
            and any(name < held for held in self._terms(member.names) for name in own)
        )
        answer = self.library.answers.get(document.id) if next(contain, None) else None
        return tuple(
            one for one in (answer.cautions if answer else ()) if self._says(one.caution.what, own)
        )

    def names_of(self, groups: Set[str]) -> Names:
        """The terms of all names of groups."""
        held = self.library.vocabulary.groups
        named = (one for id, one in held.items() if id in groups)
        return self._terms(name for one in named for name in (one.name, *one.synonyms))

    def _is_of(self, harm: Harm, drug: str | None) -> bool:
        terms = self.analyzer.terms
        return not (drug and harm.arm) or set(terms(harm.arm)).issuperset(terms(drug))

    def _of_meant(
        self,
        document: Document,
        about: Sequence[AppliedCaution],
        typed: Set[str],
        intent: Intent,
    ) -> tuple[AppliedCaution, ...]:
        named = {term for one in intent.medicines for term in self.analyzer.terms(one.name)}
        return self._of_arms(about, typed | named, intent.member_of(document) is not None)

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
        asked = asked or not groups.isdisjoint(self._medicine_groups)
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
            people = groups - self._medicine_groups
            found = [
                one for one in found if people & set(one.caution.group) or self._names(one, others)
            ]
        return sorted(found, key=lambda one: not self._names(one, others))

    def beside(self, document: Document, typed: Set[str]) -> str | None:
        """What the query names with a medicine, as the vocabulary calls it."""
        if not self.is_medicine(document):
            return None
        named = self._named_beside(document, typed)
        shortest = min(named, key=lambda one: len(one.terms), default=None)
        if shortest is None:
            return None
        of = shortest.of
        if of is None or shortest.terms not in self._class_names[of.id]:
            return shortest.written
        is_abbreviated = of.name[1:2].isupper()  # ACE inhibitors
        return of.name if is_abbreviated else of.name[:1].lower() + of.name[1:]

    def taken(self, groups: Set[str], typed: Set[str]) -> str | None:
        """What the query names that may be taken with a treatment, if its groups are about that."""
        if self._medicine_groups.isdisjoint(groups):
            return None
        named = (one for term in sorted(typed) for one in self._by_term.get(term, ()))
        return next((one.written for one in named if one.terms <= typed), None)

    def _taken_beside(self, document: Document, typed: Set[str]) -> Names:
        """What the query names as taken with a treatment, under all names of its class."""
        found: set[frozenset[str]] = set()
        for one in self._named_beside(document, typed):
            found |= {one.terms, *(self._class_names[one.of.id] if one.of else ())}
        return frozenset(found)

    def _named_beside(self, document: Document, typed: Set[str]) -> Iterator[Name]:
        """The names among the typed terms, but for what the treatment itself is called by them."""
        for term in sorted(typed):
            for one in self._by_term.get(term, ()):
                if one.terms <= typed and not self._is_own(one, document, typed):
                    yield one

    def _is_own(self, one: Name, document: Document, typed: Set[str]) -> bool:
        """Whether a name is of the treatment, or part of what it's called by."""
        if one.of and document.id in one.of.means:
            return True
        return any(one.terms <= name <= typed for name in self.called(document))

    def called(self, document: Document) -> Names:
        """The terms of all names of a treatment."""
        return self._terms((*document.names, *document.other_names))

    def is_medicine(self, document: Document) -> bool:
        """Whether an entry is about a class of medicines."""
        return any(document.id in one.means for one in self._classes)

    def warns_of_taken(self, document: Document) -> bool:
        """Whether a caution of an entry is about what is taken with it."""
        answer = self.library.answers.get(document.id)
        groups = (one.caution.group for one in answer.cautions) if answer else ()
        return any(not self._medicine_groups.isdisjoint(one) for one in groups)

    def takes_beside(self, document: Document, typed: Set[str]) -> bool:
        """Whether the query names something that is taken with a treatment."""
        return next(self._named_beside(document, typed), None) is not None

    @property
    def names_of_taken(self) -> tuple[str, ...]:
        """The names of all that may be taken with a treatment."""
        return tuple(one.written for some in self._by_term.values() for one in some)

    def _names(self, applied: AppliedCaution, others: Names) -> bool:
        if not self._medicine_groups.intersection(applied.caution.group):
            return False
        return self._says(applied.caution.what, others)

    def _of_arms(
        self, about: Sequence[AppliedCaution], typed: Set[str], names_medicine: bool
    ) -> tuple[AppliedCaution, ...]:
        """The cautions, without those about a drug or type other than the one in the query."""
        arms = {
            arm: set(self.analyzer.terms(arm)) - STOP_WORDS
            for one in about
            if (arm := one.caution.arm)
        }
        meant = {arm for arm, terms in arms.items() if terms & typed}
        if not (meant or names_medicine):
            return tuple(about)
        return tuple(one for one in about if one.caution.arm is None or one.caution.arm in meant)

    @cached_property
    def _medicine_groups(self) -> frozenset[str]:
        groups = self.library.vocabulary.groups.values()
        return frozenset(group.id for group in groups if group.other_medicines)

    @property
    def _classes(self) -> Iterable[MedicineClass]:
        return self.library.vocabulary.medicines.values()

    @cached_property
    def _class_names(self) -> Mapping[str, Names]:
        """The names of each class of medicines, by its id."""
        return {one.id: self._terms((one.name, *one.synonyms)) for one in self._classes}

    @cached_property
    def _by_term(self) -> Mapping[str, Sequence[Name]]:
        """All names of what may be taken with a treatment, such as `alcohol`, by one of their
        terms.
        """
        groups = (self.library.vocabulary.groups[id] for id in self._medicine_groups)
        written: list[tuple[str, MedicineClass | None]]
        written = [(name, None) for group in groups for name in group.synonyms]
        for one in self._classes:
            members = (name for member in one.members for name in member.names)
            written += [(name, one) for name in (one.name, *one.synonyms, *members)]
        kinds = {frozenset(self.analyzer.terms(kind)) for kind in get_args(CautionKind)}
        found: dict[str, list[Name]] = {}
        for name, of in written:
            terms = frozenset(self.analyzer.terms(name))
            if terms and terms not in kinds:
                found.setdefault(min(terms), []).append(Name(terms, of, name))
        return found

    def _terms(self, names: Iterable[str]) -> Names:
        return frozenset(filter(None, (frozenset(self.analyzer.terms(name)) for name in names)))
