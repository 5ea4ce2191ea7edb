"""The matrix and the comparison as readers, spreadsheets and programs ask for them."""

import csv
import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from small_collection import HOPPING, write_collection
from web.application import create_app
from web.parts.labels import SHOWS
from web.pictures.marks import SHAPES
from web.site.other_names import NAMES

USUAL = "/matrix?stage=chronic&comparator=no-care"
BOTH = "/compare?with=hopping&with=herb-tea"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the small collection, with three more kinds of hopping."""
    more = {
        f"interventions__{name}_hopping": HOPPING.replace(
            "name: Hopping", f"name: {name.capitalize()} hopping"
        )
        for name in ("slow", "fast", "wet")
    }
    folder = write_collection(tmp_path_factory.mktemp("evidence"), **more)
    return create_app(folder, tmp_path_factory.mktemp("index")).test_client()


def text_of(client: FlaskClient, path: str) -> str:
    """A page's text, its white space folded."""
    response = client.get(path)
    assert response.status_code == 200, path
    text = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return re.sub(r"\s+", " ", text).strip()


def test_a_cell_says_size_certainty_and_what_it_was_compared_with(client: FlaskClient) -> None:
    text = text_of(client, USUAL)
    assert "Hopping Small effect · Low certainty · vs usual care · at 3 months" in text


def test_a_main_finding_elsewhere_says_its_stage_as_a_stage(client: FlaskClient) -> None:
    html = client.get("/matrix?stage=acute&comparator=added-to&outcome=function").text
    assert '"Main finding: small effect, vs usual care (stage: chronic)"' in html


def test_an_empty_cell_says_no_finding_here_and_never_no_effect(client: FlaskClient) -> None:
    html = client.get(USUAL).get_data(as_text=True)
    assert "No finding here" in html
    assert "No effect" not in html


def test_the_matrix_has_headers_for_every_row_and_column(client: FlaskClient) -> None:
    html = client.get(USUAL).get_data(as_text=True)
    table = html[html.index("<table") : html.index("</table>")]
    assert len(re.findall(r'<th scope="colgroup"', table)) == 1
    assert len(re.findall(r'<th scope="col"', table)) == 3
    assert len(re.findall(r'<th scope="rowgroup"', table)) == 1
    assert len(re.findall(r'<th scope="row"', table)) == 4


def test_a_cell_leads_to_its_finding(client: FlaskClient) -> None:
    assert 'href="/interventions/hopping#able-2020--1"' in client.get(USUAL).get_data(as_text=True)


def headings(client: FlaskClient, path: str) -> list[str]:
    """The columns of a map: each outcome with what it is compared with."""
    found = re.findall(r'aria-label="([^"]+): order by', client.get(path).get_data(as_text=True))
    return list(found)


def test_pain_and_function_are_shown_and_others_can_be_chosen(client: FlaskClient) -> None:
    assert headings(client, USUAL) == [
        "Pain, vs no or usual care",
        "Function, vs no or usual care",
    ]
    assert headings(client, f"{USUAL}&outcome=pain&outcome=work") == [
        "Pain, vs no or usual care",
        "Work, vs no or usual care",
    ]


def test_comparators_stand_side_by_side_where_none_is_chosen_and_as_many_as_fit(
    client: FlaskClient,
) -> None:
    beside = headings(client, "/matrix?stage=chronic")
    assert [name.partition(", ")[2] for name in beside] == [
        "vs no or usual care",
        "vs no or usual care",
        *(name.partition(", ")[2] for name in beside[2:]),
    ]
    outcomes = "&".join(f"outcome={id}" for id in ("pain", "function", "responder", "work"))
    chosen = "comparator=inert&comparator=no-care&comparator=active"
    crowded = f"/matrix?stage=chronic&{chosen}&{outcomes}"
    assert len(headings(client, crowded)) == 8
    assert "Only 2 of 3 comparators fit" in text_of(client, crowded)


def test_a_choice_is_a_link_that_applies_at_once_and_can_be_taken_back(client: FlaskClient) -> None:
    html = client.get(USUAL).get_data(as_text=True)
    link = re.search(r'<a href="([^"]+certainty=low[^"]*)"', html)
    assert link
    chosen = client.get(link[1].replace("&amp;", "&")).get_data(as_text=True)
    assert re.search(r'<a href="([^"]+)" aria-current="true">Low certainty', chosen)
    assert "Clear filters" in chosen
    assert "<select" not in chosen.partition("<main")[2]


def test_a_mark_says_what_it_shows_in_words_and_leads_to_its_sentence(client: FlaskClient) -> None:
    html = client.get(USUAL).get_data(as_text=True)
    cell = html[html.index('id="r1c1"') :].partition("</td>")[0]
    assert 'href="#r1c1"' in cell
    assert '<use href="#ring-low"/><use href="#shape-small"/>' in cell
    assert "In chronic knee pain" in cell
    assert html.count('id="shape-small"') == html.count('id="ring-low"') == 1


def test_every_result_has_a_shape_of_its_own_or_shares_that_of_not_knowing() -> None:
    of_whole_entries = {"counted-elsewhere"}
    assert set(SHAPES) == set(SHOWS) - {"no-finding-here"} - of_whole_entries
    shared = [shape for shape in SHAPES.values() if list(SHAPES.values()).count(shape) > 1]
    assert set(shared) == {"unsure"}
    assert SHAPES["worse-than-comparator"] != SHAPES["favours-other-treatment"]


@pytest.mark.parametrize("name", NAMES)
def test_other_names_of_a_page_lead_to_it_with_what_was_chosen(
    client: FlaskClient, name: str
) -> None:
    chosen = "" if name.startswith("/api") else "?colours=dark"  # which the API refuses
    answer = client.get(f"{name}{chosen}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{NAMES[name]}{chosen}")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_rows_are_filtered_and_what_is_hidden_is_counted(client: FlaskClient) -> None:
    assert "0 treatments, 4 hidden by filters" in text_of(client, f"{USUAL}&category=drug")
    assert "0 treatments, 4 hidden by filters" in text_of(client, f"{USUAL}&certainty=high")
    assert "4 treatments, 0 hidden" in text_of(
        client, f"{USUAL}&certainty=low&certainty=high&category=exercise"
    )


def test_rows_are_sorted_by_what_an_address_says(tmp_path: Path) -> None:
    large = (
        HOPPING.replace("name: Hopping", "name: Zigzag")
        .replace("-7.20", "-27.20")
        .replace("-11.3", "-31.3")
        .replace("-3.1", "-23.1")
    )
    client = create_app(
        write_collection(tmp_path / "evidence", interventions__zigzag=large), tmp_path / "index"
    ).test_client()

    def order(query: str) -> list[str]:
        return re.findall(
            r'name="with" value="([^"]+)"',
            client.get(f"{USUAL}&show=words&{query}").get_data(as_text=True),
        )

    assert order("") == order("sort=name") == ["hopping", "zigzag"]
    assert order("sort=magnitude&by=pain") == ["zigzag", "hopping"]
    assert 'aria-sort="descending"' in client.get(f"{USUAL}&sort=magnitude&by=pain").get_data(
        as_text=True
    )


def test_what_there_is_not_is_left_out_and_said(client: FlaskClient) -> None:
    text = text_of(client, f"{USUAL}&outcome=happiness&stage=nonsense&certainty=huge")
    for said in (
        "Ignored “happiness”: no such outcome",
        "Ignored “nonsense”: no such stage",
        "Ignored “huge”: no such certainty",
    ):
        assert said in text, said


def test_more_columns_than_fit_are_cut_and_said(client: FlaskClient) -> None:
    every = "&".join(
        f"outcome={id}"
        for id in ("pain", "function", "responder", "recurrence", "recovery", "work", "comfort")
    )
    assert "Only the first 6 of 7 are shown under outcome." in text_of(client, f"{USUAL}&{every}")


ODD = [
    "stage=%00",
    "comparator=%FF",
    "sort=x",
    "by=x",
    "&".join(["outcome=x"] * 3000),
    "stage=<script>alert(1)</script>",
    "with=%00",
    "=",
    "&&",
]


@pytest.mark.parametrize("path", [USUAL, BOTH, "/compare", "/matrix?stage=subacute"])
def test_every_page_has_one_heading_and_no_inline_script_or_style(
    client: FlaskClient, path: str
) -> None:
    html = client.get(path).get_data(as_text=True)
    assert html.count("<h1") == 1
    assert "style=" not in html
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=", html) == []


@pytest.mark.parametrize("query", ODD)
def test_odd_addresses_get_a_page(client: FlaskClient, query: str) -> None:
    for path in ("/matrix", "/matrix.csv", "/compare"):
        response = client.get(f"{path}?{query}")
        if path.endswith(".csv") and response.status_code == 400:
            assert response.mimetype == "application/problem+json"
            continue
        assert response.status_code == 200
        assert "<script>alert" not in response.get_data(as_text=True)


def test_the_sheet_has_a_line_for_each_cell_of_the_same_matrix(client: FlaskClient) -> None:
    response = client.get(USUAL.replace("/matrix", "/matrix.csv"))
    assert response.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True).removeprefix("\ufeff"))))
    assert len(rows) == 8
    found = next(
        row for row in rows if row["intervention"] == "hopping" and row["outcome"] == "pain"
    )
    assert (found["shows"], found["certainty"], found["estimate"], found["finding"]) == (
        "small",
        "low",
        "-7.20",
        "able-2020--1",
    )
    assert found["statement"].startswith("In chronic knee pain")
    assert {row["shows"] for row in rows if row["outcome"] == "function"} == {"no-finding-here"}


def test_an_editors_formula_stays_text_in_the_sheet(tmp_path: Path) -> None:
    folder = write_collection(
        tmp_path / "evidence",
        interventions__hopping=HOPPING.replace("name: Hopping", "name: '=cmd|calc'"),
    )
    sheet = (
        create_app(folder, tmp_path / "index")
        .test_client()
        .get("/matrix.csv?comparator=no-care")
        .get_data(as_text=True)
    )
    assert "'=cmd|calc" in sheet
    assert ",=cmd" not in sheet


def test_two_interventions_stand_side_by_side_with_harms_delivery_and_recommendations(
    client: FlaskClient,
) -> None:
    text = text_of(client, BOTH)
    for said in (
        "Hopping and Herb tea, side by side",
        "Sore feet · 3 of 40",
        "We found no data on harms. That doesn’t mean there are none.",
        "None marked as serious.",
        "Ten hops each morning",
        "Not reported in the sources we read.",
        "Knee Society 2021, weak (chronic pain)",
        "No current recommendation in our record.",
    ):
        assert said in text, said


def test_what_differs_is_said_to_be_not_directly_comparable(client: FlaskClient) -> None:
    text = text_of(client, BOTH)
    assert "Each in its own setting Not directly comparable. Comparators differ." in text
    assert "Not directly comparable" not in text_of(
        client, "/compare?with=hopping&with=slow-hopping"
    )


def test_more_than_four_keeps_four_and_says_so(client: FlaskClient) -> None:
    ids = ("hopping", "herb-tea", "slow-hopping", "fast-hopping", "wet-hopping")
    text = text_of(client, "/compare?" + "&".join(f"with={id}" for id in ids))
    assert "You can compare up to 4 treatments. Not shown: Wet hopping." in text


def test_an_unknown_id_is_said_with_the_nearest_in_its_place(client: FlaskClient) -> None:
    html = client.get("/compare?with=herb-tea&with=hoppin").get_data(as_text=True)
    assert "There’s no treatment called “hoppin”." in html
    assert 'href="/compare?with=herb-tea&amp;with=hopping"' in html


def test_one_alone_asks_for_another(client: FlaskClient) -> None:
    html = client.get("/compare?with=hopping").get_data(as_text=True)
    assert "Choose another treatment to compare it with." in html
    assert '<input type="hidden" name="with" value="hopping">' in html
    assert 'href="/compare?with=hopping&amp;with=herb-tea"' in html


def test_none_asks_for_two_and_empty_fields_of_the_form_count_for_nothing(
    client: FlaskClient,
) -> None:
    assert "Choose 2 to 4 treatments." in text_of(client, "/compare")
    assert "side by side" in text_of(client, "/compare?with=hopping&with=&with=herb-tea&with=")


def followed(client: FlaskClient, address: str) -> str:
    """The heading and what follows of the comparison that an address leads to."""
    html = client.get(address, follow_redirects=True).get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<h1>") :])).strip()


def test_columns_are_moved_and_left_out_by_links(client: FlaskClient) -> None:
    html = client.get(BOTH).get_data(as_text=True)
    assert 'href="/compare?with=herb-tea&amp;with=hopping"' in html
    assert 'href="/compare?with=hopping&amp;with=herb-tea&amp;without=herb-tea"' in html
    assert "Herb tea, side by side" not in followed(client, f"{BOTH}&without=herb-tea")


def test_from_page_to_page_a_comparison_grows_and_is_remembered(client: FlaskClient) -> None:
    assert followed(client, "/compare?without=hopping").startswith("Compare treatments")
    assert "Choose another treatment" in followed(client, "/compare?add=hopping")
    assert followed(client, "/compare?add=herb-tea").startswith(
        "Hopping and Herb tea, side by side"
    )
    assert followed(client, "/compare?add=herb-tea").startswith(
        "Hopping and Herb tea, side by side"
    )
    odd = followed(client, "/compare?add=hoppin")
    assert odd.startswith("Hopping and Herb tea, side by side")
    assert "There’s no treatment called “hoppin”." in odd
    assert followed(client, f"{BOTH}&without=hopping").startswith("Herb tea Plain words")
    assert followed(client, "/compare?without=herb-tea").startswith("Compare treatments")


@pytest.mark.parametrize(
    "page",
    [
        "/search?q=hopping",
        "/interventions/hopping",
        "/claims/hopping-heals-knees-hopping-heals",
        "/sources/able-2020",
    ],
)
def test_an_intervention_is_added_to_the_comparison_from_wherever_it_is_listed(
    client: FlaskClient, page: str
) -> None:
    assert 'href="/compare?add=hopping"' in client.get(page).get_data(as_text=True)


@pytest.mark.parametrize("odd", ["<script>", "a" * 3000, "%00", "..;Path=/", "yoga. "])
def test_an_odd_id_is_neither_remembered_nor_passed_on_whole(client: FlaskClient, odd: str) -> None:
    answer = client.get("/compare", query_string={"add": odd})
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Set-Cookie"].startswith("compare=; ")
    assert len(answer.headers["Location"]) < 400
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_withheld_intervention_is_said_to_be_withheld(tmp_path: Path) -> None:
    folder = write_collection(
        tmp_path / "evidence",
        interventions__hopping=HOPPING.replace("estimate: -7.20", "estimate: -99"),
    )
    client = create_app(folder, tmp_path / "index").test_client()
    assert "“hopping” is temporarily unavailable: it\u2019s being corrected." in text_of(
        client, BOTH
    )


def test_the_matrix_can_be_read_by_programs(client: FlaskClient) -> None:
    found = client.get("/api/v1/matrix?stage=chronic&comparator=no-care").get_json()
    assert (found["stage"], found["comparator"], found["outcomes"]) == (
        "chronic",
        "no-care",
        ["pain", "function"],
    )
    row = next(row for row in found["rows"] if row["id"] == "hopping")
    assert row["cells"]["pain"]["shows"] == "small"
    assert row["cells"]["function"] == {
        "shows": "no-finding-here",
        "certainty": None,
        "finding": None,
        "statement": None,
        "source": None,
        "url": "/interventions/hopping#findings",
        "more": 0,
        "aside": 0,
    }
    assert found["without"] == ["herb-tea"]


def test_the_comparison_can_be_read_by_programs(client: FlaskClient) -> None:
    found = client.get("/api/v1/compare?with=hopping&with=herb-tea").get_json()
    assert found["with"] == ["hopping", "herb-tea"]
    (row,) = found["outcomes"][0]["rows"]
    assert (found["outcomes"][0]["outcome"], row["directly-comparable"], row["differ"]) == (
        "function",
        False,
        ["comparators"],
    )
    assert [cell["finding"] for cell in row["cells"]] == ["baker-2019--1", "baker-2019--2"]


def test_a_comparison_has_the_cautions_of_each_and_says_where_none_is_recorded(
    client: FlaskClient,
) -> None:
    text = text_of(client, BOTH)
    assert "Do not use Not on stairs" in text
    assert "None recorded in the sources we read. That doesn’t mean there are none." in text
    found = client.get("/api/v1/compare?with=hopping&with=herb-tea").get_json()["cautions"]
    assert {id: [one["kind"] for one in ones] for id, ones in found.items()} == {
        "hopping": ["contraindicated"],
        "herb-tea": [],
    }


def test_interventions_are_selected_for_comparison_in_their_list(client: FlaskClient) -> None:
    html = client.get("/interventions").get_data(as_text=True)
    assert '<form action="/compare" method="get"' in html
    assert (
        '<input type="checkbox" name="with" value="hopping" aria-label="Compare Hopping">' in html
    )


def test_an_old_address_of_a_comparison_leads_to_the_new_one(client: FlaskClient) -> None:
    for old in ("ids=hopping,herb-tea", "ids=hopping&ids=herb-tea"):
        answer = client.get(f"/compare?{old}")
        assert (answer.status_code, answer.headers["Location"]) == (301, BOTH)
