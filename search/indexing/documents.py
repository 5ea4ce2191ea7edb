"""What of an entry can be found, and where: each entry as one document of plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kb.model.derived import Derived
from kb.model.entries import FOLDERS, Claim, Condition, Entry, Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.source import Source
from search.indexing.entry_texts import entry_texts
from search.indexing.facets import RECOMMENDED, recommended
from search.indexing.passages import Passages, passages_of


@dataclass(frozen=True)
class Shown:
    """What a hit shows of a finding, or of the entry as a whole: absent things None."""

    finding: str | None = None
    certainty: str | None = None
    magnitude: str | None = None
    result: str | None = None


@dataclass(frozen=True)
class Part:
    """A finding that can be filtered by: its value of each facet and what a hit shows of it."""

    facets: Mapping[str, str]
    shown: Shown


@dataclass(frozen=True)
class Document:
    """An entry as it can be found: passages of plain text by field, whole names, facets, and what a hit shows.

    `tags` are what it can be filtered by beside its facets: the sources it cites, and who recommends what of it.
    """

    id: str
    kind: str
    title: str
    url: str
    reviewed: int
    category: str | None
    called: tuple[str, ...]
    known_as: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]
    shown: Shown
    parts: tuple[Part, ...] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def passages(self) -> Passages:
        """Its texts as excerpts are taken from them."""
        return passages_of(self.texts)


Past = tuple[Library, Mapping[str, Document]]


def documents(library: Library, past: Past | None = None) -> tuple[Document, ...]:
    """Every entry of the library as a document, in the library's order; those that cannot have changed since `past` as they were."""
    meant = _meant(library)
    same = _unchanged(library, past[0]) if past else frozenset[str]()
    kept = past[1] if past else {}
    return tuple(
        kept[entry.id]
        if entry.id in same and entry.id in kept
        else _document(entry, library, meant.get(entry.id, ()))
        for entry in library.entries()
    )


def _unchanged(library: Library, before: Library) -> frozenset[str]:
    """The entries that are the very ones of before, as are all that their documents are made of: vocabulary, thresholds, sources."""
    if (library.collection, library.vocabulary) != (before.collection, before.vocabulary):
        return frozenset()
    touched = {
        id
        for id in {*library.sources, *before.sources}
        if library.sources.get(id) is not before.sources.get(id)
    }
    return frozenset(
        entry.id
        for entry in library.entries()
        if before.entry(entry.id) is entry
        and not (
            touched
            and isinstance(entry, Intervention)
            and touched.intersection(finding.source for finding in entry.findings)
        )
    )


def _meant(library: Library) -> dict[str, tuple[str, ...]]:
    """By entry, the vocabulary's words that may mean it."""
    meant: dict[str, tuple[str, ...]] = {}
    for one in library.vocabulary.terms.values():
        names = (one.name, *((one.abbreviation,) if one.abbreviation else ()), *one.synonyms)
        for id in one.means:
            whole = id.partition("#")[0]
            meant[whole] = (*meant.get(whole, ()), *names)
    return meant


def _document(entry: Entry, library: Library, meant: tuple[str, ...]) -> Document:
    synonyms = () if isinstance(entry, Claim | Source) else entry.synonyms
    subject = entry.subject if isinstance(entry, Intervention) else None
    known_as = tuple(dict.fromkeys((*synonyms, *meant)))
    shown, parts = (
        _findings(entry, library)
        if isinstance(entry, Intervention)
        else (Shown(), _of_its_year(entry))
    )
    return Document(
        id=entry.id,
        kind=entry.kind,
        title=entry.title,
        url=f"/{_FOLDER[entry.kind]}/{entry.id}",
        reviewed=-1 if isinstance(entry, Source) else entry.reviewed.toordinal(),
        category=entry.category if isinstance(entry, Intervention) else None,
        called=tuple(name for name in (entry.title, subject, entry.id) if name),
        known_as=known_as,
        texts=entry_texts(entry, library, known_as),
        shown=shown,
        parts=parts,
        tags=_tags(entry),
    )


_FOLDER = {kind: folder for folder, kind in FOLDERS.items()}


def _findings(entry: Intervention, library: Library) -> tuple[Shown, tuple[Part, ...]]:
    """What a hit shows of the whole entry, and its findings that count, key findings first."""
    answer = library.answers[entry.id]
    first = answer.key[0] if answer.key else None
    whole = Shown(
        first.finding.id if first else None,
        answer.certainty,
        answer.magnitude,
        first.result if first else None,
    )
    counted = sorted(
        (
            one
            for one in answer.findings.values()
            if not one.finding.indirect and not one.finding.same_data_as
        ),
        key=lambda one: one not in answer.key,
    )
    return whole, tuple(_part(one, library) for one in counted)


def _of_its_year(entry: Entry) -> tuple[Part, ...]:
    return (
        (Part({"year": year(entry)}, Shown()),) if isinstance(entry, Source) and year(entry) else ()
    )


def year(source: Source) -> str:
    """The year a source was issued in; nothing where it is not known."""
    return str(source.issued or "")[:4]


def _tags(entry: Entry) -> dict[str, tuple[str, ...]]:
    """The sources an entry cites, itself included where it is one, and what is recommended of it."""
    if isinstance(entry, Source):
        return {"source": (entry.id,)}
    made = (
        (entry.findings, entry.harms, entry.cautions, entry.delivery, entry.recommendations)
        if isinstance(entry, Intervention)
        else ()
    )
    cited = dict.fromkeys(one.source for items in made for one in items)
    if isinstance(entry, Claim):
        cited = dict.fromkeys(entry.sources)
    if isinstance(entry, Condition):
        held = (
            entry.red_flags,
            entry.factors,
            entry.kinds,
            entry.burden,
            entry.pathway,
            entry.caveats,
        )
        cited = dict.fromkeys(id for items in held for one in items for id in one.sources)
    advice = (
        tuple(dict.fromkeys(map(recommended, entry.recommendations)))
        if isinstance(entry, Intervention)
        else ()
    )
    return {"source": tuple(cited), **({RECOMMENDED: advice} if advice else {})}


def _part(derived: Derived, library: Library) -> Part:
    finding, magnitude = derived.finding, derived.shown_magnitude
    values = {
        "outcome": finding.outcome,
        "comparator": finding.comparator,
        "stage": finding.stage,
        "certainty": derived.level,
        **({"magnitude": magnitude} if magnitude else {}),
        **_year_of(finding, library),
    }
    return Part(values, Shown(finding.id, derived.level, magnitude, derived.result))


def _year_of(finding: Finding, library: Library) -> dict[str, str]:
    source = library.sources.get(finding.source)
    return {"year": year(source)} if source and year(source) else {}
