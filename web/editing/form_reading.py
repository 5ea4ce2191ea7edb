"""A form that was sent, as the fields of an entry; what the form did not show stays as it was."""

import re
from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from kb.model.library import Library
from kb.model.publication_ids import DOI, PMCID, PMID, doi_meant, pmcid_meant, pmid_meant
from kb.model.schema import Model
from kb.reading.nodes import Path, written
from kb.reading.shape import Shape, fields
from web.editing.form_fields import LISTS
from web.editing.merging import ABSENT, Absent, Value
from web.editing.source_lookup import id_meant
from web.editing.yaml_text import Plain, one_line, printable

Form = MultiDict[str, str]
NUMBERS = {"DOI": (DOI, doi_meant), "PMID": (PMID, pmid_meant), "PMCID": (PMCID, pmcid_meant)}


def read_fields(
    model: type[Model], form: Form, path: Path, before: Mapping[str, Plain], library: Library
) -> dict[str, Plain]:
    """The fields of a model as sent; empty ones are left out."""
    reading = _Reading(form, library)
    return reading.fields(model, path, before)


def as_number(key: str, text: str) -> str:
    """A number of a publication without what is copied with it, such as a DOI's address; text that
    is no such number stays as typed.
    """
    if key not in NUMBERS:
        return text
    valid, meant = NUMBERS[key]
    found = meant(text)
    return found if found and valid.fullmatch(found) else text


class _Reading:
    def __init__(self, form: Form, library: Library) -> None:
        self.form = form
        self.library = library

    def fields(
        self, model: type[Model], path: Path, before: Mapping[str, Plain]
    ) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        known = fields(model)
        for key, (_, shape) in known.items():
            value = self.value(shape, (*path, key), before.get(key, ABSENT))
            if not isinstance(value, Absent):
                found[key] = value
        return found | {key: value for key, value in before.items() if key not in known}

    def value(self, shape: Shape, path: Path, before: Value) -> Value:
        name = written(path)
        if shape.model:
            return self.group(shape.model, path, before)
        if shape.item and shape.item.model:
            return self.rows(shape.item.model, path, before)
        if name not in self.form:
            return before
        if shape.item:
            return self.texts(shape.item, name) or ABSENT
        text = as_number(str(path[-1]), self.text(shape, self.form[name]))
        return before if isinstance(before, str) and one_line(before) == text else text or ABSENT

    def group(self, model: type[Model], path: Path, before: Value) -> Value:
        start = f"{written(path)}."
        if not any(name.startswith(start) for name in self.form):
            return before
        return self.fields(model, path, before if isinstance(before, dict) else {}) or ABSENT

    def rows(self, model: type[Model], path: Path, before: Value) -> Value:
        place = re.compile(re.escape(written(path)) + r"\[([0-9]{1,4})\]\.")
        numbers = sorted({int(found[1]) for name in self.form if (found := place.match(name))})
        if not numbers:
            return before
        old = before if isinstance(before, list) else []
        rows: list[Plain] = []
        for number in numbers:
            was = old[number] if number < len(old) else {}
            row = self.fields(model, (*path, number), was if isinstance(was, dict) else {})
            if row:
                rows.append(row)
        return rows or ABSENT

    def texts(self, shape: Shape, name: str) -> list[Plain]:
        lines = (line for text in self.form.getlist(name) for line in text.splitlines())
        return [text for line in lines if (text := self.text(shape, line))]

    def text(self, shape: Shape, typed: str) -> str:
        """A value as typed; the name of a source or an entry becomes its id."""
        text = str(one_line(printable(typed)))
        if text and shape.reference and shape.reference not in LISTS:
            return id_meant(text, shape.reference, self.library)
        return text
