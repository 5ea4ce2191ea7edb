"""Which cautions of an entry are about what a query names: its groups of people, what is taken
beside the treatment, and the drug or type that is meant where a caution is about one of several.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from kb.model.collection import MedicineClass
from kb.model.derived import AppliedCaution
from kb.model.library import Library
from search.indexing.documents import Document
from search.query.understanding import Intent
from search.text.analyzer import Analyzer
from search.text.english import STOP_WORDS

Names = frozenset[frozenset[str]]  # the terms of each name


@dataclass(frozen=True)
class CautionFinder:
    """Finds the cautions of a library that fit a query.

    `typed` are the terms of the query, `groups` the ids of the groups of people it names.
    """

    library: Library
    analyzer: Analyzer

    def fitting(
        self, document: Document, groups: Set[str], typed: Set[str], intent: Intent
    ) -> tuple[AppliedCaution, ...]:
        """The cautions of an entry that fit, the strictest first as they come.

        Where the query names what is taken beside the treatment, and a caution does too, those
        about something else that is taken don't answer.
        """
        asked = any(document.id == one.id for one in intent.subjects)
        others = self._taken_beside(document, typed) if asked else Names()
        answer = self.library.answers.get(document.id) if groups or others else None
        found = [
            one
            for one in (answer.cautions if answer else ())
            if groups & set(one.caution.group) or self._names(one, others)
        ]
        if any(self._names(one, others) for one in found):
            people = groups - self._medicine_groups
            found = [
                one for one in found if people & set(one.caution.group) or self._names(one, others)
            ]
        return self._of_arms(found, typed, intent.names_member_of(document))

    def _taken_beside(self, document: Document, typed: Set[str]) -> Names:
        """What the query names that may be taken beside a treatment, by all names of its class."""
        found: set[frozenset[str]] = set()
        for name, of in self._named(typed):
            if of is None:
                found.add(name)
            elif document.id not in of.means:
                found |= {name, *self._class_names[of.id]}
        return frozenset(found)

    def _named(self, typed: Set[str]) -> Iterator[tuple[frozenset[str], MedicineClass | None]]:
        """The names among the typed terms, each with its class, if it is a medicine's."""
        for term in typed:
            yield from (named for named in self._by_term.get(term, ()) if named[0] <= typed)

    def missing(self, document: Document, typed: Set[str], intent: Intent) -> str | None:
        """The medicine or class that a query names beside another, and that no entry is about."""
        if not any(document.id in one.means for one in self._classes):
            return None
        named = (one.name for one in intent.medicines if not one.entries)
        classes = (
            of.name
            for name, of in self._named(typed)
            if of and not of.means and name in self._class_names[of.id]
        )
        return next(chain(named, classes), None)

    def _names(self, applied: AppliedCaution, others: Names) -> bool:
        if not self._medicine_groups.intersection(applied.caution.group):
            return False
        said = set(self.analyzer.terms(applied.caution.what))
        return any(name <= said for name in others)

    def _of_arms(
        self, about: list[AppliedCaution], typed: Set[str], names_medicine: bool
    ) -> tuple[AppliedCaution, ...]:
        """Without the cautions about another drug or type than the query names."""
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
    def _by_term(self) -> Mapping[str, Sequence[tuple[frozenset[str], MedicineClass | None]]]:
        """All names that may be taken beside a treatment, such as `alcohol`, by one of their
        terms.
        """
        groups = (self.library.vocabulary.groups[id] for id in self._medicine_groups)
        named: list[tuple[frozenset[str], MedicineClass | None]] = [
            (name, None) for group in groups for name in self._terms(group.synonyms)
        ]
        for one in self._classes:
            members = self._terms(name for member in one.members for name in member.names)
            named += [(name, one) for name in self._class_names[one.id] | members]
        found: dict[str, list[tuple[frozenset[str], MedicineClass | None]]] = {}
        for name, of in named:
            found.setdefault(min(name), []).append((name, of))
        return found

    def _terms(self, names: Iterable[str]) -> Names:
        return frozenset(filter(None, (frozenset(self.analyzer.terms(name)) for name in names)))
