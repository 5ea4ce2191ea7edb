"""A collection in a real cluster: published in one step, by several jobs at once, and again after
edits and failures.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cluster.nodes import Nodes
from conftest import Run
from factories import a_library, an_intervention
from kb.model.library import Library
from search.answering.results import Request
from search.engines.opensearch import cluster_index
from search.engines.opensearch.cluster_engine import MAKER
from search.engines.opensearch.cluster_index import ClusterIndex
from search.engines.opensearch.index_mapping import index_body
from search.engines.opensearch.publications import Publications
from search.engines.protocol import Unavailable
from search.indexing.fields import WEIGHTING
from search.publishing import publish
from search.stored_collection import open_published
from small_collection import write_collection


@pytest.fixture
def publications(cluster: Nodes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Publications:
    """A collection of its own in the cluster."""
    name = "".join(one for one in tmp_path.name if one.isalnum()).lower()
    monkeypatch.setenv("KB_OPENSEARCH_PREFIX", f"kb-{name}")
    monkeypatch.setattr(cluster_index, "QUIET", 1.0)
    return MAKER.publications()


def a_collection(summary: str = "Made up.") -> Library:
    others = (an_intervention(id=f"other{number}", name=f"Other {number}") for number in range(9))
    return a_library(an_intervention(summary=summary), *others)


ALL = a_collection().size


def names(found: Publications) -> list[str]:
    return [index.name for index in found._newest_first()]


def published(found: Publications) -> str:
    current = found.current()
    assert current
    return current.name


def unfinished(found: Publications, hash: str) -> ClusterIndex:
    """What a job leaves that was killed."""
    index = found.index(hash)
    body = index_body(found.cluster.settings, WEIGHTING, {"format": found.format})
    found.cluster.ask(lambda client: client.indices.create(index=index.name, body=body))
    return index


def test_what_is_published_is_what_readers_get(publications: Publications, tmp_path: Path) -> None:
    assert publications.current() is None
    done = publish(a_collection(), tmp_path)
    assert (done.entries, done.sent, done.name) == (ALL, ALL, published(publications))
    opened = open_published()
    assert opened
    assert opened.name == done.name
    assert [hit.id for hit in opened.search(Request("yoga")).hits][0] == "yoga"
    assert open_published(known=done.name) is None


def test_publishing_again_sends_nothing(publications: Publications, tmp_path: Path) -> None:
    first, second = publish(a_collection(), tmp_path), publish(a_collection(), tmp_path)
    assert second == first._replace(sent=0)


def test_an_edit_sends_only_what_changed(publications: Publications, tmp_path: Path) -> None:
    before = publish(a_collection(), tmp_path)
    done = publish(a_collection("Something else."), tmp_path)
    assert (done.sent, done.name) == (1, published(publications))
    assert before.name in names(publications)


@pytest.mark.full
def test_old_indexes_are_dropped_but_for_the_last(
    publications: Publications, tmp_path: Path
) -> None:
    done = [publish(a_collection(f"Version {number}."), tmp_path) for number in range(5)]
    assert names(publications) == [one.name for one in reversed(done[2:])]
    assert done[3].dropped == (done[0].name,)


def test_what_a_failed_job_left_is_dropped_by_the_next(
    publications: Publications, tmp_path: Path
) -> None:
    left = unfinished(publications, "a" * 32)
    assert publish(a_collection(), tmp_path).dropped == (left.name,)


def test_a_job_goes_on_where_the_same_one_failed(
    publications: Publications, tmp_path: Path
) -> None:
    name = publish(a_collection(), tmp_path).name
    publications.index(name.rpartition("-")[2]).drop()
    index = unfinished(publications, name.rpartition("-")[2])
    assert publish(a_collection(), tmp_path).sent == ALL
    assert published(publications) == index.name


def test_an_alias_that_points_at_nothing_whole_is_mended_by_the_next_job(
    publications: Publications, tmp_path: Path
) -> None:
    publications.publish(unfinished(publications, "a" * 32))
    with pytest.raises(Unavailable, match="^Nothing that this version can read is published as"):
        open_published()
    done = publish(a_collection(), tmp_path)
    assert (done.sent, done.name) == (ALL, published(publications))


def test_two_jobs_at_once_agree(publications: Publications, tmp_path: Path) -> None:
    publish(a_collection("Before."), tmp_path)
    with ThreadPoolExecutor(2) as jobs:
        first, second = jobs.map(lambda _: publish(a_collection(), tmp_path), range(2))
    assert first.name == second.name == published(publications)
    assert len(names(publications)) == 2


def test_an_index_of_another_version_is_written_again(
    publications: Publications, tmp_path: Path
) -> None:
    done = publish(a_collection(), tmp_path)
    index = publications.index(done.name.rpartition("-")[2])
    other = {"_meta": {"format": "another", "count": ALL, "whole": index.name}}
    index.cluster.ask(lambda client: client.indices.put_mapping(index=index.name, body=other))
    assert publications.current() is None
    with pytest.raises(Unavailable, match="^Nothing that this version can read is published as"):
        open_published()
    assert publish(a_collection(), tmp_path).sent == ALL
    assert published(publications) == index.name


def test_an_index_that_lacks_documents_is_not_published(
    publications: Publications, tmp_path: Path
) -> None:
    before = publish(a_collection("Before."), tmp_path)
    index = publications.index("b" * 32)
    with pytest.raises(Unavailable, match=f"holds {ALL - 1} documents instead of {ALL}"):
        index.edit(publications.index(before.name.rpartition("-")[2]), ("yoga",), (), WEIGHTING)
        index._finish(ALL)
    assert published(publications) == before.name


def test_the_command_publishes(publications: Publications, tmp_path: Path, kb: Run) -> None:
    folder = write_collection(tmp_path / "evidence")
    words = ("index", "--engine", "opensearch", "--evidence", folder, "--index", tmp_path)
    done = kb(*words)
    name = published(publications)
    assert done.stdout == f"Published 7 entries as {publications.alias} ({name}), 7 sent\n"
    found = kb("search", "hopping", *words[1:])
    assert "Hopping" in found.stdout
