"""An open index: interprets requests, queries the engine and builds results."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from search.answering import messages, reading_words
from search.answering.answer_box import AnswerBox
from search.answering.answer_finder import AnswerFinder
from search.answering.content import Content
from search.answering.engine_requests import engine_request_of, with_first
from search.answering.explanations import explain, scaled
from search.answering.fitting_cautions import CautionFinder
from search.answering.hits import HitMaker
from search.answering.next_steps import cautions_of, exact_search, offers, offers_without_hits
from search.answering.passage_ranking import (
    WINDOW,
    PassageRanking,
    Telling,
    said_in,
)
from search.answering.results import Hit, Offer, Request, Results
from search.answering.similar_documents import Vector, vector
from search.answering.suggestion_candidates import Suggestion
from search.answering.suggestions import SUGGESTIONS, Suggester
from search.answering.unheld import unheld
from search.engines.protocol import Engine, EngineRequest, EngineResult, Places, Placing
from search.engines.query_tree import Phrase
from search.indexing.documents import Document
from search.indexing.passages import Passages, passages_of, places_in
from search.query.danger import with_signs
from search.query.filter_values import filter_values
from search.query.identifiers import Identifiers
from search.query.lexicon import Lexicon
from search.query.parser import Query, parse, without_filters
from search.query.query_changes import (
    Change,
    Ignored,
    NotFound,
    NothingHeld,
    NothingOnGroup,
    NoWords,
    PartialMatches,
    UnknownFilter,
)
from search.query.red_flags import RedFlagFinder
from search.query.scope import is_by, with_next
from search.query.understanding import (
    UnderstoodQuery,
    may_hold_typos,
    understand,
    understand_identifier,
    understand_verbatim,
)
from search.text.tokenizer import words as words_of

REMEMBERED = 512  # queries; looking for garbage through many more large ones is felt
PREPARED = 1_000  # entries: what takes a second or less
SUMMARY = frozenset({"summary"})
TELLING = 2  # words that tell something, all of which a claim must say to be an answer
NEAREST = 3  # entries named like what wasn't found


class Answer(NamedTuple):
    """The engine's last request and result, how the query was understood, and further changes."""

    request: EngineRequest
    found: EngineResult
    understood: UnderstoodQuery
    changes: tuple[Change, ...] = ()


class Index:
    """An open, immutable index of one library; threads can share it.

    `name` is the hash of its content, `engine` the name of its engine.
    """

    def __init__(
        self, name: str, engine: str, content: Content, lexicon: Lexicon, opened: Engine
    ) -> None:
        self.name = name
        self.engine = engine
        self.content = content
        self.lexicon = lexicon
        self.opened = opened
        self._filter_values = filter_values(content.library, content.census)
        finder = RedFlagFinder(content.library, lexicon.analyzer, self._is_word)
        self._signs_in = lru_cache(maxsize=REMEMBERED)(finder.find)
        self._cautions = CautionFinder(content.library, lexicon.analyzer)
        self._answers = AnswerFinder(
            content.library, content.documents, lexicon.analyzer, self._cautions, self.entries
        )
        self._identifiers = Identifiers(content.identifiers)
        self._suggester = Suggester(content.library, content.completions)
        self._passages: Callable[[str], Passages] = cache(self._passages_of)
        self._vector: Callable[[str], Vector] = cache(self._vector_of)
        self._places = opened.places if isinstance(opened, Placing) else self._places_in_texts
        # The same words come again with every page, filter and order, and from many readers.
        self._understood = lru_cache(maxsize=REMEMBERED)(self._understand)
        self._are_summed_up = lru_cache(maxsize=REMEMBERED)(self._summary_has)
        self._ranking = lru_cache(maxsize=REMEMBERED)(self._ranking_of)
        # Makes what every query needs, so that no reader waits for it.
        self._understood(next(iter(lexicon.words), ""), False)

    def search(self, request: Request) -> Results:
        """Answer a request. Never raises, whatever the query."""
        began = time.perf_counter()
        query, understood = self._understood(request.text, request.exact)
        recommendations = self.content.census.recommendations
        engine_request = engine_request_of(
            request, query, understood, self._filter_values, recommendations
        )
        answer = (
            Answer(engine_request, self.opened.find(engine_request), understood)
            if request.exact
            else self._find(request.text, engine_request, query, understood)
        )
        hits = self._hits(request, answer)
        fear, meant = self._answers.harms_to_fear, answer.understood.intent
        red_flags = self._signs_in(request.text).flags or fear(meant)
        with reading_words.InWords(plain=request.plain):
            box = self._answer_box(answer.understood, hits)
            signs = frozenset(self._signs_in(request.text).flags)
            box = self._answers.condition_boxes.beside_signs(box, signs, meant)
        by_relevance = answer.request.sort == "relevance"
        names_entries = answer.understood.names_focus or any(one.entries for one in meant.classes)
        first = box.listed if box and (box.entry or not names_entries) else ()
        if meant.asks_first_steps and self.lexicon.focus:
            first = (self.lexicon.focus.id,)
        if first and by_relevance:
            answer = self._with_listed(answer, first)
            hits = self._hits(request, answer)
        steps = self._offers(request, query, answer)
        if box and meant.medicines:
            steps = (*cautions_of(map(self.content.documents.__getitem__, box.listed)), *steps)
        urgent = red_flags or (box and box.kind == "urgent")
        answers = box and box.says_all(bool(meant.medicines)) and not box.is_of_illness
        told = request.exact or ((urgent or answers) and not answer.understood.is_elsewhere)
        outside = () if told else self._outside(request, answer, hits)
        return Results(
            query=request.text,
            total=answer.found.total,
            took_ms=round((time.perf_counter() - began) * 1000, 2),
            changed=tuple(map(messages.sentence, self._changes(request, query, answer, outside))),
            hits=hits,
            facets=answer.found.counts,
            offers=steps,
            red_flags=red_flags,
            understood=answer.understood.readings,
            outside=outside or (() if urgent or request.exact else answer.understood.unheld),
            answer=box,
            says_outside=bool(outside and self.lexicon.focus),
        )

    def _outside(self, request: Request, answer: Answer, hits: Sequence[Hit]) -> tuple[str, ...]:
        """The out-of-scope words, unless they name authors, or were typed side by side and stand so
        in an entry's summary; next to the names of entries, unless their summaries have them.
        """
        words = answer.understood.outside
        if not words or answer.understood.intent.question.site:
            return ()
        if hits and is_by(self.content.documents[hits[0].id], request.text, self.lexicon.analyzer):
            return ()
        if answer.understood.is_elsewhere:
            return words
        if ids := tuple([one.id for one in answer.understood.intent.subjects]):
            typed, incidental = words_of(request.text), answer.understood.incidental
            runs = {word: with_next(word, typed) for word in words if word not in incidental}
            return tuple([word for word, run in runs.items() if not self._summary_has(run, ids)])
        together = len(words) >= TELLING and " ".join(words) in " ".join(words_of(request.text))
        return () if together and self._are_summed_up(words) else words

    def _summary_has(self, words: tuple[str, ...], ids: tuple[str, ...] = ()) -> bool:
        """Whether the summary of one of these entries has all the words; without entries, whether
        any summary has them side by side.
        """
        terms = self.lexicon.analyzer.terms(" ".join(words))
        if not ids:
            request = EngineRequest(Phrase(terms), limit=WINDOW)
            ids = tuple(id for id, _ in self.opened.find(request).hits)
        found = self._places(terms, ids) if ids else ()
        every = (1 << len(terms)) - 1
        return any(said_in(SUMMARY, held) == every for held in found)

    def _answer_box(self, understood: UnderstoodQuery, hits: Sequence[Hit]) -> AnswerBox | None:
        """The answer box for the question: a single item, or a claim that matches it."""
        typed = frozenset(term for run in understood.marks for term in run)
        box = self._answers.find(understood.intent, typed, understood.outside, understood.telling)
        first = hits[0] if hits else None
        if box or first is None or first.kind != "claim" or len(understood.telling) < TELLING:
            return box
        if understood.intent.wants_overview or understood.intent.question.ranks:
            return None
        ranking = self._ranking(understood.telling)
        return (
            self._answers.claim(self.lexicon.documents[first.id])
            if ranking.is_named(first.id)
            else None
        )

    def suggest(self, typed: str, limit: int = SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Return completions for the text typed so far, red flags first."""
        return self._suggester.suggest(typed, limit, self._signs_in(typed).flags)

    def entries(self, wanted: EngineRequest) -> Sequence[Document]:
        """The entries that the engine finds."""
        return [self.content.documents[id] for id, _ in self.opened.find(wanted).hits]

    def _is_word(self, word: str) -> bool:
        known = self.lexicon
        return word in known.words or known.is_known(known.analyzer.term(word))

    def remember(self, most: int) -> None:
        """Keep the passages and vectors of so many entries at most."""
        self._passages = lru_cache(maxsize=most)(self._passages_of)
        self._vector = lru_cache(maxsize=most)(self._vector_of)

    def prepare(self) -> None:
        """Load what the first unknown word needs, and read the first entries as searches will, so
        that no reader waits for it.
        """
        self.lexicon.spelling.prepare()
        for id in islice(self.content.documents, PREPARED):
            self._passages(id)
            self._vector(id)
        if len(self.content.documents) <= PREPARED:
            self._places = self._places_in_texts  # takes a quarter of the time once all are read

    def close(self) -> None:
        """Close the engine."""
        self.opened.close()

    def _passages_of(self, id: str) -> Passages:
        return passages_of(self.content.documents[id].texts, self.lexicon.analyzer)

    def _places_in_texts(self, terms: Sequence[str], ids: Sequence[str]) -> Sequence[Places]:
        return [places_in(self._passages(id), terms) for id in ids]

    def _vector_of(self, id: str) -> Vector:
        holders = self._passages(id).holders
        return vector({term: len(found) for term, found in holders.items()}, self.lexicon.idf)

    def _understand(self, text: str, exact: bool) -> tuple[Query, UnderstoodQuery]:
        meant = self._identifiers.find(text)
        if meant is not None:
            return Query((), {}), understand_identifier(text.strip(), meant, self.lexicon)
        query = parse(text, self._filter_values)
        if exact:
            return query, understand_verbatim(query, self.lexicon)
        return query, self._read(text, query)

    def _read(self, text: str, query: Query, suspicious: bool = False) -> UnderstoodQuery:
        understood = understand(query, self.lexicon, suspicious=suspicious)
        signs = self._signs_in(text)
        return with_signs(understood, signs, self.content.library, self.lexicon.analyzer)

    def _changes(
        self, request: Request, query: Query, answer: Answer, outside: tuple[str, ...]
    ) -> Iterator[Change]:
        """Everything that was understood differently from the query and selected filters."""
        held, signs = self.content.library, self._signs_in(request.text).flags
        understood = answer.understood
        about = (request.text, outside, understood, self.lexicon, held, self.entries)
        first = tuple(unheld(*about, bool(signs)))
        yield from first
        for group in understood.intent.groups:
            own = self.content.library.vocabulary.wider_groups({group.id}) | {group.id}
            if own.isdisjoint(self.content.census.groups):
                yield NothingOnGroup(group.name)
        yield from query.changes
        if request.text.strip() and not (query.parts or query.filters or understood.is_identifier):
            yield NoWords()
        # What answers without hits, and a sign of danger, are no ignored words.
        meant = understood.intent
        told = signs or meant.question.site or meant.definition
        nothing = any(isinstance(one, NothingHeld) for one in first)
        for change in understood.changes:
            if not ((told or nothing) and isinstance(change, Ignored | NotFound)):
                yield change
        for name in request.filters:
            if name not in self._filter_values:
                yield UnknownFilter(name)
        yield from answer.changes

    def _find(
        self, text: str, request: EngineRequest, query: Query, understood: UnderstoodQuery
    ) -> Answer:
        """Return entries with all the words, or with that name.

        If none has all the words in one passage, treat rare words as misspelt names; if that
        doesn't help, accept any of the words.
        """
        answer = Answer(request, self._found(request, understood), understood)
        total = answer.found.total
        if total and (understood.is_a_name or understood.loose is None or self._says_all(answer)):
            return answer
        return (
            self._with_typos_corrected(text, request, query, understood)
            or self._with_any_word(request, understood)
            or answer
        )

    def _found(self, request: EngineRequest, understood: UnderstoodQuery) -> EngineResult:
        """The engine's result, with the first hits re-ranked by passage."""
        single = len(understood.telling) < 2  # always together
        if single or understood.is_a_name or request.sort != "relevance":
            return self.opened.find(request)
        end = request.offset + request.limit
        found = self.opened.find(replace(request, offset=0, limit=max(WINDOW, end)))
        first = self._ranking(understood.telling).ranked(found.hits[:WINDOW], end)
        return found._replace(hits=(*first, *found.hits[WINDOW:])[request.offset : end])

    def _says_all(self, answer: Answer) -> bool:
        """Whether one of the first entries with all the words has them in one passage."""
        ranking, found = self._ranking(answer.understood.telling), answer.found
        if ranking.has_full(found.hits):
            return True
        if found.total == len(found.hits):
            return False  # no other entry has all the words
        all_words = answer.understood.all_words
        first = replace(answer.request, tree=all_words, count=(), offset=0, limit=WINDOW)
        return ranking.has_full(self.opened.find(first).hits)

    def _ranking_of(self, telling: Telling) -> PassageRanking:
        return PassageRanking(telling, self.lexicon.idf, self._places, self._vector)

    def _with_typos_corrected(
        self, text: str, request: EngineRequest, query: Query, understood: UnderstoodQuery
    ) -> Answer | None:
        """The answer with rare words treated as misspelt names, or None if nothing is found."""
        if not may_hold_typos(query, self.lexicon):
            return None
        corrected = self._read(text, query, suspicious=True)
        held = replace(request, tree=corrected.all_words, count=(), limit=0)
        if corrected.strict == understood.strict or not self.opened.find(held).total:
            return None
        again = replace(request, tree=corrected.strict)
        return Answer(again, self._found(again, corrected), corrected)

    def _with_any_word(self, request: EngineRequest, understood: UnderstoodQuery) -> Answer | None:
        """The answer with any of the words, or None if nothing is found."""
        if understood.loose is None:
            return None
        loose = replace(request, tree=understood.loose)
        found = self._found(loose, understood)
        changes = (PartialMatches(bool(request.filters)),)
        return Answer(loose, found, understood, changes) if found.total else None

    def _with_listed(self, answer: Answer, ids: Sequence[str]) -> Answer:
        """The answer with the entries that its box is about first, in that order."""
        titles = (self.content.documents[id].title for id in ids)
        request = with_first(answer.request, titles, self.lexicon.analyzer)
        return Answer(request, self.opened.find(request), answer.understood)

    def _hits(self, request: Request, answer: Answer) -> tuple[Hit, ...]:
        maker = HitMaker(
            self.lexicon,
            self._passages,
            self._cautions,
            answer.request,
            answer.understood,
            request.excerpts and not answer.understood.intent.is_of_self_harm,
            bool(self._signs_in(request.text).flags),
        )
        hits = maker.hits(answer.found.hits)
        if not request.explain:
            return hits
        parts = explain(self.opened, answer.request.tree, [hit.id for hit in hits])
        return tuple(hit._replace(parts=scaled(parts[hit.id], hit.score)) for hit in hits)

    def _offers(self, request: Request, query: Query, answer: Answer) -> tuple[Offer, ...]:
        """Next steps, each page once; never empty for a search without results."""
        offered: dict[str, Offer] = {}
        for offer in self._all_offers(request, query, answer):
            offered.setdefault(offer.url, offer)
        return tuple(offered.values())

    def _all_offers(self, request: Request, query: Query, answer: Answer) -> Iterator[Offer]:
        understood, found = answer.understood, answer.found.total > 0
        members = self._answers.boxes.members(understood.intent)
        yield from offers(request, understood.intent, self.lexicon.analyzer, members)
        if found and not request.exact and understood.is_reworded:
            yield exact_search(request)
        if not found:
            near = () if request.exact else self.suggest(request.text, NEAREST)
            yield from (Offer(messages.look_at(one.title), one.url) for one in near if one.title)
            typed = request.text
            bare = without_filters(typed, self._filter_values) if query.filters else typed
            yield from offers_without_hits(request, bare)
