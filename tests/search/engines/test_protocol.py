"""Every engine behind the wall: what it is given and what it answers, in plain values."""

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from search.engines.protocol import (
    AnalysedDocument,
    Attributes,
    Demotion,
    Engine,
    EngineRequest,
    Field,
    Maker,
    Weighting,
)
from search.engines.query_tree import And, Everything, Node, Not, Or, Phrase, Term
from search.opening import engine_maker

WEIGHTING = Weighting(
    {
        "name": Field(8.0),
        "text": Field(1.0),
        "whole": Field(0.0, length=0.0),
        "tags": Field(1.0, length=0.0),
        "nobody": Field(1.0),
    }
)
FINDING = frozenset({"stage", "certainty"})


def a_document(
    id: str,
    name: str,
    *passages: str,
    values: Mapping[str, tuple[str, ...]] | None = None,
    **attributes: object,
) -> AnalysedDocument:
    texts = {"name": (name,), "text": passages, "whole": ("_".join(name.split()),)}
    fields = {
        field: tuple(tuple(passage.split()) for passage in text) for field, text in texts.items()
    }
    values = values or {"kind": ("thing",)}
    return AnalysedDocument(id, fields, Attributes(name, values, **attributes))  # type: ignore[arg-type]


DOCUMENTS = (
    a_document(
        "yoga",
        "yoga",
        "slow stretch for the back",
        "sleep better",
        parts=({"stage": "acute", "certainty": "low"}, {"stage": "chronic", "certainty": "high"}),
        ranks={"certainty": 2},
        part_ranks=({"certainty": 2}, {"certainty": 4}),
    ),
    a_document(
        "heat",
        "heat wrap",
        "warm the back slow",
        "yoga beside heat",
        parts=({"stage": "acute", "certainty": "high"},),
        ranks={"certainty": 4},
        part_ranks=({"certainty": 4},),
    ),
    a_document(
        "walk", "walk", "walk and sleep", values={"kind": ("other",), "category": ("exercise",)}
    ),
    a_document("b", "same", "equal"),
    a_document("a", "same", "equal"),
)


@pytest.fixture
def maker(engine_name: str) -> Maker:
    return engine_maker(engine_name)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    """The engines that are open, by name."""
    return {}


@pytest.fixture
def engine(
    engine_name: str, held: dict[str, Engine], tmp_path_factory: pytest.TempPathFactory
) -> Engine:
    if engine_name not in held:
        maker, folder = engine_maker(engine_name), tmp_path_factory.mktemp("protocol")
        maker.write(DOCUMENTS, folder, WEIGHTING)
        held[engine_name] = maker.open(folder, WEIGHTING)
    return held[engine_name]


def ids(engine: Engine, tree: Node, **request: object) -> list[str]:
    wanted = EngineRequest(tree, **{"part_facets": FINDING, **request})  # type: ignore[arg-type]
    return [id for id, _ in engine.find(wanted).hits]


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        (Term("sleep"), {"yoga", "walk"}),
        (Term("nowhere"), set()),
        (Term("yoga", fields=("name",)), {"yoga"}),
        (Term("yoga", fields=("nofield",)), set()),
        (Term("heat_wrap"), set()),
        (Term("heat_wrap", fields=("whole",)), {"heat"}),
        (Phrase(("slow", "stretch")), {"yoga"}),
        (Phrase(("stretch", "slow")), set()),
        (Phrase(("the", "back")), {"yoga", "heat"}),
        (Phrase(("back", "sleep")), set()),
        (And((Term("slow"), Term("back"))), {"yoga", "heat"}),
        (And((Term("slow"), Term("nowhere"))), set()),
        (Or((Term("stretch"), Term("warm"))), {"yoga", "heat"}),
        (Or(()), set()),
        (Or((Or(()), Term("warm"))), {"heat"}),
        (And((Term("sleep"), Not(Term("walk")))), {"yoga"}),
        (And((Term("back"), Not(Phrase(("warm", "the"))))), {"yoga"}),
        (And((Everything(), Not(Term("back")))), {"walk", "a", "b"}),
        (And((Not(Term("back")),)), {"walk", "a", "b"}),
        (And((Term("sleep"), Not(Term("nowhere")))), {"yoga", "walk"}),
        (And((Or((Term("stretch"), Term("warm"))), Term("slow"))), {"yoga", "heat"}),
        (Everything(), {"yoga", "heat", "walk", "a", "b"}),
    ],
)
def test_a_tree_finds_what_it_says(engine: Engine, tree: Node, found: set[str]) -> None:
    answer = engine.find(EngineRequest(tree))
    assert {id for id, _ in answer.hits} == found
    assert answer.total == len(found)


def test_a_field_that_weighs_more_counts_more(engine: Engine) -> None:
    assert ids(engine, Term("yoga")) == ["yoga", "heat"]
    assert ids(engine, Term("walk"))[0] == "walk"


def test_a_heavy_term_comes_first(engine: Engine) -> None:
    assert ids(engine, Or((Term("yoga"), Term("heat_wrap", ("whole",), 100.0))))[0] == "heat"


def test_what_is_demoted_scores_that_much_less(engine: Engine) -> None:
    demoted = Demotion("kind", "other", 0.25)
    plain, lowered = (
        dict(engine.find(EngineRequest(Term("sleep"), demoted=one)).hits) for one in (None, demoted)
    )
    assert lowered == {"walk": pytest.approx(plain["walk"] / 4), "yoga": plain["yoga"]}


def test_length_counts_only_where_it_is_said_to(maker: Maker, tmp_path: Path) -> None:
    few, many = (("tag",),), (tuple(f"tag{number or ''}" for number in range(30)),)
    for field in ("text", "tags"):
        folder = tmp_path / f"length-of-{field}"
        folder.mkdir()
        documents = (
            AnalysedDocument("few", {field: few}, Attributes("few")),
            AnalysedDocument("many", {field: many}, Attributes("many")),
        )
        maker.write(documents, folder, WEIGHTING)
        (_, first), (_, second) = (
            maker.open(folder, WEIGHTING).find(EngineRequest(Term("tag"))).hits
        )
        assert (first == second) == (field == "tags")


def test_equals_stand_by_name_then_id(engine: Engine) -> None:
    assert ids(engine, Term("equal")) == ["a", "b"]


def test_a_stretch_of_the_order_is_given(engine: Engine) -> None:
    everything = ids(engine, Everything(), sort="name")
    assert everything == ["heat", "a", "b", "walk", "yoga"]
    assert ids(engine, Everything(), sort="name", offset=1, limit=2) == everything[1:3]
    assert ids(engine, Everything(), sort="name", offset=9) == []
    assert engine.find(EngineRequest(Everything(), limit=0)).total == 5


def test_filters_on_parts_are_met_by_one_part(engine: Engine) -> None:
    both = {"stage": frozenset({"acute"}), "certainty": frozenset({"high"})}
    assert ids(engine, Everything(), filters=both) == ["heat"]
    assert ids(engine, Everything(), filters={"stage": frozenset({"acute"})}, sort="name") == [
        "heat",
        "yoga",
    ]
    assert ids(engine, Everything(), filters={"stage": frozenset()}) == []


def test_any_value_within_a_facet_and_all_facets_between(engine: Engine) -> None:
    assert ids(engine, Everything(), filters={"kind": frozenset({"other"})}) == ["walk"]
    assert len(ids(engine, Everything(), filters={"kind": frozenset({"other", "thing"})})) == 5
    assert (
        ids(
            engine,
            Everything(),
            filters={"kind": frozenset({"thing"}), "category": frozenset({"exercise"})},
        )
        == []
    )


def test_counts_leave_their_own_filter_out_and_go_through_single_parts(engine: Engine) -> None:
    acute = {"stage": frozenset({"acute"})}
    counts = engine.find(
        EngineRequest(Everything(), acute, FINDING, ("kind", "stage", "certainty"))
    ).counts
    assert counts == {
        "kind": {"thing": 2},
        "stage": {"acute": 2, "chronic": 1},
        "certainty": {"high": 1, "low": 1},
    }


def test_counts_are_of_what_the_tree_finds(engine: Engine) -> None:
    counts = engine.find(
        EngineRequest(Term("walk"), part_facets=FINDING, count=("kind", "stage"))
    ).counts
    assert counts == {"kind": {"other": 1}, "stage": {}}


def test_sorting_goes_by_the_part_that_meets_the_filters(engine: Engine) -> None:
    assert ids(engine, Everything(), sort="certainty")[:2] == ["heat", "yoga"]
    assert ids(
        engine, Everything(), sort="certainty", filters={"stage": frozenset({"chronic", "acute"})}
    ) == ["heat", "yoga"]
    assert ids(
        engine, Term("back"), sort="certainty", filters={"stage": frozenset({"chronic"})}
    ) == ["yoga"]


def test_several_threads_may_ask_at_once(engine: Engine) -> None:
    expected = engine.find(EngineRequest(Term("back")))
    answers: list[bool] = []

    def search_often() -> None:
        answers.extend(engine.find(EngineRequest(Term("back"))) == expected for _ in range(50))

    threads = [threading.Thread(target=search_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 400


def test_an_opened_index_does_not_need_its_files(maker: Maker, tmp_path: Path) -> None:
    folder = tmp_path / "without-files"
    folder.mkdir()
    maker.write(DOCUMENTS, folder, WEIGHTING)
    opened = maker.open(folder, WEIGHTING)
    folder.rename(tmp_path / "elsewhere")
    assert ids(opened, Term("yoga")) == ["yoga", "heat"]


def test_an_index_of_nothing_finds_nothing(maker: Maker, tmp_path: Path) -> None:
    folder = tmp_path / "of-nothing"
    folder.mkdir()
    maker.write((), folder, WEIGHTING)
    opened = maker.open(folder, WEIGHTING)
    assert ids(opened, Term("yoga")) == []
    assert ids(opened, Everything()) == []


def test_several_requests_are_answered_in_their_order(engine: Engine) -> None:
    asked = [EngineRequest(Term(text)) for text in ("walk", "nowhere", "yoga")]
    assert engine.find_many(asked) == tuple(map(engine.find, asked))
    assert engine.find_many(()) == ()


def test_scores_are_given_for_those_that_match(engine: Engine) -> None:
    found = dict(engine.find(EngineRequest(Term("yoga"))).hits)
    assert engine.scores(Term("yoga"), ["heat", "walk", "nobody"]) == {"heat": found["heat"]}


def test_an_edit_answers_as_what_is_written_afresh(maker: Maker, tmp_path: Path) -> None:
    for name in ("before", "edited", "fresh"):
        (tmp_path / name).mkdir()
    changed = a_document("heat", "heat wrap", "cold the back", "yoga beside yoga")
    now = (changed, a_document("new", "novelty", "slow yoga"), *DOCUMENTS[2:])
    maker.write(DOCUMENTS, tmp_path / "before", WEIGHTING)
    maker.write(now, tmp_path / "fresh", WEIGHTING)
    before, fresh = (maker.open(tmp_path / name, WEIGHTING) for name in ("before", "fresh"))
    if not maker.edit(before, ["yoga", "heat"], now[:2], tmp_path / "edited", WEIGHTING):
        return
    edited = maker.open(tmp_path / "edited", WEIGHTING)
    for tree in (Everything(), Term("yoga"), Phrase(("the", "back")), Term("cold"), Term("warm")):
        request = EngineRequest(tree, count=("kind", "stage"), part_facets=FINDING)
        assert edited.find(request) == fresh.find(request)
    assert before.find(EngineRequest(Term("warm"))).total == 1
