"""The fields of a document, and their weights."""

from collections.abc import Iterable, Mapping

from search.engines.protocol import Field, Weighting

DELIVERY = "delivery"
HARMS = "harms"
RECOMMENDATIONS = "recommendations"
RED_FLAGS = "red-flags"
# Whole names, each as a single term: looked in only where the words of a query are a name.
NAME = "whole-name"
OTHER_NAME = "whole-other-name"
# How each field counts: what an entry is called, far above what is said about it. Length doesn't
# matter where it tells nothing: a name among many is no less a name.
FIELDS: Mapping[str, Field] = {
    "name": Field(8.0, length=0.25),
    "synonyms": Field(6.0, length=0.0),
    "title": Field(4.0),  # of claims and sources, which are sentences rather than names
    "summary": Field(3.0),
    "category": Field(2.0, length=0.0),
    "authors": Field(2.0, length=0.25),
    "findings": Field(1.0),
    "harms": Field(1.0),
    "cautions": Field(1.0),
    "delivery": Field(1.0),
    "recommendations": Field(1.0),
    RED_FLAGS: Field(1.0),
    "prose": Field(1.0),
    "sources": Field(0.3),  # what an entry cites
    NAME: Field(0.0, length=0.0),
    OTHER_NAME: Field(0.0, length=0.0),
}
WEIGHTING = Weighting(FIELDS)


def whole_name(terms: Iterable[str]) -> str:
    """A whole name as a single term."""
    return "_".join(terms)
