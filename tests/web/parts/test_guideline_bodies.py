"""Whom a recommendation speaks of is said wherever it is shown."""

import re

import pytest
from flask import Flask

from factories import a_library
from kb.model.entries import Recommendation
from kb.model.library import Library
from kb.overviews.guidelines import Position
from web.parts.guideline_bodies import sides_of


def test_a_body_is_named_once_with_all_its_people() -> None:
    said = [
        ("A", 2019, "acute pain"),
        ("B", None, "sciatica"),
        ("A", 2019, "sciatica"),
        ("B", None, "sciatica"),
        ("A", 2021, "old pain"),
    ]
    positions = [
        Position(
            Recommendation(
                body=body,
                year=year,
                population=people,
                direction="for",
                strength="weak",
                source="guideline-2017",
            ),
            stage_stated=True,
        )
        for body, year, people in said
    ]
    (side,) = sides_of(positions, a_library())
    assert side.bodies == (
        "A 2019, in acute pain and in sciatica, and 2021, in old pain",
        "B, in sciatica",
    )


@pytest.mark.parametrize(
    "path",
    [
        "/interventions/{id}?level=plain",
        "/interventions/{id}?level=clinician",
        "/interventions/{id}/leaflet",
        "/compare?with={id}&with=yoga",
        "/search?q=guidelines on {name}",
    ],
)
def test_advice_for_some_people_alone_names_them(
    shipped: Flask, shipped_library: Library, path: str
) -> None:
    client = shipped.test_client()
    entry = shipped_library.interventions["opioids"]
    html = client.get(path.format(id=entry.id, name=entry.name)).text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    people = {one.population for one in entry.recommendations if not one.superseded}
    people -= {"acute low back pain", "chronic low back pain"}  # or the stage's name
    assert "chronic sciatica" in people
    assert not {one for one in people if one not in text}


def test_a_step_and_the_table_name_the_people_too(shipped: Flask) -> None:
    client = shipped.test_client()
    step = client.get("/conditions/low-back-pain-with-muscle-spasm?level=clinician").text
    assert ", and 2020, in chronic sciatica" in step
    assert ", in chronic sciatica" in client.get("/guidelines?stage=chronic&limit=1000").text
