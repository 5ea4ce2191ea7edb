"""What must hold between the fields of an entry and between files: one function per rule, its
docstring for editors.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb.model.collection import VOCABULARY, Collection, Comparator, Named, Scale, Threshold
from kb.model.condition_parts import PathwayStep
from kb.model.entries import (
    Change,
    Claim,
    Condition,
    Delivery,
    Intervention,
    Recommendation,
)
from kb.model.finding import Certainty, Effect, Finding
from kb.model.library import Library
from kb.model.problems import Problem, Severity
from kb.model.schema import Model
from kb.model.source import Name, Source
from kb.reading.field_checks import Draft
from kb.reading.files import File
from kb.reading.nodes import Node, Path, place
from kb.reading.shape import fields
from kb.rules import (
    certainty_rules,
    claim_rules,
    entry_rules,
    finding_rules,
    prose_rules,
    source_rules,
    text_rules,
    vocabulary_rules,
)
from kb.rules import library_rules as between
from kb.rules.faults import Calendar, Fault, Rule, Setting, explanation, name

__all__ = [
    "ALL",
    "WARNINGS",
    "Broken",
    "broken",
    "broken_between",
    "broken_in",
    "explanation",
    "name",
]

DATED: tuple[Rule, ...] = (
    entry_rules.reviewed_not_in_future,
    entry_rules.review_overdue,
    entry_rules.changes_newest_first,
)
RULES: Mapping[type[Model], tuple[Rule, ...]] = {
    Finding: (
        finding_rules.effect_or_result,
        finding_rules.finding_id_names_its_source,
        finding_rules.better_where_required,
        finding_rules.scale_agrees_with_better,
        finding_rules.than_where_needed,
        finding_rules.event_where_needed,
        finding_rules.people_where_indirect,
        finding_rules.size_only_beside_result,
        finding_rules.size_by_acp_or_ahrq,
        finding_rules.level_fits_interval,
        finding_rules.estimate_within_review,
        finding_rules.same_data_is_elsewhere,
        finding_rules.key_is_eligible,
    ),
    Effect: (
        finding_rules.interval_complete,
        finding_rules.interval_in_order,
        finding_rules.estimate_within_interval,
        finding_rules.ratio_positive,
        finding_rules.number_needed_is_one_or_more,
        finding_rules.difference_has_scale_or_unit,
        finding_rules.value_within_scale,
    ),
    Certainty: (
        certainty_rules.level_adds_up,
        certainty_rules.step_in_its_list,
        certainty_rules.other_scheme_is_said,
        certainty_rules.range_is_no_level,
    ),
    Delivery: (entry_rules.delivery_says_something,),
    Recommendation: (entry_rules.stage_of_recommendation,),
    PathwayStep: (entry_rules.first_line_is_recommended,),
    Change: (entry_rules.change_not_in_future,),
    Name: (source_rules.name_has_family_or_literal, source_rules.names_keep_their_case),
    Intervention: (
        entry_rules.summary_at_most_50_words,
        entry_rules.finding_ids_once,
        entry_rules.at_most_three_keys,
        entry_rules.a_key_where_one_is_eligible,
        entry_rules.keys_are_those_the_rules_choose,
        entry_rules.related_is_another,
        *DATED,
    ),
    Condition: (entry_rules.summary_at_most_50_words, entry_rules.part_ids_once, *DATED),
    Claim: (claim_rules.verdict_has_sources, claim_rules.search_is_described, *DATED),
    Source: (
        source_rules.doi_well_formed,
        source_rules.pmid_well_formed,
        source_rules.pmcid_well_formed,
        source_rules.issn_well_formed,
        source_rules.url_is_a_web_address,
        source_rules.source_date_not_in_future,
        source_rules.search_before_publication,
        source_rules.retraction_has_status,
    ),
    Collection: (vocabulary_rules.thresholds_do_not_overlap,),
    Threshold: (vocabulary_rules.bands_rise, vocabulary_rules.threshold_scales_fit_measure),
    Scale: (vocabulary_rules.scale_ends_in_order,),
    Comparator: (vocabulary_rules.comparator_has_phrase,),
}
TEXT: tuple[Rule, ...] = (
    text_rules.no_markup_of_other_programs,
    text_rules.characters_are_those_meant,
)
CITES: tuple[Rule, ...] = (prose_rules.cites_exist, prose_rules.cites_have_their_sign)
PROSE: tuple[Rule, ...] = (*CITES, prose_rules.no_banned_words)
BETWEEN = (
    between.ids_unique_across_kinds,
    between.names_once,
    between.no_unused_sources,
    between.one_source_per_publication,
)
# These count over a whole entry: of one that could be read in part only they would say what is not
# so.
WHOLE = frozenset(
    {entry_rules.a_key_where_one_is_eligible, entry_rules.keys_are_those_the_rules_choose}
)
WARNINGS: frozenset[Callable[..., object]] = frozenset(
    {
        finding_rules.scale_agrees_with_better,
        finding_rules.size_by_acp_or_ahrq,
        finding_rules.level_fits_interval,
        finding_rules.estimate_within_review,
        entry_rules.review_overdue,
        source_rules.retraction_has_status,
        entry_rules.stage_of_recommendation,
        entry_rules.keys_are_those_the_rules_choose,
        source_rules.names_keep_their_case,
        between.names_once,
        between.no_unused_sources,
        between.one_source_per_publication,
    }
)
ALL: tuple[Callable[..., object], ...] = (
    *dict.fromkeys(rule for rules in RULES.values() for rule in rules),
    *TEXT,
    *PROSE,
    vocabulary_rules.words_once,
    *BETWEEN,
)


@dataclass(frozen=True)
class Broken:
    """The rules one file breaks. They stay the same through the day `until` as long as the file,
    the entries it mentions, the vocabulary and the thresholds do; where `any_source`, a new
    source may change them too.
    """

    problems: tuple[Problem, ...]
    any_source: bool
    until: date


def broken(library: Library, today: date) -> Iterator[Problem]:
    """A problem for every broken rule; `library` holds all that could be read, right or not."""
    for file in library.files.values():
        yield from broken_in(file, library, today).problems
    yield from broken_between(library)


def broken_in(file: File, library: Library, today: date) -> Broken:
    """The rules that one file breaks."""
    calendar, any_source = Calendar(today), False
    found: list[Problem] = []
    for draft in file.drafts:
        if draft.entry:
            setting = Setting(library, file, draft.entry, calendar)
            found += _in_draft(draft, draft.entry, setting)
            any_source |= setting.looked_at_all_sources
    if file.kind in VOCABULARY:
        found += [
            _problem(vocabulary_rules.words_once, fault, file.root, file.path)
            for fault in vocabulary_rules.words_once(file)
        ]
    return Broken(tuple(found), any_source, calendar.until)


def broken_between(library: Library) -> Iterator[Problem]:
    """The rules that are broken between files."""
    for rule in BETWEEN:
        for path, fault in rule(library):
            yield _problem(
                rule, fault, library.files[path].root if fault.path else None, path
            )  # a whole file is its line 1


def _in_draft(draft: Draft, entry: Model, setting: Setting) -> Iterator[Problem]:
    for path, thing, rules in _things(entry):
        for rule in rules:
            if draft.whole or rule not in WHOLE:
                for fault in rule(thing, setting):
                    yield _problem(
                        rule,
                        Fault((*path, *fault.path), fault.message, fault.hint),
                        draft.node,
                        setting.file.path,
                        draft.within,
                    )


def _things(thing: Model, path: Path = ()) -> Iterator[tuple[Path, object, tuple[Rule, ...]]]:
    """Everything in an entry that rules look at, with its path: the entry, its parts, its texts."""
    yield path, thing, RULES.get(type(thing), ())
    for key, (_, shape) in fields(type(thing)).items():
        value = getattr(thing, key.replace("-", "_"))
        item = shape.item or shape
        for step, part in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            below = (*path, key) if step is None else (*path, key, step)
            if isinstance(part, Model):
                yield from _things(part, below)
            elif item.words and isinstance(part, str):
                yield below, part, TEXT
                if item.prose:
                    yield below, part, CITES if _says_what_others_say(thing, key) else PROSE


def _says_what_others_say(thing: Model, key: str) -> bool:
    """A claim repeats what people say, and the vocabulary explains words, banned ones too."""
    return isinstance(thing, Named) or (isinstance(thing, Claim) and key == "claim")


def _problem(
    rule: Callable[..., object], fault: Fault, node: Node | None, file: str, within: str = ""
) -> Problem:
    where = place(node, fault.path)
    field = f"{within}.{where.field}" if within and where.field else within or where.field
    severity: Severity = "warning" if rule in WARNINGS else "error"
    return Problem(
        file, where.line, where.column, field, fault.message, fault.hint, name(rule), severity
    )
