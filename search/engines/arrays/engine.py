"""The default search engine: a read model loaded from one file."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from kb.cache_files import code_digest
from search.engines import arrays
from search.engines.arrays import ranking
from search.engines.arrays.facet_counts import Facets
from search.engines.arrays.matcher import Mask, Matcher, Sums
from search.engines.arrays.read_model import Numbers, ReadModel
from search.engines.arrays.storage import load, save
from search.engines.protocol import (
    Demotion,
    Engine,
    EngineRequest,
    EngineResult,
    IndexableDocument,
    Places,
    Weighting,
)
from search.engines.query_tree import Everything, Node

FILE = "read.model"
FACTORS = 8  # demotions whose factors are kept


class ArraysMaker:
    """Writes, merges, edits and opens read models."""

    def version(self) -> str:
        """A hash of the source of the modules that write; numpy only stores raw numbers."""
        return code_digest(*arrays.__path__).hex()

    def write(
        self, documents: Iterable[IndexableDocument], folder: Path, weighting: Weighting
    ) -> None:
        """Write a read model of the documents to an empty folder."""
        from search.engines.arrays.builder import build  # most searches write nothing

        save(build(documents, weighting), folder / FILE)

    def edit(
        self,
        before: Engine,
        gone: Collection[str],
        fresh: Iterable[IndexableDocument],
        folder: Path,
        weighting: Weighting,
    ) -> bool:
        """Write the read model of the kept and the new documents."""
        from search.engines.arrays.builder import build
        from search.engines.arrays.updating import edited

        if not isinstance(before, ArraysEngine):
            return False
        save(edited(before.model, gone, build(fresh, weighting), weighting), folder / FILE)
        return True

    def open(self, folder: Path, weighting: Weighting) -> "ArraysEngine":
        """Read what `write` wrote; raises Damaged if it's something else."""
        return ArraysEngine(load(folder / FILE), weighting)


MAKER = ArraysMaker()


class ArraysEngine:
    """An open read model."""

    def __init__(self, model: ReadModel, weighting: Weighting) -> None:
        self.model = model
        self._matcher = Matcher(model, [weighting.fields[name].weight for name in model.fields])
        self._facets = Facets(model)
        self._factors = lru_cache(maxsize=FACTORS)(self._factors_of)

    def find(self, request: EngineRequest) -> EngineResult:
        """Answer a request."""
        mask, scores = self._match(request.tree)
        met = self._facets.narrow(mask, request) if request.filters else mask
        matches = met.nonzero()[0]
        found = scores[matches]
        if request.demoted:
            found *= self._factors(request.demoted)[matches]
        wanted = self._order(matches, found, request)[request.offset :]
        ids = self.model.ids
        hits = tuple(
            zip(map(ids.__getitem__, matches[wanted].tolist()), found[wanted].tolist(), strict=True)
        )
        return EngineResult(
            len(matches), hits, self._facets.counts(mask, matches, request) if request.count else {}
        )

    def find_many(self, requests: Sequence[EngineRequest]) -> tuple[EngineResult, ...]:
        """Answer several requests."""
        return tuple(map(self.find, requests))

    def scores(self, tree: Node, ids: Collection[str]) -> Mapping[str, float]:
        """The scores of those documents that match."""
        mask, scores = self._match(tree)
        known = {id: number for number, id in enumerate(self.model.ids) if id in ids}
        return {id: float(scores[number]) for id, number in known.items() if mask[number]}

    def places(self, terms: Sequence[str], ids: Sequence[str]) -> Sequence[Places]:
        """Where each of these documents has any of the terms."""
        return self._matcher.places(terms, [self.model.documents[id] for id in ids])

    def close(self) -> None:
        """Nothing to close: no file is open."""

    def _factors_of(self, demoted: Demotion) -> Sums:
        return np.where(self._facets.having(demoted.facet, {demoted.value}), demoted.factor, 1.0)

    def _match(self, tree: Node) -> tuple[Mask, Sums]:
        if isinstance(tree, Everything):
            return np.ones(len(self.model.ids), bool), np.zeros(len(self.model.ids))
        return self._matcher.match(tree)

    def _order(self, matches: Numbers, scores: Sums, request: EngineRequest) -> Numbers:
        """The indices, among the matches, of the requested slice."""
        wanted = request.offset + request.limit
        if request.sort == "name":
            return np.arange(min(wanted, len(matches)))
        if request.sort == "relevance":
            return ranking.best(scores, wanted)
        parts = self._facets.meeting(request)
        ranks = ranking.shown_ranks(
            self.model.ranks.get(request.sort),
            self.model.part_ranks.get(request.sort),
            matches,
            None if parts is None else self._facets.first(parts),
        )
        return ranking.ranked(ranks, scores, wanted)
