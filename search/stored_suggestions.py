"""Suggestions of a published collection, each a line that the cluster looks through."""

from collections.abc import Iterator, Sequence

from search.answering.content import Content
from search.answering.suggestion_candidates import Suggestion, candidates
from search.answering.suggestions import (
    INSIDE,
    LOOKED_AT,
    ONE_EDIT,
    Lines,
    edits_in,
    suggestion,
    written,
)
from search.engines.opensearch.kept_lines import CLOSED, FOLDED, KeptLines, Line, Sought

NEAR = 1_000  # lines with a part of what was typed that are compared with all of it


def suggestion_lines(content: Content) -> Iterator[Line]:
    """The lines of all that can be suggested, in order of preference."""
    for one in candidates(content.library, content.documents.values()):
        yield Line(one.folded, written(one))


class StoredCandidates:
    """Everything that can be suggested, asked for."""

    def __init__(self, lines: KeptLines) -> None:
        self._lines = lines

    def matching(self, folded: str) -> Iterator[Suggestion]:
        """What completes a text, as in memory."""
        sought = [
            Sought(FOLDED, begun=folded),
            Sought(FOLDED, inside=f" {folded}"),
            Sought(CLOSED, begun=folded.replace(" ", "")),
            *([Sought(FOLDED, inside=folded)] if len(folded) >= INSIDE else []),
        ]
        for found in self._lines.find([[one] for one in sought], LOOKED_AT):
            yield from (suggestion(line.row) for line in found)
        if len(folded) >= ONE_EDIT:
            yield from self._near(folded)

    def _near(self, folded: str) -> Iterator[Suggestion]:
        """What nearly matches has a part of what was typed as it is."""
        parts = _parts(folded, edits_in(folded) + 1)
        (found,) = self._lines.find([[Sought(FOLDED, inside=part) for part in parts]], NEAR)
        lines = Lines("\n".join(line.folded for line in found))
        yield from (suggestion(found[number].row) for number in lines.nearly_matching(folded))


def _parts(text: str, many: int) -> Sequence[str]:
    """A text in so many parts of like length."""
    ends = [len(text) * number // many for number in range(many + 1)]
    return [text[start:end] for start, end in zip(ends, ends[1:], strict=False)]
