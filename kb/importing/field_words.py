"""What people call the fields of references, for reports: a program's own name for one, such as a
two-letter tag of RIS, says nothing to most.
"""

from collections.abc import Mapping

# By a source's name of the field, where that isn't the word itself.
OF_SOURCES: Mapping[str, str] = {
    "issued": "date",
    "accessed": "date of access",
    "container-title": "journal or book",
    "container-title-short": "short name of the journal",
    "publisher-place": "place of the publisher",
    "page": "pages",
    "article-number": "article number",
    "genre": "kind of publication",
    "URL": "web address",
}
# By what other programs call a field that sources don't have.
OF_OTHERS: Mapping[str, str] = {
    "AB": "abstract",
    "AD": "address of the authors",
    "AID": "number of the article",
    "AN": "number in a database",
    "C1": "address of the authors",
    "DB": "database",
    "DE": "keywords",
    "DP": "database",
    "FX": "funding",
    "KW": "keyword",
    "L1": "file",
    "L2": "link",
    "L4": "picture",
    "LK": "link",
    "M1": "number",
    "MH": "keyword",
    "N1": "note",
    "N2": "abstract",
    "OT": "keyword",
    "RN": "substance",
    "UR": "web address",
}


def called(tag: str, name: str = "") -> str:
    """A field in words with the file's own name for it: `date (PY)`; `name` is a source's name of
    the field, if it has one.
    """
    words = OF_SOURCES.get(name, name) or OF_OTHERS.get(tag, "")
    return f"{words} ({tag})" if words and words.lower() != tag.lower() else tag
