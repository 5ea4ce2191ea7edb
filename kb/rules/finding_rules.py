"""Rules about one finding, its effect and its certainty."""

from decimal import Decimal

from kb.model.finding import Effect, Finding
from kb.rules.faults import Doubts, Fault, Faults, Setting
from kb.statements.direction import NUMBERS_NEEDED, RATIOS
from kb.statements.eligibility import in_words

DIRECTED = frozenset({"MD", "SMD", "RR", "OR", "HR", "RD"})
COUNTED = frozenset({"RR", "OR", "HR", "RD", "NNT", "NNH"})
WITH_OTHERS = frozenset({"active", "added-to", "mixed"})


def effect_or_result(finding: Finding, setting: Setting) -> Faults:
    """A finding has `effect` or `result`; both only for `no-clear-difference` without interval."""
    if finding.effect and finding.result and not _number_the_source_finds_unclear(finding):
        yield Fault(
            ("result",),
            f"`result: {finding.result}` is next to a number",
            "remove `result`; it follows from the effect",
        )
    if not finding.effect and not finding.result:
        yield Fault(
            ("effect",),
            "there is neither `effect` nor `result`",
            "add the number under `effect:`, or say in `result:` what was found",
        )


def _number_the_source_finds_unclear(finding: Finding) -> bool:
    bounded = finding.effect is not None and finding.effect.low is not None
    return finding.result == "no-clear-difference" and not bounded


def finding_id_names_its_source(finding: Finding, setting: Setting) -> Faults:
    """A finding's id is its source's id, two hyphens and a number: `able-2020--1`."""
    if setting.has_source(finding.source) and not finding.id.startswith(f"{finding.source}--"):
        yield Fault(
            ("id",),
            f'the id "{finding.id}" does not begin with the source',
            f"write `{finding.source}--1`, or the next free number",
        )


def interval_complete(effect: Effect, setting: Setting) -> Faults:
    """`low` and `high` go together or are both left out; of a number needed one end may be printed
    alone, as the other lies beyond infinity.
    """
    if (effect.low is None) != (effect.high is None) and effect.measure not in NUMBERS_NEEDED:
        stands, lacks = ("low", "high") if effect.high is None else ("high", "low")
        yield Fault(
            (stands,),
            f"`{stands}` is there without `{lacks}`",
            f"add `{lacks}`, or remove `{stands}` if the source prints no interval",
        )


def interval_in_order(effect: Effect, setting: Setting) -> Faults:
    """The low end of an interval is not above its high end."""
    if (
        effect.low is not None
        and effect.high is not None
        and effect.low > effect.high
        and not _passes_infinity(effect)
    ):
        yield Fault(
            ("low",),
            f"`low` {effect.low} is above `high` {effect.high}",
            "exchange the two, or look at their signs",
        )


def estimate_within_interval(effect: Effect, setting: Setting) -> Faults:
    """The estimate lies within its own interval."""
    if (
        effect.low is None
        or effect.high is None
        or effect.low > effect.high
        or _passes_infinity(effect)
    ):
        return
    if not effect.low <= effect.estimate <= effect.high:
        wanted = (
            f"the estimate {effect.estimate} lies outside its interval, {effect.low} to"
            f" {effect.high}"
        )
        yield Fault(
            ("estimate",), wanted, "look at the signs, and at the digits of all three in the source"
        )


def _passes_infinity(effect: Effect) -> bool:
    """An interval of a number needed that includes no difference runs through infinity, so that its
    ends say nothing of order.
    """
    return (
        effect.measure in NUMBERS_NEEDED
        and effect.low is not None
        and effect.high is not None
        and effect.low * effect.high <= 0
    )


def ratio_positive(effect: Effect, setting: Setting) -> Faults:
    """A ratio is above zero; an end of its interval may be printed as zero."""
    if effect.measure in RATIOS:
        for field, value in _numbers(effect):
            if value < 0 or (value == 0 and field == "estimate"):
                yield Fault(
                    (field,),
                    f"a ratio cannot be {value}",
                    "look at the measure: a difference may be meant",
                )


def number_needed_is_one_or_more(effect: Effect, setting: Setting) -> Faults:
    """A number needed to treat or harm is at least 1, whatever its sign."""
    if effect.measure in NUMBERS_NEEDED:
        for field, value in _numbers(effect):
            if abs(value) < 1:
                yield Fault(
                    (field,),
                    f"a number needed cannot be {value}",
                    "look at the measure: a risk difference may be meant",
                )


def difference_has_scale_or_unit(effect: Effect, setting: Setting) -> Faults:
    """A mean difference names its scale or, where it has none in the vocabulary, a unit in words;
    not both.
    """
    if effect.measure == "MD" and effect.scale and effect.unit:
        yield Fault(
            ("unit",),
            "`unit` is next to `scale`",
            "remove `unit`; the scale says what is counted",
        )
    if effect.measure == "MD" and not effect.scale and not effect.unit:
        yield Fault(
            ("scale",),
            "a mean difference needs `scale` or `unit`",
            "add `scale:` with an id of the vocabulary, or `unit: points`",
        )


def value_within_scale(effect: Effect, setting: Setting) -> Faults:
    """A mean difference is no larger than its scale is long; a risk difference is at most 100 per
    100.
    """
    scale = setting.library.vocabulary.scales.get(effect.scale or "")
    length: Decimal | None = Decimal(100) if effect.measure == "RD" else None
    if effect.measure == "MD" and scale and scale.low is not None and scale.high is not None:
        length = scale.high - scale.low
    for field, value in _numbers(effect):
        if length is not None and abs(value) > length:
            where = f"on {scale.phrase}" if scale and effect.measure == "MD" else "of 100 people"
            message = f"given {value}, but {where} a difference is at most {length}"
            yield Fault((field,), message, "look at the scale, the decimal point and the measure")


def better_where_required(finding: Finding, setting: Setting) -> Faults:
    """MD, SMD, RR, OR, HR and RD say in `better` which way this very number favours the
    intervention; it is never guessed.
    """
    effect = finding.effect
    if (
        effect
        and effect.measure in DIRECTED
        and effect.better is None
        and finding.design != "observational"
    ):
        hint = "add `better: lower` or `better: higher`, by how the source describes this contrast"
        yield Fault(
            ("effect", "better"),
            f"`better` is missing: which way does {effect.estimate} favour the intervention?",
            hint,
        )


def scale_agrees_with_better(finding: Finding, setting: Setting) -> Doubts:
    """Where `better` and the scale's own direction differ (a reversed contrast), a `note` on the
    finding confirms it.
    """
    effect = finding.effect
    scale = setting.library.vocabulary.scales.get(effect.scale or "") if effect else None
    if (
        effect
        and scale
        and scale.better
        and effect.better
        and scale.better != effect.better
        and effect.measure == "MD"
        and not finding.note
    ):
        message = f"`better: {effect.better}`, but on {scale.phrase} {scale.better} is better"
        yield Fault(
            ("effect", "better"),
            message,
            "if the source counts the other way round, say so in `note:`; otherwise change"
            " `better`",
        )


def than_where_needed(finding: Finding, setting: Setting) -> Faults:
    """Active, added-to and mixed comparators say in `than` what exactly the other group had."""
    word = setting.library.vocabulary.comparators.get(finding.comparator)
    if word and word.group in WITH_OTHERS and not finding.than:
        yield Fault(
            ("than",),
            f"`comparator: {finding.comparator}` needs `than`",
            "add `than:` with what the other group had",
        )


def event_where_needed(finding: Finding, setting: Setting) -> Faults:
    """RR, OR, HR, RD, NNT and NNH say in `event` what is counted, unless the outcome's own words
    do.
    """
    outcome = setting.library.vocabulary.outcomes.get(finding.outcome)
    if (
        not finding.effect
        or finding.effect.measure not in COUNTED
        or finding.event
        or outcome is None
    ):
        return
    if not outcome.event:
        yield Fault(
            ("event",),
            f"`event` is missing: {finding.effect.measure} of what?",
            "add `event:` with what is counted, such as `sick leave`",
        )


def people_where_indirect(finding: Finding, setting: Setting) -> Faults:
    """A finding that is indirect because of its people names them in `people`, so that the sentence
    says it first.
    """
    if finding.indirect and finding.indirect.about == "people" and not finding.people:
        yield Fault(
            ("people",),
            "`people` is missing: who were they?",
            "add `people:` with a short phrase, such as `adults with any long-term illness`",
        )


def size_only_beside_result(finding: Finding, setting: Setting) -> Faults:
    """`size` is the source's own effect class where it gives no number; with a number it has no
    place.
    """
    if finding.size and not finding.result:
        yield Fault(
            ("size",),
            f"`size: {finding.size}` is there without `result`",
            "remove it; the size of a number follows from the thresholds",
        )


def size_by_acp_or_ahrq(finding: Finding, setting: Setting) -> Doubts:
    """Only ACP and AHRQ class effects by the bands of this collection; another source's class does
    not belong in `size`.
    """
    if finding.size and finding.result and finding.certainty.scheme not in ("acp", "ahrq"):
        hint = (
            "write `scheme: acp` or `scheme: ahrq` under `certainty`, or move the class to `words:`"
        )
        yield Fault(
            ("size",), f"`size: {finding.size}`, but the scheme is {finding.certainty.scheme}", hint
        )


def level_fits_interval(finding: Finding, setting: Setting) -> Doubts:
    """High or moderate certainty does not go with an interval that runs from an important benefit
    to an important loss.

    A `doubt` on the finding says that somebody has looked.
    """
    derived = setting.derived(finding)
    if (
        finding.doubt is None
        and derived
        and derived.contrast
        and derived.contrast.important_both_ways
        and derived.level in ("high", "moderate")
    ):
        message = (
            f"{finding.certainty.level} certainty, but the interval runs from an important benefit"
            " to an important loss"
        )
        yield Fault(
            ("certainty", "level"),
            message,
            "look at the source again: is the level given for this very result? if it is, say so in"
            " `doubt:`",
        )


def estimate_within_review(finding: Finding, setting: Setting) -> Doubts:
    """An estimate rests on no more studies and people than the whole review holds."""
    for field in ("studies", "participants"):
        own, all_of_it = getattr(finding, field), getattr(finding.review, field, None)
        if own is not None and all_of_it is not None and own > all_of_it:
            yield Fault(
                (field,),
                f"{own} {field} of this estimate, but {all_of_it} of the whole review",
                "the two may be exchanged",
            )


def same_data_is_elsewhere(finding: Finding, setting: Setting) -> Faults:
    """`same-data-as` names another finding of this entry, or `entry#finding` of another
    intervention.
    """
    if finding.same_data_as is None:
        return
    entry, _, named = finding.same_data_as.rpartition("#")
    files = setting.library.files
    file = files.get(f"interventions/{entry}.yaml") if entry else setting.file
    is_itself = file is not None and file.path == setting.file.path and named == finding.id
    if file is None or named not in file.ids or is_itself:
        fix = (
            "name the finding that reports the same data, by its id; one of another entry as"
            " `entry#finding`"
        )
        yield Fault(("same-data-as",), f'there is no other finding "{finding.same_data_as}"', fix)


def key_is_eligible(finding: Finding, setting: Setting) -> Faults:
    """A key finding is direct, randomised, plausible, known, read at its source, no repetition and
    no adverse event.
    """
    derived = setting.derived(finding) if finding.key else None
    if derived and derived.ineligible not in (None, "retracted"):
        reason = in_words(derived.ineligible, finding)
        yield Fault(
            ("key",), f"this cannot be a key finding, because {reason}", "remove `key: true`"
        )


def key_is_not_retracted(finding: Finding, setting: Setting) -> Doubts:
    """A finding whose source was retracted is no longer marked as key; the answer leaves it out at
    once, and the entry is served all the same.
    """
    derived = setting.derived(finding) if finding.key else None
    if derived and derived.ineligible == "retracted":
        yield Fault(
            ("key",),
            f"the source of this key finding, {finding.source}, was retracted",
            "remove `key: true`, and mark the finding that the rules choose now",
        )


def _numbers(effect: Effect) -> list[tuple[str, Decimal]]:
    """The numbers of an effect by their fields."""
    numbers = (("estimate", effect.estimate), ("low", effect.low), ("high", effect.high))
    return [(field, value) for field, value in numbers if value is not None]
