"""What must hold between the fields of an entry and between files: one function per rule, its docstring for editors."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kb.building import Draft
from kb.files import File
from kb.library import Library
from kb.model import (
    VOCABULARY,
    Certainty,
    Change,
    Claim,
    Collection,
    Comparator,
    Condition,
    Delivery,
    Effect,
    Finding,
    Intervention,
    Model,
    Name,
    Named,
    PathwayStep,
    Recommendation,
    Scale,
    Source,
    Threshold,
)
from kb.nodes import Node, Path, place
from kb.problems import Problem, Severity
from kb.rules import entries, findings, prose, sources, vocabulary
from kb.rules import library as between
from kb.rules.faults import Fault, Rule, Setting, explanation, name
from kb.shapes import fields

__all__ = ["ALL", "WARNINGS", "broken", "explanation", "name"]

DATED: tuple[Rule, ...] = (entries.reviewed_not_in_future, entries.review_overdue, entries.changes_newest_first)
RULES: Mapping[type[Model], tuple[Rule, ...]] = {
    Finding: (
        findings.effect_or_result,
        findings.finding_id_names_its_source,
        findings.better_where_required,
        findings.scale_agrees_with_better,
        findings.than_where_needed,
        findings.event_where_needed,
        findings.people_where_indirect,
        findings.size_only_beside_result,
        findings.size_by_acp_or_ahrq,
        findings.level_fits_interval,
        findings.estimate_within_review,
        findings.same_data_is_elsewhere,
        findings.key_is_eligible,
    ),
    Effect: (
        findings.interval_complete,
        findings.interval_in_order,
        findings.estimate_within_interval,
        findings.ratio_positive,
        findings.number_needed_is_one_or_more,
        findings.difference_has_scale_or_unit,
        findings.value_within_scale,
    ),
    Certainty: (findings.level_adds_up, findings.step_in_its_list, findings.other_scheme_is_said),
    Delivery: (entries.delivery_says_something,),
    Recommendation: (entries.stage_of_recommendation,),
    PathwayStep: (entries.first_line_is_recommended,),
    Change: (entries.change_not_in_future,),
    Name: (sources.name_has_family_or_literal,),
    Intervention: (
        entries.summary_at_most_50_words,
        entries.finding_ids_once,
        entries.at_most_three_keys,
        entries.a_key_where_one_is_eligible,
        entries.keys_are_those_the_rules_choose,
        entries.related_is_another,
        *DATED,
    ),
    Condition: (entries.summary_at_most_50_words, entries.part_ids_once, *DATED),
    Claim: DATED,
    Source: (
        sources.doi_well_formed,
        sources.pmid_well_formed,
        sources.pmcid_well_formed,
        sources.issn_well_formed,
        sources.url_is_a_web_address,
        sources.source_date_not_in_future,
    ),
    Collection: (vocabulary.thresholds_do_not_overlap,),
    Threshold: (vocabulary.bands_rise, vocabulary.threshold_scales_fit_measure),
    Scale: (vocabulary.scale_ends_in_order,),
    Comparator: (vocabulary.comparator_has_phrase,),
}
CITES: tuple[Rule, ...] = (prose.cites_exist, prose.cites_have_their_sign)
PROSE: tuple[Rule, ...] = (*CITES, prose.no_banned_words)
BETWEEN = (between.ids_unique_across_kinds, between.names_once, between.no_unused_sources, between.one_source_per_publication)
# These count over a whole entry: of one that could be read in part only they would say what is not so.
WHOLE = frozenset({entries.a_key_where_one_is_eligible, entries.keys_are_those_the_rules_choose})
WARNINGS: frozenset[Callable[..., object]] = frozenset(
    {
        findings.scale_agrees_with_better,
        findings.size_by_acp_or_ahrq,
        findings.level_fits_interval,
        findings.estimate_within_review,
        entries.review_overdue,
        entries.stage_of_recommendation,
        entries.keys_are_those_the_rules_choose,
        between.names_once,
        between.no_unused_sources,
        between.one_source_per_publication,
    }
)
ALL: tuple[Callable[..., object], ...] = (
    *dict.fromkeys(rule for rules in RULES.values() for rule in rules), *PROSE, vocabulary.words_once, *BETWEEN,
)  # fmt: skip


def broken(library: Library, today: date) -> Iterator[Problem]:
    """A problem for every rule that is broken; `library` holds all that could be read, right or not."""
    for file in library.files.values():
        for draft in file.drafts:
            if draft.entry:
                yield from _in_draft(draft, draft.entry, file, library, today)
        if file.kind in VOCABULARY:
            yield from (_problem(vocabulary.words_once, fault, file.root, file.path) for fault in vocabulary.words_once(file))
    for rule in BETWEEN:
        for path, fault in rule(library):
            yield _problem(rule, fault, library.files[path].root if fault.path else None, path)  # a whole file is its line 1


def _in_draft(draft: Draft, entry: Model, file: File, library: Library, today: date) -> Iterator[Problem]:
    setting = Setting(library, file, entry, today)
    for path, thing, rules in _things(entry):
        for rule in rules:
            if draft.whole or rule not in WHOLE:
                for fault in rule(thing, setting):
                    yield _problem(rule, Fault((*path, *fault.path), fault.message, fault.hint), draft.node, file.path, draft.within)


def _things(thing: Model, path: Path = ()) -> Iterator[tuple[Path, object, tuple[Rule, ...]]]:
    """Everything in an entry that rules look at, with its path: the entry, its parts, and each text that is prose."""
    yield path, thing, RULES.get(type(thing), ())
    for key, (_, shape) in fields(type(thing)).items():
        value = getattr(thing, key.replace("-", "_"))
        item = shape.item or shape
        for step, part in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            below = (*path, key) if step is None else (*path, key, step)
            if isinstance(part, Model):
                yield from _things(part, below)
            elif item.prose and isinstance(part, str):
                yield below, part, CITES if _says_what_others_say(thing, key) else PROSE


def _says_what_others_say(thing: Model, key: str) -> bool:
    """A claim repeats what people say, and the vocabulary explains words, banned ones too."""
    return isinstance(thing, Named) or (isinstance(thing, Claim) and key == "claim")


def _problem(rule: Callable[..., object], fault: Fault, node: Node | None, file: str, within: str = "") -> Problem:
    where = place(node, fault.path)
    field = f"{within}.{where.field}" if within and where.field else within or where.field
    severity: Severity = "warning" if rule in WARNINGS else "error"
    return Problem(file, where.line, where.column, field, fault.message, fault.hint, name(rule), severity)
