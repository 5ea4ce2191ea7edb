"""What must hold between the fields of an entry and between files: one function per rule, its
docstring for editors.

Each function of these modules is a rule: the type it takes says what it looks at, and one that
returns `Doubts` warns.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from inspect import isfunction
from types import ModuleType
from typing import Any, get_args, get_type_hints

from kb.model.collection import VOCABULARY
from kb.model.entries import Claim
from kb.model.library import Library
from kb.model.named import Named
from kb.model.problems import Problem, Severity
from kb.model.schema import Model, attribute
from kb.reading.field_checks import Draft
from kb.reading.files import File
from kb.reading.nodes import Node, Path, place
from kb.reading.shape import fields
from kb.rules import (
    absolute_rules,
    certainty_rules,
    claim_rules,
    entry_rules,
    finding_rules,
    harm_rules,
    plain_rules,
    prose_rules,
    source_rules,
    text_rules,
    vocabulary_rules,
)
from kb.rules import library_rules as between
from kb.rules.faults import WARNING, Calendar, Fault, Rule, Setting, explanation, name

__all__ = [
    "ALL",
    "WARNINGS",
    "Broken",
    "broken",
    "broken_between",
    "broken_in",
    "explanation",
    "name",
]


def _rules_in(module: ModuleType) -> tuple[Callable[..., Any], ...]:
    """The rules of a module: all its public functions, in their order."""
    return tuple(
        found
        for name, found in vars(module).items()
        if isfunction(found) and found.__module__ == module.__name__ and name[0] != "_"
    )


def _looks_at(rule: Rule) -> tuple[object, ...]:
    """What a rule is about: the types of its first parameter."""
    first = next(iter(get_type_hints(rule).values()))
    return get_args(first) or (first,)


def _warns(rule: Rule) -> bool:
    given = get_type_hints(rule, include_extras=True)["return"]
    return WARNING in getattr(given, "__metadata__", ())


_OF_PARTS = tuple(
    rule
    for module in (
        absolute_rules,
        finding_rules,
        certainty_rules,
        entry_rules,
        harm_rules,
        plain_rules,
        claim_rules,
        source_rules,
        vocabulary_rules,
    )
    for rule in _rules_in(module)
)
# The rules about each model, by the type they take.
RULES: Mapping[object, tuple[Rule, ...]] = {
    thing: tuple(rule for rule in _OF_PARTS if thing in _looks_at(rule))
    for thing in {thing for rule in _OF_PARTS for thing in _looks_at(rule)}
}
TEXT, PROSE, BETWEEN = map(_rules_in, (text_rules, prose_rules, between))
# Rules that hold for what others say too.
CITES = tuple(rule for rule in PROSE if rule is not prose_rules.no_banned_words)
# These count over a whole entry: of one that could be read in part only they would say what is not
# so.
WHOLE = frozenset(
    {entry_rules.a_key_where_one_is_eligible, entry_rules.keys_are_those_the_rules_choose}
)
ALL: tuple[Rule, ...] = (*_OF_PARTS, *TEXT, *PROSE, *BETWEEN)
WARNINGS = frozenset(rule for rule in ALL if _warns(rule))


@dataclass(frozen=True)
class Broken:
    """The rules one file breaks. They stay the same through the day `until` as long as the file,
    the entries it mentions, the vocabulary and the thresholds do; where `any_source`, a new
    source may change them too.
    """

    problems: tuple[Problem, ...]
    any_source: bool
    until: date


def broken(library: Library, today: date) -> Iterator[Problem]:
    """A problem for every broken rule; `library` has everything readable, valid or not."""
    for file in library.files.values():
        yield from broken_in(file, library, today).problems
    yield from broken_between(library)


def broken_in(file: File, library: Library, today: date) -> Broken:
    """The rules that one file breaks."""
    calendar, any_source = Calendar(today), False
    found: list[Problem] = []
    for draft in file.drafts:
        if draft.entry:
            setting = Setting(library, file, draft.entry, calendar)
            found += _in_draft(draft, draft.entry, setting)
            any_source |= setting.looked_at_all_sources
    if file.kind in VOCABULARY:
        found += [
            _problem(vocabulary_rules.words_once, fault, file.root, file.path)
            for fault in vocabulary_rules.words_once(file)
        ]
    return Broken(tuple(found), any_source, calendar.until)


def broken_between(library: Library) -> Iterator[Problem]:
    """The rules that are broken between files."""
    for rule in BETWEEN:
        for path, fault in rule(library):
            yield _problem(
                rule, fault, library.files[path].root if fault.path else None, path
            )  # a whole file is its line 1


def _in_draft(draft: Draft, entry: Model, setting: Setting) -> Iterator[Problem]:
    for path, thing, rules in _things(entry):
        for rule in rules:
            if draft.whole or rule not in WHOLE:
                for fault in rule(thing, setting):
                    yield _problem(
                        rule,
                        Fault((*path, *fault.path), fault.message, fault.hint),
                        draft.node,
                        setting.file.path,
                        draft.within,
                    )


def _things(thing: Model, path: Path = ()) -> Iterator[tuple[Path, object, tuple[Rule, ...]]]:
    """Everything in an entry that rules look at, with its path: the entry, its parts, its texts."""
    yield path, thing, RULES.get(type(thing), ())
    for key, (_, shape) in fields(type(thing)).items():
        value = getattr(thing, attribute(key))
        item = shape.item or shape
        for step, part in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            below = (*path, key) if step is None else (*path, key, step)
            if isinstance(part, Model):
                yield from _things(part, below)
            elif item.words and isinstance(part, str):
                yield below, part, TEXT
                if item.prose:
                    yield below, part, CITES if _says_what_others_say(thing, key) else PROSE


def _says_what_others_say(thing: Model, key: str) -> bool:
    """A claim repeats what people say, and the vocabulary explains words, banned ones too."""
    return isinstance(thing, Named) or (isinstance(thing, Claim) and key == "claim")


def _problem(
    rule: Callable[..., object], fault: Fault, node: Node | None, file: str, within: str = ""
) -> Problem:
    where = place(node, fault.path)
    field = f"{within}.{where.field}" if within and where.field else within or where.field
    severity: Severity = "warning" if rule in WARNINGS else "error"
    return Problem(
        file, where.line, where.column, field, fault.message, fault.hint, name(rule), severity
    )
