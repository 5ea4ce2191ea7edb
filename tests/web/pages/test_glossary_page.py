"""The glossary: what is listed there is a term, once."""

import re
from collections import Counter

from flask import Flask

from kb.model.library import Library


def test_each_term_is_listed_once_and_what_only_leads_searches_on_is_not(
    shipped: Flask, shipped_library: Library
) -> None:
    page = shipped.test_client().get("/terms").text
    names = re.findall(r'<dt id="term-[^"]+">([^<]+)</dt>', page)
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert not {"Being pregnant", "Ice or heat", "Core exercises"} & set(names)
    for term in shipped_library.vocabulary.terms.values():
        assert (f'id="term-{term.id}"' in page) != term.search_only, term.id
        if not term.search_only:
            assert not term.definition.startswith(("A lay word", "A lay question")), term.id
