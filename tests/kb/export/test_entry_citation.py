"""How entries of the collection are cited."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from factories import a_collection, an_intervention
from kb.export.entry_citation import ENTRY_STYLES, Cited, apa, as_cited, harvard, vancouver

YOGA = Cited(
    "Yoga",
    "Low back pain",
    date(2026, 11, 2),
    "https://kb.example/interventions/yoga",
    date(2026, 12, 24),
)


def test_an_entry_is_cited_in_the_vancouver_manner() -> None:
    assert vancouver(YOGA) == (
        "Yoga. In: Low back pain [Internet]. 2026 [updated 2026 Nov 2; cited 2026 Dec 24]. "
        "Available from: https://kb.example/interventions/yoga"
    )


def test_an_entry_is_cited_in_the_apa_manner() -> None:
    assert apa(YOGA) == (
        "Low back pain. (2026, November 2). Yoga. Retrieved December 24, 2026, from https://kb.example/interventions/yoga"
    )


def test_an_entry_is_cited_in_the_harvard_manner() -> None:
    assert harvard(YOGA) == (
        "Low back pain (2026) ‘Yoga’. Available at: https://kb.example/interventions/yoga"
        " (Accessed: 24 December 2026)."
    )


HOUSE = replace(YOGA, publisher="Health Library", place="London")


def test_the_publisher_is_the_author_where_no_editors_are_declared() -> None:
    assert apa(HOUSE).startswith(
        "Health Library. (2026, November 2). Yoga. Low back pain. Retrieved"
    )
    assert harvard(HOUSE).startswith(
        "Health Library (2026) ‘Yoga’, Low back pain. London: Health Library. Available at:"
    )
    assert "[Internet]. London: Health Library; 2026 [updated" in vancouver(HOUSE)


@pytest.mark.parametrize(
    ("editors", "vancouvers", "apas", "harvards"),
    [
        (("A. Able",), "A. Able, editor.", "A. Able (Ed.),", "A. Able (ed.)"),
        (
            ("A. Able", "B. Baker"),
            "A. Able, B. Baker, editors.",
            "A. Able & B. Baker (Eds.),",
            "A. Able and B. Baker (eds)",
        ),
    ],
)
def test_editors_come_before_the_collection_they_edit(
    editors: tuple[str, ...], vancouvers: str, apas: str, harvards: str
) -> None:
    edited = replace(HOUSE, editors=editors)
    assert vancouver(edited).startswith(f"Yoga. In: {vancouvers} Low back pain [Internet]. London:")
    assert apa(edited).startswith(
        f"Yoga. (2026, November 2). In {apas} Low back pain. Health Library. Retrieved"
    )
    assert harvard(edited).startswith(
        f"‘Yoga’ (2026) in {harvards} Low back pain. London: Health Library. Available at:"
    )


def test_publisher_place_and_editors_are_those_the_collection_declares() -> None:
    declared = a_collection(
        publisher="Health Library", publisher_place="London", editors=["A. Able", "B. Baker"]
    )
    cited = as_cited(an_intervention(), "Yoga", declared, "", date(2027, 1, 1))
    assert (cited.published, cited.editors) == ("London: Health Library", ("A. Able", "B. Baker"))


@pytest.mark.parametrize("form", ENTRY_STYLES.values())
def test_without_a_public_address_none_is_made_up(form: Callable[[Cited], str]) -> None:
    nowhere = Cited("Does it heal?", "Low back pain", date(2026, 11, 2), "", date(2026, 12, 24))
    assert "http" not in form(nowhere)
    assert "from" not in form(nowhere)
    assert "heal?" in form(nowhere) and "heal?." not in form(nowhere)


def test_the_date_is_when_it_was_last_changed_or_reviewed() -> None:
    changed = an_intervention(
        changes=[
            {"date": "2026-12-01", "what": "More"},
            {"date": "2026-11-22", "what": "First version"},
        ]
    )
    assert as_cited(changed, "Yoga", a_collection(), "", date(2027, 1, 1)).updated == date(
        2026, 12, 1
    )
    assert as_cited(
        an_intervention(reviewed="2026-12-05"), "Yoga", a_collection(), "", date(2027, 1, 1)
    ).updated == date(2026, 12, 5)
