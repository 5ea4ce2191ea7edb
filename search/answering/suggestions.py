"""What a reader may want to type: names, other names, terms and filters, by how they or one of their words begin."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from urllib.parse import urlencode

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kb.model.collection import Named
from kb.model.library import Library
from search.indexing.documents import Document
from search.text.tokenizer import words

SUGGESTIONS = 8  # what is read at a glance
LONGEST = 60  # characters; nothing longer is the beginning of a name
FUZZY, VERY_FUZZY = 4, 8  # letters from which on one slip and two are forgiven
LOOKED_AT = 200  # places looked at for one beginning
FREQUENT = 3  # entries from which on a filter is worth naming
NAMES, OTHER_NAMES, TERMS, FILTERS = range(4)  # what stands before what, where both begin alike


@dataclass(frozen=True)
class Suggestion:
    """A text to search for, of what kind it is (an entry's kind, `term` or `filter`), what it leads to, and where that is."""

    text: str
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class _Listed:
    """A suggestion with its folded text and where it stands."""

    folded: str
    place: int
    suggestion: Suggestion


class Rows:
    """Texts one below the other in one string: where anything stands in any of them is found at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._joined = "\n" + "\n".join(texts) + "\n"
        self._starts = tuple(accumulate((len(text) + 1 for text in texts), initial=1))

    def holding(self, sought: str) -> Iterator[int]:
        """The numbers of the first texts that hold what is sought; a line break in front of it means their beginning."""
        at = self._joined.find(sought)
        for _ in range(LOOKED_AT):
            if at < 0:
                return
            yield bisect_right(self._starts, at + sought.startswith("\n")) - 1
            at = self._joined.find(sought, at + 1)


class Suggesting:
    """Suggests from one library's words; several threads may ask at once. What it needs is made when first asked."""

    def __init__(self, library: Library, documents: Collection[Document]) -> None:
        self._library, self._documents = library, documents

    def suggest(self, typed: str, limit: int = SUGGESTIONS) -> tuple[Suggestion, ...]:
        """The best continuations of what was typed, at most `limit`; none of nothing. Never raises."""
        folded = " ".join(words(typed[:LONGEST]))
        found: dict[tuple[str, str], Suggestion] = {}
        for number in self._matching(folded) if folded and limit > 0 else ():
            suggestion = self._listed[number].suggestion
            found.setdefault((suggestion.text.casefold(), suggestion.url), suggestion)
            if len(found) >= limit:
                break
        return tuple(found.values())

    def _matching(self, folded: str) -> Iterator[int]:
        """Texts that begin so, have a word that begins so, hold it, begin so without spaces, or nearly so."""
        closed = folded.replace(" ", "")
        yield from chain.from_iterable(
            self._rows.holding(sought) for sought in (f"\n{folded}", f" {folded}")
        )
        yield from self._closed.holding(f"\n{closed}")
        yield from self._rows.holding(folded) if len(folded) > 2 else ()
        yield from self._near(folded) if len(folded) >= FUZZY else ()

    def _near(self, folded: str) -> Iterator[int]:
        """Texts, or words within them, that begin nearly so; few people miss the first letter."""
        slips = 1 if len(folded) < VERY_FUZZY else 2
        beginnings = self._beginnings.get(folded[0], ())
        for length in (len(folded), len(folded) + 1, len(folded) - 1):
            cut = [text[:length] for text, _ in beginnings]
            near = extract(folded, cut, scorer=OSA.distance, score_cutoff=slips, limit=SUGGESTIONS)
            yield from (
                beginnings[number][1]
                for _, _, number in sorted(near, key=lambda one: (one[1], one[2]))
            )

    @cached_property
    def _listed(self) -> tuple[_Listed, ...]:
        """Everything that can be suggested, what is preferred first."""
        found = (*self._of_documents(), *self._of_terms(), *self._of_filters())
        return tuple(
            sorted(
                (one for one in found if one.folded),
                key=lambda one: (one.place, len(one.folded), one.folded, one.suggestion.url),
            )
        )

    @cached_property
    def _rows(self) -> Rows:
        return Rows([one.folded for one in self._listed])

    @cached_property
    def _closed(self) -> Rows:
        return Rows([one.folded.replace(" ", "") for one in self._listed])

    @cached_property
    def _beginnings(self) -> dict[str, list[tuple[str, int]]]:
        """By first letter every text from each of its words on, with its number."""
        found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, one in enumerate(self._listed):
            spelt = one.folded.split()
            for at in range(len(spelt)):
                found[spelt[at][0]].append((" ".join(spelt[at:]), number))
        return dict(found)

    def _of_documents(self) -> Iterator[_Listed]:
        for document in self._documents:
            if document.kind in ("intervention", "condition"):
                yield _listed(document.title, NAMES, document.kind, document.title, document.url)
                for name in document.known_as:
                    yield _listed(name, OTHER_NAMES, document.kind, document.title, document.url)

    def _of_terms(self) -> Iterator[_Listed]:
        for term in self._library.vocabulary.terms.values():
            if not term.means:  # what means entries is a name of theirs
                for name in (
                    term.name,
                    *((term.abbreviation,) if term.abbreviation else ()),
                    *term.synonyms,
                ):
                    yield _listed(name, TERMS, "term", term.name, f"/terms#term-{term.id}")

    def _of_filters(self) -> Iterator[_Listed]:
        """Filters that several entries meet, by the name of their value; `stage:chronic` is what is searched for."""
        vocabulary = self._library.vocabulary
        shelves: dict[str, Collection[Named]] = {
            "stage": vocabulary.stages.values(),
            "category": vocabulary.categories.values(),
            "outcome": vocabulary.outcomes.values(),
        }
        for facet, shelf in shelves.items():
            counts = self._counts(facet)
            for item in shelf:
                if counts[item.id] >= FREQUENT:
                    text = f"{facet}:{item.id}"
                    for name in dict.fromkeys((text, item.name, *item.synonyms)):
                        yield _listed(
                            name,
                            FILTERS,
                            "filter",
                            item.name,
                            f"/search?{urlencode({'q': text})}",
                            text,
                        )

    def _counts(self, facet: str) -> Counter[str]:
        """Entries by the values of a facet."""
        if facet == "category":
            return Counter(document.category for document in self._documents if document.category)
        return Counter(
            value
            for document in self._documents
            for value in {part.facets.get(facet, "") for part in document.parts}
        )


def _listed(name: str, place: int, kind: str, title: str, url: str, text: str = "") -> _Listed:
    return _Listed(" ".join(words(name)), place, Suggestion(text or name, kind, title, url))
