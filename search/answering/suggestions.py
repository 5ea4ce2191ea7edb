"""Search suggestions: names, terms and filters that complete the text typed so far."""

import json
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain

from kb.model.library import Library
from search.answering.suggestion_candidates import Candidate, Suggestion, of_red_flag
from search.text.edit_distance import within
from search.text.tokenizer import words

SUGGESTIONS = 8  # what is read at a glance
LONGEST = 60  # characters; nothing longer is the beginning of a name
ONE_EDIT, TWO_EDITS = 4, 8  # letters from which one mistake and two are forgiven
LOOKED_AT = 200  # places looked at for one beginning


class _Lines:
    """Texts as the lines of one string, so that a substring of any of them is found in one
    search.
    """

    def __init__(self, joined: str) -> None:
        self._joined = f"\n{joined}\n"
        lengths = map(len, joined.split("\n"))
        self._starts = array("L", accumulate((length + 1 for length in lengths), initial=1))

    def __getitem__(self, number: int) -> str:
        return self._joined[self._starts[number] : self._starts[number + 1] - 1]

    def holding(self, sought: str) -> Iterator[int]:
        """The numbers of the first texts that contain it; after a line break, that start with
        it.
        """
        at = self._joined.find(sought)
        for _ in range(LOOKED_AT):
            if at < 0:
                return
            yield self._number(at + sought.startswith("\n"))
            at = self._joined.find(sought, at + 1)

    def near(self, sought: str, length: int, edits: int) -> list[tuple[int, int]]:
        """The edits and the numbers of the texts that nearly start with it, or a word of which
        does; of each so many letters are compared, the first of which is right.
        """
        initial = rf"(?<=[\n ]){re.escape(sought[0])}[^\n]{{0,{length - 1}}}"
        begun = [(one.start(), one[0]) for one in re.finditer(initial, self._joined)]
        found = within(sought, [text for _, text in begun], edits, SUGGESTIONS)
        places = sorted((cost, number) for _, cost, number in found)
        return [(cost, self._number(begun[number][0])) for cost, number in places]

    def _number(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1


class Candidates:
    """Everything that can be suggested, in order of preference, as one text; threads can share
    it.
    """

    def __init__(self, text: str) -> None:
        folded, _, rows = text.partition("\n\n")
        self.lines, self.closed = _Lines(folded), _Lines(folded.replace(" ", ""))
        self._rows = _Lines(rows)

    def __getitem__(self, number: int) -> Suggestion:
        return Suggestion(*json.loads(self._rows[number]))


def as_text(candidates: Sequence[Candidate]) -> str:
    """What `Candidates` reads: a line for each text that is matched, then one for what it
    suggests.
    """
    return "\n".join(_written(candidates))


def _written(candidates: Iterable[Candidate]) -> Iterator[str]:
    yield from (one.folded for one in candidates)
    yield ""
    for one in (one.suggestion for one in candidates):
        row = (one.text, one.kind, one.title, one.url)
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"))


class Suggester:
    """Suggests from one library's words; threads can share it.

    `make` is called on first use; it returns what `Candidates` reads.
    """

    def __init__(self, library: Library, make: Callable[[], str]) -> None:
        self._library, self._make = library, make

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
            suggestion = self._candidates[number]
            found.setdefault((suggestion.text.casefold(), suggestion.url), suggestion)
            if len(found) >= limit:
                break
        return tuple(found.values())

    def _named_flags(self, ids: Collection[str]) -> Iterator[Suggestion]:
        for condition in self._library.conditions.values() if ids else ():
            for flag in condition.red_flags:
                if flag.id in ids:
                    yield of_red_flag(flag.lay or flag.sign, flag, condition)

    def _matching(self, folded: str) -> Iterator[int]:
        """Texts that start with it, have a word that does, match without spaces, contain it or
        nearly match.
        """
        closed, lines = folded.replace(" ", ""), self._candidates.lines
        beginnings = (f"\n{folded}", f" {folded}")
        yield from chain.from_iterable(map(lines.holding, beginnings))
        yield from self._candidates.closed.holding(f"\n{closed}")
        yield from lines.holding(folded) if len(folded) > 2 else ()
        yield from self._nearly_matching(folded) if len(folded) >= ONE_EDIT else ()

    def _nearly_matching(self, folded: str) -> Iterator[int]:
        """Texts with words that nearly start with it; people rarely get the first letter wrong."""
        edits = 1 if len(folded) < TWO_EDITS else 2
        for length in (len(folded), len(folded) + 1, len(folded) - 1):
            yield from (number for _, number in self._candidates.lines.near(folded, length, edits))

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self._make())
