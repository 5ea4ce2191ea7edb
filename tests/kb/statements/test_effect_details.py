"""What is in the bracket after a sentence."""

# ruff: noqa: E501 (a row of a table stays on one line, so that neighbours can be compared)
import pytest

from factories import Fields
from telling import md, number, said, statement

BRACKETS = [
    (md("-15", "-18", "-12"), "mean difference −15 on a 0–100 scale, negative favours yoga, 95% CI −18 to −12; certainty not graded"),
    (md("-15.0"), "mean difference −15.0 on a 0–100 scale, negative favours yoga, interval not reported; certainty not graded"),
    (md("-0.0", "-3.0", "3.10"), "mean difference 0.0 on a 0–100 scale, negative favours yoga, 95% CI −3.0 to 3.10; certainty not graded"),
    ({**md("1", "0", "2", better="higher"), "interval": "credible"}, "mean difference 1 on a 0–100 scale, positive favours yoga, 95% credible interval 0 to 2; certainty not graded"),
    ({**md("-1.5", scale="points-10"), "scale_presumed": "true"}, "mean difference −1.5, scale presumed 0–10, negative favours yoga, interval not reported; size not classed; certainty not graded"),
    ({**md("-1.5", scale="rmdq-24"), "outcome": "function", "scale_presumed": "true"}, "mean difference −1.5, scale presumed RMDQ 0–24, negative favours yoga, interval not reported; size not classed; certainty not graded"),
    (md("-1.5", scale=None), "mean difference −1.5, scale not stated, negative favours yoga, interval not reported; size not classed; certainty not graded"),
    (md("-1.5", scale=None, unit="points"), "mean difference −1.5, scale not stated, negative favours yoga, interval not reported; size not classed; certainty not graded"),
    (md("-2.5", scale=None, unit="days"), "mean difference −2.5 days, negative favours yoga, interval not reported; size not classed; certainty not graded"),
    (number("SMD", "-0.5", "-0.6", "-0.4"), "standardised mean difference −0.5, negative favours yoga, 95% CI −0.6 to −0.4; certainty not graded"),
    (number("RR", "0.50", "0.3", "0.7"), "risk ratio 0.50, below 1 favours yoga, 95% CI 0.3 to 0.7; size not classed; certainty not graded"),
    (number("RR", "0.5", unit="rate ratio"), "rate ratio 0.5, below 1 favours yoga, interval not reported; size not classed; certainty not graded"),
    (number("OR", "2", better="higher"), "odds ratio 2, above 1 favours yoga, interval not reported; size not classed; certainty not graded"),
    (number("HR", "0.5"), "hazard ratio 0.5, below 1 favours yoga, interval not reported; size not classed; certainty not graded"),
    (number("RD", "-5"), "risk difference −5, negative favours yoga, interval not reported; size not classed; certainty not graded"),
    (number("NNT", "4", "3", "6"), "number needed to treat 4, 95% CI 3 to 6; size not classed; certainty not graded"),
    (number("NNT", "8", "-20", "4"), "number needed to treat 8, 95% CI: benefit 4 to infinity, harm 20 to infinity; size not classed; certainty not graded"),
    (number("NNH", "8", "-20", "4"), "number needed to harm 8, 95% CI: benefit 20 to infinity, harm 4 to infinity; size not classed; certainty not graded"),
    (number("NNT", "8", "4"), "number needed to treat 8, 95% CI: 4 to infinity, the other end not printed; size not classed; certainty not graded"),
    (number("NNH", "-4"), "number needed to harm −4, interval not reported; size not classed; certainty not graded"),
    ({**number("OR", "2"), "design": "observational"}, "odds ratio 2, interval not reported; size not classed; certainty not graded"),
    ({"result": "mixed"}, "no estimate given; certainty not graded"),
    ({"result": "favours-intervention", "size": "large"}, "source's effect class: large; no estimate given; certainty not graded"),
    ({"result": "mixed", "timepoint": "6 months (primary)"}, "no estimate given; 6 months; certainty not graded"),
    ({"result": "mixed", "timepoint": "short term (3 months or less)"}, "no estimate given; certainty not graded"),
    ({"result": "mixed", "studies": "1", "participants": "1"}, "no estimate given; 1 study, 1 participant; certainty not graded"),
    ({"result": "mixed", "studies": "12", "participants": "12345"}, "no estimate given; 12 studies, 12,345 participants; certainty not graded"),
    ({"result": "mixed", "participants": "999"}, "no estimate given; 999 participants; certainty not graded"),
    ({"result": "mixed", "review": {"studies": "9", "participants": "99"}}, "no estimate given; certainty not graded"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "bracket"), BRACKETS)
def test_the_bracket_prints_the_number_as_stored(fields: Fields, bracket: str) -> None:
    assert statement(**fields).bracket == bracket


@pytest.mark.parametrize(
    ("certainty", "words"),
    [
        ({"level": "high"}, "high certainty"),
        ({"level": "very-low"}, "very low certainty"),
        (
            {
                "level": "not-graded",
                "stated": "low to very low",
                "range-over": "all its results",
            },
            "certainty not graded for this result, source gives low to very low over all its"
            " results",
        ),
        ({"level": "low", "scheme": "acp"}, "low quality by ACP"),
        ({"level": "moderate", "scheme": "ahrq"}, "moderate strength of evidence by AHRQ"),
        (
            {"level": "low", "stated": "low to moderate"},
            "low certainty, lower end of the source's low to moderate",
        ),
        ({"level": "not-graded"}, "certainty not graded"),
        (
            {"level": "not-graded", "stated": "very low to moderate"},
            "certainty not graded, source gives very low to moderate",
        ),
        (
            {"level": "not-graded", "scheme": "acp", "stated": "insufficient"},
            "certainty not graded, source gives insufficient",
        ),
        (
            {"level": "not-graded", "scheme": "other", "stated": "strong"},
            "certainty not graded, source's own scale: strong",
        ),
        ({"level": "high", "scheme": "other"}, "certainty not graded, source's own scale: high"),
    ],
)
def test_certainty_is_given_in_the_words_of_its_scheme(certainty: Fields, words: str) -> None:
    assert statement(result="mixed", certainty=certainty).bracket == f"no estimate given; {words}"


def test_a_scale_of_the_sources_own_never_claims() -> None:
    assert (
        said(certainty={"level": "high", "scheme": "other", "stated": "strong"})
        == "one trial found less pain with yoga than with placebo"
    )


def test_what_was_not_answered_has_no_bracket() -> None:
    assert statement(result="not-seen").text.endswith("known to this collection.")
    assert statement(result="no-evidence", participants="30").bracket == ""
