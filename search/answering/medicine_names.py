"""The names of what may be taken with a treatment, such as a medicine or alcohol, and the names of
its classes, or of what belongs to it, by which a caution may mean it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, get_args

from kb.model.entries import CautionKind
from kb.model.library import Vocabulary
from kb.model.medicines import MedicineClass
from search.text.analyzer import Analyzer

Names = frozenset[frozenset[str]]  # the terms of each name


class Taken(NamedTuple):
    """What a name means: its terms, the name as written, all `names` of the same thing, and the
    classes it is `of`, or the one that it `is`.
    """

    terms: frozenset[str]
    written: str
    names: Names
    of: tuple[MedicineClass, ...] = ()
    is_class: bool = False

    @property
    def called(self) -> str:
        """What it is called in mid-sentence."""
        return self.of[0].in_sentence if self.is_class else self.written


@dataclass(frozen=True)
class MedicineNames:
    """The names in a vocabulary: of its medicines with their classes, and of the groups of people
    that take something.
    """

    vocabulary: Vocabulary
    analyzer: Analyzer

    def among(self, typed: Set[str]) -> Iterator[Taken]:
        """What is named by typed terms."""
        for term in sorted(typed):
            for one in self._by_term.get(term, ()):
                if one.terms <= typed:
                    yield one

    @property
    def every(self) -> tuple[str, ...]:
        """All names as written."""
        return tuple(one.written for some in self._by_term.values() for one in some)

    def meaning(self, one: Taken) -> Names:
        """All names by which a caution may mean it."""
        wider = (self.names_of_class[of.id] for of in self.classes(one))
        return one.names.union(*wider, self._narrower(one))

    def classes(self, one: Taken) -> Sequence[MedicineClass]:
        """The classes it belongs to, nearest first."""
        held = self.vocabulary.medicines
        found = {of.id: of for of in one.of}
        waiting = list(one.of)
        while waiting:
            wider = [held[id] for id in waiting.pop(0).within if id in held]
            waiting += [of for of in wider if found.setdefault(of.id, of) is of and of.within]
        return tuple(of for of in found.values() if not (one.is_class and of in one.of))

    def is_in_another(self, own: Names, medicines: Set[str]) -> bool:
        """Whether one of some medicines contains what is called so: co-codamol paracetamol."""
        return any(
            name < held
            for of in self.vocabulary.medicines.values()
            for member in of.members
            if member.name in medicines
            for held in self.names(member.names)
            for name in own
        )

    def names_only(self, text: str, own: Names) -> bool:
        """Whether no other medicine is named in a text than what is called so."""
        named = (one for one in self.among(self.terms(text)) if one.of)
        return all(not one.names.isdisjoint(own) for one in named)

    def shared_harms(self, taken: Iterable[Taken]) -> Sequence[str]:
        """The harms that all medicines of the same classes share."""
        classes = (of for one in taken for of in (*one.of, *self.classes(one)))
        return list(dict.fromkeys(harm for of in classes for harm in of.shared_harms))

    def is_medicine(self, name: str) -> bool:
        """Whether something is called like a medicine."""
        terms = self.terms(name)
        return any(one.of and not one.is_class for one in self.among(terms) if one.terms == terms)

    def terms(self, name: str) -> frozenset[str]:
        """The terms of a name."""
        return frozenset(self.analyzer.terms(name))

    def names(self, written: Iterable[str]) -> Names:
        """The terms of names, without duplicates."""
        return frozenset(filter(None, map(self.terms, written)))

    def _narrower(self, one: Taken) -> Names:
        """The names of all that belongs to a class, directly or not."""
        if not one.is_class:
            return frozenset()
        kinds = list(one.of)
        for of in kinds:
            parts = self._parts.get(of.id, ())
            kinds += [part for part in parts if part not in kinds]
        own = (self.names_of_class[of.id] | self._names_of_members[of.id] for of in kinds)
        return frozenset[frozenset[str]]().union(*own)

    @cached_property
    def _parts(self) -> Mapping[str, list[MedicineClass]]:
        """The classes within each."""
        found: dict[str, list[MedicineClass]] = {}
        for one in self.vocabulary.medicines.values():
            for id in one.within:
                found.setdefault(id, []).append(one)
        return found

    @cached_property
    def names_of_class(self) -> Mapping[str, Names]:
        """All names of each class, by its id."""
        classes = self.vocabulary.medicines.values()
        return {one.id: self.names((one.name, *one.synonyms)) for one in classes}

    @cached_property
    def _names_of_members(self) -> Mapping[str, Names]:
        classes = self.vocabulary.medicines.values()
        return {
            one.id: self.names(name for member in one.members for name in member.names)
            for one in classes
        }

    @cached_property
    def _by_term(self) -> Mapping[str, Sequence[Taken]]:
        """What each name means, by one of its terms."""
        kinds = {self.terms(kind) for kind in get_args(CautionKind)}
        found: dict[frozenset[str], Taken] = {}
        for written, one in self._written():
            terms = self.terms(written)
            if terms and terms not in kinds:
                known = found.get(terms)
                found[terms] = (
                    known._replace(
                        names=known.names | one.names,
                        of=tuple({of.id: of for of in (*known.of, *one.of)}.values()),
                        is_class=known.is_class or one.is_class,
                    )
                    if known
                    else one._replace(terms=terms, written=written)
                )
        by_term: dict[str, list[Taken]] = {}
        for one in found.values():
            # A brand belongs to all classes of its medicine.
            of = {of.id: of for name in (one.terms, *one.names) for of in found[name].of}
            every = one if one.is_class else one._replace(of=tuple(of.values()))
            by_term.setdefault(min(one.terms), []).append(every)
        return by_term

    def _written(self) -> Iterator[tuple[str, Taken]]:
        nothing: frozenset[str] = frozenset()
        for group in self.vocabulary.groups.values():
            for name in group.synonyms if group.other_medicines else ():
                yield name, Taken(nothing, name, self.names((name,)))
        for of in self.vocabulary.medicines.values():
            names = self.names_of_class[of.id]
            for name in (of.name, *of.synonyms):
                yield name, Taken(nothing, name, names, (of,), is_class=True)
            for member in of.members:
                names = self.names(member.names)
                for name in member.names:
                    yield name, Taken(nothing, name, names, (of,))
