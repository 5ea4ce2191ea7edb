"""The answer box for a question about the site itself, and the page that says more."""

from collections.abc import Mapping

from kb.model.collection import Collection
from search.answering import messages
from search.answering.answer_box import AnswerBox
from search.text.site_words import Site

PAGES: Mapping[Site, str] = {
    "cite": "/about",
    "mistake": "/about",
    "references": "/data",
    "data": "/data",
    "gaps": "/gaps",
    "current": "/freshness",
    "rating": "/about#certainty",
    "advice": "/about",
    "licence": "/about#licence",
    "about": "/about",
}


def site_box(asked: Site, collection: Collection) -> AnswerBox:
    """What the site says of itself, or that the collection doesn't record it."""
    text = messages.SITE.get(asked, "")
    if asked == "mistake" and (address := collection.feedback or collection.contact):
        text = messages.write_to(address)
    elif asked == "about":
        text = messages.behind(collection)
    elif asked == "licence":
        text = messages.licensed(collection.licence)
    elif asked == "current" and collection.searched_until:
        text = f"{messages.looked_for(collection.searched_until)} {text}"
    if text:
        return AnswerBox("site", text, url=PAGES[asked])
    return AnswerBox("none", messages.NOT_OF_SITE[asked], url=PAGES[asked])
