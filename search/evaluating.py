"""Evaluates search ranking on a judged collection in BEIR format.

Uses the same analysis, engine, scoring and score smoothing as for readers. A query matches on any
of its words; readers' queries are also interpreted with the vocabulary and ranked by passages.
"""

import json
import math
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.answering.passage_ranking import WINDOW
from search.answering.similar_documents import LEAST_WORDS, smoothed, vector
from search.engines.protocol import (
    MOST_LEAVES,
    AnalysedDocument,
    Attributes,
    Engine,
    EngineRequest,
    Field,
    Weighting,
)
from search.engines.query_tree import Or, Term, bounded
from search.opening import engine_maker
from search.text.analyzer import Terms, analyzer
from search.text.english import STOP_WORDS
from search.text.tokenizer import words

# A title counts a little more than other text; a greater weight gains nothing on the collections
# this was tuned on.
PASSAGES = Weighting({"whole": Field(1.0), "title": Field(0.3, length=0.5)})
DEEP, TOP = 100, 10


class Unjudged(ValueError):
    """The judged collection can't be read; the message gives file, line and what was expected."""


@dataclass(frozen=True)
class Judged:
    """Documents as (title, text) and queries, by id.

    `grades` has the relevant documents of each judged query with their grades, from 1 up.
    """

    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def read(corpus: Path, queries: Path, qrels: Path) -> Judged:
    """Read a collection in BEIR format.

    Corpus and queries are JSON lines with `_id`, `text` and, for documents, `title`. Judgements are
    tab-separated query, document and grade, with a header line. Raises Unjudged for malformed
    lines, OSError if a file can't be read.
    """
    documents = {row["_id"]: (row.get("title", ""), row["text"]) for row in _rows(corpus)}
    texts = {row["_id"]: row["text"] for row in _rows(queries)}
    grades: dict[str, dict[str, int]] = {}
    for query, document, grade in _judgements(qrels):
        if grade > 0:
            grades.setdefault(query, {})[document] = grade
    if not documents or not grades.keys() & texts.keys():
        raise Unjudged(
            f"{qrels}: no query in {queries} has a relevant document, so there's nothing to measure"
        )
    return Judged(documents, {id: text for id, text in texts.items() if id in grades}, grades)


def evaluate(judged: Judged, engine: str) -> dict[str, float]:
    """Return means over the judged queries, and queries per second.

    The measures are nDCG@10, recall@100, average precision (`map`) over the first 100, and
    precision@10, each from 0 to 1.
    """
    ranking = _Ranking(judged.documents, engine)
    began = time.perf_counter()
    runs = {id: ranking.ranked(text) for id, text in judged.queries.items()}
    seconds = time.perf_counter() - began
    ranking.close()
    measured = [_measures(run, judged.grades[id]) for id, run in runs.items()]
    means = [sum(column) / len(measured) for column in zip(*measured, strict=True)]
    names = ("ndcg@10", "recall@100", "map", "p@10")
    return {
        **{name: round(mean, 4) for name, mean in zip(names, means, strict=True)},
        "qps": round(len(runs) / seconds, 1),
    }


class _Ranking:
    """Judged documents, indexed by one engine."""

    def __init__(self, documents: Mapping[str, tuple[str, str]], engine: str) -> None:
        self._analyzer = analyzer()
        self._ids = sorted(documents)
        read = {id: tuple(map(self._analyzer.terms, documents[id])) for id in self._ids}
        term_counts = {id: Counter(title + text) for id, (title, text) in read.items()}
        self._documents_with = Counter(term for counts in term_counts.values() for term in counts)
        self._vectors = {id: vector(counts, self._idf) for id, counts in term_counts.items()}
        self._folder = tempfile.TemporaryDirectory(prefix="kb-eval-")
        maker, folder = engine_maker(engine), Path(self._folder.name)
        maker.write((_analysed(id, both) for id, both in read.items()), folder, PASSAGES)
        self._engine: Engine = maker.open(folder, PASSAGES)

    def ranked(self, query: str) -> list[str]:
        """The ids of the best documents, best first."""
        terms = (self._analyzer.term(word) for word in words(query) if word not in STOP_WORDS)
        counts = Counter(term for term in terms if self._documents_with[term])
        parts = tuple(Term(term, (), count * self._factor(term)) for term, count in counts.items())
        tree = bounded(Or(parts), MOST_LEAVES)
        found = self._engine.find(EngineRequest(tree, limit=DEEP)).hits
        if len(counts) < LEAST_WORDS:
            return [id for id, _ in found]
        first = [id for id, _ in found[:WINDOW]]
        own = np.array([score for _, score in found[:WINDOW]])
        scores = smoothed(own, [self._vectors[id] for id in first])
        ranked = [first[place] for place in np.argsort(-scores, kind="stable").tolist()]
        return [*ranked, *(id for id, _ in found[WINDOW:])]

    def close(self) -> None:
        """Close the engine and remove its files."""
        self._engine.close()
        self._folder.cleanup()

    def _factor(self, term: str) -> float:
        """The ratio of Lucene's idf, which gives rare terms more weight, to the engines' idf.

        Lucene's is ln(1 + (n - df + 0.5) / (df + 0.5)), with df the documents that have the term.
        """
        count, held = len(self._ids), self._documents_with[term]
        lucene = math.log(1 + (count - held + 0.5) / (held + 0.5))
        return lucene / (self._idf(term) + 1)

    def _idf(self, term: str) -> float:
        return math.log(len(self._ids) / (self._documents_with[term] + 1))


def _analysed(id: str, title_and_text: tuple[Terms, ...]) -> AnalysedDocument:
    fields = {"whole": title_and_text, "title": title_and_text[:1]}
    return AnalysedDocument(id, fields, Attributes(id))


def _measures(run: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    right = [id in grades for id in run]
    best = _gain(sorted(grades.values(), reverse=True)[:TOP])
    precision = sum(
        sum(right[: place + 1]) / (place + 1) for place, hit in enumerate(right) if hit
    ) / len(grades)
    return (
        _gain([grades.get(id, 0) for id in run[:TOP]]) / best,
        sum(right) / len(grades),
        precision,
        sum(right[:TOP]) / TOP,
    )


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except UnicodeDecodeError:
        raise Unjudged(f"{path}: expected UTF-8 text") from None


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    """Query, document and grade of each line after the first."""
    for number, line in _lines(path):
        if number == 1:
            continue
        try:
            query, document, grade, *_ = line.rstrip("\n").split("\t")
            yield query, document, int(grade)
        except ValueError:
            raise Unjudged(
                f"{path}:{number}: expected a query, a document and a whole number,"
                " separated by tabs"
            ) from None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or not all(
            isinstance(row.get(name), str) for name in ("_id", "text")
        ):
            raise Unjudged(
                f'{path}:{number}: expected a JSON object with "_id" and "text" as strings'
            )
        if not isinstance(row.get("title", ""), str):
            raise Unjudged(f'{path}:{number}: expected "title" as a string')
        yield row
