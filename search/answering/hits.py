"""Hits as readers see them: the finding shown, the excerpt, the section that answers a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.model.entries import CautionKind
from search.answering.excerpts import Excerpt, Excerpter
from search.answering.fitting_cautions import CautionFinder
from search.answering.next_steps import Section, answering_section, section_texts
from search.answering.results import CautionWarning, Hit
from search.engines.filters import part_has
from search.engines.protocol import EngineRequest
from search.indexing.documents import Badge, Document
from search.indexing.facets import CAUTION
from search.indexing.passages import Passages, passage_term_set, passages_of
from search.query.lexicon import Lexicon
from search.query.understanding import UnderstoodQuery

if TYPE_CHECKING:
    from kb.model.derived import AppliedCaution

NO_GROUPS = frozenset[str]()
NO_TEXTS: Mapping[str, tuple[str, ...]] = {}
NO_EXCERPT = Excerpt((), ())
FORBIDDING: frozenset[CautionKind] = frozenset({"contraindicated", "not-advised"})


@dataclass
class HitMaker:
    """Makes the hits of one response; `passages` returns an entry's passages by its id.

    If `excerpts` is false, hits don't show where they matched; texts on red flags are quoted only
    if `quotes_flags`.
    """

    lexicon: Lexicon
    passages: Callable[[str], Passages]
    cautions: CautionFinder
    request: EngineRequest
    understood: UnderstoodQuery
    excerpts: bool
    quotes_flags: bool

    def __post_init__(self) -> None:
        """Work out what all hits need, once."""
        intent, chosen = self.understood.intent, self.request.filters
        # The groups of people that the query or a filter names.
        self._groups = chosen.get(CAUTION, NO_GROUPS).union(group.id for group in intent.groups)
        self._may_answer = bool(intent.subjects)
        self._may_warn = bool(self._groups) or self._may_answer
        # What the finding that a hit shows should meet: the filters and what the query names too,
        # stage first; then less and less of that. Empty if hits show the whole entry's badge.
        of_parts = self.request.part_facets
        filters = [(facet, ids) for facet, ids in chosen.items() if facet in of_parts]
        named = [
            (facet, ids)
            for facet, ids in intent.named_values.items()
            if facet in of_parts and facet not in chosen
        ]
        every = (dict([*filters, *named[:count]]) for count in range(len(named), -1, -1))
        self._wanted = [wanted for wanted in every if wanted]

    def hits(self, found: Sequence[tuple[str, float]]) -> tuple[Hit, ...]:
        """Return the hits for documents given as (id, score)."""
        documents = self.lexicon.documents
        return tuple([self._hit(documents[id], score) for id, score in found])

    def _hit(self, document: Document, score: float) -> Hit:
        badge = self._badge(document) if self._wanted else document.badge
        url, anchor, section, texts = document.url, None, None, NO_TEXTS
        if self._may_answer:
            intent, analyzer = self.understood.intent, self.lexicon.analyzer
            section = answering_section(document, intent, analyzer)
            texts = section_texts(document, section, intent, analyzer) if section else NO_TEXTS
            anchor = section.anchor if section and texts else None
            url = f"{url}#{anchor}" if anchor else url
        excerpt = self._excerpt(document, section, texts) if self.excerpts else NO_EXCERPT
        return Hit(
            document.id,
            document.kind,
            document.title,
            badge.certainty,
            badge.magnitude,
            badge.result,
            round(score, 4),
            url,
            excerpt.pieces,
            badge.finding,
            excerpt.fields,
            anchor,
            (),
            badge.searched_to,
            self._warning(document) if self._may_warn else None,
            document.red_flags,
        )

    def _warning(self, document: Document) -> CautionWarning | None:
        """The strictest caution about one of the groups, those about wider ones last; of several,
        the one that matches the query best.
        """
        intent = self.understood.intent
        fitting = self.cautions.fitting(document, self._groups, self._marked, intent)
        of_group = [one for one in fitting if self._groups.intersection(one.caution.group)]
        about = of_group or fitting
        strictest = [one for one in about if _is_as_strict(one, about[0])]
        best = max(strictest, key=self._says, default=None)
        if best is None:
            return None
        parent = best.inherited_from
        return CautionWarning(best.caution, parent.id if parent else None)

    def _says(self, applied: AppliedCaution) -> int:
        said = passage_term_set(applied.caution.what, self.lexicon.analyzer)
        return len(self._marked & said)

    @cached_property
    def _marked(self) -> frozenset[str]:
        return frozenset(term for run in self.understood.marks for term in run)

    @cached_property
    def _excerpter(self) -> Excerpter:
        asked, known = self.understood, self.lexicon
        return Excerpter(asked.marks, known.idf, known.analyzer, asked.telling, self.quotes_flags)

    def _excerpt(
        self, document: Document, section: Section | None, texts: Mapping[str, tuple[str, ...]]
    ) -> Excerpt:
        """The excerpt, from the section that answers the question if there is one.

        Empty if that section is empty: an offer says so, and no other text would answer.
        """
        excerpt = self._excerpter.excerpt(self.passages(document.id))
        if section is None:
            return excerpt
        of_section = self._excerpter.excerpt(passages_of(texts, self.lexicon.analyzer))
        return Excerpt(of_section.pieces, excerpt.fields)

    def _badge(self, document: Document) -> Badge:
        """The badge of the first finding that meets the filters and best matches the query."""
        for wanted in self._wanted:
            for part in document.parts:
                if part_has(part.facets, wanted):
                    return part.badge
        return document.badge


def _is_as_strict(one: AppliedCaution, first: AppliedCaution) -> bool:
    """Whether a caution is as strict as another; all that forbid nothing count as equal."""
    kinds = {one.caution.kind, first.caution.kind}
    return len(kinds) == 1 or kinds.isdisjoint(FORBIDDING)
