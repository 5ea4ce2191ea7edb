"""Questions about many entries have the same answers in memory and from a real cluster."""

from pathlib import Path

import pytest

from cluster.nodes import Nodes
from kb.export.citations import looked_for
from kb.loading import load
from kb.model.library import Library
from kb.model.marked import MOST, Question
from kb.overviews.claim_lists import BY_SUBJECT, CLAIMS, about_mark, subject_mark, verdict_mark
from kb.overviews.evidence_table import GROUPS, Setting, cell_mark, columns
from kb.overviews.findings_list import ORDERS, USABLE, all_findings
from kb.overviews.found_rows import BY_DESIGN, INTERVENTIONS, SOURCES, category_mark, design_mark
from kb.overviews.freshness import REVIEWED
from kb.overviews.marks_in_memory import MarksInMemory
from search.engines.opensearch import cluster_engine, marked_entries
from search.publishing import publish
from search.stored_collection import open_published
from small_collection import write_collection


def questions(library: Library) -> list[Question]:
    """Of every kind, each with its first hundred."""
    first = Question((INTERVENTIONS,), limit=100)
    stage, outcome = next(iter(library.vocabulary.stages)), columns(library)[0]
    category = frozenset({category_mark(next(iter(library.vocabulary.categories)))})
    marks = frozenset(cell_mark(Setting(stage, group), outcome) for group in GROUPS)
    cell = cell_mark(Setting(stage, GROUPS[0]), outcome)
    sources = first._replace(having=(SOURCES,), order=BY_DESIGN)
    return [
        first,
        first._replace(order="name", offset=2),
        first._replace(having=(category,), order="category", counted=category_mark("")),
        first._replace(lacking=category, order="fullest"),
        first._replace(having=(marks,), order=MOST),
        first._replace(order=f"magnitude {cell}"),
        first._replace(order=f"certainty {cell}"),
        first._replace(order="searched", below=("searched-until", "2022-06-30")),
        first._replace(having=(REVIEWED,), order="reviewed", below=("reviewed", "2099-01-01")),
        first._replace(having=(CLAIMS,), order=BY_SUBJECT, counted=verdict_mark("")),
        first._replace(having=(CLAIMS,), counted=subject_mark("")),
        first._replace(having=(CLAIMS,), counted=about_mark("")),
        sources._replace(counted=design_mark("")),
        *(sources._replace(words=words) for words in (("a",), ("20", ". "), ("*",), ("\\", "?"))),
        sources._replace(having=(SOURCES, frozenset({"replaced"})), order="replaced"),
    ]


def of_findings(library: Library) -> list[Question]:
    """Questions about findings."""
    row = next(all_findings(library))
    outcome = frozenset({f"outcome {row.finding.outcome}", "outcome pain"})
    first = Question((), limit=100)
    return [
        *(first._replace(order=order) for order in ORDERS),
        first._replace(having=(outcome,), order="magnitude", offset=1),
        first._replace(having=(outcome, frozenset({USABLE})), order="intervention", limit=2),
        first._replace(having=(frozenset({"stage never"}),), order="certainty"),
    ]


def differing(library: Library, directory: Path) -> list[Question]:
    """The questions that a cluster answers otherwise."""
    publish(library, directory)
    opened = open_published()
    assert opened
    cluster = opened.content.library.marked
    assert cluster
    asked, memory = questions(library), MarksInMemory(library, looked_for)
    found = zip(asked, cluster.find(asked), memory.find(asked), strict=True)
    findings = [
        one for one in of_findings(library) if cluster.findings(one) != memory.findings(one)
    ]
    return [*(question for question, theirs, ours in found if theirs != ours), *findings]


def test_a_cluster_answers_as_memory_does(
    cluster: Nodes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KB_OPENSEARCH_PREFIX", "kb-marked")
    folder = write_collection(tmp_path / "evidence")
    source = next((folder / "sources").glob("*.yaml"))
    odd = source.read_text().replace("title: ", "title: What? A * and a \\ in ", 1)
    (folder / "sources" / "odd-2001.yaml").write_text(odd)
    library = load(folder)
    assert "odd-2001" in library.sources
    assert differing(library, tmp_path) == []
    for module in (marked_entries, cluster_engine):
        monkeypatch.setattr(module, "WINDOW", 1)  # as with more than fit into one answer
    assert differing(library, tmp_path) == []


@pytest.mark.full
def test_a_cluster_answers_as_memory_does_of_the_shipped_collection(
    cluster: Nodes,
    shipped_library: Library,
    shipped_index: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KB_OPENSEARCH_PREFIX", "kb-marked-all")
    assert differing(shipped_library, shipped_index) == []
