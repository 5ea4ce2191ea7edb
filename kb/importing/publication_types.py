"""A reference's CSL type, language and design, from other programs' words."""

from collections.abc import Mapping
from typing import get_args

from kb.model.source import Source
from kb.reading.other_words import TYPES, plainly

CSL = frozenset(get_args(Source.model_fields["type"].annotation))
# Further types of RIS, EndNote, Crossref, Web of Science and CSL.
MORE: Mapping[str, str] = {
    "inpr": "article-journal", "abst": "article-journal", "j": "article-journal",
    "electronicarticle": "article-journal", "review": "article-journal",
    "gen": "article", "generic": "article", "unpb": "article", "unpd": "article",
    "document": "article", "manuscript": "article", "mgzn": "article", "news": "article",
    "articlemagazine": "article", "articlenewspaper": "article",
    "edbook": "book", "b": "book", "s": "book", "clswk": "book", "editedbook": "book",
    "ser": "book", "serial": "book", "ctlg": "book", "pamp": "book", "ancient": "book",
    "aggr": "dataset", "grant": "report", "stat": "standard", "statute": "standard",
    "collection": "book", "proceedings": "book", "manual": "report", "govdoc": "report",
    "governmentdocument": "report", "reportcomponent": "report", "thes": "report",
    "echap": "chapter", "conferenceproceedings": "paper-conference", "c": "paper-conference",
    "conference": "paper-conference", "blog": "webpage", "web": "webpage", "www": "webpage",
    "electronic": "webpage", "post": "webpage", "postweblog": "webpage", "dbase": "dataset",
    "dict": "entry", "inreference": "entry", "legislation": "standard", "dissertation": "report",
}  # fmt: skip
THESES = frozenset({"thesis", "thes", "phdthesis", "mastersthesis", "dissertation"})
# Types for which ours is only the nearest: the report of an import says so.
NEAREST = frozenset(
    {"mgzn", "news", "document", "manuscript", "articlemagazine", "articlenewspaper", "manual",
     "legislation", "review", "serial", "ser", "ctlg", "pamp", "ancient", "aggr", "grant", "stat",
     "statute", *THESES}
)  # fmt: skip
LANGUAGES: Mapping[str, str] = {
    "english": "en", "eng": "en", "french": "fr", "fre": "fr", "fra": "fr", "german": "de",
    "ger": "de", "deu": "de", "spanish": "es", "spa": "es", "italian": "it", "ita": "it",
    "portuguese": "pt", "por": "pt", "dutch": "nl", "dut": "nl", "nld": "nl", "russian": "ru",
    "rus": "ru", "chinese": "zh", "chi": "zh", "zho": "zh", "japanese": "ja", "jpn": "ja",
    "korean": "ko", "kor": "ko", "turkish": "tr", "tur": "tr", "polish": "pl", "pol": "pl",
    "swedish": "sv", "swe": "sv", "norwegian": "no", "nor": "no", "danish": "da", "dan": "da",
    "finnish": "fi", "fin": "fi", "persian": "fa", "per": "fa", "arabic": "ar", "ara": "ar",
}  # fmt: skip
# PubMed's publication types that name a design, the strictest first.
DESIGNS: Mapping[str, str] = {
    "network meta-analysis": "network-meta-analysis",
    "systematic review": "systematic-review",
    "practice guideline": "guideline",
    "guideline": "guideline",
    "randomized controlled trial": "rct",
    "case reports": "case-report",
}
# What they add, and what the type already says.
TOLD = frozenset({"journal article", "article", "english abstract"})


def type_of(word: str) -> tuple[str, bool]:
    """The CSL type for a program's word, and whether it's an exact match."""
    if word.lower() in CSL:
        return word.lower(), True
    plain = plainly(word)
    ours = MORE.get(plain) or TYPES.get(plain)
    if ours is None and not plain:
        return "article", True
    return ours or "article", ours is not None and plain not in NEAREST


def is_thesis(word: str) -> bool:
    """Whether a program's type is a thesis, for which a source has a genre."""
    return plainly(word) in THESES


def design_of(publication_types: list[str]) -> str | None:
    """The design in PubMed's publication types, if any."""
    said = {one.lower() for one in publication_types}
    return next((design for word, design in DESIGNS.items() if word in said), None)


def genre_of(publication_types: list[str]) -> str | None:
    """What a publication calls itself, if that says more than its type and design."""
    for one in publication_types:
        plain = one.lower()
        coded = plain.endswith("]") or plain.startswith(("research support", "10."))
        if plain not in TOLD and plain not in DESIGNS and not coded:
            return one
    return None
