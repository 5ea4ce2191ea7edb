"""Turns of phrase that readers never see, each with an example and what to write instead.

They read as if translated. Examples are from the first version. Add a line for any new kind.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Phrase(NamedTuple):
    """A kind of phrase: a pattern, an example it matches, and better words."""

    pattern: str
    example: str
    better: str


# Matched with case, as names such as `Misuse` are code.
BANNED = (
    Phrase(
        r"\b[Ss]tand(s|ing)? (on|beside|between|behind|here|there|among|in|at|before|below)\b",
        "It stands on the card",
        "is on",
    ),
    Phrase(
        r"\b[Ss]tands? for (itself|nothing|the (treatment|intervention))\b",
        "can't stand for the treatment",
        "doesn't count for",
    ),
    Phrase(r"\bmay stand (here|at)\b", "the words that may stand here", "is allowed"),
    Phrase(
        r"\b(is|are|was|were|be|being) told\b",
        "What is left out is told in the answer",
        "is listed",
    ),
    Phrase(
        r"\btells? (what|whether|which|how|more|of)\b", "kb --help tells more", "explains, says"
    ),
    Phrase(
        r"\b[Hh]olds? (no|an?|any|all|the|it|what|how|few|only|every|each|them|one)\b",
        "This collection holds no report of harm",
        "has",
    ),
    Phrase(r"\b[Nn]o entr(y|ies) holds?\b", "No entry holds accupuncture", "No results for"),
    Phrase(
        r"\bheld (against|here|in this|by the collection)\b",
        "Last held against its sources",
        "checked against",
    ),
    Phrase(r"\bput(s|ting)? (\w+ ){0,2}right\b", "what an editor must put right", "fix"),
    Phrase(
        r"(?<![-`.\w])[Bb]eside\b(?![-`])", "Beside each name stand the certainty", "next to, with"
    ),
    Phrase(r"\b(their|its) stead\b", "points pressed in their stead", "instead"),
    Phrase(r"\b(None|[Ee]mpty|[Nn]othing) where\b", "None where there is none", "None if"),
    Phrase(
        r"(?<![Tt]here )\bis no (word|cite|id|entry|list|valid|date|folder|certainty)\b",
        '"maybe" is no word',
        "isn't a",
    ),
    Phrase(
        r"(?<![Tt]here )\b(is|are) none\b",
        "a field that is absent is none",
        "say what it is",
    ),
    Phrase(r"\bis none of the\b", "is none of the words that may stand here", "isn't a valid"),
    Phrase(
        r"\b(this|the|our) house\b|\bhouse (order|rules?)\b",
        "This is a rule of this house",
        "our own rule",
    ),
    Phrase(r"\bbec[oa]mes? of\b", "What became of its source", "status"),
    Phrase(r"\bin vain\b", "looked for in vain", "without success"),
    Phrase(
        r"[,;] wanted\b|\b(is|are) wanted\b|\bwanted an?\b",
        'given "x", wanted a number',
        "isn't a number; use 1",
    ),
    Phrase(r"\bwho asks\b", "names who asks", "the user"),
    Phrase(r"\bwhat (is|was) asked\b(?! (for|of))", "what is asked", "the question"),
    Phrase(r"\b(is|are) (that|those) of\b", "It is that of the longest name", "name it again"),
    Phrase(r"\bto be seen\b", "the feed is to be seen", "visible"),
    Phrase(
        r"\bthere for programs\b", "Everything is also there for programs", "for other programs"
    ),
    Phrase(r"\b[Tt]ak(e|es|ing|en) (it |them )?along\b", "Take it along", "Cite and export"),
    Phrase(r"\b(into|[Ss]ee|[Ee]mpty) the basket\b", "Put into the basket", "Save, Saved list"),
    Phrase(r"\b[Uu]nfold (all|every|it)", "Unfold everything", "Show all"),
    Phrase(r"\b[Ww]hom and against\b", "Whom and against what", "Population and comparator"),
    Phrase(
        r"\bsearched for instead\b", "“acupuncture” was searched for instead", "Showing results for"
    ),
    Phrase(
        r"\bread as (part of the question|asking)\b",
        "“should” was read as part of the question",
        "say nothing",
    ),
    Phrase(r"\bFound in:", "Found in: name and 7 more", "delete"),
    Phrase(r"\b[Tt]ake away\b", "Take away Chronic", "Remove filter"),
    Phrase(r"\bticked\b|\bTick (two|2)\b", "Compare the ticked", "selected"),
    Phrase(r"\btwo to \d", "Choose two to 4", "2 to 4"),
    Phrase(
        r"\bbefore any treatment\b",
        "Red flags come before any treatment",
        "Rule out red flags first",
    ),
    Phrase(r"\bmakes? us\b", "how sure the studies make us", "how certain the evidence is"),
    Phrase(
        r"\bsure (we|the source) (can be|is)\b",
        "How sure we can be was not rated",
        "certain, certainty",
    ),
    Phrase(r"clinician(['’]s|s['’]) words", "The same in a clinician's words", "Clinician summary"),
    Phrase(
        r"\babsence of any one\b",
        "The absence of any one rules nothing out",
        "Not having one doesn't",
    ),
    Phrase(r"\bclinicians name it\b", "As clinicians name it", "Clinical term"),
    Phrase(r"\bsign tells\b", "How well this sign tells", "How accurate is this sign?"),
    Phrase(r"\bas a routine\b", "images as a routine", "routinely"),
    Phrase(r"\bvery (stage|number|result|finding|type|one)\b", "at this very stage", "this, exact"),
    Phrase(r"\bhardly sure\b", "The source is hardly sure at all", "GRADE's own words"),
    Phrase(r"\bno letter merges\b", "no letter merges the two", "we don't combine them"),
    Phrase(
        r"\b(range|range over) is said\b|\bis said so\b|\bsaid to be so\b",
        "the range is said",
        "state the range",
    ),
    Phrase(r"\bseen of (it|them)\b", "what could not be seen of it", "limits to our access"),
    Phrase(r"\bThere is no such\b", "There is no such page", "Page not found"),
    Phrase(r"\banother name here\b", "the entry has another name here", "Check the address"),
    Phrase(
        r"\bfault is (on|ours)\b", "The fault is on this side", "something went wrong on our side"
    ),
    Phrase(r"\bSomething failed\b", "Something failed here", "Sorry, something went wrong"),
    Phrase(r"\bmouse rests\b", "when the mouse rests on it", "on hover"),
    Phrase(r"\bthe cure\b", "the cure, and the name of the rule", "how to fix it"),
    Phrase(
        r"\b(second|another) look\b|\b[Ll]ook again\b",
        "warnings ask for a second look",
        "worth checking",
    ),
    Phrase(r"\d misuse\b", "2 misuse", "usage error"),
    Phrase(r"\bmachine alone\b", "this machine alone", "local only"),
    Phrase(
        r"\b(everything|all) that follows from\b",
        "with everything that follows from it",
        "all derived values",
    ),
    Phrase(r"\ba second time\b", "is written a second time", "duplicate"),
    Phrase(r"\bnames? no (source|address)\b", "the cite names no source", "no such source"),
    Phrase(r"\b(is|are) there already\b", "yoga.yaml is there already", "already exists"),
    Phrase(r"\b[Nn]othing is called\b", "nothing is called x", "no entry x"),
    Phrase(
        r"\bmean that there is none\b",
        "does not mean that there is none",
        "doesn't mean there is none",
    ),
    Phrase(r"\bspeaks? for\b", "They speak for nothing here", "not counted here"),
    Phrase(
        r"\bwhile (its|their) editors?\b",
        "Withheld while their editor puts them right",
        "being corrected",
    ),
    Phrase(r"\beach once\b", "The readings, each once", "without duplicates"),
    Phrase(r"\banew\b", "is built anew", "again, rebuilt"),
    Phrase(r"\.;", "not for spasm.; 5 mg", "join as sentences"),
    Phrase(r"\bof a retracted\b", "Not shown: 1 of a retracted source", "from"),
    Phrase(r"\b[Ss]uch a one\b|\ba one\b", "such a one", "name it"),
    Phrase(r"\boffers neither\b", "offers neither antidepressants", "recommends against"),
)


def banned_in(text: str) -> Iterator[str]:
    """Each banned phrase in a text, with its surroundings."""
    for phrase in BANNED:
        for match in re.finditer(phrase.pattern, text):
            around = " ".join(text[max(0, match.start() - 40) : match.end() + 40].split())
            yield f"“{around}”: write {phrase.better}"
