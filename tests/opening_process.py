"""What a process does that opens an index at the same moment as others; it imports no more."""

from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from kb.loading import load
from search.answering.results import Request
from search.opening import open_index

Found = list[tuple[str, float]]


def open_with_others(
    evidence: Path, directory: Path, start: Barrier, answers: "Queue[Found]"
) -> None:
    """Open the index when all are ready, and put what a search finds into `answers`."""
    library = load(evidence)
    start.wait()
    found = open_index(library, directory).search(Request("hopping"))
    answers.put([(hit.id, hit.score) for hit in found.hits])
