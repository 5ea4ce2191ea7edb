"""Leaflets: cautions, findings, red flags and where it comes from, in words people can read."""

import html as entities
import re
from statistics import median

import pytest
import textstat
from flask import Flask
from flask.testing import FlaskClient

from kb.model.library import Library
from small_collection import write_collection
from web.application import create_app

# School years of the median leaflet, and of the longest-worded ones.
MEDIAN_GRADE, HIGHEST_GRADE = 8, 10

RATIO = re.compile(r"\b(?:RR|OR|HR|(?:risk|odds|hazard|rate) ratio|95% CI)\b")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the small collection."""
    folder = tmp_path_factory.mktemp("leaflets")
    return create_app(write_collection(folder / "evidence"), folder / "index").test_client()


def article(page: str) -> str:
    """The leaflet itself."""
    return page[page.index('<article class="leaflet') : page.index("</article>")]


def sentences(page: str) -> str:
    """What a leaflet says of its own entry, in whole sentences: without headings, without the red
    flags, which are short and the same on all, and without names of sources.
    """
    own = re.sub(
        r'<section class="urgent-signs".*?</section>|<footer>.*', "", article(page), flags=re.S
    )
    pieces = re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", own, flags=re.S)
    lines = (entities.unescape(re.sub(r"<[^>]+>", "", piece)).strip() for piece in pieces)
    return " ".join(
        line if line.endswith((".", "?", "!")) else f"{line}." for line in lines if line
    )


def addresses(library: Library) -> tuple[str, ...]:
    """The leaflets there are."""
    return (
        *(f"/interventions/{id}/leaflet" for id in library.interventions),
        *(f"/conditions/{id}/leaflet" for id in library.conditions),
    )


def test_a_leaflet_has_cautions_findings_red_flags_sources_and_its_date(
    client: FlaskClient,
) -> None:
    said = article(client.get("/interventions/hopping/leaflet").text)
    for part in ("Does it help?", "Not on stairs", "Unwanted effects", "What to expect"):
        assert part in said
    assert "A fat knee" in said and "Able 2020" in said and "Last checked" in said


def test_a_leaflet_of_a_condition_says_what_to_do_about_each_red_flag(client: FlaskClient) -> None:
    said = article(client.get("/conditions/sore-knees/leaflet").text)
    assert re.search(r"<b>A fat knee\.</b>.*?See a doctor", said)


def test_there_is_no_leaflet_of_what_there_is_not(client: FlaskClient) -> None:
    assert client.get("/interventions/nothing/leaflet").status_code == 404
    assert client.get("/claims/quick-knees/leaflet").status_code == 404


def test_leaflets_can_be_read_after_eight_years_of_school_and_none_needs_more_than_ten(
    shipped: Flask, shipped_library: Library
) -> None:
    client = shipped.test_client()
    grades = {
        address: textstat.flesch_kincaid_grade(sentences(client.get(address).text))
        for address in addresses(shipped_library)
    }
    hard = {address: grade for address, grade in grades.items() if grade > HIGHEST_GRADE}
    assert not hard
    assert median(grades.values()) <= MEDIAN_GRADE


def harms_of(client: FlaskClient, id: str) -> list[str]:
    """The unwanted effects of a leaflet, one a line."""
    said = article(client.get(f"/interventions/{id}/leaflet").text)
    part = said[said.index('<h2 id="harms">Unwanted effects') : said.index("<h2>What to expect")]
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<li>(.*?)</li>", part)]


def test_only_one_exact_figure_is_said_of_a_hundred_people(
    shipped: Flask, shipped_library: Library
) -> None:
    client = shipped.test_client()
    for id, entry in shipped_library.interventions.items():
        said = " ".join(harms_of(client, id))
        for harm in entry.harms:
            if harm.approximate:
                assert f"{harm.rate} of 100 people" not in said or any(
                    one.rate == harm.rate and not one.approximate for one in entry.harms
                )


def test_a_leaflet_lists_every_serious_harm_and_as_many_others_as_there_is_room_for(
    shipped: Flask, shipped_library: Library
) -> None:
    client = shipped.test_client()
    for id, answer in shipped_library.answers.items():
        said = harms_of(client, id)
        serious = [one for one in said if one.startswith("Serious.")]
        assert len(said) - len(serious) <= 4
        if answer.harms:
            assert len(serious) == sum(one.band == "serious" for one in answer.harms), id
        bands = {one.band for one in answer.harms}
        if answer.harms and not bands.isdisjoint(("very-common", "common", "other")):
            assert len(said) > len(serious), id


def test_a_harm_of_one_treatment_of_a_class_is_listed_as_its_own(shipped: Flask) -> None:
    said = harms_of(shipped.test_client(), "muscle-relaxants")
    assert "Serious. Liver injury (with tizanidine)." in said
    assert not [one for one in said if one == "Serious. Seizures."]


def test_a_harm_of_several_drugs_of_a_class_is_pinned_on_none_of_them(
    shipped: Flask, shipped_library: Library
) -> None:
    client, tried = shipped.test_client(), 0
    for id, answer in shipped_library.answers.items():
        said = {one.removeprefix("Serious. "): one for one in harms_of(client, id)}
        for event in answer.harms:
            arms = {one.arm for one in event.harms if one.seen == "yes"}
            if event.band == "serious" and len(arms) > 1 and None not in arms:
                tried += 1
                what = event.harms[0].in_plain_words.what
                line = next(one for words, one in said.items() if words.startswith(what))
                assert all(arm and arm in line for arm in arms), line
    assert tried
    card = client.get("/interventions/opioids").text
    serious = card[card.index("<dt>Serious harm") : card.index("All harms")]
    assert "oxycodone" in serious and "also tramadol" in serious


def test_red_flags_of_a_leaflet_say_which_need_help_now(shipped: Flask) -> None:
    for entry in ("muscle-relaxants", "yoga"):
        said = article(shipped.test_client().get(f"/interventions/{entry}/leaflet").text)
        now, soon, check = (
            said.index(words)
            for words in ("Get emergency help now", "Get help urgently", "Have it checked again")
        )
        assert now < said.index("You cannot pass urine") < soon < check
        assert check < said.index("It is not getting better")


def test_no_leaflet_names_a_treatment_without_saying_something_of_it(
    shipped: Flask, shipped_library: Library
) -> None:
    client = shipped.test_client()
    for address in addresses(shipped_library):
        said = article(client.get(address).text)
        assert not re.search(r"<li>\s*(<b>[^<]*</b>)?\s*</li>", said), address


def test_what_is_listed_under_another_entry_is_no_gap(shipped: Flask) -> None:
    for address in ("/interventions/bed-rest?level=plain", "/interventions/bed-rest/leaflet"):
        said = shipped.test_client().get(address).text
        assert "are under" in said
        assert "no study that can say whether bed rest helps" not in said


def test_leaflets_and_plain_pages_say_no_ratio(shipped: Flask, shipped_library: Library) -> None:
    client = shipped.test_client()
    for leaflet in addresses(shipped_library):
        plain = f"{leaflet.removesuffix('/leaflet')}?level=plain"
        for address in (leaflet, plain):
            said, *_ = client.get(address).text.partition('<details class="open-on-paper">')
            assert not RATIO.search(re.sub(r"<[^>]+>", " ", said)), address


def test_what_says_less_is_printed_larger(shipped: Flask) -> None:
    reader = shipped.test_client()
    for id, size in (("mattress", "largest"), ("muscle-relaxants", "smallest")):
        page = reader.get(f"/interventions/{id}/leaflet").text
        assert f'<article class="leaflet {size}">' in page
