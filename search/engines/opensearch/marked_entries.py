"""Questions about many entries (`kb/model/marked.py`) as the cluster takes them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kb.model.marked import MOST, Found, Question
from kb.overviews.found_rows import BY_DESIGN
from kb.overviews.marks_in_memory import LAST
from kb.used_lately import Used
from search.engines.opensearch.cluster_engine import OpenSearchEngine
from search.engines.opensearch.index_mapping import (
    CELL_ORDERS,
    FINDINGS,
    LOOKED_FOR,
    MARKS,
    ORDERS,
    WINDOW,
    by,
)
from search.engines.opensearch.search_body import VALUES, Body

REMEMBERED = 20_000  # ids and counts in answers
PLACE = f"{ORDERS}.place"
# The rank in one cell, if the entry has it.
IN_CELL = f"""
for (String one : doc['{CELL_ORDERS}']) {{
  if (one.startsWith(params.begin)) {{ return one.substring(params.begin.length()); }}
}}
return '{LAST}';
"""


class ClusterMarked:
    """Answers questions from an index that never changes, and remembers those of late."""

    def __init__(self, engine: OpenSearchEngine) -> None:
        self._engine = engine
        self._used = Used[Found](REMEMBERED, lambda found: 1 + len(found.ids) + len(found.counts))

    def find(self, questions: Sequence[Question]) -> list[Found]:
        """The answers, in one round trip, and one more for each window of hits that lie behind."""
        known = {repr(one): self._used.get(repr(one)) for one in questions}
        new = {repr(one): one for one in questions if not known[repr(one)]}
        bodies = [_body(one) for one in new.values()]
        answers = self._engine.ask(bodies) if bodies else []
        for (key, question), body, answer in zip(new.items(), bodies, answers, strict=True):
            known[key] = self._used.put(key, self._found(question, body, answer))
        return [found for one in questions if (found := known[repr(one)])]

    def findings(self, question: Question) -> Found:
        """The answer to a question about findings; those that lie far behind are asked for in
        steps.
        """
        key = f"findings {question!r}"
        return self._used.get(key) or self._used.put(key, self._found_findings(question))

    def _found_findings(self, question: Question) -> Found:
        last, after, total, at, ids = question.offset + question.limit, "", 0, 0, list[str]()
        while True:
            size = max(1, min(WINDOW, last - at))
            (answer,) = self._engine.ask([_findings_body(question, after, size)])
            found = answer["aggregations"]["findings"]["chosen"]
            total = total or found["doc_count"]
            keys = [one["key"] for one in found["places"]["buckets"]]
            ids += (
                key.rpartition(" ")[2] for key in keys[max(0, question.offset - at) : last - at]
            )
            at += len(keys)
            if at >= last or len(keys) < size:
                return Found(total, tuple(ids[: question.limit]), {})
            after = keys[-1]

    def _found(self, question: Question, body: Body, answer: Body) -> Found:
        total = answer["hits"]["total"]["value"]
        hits: Iterable[Body] = answer["hits"]["hits"]
        if question.offset + question.limit > WINDOW:
            hits = self._engine.behind(body, answer, question.offset, question.limit)
        counted = answer.get("aggregations", {}).get("marks", {"buckets": []})["buckets"]
        counts = {one["key"]: one["doc_count"] for one in counted}
        return Found(total, tuple(hit["_id"] for hit in hits), counts)


def _body(question: Question) -> Body:
    wanted: list[Body] = [{"terms": {MARKS: sorted(one)}} for one in question.having]
    wanted += [{"wildcard": {LOOKED_FOR: f"*{escaped(word)}*"}} for word in question.words]
    if question.below:
        of, limit = question.below
        wanted.append({"range": {f"{ORDERS}.{of}": {"lt": limit}}})
    lacking = [{"terms": {MARKS: sorted(question.lacking)}}] if question.lacking else []
    most = [
        {"constant_score": {"filter": {"term": {MARKS: mark}}}}
        for mark in sorted(question.having[0] if question.order == MOST else ())
    ]
    last = question.offset + question.limit
    within: Body = {"from": question.offset, "size": question.limit}
    body: Body = {
        "query": {
            "bool": {
                "filter": wanted or [{"exists": {"field": MARKS}}],
                "must_not": lacking,
                "should": most,
            }
        },
        "sort": _order(question.order),
        "_source": False,
        "track_total_hits": True,
        **(within if last <= WINDOW else {"size": WINDOW}),
    }
    return body | ({"aggs": _counted(question.counted)} if question.counted else {})


def _findings_body(question: Question, after: str, size: int) -> Body:
    """Findings by their places, which tell their ids."""
    place = f"{FINDINGS}.{ORDERS}.{question.order}"
    wanted: list[Body] = [
        {"terms": {f"{FINDINGS}.{MARKS}": sorted(one)}} for one in question.having
    ]
    wanted += [{"range": {place: {"gt": after}}}] if after else []
    chosen: Body = {"bool": {"filter": wanted}}
    places = {"terms": {"field": place, "order": {"_key": "asc"}, "size": size}}
    return {
        "query": {"nested": {"path": FINDINGS, "query": chosen}},
        "size": 0,
        "aggs": {
            "findings": {
                "nested": {"path": FINDINGS},
                "aggs": {"chosen": {"filter": chosen, "aggs": {"places": places}}},
            }
        },
    }


def escaped(word: str) -> str:
    """A word without what stands for others."""
    return re.sub(r"([\\*?])", r"\\\1", word.encode(errors="replace").decode())


def _counted(begin: str) -> Body:
    """How many have each mark that begins so."""
    escaped = re.sub(r"([^a-zA-Z0-9 ])", r"\\\1", begin)
    return {"marks": {"terms": {"field": MARKS, "include": f"{escaped}.*", "size": VALUES}}}


def _order(order: str) -> list[Any]:
    """Equals by name in an order by cell, and at last by their place."""
    if order == MOST:
        return ["_score", by(PLACE)]
    if order == BY_DESIGN:
        return [by(f"{ORDERS}.{BY_DESIGN}"), by(f"{ORDERS}.dated", "desc")]
    if " " not in order:
        return [*map(by, dict.fromkeys((f"{ORDERS}.{order}", PLACE)))]
    script = {"source": IN_CELL, "params": {"begin": f"{order} "}}
    by_rank = {"_script": {"type": "string", "script": script}}
    return [by_rank, by(f"{ORDERS}.name"), by(PLACE)]
