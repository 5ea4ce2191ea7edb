"""A result as people paste it is taken apart, or said to be unclear."""

import pytest

from web.editing.interval_box import taken_apart


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
        ("NNT 7.8", "NNT 7.8 - -"),
    ],
)
def test_a_pasted_result_becomes_fields(pasted: str, fields: str) -> None:
    found = taken_apart(pasted)
    assert found is not None
    parts = [str(found.get(name, "-")) for name in ("measure", "estimate", "low", "high")]
    assert " ".join(parts) == fields


@pytest.mark.parametrize(
    "pasted", ["better", "", "3 of 40 and 5 of 41", "MD 5 (95% CI 6 to 7)", "1 2 3"]
)
def test_what_is_not_clear_is_not_guessed(pasted: str) -> None:
    assert taken_apart(pasted) is None
