"""A judged collection is measured with the search's own analysis and ranking."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from search.evaluating import Unjudged, evaluate, read
from search.opening import ENGINES

DOCUMENTS = [
    {"_id": "heat", "title": "Heat wraps", "text": "Warmth on the back for a few hours."},
    {"_id": "yoga", "title": "Yoga", "text": "Postures and breathing in a class."},
    {"_id": "cold", "title": "Ice packs", "text": "Cold on the back; compared with heat wraps."},
]
QUERIES = [{"_id": "1", "text": "does yoga help"}, {"_id": "2", "text": "heat wrap"}, {"_id": "3", "text": "nobody judged this"}]
QRELS = "query-id\tcorpus-id\tscore\n1\tyoga\t1\n2\theat\t2\n2\tcold\t1\n2\tyoga\t0\n"


def written(folder: Path, qrels: str = QRELS) -> tuple[Path, Path, Path]:
    """The judged collection as files."""
    paths = folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv"
    for path, rows in zip(paths, (DOCUMENTS, QUERIES), strict=False):
        path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    paths[2].write_text(qrels, encoding="utf-8")
    return paths


@pytest.mark.parametrize("engine", ENGINES)
def test_right_documents_in_order_measure_as_worked_out_by_hand(tmp_path: Path, engine: str) -> None:
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
    assert evaluate(read(*written(tmp_path, swapped)), ENGINES[0])["ndcg@10"] == pytest.approx((1 + 2.26186 / 2.63093) / 2, abs=1e-4)


@pytest.mark.parametrize(
    ("qrels", "said"), [("a\tb\tc\n1\tyoga\tmuch\n", "qrels.tsv:2"), ("a\tb\tc\n9\tyoga\t1\n", "nothing can be measured")]
)
def test_what_cannot_be_read_names_its_line(tmp_path: Path, qrels: str, said: str) -> None:
    with pytest.raises(Unjudged, match=said):
        read(*written(tmp_path, qrels))


def test_a_document_without_an_id_names_its_line(tmp_path: Path) -> None:
    paths = written(tmp_path)
    paths[0].write_text('{"_id": "a", "text": "b"}\n{"text": "no id"}\n', encoding="utf-8")
    with pytest.raises(Unjudged, match=r"corpus\.jsonl:2"):
        read(*paths)


def test_the_command_prints_the_measures(tmp_path: Path) -> None:
    corpus, queries, qrels = map(str, written(tmp_path))
    words = ["eval", "--corpus", corpus, "--queries", queries, "--qrels", qrels, "--json"]
    ran = subprocess.run([str(Path(sys.executable).with_name("kb")), *words], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout).keys() == {"ndcg@10", "recall@100", "map", "p@10", "qps"}


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    words = ["eval", "--corpus", "gone.jsonl", "--queries", "gone.jsonl", "--qrels", "gone.tsv"]
    ran = subprocess.run([str(Path(sys.executable).with_name("kb")), *words], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ran.returncode == 2
    assert "gone.jsonl" in ran.stderr
    assert "Traceback" not in ran.stderr
