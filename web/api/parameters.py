"""What a program may ask for: each parameter with its choices or bounds, read strictly, so that a
misspelt filter is never no filter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import g
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from kb.reading.did_you_mean import did_you_mean, listed, shown
from web.api import api_wording as wording

Json = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """A parameter that takes words: one of `choices` where there are any; `many` may stand several
    times.
    """

    name: str
    what: str
    choices: tuple[str, ...] = ()
    default: str = ""
    many: bool = False

    def schema(self) -> Json:
        """The parameter's value as OpenAPI describes it."""
        one: Json = {"type": "string", **({"enum": list(self.choices)} if self.choices else {})}
        if self.many:
            return {"type": "array", "items": one}
        return {**one, **({"default": self.default} if self.default else {})}

    def read(self, given: list[str]) -> tuple[str, ...]:
        """The values given, or the default. Raises BadRequest."""
        _at_most_one(self.name, given, self.many)
        for value in given:
            if self.choices and value not in self.choices:
                raise BadRequest(
                    wording.NOT_A_VALUE.format(
                        value=shown(value), name=self.name, instead=nearest_of(value, self.choices)
                    )
                )
        return tuple(given or ([self.default] if self.default else []))


@dataclass(frozen=True)
class Count:
    """A parameter that takes a whole number within bounds."""

    name: str
    what: str
    default: int
    most: int
    least: int = 1

    many = False

    def schema(self) -> Json:
        """The parameter's value as OpenAPI describes it."""
        return {
            "type": "integer",
            "minimum": self.least,
            "maximum": self.most,
            "default": self.default,
        }

    def read(self, given: list[str]) -> int:
        """The number given, or the default. Raises BadRequest."""
        _at_most_one(self.name, given, many=False)
        if not given:
            return self.default
        value = given[0]
        plain = value.isascii() and value.isdigit() and len(value) <= len(str(self.most))
        if not plain or not self.least <= int(value) <= self.most:
            raise BadRequest(
                wording.NOT_A_NUMBER.format(
                    name=self.name, least=self.least, most=self.most, value=shown(value)
                )
            )
        return int(value)


Parameter = Words | Count


def refuse_unknown(wanted: Iterable[Parameter], args: "MultiDict[str, str]") -> None:
    """Raises BadRequest where an address has an unknown parameter."""
    known = tuple(parameter.name for parameter in wanted)
    for name in args:
        if name not in known:
            raise BadRequest(
                wording.UNKNOWN.format(name=shown(name), instead=nearest_of(name, known))
            )


def read(
    wanted: Iterable[Parameter], args: "MultiDict[str, str]"
) -> Mapping[str, tuple[str, ...] | int]:
    """The values of all parameters. Raises BadRequest, with the reason and what would do."""
    known = tuple(wanted)
    refuse_unknown(known, args)
    return {parameter.name: parameter.read(args.getlist(parameter.name)) for parameter in known}


def nearest_of(value: str, choices: tuple[str, ...]) -> str:
    """What would have done."""
    if not choices:
        return wording.NO_CHOICES
    return did_you_mean(value, choices, wording.USE.format(choices=listed(choices)))


def _at_most_one(name: str, given: list[str], many: bool) -> None:
    if len(given) > 1 and not many:
        raise BadRequest(wording.TWICE.format(name=name))


def parameters() -> Mapping[str, tuple[str, ...] | int]:
    """The parameters of this request, as they were read."""
    return cast(Mapping[str, tuple[str, ...] | int], g.parameters)


def count(name: str) -> int:
    """A parameter that is a number."""
    return cast(int, parameters()[name])


def list_part() -> slice:
    """The part of a list that the page and limit ask for."""
    limit, page = count("limit"), count("page")
    return slice((page - 1) * limit, page * limit)
