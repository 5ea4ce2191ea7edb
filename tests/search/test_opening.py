"""What of an entry can be found, and the index on disk: named by its content, built aside, safe and
repaired.
"""

import logging
import multiprocessing
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import whoosh.index
import whoosh.query

from conftest import full
from factories import a_finding, a_library, a_source, an_effect, an_intervention
from kb.loading import load
from kb.model.collection import Term
from kb.model.library import Library
from opening_process import open_with_others
from search.answering.results import Request
from search.engines.protocol import PASSAGE, placed
from search.indexing.analysis import Analysis, digest
from search.indexing.documents import Document, documents
from search.opening import IndexUnwritable, open_index
from search.text.analyzer import analyzer
from search.text.plain_text import plain_text
from small_collection import write, write_collection


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load(write_collection(tmp_path / "evidence"))


def document(library: Library, id: str) -> Document:
    return next(one for one in documents(library) if one.id == id)


# What can be found


@pytest.mark.parametrize(
    ("id", "field", "text"),
    [
        ("hopping", "name", "Hopping"),
        ("hopping", "synonyms", "hops"),
        ("hopping", "category", "Exercise"),
        (
            "hopping",
            "summary",
            "May ease chronic knee pain a little. Very few people were studied.",
        ),
        ("hopping", "findings", "No difference was shown."),
        ("hopping", "harms", "Sore feet · 3 of 40"),
        ("hopping", "cautions", "Not on stairs"),
        ("hopping", "delivery", "Ten hops each morning · Nobody · Once a day · 6 weeks"),
        ("hopping", "recommendations", "Knee Society"),
        ("hopping", "prose", "The guideline and the trial differ on stairs."),
        ("hopping", "sources", "Hopping and herb tea"),
        ("herb-tea", "synonyms", "Tea"),
        ("herb-tea", "category", "drugs"),
        ("sore-knees", "synonyms", "knee ache"),
        ("sore-knees", "red-flags", "Hot swelling"),
        ("sore-knees", "prose", "All of this is made up."),
        ("hopping-heals", "title", "Hopping heals knees."),
        ("hopping-heals", "summary", "One review found a small difference only."),
        ("baker-2019", "title", "Hopping and herb tea"),
        ("baker-2019", "authors", "C Baker"),
        ("knee-society-2021", "authors", "Knee Society"),
        ("able-2020", "prose", "10.5555/hopping.1"),
    ],
)
def test_every_part_of_an_entry_can_be_found(
    library: Library, id: str, field: str, text: str
) -> None:
    assert any(text in passage for passage in document(library, id).texts[field])


def test_the_statement_of_a_finding_can_be_found(library: Library) -> None:
    assert any(
        "In chronic knee pain, hopping may" in text
        for text in document(library, "hopping").texts["findings"]
    )


def test_a_word_that_may_mean_an_entry_is_a_name_it_is_known_as() -> None:
    library = a_library(an_intervention(synonyms=["stretching class"]))
    tied = Term.model_validate(
        {
            "id": "om",
            "name": "Om class",
            "abbreviation": "OC",
            "definition": "Made up.",
            "means": ["yoga"],
        }
    )
    worded = replace(library, vocabulary=replace(library.vocabulary, terms={"om": tied}))
    assert document(worded, "yoga").other_names == ("stretching class", "Om class", "OC")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Helps [@able-2020] a little [@baker-2019].", "Helps a little."),
        (
            "**Stop** if it _hurts_; see [the leaflet](https://example.org/a_b).",
            "Stop if it hurts; see the leaflet.",
        ),
        ("2 * 3 * 4 and snake_case_word", "2 * 3 * 4 and snake_case_word"),
        ("`x`", "x"),
    ],
)
def test_markdown_is_found_and_shown_as_the_words_it_shows(marked: str, plain: str) -> None:
    assert plain_text(marked) == plain


def test_no_phrase_spans_two_passages(library: Library) -> None:
    ready = Analysis(analyzer()).read(document(library, "herb-tea"))
    assert [position for _, position in placed(ready.terms["category"])] == [0, PASSAGE]


def test_findings_that_do_not_count_are_no_facets() -> None:
    library = a_library(
        an_intervention(
            a_finding(id="trial-2020--1", stage="acute"),
            a_finding(id="trial-2020--2", same_data_as="trial-2020--1", stage="chronic"),
            a_finding(
                id="trial-2020--3",
                indirect={"about": "people", "why": "healthy people"},
                stage="subacute",
            ),
        )
    )
    assert [part.facets["stage"] for part in document(library, "yoga").parts] == ["acute"]


@pytest.mark.parametrize(
    ("finding", "magnitude"),
    [
        (a_finding(effect=an_effect(low="-18", high="-12")), "moderate"),
        (a_finding(effect=an_effect(low="-18", high="-12"), certainty={"level": "very-low"}), None),
        (a_finding(effect=an_effect(low="-18", high="-12"), implausible="true"), None),
        (a_finding(effect=an_effect(estimate="15", low="12", high="18")), "worse-than-comparator"),
        (a_finding(effect=an_effect(low="-30", high="1")), None),
        (a_finding(effect=an_effect(estimate="-1", low="-2", high="1")), "little-or-none"),
    ],
)
def test_only_a_magnitude_that_may_be_shown_is_a_facet(
    finding: object, magnitude: str | None
) -> None:
    (part,) = document(a_library(an_intervention(finding)), "yoga").parts  # type: ignore[arg-type]
    assert (part.facets.get("magnitude"), part.badge.magnitude) == (magnitude, magnitude)


# The index on disk


def visible(directory: Path) -> list[Path]:
    """What is in a folder besides documents and what is being built there."""
    hidden = (".", "documents-")
    return sorted(path for path in directory.iterdir() if not path.name.startswith(hidden))


def test_words_and_their_terms_are_read_as_they_were_counted(
    library: Library, tmp_path: Path
) -> None:
    counted, read = (open_index(library, tmp_path).lexicon.word_counts for _ in range(2))
    assert (read.words, read.by_term) == (counted.words, counted.by_term)
    assert counted.by_term


def test_an_index_is_built_once_and_found_again(library: Library, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = open_index(
        library, tmp_path / "index", progress=lambda done, total: told.append((done, total))
    )
    assert told == [(done, 7) for done in range(1, 8)]
    told.clear()
    again = open_index(
        library, tmp_path / "index", progress=lambda done, total: told.append((done, total))
    )
    assert told == []
    assert [path.name for path in visible(tmp_path / "index")] == [first.name] == [again.name]


def test_another_content_is_another_index(library: Library, tmp_path: Path) -> None:
    before = open_index(library, tmp_path / "index")
    write(
        tmp_path / "evidence",
        "vocabulary/terms.yaml",
        "- {id: tea, name: Brew, definition: A hot drink., means: [herb-tea]}\n",
    )
    after = open_index(load(tmp_path / "evidence"), tmp_path / "index")
    assert before.name != after.name
    assert [hit.id for hit in after.search(Request("brew")).hits] == ["herb-tea"]
    assert [hit.id for hit in before.search(Request("brew")).hits] == []


def test_the_same_content_elsewhere_is_the_same_index(library: Library, tmp_path: Path) -> None:
    elsewhere = load(write_collection(tmp_path / "elsewhere"))
    assert (
        open_index(library, tmp_path / "one").name == open_index(elsewhere, tmp_path / "two").name
    )


def test_another_text_is_another_digest(library: Library) -> None:
    one = document(library, "hopping")
    other = replace(one, texts={**one.texts, "prose": ("Other words.",)})
    assert digest(one) == digest(document(library, "hopping")) != digest(other)


def test_other_words_that_are_never_stemmed_are_another_index(
    library: Library, tmp_path: Path
) -> None:
    before = open_index(library, tmp_path)
    collection = library.collection.model_copy(update={"never_stemmed": ("hopping",)})
    after = open_index(replace(library, collection=collection), tmp_path, previous=before)
    assert before.name != after.name
    hops = Request("hops", exact=True)
    assert "name" in before.search(hops).hits[0].matched
    assert "name" not in after.search(hops).hits[0].matched


def an_edited_world(number: int) -> Library:
    """Three interventions of which one says something new each time, one comes and goes, and a
    source that changes its title.
    """
    first = an_intervention(
        a_finding(id="trial-2020--1", stage="acute"), summary=f"Made up word{number} for tests."
    )
    second = an_intervention(
        id="heat", name=f"Heat {'wrap' if number % 2 else 'pack'}", summary="Made up warmth."
    )
    third = (
        [an_intervention(id=f"new{number}", name=f"Novelty {number}", summary="Made up warmth.")]
        if number % 3
        else []
    )
    title = f"A report on report{number // 2}"
    return a_library(first, second, *third, sources=[a_source(id="trial-2020", title=title)])


@pytest.mark.parametrize(
    "engine_name",
    ["arrays", "whoosh", pytest.param("opensearch", marks=pytest.mark.full)],
    indirect=True,
)
def test_an_edited_index_answers_as_a_fresh_one(engine_name: str, tmp_path: Path) -> None:
    edited = open_index(an_edited_world(0), tmp_path / "edited", engine=engine_name)
    for number in range(1, 7):
        edited = open_index(
            an_edited_world(number), tmp_path / "edited", engine=engine_name, previous=edited
        )
        fresh = open_index(an_edited_world(number), tmp_path / f"fresh{number}", engine=engine_name)
        assert edited.name == fresh.name
        for typed in (
            "",
            "warmth",
            f"word{number}",
            f"word{number - 1}",
            "heat",
            '"made up"',
            "novelty",
            f"report{number // 2}",
            "made OR acute",
        ):
            mine, theirs = (
                index.search(Request(typed))._replace(took_ms=0.0) for index in (edited, fresh)
            )
            assert mine == theirs


THINGS = (
    "heat",
    "heat wrap",
    "heatwrap",
    "warm bath",
    "warmbath",
    "Bathing",
    "kinesiotape",
    "kinesio tape",
)
SAYINGS = ("warmth", "warm", "warming", "bathers", "spine", "aching back", "relaxants", "")


def a_random_world(chance: random.Random) -> Library:
    """Interventions that are called, known and described at random, and a source with some author;
    others each time.
    """
    entries = [
        an_intervention(
            a_finding(id=f"trial-2020--{number}", source="trial-2020"),
            id=f"thing{number}",
            name=chance.choice(THINGS).capitalize(),
            synonyms=chance.sample(THINGS, chance.randint(0, 2)),
            summary=" ".join(("Made up", *chance.sample(SAYINGS, 3))),
        )
        for number in range(6)
        if chance.random() < 0.8
    ]
    author = [{"family": chance.choice(("Miller", "Baker", "Bath"))}]
    return a_library(
        *entries, sources=[a_source(id="trial-2020", title="Made up warmth", author=author)]
    )


@pytest.mark.parametrize("seed", [0, 1, *full(*range(2, 10))])
def test_an_edited_index_knows_and_suggests_what_a_fresh_one_does(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)  # noqa: S311 nothing is kept secret by it
    edited = open_index(a_random_world(chance), tmp_path / "edited")
    for number in range(6):
        world = a_random_world(chance)
        edited = open_index(world, tmp_path / "edited", previous=edited)
        fresh = open_index(world, tmp_path / f"fresh{number}")
        assert edited.lexicon == fresh.lexicon
        for typed in (
            *THINGS,
            *SAYINGS,
            "wamrth",
            "warm*",
            "bathrs",
            "kinesiotap",
            "heat vs bathing",
            "miller 2020",
            "relaxnats for spine",
        ):
            mine, theirs = (
                index.search(Request(typed))._replace(took_ms=0.0) for index in (edited, fresh)
            )
            assert mine == theirs
            assert edited.suggest(typed[:5]) == fresh.suggest(typed[:5])


def test_an_edit_analyses_only_what_changed(tmp_path: Path) -> None:
    library = a_library(
        an_intervention(), *(an_intervention(id=f"other{number}") for number in range(20))
    )
    previous = open_index(library, tmp_path)
    changed = replace(
        library,
        interventions={**library.interventions, "yoga": an_intervention(summary="Changed.")},
    )
    told: list[tuple[int, int]] = []
    edited = open_index(
        changed,
        tmp_path,
        previous=previous,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 1)]
    assert [hit.id for hit in edited.search(Request("changed")).hits] == ["yoga"]
    assert previous.search(Request("changed kind:intervention")).total == 0


def test_an_edit_of_the_vocabulary_changes_the_entries_that_use_it(
    library: Library, tmp_path: Path
) -> None:
    previous = open_index(library, tmp_path / "index")
    file = tmp_path / "evidence" / "vocabulary" / "categories.yaml"
    file.write_text(file.read_text().replace("name: Exercise", "name: Gymnastics"))
    edited = open_index(
        load(tmp_path / "evidence", previous=library), tmp_path / "index", previous=previous
    )
    assert edited.search(Request("gymnastics")).hits[0].id == "hopping"


def test_standard_whoosh_opens_what_is_written_for_it(library: Library, tmp_path: Path) -> None:
    built = open_index(library, tmp_path, engine="whoosh")
    with whoosh.index.open_dir(str(tmp_path / built.name / built.name)).searcher() as searcher:
        (hit,) = searcher.search(whoosh.query.Phrase("words_name", ["herb", "tea"]), limit=None)
        assert hit["record"][0] == "herb-tea"
        assert searcher.doc_count() == 7


def break_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def break_no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def break_a_byte(folder: Path) -> None:
    file = max((folder / folder.name).iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def break_cut_short(folder: Path) -> None:
    file = max((folder / folder.name).iterdir(), key=lambda path: path.stat().st_size)
    file.write_bytes(file.read_bytes()[:100])


def break_missing_file(folder: Path) -> None:
    next((folder / folder.name).iterdir()).unlink()


def break_stranger(folder: Path) -> None:
    (folder / folder.name / "stranger.seg").write_bytes(b"cos\nsystem\n")


def break_empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def break_is_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("no index")


def break_other_words(folder: Path) -> None:
    (folder / "words.txt").write_text("knee\n1\n")


@pytest.mark.parametrize(
    "damage",
    [
        break_manifest,
        break_no_manifest,
        break_a_byte,
        break_cut_short,
        break_missing_file,
        break_stranger,
        break_empty,
        break_is_a_file,
        break_other_words,
    ],
)
def test_a_damaged_index_is_built_again_and_logged(
    damage: object, library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    name = open_index(library, tmp_path).name
    damage(tmp_path / name)  # type: ignore[operator]
    with caplog.at_level(logging.WARNING):
        opened = open_index(library, tmp_path)
    assert [hit.id for hit in opened.search(Request("hopping")).hits][:1] == ["hopping"]
    assert "is damaged" in caplog.text
    caplog.clear()
    open_index(library, tmp_path)
    assert caplog.text == ""


@pytest.mark.parametrize("count", [3, *full(4)])
@pytest.mark.parametrize("damaged", [*full(False), True])
def test_several_processes_may_open_at_once(damaged: bool, count: int, tmp_path: Path) -> None:
    evidence = write_collection(tmp_path / "evidence")
    directory = tmp_path / "index"
    if damaged:
        break_a_byte(directory / open_index(load(evidence), directory).name)
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(count), context.Queue()
    processes = [
        context.Process(target=open_with_others, args=(evidence, directory, start, answers))
        for _ in range(count)
    ]
    for process in processes:
        process.start()
    found = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert found[0][0][0] == "hopping"
    assert found == [found[0]] * count
    assert len(visible(directory)) == 1
    assert [path for path in directory.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["file/index", "x" * 300])
def test_a_folder_that_cannot_be_used_is_said_in_one_sentence(
    name: str, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(
        IndexUnwritable,
        match=rf"^The index folder .*{name} can't be used \(.+\); choose another with --index\.$",
    ):
        open_index(library, tmp_path / name)


def test_an_engine_there_is_not_is_named(library: Library, tmp_path: Path) -> None:
    with pytest.raises(
        ValueError, match="No search engine 'quill'; use arrays, whoosh, opensearch"
    ):
        open_index(library, tmp_path, engine="quill")


def test_old_indexes_are_forgotten_and_what_else_lies_there_is_not(
    library: Library, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    (index / "mine").mkdir(parents=True)
    (index / "note.txt").write_text("mine too")
    for number in range(12):
        other = an_intervention(summary=f"Made up {number}.")
        last = open_index(a_library(other), index)
    kept = {path.name for path in visible(index)}
    assert len(kept) == 10
    assert {"mine", "note.txt", last.name} <= kept
