"""How entries of the collection are cited."""

from collections.abc import Callable
from datetime import date

import pytest

from factories import a_collection, an_intervention
from kb.export.entry_citation import Cited, apa, as_cited, vancouver

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


@pytest.mark.parametrize("form", [vancouver, apa])
def test_without_a_public_address_none_is_made_up(form: Callable[[Cited], str]) -> None:
    nowhere = Cited("Does it heal?", "Low back pain", date(2026, 11, 2), "", date(2026, 12, 24))
    assert "http" not in form(nowhere)
    assert "from" not in form(nowhere)
    assert "heal? " in form(nowhere) + " "


def test_the_date_is_that_of_the_last_change_or_review() -> None:
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
