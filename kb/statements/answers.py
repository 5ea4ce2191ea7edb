"""The answers for a library's interventions, each derived on first use and cached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.statements.currency import rests_on

if TYPE_CHECKING:
    from kb.model.derived import Answer, Derived


class Answers(Mapping[str, "Answer"]):
    """Answers by an intervention's id.

    Answers from an earlier library are reused if nothing they depend on has changed.
    """

    def __init__(self, library: Library, previous: Library | None = None) -> None:
        self._library = replace(library, answers={}, files={})
        self._made = dict(_unchanged(library, previous)) if previous else {}

    def __getitem__(self, id: str) -> Answer:
        if id not in self._made:
            self._made[id] = self.derived(id)
        return self._made[id]

    def derived(self, id: str) -> Answer:
        """Derive an answer, whether it was derived before or not."""
        return _made(self._library.interventions[id], self._library)

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.interventions)

    def __len__(self) -> int:
        return len(self._library.interventions)

    @property
    def made(self) -> Mapping[str, Answer]:
        """The answers derived so far."""
        return dict(self._made)


def with_answers(library: Library, previous: Library | None = None) -> Library:
    """The library with its interventions' answers."""
    return replace(library, answers=Answers(library, previous))


def _made(entry: Intervention, library: Library) -> Answer:
    """Findings with words missing from the vocabulary are left out: rules report them."""
    from kb.statements.answer import answer  # most searches derive nothing
    from kb.statements.deriving import derive

    derived: dict[str, Derived] = {
        finding.id: derive(finding, entry, library)
        for finding in entry.findings
        if _known(finding, library)
    }
    return answer(entry, derived, library)


def _known(finding: Finding, library: Library) -> bool:
    words, scale = library.vocabulary, finding.effect.scale if finding.effect else None
    return (
        finding.outcome in words.outcomes
        and finding.comparator in words.comparators
        and finding.stage in words.stages
        and (scale is None or scale in words.scales)
    )


def _unchanged(library: Library, previous: Library) -> Iterator[tuple[str, Answer]]:
    if not isinstance(previous.answers, Answers) or (library.collection, library.vocabulary) != (
        previous.collection,
        previous.vocabulary,
    ):
        return
    for id, made in previous.answers.made.items():
        entry = library.interventions.get(id)
        if entry is not None and _is_same(entry, library, previous):
            yield id, made


def _is_same(entry: Intervention, library: Library, previous: Library) -> bool:
    """Whether the entry, its parents and its sources are the same objects, and the red flags that
    name it are unchanged.
    """
    before = previous.interventions.get(entry.id)
    return (
        before is entry
        and all(
            library.sources.get(source) is previous.sources.get(source)
            for source in rests_on(entry)
        )
        and library.has_same_parents(entry, previous)
        and library.red_flags_of(entry.id) == previous.red_flags_of(entry.id)
    )
