"""A result as people paste it is taken apart, or said to be unclear."""

import pytest

from web.editing.interval_box import other_interval, taken_apart


@pytest.mark.parametrize(
    ("pasted", "fields"),
    [
        ("MD -2.17 (95% CI -3.31 to -1.03)", "MD -2.17 -3.31 -1.03"),
        ("mean difference \u22120.5 [\u22121.2, 0.2]", "MD -0.5 -1.2 0.2"),
        ("SMD=\u2212.33; 95% CI: \u2212.58\u2013\u2212.08", "SMD -0.33 -0.58 -0.08"),
        ("RR 1.40 (1.05-1.86), P = 0.02", "RR 1.40 1.05 1.86"),
        ("odds ratio 0.71, 95% confidence interval 0.5 to 1.0; p<.05", "OR 0.71 0.5 1.0"),
        ("HR 0.8 (95% CI 0.6 \u2013 1.1; I\u00b2 = 40%)", "HR 0.8 0.6 1.1"),
        ("-1.41 to -0.58", "- - -1.41 -0.58"),
        ("MD -2,17 (95% CI -3,31 to -1,03)", "MD -2.17 -3.31 -1.03"),
        ("RR 1,40 [1,05; 1,86]", "RR 1.40 1.05 1.86"),
        ("MD 5 [3,7]", "MD 5 3 7"),
        ("NNT 7.8", "NNT 7.8 - -"),
    ],
)
def test_a_pasted_result_becomes_fields(pasted: str, fields: str) -> None:
    found = taken_apart(pasted)
    assert found is not None
    parts = [str(found.get(name, "-")) for name in ("measure", "estimate", "low", "high")]
    assert " ".join(parts) == fields


@pytest.mark.parametrize(
    "pasted",
    [
        "better",
        "",
        "3 of 40 and 5 of 41",
        "MD 5 (95% CI 6 to 7)",
        "1 2 3",
        "3 2 4",
        "1.4 1.1 1.9 0.03",
        "MD -2.1 (99% CI -3.3 to -1.0)",
        "MD -2.1 (90 % confidence interval -3.3 to -1.0)",
        "1,234",
        "1,234 (1,100 to 1,300)",
        "0,5",
    ],
)
def test_what_is_not_clear_is_not_guessed(pasted: str) -> None:
    assert taken_apart(pasted) is None


@pytest.mark.parametrize(
    ("pasted", "size"),
    [("1 (99% CI 0 to 2)", "99%"), ("1 (97.5% CrI 0 to 2)", "97.5%"), ("1 (95% CI 0 to 2)", "")],
)
def test_an_interval_of_another_size_is_reported(pasted: str, size: str) -> None:
    assert other_interval(pasted) == size
