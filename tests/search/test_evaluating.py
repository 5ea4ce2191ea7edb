"""A judged collection is measured with the search's own analysis and ranking."""

import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from search.answering.similar_documents import SHARE, smoothed, vector
from search.evaluating import Judged, evaluate, read
from search.opening import ENGINES

DOCUMENTS = [
    {"_id": "heat", "title": "Heat wraps", "text": "Warmth on the back for a few hours."},
    {"_id": "yoga", "title": "Yoga", "text": "Postures and breathing in a class."},
    {"_id": "cold", "title": "Ice packs", "text": "Cold on the back; compared with heat wraps."},
]
QUERIES = [
    {"_id": "1", "text": "does yoga help"},
    {"_id": "2", "text": "heat wrap"},
    {"_id": "3", "text": "nobody judged this"},
]
QRELS = "query-id\tcorpus-id\tscore\n1\tyoga\t1\n2\theat\t2\n2\tcold\t1\n2\tyoga\t0\n"


def written(folder: Path, qrels: str = QRELS) -> tuple[Path, Path, Path]:
    """The judged collection as files."""
    paths = folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv"
    for path, rows in zip(paths, (DOCUMENTS, QUERIES), strict=False):
        path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    paths[2].write_text(qrels, encoding="utf-8")
    return paths


def test_right_documents_in_order_measure_as_worked_out_by_hand(
    tmp_path: Path, engine_name: str
) -> None:
    found = evaluate(read(*written(tmp_path)), engine_name)
    assert {name: found[name] for name in ("ndcg@10", "recall@100", "map", "p@10")} == {
        "ndcg@10": 1.0,
        "recall@100": 1.0,
        "map": 1.0,
        "p@10": 0.15,
    }
    assert found["qps"] > 0


def test_the_better_document_behind_the_worse_costs_gain(tmp_path: Path) -> None:
    swapped = QRELS.replace("heat\t2", "heat\t1").replace("cold\t1", "cold\t2")
    # of query 2: (1 + 2 / log2 3) / (2 + 1 / log2 3); of query 1: 1
    assert evaluate(read(*written(tmp_path, swapped)), ENGINES[0])["ndcg@10"] == pytest.approx(
        (1 + 2.26186 / 2.63093) / 2, abs=1e-4
    )


def others(count: int) -> dict[str, tuple[str, str]]:
    """Documents that share no word with any other."""
    return {f"other {number}": ("", f"alone{number} apart{number}") for number in range(count)}


def test_among_the_equally_good_those_with_the_better_neighbours_are_first(
    engine_name: str,
) -> None:
    documents = {
        "a": ("", "cold idles oddly"),
        "b": ("", "cold is what many long words here say little of"),
        "c": ("", "wind blows softly"),
        "d": ("", "wind over any hill at night may tell lots"),
        "e": ("", "rain falls gently"),
        "f": ("", "rain upon roofs down those streets can wake us"),
        "y": ("", "heat eases cramp"),
        "z": ("", "heat eases cramp"),
        **others(60),
    }
    assert (
        evaluate(
            Judged(documents, {"1": "heat cold wind rain"}, {"1": {"y": 1, "z": 1}}), engine_name
        )["ndcg@10"]
        == 1.0
    )


def test_one_rare_word_outweighs_three_common_ones_as_in_lucene() -> None:
    common = {
        f"{word} {number}": ("", f"{word} alone{number} apart{number}")
        for word in ("one", "two", "three")
        for number in range(19)
    }
    documents = {"all common": ("", "one two three"), "rare": ("", "rare plain odd"), **common}
    assert (
        evaluate(Judged(documents, {"1": "rare one two three"}, {"1": {"rare": 1}}), ENGINES[0])[
            "ndcg@10"
        ]
        == 1.0
    )


def test_what_answers_in_no_way_is_not_found() -> None:
    documents = {"said": ("", "heat eases cramp"), **others(40)}
    assert (
        evaluate(Judged(documents, {"1": "heat"}, {"1": {"said": 1, "other 1": 1}}), ENGINES[0])[
            "recall@100"
        ]
        == 0.5
    )


def test_neighbours_are_heard_by_their_likeness() -> None:
    held = [Counter("ab"), Counter("aab"), Counter("bc"), Counter("d")]
    idf = {"a": 3.0, "b": 2.5, "c": 4.0, "d": 5.0, "often held": 2.3}
    vectors = [vector(one, idf.__getitem__) for one in held]
    twice = (1 + math.log(2)) * 3.0
    near = (3.0 * twice + 2.5**2) / math.hypot(3.0, 2.5) / math.hypot(twice, 2.5)
    far = 2.5**2 / math.hypot(3.0, 2.5) / math.hypot(2.5, 4.0)
    scores = smoothed(np.array([1.0, 2.0, 4.0, 3.0]), vectors)
    heard = (2 * near + 4 * far) / (near + far)
    assert scores[0] == pytest.approx((1 - SHARE) * 1.0 + SHARE * heard)
    assert scores[3] == pytest.approx(3.0)  # like no other: its score is its own


def test_what_a_tenth_of_the_documents_hold_makes_nothing_alike() -> None:
    assert not len(vector({"often held": 3}, {"often held": math.log(9)}.__getitem__).terms)


def test_few_or_no_hits_keep_their_scores() -> None:
    alone = vector({"a": 1}, lambda _: 3.0)
    assert smoothed(np.array([]), []).tolist() == []
    assert smoothed(np.array([2.0]), [alone]).tolist() == [2.0]
