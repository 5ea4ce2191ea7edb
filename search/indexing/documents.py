"""What of an entry can be found, and where: each entry as one document of plain values."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import chain

import numpy as np

from kb.model.entries import FOLDERS, Claim, Condition, Entry, Finding, Intervention, Source
from kb.model.library import Library
from kb.model.scalars import CITES
from kb.statements.answer import answer, shown_magnitude
from kb.statements.phrases import level
from kb.statements.statement import state
from search.answering.excerpts import Passages, passages_of
from search.answering.facets import CERTAINTIES, MAGNITUDES, RECOMMENDED, rank, recommended
from search.engines.protocol import Field, Numbered, Passage, Standing, Weighting, flat, numbers
from search.text.tokenizer import piece_word, pieces, term, terms, words

# A whole name as a single term: asked for only where the words of a query are a name.
CALLED = "called"
KNOWN_AS = "known-as"
# The fields and how each counts: what a thing is called stands well above what is said of it. Length does not matter where it
# tells nothing: having many names makes none of them less of a name.
FIELDS: Mapping[str, Field] = {
    "name": Field(8.0, length=0.25),
    "synonyms": Field(6.0, length=0.0),
    "title": Field(4.0),  # of claims and sources, which are sentences rather than names
    "summary": Field(3.0),
    "category": Field(2.0, length=0.0),
    "authors": Field(2.0, length=0.25),
    "findings": Field(1.0),
    "harms": Field(1.0),
    "cautions": Field(1.0),
    "delivery": Field(1.0),
    "recommendations": Field(1.0),
    "prose": Field(1.0),
    "sources": Field(0.3),  # what an entry cites
    CALLED: Field(0.0, length=0.0),
    KNOWN_AS: Field(0.0, length=0.0),
}
WEIGHTING = Weighting(FIELDS)

Texts = dict[str, tuple[str | None, ...]]


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
        texts=_plain({"name": (), "synonyms": known_as, **_texts(entry, library)}),
        shown=shown,
        parts=parts,
        tags=_tags(entry),
    )


_FOLDER = {kind: folder for folder, kind in FOLDERS.items()}


def _findings(entry: Intervention, library: Library) -> tuple[Shown, tuple[Part, ...]]:
    """What a hit shows of the whole entry, and its findings that count, key findings first."""
    told = answer(entry, library)
    first = told.key[0] if told.key else None
    whole = Shown(
        first[0].id if first else None,
        told.certainty,
        told.magnitude,
        first[1].result if first else None,
    )
    key = {finding.id for finding, _ in told.key}
    counted = sorted(
        (one for one in entry.findings if not one.indirect and not one.same_data_as),
        key=lambda one: one.id not in key,
    )
    return whole, tuple(_part(finding, entry, library) for finding in counted)


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


def _part(finding: Finding, entry: Intervention, library: Library) -> Part:
    statement = state(finding, entry, library)
    magnitude = shown_magnitude(finding, statement)
    values = {
        "outcome": finding.outcome,
        "comparator": finding.comparator,
        "stage": finding.stage,
        "certainty": level(finding),
        **({"magnitude": magnitude} if magnitude else {}),
        **_year_of(finding, library),
    }
    return Part(values, Shown(finding.id, level(finding), magnitude, statement.result))


def _year_of(finding: Finding, library: Library) -> dict[str, str]:
    source = library.sources.get(finding.source)
    return {"year": year(source)} if source and year(source) else {}


def _texts(entry: Entry, library: Library) -> Texts:
    match entry:
        case Intervention():
            return _intervention(entry, library)
        case Condition():
            return _condition(entry)
        case Claim():
            return {"title": (entry.claim,), "summary": (entry.why,), "prose": (entry.doubt,)}
        case Source():
            return _source(entry)


def _intervention(entry: Intervention, library: Library) -> Texts:
    category = library.vocabulary.categories[entry.category]
    cited = dict.fromkeys(finding.source for finding in entry.findings)
    return {
        "name": (entry.name, entry.subject),
        "category": (category.name, *category.synonyms),
        "summary": (entry.summary,),
        "findings": tuple(
            text for finding in entry.findings for text in _finding(finding, entry, library)
        ),
        "harms": tuple(
            text
            for harm in entry.harms
            for text in (_joined(harm.what, harm.frequency), harm.doubt)
        ),
        "cautions": tuple(
            text for caution in entry.cautions for text in (caution.what, caution.doubt)
        ),
        "delivery": tuple(
            text
            for given in entry.delivery
            for text in (
                _joined(given.what, given.who, given.dose, given.duration),
                given.words,
                given.doubt,
            )
        ),
        "recommendations": tuple(
            text
            for one in entry.recommendations
            for text in (_joined(one.body, one.population, one.stated), one.note, one.doubt)
        ),
        "prose": (*(one.what for one in entry.disagreements), *entry.unknown),
        "sources": tuple(
            text for id in cited if id in library.sources for text in _cited(library.sources[id])
        ),
    }


def _finding(finding: Finding, entry: Intervention, library: Library) -> tuple[str | None, ...]:
    outcome = library.vocabulary.outcomes[finding.outcome]
    return (
        state(finding, entry, library).text,
        _joined(outcome.name, finding.event, finding.population),
        finding.words,
        finding.note,
        finding.doubt,
    )


def _condition(entry: Condition) -> Texts:
    return {
        "name": (entry.name,),
        "summary": (entry.summary,),
        "prose": (
            *(
                text
                for flag in entry.red_flags
                for text in (flag.sign, flag.lay, flag.may_mean, flag.action, *flag.accuracy)
            ),
            *(text for factor in entry.factors for text in (factor.factor, factor.evidence)),
            *(text for kind in entry.kinds for text in (kind.kind, kind.evidence)),
            *(_joined(one.measure, one.value, one.population) for one in entry.burden),
            *(text for step in entry.pathway for text in (step.title, step.what, step.note)),
            *(caveat.what for caveat in entry.caveats),
            *entry.unknown,
        ),
    }


def _source(entry: Source) -> Texts:
    return {
        "title": (entry.title,),
        "authors": (
            ", ".join(
                " ".join(part for part in (name.given, name.family, name.literal) if part)
                for name in entry.author
            ),
        ),
        "prose": (
            _joined(entry.container_title, entry.publisher, entry.issued),
            entry.design.replace("-", " "),
            *(entry.DOI, entry.PMID, entry.PMCID, entry.note, entry.doubt),
        ),
    }


def _cited(source: Source) -> tuple[str | None, ...]:
    return (source.title, *(name.family or name.literal for name in source.author))


def _joined(*pieces: str | None) -> str:
    return " · ".join(piece for piece in pieces if piece)


LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
EMPHASIS = re.compile(r"(?<!\w)([*_]{1,2}|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def _plain(texts: Texts) -> dict[str, tuple[str, ...]]:
    """Only what is there, without cites and Markdown's marks."""
    plain = {
        field: tuple(dict.fromkeys(without_marks(text) for text in passages if text))
        for field, passages in texts.items()
    }
    return {field: passages for field, passages in plain.items() if passages}


def without_marks(text: str) -> str:
    """Inline Markdown as the words it shows; cites are left out."""
    return EMPHASIS.sub(r"\2", LINK.sub(r"\1", CITES.sub("", text)))


def whole(terms: Iterable[str]) -> str:
    """A whole name as a single term."""
    return "_".join(terms)


class _Numbers(dict[str, int]):
    """The numbers of texts, each given one when first met."""

    def __init__(self, new: Callable[[str], int]) -> None:
        self._new = new

    def __missing__(self, text: str) -> int:
        self[text] = number = self._new(text)
        return number


class Analysis:
    """Analyses documents one after the other: each word is looked at when first met, and is a number from then on."""

    def __init__(self) -> None:
        self._vocabulary: list[str] = []  # the term of each number
        self._spelt: dict[int, str] = {}  # the word of each number, where it is one
        self._pieces = _Numbers(self._new_word)
        self._wholes = _Numbers(self._new)
        self._held: list[list[Passage]] = []  # the passages of each document

    def read(self, document: Document) -> Numbered:
        """The document ready for an engine."""
        number = self._pieces.__getitem__
        texts = {
            name: tuple([numbers(map(number, pieces(passage))) for passage in passages])
            for name, passages in document.texts.items()
        }
        self._held.append([passage for passages in texts.values() for passage in passages])
        names = {CALLED: self._names(document.called), KNOWN_AS: self._names(document.known_as)}
        terms = {**texts, **{name: wholes for name, wholes in names.items() if wholes}}
        return Numbered(document.id, terms, self._vocabulary, standing(document))

    def words(self) -> dict[str, int]:
        """The folded words of what was read, with the number of documents that hold each."""
        lengths = [sum(map(len, passages)) for passages in self._held]
        pairs = flat(chain.from_iterable(self._held)) * len(lengths)
        pairs += np.repeat(np.arange(len(lengths)), lengths)
        pairs.sort()  # of word and document, each as often as the word stands there
        counts = np.bincount(pairs[np.diff(pairs, prepend=-1) > 0] // max(1, len(lengths))).tolist()
        return {self._spelt[number]: count for number, count in enumerate(counts) if count}

    def _new(self, term: str) -> int:
        self._vocabulary.append(term)
        return len(self._vocabulary) - 1

    def _new_word(self, piece: str) -> int:
        word = piece_word(piece)
        if word != piece:
            return self._pieces[word]
        number = self._new(term(word))
        self._spelt[number] = word
        return number

    def _names(self, names: Iterable[str]) -> tuple[Passage, ...]:
        """Each whole name as a passage of its own."""
        return tuple(
            numbers((self._wholes[name],))
            for name in dict.fromkeys(whole(terms(name)) for name in names)
            if name
        )


def digest(document: Document) -> bytes:
    """What the document comes to: the same for the same content, wherever it is worked out."""
    passages = [
        passage.encode(errors="surrogatepass")
        for held in document.texts.values()
        for passage in held
    ]
    lengths = {name: len(held) for name, held in document.texts.items()}
    parts = [(part.facets, vars(part.shown)) for part in document.parts]
    rest = [getattr(document, name) for name in _PLAIN]
    sum = hashlib.sha256(
        repr((rest, vars(document.shown), parts, lengths, list(map(len, passages)))).encode(
            errors="surrogatepass"
        )
    )
    sum.update(b"".join(passages))
    return sum.digest()


_PLAIN = tuple(one.name for one in fields(Document) if one.name not in ("texts", "shown", "parts"))


def standing(document: Document) -> Standing:
    """What the document is filtered, counted and sorted by."""
    return Standing(
        name=" ".join(words(document.title)),
        values={
            "kind": (document.kind,),
            **({"category": (document.category,)} if document.category else {}),
            **document.tags,
        },
        parts=tuple(part.facets for part in document.parts),
        ranks={**_ranks(document.shown), "reviewed": document.reviewed},
        part_ranks=tuple(_ranks(part.shown) for part in document.parts),
    )


def _ranks(shown: Shown) -> dict[str, int]:
    certainty = (
        0 if shown.certainty == "not-graded" else rank(shown.certainty, CERTAINTIES) + 1 or -1
    )
    return {"certainty": certainty, "magnitude": rank(shown.magnitude, MAGNITUDES)}
