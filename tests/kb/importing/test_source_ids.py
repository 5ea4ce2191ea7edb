"""Ids of imported sources: as editors make them, and never one that is taken."""

import pytest

from kb.importing.source_ids import id_of_source
from kb.importing.tidying import Tidied


def made(title: str, year: str = "2020", **name: str) -> Tidied:
    """A record with one author."""
    values: dict[str, object] = {"title": title, "issued": year}
    return Tidied("", values | ({"author": [name]} if name else {}))


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ({"family": "Able"}, "able-2020"),
        ({"family": "van Dieën"}, "van-dieen-2020"),
        ({"family": "Able", "non-dropping-particle": "van der"}, "van-der-able-2020"),
        ({"family": "Sørensen-Łuk"}, "sorensen-luk-2020"),
        ({"literal": "Knee Society"}, "knee-society-2020"),
        ({"literal": "World Health Organization"}, "who-2020"),
        ({"literal": "US Food and Drug Administration (label)"}, "usfda-2020"),
        ({"literal": "National Institute for Care (NICE)"}, "nice-2020"),
        ({"family": "王"}, "warm-sand-2020"),
        ({}, "warm-sand-2020"),
    ],
)
def test_an_id_is_the_first_author_and_the_year(name: dict[str, str], id: str) -> None:
    assert id_of_source(made("The effects of warm sand", **name), set()) == id


def test_where_an_id_is_taken_a_word_of_the_title_goes_between() -> None:
    one, taken = made("The effect of warm sand", family="Able"), {"able-2020"}
    assert id_of_source(one, taken) == "able-warm-2020"
    assert id_of_source(one, taken | {"able-warm-2020"}) == "able-sand-2020"
    assert id_of_source(one, taken | {"able-warm-2020", "able-sand-2020"}) == "able-2020-2"


def test_no_id_is_a_name_that_windows_keeps() -> None:
    assert id_of_source(made("Sand", "", family="Con"), set()) == "con-sand"
    assert id_of_source(made("", "", family="Aux"), set()) == "aux-2"
