"""An entry as one plain record for other programs: every field under its YAML name, and all derived
values.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from pydantic import JsonValue

from kb.export.citations import addresses, reference
from kb.model.condition_parts import RedFlag
from kb.model.derived import Answer, Derived, HarmEvent, SearchedTo
from kb.model.entries import Condition, Entry, Intervention
from kb.model.harm import Harm
from kb.model.library import Library
from kb.model.schema import Model
from kb.overviews.findings_list import FindingRow
from kb.overviews.freshness import Due

FOLDER_OF = {
    "intervention": "interventions",
    "condition": "conditions",
    "claim": "claims",
    "source": "sources",
}


def record(entry: Entry, library: Library) -> dict[str, JsonValue]:
    """The entry as in `kb show --json` and `kb dump`: absent values null, numbers as JSON numbers,
    dates as ISO text.
    """
    named: dict[str, JsonValue] = {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "url": url(entry),
    }
    derived = _derived(entry, library) if isinstance(entry, Intervention) else {}
    return {**named, **_written(entry), **derived}


def finding_record(row: FindingRow, library: Library) -> dict[str, JsonValue]:
    """A finding on its own: as its entry's record has it, with what one must know to read it."""
    entry, one = row.entry, row.derived
    source = library.sources.get(one.finding.source)
    return {
        "intervention": entry.id,
        "title": entry.title,
        "category": entry.category,
        "url": f"{url(entry)}#{one.finding.id}",
        **_finding(one),
        "plain-statement": one.plain,
        "shown-certainty": one.level,
        "shows": one.shows,
        "comparator-group": one.group,
        "key-place": row.place,
        "set-aside": one.unfit,
        "reference": reference(source) if source else None,
        "reference-urls": [one.url for one in addresses(source)] if source else [],
    }


def flag_record(condition: Condition, flag: RedFlag) -> dict[str, JsonValue]:
    """A red flag on its own, with the condition it is listed under."""
    address = f"{url(condition)}#{flag.id}"
    written = {name: part for name, part in _written(flag).items() if name != "lay-terms"}
    return {"condition": condition.id, "url": address, **written}


def due_record(one: Due) -> dict[str, JsonValue]:
    """Something that is due, as in `kb stale --json`."""
    return {
        "reason": one.reason,
        "id": one.entry.id,
        "kind": one.entry.kind,
        "title": one.entry.title,
        "url": url(one.entry),
        "since": one.since,
        "searched": one.searched,
        "newer": [source.id for source in one.newer],
    }


def url(entry: Entry) -> str:
    """The URL path of an entry's page."""
    return f"/{FOLDER_OF[entry.kind]}/{entry.id}"


def _derived(entry: Intervention, library: Library) -> dict[str, JsonValue]:
    answer = library.answers[entry.id]
    badge = answer.badge
    return {
        "certainty": badge.certainty,
        "certainty-words": badge.certainty_words,
        "magnitude": badge.shows,
        "magnitude-words": "size not classed"
        if badge.shows == "not-classed"
        else badge.shows.replace("-", " "),
        "badge": {
            "finding": badge.finding.finding.id if badge.finding else None,
            "certainty": badge.certainty,
            "magnitude": badge.shows,
            "comparison": badge.comparison or None,
        },
        "key": [one.finding.id for one in answer.key],
        **_currency(answer.searched_to),
        "retracted": list(answer.retracted),
        "notes": list(notes(answer)),
        "cautions": [_written(one.caution) for one in answer.cautions if not one.inherited_from],
        "inherited-cautions": [one for one in cautions(answer) if one["inherited-from"]],
        "harms": _harms(answer.harms),
        "inherited-harms": [
            {"from": one.parent.id, "harms": _harms(one.harms)} for one in answer.inherited_harms
        ],
        "red-flags": [
            {
                "condition": one.condition,
                "id": one.flag.id,
                "sign": one.flag.sign,
                "known-of": one.known_of or None,
            }
            for one in answer.red_flags
        ],
        "serious-harm": (
            answer.serious_harm.what
            if answer.serious_harm and answer.serious_harm.band == "serious"
            else None
        ),
        "common-harm": answer.common_harm.what if answer.common_harm else None,
        "findings": [_finding(one) for one in answer.findings.values()],
    }


def notes(answer: Answer) -> Iterator[str]:
    """Caveats that belong with the answer card, as sentences."""
    if answer.recent_only:
        yield answer.recent_only.text
    yield from (f"Sources disagree: {one.what}" for one in answer.disagreements)
    yield from (note.text for note in answer.features)
    if answer.retracted:
        yield f"Rests in part on a retracted source: {', '.join(answer.retracted)}."


def cautions(answer: Answer) -> list[dict[str, JsonValue]]:
    """The cautions of an intervention, including inherited ones, strictest first."""
    return [
        {
            **_written(one.caution),
            "inherited-from": one.inherited_from.id if one.inherited_from else None,
        }
        for one in answer.cautions
    ]


def _harms(events: tuple[HarmEvent, ...]) -> list[JsonValue]:
    return [_harm(one, event) for event in events for one in event.harms]


def _harm(harm: Harm, event: HarmEvent) -> JsonValue:
    return {**_written(harm), "band": event.band}


def _finding(one: Derived) -> dict[str, JsonValue]:
    return {
        **_written(one.finding),
        "result": one.result,
        "magnitude": one.magnitude,
        "shown-magnitude": one.shown_magnitude,
        "statement": one.text,
        **_currency(one.searched_to),
        "source-status": one.standing,
    }


def _currency(to: SearchedTo | None) -> dict[str, JsonValue]:
    """How far evidence was searched, and which field of its source says so."""
    field = None if to is None else "search-date" if to.searched else "issued"
    return {"evidence_searched_to": to.day if to else None, "evidence_searched_to_from": field}


def _written(part: Model) -> dict[str, JsonValue]:
    """What an editor wrote, under its YAML names."""
    return dict(_named(part.model_dump(by_alias=True)))


def _named(fields: Mapping[str, object]) -> Iterator[tuple[str, JsonValue]]:
    """Each field; after a number its digits as printed, as a last zero is lost in the number."""
    for name, value in fields.items():
        yield name, _plain(value)
        if isinstance(value, Decimal):
            yield f"{name}-printed", f"{value:f}"


def _plain(value: object) -> JsonValue:
    if isinstance(value, Mapping):
        return dict(_named(value))
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{value!r} has no place in a record")
