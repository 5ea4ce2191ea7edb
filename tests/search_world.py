"""A made-up library that is searched: each entry has a trap for a careless reader of queries."""

from dataclasses import replace

from factories import a_finding, a_library, a_source, an_intervention
from kb.model.collection import Term
from kb.model.entries import Condition
from kb.model.library import Library


def a_condition() -> Condition:
    """The made-up condition that the made-up collection is about."""
    return Condition.model_validate(
        {
            "id": "sore-back",
            "name": "Sore back with spasm",
            "synonyms": ["back spasm", "sore back"],
            "summary": "The back is sore.",
            "changes": [{"date": "2026-01-01", "what": "Made up"}],
            "reviewed": "2026-01-01",
        }
    )


def a_recommendation(body: str, direction: str, year: str) -> dict[str, object]:
    """What a body says of an intervention to everyone."""
    return {
        "body": body,
        "year": year,
        "population": "everyone",
        "direction": direction,
        "strength": "strong",
        "source": "trial-2020",
    }


def a_world() -> Library:
    """Made-up interventions for a made-up condition, each with a trap for careless readers."""
    interventions = (
        an_intervention(
            a_finding(id="trial-2020--1", stage="chronic", key="true"),
            a_finding(id="trial-2020--2", stage="acute", source="flexeril-2001"),
            harms=[{"what": "Sprains of the wrist", "source": "trial-2020"}],
            delivery=[{"what": "Weekly classes", "source": "trial-2020"}],
            recommendations=[
                a_recommendation("Board of Backs (BOB)", "for", "2020"),
                a_recommendation("ACME", "against", "2010"),
            ],
        ),
        an_intervention(
            id="bed-rest", name="Bed rest", summary="Lying down with a sore back and a spasm."
        ),
        an_intervention(
            id="tens",
            name="TENS",
            subject="TENS",
            synonyms=["tens unit"],
            summary="A current against a sore back.",
        ),
        an_intervention(id="kinesio-taping", name="Kinesio taping", summary="Tape on a sore back."),
        an_intervention(
            id="electroacupuncture",
            name="Electroacupuncture",
            synonyms=["e-stim needles"],
            summary="Needles and current.",
        ),
        an_intervention(
            id="heat", name="Superficial heat", synonyms=["heat wrap"], summary="Warmth."
        ),
        an_intervention(id="cold", name="Cold packs", summary="Ice."),
        an_intervention(
            id="flexeril",
            name="Cyclobenzaprine",
            synonyms=["Flexeril"],
            summary="A relaxant in drowsy trials.",
        ),
        an_intervention(
            id="physiotherapy",
            name="Physiotherapy",
            summary="Movement.",
            recommendations=[a_recommendation("ACME", "for", "2020")],
        ),
    )
    source = a_source(
        id="flexeril-2001",
        title="Heatwrap of the back",
        author=[{"family": "Wieland"}],
        issued="2001",
    )
    library = a_library(
        *interventions, sources=[source], conditions=[a_condition()], focus="sore-back"
    )
    needles = {
        "id": "needles",
        "name": "Needles",
        "definition": "Made up.",
        "means": ["electroacupuncture", "physiotherapy"],
    }
    board = {"id": "bob", "name": "Grand Council", "abbreviation": "BOB", "definition": "Made up."}
    terms = {"needles": Term.model_validate(needles), "bob": Term.model_validate(board)}
    return replace(library, vocabulary=replace(library.vocabulary, terms=terms))
