"""The opened index: understands a request, asks the engine, and shows what was found."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from kb.model.library import Library
from search.answering.excerpts import Excerpts
from search.answering.explanations import explained
from search.answering.next_steps import as_typed, offers, section_of, texts_of, ways_on
from search.answering.results import SORTS, Hit, Offer, Request, Results
from search.answering.suggestions import SUGGESTIONS, Suggesting, Suggestion
from search.engines.filters import first_part
from search.engines.protocol import Engine, EngineRequest, EngineResult
from search.indexing.documents import Document, Shown
from search.indexing.facets import FINDING_FACETS
from search.indexing.passages import passages_of
from search.query.filter_values import Facet, together
from search.query.lexicon import Lexicon
from search.query.parser import Query, parse, unfiltered
from search.query.understanding import Understood, doubtful, exactly, understand

LONGEST_PAGE = 10_000
# Up to so many hits may all be there by their names alone; then it is worth asking whether any entry holds all the words.
FEW = 10
REMEMBERED = 2048  # queries
NEAREST = 3  # entries named like what found nothing
WORDLESS = "No words were found in what was typed, so all entries are shown."


@dataclass(frozen=True)
class Content:
    """What an index is of: a library, its documents by id, and what each of them comes to."""

    library: Library
    documents: Mapping[str, Document]
    digests: Mapping[str, bytes]


class Answer(NamedTuple):
    """What was asked in the end, what was found, how the query was understood, and what had to be loosened."""

    engine_request: EngineRequest
    found: EngineResult
    understood: Understood
    loosened: tuple[str, ...] = ()


class Index:
    """An opened index of one library; asked by several threads at once, never changed. `name` is the hash of its content."""

    def __init__(
        self,
        name: str,
        engine: str,
        content: Content,
        known: tuple[Lexicon, Mapping[str, Facet]],
        opened: Engine,
    ) -> None:
        self.name = name
        self.engine = engine
        self.content = content
        self.opened = opened
        self.lexicon, self._facets = known
        # The same words come again with every page, filter and order, and from many readers.
        self._understood = lru_cache(maxsize=REMEMBERED)(self._understand)
        self._understood(
            next(iter(self.lexicon.words), ""), False
        )  # makes what all queries need, so that no reader waits for it
        self._suggesting = Suggesting(content.library, content.documents.values())

    def search(self, request: Request) -> Results:
        """Answer a request; never raises, whatever was typed."""
        began = time.perf_counter()
        query, understood = self._understood(request.text, request.exact)
        engine_request, unknown = self._engine_request(request, query, understood)
        answer = (
            Answer(engine_request, self.opened.find(engine_request), understood)
            if request.exact
            else self._find(engine_request, query, understood)
        )
        hits, offered = self._hits(request, answer), self._offers(request, query, answer)
        wordless = (
            (WORDLESS,) if request.text.strip() and not query.parts and not query.filters else ()
        )
        return Results(
            query=request.text,
            total=answer.found.total,
            took_ms=round((time.perf_counter() - began) * 1000, 2),
            changed=(
                *query.changed,
                *wordless,
                *answer.understood.changed,
                *unknown,
                *answer.loosened,
            ),
            hits=hits,
            facets=answer.found.counts,
            offers=offered,
        )

    def suggest(self, typed: str, limit: int = SUGGESTIONS) -> tuple[Suggestion, ...]:
        """What a reader who has typed so much may want to type."""
        return self._suggesting.suggest(typed, limit)

    def close(self) -> None:
        """Let go of the engine."""
        self.opened.close()

    def _understand(self, text: str, exact: bool) -> tuple[Query, Understood]:
        query = parse(text, self._facets)
        return query, exactly(query, self.lexicon) if exact else understand(query, self.lexicon)

    def _engine_request(
        self, request: Request, query: Query, understood: Understood
    ) -> tuple[EngineRequest, tuple[str, ...]]:
        """The question for the engine, and a sentence for each facet that there is not."""
        filters = dict(query.filters)
        unknown = []
        for name, values in request.filters.items():
            if name not in self._facets:
                unknown.append(f"There is no filter \u201c{name}\u201d; it was left out.")
            elif values:
                filters[name] = filters.get(name, frozenset()) | frozenset(
                    values
                )  # those typed and those chosen add up
        sort = request.sort if request.sort in SORTS else "relevance"
        if sort == "relevance" and not understood.marks:
            sort = "name"  # without words all entries are equally relevant
        limit = min(max(request.limit, 0), LONGEST_PAGE)
        return EngineRequest(
            understood.strict,
            together(filters, self._facets),
            FINDING_FACETS,
            request.count,
            sort,
            max(request.offset, 0),
            limit,
        ), tuple(unknown)

    def _find(self, engine_request: EngineRequest, query: Query, understood: Understood) -> Answer:
        """All the words, or a name; where no entry holds all of them, rare words as slips of names, then any of them."""
        found = self.opened.find(engine_request)
        fine = Answer(engine_request, found, understood)
        if (
            found.total > FEW
            or (understood.named and found.total)
            or (understood.loose is None and found.total)
        ):
            return fine
        if (
            found.total
            and self.opened.find(
                replace(engine_request, tree=understood.all_words, count=(), limit=0)
            ).total
        ):
            return fine
        return (
            self._doubted(engine_request, query, understood)
            or self._loosened(engine_request, understood)
            or fine
        )

    def _doubted(
        self, engine_request: EngineRequest, query: Query, understood: Understood
    ) -> Answer | None:
        """The answer when rare words are taken for slips of names, where there is one then."""
        if not doubtful(query, self.lexicon):
            return None
        doubted = understand(query, self.lexicon, doubting=True)
        if doubted.strict == understood.strict:
            return None
        again = replace(engine_request, tree=doubted.strict)
        whole = self.opened.find(
            replace(engine_request, tree=doubted.all_words, count=(), limit=0)
        ).total
        return Answer(again, self.opened.find(again), doubted) if whole else None

    def _loosened(self, engine_request: EngineRequest, understood: Understood) -> Answer | None:
        """The answer when any of the words is enough."""
        if understood.loose is None:
            return None
        loose = replace(engine_request, tree=understood.loose)
        found = self.opened.find(loose)
        meets = " that meets the filters" if engine_request.filters else ""
        said = f"No entry{meets} holds all the words, so entries with any of them are shown."
        return Answer(loose, found, understood, (said,)) if found.total else None

    def _offers(self, request: Request, query: Query, answer: Answer) -> tuple[Offer, ...]:
        """Where to go from here, no place twice; never nothing where nothing was found."""
        offered: dict[str, Offer] = {}
        for offer in self._all_offers(request, query, answer):
            offered.setdefault(offer.url, offer)
        return tuple(offered.values())

    def _all_offers(self, request: Request, query: Query, answer: Answer) -> Iterator[Offer]:
        yield from offers(request, answer.understood.asked)
        if (
            not request.exact
            and answer.found.total
            and (answer.understood.changed or answer.loosened)
        ):
            yield as_typed(request)
        if not answer.found.total:
            near = () if request.exact else self.suggest(request.text, NEAREST)
            yield from (Offer(f"Look at {one.title}", one.url) for one in near if one.title)
            yield from ways_on(
                request,
                " ".join(unfiltered(request.text, self._facets)) if query.filters else request.text,
            )

    def _hits(self, request: Request, answer: Answer) -> tuple[Hit, ...]:
        """The hits as they are shown."""
        excerpts = (
            Excerpts(answer.understood.marks, self.lexicon.rarity) if request.excerpts else None
        )
        by_part = bool(
            answer.understood.asked.stage
        ) or not answer.engine_request.part_facets.isdisjoint(answer.engine_request.filters)
        hits = tuple(
            [self._hit(id, score, answer, excerpts, by_part) for id, score in answer.found.hits]
        )
        if not request.explain:
            return hits
        why = explained(self.opened, answer.engine_request.tree, [hit.id for hit in hits])
        return tuple(hit._replace(parts=why[hit.id]) for hit in hits)

    def _hit(
        self, id: str, score: float, answer: Answer, excerpts: Excerpts | None, by_part: bool
    ) -> Hit:
        document = self.content.documents[id]
        shown = _part(document, answer) if by_part else document.shown
        asked = answer.understood.asked
        section = section_of(document, asked) if asked.subjects else None
        texts = texts_of(document, section, asked) if section else {}
        pieces, matched = excerpts.told(document.passages) if excerpts else ((), ())
        if (
            excerpts and section
        ):  # what it does not say is told by an offer, and by nothing else that it says
            pieces = excerpts.told(passages_of(texts))[0]
        anchor = section.anchor if section and texts else None
        url = f"{document.url}#{anchor}" if anchor else document.url
        fixed = (id, document.kind, document.title, shown.certainty, shown.magnitude, shown.result)
        return Hit(*fixed, round(score, 4), url, pieces, shown.finding, matched, anchor)


def _part(document: Document, answer: Answer) -> Shown:
    """What a hit shows of its findings: one that met the filters, first one on the stage that was asked about, else the whole entry."""
    stage = answer.understood.asked.stage
    parts = [part.facets for part in document.parts]
    number = first_part(parts, answer.engine_request)
    if stage and "stage" not in answer.engine_request.filters:
        staged = first_part(
            parts,
            replace(
                answer.engine_request,
                filters={**answer.engine_request.filters, "stage": frozenset({stage.id})},
            ),
        )
        number = number if staged is None else staged
    return document.shown if number is None else document.parts[number].shown
