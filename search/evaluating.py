"""How well search ranks a collection that others have judged, in BEIR form: the same analysis, engine and scores as for readers.

A query is any of its words. A document's neighbours share its score, which pays on judged collections of abstracts; readers' own
queries are understood by the evidence instead.
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

from search.answering.similar_documents import neighbours
from search.engines.arrays.ranking import best
from search.engines.protocol import (
    AnalysedDocument,
    Attributes,
    Engine,
    EngineRequest,
    Field,
    Weighting,
)
from search.engines.query_tree import Or, Term
from search.opening import MAKERS
from search.text.tokenizer import STOP_WORDS, terms, tokens

# A title counts once more than the words around it, a little; more buys nothing on the collections this was tuned on.
PASSAGES = Weighting({"whole": Field(1.0), "title": Field(0.15, length=0.5)})
DEEP, TOP = 100, 10


class Unjudged(ValueError):
    """A judged collection that can't be read; the text names file, line and what is wanted."""


@dataclass(frozen=True)
class Judged:
    """Documents as (title, text) and queries by id, and for each judged query its right documents with their grades from 1 up."""

    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def read(corpus: Path, queries: Path, qrels: Path) -> Judged:
    """A collection in BEIR form: `_id`, `title`, `text` by line of JSON; judgements as query, document, score by tab, under a heading.

    Raises Unjudged where a line is something else, OSError where a file can't be read.
    """
    documents = {row["_id"]: (row.get("title", ""), row["text"]) for row in _rows(corpus)}
    asked = {row["_id"]: row["text"] for row in _rows(queries)}
    grades: dict[str, dict[str, int]] = {}
    for number, line in _lines(qrels):
        row = line.rstrip("\n").split("\t")
        if number == 1:
            continue
        try:
            query, document, grade = row[0], row[1], int(row[2])
        except (IndexError, ValueError):
            raise Unjudged(
                f"{qrels}:{number}: wanted a query, a document and a whole number, with tabs between them"
            ) from None
        if grade > 0:
            grades.setdefault(query, {})[document] = grade
    if not documents or not grades.keys() & asked.keys():
        raise Unjudged(
            f"{qrels}: no query of {queries} has a right document there, so nothing can be measured"
        )
    return Judged(documents, {id: text for id, text in asked.items() if id in grades}, grades)


def evaluate(judged: Judged, engine: str) -> dict[str, float]:
    """The means over judged queries of nDCG@10, recall@100, average precision to 100 and precision at 10; and queries per second."""
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
        self._ids = sorted(documents)
        self._places = {id: place for place, id in enumerate(self._ids)}
        read = {id: tuple(map(terms, documents[id])) for id in self._ids}
        held = [Counter(title + text) for title, text in read.values()]
        self._by = Counter(term for words in held for term in words)
        self._neighbours = neighbours(held)
        self._folder = tempfile.TemporaryDirectory(prefix="kb-eval-")
        maker, folder = MAKERS[engine], Path(self._folder.name)
        maker.write(
            (
                AnalysedDocument(id, {"whole": both, "title": both[:1]}, Attributes(id))
                for id, both in read.items()
            ),
            folder,
            PASSAGES,
        )
        self._engine: Engine = maker.open(folder, PASSAGES)

    def ranked(self, query: str) -> list[str]:
        """The best documents, the best first."""
        typed = Counter(
            token.term
            for token in tokens(query)
            if token.word not in STOP_WORDS and self._by[token.term]
        )
        parts = tuple(Term(term, (), count * self._rarer(term)) for term, count in typed.items())
        scores = np.zeros(len(self._ids))
        for id, score in self._engine.find(EngineRequest(Or(parts), limit=len(self._ids))).hits:
            scores[self._places[id]] = score
        smoothed = self._neighbours.smoothed(scores)
        return [self._ids[place] for place in best(smoothed, DEEP).tolist() if smoothed[place] > 0]

    def close(self) -> None:
        """Let go of the engine and its files."""
        self._engine.close()
        self._folder.cleanup()

    def _rarer(self, term: str) -> float:
        """From the engines' idf to Lucene's, which makes more of rare words: ln(1 + (n - held + 0.5) / (held + 0.5))."""
        count, held = len(self._ids), self._by[term]
        return math.log(1 + (count - held + 0.5) / (held + 0.5)) / (
            math.log(count / (held + 1)) + 1
        )


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
        raise Unjudged(f"{path}: wanted text in UTF-8") from None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or not all(
            isinstance(row.get(name), str) for name in ("_id", "text")
        ):
            raise Unjudged(f'{path}:{number}: wanted a JSON object with "_id" and "text" as texts')
        if not isinstance(row.get("title", ""), str):
            raise Unjudged(f'{path}:{number}: wanted "title" as text')
        yield row
