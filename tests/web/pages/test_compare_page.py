"""What a comparison shows of each treatment, and what can be added to it."""

import pytest
from flask import Flask

from kb.model.library import Library
from web.core.markdown import uncited
from web.pages import compare


def test_of_very_many_treatments_one_is_named(
    shipped: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "MOST_OTHERS", 10)
    with shipped.app_context():
        page = shipped.test_client().get("/compare?with=massage&with=yoga&level=study").text
    assert "<option" not in page.partition("<main")[2]
    assert '<input id="add-1" name="with"' in page


def test_no_caution_is_left_out_of_a_comparison(shipped: Flask, shipped_library: Library) -> None:
    many = sorted(
        shipped_library.answers, key=lambda id: -len(shipped_library.answers[id].cautions)
    )[:2]
    page = shipped.test_client().get(f"/compare?with={many[0]}&with={many[1]}").text
    row = page.partition('id="cautions"')[2].partition("</tr>")[0]
    said = row.replace("&#39;", "'").replace("&#34;", '"')
    for applied in (one for id in many for one in shipped_library.answers[id].cautions):
        assert uncited(applied.caution.what).rstrip(".") in said
    assert "more</a>" not in row


def test_first_findings_at_different_stages_say_their_stage(shipped: Flask) -> None:
    client = shipped.test_client()
    for level in ("clinician", "plain"):
        html = client.get(f"/compare?with=gabapentinoids&with=opioids&level={level}").text
        row = html[html.index('id="in-short"') :].partition("</tr>")[0]
        assert "<b>Chronic:</b>" in row and "<b>Acute:</b>" in row
    alike = client.get("/compare?with=yoga&with=pilates").text
    assert ":</b>" not in alike[alike.index('id="in-short"') :].partition("</tr>")[0]
