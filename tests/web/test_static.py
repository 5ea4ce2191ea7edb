"""The stylesheet's tokens keep their contrast, and pages and scripts their weight."""

import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from statistics import median

import pytest

from web import application
from web.application import create_app
from web.core.reading_level import LEVELS

STATIC = Path(application.__file__).parent / "static"
STYLE = (STATIC / "style.css").read_text(encoding="utf-8")
TOKENS = {
    name: colours
    for name, *colours in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", STYLE)
}
GROUNDS = ("paper", "card", "sunken")
# WCAG 2.2, 1.4.3 (text) and 1.4.11 (signs, borders of controls, focus).
TEXT, SIGN = 4.5, 3.0
TEXTS = [
    *product(("ink", "soft", "accent"), (*GROUNDS, "accent-soft")),
    *product(("ink", "soft", "note", "accent"), ("note-soft",)),
    *product(("ink", "soft", "alarm", "accent"), ("alarm-soft",)),
    *product(("note", "alarm"), GROUNDS),
    ("note", "alarm-soft"),
    ("ink", "mark"),
    ("paper", "accent"),
]
SIGNS = [*product(("line-strong", "accent", "alarm", "note"), GROUNDS)]
# Before compression. No page may have over 150,000 bytes; that of an entry must have room to grow.
LARGEST = "acupuncture"
MOST_BYTES, ROOM, MEDIAN_BYTES, SCRIPT_BYTES = 150_000, 2_000, 60_000, 25_000


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, by WCAG 2.2."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21, by WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_every_ground_they_may_have(scheme: int) -> None:
    weak = [
        (word, ground)
        for word, ground in TEXTS
        if contrast(TOKENS[word][scheme], TOKENS[ground][scheme]) < TEXT
    ]
    assert weak == []


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_signs_and_borders_of_controls_stand_out(scheme: int) -> None:
    weak = [
        (sign, ground)
        for sign, ground in SIGNS
        if contrast(TOKENS[sign][scheme], TOKENS[ground][scheme]) < SIGN
    ]
    assert weak == []


def test_no_colour_stands_outside_of_the_tokens() -> None:
    elsewhere = STYLE.partition("/* Elements */")[2].partition("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, )])", elsewhere) == []


@pytest.mark.parametrize(
    ("levels", "step"), [(("study",), 3), pytest.param(LEVELS, 1, marks=pytest.mark.full)]
)
def test_pages_are_light(
    evidence: Path, shipped_index: Path, levels: Iterable[str], step: int
) -> None:
    """Those of interventions, which are the largest at the level of students; and one or more of
    every other kind.
    """
    app = create_app(evidence, shipped_index, public="https://evidence.example")  # which pages name
    client, library = app.test_client(), app.extensions["live"].state.library
    entries = [
        f"/interventions/{id}?level={level}"
        for id in (LARGEST, *list(library.interventions)[::step])
        for level in levels
    ]
    others = [
        "/",
        "/search?q=pain",
        "/search",
        "/interventions",
        "/matrix",
        "/matrix?stage=acute",
        "/matrix?show=words&outcome=pain&outcome=function&outcome=quality-of-life",
        "/matrix?show=words&outcome=pain&outcome=function&comparator=no-care&comparator=inert"
        "&comparator=active&comparator=mixed",
        "/guidelines",
        "/gaps",
        "/claims",
        "/sources",
        "/terms",
        "/about",
        "/changes",
        "/claims/claim-000-01",
        "/sources/qaseem-2017",
        *(f"/conditions/{id}" for id in library.conditions),
        "/compare?with=acupuncture&with=massage&with=yoga&with=exercise-therapy",
    ]
    sizes = {path: len(client.get(path).data) for path in (*entries, *others)}
    most = {path: MOST_BYTES - (ROOM if path in entries else 0) for path in sizes}
    assert {path: size for path, size in sizes.items() if size > most[path]} == {}
    assert median(sizes.values()) <= MEDIAN_BYTES


def test_scripts_are_light_and_there_is_one_stylesheet() -> None:
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) < SCRIPT_BYTES
    assert [path.name for path in STATIC.glob("*.css")] == ["style.css"]
