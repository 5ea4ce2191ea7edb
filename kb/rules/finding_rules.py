"""Rules about one finding, its effect and its certainty."""

from decimal import Decimal

from kb.model.finding import Effect, Finding
from kb.reading.free_ids import free_finding_id
from kb.rules.faults import Doubts, Fault, Faults, Setting
from kb.statements.direction import NUMBERS_NEEDED, RATIOS
from kb.statements.eligibility import in_words

DIRECTED = frozenset({"MD", "SMD", "RR", "OR", "HR", "RD"})
COUNTED = frozenset({"RR", "OR", "HR", "RD", "NNT", "NNH"})
WITH_OTHERS = frozenset({"active", "added-to", "mixed"})


def effect_or_result(finding: Finding, setting: Setting) -> Faults:
    """A finding has `effect` or `result`; both only for `no-clear-difference` without an
    interval.
    """
    if finding.effect and finding.result and not _number_the_source_finds_unclear(finding):
        yield Fault(
            ("result",),
            f"`result: {finding.result}` is given as well as a number",
            "remove `result`; it's derived from the effect",
        )
    if not finding.effect and not finding.result:
        yield Fault(
            ("effect",),
            "`effect` and `result` are both missing",
            "add the number under `effect:`, or what was found under `result:`",
        )


def _number_the_source_finds_unclear(finding: Finding) -> bool:
    bounded = finding.effect is not None and finding.effect.low is not None
    return finding.result == "no-clear-difference" and not bounded


def finding_id_names_its_source(finding: Finding, setting: Setting) -> Faults:
    """A finding's id is its source's id, two hyphens and a number: `able-2020--1`."""
    if setting.has_source(finding.source) and not finding.id.startswith(f"{finding.source}--"):
        yield Fault(
            ("id",),
            f'the id "{finding.id}" doesn\'t start with its source',
            f"write `{free_finding_id(finding.source, setting.file.ids)}`",
        )


def interval_complete(effect: Effect, setting: Setting) -> Faults:
    """Give both `low` and `high`, or neither. A number needed may have one end only, if the other
    is beyond infinity.
    """
    if (effect.low is None) != (effect.high is None) and effect.measure not in NUMBERS_NEEDED:
        stands, lacks = ("low", "high") if effect.high is None else ("high", "low")
        yield Fault(
            (stands,),
            f"`{stands}` is given without `{lacks}`",
            f"add `{lacks}`, or remove `{stands}` if the source gives no interval",
        )


def interval_in_order(effect: Effect, setting: Setting) -> Faults:
    """The low end of an interval can't be above its high end."""
    if (
        effect.low is not None
        and effect.high is not None
        and effect.low > effect.high
        and not _passes_infinity(effect)
    ):
        yield Fault(
            ("low",),
            f"`low` {effect.low} is above `high` {effect.high}",
            "swap them, or check their signs",
        )


def estimate_within_interval(effect: Effect, setting: Setting) -> Faults:
    """An estimate must be within its own interval."""
    if (
        effect.low is None
        or effect.high is None
        or effect.low > effect.high
        or _passes_infinity(effect)
    ):
        return
    if not effect.low <= effect.estimate <= effect.high:
        wanted = (
            f"the estimate {effect.estimate} is outside its interval, {effect.low} to {effect.high}"
        )
        yield Fault(("estimate",), wanted, "check the signs and digits of all three in the source")


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
    """A ratio must be above zero; an end of its interval may be given as zero."""
    if effect.measure in RATIOS:
        for field, value in _numbers(effect):
            if value < 0 or (value == 0 and field == "estimate"):
                yield Fault(
                    (field,),
                    f"a ratio can't be {value}",
                    "check the measure: it may be a difference",
                )


def number_needed_is_one_or_more(effect: Effect, setting: Setting) -> Faults:
    """A number needed to treat or harm must be at least 1, whatever its sign."""
    if effect.measure in NUMBERS_NEEDED:
        for field, value in _numbers(effect):
            if abs(value) < 1:
                yield Fault(
                    (field,),
                    f"a number needed can't be {value}",
                    "check the measure: it may be a risk difference",
                )


def difference_has_scale_or_unit(effect: Effect, setting: Setting) -> Faults:
    """A mean difference needs a scale or, if the vocabulary has none for it, a unit in words; not
    both.
    """
    if effect.measure == "MD" and effect.scale and effect.unit:
        yield Fault(
            ("unit",),
            "`unit` isn't needed with `scale`",
            "remove `unit`; the scale gives the unit",
        )
    if effect.measure == "MD" and not effect.scale and not effect.unit:
        yield Fault(
            ("scale",),
            "a mean difference needs `scale` or `unit`",
            "add `scale:` with an id of the vocabulary, or `unit: points`",
        )


def value_within_scale(effect: Effect, setting: Setting) -> Faults:
    """A mean difference can't be larger than its scale; a risk difference can't be more than 100
    per 100.
    """
    scale = setting.library.vocabulary.scales.get(effect.scale or "")
    length: Decimal | None = Decimal(100) if effect.measure == "RD" else None
    if effect.measure == "MD" and scale and scale.low is not None and scale.high is not None:
        length = scale.high - scale.low
    for field, value in _numbers(effect):
        if length is not None and abs(value) > length:
            where = f"on {scale.phrase}" if scale and effect.measure == "MD" else "of 100 people"
            message = f"{value} is impossible: {where} a difference is at most {length}"
            yield Fault((field,), message, "check the scale, the decimal point and the measure")


def better_where_required(finding: Finding, setting: Setting) -> Faults:
    """MD, SMD, RR, OR, HR and RD need `better`, which says which way this number favours the
    intervention; we never guess it.
    """
    effect = finding.effect
    if (
        effect
        and effect.measure in DIRECTED
        and effect.better is None
        and finding.design != "observational"
    ):
        hint = "add `better: lower` or `better: higher`, as the source describes this comparison"
        yield Fault(
            ("effect", "better"),
            f"`better` is missing: which way does {effect.estimate} favour the intervention?",
            hint,
        )


def scale_agrees_with_better(finding: Finding, setting: Setting) -> Doubts:
    """If `better` differs from the scale's own direction (a reversed comparison), a `note` on the
    finding must confirm it.
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
            "if the source scores the other way round, say so in `note:`; otherwise change"
            " `better`",
        )


def against_one_other_treatment(finding: Finding, setting: Setting) -> Faults:
    """`against` names another intervention, and only an active comparator is one."""
    if finding.against is None:
        return
    word = setting.library.vocabulary.comparators.get(finding.comparator)
    if word and word.group != "active":
        message = f"`comparator: {finding.comparator}` is no other treatment"
        yield Fault(("against",), message, "delete `against`, or correct `comparator`")
    elif finding.against.entry == setting.file.id:
        yield Fault(("against", "entry"), "it can't be compared with itself", "delete `against`")


def than_where_needed(finding: Finding, setting: Setting) -> Faults:
    """Active, added-to and mixed comparators need `than`, which says exactly what the other group
    had.
    """
    word = setting.library.vocabulary.comparators.get(finding.comparator)
    if word and word.group in WITH_OTHERS and not finding.than:
        yield Fault(
            ("than",),
            f"`comparator: {finding.comparator}` needs `than`",
            "add `than:` with what the other group had",
        )


def event_where_needed(finding: Finding, setting: Setting) -> Faults:
    """RR, OR, HR, RD, NNT and NNH need `event` to say what is counted, unless the outcome already
    does.
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
    """A finding that's indirect because of its people must name them in `people`, so that the
    sentence can start with them.
    """
    if finding.indirect and finding.indirect.about == "people" and not finding.people:
        yield Fault(
            ("people",),
            "`people` is missing (who were they?)",
            "add `people:` with a short phrase, such as `adults with any long-term illness`",
        )


def size_only_beside_result(finding: Finding, setting: Setting) -> Faults:
    """`size` is the source's own effect class when it gives no number; it can't be combined with a
    number.
    """
    if finding.size and not finding.result:
        yield Fault(
            ("size",),
            f"`size: {finding.size}` is given without `result`",
            "remove it; size is derived from the thresholds",
        )


def size_by_acp_or_ahrq(finding: Finding, setting: Setting) -> Doubts:
    """Only ACP and AHRQ classify effects by this collection's bands, so other sources' classes
    don't belong in `size`.
    """
    if finding.size and finding.result and finding.certainty.scheme not in ("acp", "ahrq"):
        hint = (
            "write `scheme: acp` or `scheme: ahrq` under `certainty`, or move the class to `words:`"
        )
        yield Fault(
            ("size",), f"`size: {finding.size}`, but the scheme is {finding.certainty.scheme}", hint
        )


def level_fits_interval(finding: Finding, setting: Setting) -> Doubts:
    """High or moderate certainty doesn't fit an interval that runs from an important benefit to an
    important loss. A `doubt` on the finding shows that someone has checked.
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
            "check the source: is the level for this exact result? if it is, say so in `doubt:`",
        )


def estimate_within_review(finding: Finding, setting: Setting) -> Doubts:
    """An estimate can't have more studies or participants than its review."""
    for field in ("studies", "participants"):
        own, all_of_it = getattr(finding, field), getattr(finding.review, field, None)
        if own is not None and all_of_it is not None and own > all_of_it:
            yield Fault(
                (field,),
                f"this estimate has {own} {field}, but the whole review has {all_of_it}",
                "they may be swapped",
            )


def same_data_is_elsewhere(finding: Finding, setting: Setting) -> Faults:
    """`same-data-as` must name another finding of this entry, or `entry#finding` for another
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
            "give the id of the finding that reports the same data; for another entry,"
            " `entry#finding`"
        )
        yield Fault(("same-data-as",), f'there is no other finding "{finding.same_data_as}"', fix)


def key_is_eligible(finding: Finding, setting: Setting) -> Faults:
    """A key finding must be direct, randomised, plausible and read at its source, with a known
    result; it can't repeat another finding's data or be an adverse event.
    """
    derived = setting.derived(finding) if finding.key else None
    if derived and derived.ineligible not in (None, "retracted"):
        reason = in_words(derived.ineligible, finding)
        yield Fault(
            ("key",), f"this can't be a key finding, because {reason}", "remove `key: true`"
        )


def key_is_not_retracted(finding: Finding, setting: Setting) -> Doubts:
    """A finding from a retracted source should no longer be marked as key; the answer leaves it out
    at once, and the entry is still published.
    """
    derived = setting.derived(finding) if finding.key else None
    if derived and derived.ineligible == "retracted":
        yield Fault(
            ("key",),
            f"the source of this key finding, {finding.source}, was retracted",
            "remove `key: true`, and mark the finding the rules now choose",
        )


def _numbers(effect: Effect) -> list[tuple[str, Decimal]]:
    """The numbers of an effect by their fields."""
    numbers = (("estimate", effect.estimate), ("low", effect.low), ("high", effect.high))
    return [(field, value) for field, value in numbers if value is not None]
