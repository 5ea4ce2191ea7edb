"""Trees as engines take them: never more leaves than are asked for."""

import pytest

from search.engines.protocol import MOST_LEAVES, EngineRequest
from search.engines.query_tree import And, Node, Not, Or, Term, bounded, leaves

WORDS = tuple(Term(f"word{number}") for number in range(10))


@pytest.mark.parametrize("most", [1, 3, 7, 30])
@pytest.mark.parametrize(
    "tree", [Or(WORDS), And(WORDS), And((Or(WORDS), Or(WORDS), Not(Term("no")))), WORDS[0]]
)
def test_a_bounded_tree_keeps_its_first_leaves(tree: Node, most: int) -> None:
    kept = bounded(tree, most)
    assert 0 < leaves(kept) <= most
    assert kept == tree or leaves(tree) > most


def test_what_is_excluded_stays_excluded() -> None:
    kept = bounded(And((*WORDS, Not(Term("no")))), 3)
    assert isinstance(kept, And)
    assert Not(Term("no")) in kept.parts


def test_an_engine_is_asked_for_no_larger_tree() -> None:
    with pytest.raises(ValueError, match="leaves"):
        EngineRequest(Or(WORDS * MOST_LEAVES))
