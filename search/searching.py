"""The opened index: understands a request, asks the engine, and shows what was found."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kb.library import Library
from search.engines import Ask, Engine, Found
from search.excerpts import Excerpts
from search.facets import FINDING_FACETS
from search.index import Document
from search.lexicon import Lexicon
from search.query import Facet, Query, parse
from search.results import SORTS, Hit, Request, Results
from search.standing import first_part
from search.understanding import Understood, understand

LONGEST_PAGE = 10_000
# Up to so many hits may all be there by their names alone; then it is worth asking whether any entry holds all the words.
FEW = 10
WORDLESS = "No words were found in what was typed, so all entries are shown."


@dataclass(frozen=True)
class Content:
    """What an index is of: a library, its documents by id, and what each of them comes to."""

    library: Library
    documents: Mapping[str, Document]
    digests: Mapping[str, bytes]


class Index:
    """An opened index of one library; asked by several threads at once, never changed. `name` is the hash of its content."""

    def __init__(self, name: str, engine: str, content: Content, known: tuple[Lexicon, Mapping[str, Facet]], opened: Engine) -> None:
        self.name = name
        self.engine = engine
        self.content = content
        self.opened = opened
        self._lexicon, self._facets = known

    @property
    def words(self) -> Mapping[str, int]:
        """The folded words of all documents with how many of them hold each."""
        return self._lexicon.words

    def search(self, request: Request) -> Results:
        """Answer a request; never raises, whatever was typed."""
        began = time.perf_counter()
        query = parse(request.text, self._facets)
        understood = understand(query, self._lexicon)
        ask, unknown = self._ask(request, query, understood)
        found, loosened = self._find(ask, understood)
        excerpts = Excerpts(understood.marks, self._lexicon.rarity) if request.excerpts else None
        hits = tuple(self._hit(id, score, ask, excerpts) for id, score in found.hits)
        wordless = (WORDLESS,) if request.text.strip() and not query.parts and not query.filters else ()
        changed = (*query.changed, *wordless, *understood.changed, *unknown, *loosened)
        return Results(request.text, found.total, round((time.perf_counter() - began) * 1000, 2), changed, hits, found.counts)

    def close(self) -> None:
        """Let go of the engine."""
        self.opened.close()

    def _ask(self, request: Request, query: Query, understood: Understood) -> tuple[Ask, tuple[str, ...]]:
        """The question for the engine, and a sentence for each facet that there is not."""
        filters = dict(query.filters)
        unknown = []
        for name, values in request.filters.items():
            if name not in self._facets:
                unknown.append(f"There is no filter \u201c{name}\u201d; it was left out.")
            elif values:
                filters[name] = filters.get(name, frozenset()) | frozenset(values)
        sort = request.sort if request.sort in SORTS else "relevance"
        if sort == "relevance" and not understood.marks:
            sort = "name"  # without words all entries are equally relevant
        limit = min(max(request.limit, 0), LONGEST_PAGE)
        return Ask(understood.strict, filters, FINDING_FACETS, request.count, sort, max(request.offset, 0), limit), tuple(unknown)

    def _find(self, ask: Ask, understood: Understood) -> tuple[Found, tuple[str, ...]]:
        """All the words, or a name; where no entry holds all of them, any of them."""
        found = self.opened.find(ask)
        if understood.loose is None or found.total > FEW or (understood.named and found.total):
            return found, ()
        if found.total and self.opened.find(replace(ask, tree=understood.all_words, count=(), limit=0)).total:
            return found, ()
        loose = self.opened.find(replace(ask, tree=understood.loose))
        meets = " that meets the filters" if ask.filters else ""
        return loose, (f"No entry{meets} holds all the words, so entries with any of them are shown.",) if loose.total else ()

    def _hit(self, id: str, score: float, ask: Ask, excerpts: Excerpts | None) -> Hit:
        document = self.content.documents[id]
        number = first_part([part.facets for part in document.parts], ask) if ask.filters else None
        shown = document.shown if number is None else document.parts[number].shown
        pieces, matched = excerpts.told(document.texts) if excerpts else ((), ())
        return Hit(
            id=id,
            kind=document.kind,
            title=document.title,
            certainty=shown.certainty,
            magnitude=shown.magnitude,
            result=shown.result,
            score=round(score, 4),
            url=document.url,
            excerpt=pieces,
            finding=shown.finding,
            matched=matched,
        )
