"""What an assistant can ask, each with its parameters and its answer.

Every sentence of an answer is the collection's own or derived from it; nothing is added here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from pydantic import JsonValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from kb.export.json_records import finding_record, flag_record, record
from kb.model.entries import Claim, Intervention
from kb.model.library import Library
from kb.model.source import Source
from kb.overviews.findings_list import CHOSEN_BY, FindingRow, chosen_findings
from kb.reading.did_you_mean import did_you_mean
from search.answering.answer_box import AnswerBox
from search.answering.results import Hit
from web.api.operations import OPERATIONS
from web.api.overview_views import guidelines_record
from web.api.parameters import Count, Parameter, Words, read
from web.api.table_views import compare_record
from web.assistants import assistant_wording as wording
from web.assistants.cited_in import Json, with_sources
from web.core.reload import State
from web.parts.compare_args import compare_args
from web.parts.guideline_args import guideline_args
from web.parts.search_args import search_args, search_request

MOST_FINDINGS, FINDINGS, HITS, MOST_HITS = 50, 10, 5, 20


@dataclass(frozen=True)
class Asked:
    """What was asked: values by parameter, of what is served now."""

    values: Mapping[str, tuple[str, ...] | int]
    state: State

    @property
    def library(self) -> Library:
        """The collection."""
        return self.state.library

    def words(self, name: str) -> tuple[str, ...]:
        """The values of a parameter that takes words."""
        return cast(tuple[str, ...], self.values.get(name, ()))

    def number(self, name: str) -> int:
        """The value of a parameter that is a number."""
        return cast(int, self.values[name])

    @property
    def part(self) -> slice:
        """The part of a list that page and limit ask for."""
        page, limit = self.number("page"), self.number("limit")
        return slice((page - 1) * limit, page * limit)

    @property
    def args(self) -> "MultiDict[str, str]":
        """The same as an address has it."""
        pairs = [(name, value) for name in self.values for value in _listed(self.values[name])]
        return MultiDict(pairs)


@dataclass(frozen=True)
class Tool:
    """One thing an assistant can ask; `needed` are the parameters it can't do without."""

    name: str
    says: str
    parameters: Callable[[Library], tuple[Parameter, ...]]
    answer: Callable[[Asked], Json]
    needed: tuple[str, ...] = ()

    def schema(self, library: Library) -> dict[str, Any]:
        """Its parameters as a JSON Schema."""
        described = {
            one.name: {**one.schema(), "description": one.what} for one in self.parameters(library)
        }
        return {
            "type": "object",
            "properties": described,
            "required": [*self.needed],
            "additionalProperties": False,
        }

    def call(self, arguments: Mapping[str, object], state: State, public: str = "") -> Json:
        """Its answer; raises BadRequest with what is wrong and what would do."""
        given = MultiDict(
            [(name, one) for name, value in arguments.items() for one in _listed(value)]
        )
        for name in self.needed:
            if not any(value.strip() for value in given.getlist(name)):
                raise BadRequest(wording.MISSING.format(name=name))
        values = read(self.parameters(state.library), given)
        return with_sources(self.answer(Asked(values, state)), state.library, public)


def _listed(value: object) -> Iterator[str]:
    """A value, or several, as texts."""
    for one in value if isinstance(value, list | tuple) else [value]:
        if isinstance(one, dict) or one is None:
            raise BadRequest(wording.NOT_A_VALUE)
        yield str(int(one)) if isinstance(one, bool) else str(one)


def _of_api(id: str, *without: str) -> Callable[[Library], tuple[Parameter, ...]]:
    """The parameters of an operation of the API."""
    operation = next(one for one in OPERATIONS if one.id == id)
    return lambda library: tuple(
        one for one in operation.parameters(library) if one.name not in without
    )


def _search_parameters(library: Library) -> tuple[Parameter, ...]:
    return (
        *_of_api("search", "explain", "exact", "page", "limit")(library),
        Count("limit", wording.MOST_HITS, HITS, MOST_HITS),
    )


def _finding_parameters(library: Library) -> tuple[Parameter, ...]:
    return (
        Words("finding", wording.FINDING_ID, many=True),
        *_of_api("findings", "limit")(library),
        Count("limit", wording.FINDINGS_ON_A_PAGE, FINDINGS, MOST_FINDINGS),
    )


def _guideline_parameters(library: Library) -> tuple[Parameter, ...]:
    return (
        Words("intervention", wording.INTERVENTION_ID, many=True),
        *_of_api("guidelines", "limit")(library),
        Count("limit", wording.INTERVENTIONS_ON_A_PAGE, FINDINGS, MOST_FINDINGS),
    )


def _entry_parameters(_: Library) -> tuple[Parameter, ...]:
    return (Words("id", wording.ENTRY_ID),)


def _flag_parameters(_: Library) -> tuple[Parameter, ...]:
    return (
        Words("q", wording.SYMPTOMS),
        Words("intervention", wording.FLAGS_OF, many=True),
    )


def _search(asked: Asked) -> Json:
    args = search_args(asked.args, asked.state)
    request = search_request(args)
    limited = replace(request, limit=asked.number("limit"), count=())
    found = asked.state.index.search(limited)
    named = {id for hit in found.hits for id in hit.red_flags}
    return {
        "red-flags": [*_flags(asked.library, {*found.red_flags})],
        "red-flags-of-hits": [*_flags(asked.library, named - {*found.red_flags})],
        "changed": [*found.changed],
        "answer": _answer(found.answer) if found.answer else None,
        "total": found.total,
        "hits": [_hit(hit, asked.library) for hit in found.hits],
        "offers": [{"text": offer.text, "url": offer.url} for offer in found.offers],
    }


def _answer(box: AnswerBox) -> Json:
    return {**box.as_json(), "url": box.url}


def _hit(hit: Hit, library: Library) -> Json:
    warning = cast(JsonValue, hit.warning.as_json()) if hit.warning else None
    about: Json = {"id": hit.id, "kind": hit.kind, "title": hit.title, "url": hit.url}
    return {**about, "warning": warning, **_found(hit, library)}


def _found(hit: Hit, library: Library) -> Json:
    """What a hit says: a finding's sentence, a claim's verdict, or where it matches."""
    entry, excerpt = library.entry(hit.id), "".join(text for text, _ in hit.excerpt)
    if isinstance(entry, Intervention) and hit.finding:
        derived = library.answers[entry.id].findings[hit.finding]
        return {"finding": _brief(FindingRow(entry, derived, None))}
    if isinstance(entry, Claim):
        return {"verdict": entry.verdict, "why": entry.why, "sources": [*entry.sources]}
    return {"excerpt": excerpt, "source": hit.id if isinstance(entry, Source) else None}


def _brief(row: FindingRow) -> Json:
    """A finding in a list: its sentence, its certainty, its source and where it is."""
    return {
        "finding": row.finding.id,
        "statement": row.derived.text,
        "certainty": row.derived.level,
        "set-aside": row.derived.unfit,
        "source": row.finding.source,
        "url": f"/interventions/{row.entry.id}#{row.finding.id}",
    }


def _flags(library: Library, ids: Iterable[str]) -> Iterator[JsonValue]:
    wanted = set(ids)
    for condition in library.conditions.values():
        for flag in condition.red_flags:
            if flag.id in wanted:
                yield flag_record(condition, flag)


def _flags_of(library: Library, ids: Iterable[str]) -> list[JsonValue]:
    """The red flags that name one of these interventions."""
    flags = {flag.flag.id for id in ids for flag in library.answers[id].red_flags}
    return [*_flags(library, flags)]


def _entry(asked: Asked) -> Json:
    (id,) = asked.words("id")
    found = asked.library.entry(id)
    if found is None:
        raise BadRequest(missing(id, asked.library))
    whole = record(found, asked.library)
    rest = {name: part for name, part in whole.items() if name != "red-flags"}
    if not isinstance(found, Intervention):
        return {"red-flags": whole.get("red-flags"), **rest}
    derived = asked.library.answers[id].findings.values()
    findings: list[JsonValue] = [_brief(FindingRow(found, one, None)) for one in derived]
    return {"red-flags": _flags_of(asked.library, [id]), **rest, "findings": findings}


def missing(id: str, library: Library) -> str:
    """Why there is no such entry, and what would do."""
    if id in library.withheld:
        return wording.WITHHELD.format(id=id)
    near = did_you_mean(id, [one.id for one in library.alike(id)], wording.SEARCH_FINDS_IDS)
    return wording.NO_ENTRY.format(id=id, near=near)


def _known(asked: Asked) -> tuple[str, ...]:
    """The interventions asked for; raises BadRequest if one isn't."""
    ids = asked.words("intervention")
    for id in ids:
        if id not in asked.library.interventions:
            raise BadRequest(missing(id, asked.library))
    return ids


def _finding(asked: Asked) -> Json:
    ids, usable = _known(asked), asked.words("usable") == ("1",)
    chosen = {name: asked.words(name) for name in CHOSEN_BY}
    rows = chosen_findings(chosen, asked.library, usable=usable)
    if asked.words("finding") and not rows:
        raise BadRequest(wording.NO_FINDING.format(ids=" or ".join(asked.words("finding"))))
    shown: list[JsonValue] = [finding_record(row, asked.library) for row in rows[asked.part]]
    return {"red-flags": _flags_of(asked.library, ids), "total": len(rows), "findings": shown}


def _compare(asked: Asked) -> Json:
    args = compare_args(asked.args, asked.library)
    if args.unknown:
        raise BadRequest(missing(args.unknown[0].id, asked.library))
    if len(args.entries) < 2:
        raise BadRequest(wording.TWO_TO_FOUR)
    flags = _flags_of(asked.library, [entry.id for entry in args.entries])
    return {"red-flags": flags, **compare_record(args, asked.library)}


def _guidelines(asked: Asked) -> Json:
    ids, args = _known(asked), guideline_args(asked.args, asked.library)
    found = guidelines_record(args, asked.part, asked.library, ids)
    return {"red-flags": _flags_of(asked.library, ids), **found}


def _red_flags(asked: Asked) -> Json:
    said, ids = "".join(asked.words("q")), _known(asked)
    found = {flag.id for one in asked.library.conditions.values() for flag in one.red_flags}
    if said.strip():
        request = search_request(search_args(asked.args, asked.state))
        found &= {*asked.state.index.search(request).red_flags}
    if ids:
        found &= {one.flag.id for id in ids for one in asked.library.answers[id].red_flags}
    return {"red-flags": [*_flags(asked.library, found)]}


TOOLS = (
    Tool(
        "search",
        wording.SEARCH,
        _search_parameters,
        _search,
        ("q",),
    ),
    Tool(
        "entry",
        wording.ENTRY,
        _entry_parameters,
        _entry,
        ("id",),
    ),
    Tool(
        "finding",
        wording.FINDING,
        _finding_parameters,
        _finding,
    ),
    Tool(
        "compare",
        wording.COMPARE,
        _of_api("compare"),
        _compare,
        ("with",),
    ),
    Tool(
        "guidelines",
        wording.GUIDELINES,
        _guideline_parameters,
        _guidelines,
    ),
    Tool(
        "red_flags",
        wording.RED_FLAGS,
        _flag_parameters,
        _red_flags,
    ),
)
