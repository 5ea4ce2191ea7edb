"""The types that an editor's text is parsed into: numbers, dates, words and references, each with
its error.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?")
WHOLE = re.compile(r"0|[1-9][0-9]{0,11}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
ID = r"[a-z0-9]+(-[a-z0-9]+)*"
CITE = re.compile(rf"\[@({ID})\]")  # how prose names a source
# Several in a row go together with the commas and the word between them.
CITES = re.compile(rf"\s*{CITE.pattern}(?:(?:,| and|, and)?\s*{CITE.pattern})*")
FINDING_ID = r"[a-z0-9]+(-[a-z0-9]+)*(--[a-z0-9]+)?"


@dataclass(frozen=True)
class Reference:
    """Marks a field as a reference to an entry or vocabulary word; loading, rules and schemas use
    it.
    """

    kind: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The marker in JSON Schema."""
        return {**handler(schema), "reference": self.kind}


@dataclass(frozen=True)
class Characters:
    """How many characters a text may have, and in which form; `folded` text is put on one line.

    Builds its schema itself: pydantic's own constraints are worked out again for every field.
    """

    most: int
    pattern: str | None = None
    folded: bool = False

    def __get_pydantic_core_schema__(self, of: Any, _: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """The schema of such a text."""
        least = 1 if self.folded else None
        schema = core_schema.str_schema(
            strict=True, min_length=least, max_length=self.most, pattern=self.pattern
        )
        if self.folded:
            return core_schema.no_info_before_validator_function(_one_line, schema)
        return schema


@dataclass(frozen=True)
class Markdown:
    """Marks a field as prose: inline Markdown that may cite sources as [@source-id]."""


@dataclass(frozen=True)
class Words:
    """Marks a field as free text, in which any character is allowed."""


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return Decimal(value)
    raise PydanticCustomError("number", "expected a number written in digits, such as -2.17")


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    raise PydanticCustomError("whole", "expected a whole number written in digits, such as 313")


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("boolean", "expected true or false")


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError(
        "date", "expected a date that exists, written year-month-day, such as 2026-11-22"
    )


def _partial_date(value: object) -> str:
    if isinstance(value, str) and PARTIAL_DATE.fullmatch(value):
        year, *rest = (int(part) for part in value.split("-"))
        try:
            date(year, *(rest + [1, 1])[:2])
            return value
        except ValueError:
            pass
    raise PydanticCustomError(
        "partial-date", "expected a year, year-month or year-month-day, such as 2021 or 2021-10"
    )


def _one_line(value: object) -> object:
    """Folded text may end in line breaks; within a value white space is collapsed and characters
    are composed (NFC).
    """
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", " ".join(value.split()))


Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Count = Annotated[Whole, Field(ge=1), WithJsonSchema({"type": "integer", "minimum": 1})]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no), WithJsonSchema({"type": "boolean"})]
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
PartialDate = Annotated[
    str, BeforeValidator(_partial_date), WithJsonSchema({"type": ["string", "integer"]})
]
Text = Annotated[str, Characters(400, folded=True), Words()]
Prose = Annotated[str, Characters(4000, folded=True), Words(), Markdown()]
# What an editor's plug-in takes for a number though it is only ever printed: volume, page, PMID.
Printed = Annotated[Text, WithJsonSchema({"type": ["string", "number"], "minLength": 1})]
Id = Annotated[str, Characters(80, f"^{ID}$")]
FindingId = Annotated[str, Characters(120, f"^{FINDING_ID}$")]
FindingAddress = Annotated[str, Characters(200, f"^({ID}#)?{FINDING_ID}$")]
PartId = Annotated[str, Characters(160, f"^{ID}(#{ID})?$")]

Outcomes = Annotated[Id, Reference("outcome")]
Scales = Annotated[Id, Reference("scale")]
Comparators = Annotated[Id, Reference("comparator")]
Stages = Annotated[Id, Reference("stage")]
Categories = Annotated[Id, Reference("category")]
Groups = Annotated[Id, Reference("group")]
Features = Annotated[Id, Reference("feature")]
Medicines = Annotated[Id, Reference("medicine")]
Sources = Annotated[Id, Reference("source")]
Interventions = Annotated[Id, Reference("intervention")]
Conditions = Annotated[Id, Reference("condition")]
Entries = Annotated[PartId, Reference("entry")]
