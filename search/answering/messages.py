"""All sentences that search shows to readers. This module makes no decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from kb.model.condition_parts import PathwayStep
from kb.model.entries import VERDICT_WORDS, Delivery, Recommendation
from search.answering import reading_words
from search.query.query_changes import (
    Change,
    CharactersDropped,
    Corrected,
    Excluded,
    Ignored,
    MemberOf,
    NoSourceBy,
    NotFound,
    NothingHeld,
    NothingOnGroup,
    NoWords,
    OutsideScope,
    PartialMatches,
    SeveralStages,
    StagePreferred,
    UnknownFilter,
    UnknownValue,
    WordsDropped,
)
from search.text.emergency_words import Emergency
from search.text.plain_text import plain_text

if TYPE_CHECKING:
    from kb.model.derived import AbsoluteEffect, NumberNeeded

LONGEST = 40  # characters of what was typed that are repeated to the reader

Edition = tuple[str, int | None, bool]  # a body, its year, whether it has lapsed

# What was done differently from what was typed


def sentence(change: Change) -> str:
    """The sentence for a change."""
    match change:
        case CharactersDropped(limit):
            return f"Only the first {limit} characters were used."
        case WordsDropped(limit):
            return f"Only the first {limit} words were used."
        case NoWords():
            return "There are no words to search for, so all results are shown."
        case UnknownValue(typed):
            return f"{quoted(typed)} isn\u2019t a known filter, so it was searched for as words."
        case UnknownFilter(name):
            return f"Ignored the unknown filter {quoted(name)}."
        case Corrected(typed, used):
            return f"Showing results for {quoted(used)} instead of {quoted(typed)}."
        case Ignored(word):
            return f"Ignored {quoted(word)} (no matches)."
        case NotFound(word):
            return f"No results for {quoted(word)}."
        case StagePreferred(stage):
            return f"Showing {quoted(stage)} findings first."
        case SeveralStages(stages):
            return f"You named {_listed(stages)}, so findings on neither come first."
        case PartialMatches(filtered):
            within = " within these filters" if filtered else ""
            return f"Nothing matches all your words{within}. Showing partial matches."
        case Excluded(words):
            return f"Leaving out results with {quoted(words)}."
        case MemberOf(medicine, member_is):
            return f"{quoted_start(medicine)} is {member_is}."
        case NothingOnGroup(group):
            return f"Nothing here is about {quoted(group)}."
        case OutsideScope(words, focus):
            typed = quoted(" ".join(words))
            return f"This collection is about {focus}, not about {typed} itself."
        case NothingHeld(words):
            return f"This collection holds nothing about {quoted(words)}."
        case NoSourceBy(author, year):
            return f"No source here names {quoted(quoted_start(author))} as an author in {year}."


# What answers, or that nothing does


def emergency(kind: Emergency, told: str = "") -> str:
    """To get help at once, whatever the collection holds; then what it holds, if anything."""
    return f"{EMERGENCIES[kind]} {told or CANNOT_HELP}"


def never_compared(one: str, other: str) -> str:
    """No trial compares the two treatments directly."""
    return f"No finding here compares {one} with {other} directly."


def of_classes(titles: Sequence[str], finding: str) -> str:
    """A finding of the classes of two medicines, where none is of themselves."""
    return f"About {joined(titles)} as groups: {finding}"


def no_measure(measure: str, title: str) -> str:
    """No finding has the measure."""
    return f"No {measure} is recorded here for {title}."


def nothing_at(horizon: str, title: str) -> str:
    """No finding has this length of follow-up."""
    return f"No {horizon}-term finding is recorded here for {title}."


def nothing_at_stage(opening: str, title: str) -> str:
    """A stage or form of the condition that no finding is about."""
    return f"{opening}, no finding is recorded here for {title}."


def worked_out(effect: AbsoluteEffect, needed: NumberNeeded) -> str:
    """A number needed that no source prints but that follows from the counts it prints."""
    from kb.statements.phrases import printed  # most searches state no number

    number, low, high = (printed(one) for one in (needed.number, needed.low, needed.high))
    said = f"{effect.of[:1].upper()}{effect.of[1:]}, {effect.given} compared with {effect.other}"
    return f"{said}: {needed.kind} {number} ({low} to {high}), worked out here from the counts."


def no_recommendation(body: str, title: str) -> str:
    """A guideline body's recommendation on a treatment isn't recorded."""
    return f"No recommendation of {body} on {title} is recorded here."


def by_body(said: Mapping[Edition, Mapping[str, Sequence[str]]]) -> str:
    """What each edition of a body's guidelines recommends, by direction, a line for each."""
    lines = (
        f"{_edition(*edition)}, {DIRECTIONS[way].lower()}: {'; '.join(by[way])}."
        for edition, by in said.items()
        for way in by
        if by[way]
    )
    return "\n".join(("Recommendations recorded here, by treatment:", *lines))


def _edition(body: str, year: int | None, has_lapsed: bool) -> str:
    return ", ".join(filter(None, (body, str(year or ""), "lapsed" if has_lapsed else "")))


def recommended(title: str, one: Recommendation) -> str:
    """A treatment with what of it is recommended, and what is excepted or depended on."""
    excepted = f"except: {one.exception}" if one.exception else None
    only = ", ".join(filter(None, (one.arm, excepted, one.proviso)))
    return f"{title} ({only})" if only else title


def nothing_by_body(body: str) -> str:
    """No recommendation of a body is recorded."""
    return f"No recommendation of {body} is recorded here."


def disagreements(titles: Mapping[str, Sequence[str]], more: bool) -> str:
    """The treatments on which guidelines disagree, by stage, a line for each; whether there are
    more.
    """
    said = (f"{stage}: {joined(titles[stage])}." for stage in titles)
    return "\n".join((DISAGREE, *said, *((MORE_DISAGREE,) if more else ())))


def no_entry_about(medicine: str, member_is: str) -> str:
    """The medicine's class has no entry."""
    return f"{quoted_start(medicine)} is {member_is}. This collection has no entry about it."


def recommendation(one: Recommendation, has_lapsed: bool) -> str:
    """A guideline body's recommendation, in its own words if known, with the remark on it."""
    year = f" ({one.year})" if one.year else ""
    strength = f", {one.strength}" if one.strength != "not-stated" else ""
    words = f" \u201c{one.stated}\u201d." if one.stated else ""
    about = f"{one.arm}, {one.population}" if one.arm else one.population
    excepted = f"Except: {one.exception}." if one.exception else None
    proviso = f"{one.proviso[:1].upper()}{one.proviso[1:]}." if one.proviso else None
    note = "".join(
        f" {plain_text(text)}" for text in (excepted, proviso, one.note, one.doubt) if text
    )
    old = " Superseded by a newer edition." if one.superseded else ""
    old += " Lapsed: past its own expiry." if has_lapsed else ""
    return f"{one.body}{year}, {about}: {one.direction}{strength}.{words}{note}{old}"


def given(ways: Sequence[Delivery]) -> str:
    """How a treatment is given, with how much and how long where that is known."""
    return " ".join(part for way in ways for part in _parts(way))


def _parts(way: Delivery) -> Iterator[str]:
    arm = f"{way.arm}: " if way.arm else ""
    told = (way.what, way.dose, way.duration, way.words)
    for place, part in enumerate(plain_text(part) for part in told if part):
        said = part if place else arm + part
        yield said if said.endswith((".", "!", "?")) else f"{said}."


def positions(said: Sequence[Recommendation], lapsed: Set[str]) -> str:
    """Who is for a treatment, who against it and who neither; `lapsed` are the ids of sources."""
    by = {
        way: [_position(one, one.source in lapsed) for one in said if one.direction == way]
        for way in DIRECTIONS
    }
    lines = (f"{DIRECTIONS[way]}: {'; '.join(dict.fromkeys(by[way]))}." for way in by if by[way])
    return " ".join(lines)


def _position(one: Recommendation, has_lapsed: bool) -> str:
    strength = "" if one.strength == "not-stated" else one.strength
    lapsed = "lapsed" if has_lapsed else ""
    excepted = f"except: {one.exception}" if one.exception else ""
    people = f"in {one.population}"
    said = (one.body, str(one.year or ""), one.arm, strength, lapsed, people, excepted, one.proviso)
    return ", ".join(filter(None, said))


def steps(found: Sequence[PathwayStep]) -> str:
    """Steps of a condition's pathway."""
    return " ".join(f"{step.title}: {plain_text(reading_words.step(step))}" for step in found)


def signs(by_urgency: Mapping[str, Sequence[str]]) -> str:
    """Signs of a condition by how soon they need help."""
    said = (
        f"{how_soon}: {'; '.join(map(plain_text, lay))}."
        for how_soon, lay in by_urgency.items()
        if lay
    )
    return " ".join(said)


def checked(claim: str, verdict: str, why: str) -> str:
    """A claim with what the sources make of it, and why."""
    said = plain_text(claim).rstrip(".")
    return f"\u201c{said}\u201d: {VERDICT_WORDS[verdict].lower()}. {plain_text(why)}"


def no_way_given(title: str) -> str:
    """How a treatment is given isn't recorded."""
    none = f"{title}: how it\u2019s given, or how much, isn\u2019t recorded here."
    return f"{none} Findings may name what trials used."


def no_missed_dose(title: str) -> str:
    """What to do after a missed dose isn't recorded."""
    return f"{title}: what to do after a missed dose isn\u2019t recorded here."


# Where a reader may want to go next


def definition(name: str, meaning: str) -> str:
    """The definition of a word."""
    return f"{name}: {meaning}"


def did_you_mean(word: str) -> str:
    """Suggests a search for a similar word."""
    return f"Did you mean {quoted(word)}?"


def may_mean(words: str, title: str) -> str:
    """Suggests one of several entries with this name."""
    return f"{quoted(words)}: do you mean {title}?"


def compare(titles: Sequence[str]) -> str:
    """Links to the comparison of several treatments."""
    return f"Compare {', '.join(titles[:-1])} and {titles[-1]}"


def jump_to(title: str, section: str) -> str:
    """Links to the section of an entry that answers a question."""
    return f"Jump to: {title} \u2192 {SECTIONS[section]}"


def nothing_recorded(title: str, section: str) -> str:
    """The section of an entry is empty."""
    return f"{title}: {NOTHING_RECORDED[section]}"


def evidence_table(about: Sequence[str], against: str = "") -> str:
    """Links to the evidence map, with the stage, outcomes and comparator if named."""
    compared = f" compared with {against.lower()}" if against else ""
    return (
        f"Evidence map: {', '.join(about)}{compared}" if about else "Evidence map of all treatments"
    )


def with_cautions(group: str) -> str:
    """Links to the treatments with cautions about a group of people."""
    return f"Treatments with cautions: {group}"


def only_stage(stage: str) -> str:
    """The same search, limited to one stage."""
    return f"{stage} only"


def look_at(title: str) -> str:
    """An entry with a name like the one that wasn't found."""
    return f"Look at {title}"


def instead(typed: str) -> str:
    """The same search exactly as typed."""
    return f"Search for {quoted(typed)} instead"


CANNOT_HELP = "This collection can\u2019t help in an emergency."
EMERGENCIES: Mapping[Emergency, str] = {
    "overdose": "If you or someone else may have taken too much, get emergency help now.",
    "self-harm": "If you might harm yourself, get emergency help now.",
    "suicide": "If you might harm yourself, get emergency help now.",
    "danger": "If this is happening to you or someone else, get emergency help now.",
}
DIRECTIONS = {"for": "For", "against": "Against", "neither": "Neither for nor against"}
MORE_DISAGREE = "There are more; the page of guidelines has them all."
DISAGREE = "By the guidelines recorded here, one body is for these treatments and another against:"
SIMILAR_WORDS = "Include similar words and spellings"
WITHOUT_FILTERS = "Search without filters"
BROWSE_ALL = "Browse all treatments"

# By section of an entry's page: its heading, and what is said where it is empty.
SECTIONS = {
    "harms": "Harms and cautions",
    "delivery": "How it is given",
    "recommendations": "Guidelines",
    "pictures": "Forest plots",
    "findings": "Benefits, each finding with its certainty",
}
NOTHING_RECORDED = {
    "harms": "no harms or cautions recorded",
    "delivery": "no details of how it is given recorded",
    "recommendations": "no guideline recommendations recorded",
    "pictures": "no findings recorded",
    "findings": "no findings recorded",
}

# What a score is made of


def every_entry() -> str:
    """Part of a score that every entry gets."""
    return "every entry"


def words_in_order(words: Sequence[str]) -> str:
    """A phrase."""
    return f"\u201c{' '.join(words)}\u201d in this order"


def word_in(word: str, fields: Sequence[str]) -> str:
    """A word in a field."""
    return f"\u201c{word}\u201d in {', '.join(fields)}"


def name_of(name: str, fields: Sequence[str]) -> str:
    """A whole name in a field."""
    return f"name \u201c{name}\u201d in {', '.join(fields)}"


def quoted(word: str) -> str:
    """The typed words in quotation marks, shortened if they're long."""
    return f"\u201c{word}\u201d" if len(word) <= LONGEST else f"\u201c{word[:LONGEST]}\u2026\u201d"


def quoted_start(word: str) -> str:
    """A name at the start of a sentence."""
    return word[:1].upper() + word[1:]


def _listed(words: Sequence[str]) -> str:
    return joined([quoted(word) for word in words])


def joined(words: Sequence[str]) -> str:
    """Words in a sentence."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
