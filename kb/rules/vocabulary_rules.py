"""Rules about the collection's thresholds and the words of its vocabulary."""

from kb.model.collection import Collection, Comparator, Scale, Threshold
from kb.model.groups import Group
from kb.model.web_address import mail_address, web_address_flaw
from kb.reading.did_you_mean import shown
from kb.reading.files import File, id_of
from kb.reading.free_ids import free_id
from kb.reading.nodes import Items
from kb.rules.faults import Fault, Faults, Setting
from kb.rules.finding_rules import WITH_OTHERS


def bands_rise(threshold: Threshold, setting: Setting) -> Faults:
    """A threshold's bands must rise from small to moderate to large, all above zero."""
    if not 0 < threshold.small < threshold.moderate < threshold.large:
        message = f"bands {threshold.small}, {threshold.moderate}, {threshold.large} don't rise"
        yield Fault(("small",), message, "each must be larger than the one before")


def threshold_scales_fit_measure(threshold: Threshold, setting: Setting) -> Faults:
    """A threshold for MD needs scales; one for SMD has none."""
    if (threshold.measure == "MD") != bool(threshold.scales):
        yield Fault(
            ("scales",),
            f"scales don't fit the measure {threshold.measure}",
            "MD needs scales, SMD has none",
        )


def thresholds_do_not_overlap(collection: Collection, setting: Setting) -> Faults:
    """Only one threshold can apply to each outcome and scale, and each threshold needs its own
    id.
    """
    seen: set[tuple[str, ...]] = set()
    for number, threshold in enumerate(collection.thresholds):
        own = {
            (threshold.measure, outcome, scale)
            for outcome in threshold.outcomes
            for scale in threshold.scales or ("",)
        }
        for pair in sorted(own & seen):
            yield Fault(
                ("thresholds", number),
                f"there's already a threshold for {' '.join(pair).strip()}",
                "delete one of them",
            )
        if (threshold.id,) in seen:
            yield Fault(
                ("thresholds", number, "id"),
                f'"{threshold.id}" is already the id of an earlier threshold',
                f"write `{free_id(threshold.id, setting.file.ids)}`, or another id that isn't used",
            )
        seen |= own | {(threshold.id,)}


def feedback_can_be_followed(collection: Collection, setting: Setting) -> Faults:
    """The address for corrections must be a web or email address that pages can link to."""
    given = collection.feedback
    if given and not mail_address(given) and web_address_flaw(given):
        yield Fault(
            ("feedback",),
            f"{shown(given)} isn't a web or email address",
            "use one such as https://example.org/corrections or corrections@example.org",
        )


def editing_can_be_followed(collection: Collection, setting: Setting) -> Faults:
    """Where changes are proposed is the web address of a site, which entries can link to."""
    given = collection.editing
    if given and web_address_flaw(given) not in (None, "host"):  # localhost is one here
        yield Fault(
            ("editing",),
            f"{shown(given)} is no web address",
            "write one, such as https://edit.example.org",
        )


def scale_ends_in_order(scale: Scale, setting: Setting) -> Faults:
    """A scale's lowest value must be below its highest; give both or neither."""
    if (scale.low is None) != (scale.high is None):
        yield Fault(("low",), "one end of the scale is missing", "add it, or remove the other")
    elif scale.low is not None and scale.high is not None and scale.low >= scale.high:
        yield Fault(("low",), f"{scale.low} is not below {scale.high}", "swap them")


def comparator_has_phrase(comparator: Comparator, setting: Setting) -> Faults:
    """A comparator needs a `phrase` for the sentence, unless `than` says what it was (active,
    added-to, mixed).
    """
    if comparator.group not in WITH_OTHERS and not comparator.phrase:
        yield Fault(
            ("phrase",),
            "`phrase` is missing",
            "add how it reads mid-sentence, such as `a sham treatment`",
        )


def kinds_are_one_level(group: Group, setting: Setting) -> Faults:
    """A group that others are `within` can't be within another itself."""
    groups = setting.library.vocabulary.groups
    for number, id in enumerate(group.within):
        if id in groups and groups[id].within:
            yield Fault(
                ("within", number),
                f"`{id}` is itself within {', '.join(groups[id].within)}",
                "name the widest group",
            )


def words_once(file: File) -> Faults:
    """Ids must be unique within a vocabulary list."""
    seen: set[str] = set()
    for number, item in file.root.items if isinstance(file.root, Items) else ():
        id = id_of(item)
        if id in seen:
            yield Fault(
                (number, "id"),
                f'"{id}" is already the id of an earlier word',
                f"delete one of them, or write an id that isn't used, such as"
                f" `{free_id(id or '', file.ids)}`",
            )
        seen.add(id or "")
