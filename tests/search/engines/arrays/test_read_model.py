"""The read model: scores and matches as Whoosh has them, edits as if rebuilt, and files that are
not whole.
"""

import random
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from whoosh import index as whoosh_index
from whoosh import query, scoring

from search.engines.arrays.builder import build
from search.engines.arrays.engine import MAKER as ARRAYS
from search.engines.arrays.engine import ArraysEngine
from search.engines.arrays.ranking import best
from search.engines.arrays.read_model import Column, ReadModel
from search.engines.arrays.storage import load, save
from search.engines.arrays.updating import edited
from search.engines.arrays.value_sets import value_sets
from search.engines.protocol import (
    AnalysedDocument,
    Attributes,
    Damaged,
    EngineRequest,
    EngineResult,
    Field,
    Weighting,
)
from search.engines.query_tree import And, Everything, Node, Not, Or, Phrase, Term
from search.engines.whoosh import MAKER as WHOOSH
from search.engines.whoosh import WhooshEngine

WEIGHTING = Weighting(
    {
        "name": Field(8.0, length=0.25),
        "body": Field(1.0),
        "tags": Field(2.0, length=0.0),
        "whole": Field(0.0, length=0.0),
    },
    rough_lengths=True,
)
PARTS = frozenset({"stage", "certainty"})
FACETS = ("kind", "topic", "stage", "certainty")
WORDS = tuple(f"w{number}" for number in range(120))
STAGES, CERTAINTIES, TOPICS = (
    ("acute", "chronic", "mixed"),
    ("low", "high"),
    tuple(f"topic-{number}" for number in range(70)),
)


def chances(seed: int) -> random.Random:
    """The same chances every time."""
    return random.Random(seed)  # noqa: S311 nothing is kept secret by it


def some_words(chance: random.Random, most: int) -> tuple[str, ...]:
    """Words of which the first are common and the last rare."""
    return tuple(
        WORDS[min(int(chance.expovariate(0.05)), len(WORDS) - 1)]
        for _ in range(chance.randint(1, most))
    )


def a_document(id: str, chance: random.Random) -> AnalysedDocument:
    """A made-up document: some fields missing, passages of very different lengths, none to four
    parts.
    """
    name = some_words(chance, 4)
    body = tuple(
        some_words(chance, chance.choice((5, 60, 900))) for _ in range(chance.randint(0, 3))
    )
    parts = tuple(
        {
            facet: chance.choice(values)
            for facet, values in (("stage", STAGES), ("certainty", CERTAINTIES))
            if chance.random() < 0.9
        }
        for _ in range(chance.randint(0, 4))
    )
    attributes = Attributes(
        name=" ".join(name[:1]),
        values={
            "kind": (chance.choice("ab"),),
            "topic": tuple(chance.sample(TOPICS, chance.randint(0, 3))),
        },
        parts=parts,
        ranks={"certainty": chance.randint(-1, 3)} if chance.random() < 0.8 else {},
        part_ranks=tuple(
            {"certainty": chance.randint(-1, 3)} if chance.random() < 0.8 else {} for _ in parts
        ),
    )
    terms = {
        "name": (name,),
        "body": body,
        "tags": tuple((tag,) for tag in some_words(chance, 3)),
        "whole": (("_".join(name),),),
    }
    return AnalysedDocument(
        id,
        {field: passages for field, passages in terms.items() if chance.random() < 0.9},
        attributes,
    )


def some_documents(count: int, chance: random.Random) -> list[AnalysedDocument]:
    return [a_document(f"d{number}", chance) for number in range(count)]


def a_tree(chance: random.Random, documents: list[AnalysedDocument], depth: int = 2) -> Node:
    """A tree of every sort of node; phrases mostly stand somewhere."""
    sort = chance.choice(
        ("term", "term", "named", "phrase")
        if depth == 0
        else ("term", "named", "phrase", "or", "and", "and", "not", "but")
    )
    match sort:
        case "term":
            return Term(chance.choice((*WORDS, "nowhere")), (), chance.choice((1.0, 1.0, 2.5)))
        case "named":
            field = chance.choice(("name", "tags", "whole", "nofield"))
            return Term(chance.choice(WORDS[:40]), (field,), chance.choice((1.0, 30.0)))
        case "phrase":
            return a_phrase(chance, documents)
        case "or":
            return Or(
                tuple(a_tree(chance, documents, depth - 1) for _ in range(chance.randint(0, 3)))
            )
        case "and":
            return And(
                tuple(a_tree(chance, documents, depth - 1) for _ in range(chance.randint(1, 3)))
            )
        case "but":
            return And((Everything(), Not(a_tree(chance, documents, depth - 1))))
        case _:
            return And(
                (a_tree(chance, documents, depth - 1), Not(a_tree(chance, documents, depth - 1)))
            )


def a_phrase(chance: random.Random, documents: list[AnalysedDocument]) -> Phrase:
    passages = [
        passage
        for document in documents
        for passage in document.terms.get("body", ())
        if len(passage) > 3
    ]
    passage = chance.choice(passages)
    start = chance.randrange(len(passage) - 2)
    words = passage[start : start + chance.randint(2, 3)]
    return Phrase(words if chance.random() < 0.8 else words[::-1])


@pytest.fixture(scope="module")
def documents() -> list[AnalysedDocument]:
    return some_documents(150, chances(7))


@pytest.fixture(scope="module")
def arrays(
    documents: list[AnalysedDocument], tmp_path_factory: pytest.TempPathFactory
) -> ArraysEngine:
    folder = tmp_path_factory.mktemp("arrays")
    ARRAYS.write(documents, folder, WEIGHTING)
    return ARRAYS.open(folder, WEIGHTING)


@pytest.fixture(scope="module")
def whoosh_folder(
    documents: list[AnalysedDocument], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("whoosh")
    WHOOSH.write(documents, folder, WEIGHTING)
    return folder


@pytest.fixture(scope="module")
def whoosh(whoosh_folder: Path) -> WhooshEngine:
    return WHOOSH.open(whoosh_folder, WEIGHTING)


def every(tree: Node, **request: object) -> EngineRequest:
    return EngineRequest(tree, **{"part_facets": PARTS, "limit": 1000, **request})  # type: ignore[arg-type]


def test_matches_are_whooshs_and_scores_are_equal(
    documents: list[AnalysedDocument], arrays: ArraysEngine, whoosh: WhooshEngine
) -> None:
    for seed in range(600):
        tree = a_tree(chances(seed), documents)
        mine, theirs = (dict(engine.find(every(tree)).hits) for engine in (arrays, whoosh))
        assert mine == pytest.approx(theirs, rel=1e-5, abs=1e-5), seed


def test_a_standard_whoosh_opens_and_searches_what_was_written(
    whoosh_folder: Path, documents: list[AnalysedDocument], arrays: ArraysEngine
) -> None:
    index = whoosh_index.open_dir(str(whoosh_folder))
    with index.searcher(weighting=scoring.BM25F(words_body_B=0.75)) as searcher:
        for word in WORDS[:30]:
            found = searcher.search(query.Term("words_body", word), limit=None)
            mine = dict(arrays.find(every(Term(word, ("body",)))).hits)
            assert {hit["record"][0]: pytest.approx(hit.score, rel=1e-5) for hit in found} == mine
        assert searcher.doc_count_all() == len(documents)
        assert searcher.up_to_date()


def a_request(chance: random.Random, documents: list[AnalysedDocument]) -> EngineRequest:
    """Filters, counts and an order of any sort, values that nothing has among them."""
    known = {
        "kind": ("a", "b", "z"),
        "topic": TOPICS,
        "stage": STAGES,
        "certainty": (*CERTAINTIES, "none"),
        "nofacet": ("x",),
    }
    chosen = {
        facet: frozenset(chance.sample(values, chance.randint(0, len(values))))
        for facet, values in known.items()
        if chance.random() < 0.3
    }
    sort = chance.choice(("relevance", "name", "certainty", "certainty", "norank"))
    return every(
        chance.choice((Everything(), Term("w0"), a_tree(chance, documents))),
        filters=chosen,
        count=(*FACETS, "nofacet"),
        sort=sort,
        offset=chance.choice((0, 0, 3)),
        limit=chance.choice((0, 5, 1000)),
    )


def test_filters_counts_and_order_equal_the_plain_reading(
    documents: list[AnalysedDocument], arrays: ArraysEngine, whoosh: WhooshEngine
) -> None:
    for seed in range(300):
        request = a_request(chances(seed), documents)
        mine, theirs = arrays.find(request), whoosh.find(request)
        assert mine.total == theirs.total, seed
        assert counts_in_order(mine) == counts_in_order(theirs), seed
        scores = [score for _, score in theirs.hits]
        assert [score for _, score in mine.hits] == pytest.approx(scores, rel=1e-5), seed
        # sums in another order differ in their last digit
        distinct = len({round(score, 3) for score in scores}) == len(scores)
        if request.sort == "name" or distinct:
            assert [id for id, _ in mine.hits] == [id for id, _ in theirs.hits], seed


def counts_in_order(found: EngineResult) -> dict[str, list[tuple[str, int]]]:
    return {facet: list(counts.items()) for facet, counts in found.counts.items()}


def test_the_best_are_found_without_sorting_all_and_equals_keep_their_order() -> None:
    chance = np.random.default_rng(3)
    for count in (0, 1, 10, 500, 2000):
        scores = chance.integers(0, 40, count).astype(np.float64)
        for wanted in (0, 1, 10, 400, 3000):
            assert (
                best(scores, wanted).tolist()
                == sorted(range(count), key=lambda place: -scores[place])[:wanted]
            )


def test_a_facet_of_many_values_has_a_set_for_each_mixture() -> None:
    owners, codes = np.array([0, 0, 1, 2, 2, 3]), np.array([5, 130, 5, 5, 130, 131])
    sets = value_sets(Column(tuple(f"v{number:03}" for number in range(140)), owners, codes), 5)
    assert sets.of[0] == sets.of[2]
    assert len({int(sets.of[number]) for number in (0, 1, 3, 4)}) == 4


# Edits


def the_same(one: object, other: object) -> bool:
    """Whether two read models, or parts of them, are equal to the last byte."""
    if isinstance(one, np.ndarray):
        return (
            isinstance(other, np.ndarray)
            and one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, Mapping):
        return (
            isinstance(other, Mapping)
            and one.keys() == other.keys()
            and all(the_same(value, other[key]) for key, value in one.items())
        )
    if hasattr(one, "__dataclass_fields__"):
        return all(
            the_same(getattr(one, each.name), getattr(other, each.name))
            for each in fields(one)  # type: ignore[arg-type]
        )
    return one == other


def test_an_edited_read_model_is_to_the_byte_what_a_fresh_build_is() -> None:
    for seed in range(40):
        edited_step_by_step(chances(seed))


def edited_step_by_step(chance: random.Random) -> None:
    """Edit a model of some documents and compare it with a fresh build after each step."""
    held = {document.id: document for document in some_documents(chance.choice((0, 1, 30)), chance)}
    model = build(held.values(), WEIGHTING)
    for step in range(6):
        ids = sorted(held)
        removed = set(chance.sample(ids, min(len(ids), chance.choice((0, 0, 1, 5, 40)))))
        changed = set(chance.sample(ids, min(len(ids), chance.randint(0, 2)))) - removed
        added = {f"new{step}-{number}" for number in range(chance.choice((0, 1, 4)))}
        fresh = {id: a_document(id, chance) for id in sorted(changed | added)}
        model = edited(model, removed | changed, build(fresh.values(), WEIGHTING), WEIGHTING)
        held = {id: document for id, document in held.items() if id not in removed} | fresh
        assert the_same(model, build(held.values(), WEIGHTING))


def test_a_word_that_nothing_has_any_more_is_gone() -> None:
    one, other = (
        AnalysedDocument(word, {"body": ((word,),)}, Attributes(word)) for word in ("apple", "pear")
    )
    model = edited(build((one, other), WEIGHTING), {"pear"}, build((), WEIGHTING), WEIGHTING)
    assert (model.terms, model.ids) == (("apple",), ("apple",))


def test_the_weighting_decides_the_scores(documents: list[AnalysedDocument]) -> None:
    other = replace(WEIGHTING, saturation=0.5)
    assert not the_same(build(documents, WEIGHTING).impacts, build(documents, other).impacts)
    exact = replace(WEIGHTING, rough_lengths=False)
    assert not the_same(build(documents, WEIGHTING).impacts, build(documents, exact).impacts)


# The file


@pytest.fixture
def model() -> ReadModel:
    return build(some_documents(20, chances(1)), WEIGHTING)


def test_a_read_model_is_read_as_it_was_written(model: ReadModel, tmp_path: Path) -> None:
    save(model, tmp_path / "model")
    assert the_same(load(tmp_path / "model"), model)
    save(build((), WEIGHTING), tmp_path / "empty")
    assert load(tmp_path / "empty").ids == ()


def test_what_is_read_cannot_be_changed(model: ReadModel, tmp_path: Path) -> None:
    save(model, tmp_path / "model")
    with pytest.raises(ValueError, match="read-only"):
        load(tmp_path / "model").impacts[0] = 1.0


@pytest.mark.parametrize("size", [0, 10, 30, 200, -64, -1])
def test_a_file_cut_short_is_no_read_model(size: int, model: ReadModel, tmp_path: Path) -> None:
    save(model, tmp_path / "model")
    (tmp_path / "model").write_bytes((tmp_path / "model").read_bytes()[:size])
    with pytest.raises(Damaged, match="model is no read model"):
        load(tmp_path / "model")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"evidence-kb read model 0\n" + bytes(100),
        b"evidence-kb read model 1\n" + bytes(100),
    ],
)
def test_a_foreign_file_is_no_read_model(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(Damaged, match="model is no read model"):
        load(tmp_path / "model")


def test_passages_are_kept_apart_even_after_a_long_one(tmp_path: Path) -> None:
    long, short = ("first", *("word",) * 1500, "last"), ("last",)
    document = AnalysedDocument("a", {"body": (long, short)}, Attributes("a"))
    ARRAYS.write([document], tmp_path, WEIGHTING)
    engine = ARRAYS.open(tmp_path, WEIGHTING)
    (held,) = engine.places(("first", "last", "none"), ("a",))
    assert held == [("body", 0b01), ("body", 0b10), ("body", 0b10)]
    assert not engine.find(EngineRequest(Phrase(("last", "last")))).total
