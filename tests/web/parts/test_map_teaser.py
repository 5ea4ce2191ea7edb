"""The part of the evidence map on the first page: chosen without deriving every treatment."""

import pytest

from kb.model.library import Library
from kb.overviews.evidence_table import cells, places
from kb.statements.answers import Answers, with_answers
from web.core.links import Link
from web.core.query_args import Args
from web.pages.matrix import matrix_page
from web.parts import map_teaser as module
from web.parts.map_teaser import map_teaser
from web.parts.matrix_args import matrix_args
from web.parts.matrix_cells import table_of


def test_what_it_says_of_the_map_is_what_the_map_shows(shipped_library: Library) -> None:
    teaser = map_teaser(shipped_library)
    table = table_of(matrix_args(Args(), shipped_library), shipped_library)
    assert teaser is not None
    assert teaser.total == len(table.rows)
    assert {row.entry.id for row in teaser.rows} <= {row.entry.id for row in table.rows}


def test_a_row_says_where_the_first_key_finding_is_if_no_cell_shows_it(
    shipped_library: Library,
) -> None:
    page = matrix_page(matrix_args(Args(), shipped_library), shipped_library)
    rows = [row for part in page.parts for row in part.rows]
    assert {row.leads is None for row in rows} == {True, False}
    for row in rows:
        first = shipped_library.answers[row.entry.id].key[:1]
        shown = {view.cell.finding.id for _, view in row.cells if view.cell.finding}
        assert (row.leads is not None) == any(one.finding.id not in shown for one in first)
    walking = next(row.leads for row in rows if row.entry.id == "walking")
    assert walking == Link(
        "Main finding: small effect, vs minimal or no intervention",
        "/interventions/walking#" + shipped_library.answers["walking"].key[0].finding.id,
    )


def test_an_entry_has_cells_where_it_has_places(shipped_library: Library) -> None:
    for entry in shipped_library.interventions.values():
        assert set(places(entry, shipped_library)) == set(cells(entry, shipped_library)), entry.id


def test_no_more_treatments_are_derived_than_are_looked_at(
    shipped_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOKED_AT", 7)
    library = with_answers(shipped_library)  # none derived yet
    teaser = map_teaser(library)
    assert teaser is not None
    assert len(teaser.rows) == module.ROWS
    assert isinstance(library.answers, Answers)
    assert len(library.answers.made) <= module.LOOKED_AT
