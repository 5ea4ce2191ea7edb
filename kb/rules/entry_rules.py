"""Rules about whole entries and the parts of them that are no findings."""

import re
from collections.abc import Iterable
from decimal import Decimal

from kb.model.condition_parts import BRACKETED, PathwayStep
from kb.model.entries import (
    Change,
    Claim,
    Condition,
    Delivery,
    Intervention,
    Recommendation,
)
from kb.model.finding import Finding
from kb.model.scalars import ID
from kb.model.schema import Model, attribute
from kb.reading.did_you_mean import did_you_mean, listed
from kb.reading.files import part_name
from kb.reading.free_ids import free_finding_id, free_id
from kb.reading.shape import fields
from kb.rules.faults import Doubts, Fault, Faults, Setting

MOST_WORDS = 50  # what a busy reader takes in at a glance; more belongs into findings
CITED = re.compile(rf"\[@?{ID}\]")  # a cite, even one that lacks its @, which is reported elsewhere
MOST_KEYS = 3  # what the answer card shows


def summary_at_most_50_words(entry: Intervention | Condition, setting: Setting) -> Faults:
    """A summary can have up to 50 words, not counting citations."""
    count = len(re.findall(r"\w[\w'’.,-]*", CITED.sub(" ", entry.summary or "")))
    if count > MOST_WORDS:
        yield Fault(
            ("summary",),
            f"the summary has {count} words; the limit is {MOST_WORDS}",
            "keep what it does, how certain that is, and for whom",
        )


def finding_ids_once(entry: Intervention, setting: Setting) -> Faults:
    """Finding ids must be unique within an entry: they are its addresses."""
    seen: set[str] = set()
    for number, finding in enumerate(entry.findings):
        if finding.id in seen:
            yield Fault(
                ("findings", number, "id"),
                f'"{finding.id}" is already the id of an earlier finding',
                f"write `{free_finding_id(finding.source, setting.file.ids)}`",
            )
        seen.add(finding.id)


# What tells findings apart for readers, besides the words that say it.
CONTRAST = (
    "source", "outcome", "event", "spared", "comparator", "than", "against", "arm", "stage",
    "people", "entered_for", "timepoint", "horizon", "effect", "absolute", "result", "design",
)  # fmt: skip


def no_item_twice(entry: Intervention | Condition | Claim, setting: Setting) -> Doubts:
    """Nothing can be in a list twice. Two findings are the same if their source, outcome,
    comparison, stage, time point and numbers are, whatever their ids.
    """
    for key, (_, shape) in fields(type(entry)).items():
        first: dict[str, int] = {}
        listed = getattr(entry, attribute(key)) if shape.item and shape.item.model else None
        for number, item in enumerate(listed or ()):
            said = _said(item)
            there = first.setdefault(said, number) if said else number
            if there != number:
                other = setting.place((key, there))
                name = part_name(other.field, setting.file.root)
                yield Fault(
                    (key, number),
                    f"this says the same as {name} on line {other.line}{_what_is_same(item)}",
                    _one_of_two(item),
                )


def _said(item: object) -> str:
    """What an item of a list says, to be compared; empty if it isn't compared with others."""
    if isinstance(item, Finding):
        if item.same_data_as:
            return ""
        numbers = item.effect or item.absolute
        told = (*CONTRAST, *(() if numbers else ("population", "words")))
        return repr([_folded(getattr(item, name)) for name in told])
    return repr(_folded(item))


def _folded(value: object) -> object:
    """A value as it is compared: whatever the case of its letters and the zeros it ends in."""
    if isinstance(value, Model):
        return [_folded(part) for name, part in value if name != "id"]
    if isinstance(value, Decimal):
        return value.normalize()
    return value.casefold() if isinstance(value, str) else value


def _what_is_same(item: object) -> str:
    is_finding = isinstance(item, Finding)
    return ": source, outcome, comparison, stage, time point and result" if is_finding else ""


def _one_of_two(item: object) -> str:
    if isinstance(item, Finding):
        return (
            "delete one of them; if they are two results, add what tells them apart, such as"
            " `arm`, `than` or `timepoint`"
        )
    return "delete one of them"


def part_ids_once(entry: Condition, setting: Setting) -> Faults:
    """Part ids must be unique within a condition: they are its addresses."""
    seen: set[str] = set()
    for field in ("red_flags", "factors", "kinds", "burden", "pathway"):
        for number, part in enumerate(getattr(entry, field)):
            if part.id in seen:
                yield Fault(
                    (field.replace("_", "-"), number, "id"),
                    f'"{part.id}" is already the id of an earlier part',
                    f"write `{free_id(part.id, setting.file.ids)}`, or another id that isn't used",
                )
            seen.add(part.id)


def at_most_three_keys(entry: Intervention, setting: Setting) -> Faults:
    """No more than three findings can be `key: true`: the answer card has room for three."""
    keys = [number for number, finding in enumerate(entry.findings) if finding.key]
    for number in keys[MOST_KEYS:]:
        yield Fault(
            ("findings", number, "key"),
            f"{len(keys)} findings are key; the limit is {MOST_KEYS}",
            "remove `key: true` from some",
        )


def related_is_another(entry: Intervention, setting: Setting) -> Faults:
    """`related`, `variant-of` and `member-of` must name other interventions, each only once."""
    named = {
        "related": entry.related,
        "variant-of": entry.variant_of,
        "member-of": entry.member_of,
    }
    for field, number, id in ((at, *one) for at, ids in named.items() for one in enumerate(ids)):
        if id == setting.file.id:
            yield Fault((field, number), f'"{id}" is this entry', "remove it")
        elif id in named[field][:number]:
            yield Fault((field, number), f'"{id}" is listed twice', "delete one of them")


def lay_terms_name_lay_words(entry: Condition, setting: Setting) -> Faults:
    """What is in round brackets in a term of a red flag is among the `lay-words`."""
    known = {one.words for one in entry.lay_words}
    for number, flag in enumerate(entry.red_flags):
        named = {"lay-terms": flag.lay_terms, "alone-terms": flag.alone_terms}
        terms = ((field, *one) for field, some in named.items() for one in enumerate(some))
        for field, at, term in terms:
            for name in set(BRACKETED.findall(term)) - known:
                yield Fault(
                    ("red-flags", number, field, at),
                    f"`{name}` is not among the `lay-words`",
                    did_you_mean(name, known, "add its other words, or take off the ()"),
                )


def reviewed_not_in_future(entry: Intervention | Condition | Claim, setting: Setting) -> Faults:
    """The review date can't be in the future."""
    if entry.reviewed and not setting.calendar.has_come(entry.reviewed):
        yield Fault(
            ("reviewed",),
            f"{entry.reviewed} is in the future; today is {setting.calendar.today}",
            "write the day of the last review",
        )


def review_overdue(entry: Intervention | Condition | Claim, setting: Setting) -> Doubts:
    """An entry must be checked against its sources again within the collection's `review-after`
    days.
    """
    collection = setting.library.collection
    days = collection.review_after
    if entry.reviewed and setting.calendar.is_over(collection.due(entry.reviewed)):
        message = f"last reviewed on {entry.reviewed}, more than {days} days ago"
        yield Fault(
            ("reviewed",), message, "check the entry against its sources, then write the new day"
        )


def change_not_in_future(change: Change, setting: Setting) -> Faults:
    """A change can't be dated in the future."""
    if not setting.calendar.has_come(change.date):
        yield Fault(
            ("date",),
            f"{change.date} is in the future; today is {setting.calendar.today}",
            "write the day of the change",
        )


def changes_newest_first(entry: Intervention | Condition | Claim, setting: Setting) -> Faults:
    """Changes are listed newest first."""
    changes = entry.changes or ()
    for number, change in enumerate(changes[1:], 1):
        if change.date > changes[number - 1].date:
            message = f"{change.date} comes after the older {changes[number - 1].date}"
            yield Fault(("changes", number, "date"), message, "put the newest change first")


def delivery_says_something(delivery: Delivery, setting: Setting) -> Faults:
    """A delivery must give at least one of what, who, dose, duration and words."""
    fields = ("what", "who", "dose", "duration", "words")
    if not any(getattr(delivery, field) for field in fields):
        yield Fault(
            (),
            "this delivery has a source but no content",
            f"add {listed(fields)}, or remove the item",
        )


def stage_of_recommendation(recommendation: Recommendation, setting: Setting) -> Doubts:
    """If a recommendation's population mentions a stage with a role of its own, `stage` must list
    it.
    """
    words = set(re.findall(r"[a-z]+", recommendation.population.lower()))
    stages = setting.library.vocabulary
    for id in (*stages.stages_of("recent"), *stages.stages_of("lasting")):
        if id in words and id not in recommendation.stage:
            yield Fault(
                ("stage",),
                f"the population mentions {id}, but `stage` doesn't",
                f"add {id} to `stage`, or reword the population",
            )


def first_line_is_recommended(step: PathwayStep, setting: Setting) -> Faults:
    """A first-line step can only list interventions that one of its own sources recommends for each
    of its stages.
    """
    for number, id in enumerate(step.interventions if step.role == "first-line" else ()):
        intervention = setting.library.interventions.get(id)
        for stage in step.stage if intervention else ():
            if intervention and not any(
                _recommends(r, step, stage) for r in intervention.recommendations
            ):
                message = f'no source of this step recommends "{id}" for {stage}'
                hint = "add a source that recommends it at this stage, or move it to another step"
                yield Fault(("interventions", number), message, hint)


def _recommends(recommendation: Recommendation, step: PathwayStep, stage: str) -> bool:
    current = recommendation.direction == "for" and not recommendation.superseded
    return current and stage in recommendation.stage and recommendation.source in step.sources


def a_key_where_one_is_eligible(entry: Intervention, setting: Setting) -> Faults:
    """An entry with an eligible finding must mark at least one as `key: true`, so that its card has
    an answer.
    """
    if any(finding.key for finding in entry.findings):
        return
    if chosen := _chosen(entry, setting):
        yield Fault(
            ("findings",),
            "no finding is marked as key",
            f"add `key: true` to {_named(chosen)}, as the rules choose",
        )


def keys_are_those_the_rules_choose(entry: Intervention, setting: Setting) -> Doubts:
    """The key findings should be the ones the rules choose (by outcome, comparator and certainty,
    never by size or direction).
    """
    keys = [finding for finding in entry.findings if finding.key]
    chosen = _chosen(entry, setting)
    if not 1 <= len(keys) <= MOST_KEYS or chosen is None:
        return
    for number, finding in enumerate(entry.findings):
        derived = setting.derived(finding)
        if finding.key and derived and derived.ineligible is None and finding not in chosen:
            message = (
                f"{finding.id} is marked as key, but the rules choose {_named(chosen) or 'none'}"
            )
            yield Fault(
                ("findings", number, "key"),
                message,
                "follow the rules, or keep it and record the reason with your team's exceptions",
            )
    missing = [finding for finding in chosen if not finding.key]
    if missing and len(keys) < len(chosen):
        yield Fault(
            ("findings",),
            f"the rules choose {_named(chosen)} as key",
            f"add `key: true` to {_named(missing)}",
        )


def _chosen(entry: Intervention, setting: Setting) -> list[Finding] | None:
    """The findings the rules make key.

    None if a finding has no id of its own, or words that are unknown: that is the problem then.
    """
    answer = setting.answer
    if answer is None or not all(map(setting.derived, entry.findings)):
        return None
    return [one.finding for one in answer.key]


def _named(findings: Iterable[Finding]) -> str:
    return ", ".join(finding.id for finding in findings)
