"""One treatment has effects of different sizes against different comparators: wherever a size is
shown in brief, what it was compared with is next to it.
"""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

ROW = re.compile(r"<(li|td|dd)\b(?:(?!<\1\b).)*?</\1>", re.DOTALL)
SIZED = re.compile(r"(?:Large|Moderate|Small|Little or no) effect|Worse than comparator")
TOLD = re.compile(r"\bvs\b|compared with|\bthan\b|\bbetween\b")


def unsaid(response: TestResponse) -> list[str]:
    """The innermost items and cells that show a size but not against what, filters aside."""
    shown = response.text.partition('class="facets"')[0]
    rows = (re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one[0])) for one in ROW.finditer(shown))
    return [row for row in rows if SIZED.search(row) and not TOLD.search(row)]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/interventions",
        "/conditions/low-back-pain-with-muscle-spasm",
        "/compare?with=exercise-therapy&with=yoga&with=massage",
        "/search?q=exercise",
    ],
)
def test_a_size_in_brief_says_what_it_was_compared_with(shipped: Flask, address: str) -> None:
    response = shipped.test_client().get(address)
    assert SIZED.search(response.text)
    assert unsaid(response) == []
