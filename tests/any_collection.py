"""Small collections about anything, drawn from the models at random: other stages, outcomes, scales
and comparators each time, with and without whatever is optional.

What is drawn keeps the rules of `kb check` (`FITTED`); key findings are those the rules choose.
"""

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from kb.model.absolute import Absolute
from kb.model.collection import VOCABULARY, Collection, Comparator, Scale, Threshold
from kb.model.condition_parts import PathwayStep
from kb.model.entries import FOLDERS, KINDS, Claim, Condition, Delivery, Intervention
from kb.model.finding import Certainty, Effect, Finding
from kb.model.groups import Group
from kb.model.harm import Harm
from kb.model.library import Library, Vocabulary
from kb.model.schema import Model
from kb.model.source import Name, Status
from kb.reading.references import SINGULAR
from kb.reading.shape import Shape, fields
from kb.rules.certainty_rules import LEVELS
from kb.rules.finding_rules import COUNTED, WITH_OTHERS
from kb.statements.answers import with_answers
from kb.statements.direction import NUMBERS_NEEDED, RATIOS
from small_collection import write

Record = dict[str, Any]
Entries = dict[str, dict[str, Record]]
T = TypeVar("T")
# Some mean something in the collection that comes with the code, and nothing here.
WORDS = ("acute", "chronic", "mixed", "function", "no", "on", "1", "adverse-events", "z-9")
# Short, long, and with signs that mean something to a template, to HTML, to a spreadsheet or to a
# search.
TEXTS = (
    "Calm",
    "a",
    "NO",
    "7",
    "ÅNGSTRÖM and ßtraße",
    "{noun} of {x} and {",
    "50 % of %s",
    "a < b > c & “quoted” 'text'",
    "=1+1",
    'stage:acute -not "this',
    "long " * 30 + "end",
)
PROSE = (*TEXTS, "A *stress* [@s-1].", "[@s-1] [@s-2]", "See [this](https://a.example).")
VALUES: Mapping[type, Sequence[object]] = {
    bool: (True, False),
    int: (0, 1, 5, 100_000),
    date: ("2024-02-29", "2025-11-30", "2026-01-15"),
    Decimal: (0, 1, 2.5, 100),
}
# By the field's name, what has a form that its type does not tell.
FORMS: Mapping[str, Sequence[str]] = {
    "issued": ("2001", "2001-05", "2001-05-31"),
    "search-date": ("2001", "2000-12"),
    "accessed": ("2026", "2026-11-28"),
    "DOI": ("10.5555/a.1",),
    "PMID": ("12345678",),
    "PMCID": ("PMC1234567",),
    "ISSN": ("0317-8471",),
    "URL": ("https://a.example/?a=1&b=2",),
    "feedback": ("https://a.example/x", "a@b.example"),
    "editing": ("https://a.example/edit",),
    "language": ("en", "de-CH"),
}
# Low end, estimate, high end: on one side, with no difference in it or at an end, across all bands.
DIFFERENCES = ((-8, -5.5, -4.25), (-3, -2, -0.5), (-5, -0.5, 5), (-1, 0, 1), (0, 2, 3), (1, 3, 9))
RATIO = ((0, 0.5, 0.99), (0.5, 1, 2), (0.2, 1.5, 3), (1, 1.2, 1.4), (1.01, 7, 90.5))
NEEDED = ((2, 3, 4), (-9, 4, 5), (-4, -3, -2))
# What keeps a finding from being key is drawn less often, so that there are answers.
RARE = ("indirect", "implausible", "secondary", "harm", "status", "superseded-by", "design")


class Drawing:
    """What is drawn; `ids` are those there are to refer to, by kind."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self.ids: dict[str, list[str]] = {}
        self.words: dict[str, dict[str, Record]] = {}
        self.count = 0

    def one(self, of: Sequence[T]) -> T:
        return self.chance.choice(of)

    def some(self, of: Iterable[T], least: int = 0, most: int = 3) -> list[T]:
        there = list(of)
        most = min(most, len(there))
        return self.chance.sample(there, self.chance.randint(min(least, most), most))

    def record(self, model: type[Model], **given: object) -> Record:
        """What must be there and half of the rest, made to keep the rules."""
        drawn: Record = {}
        for name, (info, shape) in fields(model).items():
            often = 0.15 if name in RARE else 0.5
            if name not in given and (info.is_required() or self.chance.random() < often):
                drawn[name] = self.value(name, shape)
                while shape.value is int and not _is_allowed(drawn[name], info):
                    drawn[name] = self.value(name, shape)
        drawn |= given
        FITTED.get(model, _as_drawn)(self, drawn)
        return {name: value for name, value in drawn.items() if value not in (None, [], {})}

    def value(self, name: str, shape: Shape) -> object:
        """A value for a field; None if it would refer to what there is not."""
        if shape.item:
            values = [
                self.value(name, shape.item)
                for _ in range(self.one((3, 5, 9) if name == "findings" else (1, 1, 2, 3)))
            ]
            return [
                value for place, value in enumerate(values) if value not in [None, *values[:place]]
            ]
        if shape.model:
            drawn, below = self.record(shape.model), fields(shape.model).items()
            return (
                drawn
                if all(key in drawn for key, (info, _) in below if info.is_required())
                else None
            )
        if shape.reference:
            there = self.ids.get(shape.reference, [])
            return self.one(there) if there else None
        if shape.value is not str or shape.choices or name in FORMS or shape.words:
            texts = PROSE if shape.prose else TEXTS
            return self.one(shape.choices or FORMS.get(name) or VALUES.get(shape.value, texts))
        self.count += 1
        return f"n-{self.count}"


def _is_allowed(number: object, info: FieldInfo) -> bool:
    """Whether a number is in a field's range, such as counts from 1."""
    try:
        TypeAdapter(info.rebuild_annotation()).validate_python(str(number))
    except ValidationError:
        return False
    return True


def _as_drawn(d: Drawing, drawn: Record) -> None:
    pass


def _finding(d: Drawing, drawn: Record) -> None:
    drawn["id"], drawn["key"], drawn["same-data-as"] = f"{drawn['source']}--{d.count}", None, None
    d.count += 1
    comparator = d.words["comparators"][drawn["comparator"]]
    if d.one((True, True, False)):
        drawn |= {"effect": d.record(Effect), "result": None, "size": None}
    else:
        drawn |= {"effect": None, "result": d.one(fields(Finding)["result"][1].choices)}
    if comparator["group"] in WITH_OTHERS:
        drawn["than"] = d.one(TEXTS)
    if comparator["group"] != "active":
        drawn["against"] = None
    if (drawn["effect"] or {}).get("measure") in COUNTED:
        drawn["event"] = d.one(TEXTS)
    if drawn.get("indirect"):
        drawn["people"] = d.one(TEXTS)
    if drawn.get("absolute"):
        drawn["note"] = "40 of 80 against 2 of 80."


def _absolute(d: Drawing, drawn: Record) -> None:
    with_, without = d.one(((40, 2), ([40, 80], [2, 80])))
    drawn |= {"with": with_, "without": without, "per": None}


def _effect(d: Drawing, drawn: Record) -> None:
    measure = drawn["measure"] = d.one((drawn["measure"], drawn["measure"], "MD", "SMD"))
    numbers = RATIO if measure in RATIOS else NEEDED if measure in NUMBERS_NEEDED else DIFFERENCES
    low, drawn["estimate"], high = d.one(numbers)
    drawn["low"], drawn["high"] = d.one(((low, high), (None, None)))
    drawn["better"] = None if measure in NUMBERS_NEEDED else d.one(("lower", "higher"))
    if measure == "MD" and drawn.get("scale"):
        drawn["unit"] = None
    elif measure == "MD":
        drawn["unit"] = d.one(("points", *TEXTS))


def _certainty(d: Drawing, drawn: Record) -> None:
    drawn["start"] = drawn["upgrades"] = None
    down = LEVELS[::-1].index(drawn["level"]) if drawn["level"] in LEVELS else 1
    concern = {"domain": "imprecision", "levels": down, "why": d.one(TEXTS)}
    drawn["concerns"] = [concern] if down and drawn.get("concerns") else None
    if drawn.get("scheme") == "other":
        drawn["stated"] = d.one(TEXTS)


def _scale(d: Drawing, drawn: Record) -> None:
    drawn["low"], drawn["high"] = d.one(((None, None), (0, 10), (-50, 50)))


def _comparator(d: Drawing, drawn: Record) -> None:
    drawn["phrase"] = drawn.get("phrase") or d.one(TEXTS)


def _group(d: Drawing, drawn: Record) -> None:
    widest = d.ids["group"][0]
    drawn["within"] = [widest] if drawn.get("within") and drawn["id"] != widest else None
    for end in ("youngest", "oldest"):
        drawn[end] = d.one((0, 17, 110)) if drawn.get(end) is not None else None


def _threshold(d: Drawing, drawn: Record) -> None:
    drawn |= {"small": 1, "moderate": 2.5, "large": 4}
    drawn["measure"] = drawn["measure"] if d.ids["scale"] else "SMD"
    drawn["scales"] = d.ids["scale"] if drawn["measure"] == "MD" else None


def _collection(d: Drawing, drawn: Record) -> None:
    there = {
        (one["measure"], outcome): one
        for one in drawn.get("thresholds") or ()
        for outcome in one.get("outcomes", ())
    }
    drawn["thresholds"] = [{**one, "outcomes": [outcome]} for (_, outcome), one in there.items()]
    for number, one in enumerate(drawn["thresholds"]):
        one["id"] = f"t-{number}"
    drawn["families"] = d.some(d.ids["outcome"])


def _name(d: Drawing, drawn: Record) -> None:
    if drawn.get("literal"):
        for name in fields(Name):
            drawn[name] = drawn["literal"] if name == "literal" else None
    else:
        drawn["family"] = d.one(TEXTS)


def _delivery(d: Drawing, drawn: Record) -> None:
    drawn["what"] = d.one(PROSE)


def _status(d: Drawing, drawn: Record) -> None:
    drawn["date"] = d.one(FORMS["issued"])


def _step(d: Drawing, drawn: Record) -> None:
    if drawn["role"] == "first-line":
        drawn["interventions"] = None


def _dated(d: Drawing, drawn: Record) -> None:
    drawn["changes"].sort(key=lambda change: change["date"], reverse=True)
    for name in ("summary", "why"):
        if name in drawn:
            drawn[name] = d.one([text for text in PROSE if "long" not in text])


def _harm(d: Drawing, drawn: Record) -> None:
    rate, than = d.one(((None, None), (12, None), (12, 3.5)))
    drawn |= {"rate": rate, "than-rate": than, "than": d.one(TEXTS) if than else None}
    if rate:
        drawn["frequency"] = f"{rate}% of all" + (f", {than}% without" if than else "")
    if drawn.get("absolute"):
        drawn["frequency"] = f"40 of 80 against 2 of 80, {drawn.get('frequency')}"
        drawn["than"] = d.one(TEXTS)
    drawn["comparator"] = d.ids["comparator"][:1] if drawn["than"] else None


def _claim(d: Drawing, drawn: Record) -> None:
    _dated(d, drawn)
    if drawn.get("plain"):
        drawn["plain"] = drawn["why"]  # says no more
    if drawn["verdict"] == "no-evidence-found":
        drawn |= {"searched": d.one(PROSE), "searched-until": d.one(VALUES[date])}
    elif drawn["verdict"] != "not-checked":
        drawn["sources"] = d.some(d.ids["source"], least=1)


FITTED: Mapping[type[Model], Callable[[Drawing, Record], None]] = {
    Absolute: _absolute,
    Finding: _finding,
    Effect: _effect,
    Certainty: _certainty,
    Scale: _scale,
    Group: _group,
    Comparator: _comparator,
    Threshold: _threshold,
    Collection: _collection,
    Name: _name,
    Delivery: _delivery,
    Status: _status,
    PathwayStep: _step,
    Intervention: _dated,
    Condition: _dated,
    Harm: _harm,
    Claim: _claim,
}


def any_collection(seed: int) -> Mapping[str, object]:
    """The files of a collection: what is in each, by its path."""
    d = Drawing(seed)
    _name_things(d)
    for list_name, word in VOCABULARY.items():
        d.words[list_name] = {id: d.record(word, id=id) for id in d.ids[SINGULAR[list_name]]}
    given: dict[str, Record] = {kind: {} for kind in KINDS}
    if not all(d.ids[kind] for kind in ("stage", "outcome", "comparator")):
        given["intervention"] = {"findings": None}
    entries = {
        folder: {id: d.record(KINDS[kind], **given[kind]) for id in d.ids[kind]}
        for folder, kind in FOLDERS.items()
    }
    for id, entry in entries["interventions"].items():
        for finding in entry.get("findings") or ():
            if (finding.get("against") or {}).get("entry") == id:
                del finding["against"]
        for name in ("related", "variant-of", "member-of"):
            entry[name] = [other for other in entry.get(name, ()) if other != id]
    collection = d.record(Collection)
    _mark_keys(d, collection, entries)
    lists = {
        f"vocabulary/{name}": [*words.values()]
        for name, words in d.words.items()
        if words or d.chance.random() < 0.5
    }
    files = {
        f"{folder}/{id}": entry for folder, held in entries.items() for id, entry in held.items()
    }
    return {"collection": collection, **lists, **files}


def written(folder: Path, files: Mapping[str, object]) -> Path:
    """The folder with these files; JSON is YAML."""
    for path, held in files.items():
        write(folder, f"{path}.yaml", json.dumps(held, ensure_ascii=False, indent=0))
    return folder


def _name_things(d: Drawing) -> None:
    for kind in SINGULAR.values():
        d.ids[kind] = d.some(WORDS, least=d.one((0, 1, 1, 1)), most=4)
    for kind in KINDS:
        d.ids[kind] = [f"{kind[:2]}-{number}" for number in range(d.one((0, 1, 2, 3)))]
    d.ids["source"] = ["s-1", "s-2", *d.ids["source"]]
    d.ids["intervention"] = d.ids["intervention"] if d.ids["category"] else []
    d.ids["entry"] = [id for kind in KINDS for id in d.ids[kind]]


def _mark_keys(d: Drawing, collection: Record, entries: Entries) -> None:
    """Make the findings key that the rules choose."""
    library = _in_memory(d, collection, entries)
    for id, entry in entries["interventions"].items():
        key = {one.finding.id for one in library.answers[id].key}
        for finding in entry.get("findings", ()):
            if finding["id"] in key:
                finding["key"] = True


def _in_memory(d: Drawing, collection: Record, entries: Entries) -> Library:
    read = {
        folder: {
            id: KINDS[kind].model_validate({**_typed(entry), "id": id})
            for id, entry in entries[folder].items()
        }
        for folder, kind in FOLDERS.items()
    }
    words: dict[str, Any] = {
        name: {id: VOCABULARY[name].model_validate(_typed(word)) for id, word in held.items()}
        for name, held in d.words.items()
    }
    model, nowhere = Collection.model_validate(_typed(collection)), Path("nowhere")
    whole: dict[str, Any] = {**read, "withheld": {}, "problems": ()}
    return with_answers(Library(nowhere, model, Vocabulary(**words), **whole))


def _typed(value: Any) -> Any:  # noqa: ANN401 - JSON has no common type
    """Values as an editor types them."""
    if isinstance(value, dict):
        return {key: _typed(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_typed(held) for held in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
