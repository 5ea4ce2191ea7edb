"""What lists and overviews need of each entry of a stored library, and of what is derived of it, so
that a look over all entries doesn't read all of them.

A light value has this at hand, and fetches the whole value for anything else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol, cast

from pydantic import TypeAdapter

from kb.model.derived import Answer, Derived, Rank, SearchedTo
from kb.model.entries import KINDS, Change, Entry, Intervention, Recommendation
from kb.model.finding import Finding
from kb.model.library import EntryChange, Library
from kb.model.scalars import Day, PartialDate
from kb.model.source import Source, Status

TABLES = LISTED, MORE, ANSWER, CHANGE, NEWER = "listed", "more", "answer", "change", "newer"
APART = "\t"  # between the values of a line


class Rows(Protocol):
    """Where rows are kept."""

    def row(self, table: str, id: str) -> Any:  # noqa: ANN401 what JSON tells
        """The row of an entry."""
        ...


class ListedIntervention(NamedTuple):
    """Of an intervention in any list, with how many findings it has."""

    name: str
    category: str
    many: int


class ListedClaim(NamedTuple):
    """Of a fact check in any list."""

    claim: str
    verdict: str
    about: tuple[str, ...]


class ListedSource(NamedTuple):
    """Of a source in any list."""

    title: str
    title_seen: bool
    design: str
    issued: PartialDate | None
    DOI: str | None
    status: Status | None
    superseded_by: tuple[str, ...]


class More(NamedTuple):
    """More of an intervention or a fact check; of these recommend only interventions something."""

    reviewed: Day
    changes: tuple[Change, ...]
    recommendations: tuple[Recommendation, ...] = ()


class AnswerRow(NamedTuple):
    """Of what is derived for an intervention: a line for each finding, and the ids of the key
    findings.
    """

    searched_to: SearchedTo | None
    key: tuple[str, ...]
    lines: tuple[str, ...]


# A collection has few conditions.
KINDS_LISTED: Mapping[str, Any] = {
    "intervention": ListedIntervention,
    "claim": ListedClaim,
    "source": ListedSource,
}
OF_FINDING = ("id", "stage", "outcome", "comparator", "source")
OF_DERIVED = (
    *("group", "level", "shows", "shown_magnitude"),
    *("unfit", "ineligible", "standing"),
)


@cache
def _adapter(of: Any) -> TypeAdapter[Any]:  # noqa: ANN401 any class of rows
    return TypeAdapter(of)


def rows_of(entry: Entry, library: Library) -> Iterator[tuple[str, Any]]:
    """The rows of an entry, as JSON tells them, with the table of each."""
    listed = KINDS_LISTED.get(entry.kind)
    if listed is None:
        return
    held = {"many": len(entry.findings)} if isinstance(entry, Intervention) else {}
    told = (held[name] if name in held else getattr(entry, name) for name in listed._fields)
    yield LISTED, _told(listed(*told))
    if not isinstance(entry, Source):
        recommended = entry.recommendations if isinstance(entry, Intervention) else ()
        yield MORE, _told(More(entry.reviewed, entry.changes, recommended))
    if isinstance(entry, Source) and (newer := library.newer(entry)):
        yield NEWER, [one.id for one in newer]
    if isinstance(entry, Intervention):
        answer = library.answers[entry.id]
        keys = tuple(one.finding.id for one in answer.key)
        lines = tuple(map(_line, answer.findings.values()))
        yield ANSWER, _told(AnswerRow(answer.searched_to, keys, lines))


def _told(row: Any) -> Any:  # noqa: ANN401 any row
    return _adapter(row.__class__).dump_python(row, mode="json", by_alias=True, exclude_unset=True)


def _line(one: Derived) -> str:
    of_finding = (getattr(one.finding, name) for name in OF_FINDING)
    derived = (getattr(one, name) or "" for name in OF_DERIVED)
    rank = (one.rank.review, one.rank.level, one.rank.rest)
    ranked = (f"{int(rank[0])}", *(",".join(str(int(one)) for one in some) for some in rank[1:]))
    return APART.join((*of_finding, *derived, *ranked))


def change_rows(library: Library) -> Iterator[tuple[str, Any]]:
    """The rows of the table of changes, with the key of each: its kind and its place."""
    for kind in ("", *KINDS):
        for place, one in enumerate(library.changes(kind)):
            yield _place(kind, place), _told(one)


def _place(kind: str, place: int) -> str:
    return f"{kind} {place:09}"


class StoredChanges(Sequence[EntryChange]):
    """So many changes of a kind."""

    def __init__(self, kind: str, many: int, rows: Rows) -> None:
        self._kind, self._many, self._rows = kind, many, rows

    def __len__(self) -> int:
        return self._many

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 as of any sequence
        if isinstance(place, slice):
            return [self[one] for one in range(self._many)[place]]
        row = self._rows.row(CHANGE, _place(self._kind, range(self._many)[place]))
        return _adapter(EntryChange).validate_python(row)


class _Light:
    """A value that stands for one of a class: `_at_hand` has what it knows, `_whole` the rest."""

    __slots__ = ()

    @property
    def __class__(self) -> Any:  # noqa: ANN401 what it stands for
        return self._of

    @__class__.setter
    def __class__(self, _: object) -> None:
        raise AttributeError("what it stands for stays")

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 any value
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._whole, name)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Light):
            return bool(self._own == other._own)
        return bool(self._whole == other)

    def __hash__(self) -> int:
        return hash(self._whole)

    def __repr__(self) -> str:
        return repr(self._whole)


class LightEntry(_Light):
    """An entry."""

    __slots__ = ("_of", "_row", "_rows", "_shelf", "id")

    def __init__(self, of: type, id: str, shelf: Mapping[str, Any], rows: Rows) -> None:
        self._of, self.id, self._shelf, self._rows = of, id, shelf, rows
        listed = KINDS_LISTED[of.kind]  # type: ignore[attr-defined]
        self._row = _adapter(listed).validate_python(rows.row(LISTED, id))

    @property
    def _own(self) -> object:
        return self._of, self.id

    @property
    def _whole(self) -> Any:  # noqa: ANN401 any entry
        return self._shelf[self.id]

    @property
    def findings(self) -> Sequence[Finding]:
        """Its findings."""
        return _Findings(self._row.many, self)

    def lines(self) -> tuple[str, ...]:
        """A line for each finding of which anything is derived."""
        row: AnswerRow = _adapter(AnswerRow).validate_python(self._rows.row(ANSWER, self.id))
        return row.lines

    def whole_findings(self) -> Mapping[str, Finding]:
        """Its findings by id."""
        return {one.id: one for one in self._whole.findings}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 any value
        if name in self._row._fields and name != "many":
            return getattr(self._row, name)
        if name in More._fields and not isinstance(self._row, ListedSource):
            more = _adapter(More).validate_python(self._rows.row(MORE, self.id))
            return getattr(more, name)
        of = getattr(self._of, name, None)
        if isinstance(of, property) and of.fget:
            return of.fget(self)
        return of if isinstance(of, str) else super().__getattr__(name)


class _Findings(Sequence[Finding]):
    """So many findings of an entry, of which more is fetched when it is asked for."""

    __slots__ = ("_entry", "_many")

    def __init__(self, many: int, entry: LightEntry) -> None:
        self._many, self._entry = many, entry

    def __len__(self) -> int:
        return self._many

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 as of any sequence
        return tuple(self)[place]

    def __iter__(self) -> Iterator[Finding]:
        if not self._many:
            return
        lines, whole = self._entry.lines(), self._entry.whole_findings
        if len(lines) < self._many:  # there are words that the vocabulary lacks
            yield from whole().values()
        for line in lines if len(lines) == self._many else ():
            yield cast(Finding, LightFinding(line, self._entry.id, whole))


class LightDerived(_Light):
    """A finding with what is derived."""

    __slots__ = ("_answers", "_entry", "_line")
    _of = Derived

    def __init__(self, line: str, entry: str, answers: Mapping[str, Answer]) -> None:
        self._line, self._entry, self._answers = line, entry, answers

    @property
    def _own(self) -> object:
        return self._entry, self._line

    @property
    def _whole(self) -> Derived:
        return self._answers[self._entry].findings[self._line.partition(APART)[0]]

    @property
    def finding(self) -> "LightFinding":
        """The finding."""
        return LightFinding(self._line, self._entry, self._findings)

    def _findings(self) -> Mapping[str, Finding]:
        return {id: one.finding for id, one in self._answers[self._entry].findings.items()}

    @property
    def rank(self) -> Rank:
        """How it is ranked."""
        review, level, rest = self._line.split(APART)[-3:]
        return Rank(review == "1", _numbers(level), _numbers(rest))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 any value
        if name in OF_DERIVED:
            place = len(OF_FINDING) + OF_DERIVED.index(name)
            return self._line.split(APART)[place] or None
        return super().__getattr__(name)


def _numbers(told: str) -> tuple[int, ...]:
    return tuple(map(int, told.split(","))) if told else ()


class LightFinding(_Light):
    """A finding."""

    __slots__ = ("_entry", "_fetch", "_line")
    _of = Finding

    def __init__(self, line: str, entry: str, fetch: Callable[[], Mapping[str, Finding]]) -> None:
        self._line, self._entry, self._fetch = line, entry, fetch

    @property
    def _own(self) -> object:
        return self._entry, self._line

    @property
    def _whole(self) -> Finding:
        return self._fetch()[self.id]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 any value
        if name in OF_FINDING:
            return self._line.split(APART)[OF_FINDING.index(name)]
        return super().__getattr__(name)


class LightAnswer(_Light):
    """What is derived for an intervention."""

    __slots__ = ("_answers", "_entry", "_row")
    _of = Answer

    def __init__(self, entry: str, answers: Mapping[str, Answer], rows: Rows) -> None:
        self._entry, self._answers = entry, answers
        self._row: AnswerRow = _adapter(AnswerRow).validate_python(rows.row(ANSWER, entry))

    @property
    def _own(self) -> object:
        return self._entry

    @property
    def _whole(self) -> Answer:
        return self._answers[self._entry]

    @property
    def searched_to(self) -> SearchedTo | None:
        """How far the sources of its key findings reach."""
        return self._row.searched_to

    @property
    def findings(self) -> Mapping[str, Any]:
        """Its findings by id."""
        light = (LightDerived(line, self._entry, self._answers) for line in self._row.lines)
        return {one.finding.id: one for one in light}

    @property
    def key(self) -> tuple[Any, ...]:
        """Those of its answer card."""
        return tuple(self.findings[id] for id in self._row.key)


def light_entry(kind: str, id: str, shelf: Mapping[str, Any], rows: Rows) -> Any:  # noqa: ANN401
    """An entry of a kind."""
    return LightEntry(KINDS[kind], id, shelf, rows)
