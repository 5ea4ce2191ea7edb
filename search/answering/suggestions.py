"""Search suggestions: names, terms and filters that complete the text typed so far."""

import json
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import astuple
from functools import cached_property
from itertools import accumulate, chain
from typing import Protocol

from kb.model.library import Library
from search.answering.suggestion_candidates import Candidate, Suggestion, of_red_flag
from search.text.edit_distance import within
from search.text.tokenizer import words

SUGGESTIONS = 8  # what is read at a glance
LONGEST = 60  # characters; nothing longer is the beginning of a name
ONE_EDIT, TWO_EDITS = 4, 8  # letters from which one mistake and two are forgiven
LOOKED_AT = 200  # places looked at for one beginning
INSIDE = 3  # letters from which texts are found that have them anywhere


def edits_in(folded: str) -> int:
    """How many mistakes are forgiven in a text."""
    return 1 if len(folded) < TWO_EDITS else 2


class Lines:
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

    def nearly_matching(self, folded: str) -> Iterator[int]:
        """The numbers of texts with words that nearly start with it; people rarely get the first
        letter wrong.
        """
        for length in (len(folded), len(folded) + 1, len(folded) - 1):
            yield from (number for _, number in self.near(folded, length, edits_in(folded)))

    def _number(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1


class Completions(Protocol):
    """Finds what completes a text."""

    def matching(self, folded: str) -> Iterator[Suggestion]:
        """Texts that start with it, have a word that does, match without spaces, contain it or
        nearly match.
        """
        ...


class Candidates:
    """Everything that can be suggested, in order of preference, as one text; threads can share
    it.
    """

    def __init__(self, text: str) -> None:
        folded, _, rows = text.partition("\n\n")
        self._lines, self._closed = Lines(folded), Lines(folded.replace(" ", ""))
        self._rows = Lines(rows)

    def matching(self, folded: str) -> Iterator[Suggestion]:
        """What completes a text."""
        return (suggestion(self._rows[number]) for number in self._matching(folded))

    def _matching(self, folded: str) -> Iterator[int]:
        closed, lines = folded.replace(" ", ""), self._lines
        beginnings = (f"\n{folded}", f" {folded}")
        yield from chain.from_iterable(map(lines.holding, beginnings))
        yield from self._closed.holding(f"\n{closed}")
        yield from lines.holding(folded) if len(folded) >= INSIDE else ()
        yield from lines.nearly_matching(folded) if len(folded) >= ONE_EDIT else ()


def suggestion(row: str) -> Suggestion:
    """A suggestion as it is written."""
    return Suggestion(*json.loads(row))


def as_text(candidates: Sequence[Candidate]) -> str:
    """What `Candidates` reads: a line for each text that is matched, then one for what it
    suggests.
    """
    return "\n".join((*(one.folded for one in candidates), "", *map(written, candidates)))


def written(candidate: Candidate) -> str:
    """What `suggestion` reads."""
    row = astuple(candidate.suggestion)
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


class Suggester:
    """Suggests from one library's words; threads can share it.

    `make` is called on first use.
    """

    def __init__(self, library: Library, make: Callable[[], Completions]) -> None:
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
        for one in self._candidates.matching(folded) if folded and limit > 0 else ():
            found.setdefault((one.text.casefold(), one.url), one)
            if len(found) >= limit:
                break
        return tuple(found.values())

    def _named_flags(self, ids: Collection[str]) -> Iterator[Suggestion]:
        for condition in self._library.conditions.values() if ids else ():
            for flag in condition.red_flags:
                if flag.id in ids:
                    yield of_red_flag(flag.lay or flag.sign, flag, condition)

    @cached_property
    def _candidates(self) -> Completions:
        return self._make()
