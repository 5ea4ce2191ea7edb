"""Search suggestions: names, terms and filters that complete the text typed so far."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import accumulate, chain
from urllib.parse import urlencode

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kb.model.collection import Named
from kb.model.condition_parts import RedFlag
from kb.model.entries import Condition
from kb.model.library import Library
from search.indexing.documents import Document
from search.text.tokenizer import words

SUGGESTIONS = 8  # what is read at a glance
LONGEST = 60  # characters; nothing longer is the beginning of a name
ONE_EDIT, TWO_EDITS = 4, 8  # letters from which one mistake and two are forgiven
LOOKED_AT = 200  # places looked at for one beginning
FREQUENT = 3  # entries from which a filter is worth suggesting


class Group(IntEnum):
    """The order of suggestions that start alike."""

    RED_FLAG = 0
    NAME = 1
    OTHER_NAME = 2
    TERM = 3
    FILTER = 4


@dataclass(frozen=True)
class Suggestion:
    """A text to search for and where it leads.

    Its kind is an entry kind, `red-flag`, `term` or `filter`.
    """

    text: str
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class _Candidate:
    """A suggestion with its group and the folded text it is matched by."""

    folded: str
    group: Group
    suggestion: Suggestion


def _red_flag(text: str, flag: RedFlag, condition: Condition) -> Suggestion:
    url = f"/conditions/{condition.id}#{flag.id}"
    return Suggestion(text, "red-flag", flag.lay or flag.sign, url)


class _Lines:
    """Texts as the lines of one string, so that a substring of any of them is found in one
    search.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._joined = "\n" + "\n".join(texts) + "\n"
        self._starts = tuple(accumulate((len(text) + 1 for text in texts), initial=1))

    def holding(self, sought: str) -> Iterator[int]:
        """The numbers of the first texts that contain it; after a line break, that start with
        it.
        """
        at = self._joined.find(sought)
        for _ in range(LOOKED_AT):
            if at < 0:
                return
            yield bisect_right(self._starts, at + sought.startswith("\n")) - 1
            at = self._joined.find(sought, at + 1)


class Suggester:
    """Suggests from one library's words; threads can share it.

    Its data structures are built on first use.
    """

    def __init__(self, library: Library, documents: Collection[Document]) -> None:
        self._library, self._documents = library, documents

    def suggest(
        self, typed: str, limit: int = SUGGESTIONS, red_flags: Collection[str] = ()
    ) -> tuple[Suggestion, ...]:
        """Return up to `limit` completions, best first. Never raises.

        `red_flags` are the ids of the red flags in the text; they come first.
        """
        folded = " ".join(words(typed[:LONGEST]))
        found: dict[tuple[str, str], Suggestion] = {}
        if limit > 0 and len(red_flags) <= limit:
            found |= {("", one.url): one for one in self._named_flags(red_flags)}
        for number in self._matching(folded) if folded and limit > 0 else ():
            suggestion = self._candidates[number].suggestion
            found.setdefault((suggestion.text.casefold(), suggestion.url), suggestion)
            if len(found) >= limit:
                break
        return tuple(found.values())

    def _named_flags(self, ids: Collection[str]) -> Iterator[Suggestion]:
        for condition in self._library.conditions.values():
            for flag in condition.red_flags:
                if flag.id in ids:
                    yield _red_flag(flag.lay or flag.sign, flag, condition)

    def _from_red_flags(self) -> Iterator[_Candidate]:
        for condition in self._library.conditions.values():
            for flag in condition.red_flags:
                for term in flag.plain_terms:
                    folded = " ".join(words(term))
                    yield _Candidate(folded, Group.RED_FLAG, _red_flag(term, flag, condition))

    def _matching(self, folded: str) -> Iterator[int]:
        """Texts that start with it, have a word that does, match without spaces, contain it or
        nearly match.
        """
        closed = folded.replace(" ", "")
        beginnings = (f"\n{folded}", f" {folded}")
        yield from chain.from_iterable(map(self._lines.holding, beginnings))
        yield from self._closed_lines.holding(f"\n{closed}")
        yield from self._lines.holding(folded) if len(folded) > 2 else ()
        yield from self._nearly_matching(folded) if len(folded) >= ONE_EDIT else ()

    def _nearly_matching(self, folded: str) -> Iterator[int]:
        """Texts with words that nearly start with it; people rarely get the first letter wrong."""
        edits = 1 if len(folded) < TWO_EDITS else 2
        beginnings = self._beginnings.get(folded[0], ())
        for length in (len(folded), len(folded) + 1, len(folded) - 1):
            cut = [text[:length] for text, _ in beginnings]
            near = extract(folded, cut, scorer=OSA.distance, score_cutoff=edits, limit=SUGGESTIONS)
            for _, _, number in sorted(near, key=lambda one: (one[1], one[2])):
                yield beginnings[number][1]

    @cached_property
    def _candidates(self) -> tuple[_Candidate, ...]:
        """Everything that can be suggested, in order of preference."""
        found = (
            *self._from_red_flags(),
            *self._from_documents(),
            *self._from_terms(),
            *self._from_filters(),
        )
        return tuple(
            sorted(
                (one for one in found if one.folded),
                key=lambda one: (one.group, len(one.folded), one.folded, one.suggestion.url),
            )
        )

    @cached_property
    def _lines(self) -> _Lines:
        return _Lines([one.folded for one in self._candidates])

    @cached_property
    def _closed_lines(self) -> _Lines:
        return _Lines([one.folded.replace(" ", "") for one in self._candidates])

    @cached_property
    def _beginnings(self) -> dict[str, list[tuple[str, int]]]:
        """By first letter, each text from each of its words onwards, with the text's number."""
        found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, one in enumerate(self._candidates):
            spelt = one.folded.split()
            for at in range(len(spelt)):
                found[spelt[at][0]].append((" ".join(spelt[at:]), number))
        return dict(found)

    def _from_documents(self) -> Iterator[_Candidate]:
        for document in self._documents:
            if document.kind in ("intervention", "condition"):
                names = [(document.title, Group.NAME)]
                names += [(name, Group.OTHER_NAME) for name in document.other_names]
                for name, group in names:
                    to = Suggestion(name, document.kind, document.title, document.url)
                    yield _candidate(name, group, to)

    def _from_terms(self) -> Iterator[_Candidate]:
        for term in self._library.vocabulary.terms.values():
            if not term.means and not term.search_only:  # what may mean entries is a name of theirs
                abbreviation = (term.abbreviation,) if term.abbreviation else ()
                for name in (term.name, *abbreviation, *term.synonyms):
                    to = Suggestion(name, "term", term.name, f"/terms#term-{term.id}")
                    yield _candidate(name, Group.TERM, to)

    def _from_filters(self) -> Iterator[_Candidate]:
        """Filters with several matching entries, found by the names of their values."""
        vocabulary = self._library.vocabulary
        values: dict[str, Collection[Named]] = {
            "stage": vocabulary.stages.values(),
            "category": vocabulary.categories.values(),
            "outcome": vocabulary.outcomes.values(),
        }
        for facet, items in values.items():
            counts = self._entries_by_value(facet)
            for item in items:
                if counts[item.id] >= FREQUENT:
                    text = f"{facet}:{item.id}"
                    url = f"/search?{urlencode({'q': text})}"
                    for name in dict.fromkeys((text, item.name, *item.synonyms)):
                        to = Suggestion(text, "filter", item.name, url)
                        yield _candidate(name, Group.FILTER, to)

    def _entries_by_value(self, facet: str) -> Counter[str]:
        if facet == "category":
            return Counter(document.category for document in self._documents if document.category)
        return Counter(
            value
            for document in self._documents
            for value in {part.facets.get(facet, "") for part in document.parts}
        )


def _candidate(name: str, group: Group, suggestion: Suggestion) -> _Candidate:
    return _Candidate(" ".join(words(name)), group, suggestion)
