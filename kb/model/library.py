"""The library: every readable entry of a collection in memory, with its vocabulary.

It's immutable, so values derived from all entries are computed once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.model.collection import (
    Category,
    Collection,
    Comparator,
    Feature,
    Outcome,
    Scale,
    Stage,
    Term,
)
from kb.model.condition_parts import NamedInFlag
from kb.model.entries import FOLDERS, Claim, Condition, Entry, Intervention
from kb.model.groups import Group
from kb.model.marked import MarkedEntries
from kb.model.medicines import MedicineClass
from kb.model.problems import Checks, Problem
from kb.model.source import Source, StatusKind
from kb.reading.files import File

if TYPE_CHECKING:
    from kb.model.derived import Answer

FEW = 3_000  # entries that are all looked at for one that may have been meant
ALIKE = 2  # first letters of ids; people rarely get these wrong
FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}


@dataclass(frozen=True)
class Vocabulary:
    """The words entries may use, by id, in the order of their files."""

    outcomes: Mapping[str, Outcome]
    scales: Mapping[str, Scale]
    comparators: Mapping[str, Comparator]
    stages: Mapping[str, Stage]
    categories: Mapping[str, Category]
    terms: Mapping[str, Term]
    groups: Mapping[str, Group] = field(default_factory=dict)
    features: Mapping[str, Feature] = field(default_factory=dict)
    medicines: Mapping[str, MedicineClass] = field(default_factory=dict)

    def stages_of(self, role: str) -> tuple[str, ...]:
        """The ids of the stages that have a role."""
        return tuple(id for id, stage in self.stages.items() if stage.role == role)

    def groups_about(self, ids: Set[str]) -> frozenset[str]:
        """The groups whose cautions are about any of these: themselves, the wider ones, and their
        kinds.
        """
        kinds = (id for id, group in self.groups.items() if not ids.isdisjoint(group.within))
        return frozenset(ids) | self.wider_groups(ids) | frozenset(kinds)

    def wider_groups(self, ids: Set[str]) -> frozenset[str]:
        """The groups that any of these is a kind of."""
        named = (self.groups[id] for id in ids if id in self.groups)
        return frozenset(wider for group in named for wider in group.within)


class EntryChange(NamedTuple):
    """What was done to an entry, and when."""

    day: date
    id: str
    what: str


@dataclass(frozen=True)
class Library:
    """A collection with everything that could be read.

    `withheld` gives the kind of each id whose file has errors; `kept` are the ids served in their
    last good version because their file has errors now; `files` is what was read, and `checks` the
    problems found. `versions` are the digests of the files as served. `answers` are derived for
    each intervention.
    """

    folder: Path
    collection: Collection
    vocabulary: Vocabulary
    interventions: Mapping[str, Intervention]
    conditions: Mapping[str, Condition]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    withheld: Mapping[str, str]
    problems: tuple[Problem, ...]
    kept: frozenset[str] = frozenset()
    files: Mapping[str, File] = field(default_factory=dict, repr=False, compare=False)
    checks: Checks | None = field(default=None, repr=False, compare=False)
    versions: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False, compare=False)

    def entries(self) -> Iterator[Entry]:
        """All entries, by kind and id."""
        for shelf in (self.interventions, self.conditions, self.claims, self.sources):
            yield from shelf.values()

    def entry(self, id: str) -> Entry | None:
        """The entry with that id, whatever its kind, or None."""
        for shelf in (self.interventions, self.conditions, self.claims, self.sources):
            if id in shelf:
                return shelf[id]
        return None

    def alike(self, id: str, *folders: str) -> Iterator[Entry]:
        """The entries among which one that was meant by an id is looked for: all of a small
        library, and of a large one some whose ids begin like it.
        """
        for folder in folders or FOLDERS:
            if self.size <= FEW:
                yield from getattr(self, folder).values()
            elif len(letters := id[:ALIKE].lower()) == ALIKE:
                yield from islice(self.beginning(folder, letters), FEW)

    def beginning(self, folder: str, letters: str) -> Iterator[Entry]:
        """The entries of a folder whose ids begin so."""
        shelf: Mapping[str, Entry] = getattr(self, folder)
        return (entry for id, entry in shelf.items() if id.startswith(letters))

    @cached_property
    def ground(self) -> bytes:
        """The digest of what all entries depend on: the collection's own file and the
        vocabulary.
        """
        lists = vars(self.vocabulary).values()
        models = (self.collection, *(word for words in lists for word in words.values()))
        written = "\n".join(model.model_dump_json() for model in models)
        return sha256(written.encode()).digest()

    @cached_property
    def digest(self) -> bytes:
        """The digest of everything served."""
        entries = b"".join(path.encode() + digest for path, digest in sorted(self.versions.items()))
        return sha256(self.ground + entries).digest()

    @cached_property
    def size(self) -> int:
        """The number of entries."""
        return sum(map(len, (self.interventions, self.conditions, self.claims, self.sources)))

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """The id of every source, readable or not."""
        return frozenset(file.id for file in self.files.values() if file.kind == "source")

    @cached_property
    def by_name(self) -> tuple[Intervention, ...]:
        """The interventions in alphabetical order."""
        return tuple(sorted(self.interventions.values(), key=lambda one: one.name.casefold()))

    @cached_property
    def tiers(self) -> tuple[tuple[str, ...], ...]:
        """The stages in the order they are considered for an answer; those in one tier count as
        one.
        """
        stages, order = self.vocabulary.stages, self.collection.answer_order
        named = {stage for tier in order for stage in tier}
        rest = tuple(id for id in stages if id not in named)
        return (*order, rest) if order and rest else order or tuple((id,) for id in stages)

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The families of outcomes in the order they are considered for key findings."""
        outcomes = self.vocabulary.outcomes.values()
        named = (one.family or one.id for one in outcomes if not one.harm)
        return self.collection.families or tuple(dict.fromkeys(named))

    def listed(self, id: str) -> Entry | None:
        """The same, for whoever looks over many for what lists and overviews show: more of one may
        have to be fetched.
        """
        return self.entry(id)

    @property
    def outlines(self) -> Mapping[str, Answer]:
        """The answers, for whoever looks over many, as with `listed`."""
        return self.answers

    def expect(self, ids: Iterable[str]) -> None:
        """Say that these entries, and of interventions the answers too, are asked for next."""

    def standing_of(self, source: str) -> StatusKind | None:
        """The status of a source; None without one, or if it can't be read now."""
        found = self.listed(source)
        return found.standing if isinstance(found, Source) else None

    @property
    def marked(self) -> MarkedEntries | None:
        """Who answers questions about many entries, where those aren't in memory."""
        return None

    @cached_property
    def finding_count(self) -> int:
        """How many findings interventions have."""
        return sum(len(entry.findings) for entry in self.interventions.values())

    def changes(self, kind: str = "") -> Sequence[EntryChange]:
        """The changes that entries of a kind record, or those of any, newest first."""
        return self._changes.get(kind, ())

    @cached_property
    def _changes(self) -> Mapping[str, Sequence[EntryChange]]:
        found = defaultdict[str, list[EntryChange]](list)
        for entry in self.entries():
            for one in () if isinstance(entry, Source) else entry.changes:
                for kind in ("", entry.kind):
                    found[kind].append(EntryChange(one.date, entry.id, one.what))
        for some in found.values():
            some.sort(key=lambda one: one.day, reverse=True)
        return found

    @property
    def updated(self) -> date | None:
        """The day of the edition, where that is known."""
        return None

    @property
    def row_counts(self) -> Mapping[str, int]:
        """How many rows the tables have that the collection is given away as, where that has been
        counted.
        """
        return {}

    def parents(self, entry: Intervention) -> tuple[Intervention, ...]:
        """The therapies it is a form of and the classes it belongs to, and their parents: the
        entries whose safety information applies to it. Nearest first, without duplicates.
        """
        found: dict[str, Intervention] = {}
        waiting = [*entry.variant_of, *entry.member_of]
        for id in waiting:
            parent = self.interventions.get(id)
            if parent and id != entry.id and id not in found:
                found[id] = parent
                waiting += [*parent.variant_of, *parent.member_of]
        return tuple(found.values())

    def has_same_parents(self, entry: Intervention, other: Library) -> bool:
        """Whether an entry's parents are the same objects in another library."""
        return list(map(id, self.parents(entry))) == list(map(id, other.parents(entry)))

    def red_flags_of(self, id: str) -> tuple[NamedInFlag, ...]:
        """The red flags that name an intervention, in the collection's order, then the others that
        name its parents.
        """
        named = self._named_in_flags
        entry = self.interventions.get(id) if named else None
        if entry is None:
            return ()
        found = {one.flag.id: one for one in named.get(id, ())}
        for parent in self.parents(entry):
            for one in named.get(parent.id, ()):
                found.setdefault(one.flag.id, replace(one, known_of=parent.name))
        return tuple(found.values())

    @cached_property
    def _named_in_flags(self) -> Mapping[str, tuple[NamedInFlag, ...]]:
        found: dict[str, tuple[NamedInFlag, ...]] = {}
        for condition in self.conditions.values():
            for flag in condition.red_flags:
                for id in flag.interventions:
                    found[id] = (*found.get(id, ()), NamedInFlag(condition.id, flag))
        return found

    def newer(self, source: Source) -> tuple[Source, ...]:
        """Sources that seem to be newer versions of one that is still in use."""
        if source.standing in ("superseded", "retracted"):
            return ()
        kin = {one.id: one for key in source.kin_keys() for one in self._kin[key]}
        return tuple(one for one in kin.values() if one.is_newer(source))

    @cached_property
    def _kin(self) -> Mapping[str, list[Source]]:
        found: defaultdict[str, list[Source]] = defaultdict(list)
        for source in self.sources.values():
            for key in source.kin_keys():
                found[key].append(source)
        return found

    def mentioning(self, id: str) -> tuple[Entry, ...]:
        """The entries that may refer to an entry, by kind and id: all that do, and few others."""
        places = {*self._mentions.get(id, ()), *self._mentions.get("", ())}
        return tuple(self._numbered[place] for place in sorted(places))

    @cached_property
    def _numbered(self) -> tuple[Entry, ...]:
        return tuple(self.entries())

    @cached_property
    def _mentions(self) -> Mapping[str, list[int]]:
        """By id, the places of the entries whose files mention it.

        The empty id has those that may mention any, because their files have changed.
        """
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._numbered):
            file = self.files.get(f"{FOLDER_OF[entry.kind]}/{entry.id}.yaml")
            sure = file is not None and entry.id not in self.kept
            for id in file.mentions if file and sure else ("",):
                found[id].append(place)
        return dict(found)
