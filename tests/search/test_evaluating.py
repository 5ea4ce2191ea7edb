"""A judged collection is measured with the search's own analysis and ranking."""

import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from conftest import Run
from search.answering.similar_documents import NEAREST, SHARE, neighbours
from search.evaluating import Judged, Unjudged, evaluate, read
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


@pytest.mark.parametrize("engine", ENGINES)
def test_right_documents_in_order_measure_as_worked_out_by_hand(
    tmp_path: Path, engine: str
) -> None:
    found = evaluate(read(*written(tmp_path)), engine)
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


@pytest.mark.parametrize("engine", ENGINES)
def test_a_document_is_found_by_what_its_neighbour_says(engine: str) -> None:
    documents = {
        "said": ("", "heat eases cramp at night"),
        "meant": ("", "warmth eases cramp at night"),
        **others(40),
    }
    judged = Judged(documents, {"1": "heat"}, {"1": {"meant": 1}})
    # second, behind the one that says it
    assert evaluate(judged, engine)["ndcg@10"] == pytest.approx(1 / math.log2(3), abs=1e-4)


@pytest.mark.parametrize("engine", ENGINES)
def test_among_the_equally_good_those_with_the_better_neighbours_are_first(engine: str) -> None:
    documents = {
        "a": ("", "cold idles oddly"),
        "b": ("", "cold is what many long words here say little of"),
        "y": ("", "heat eases cramp"),
        "z": ("", "heat eases cramp"),
        **others(60),
    }
    assert (
        evaluate(Judged(documents, {"1": "heat cold"}, {"1": {"y": 1, "z": 1}}), engine)["ndcg@10"]
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
    held = [
        Counter("abe"),
        Counter("aabe"),
        Counter("bce"),
        *(Counter(["e", f"alone{number}"]) for number in range(57)),
    ]
    once, twice = math.log(60 / 2), (1 + math.log(2)) * math.log(60 / 2)  # of a, which two hold
    other = math.log(
        60 / 3
    )  # of b, which three hold; c is held by one, e by all: they tell nothing
    near = (once * twice + other**2) / math.hypot(once, other) / math.hypot(twice, other)
    far = other / math.hypot(once, other)
    made = neighbours(held)
    assert made.places.shape == (60, NEAREST)
    assert made.places[0, :2].tolist() == [1, 2]
    assert made.weights[0] == pytest.approx([near / (near + far), far / (near + far), 0, 0, 0])
    scores = np.zeros(60)
    scores[[0, 1, 2, 59]] = 1.0, 2.0, 4.0, 3.0
    smoothed = made.smoothed(scores)
    assert smoothed[0] == pytest.approx(
        (1 - SHARE) * 1.0 + SHARE * (2 * near + 4 * far) / (near + far)
    )
    assert smoothed[59] == pytest.approx(3.0)  # like no other: its score is its own


@pytest.mark.parametrize(
    ("qrels", "said"),
    [
        ("a\tb\tc\n1\tyoga\tmuch\n", "qrels.tsv:2"),
        ("a\tb\tc\n9\tyoga\t1\n", "nothing can be measured"),
    ],
)
def test_what_cannot_be_read_names_its_line(tmp_path: Path, qrels: str, said: str) -> None:
    with pytest.raises(Unjudged, match=said):
        read(*written(tmp_path, qrels))


def test_a_document_without_an_id_names_its_line(tmp_path: Path) -> None:
    paths = written(tmp_path)
    paths[0].write_text('{"_id": "a", "text": "b"}\n{"text": "no id"}\n', encoding="utf-8")
    with pytest.raises(Unjudged, match=r"corpus\.jsonl:2"):
        read(*paths)


def test_the_command_prints_the_measures(kb: Run, tmp_path: Path) -> None:
    corpus, queries, qrels = map(str, written(tmp_path))
    words = ["eval", "--corpus", corpus, "--queries", queries, "--qrels", qrels, "--json"]
    result = kb(*words)
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout).keys() == {"ndcg@10", "recall@100", "map", "p@10", "qps"}


def test_a_missing_file_is_one_sentence(kb: Run) -> None:
    words = ["eval", "--corpus", "gone.jsonl", "--queries", "gone.jsonl", "--qrels", "gone.tsv"]
    result = kb(*words)
    assert result.returncode == 2
    assert "gone.jsonl" in result.stderr
