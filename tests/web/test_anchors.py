"""Links within a page lead somewhere, over the shipped collection."""

import re

from flask import Flask

from addresses import EVERY_PAGE, filled
from kb.model.library import Library


def test_each_link_within_a_page_leads_somewhere(shipped: Flask, shipped_library: Library) -> None:
    client = shipped.test_client()
    answers = shipped_library.answers  # cards without key findings have links of their own
    entries = (f"/interventions/{id}" for id in answers if not answers[id].key)
    for address in (*entries, *(filled(address, shipped_library) for address in EVERY_PAGE)):
        page = client.get(address, follow_redirects=True).text
        anchors = set(re.findall(r' href="#([^"]+)"', page))
        assert anchors - set(re.findall(r' id="([^"]+)"', page)) == set(), address
