"""What editors read where a field is wrong: the rule, what is wrong, and how to fix it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from kb.model.schema import Filed, Model
from kb.reading import fixes, pastes
from kb.reading.did_you_mean import did_you_mean, listed, nearest, shown
from kb.reading.free_ids import free_finding_id, free_id
from kb.reading.nodes import Fields, Items, Node, Path, Text
from kb.reading.shape import Shape, fields

Said = tuple[str, str, str]  # rule, message, hint


@dataclass(frozen=True)
class Refusal:
    """A validation error, with everything needed to describe it."""

    path: Path
    model: type[Model]
    shape: Shape
    node: Node | None
    context: Mapping[str, Any]
    info: FieldInfo | None
    beside: frozenset[str] = frozenset()  # the fields there are around it
    ids: frozenset[str] = frozenset()  # those written in the file

    @property
    def description(self) -> str:
        """The field's description."""
        return (self.info.description if self.info else "") or ""

    @property
    def example(self) -> object:
        """An example value for the field."""
        return self.info.examples[0] if self.info and self.info.examples else ""

    @property
    def given(self) -> str:
        """What is written there, for use in a sentence."""
        if isinstance(self.node, Items):
            return "a list"
        if isinstance(self.node, Fields):
            return "fields (`name: value`)"
        return shown(self.node.text) if self.node else "nothing"

    @property
    def text(self) -> str:
        """The text that is written there, if it's text or a list of texts."""
        if isinstance(self.node, Items):
            return ", ".join(item.text for _, item in self.node.items if isinstance(item, Text))
        return self.node.text if isinstance(self.node, Text) else ""


def _missing(refusal: Refusal) -> Said:
    name = refusal.path[-1]
    shows_a_form = refusal.shape.value is not str  # a text would be taken for data
    example = f", such as `{name}: {refusal.example}`" if shows_a_form else ""
    if refusal.shape.choices:
        example = f" and {fixes.one_of(refusal.shape.choices)}"
    return (
        "missing-field",
        f"`{name}` is missing ({_brief(refusal.description)})",
        f"add the line `{name}: ...`{example}",
    )


def _brief(description: str) -> str:
    """The first clause of a description, for use within a sentence."""
    first = re.split(r"[:.;](?: |$)", description)[0]
    return first if first[1:2].isupper() else first[:1].lower() + first[1:]


def _unknown(refusal: Refusal) -> Said:
    name = str(refusal.path[-1])
    if name == "id" and issubclass(refusal.model, Filed):
        message = "the file's name is the id; `id` doesn't belong in the file"
        return "id-in-file", message, "remove the line; rename the file to change the id"
    known = [field for field in fields(refusal.model) if field not in refusal.beside]
    message = f"there is no field {shown(name)} here"
    if meant := _is_there(name, refusal):
        cure = f"`{meant}` is already here; put what this line says there, or remove this line"
        return "unknown-field", message, cure
    if cure := pastes.lines(name, refusal.text, known) or fixes.known_word(name, known):
        return "unknown-field", message, cure
    for key, (_, shape) in fields(refusal.model).items():
        inner = shape.model or (shape.item.model if shape.item else None)
        if inner and name in fields(inner):
            return "unknown-field", message, f"it belongs under `{key}`, two spaces further in"
    cure = did_you_mean(name, known, _left(known))
    return "unknown-field", message, cure


def _is_there(name: str, refusal: Refusal) -> str:
    """The field that was meant if the entry has it already; else empty."""
    beside = refusal.beside
    everything = list(fields(refusal.model))
    ours = fixes.known_word(name, everything).removeprefix("write `").removesuffix("`")
    guesses = (ours,) if ours in everything else nearest(name, everything)
    return guesses[0] if guesses and beside.issuperset(guesses) else ""


def _left(known: Sequence[str]) -> str:
    """The fields that aren't there yet."""
    return f"the fields here are {listed(known)}" if known else "remove the line"


def _choice(refusal: Refusal) -> Said:
    choices = refusal.shape.choices
    if not isinstance(refusal.node, Text):
        return "wrong-type", f"expected one word, not {refusal.given}", f"use {listed(choices)}"
    name = next(part for part in reversed(refusal.path) if isinstance(part, str))
    return (
        "choice",
        f"{refusal.given} isn't a valid `{name}`",
        fixes.word(refusal.text, choices),
    )


def _not_text(refusal: Refusal) -> Said:
    return (
        "wrong-type",
        f"expected text, not {refusal.given}",
        f"write it on one line after the field's name: {refusal.description}",
    )


def _not_fields(refusal: Refusal) -> Said:
    names = listed(fields(refusal.shape.model)) if refusal.shape.model else ""
    person = pastes.author(refusal.text) if "family" in names else ""
    return (
        "wrong-type",
        f"expected fields (`name: value`), not {refusal.given}",
        f"write `{person}`"
        if person
        else f"write them on their own lines, two spaces further in; the fields are {names}",
    )


def _not_list(refusal: Refusal) -> Said:
    return (
        "wrong-type",
        f"expected a list, not {refusal.given}",
        pastes.lines(str(refusal.path[-1]), refusal.text, pastes.PEOPLE)
        or "write each item on its own line after `- `, or all of them in [square, brackets]",
    )


def _too_short(refusal: Refusal) -> Said:
    if isinstance(refusal.node, Items):
        return "empty-list", "the list is empty", f"add at least one item: {refusal.description}"
    return "empty-value", "the text is empty", fixes.nothing(refusal.info, refusal.shape)


def _too_long(refusal: Refusal) -> Said:
    most = refusal.context.get("max_length")
    return (
        "text-length",
        f"the text is {len(refusal.text)} characters long; the limit is {most}",
        "shorten it, or use a field for longer text",
    )


def _no_id(refusal: Refusal) -> Said:
    cure = _as_id(refusal.text)
    if re.search("[a-z0-9]--[a-z0-9]+$", refusal.text, re.IGNORECASE):  # that of a finding
        cure = "--".join(_as_id(part) for part in refusal.text.rsplit("--", 1))
    if refusal.path[-1] == "id":
        source, mark, _ = cure.rpartition("--")
        taken = refusal.ids
        is_taken = mark and cure in taken
        cure = free_finding_id(source, taken) if is_taken else cure and free_id(cure, taken)
    hint = (
        f"write `{cure}`"
        if cure and cure != refusal.text
        else "use only small letters a to z, digits and single hyphens, such as `able-2020`"
    )
    return (
        "id-form",
        f"{refusal.given} isn't a valid id",
        hint,
    )


def _as_id(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def _range(refusal: Refusal) -> Said:
    least, most = refusal.context.get("ge"), refusal.context.get("le")
    bound = f"{most} or less" if most is not None else f"{least} or more"
    spare = ", or remove the line if it doesn't apply" if _is_spare(refusal) else ""
    name = next(part for part in reversed(refusal.path) if isinstance(part, str))
    return "number-range", f"`{name}` can't be {refusal.given}", f"use {bound}{spare}"


def _is_spare(refusal: Refusal) -> bool:
    return refusal.info is not None and not refusal.info.is_required()


def _number(refusal: Refusal) -> Said:
    return _scalar(refusal, "number", "a number", fixes.number)


def _whole(refusal: Refusal) -> Said:
    return _scalar(refusal, "whole-number", "a whole number", fixes.whole)


def _yes_or_no(refusal: Refusal) -> Said:
    return _scalar(refusal, "true-or-false", "`true` or `false`", fixes.yes_or_no)


def _day(refusal: Refusal) -> Said:
    return _scalar(refusal, "date", "a date", fixes.day)


def _partial_date(refusal: Refusal) -> Said:
    return _scalar(refusal, "partial-date", "a date", fixes.partial_date)


def _scalar(refusal: Refusal, rule: str, expected: str, cure: Callable[[str], str]) -> Said:
    if not isinstance(refusal.node, Text):
        return (
            "wrong-type",
            f"expected {expected}, not {refusal.given}",
            "write one value after the field's name",
        )
    return rule, f"{refusal.given} isn't {expected}", cure(refusal.text)


def other(refusal: Refusal) -> Said:
    """For errors that have no words of their own."""
    return (
        "wrong-type",
        f"{refusal.given} doesn't fit here: {refusal.description}",
        "compare it with another entry",
    )


# By the model's own name for what went wrong. A test holds that the models can raise no other.
SAYINGS: Mapping[str, Callable[[Refusal], Said]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "string_type": _not_text,
    "model_type": _not_fields,
    "tuple_type": _not_list,
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "string_pattern_mismatch": _no_id,
    "too_short": _too_short,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "number": _number,
    "whole": _whole,
    "boolean": _yes_or_no,
    "date": _day,
    "partial-date": _partial_date,
    "share": other,
}
