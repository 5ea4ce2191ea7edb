"""How values change on their way into a source: names, dates, numbers, and what is lost."""

import pytest

from kb.importing.person_names import name_of
from kb.importing.publication_dates import partial_date
from kb.importing.publication_types import type_of
from kb.importing.record import Given, gathered
from kb.importing.ris_records import FIELDS, RANKS
from kb.importing.tidying import Tidied, tidied


def of_ris(**tags: str | list[str]) -> Tidied:
    """What a record with these tags becomes."""
    given = [
        Given(tag, text)
        for tag, texts in tags.items()
        for text in (texts if isinstance(texts, list) else [texts])
        if tag != "TY"
    ]
    return tidied(gathered("record 1", str(tags.get("TY", "JOUR")), given, FIELDS, RANKS))


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Able, A.B.", {"family": "Able", "given": "AB"}),
        ("Able, AB", {"family": "Able", "given": "AB"}),
        ("Able, J.-P.", {"family": "Able", "given": "J-P"}),
        ("Able, A.B.C.D.E.", {"family": "Able", "given": "A. B. C. D. E."}),
        ("ABLE, A.B.", {"family": "ABLE", "given": "A. B."}),
        ("Able,Claude E.", {"family": "Able", "given": "Claude E."}),
        ("Able, Johanna A A G", {"family": "Able", "given": "Johanna A. A. G."}),
        ("ABLE, JOHN B", {"family": "ABLE", "given": "JOHN B."}),
        ("Able T.", {"family": "Able", "given": "T"}),
        (
            "van den Able JH",
            {"non-dropping-particle": "van den", "family": "Able", "given": "JH"},
        ),
        ("Able, Rens van de", {"family": "Able", "given": "Rens", "dropping-particle": "van de"}),
        ("Able, Guy L., Jr.", {"family": "Able", "given": "Guy L.", "suffix": "Jr."}),
        ("Able, Guy L. III", {"family": "Able", "given": "Guy L.", "suffix": "III"}),
        ("O&apos;Able, Ann", {"family": "O'Able", "given": "Ann"}),
        ("Hop Council, North and South,", {"literal": "Hop Council, North and South"}),
        ("World Hop Council", {"literal": "World Hop Council"}),
        ("WHO", {"literal": "WHO"}),
        ("王, 小明", {"family": "王", "given": "小明"}),
        ("Able, Baker, Cole, Dale, Ems", None),
    ],
)
def test_a_name_comes_in_its_parts(written: str, parts: dict[str, str] | None) -> None:
    assert name_of(Given("AU", written)) == parts


def test_nobody_and_et_al_are_no_names() -> None:
    one = of_ris(TI="Warm sand", AU=["Able, A", "Anonymous", "et al."])
    assert one.values["author"] == [{"family": "Able", "given": "A"}]
    assert one.values["author-complete"] == "false"
    assert [lost.given for lost in one.lost] == ["Anonymous"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (["2019//"], "2019"),
        (["2019///nan"], "2019"),
        (["2019/10//undefined"], "2019-10"),
        (["2019", "2019/07/24/"], "2019-07-24"),
        (["2011", "Jun"], "2011-06"),
        (["2018", "Mar 1"], "2018-03-01"),
        (["2004", "JUN 8"], "2004-06-08"),
        (["2010 Mar 15"], "2010-03-15"),
        (["20180330"], "2018-03-30"),
        (["12 May 2011"], "2011-05-12"),
        (["2018 Jan-Feb"], "2018"),
        (["Winter 2018"], "2018"),
        (["2018-02-31"], "2018"),
        (["2011-05-07T00:00:00Z"], "2011-05-07"),
        (["2018", "2017 Mar 1"], "2018"),
        (["10 15"], None),
        (["in press"], None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(written: list[str], day: str | None) -> None:
    assert partial_date(written)[0] == day


def test_what_a_date_has_no_place_for_is_listed() -> None:
    one = of_ris(TI="Warm sand", PY="2018", DA="Jan-Feb")
    assert [(lost.tag, lost.given) for lost in one.lost] == [("DA", "Jan-Feb")]


@pytest.mark.parametrize(
    ("word", "type"),
    [
        ("JOUR", "article-journal"),
        ("Journal Article", "article-journal"),
        ("journal-article", "article-journal"),
        ("BOOK", "book"),
        ("Book", "book"),
        ("CHAP", "chapter"),
        ("Book Section", "chapter"),
        ("inproceedings", "paper-conference"),
        ("article", "article"),
        ("posted-content", "article"),
        ("THES", "report"),
        ("BILL", "article"),
    ],
)
def test_a_type_gets_ours(word: str, type: str) -> None:
    assert type_of(word)[0] == type


def test_a_type_that_is_only_the_nearest_is_reported() -> None:
    one = of_ris(TY="THES", TI="Warm sand")
    assert (one.values["type"], one.values["genre"]) == ("report", "Thesis")
    assert [(change.given, change.written) for change in one.changes] == [("THES", "report")]


@pytest.mark.parametrize(
    ("tags", "field", "value"),
    [
        ({"DO": "http://dx.doi.org/10.5555/a"}, "DOI", "10.5555/a"),
        ({"DO": "10.1002/a(1998)17:15<1661::AID>3.0.CO;2-2"}, "DOI", None),
        ({"UR": "https://doi.org/10.5555/a"}, "DOI", "10.5555/a"),
        ({"AN": "12345678", "DB": "PubMed"}, "PMID", "12345678"),
        ({"AN": "12345678", "DP": "NLM"}, "PMID", "12345678"),
        ({"C2": "31421429", "DB": "Scopus"}, "PMID", "31421429"),
        ({"C2": "PMC1234567"}, "PMCID", "PMC1234567"),
        ({"SN": "03178471 (ISSN)"}, "ISSN", "0317-8471"),
        ({"SN": "0317-8471, 0317-8471"}, "ISSN", "0317-8471"),
        ({"SP": "125", "EP": "133"}, "page", "125-133"),
        ({"SP": "1395", "EP": "1395"}, "page", "1395"),
        ({"SP": "349-69"}, "page", "349-69"),
        ({"SP": "100364", "EP": "nan"}, "page", "100364"),
        ({"C7": "104501"}, "page", "104501"),
        ({"M3": "Review"}, "genre", "Review"),
        ({"T2": "J Hop"}, "container-title", "J Hop"),
        ({"JO": "J Hop"}, "container-title", "J Hop"),
        ({"LA": "eng"}, "language", "en"),
    ],
)
def test_a_field_is_tidied(tags: dict[str, str], field: str, value: str | None) -> None:
    one = of_ris(TI="Warm sand", **tags)
    assert one.values[field] == (value or tags["DO"])


@pytest.mark.parametrize(
    ("tags", "tag"),
    [
        ({"DO": "doi pending"}, "DO"),
        ({"SN": "1234-5678"}, "SN"),
        ({"SN": "978-3-16-148410-0"}, "SN"),
        ({"AN": "2214991469; 51887"}, "AN"),
        ({"IS": "Able, T. (1991). A checklist in many words. Burlington."}, "IS"),
        ({"UR": "ftp://example.org/x"}, "UR"),
        ({"PY": "10 15"}, "PY"),
        ({"ET": "2011/05/11"}, "ET"),
    ],
)
def test_what_does_not_fit_is_listed_with_its_tag(tags: dict[str, str], tag: str) -> None:
    one = of_ris(TI="Warm sand", **tags)
    assert [lost.tag for lost in one.lost] == [tag]


@pytest.mark.parametrize("word", ["nan", "undefined", "No"])
def test_a_word_for_nothing_is_neither_kept_nor_listed(word: str) -> None:
    one = of_ris(TI="Warm sand", IS=word, SP=word, VL=word)
    assert one.values.keys() == {"type", "title"}
    assert one.lost == []


def test_a_doi_is_never_shortened() -> None:
    one = of_ris(TI="Warm sand", DO="10.5555/a.b.")
    assert one.values["DOI"] == "10.5555/a.b."
    assert one.looks == ["DOI: it ends in a full stop, which may not belong to it"]


def test_text_comes_repaired() -> None:
    one = of_ris(TI="Patientsâ€™ <i>bene\ufb01t</i>: lumbo\u00adsacral U.S. study...")
    assert one.values["title"] == "Patients’ benefit: lumbosacral U.S. study..."
