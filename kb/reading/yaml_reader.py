"""Parses YAML into nodes; whatever doesn't fit becomes a problem with its location.

The only module that imports YAML. It reads parser events onto its own stack, so that depth is
limited early, every value stays as typed, and each has its line and column.
"""

import re
from dataclasses import dataclass, field

import yaml

from kb.model.problems import Problem, Severity
from kb.reading import confusables, fixes, nodes, yaml_errors
from kb.reading.decoding import UNWANTED
from kb.reading.did_you_mean import shown
from kb.reading.files import MOST_PROBLEMS
from kb.reading.merge_conflict import merge_conflict
from kb.reading.nodes import Fields, Items, Node, Text, written
from kb.reading.shape import Shape, below, names_below, own_names

PARSER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml's parser where it is present: about ten times faster
DEEPEST = 20  # an entry needs 6; anything near this is a slip or an attack
TOO_DEEP = (
    f"more than {DEEPEST} levels of nesting",
    "compare it with another entry; there may be one bracket too many",
)
COMMENT = re.compile(r"[ \t]+(#.*)")
# A line that begins like a field, or like an item of a list.
STRUCTURE = re.compile(
    r"(?P<indent>\s*)(?P<hyphen>(?:- +|-$)?)(?:(?P<name>[A-Za-z][\w-]*) *:(?=\s|$))?"
)
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def _begin(event: yaml.Event) -> tuple[int, int]:
    """The line and column where an event starts, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _lines_below(event: yaml.ScalarEvent) -> range:
    """The lines of a text after its first, from 0."""
    start, end = event.start_mark, event.end_mark
    if not start or not end:
        return range(0)
    return range(start.line + 1, end.line + (end.column > 0))


@dataclass
class _Open:
    """A list or group of fields still being read."""

    start: yaml.Event
    items: list[tuple[int, Node | None]] = field(default_factory=list)
    keys: dict[str, Text] = field(default_factory=dict)
    values: dict[str, Node | None] = field(default_factory=dict)
    key: Text | None = None
    waits: bool = False  # a key was read, its value comes next
    is_key: bool = False  # it is where a key should be

    @property
    def is_list(self) -> bool:
        return isinstance(self.start, yaml.SequenceStartEvent)

    def closed(self) -> Node:
        line, column = _begin(self.start)
        if self.is_list:
            return Items(tuple(self.items), line, column)
        return Fields(self.keys, self.values, line, column)


class _Reader:
    """Builds nodes from parser events and records what isn't allowed."""

    def __init__(self, file: str, shape: Shape) -> None:
        self.file = file
        self.shape = shape
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.lines: list[str] = []

    def read(self, text: str) -> None:
        self.lines = text.split("\n")
        documents = 0
        for event in yaml.parse(text, Loader=PARSER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.note(
                        event,
                        "several-documents",
                        "a second document starts here; each file has only one",
                        "remove the line `---`",
                    )
                    return
            elif isinstance(event, yaml.NodeEvent) and not self.node(event):
                return
            elif isinstance(event, yaml.CollectionEndEvent):
                opened = self.open.pop()
                self.put(opened.closed() if not opened.is_key else None, opened.is_key)

    def node(self, event: yaml.NodeEvent) -> bool:
        """Take a value or the start of one; returns False if reading must stop."""
        if isinstance(event, yaml.AliasEvent):
            self.note(
                event,
                "alias",
                f"`*{event.anchor}` repeats another part of the file",
                "write the value in full",
            )
            self.put(None, self.at_key)
            return True
        self.look_at_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
            return True
        if len(self.open) >= DEEPEST:
            self.note(event, "depth", *TOO_DEEP)
            return False
        if self.at_key:
            self.note(
                event,
                "complex-key",
                "there's a list or group of fields where a field's name should be",
                "write `name: value`; put text that starts with a bracket in quotes",
            )
        self.open.append(_Open(event, is_key=self.at_key))
        return True

    @property
    def at_key(self) -> bool:
        return bool(self.open) and not self.open[-1].is_list and not self.open[-1].waits

    def look_at_marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self.note(
                event,
                "anchor",
                f"`&{event.anchor}` gives part of the file a name for reuse",
                "remove it, or put the text in quotes",
            )
        if (
            isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
            and event.tag is not None
        ):
            self.note(
                event,
                "tag",
                f"`{event.tag}` sets a type for the value",
                "remove it, or put the text in quotes; the field decides the type",
            )

    def scalar(self, event: yaml.ScalarEvent) -> None:
        plain = not event.style  # None or empty, by parser
        text = Text(event.value, *_begin(event), plain)
        if self.at_key:
            self.name(text, event)
            return
        if plain and text.text in NOTHING:
            self.empty(text, event)
            self.put(None)
            return
        unwanted = UNWANTED.search(text.text)
        if unwanted:
            self.note(
                event,
                "control-character",
                f"the text contains the unprintable character U+{ord(unwanted[0]):04X}",
                "remove it",
            )
        if plain:
            self.look_for_comment(event)
        self.look_for_structure(event)
        self.put(None if unwanted else text)

    def look_for_comment(self, event: yaml.ScalarEvent) -> None:
        """Warn about an unquoted text followed by a comment that may have been meant as part of
        it.
        """
        end = event.end_mark
        found = (
            COMMENT.match(self.lines[end.line], end.column)
            if end and end.line < len(self.lines)
            else None
        )
        if end and found and below(self.shape, self.path())[1].words:
            self.note(
                event,
                "comment-after-text",
                f"the text ends before {shown(found[1])}: from ` #` on it is a comment, which"
                " readers do not see",
                "put the text in quotes, or move the comment to its own line above",
                place=Text("", end.line + 1, found.start(1) + 1),
                severity="warning",
            )

    def look_for_structure(self, event: yaml.ScalarEvent) -> None:
        """Reject a text with a line that looks like a field or list item: one indented too far."""
        for number in _lines_below(event):
            found = STRUCTURE.match(self.lines[number])
            if not found or not found[0].strip():
                continue
            if column := self.column_of(found["name"] or "", found["hyphen"]):
                self.note(
                    event,
                    "structure-in-text",
                    "this line may be a field rather than part of the text: "
                    f"{shown(found[0].strip())}",
                    f"start it in column {column}; if it's part of the text, join it to the"
                    " line above",
                    place=Text("", number + 1, len(found["indent"]) + 1),
                )
                return

    def column_of(self, name: str, hyphen: str) -> int | None:
        """Where a line with this field or item belongs, or None if it can only be text."""
        levels = [(at, below(self.shape, self.path()[:at])[1]) for at in range(len(self.open))]
        columns = [
            _begin(self.open[at].start)[1]
            for at, shape in reversed(levels)
            if self.open[at].is_list == bool(hyphen) and (not name or name in own_names(shape))
        ]
        lists = [_begin(opened.start)[1] for opened in reversed(self.open) if opened.is_list]
        if columns or (hyphen and lists):
            return (columns or lists)[0]
        outermost = _begin(self.open[0].start)[1] if self.open else 1
        return outermost if name in names_below(self.shape) else None

    def name(self, key: Text, event: yaml.Event) -> None:
        """Take a field's name."""
        if not key.text:
            self.note(
                event,
                "unknown-field",
                "this value has no field name",
                "write `name: value`",
            )
        elif key.text in self.open[-1].keys:
            first = self.open[-1].keys[key.text].line
            self.note(
                event,
                "doubled-key",
                f"`{key.text[:60]}` is here twice; first on line {first}",
                "delete one of them",
                (key.text,),
            )
            key = Text("", key.line, key.column)
        self.open[-1].key = key
        self.open[-1].waits = True

    def empty(self, text: Text, event: yaml.Event) -> None:
        parent = self.open[-1] if self.open else None
        at = parent.key if parent and parent.key else text
        if not parent or (at.text == "" and parent.key):
            return
        what = f"`{at.text[:60]}` is empty" if parent.key else "a list item is empty"
        given = f" (`{text.text}` means empty)" if text.text else ""
        info, shape = below(self.shape, self.path())
        in_braces = (
            isinstance(parent.start, yaml.MappingStartEvent)
            and parent.start.flow_style
            and info is None
        )
        cure = fixes.nothing_in_braces(at.text) if in_braces else fixes.nothing(info, shape)
        odd = confusables.in_name(at.text)
        self.note(
            event,
            "empty-value",
            what + given,
            f"{odd.message}; {odd.hint}" if odd else cure,
            place=at,
        )

    def put(self, node: Node | None, as_key: bool = False) -> None:
        """Add a finished value to its parent."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if parent.is_list:
            parent.items.append((len(parent.items), node))
        elif as_key:
            parent.key, parent.waits = Text("", 0, 0), True
        else:
            if parent.key and parent.key.text:
                parent.keys[parent.key.text] = parent.key
                parent.values[parent.key.text] = node
            parent.key, parent.waits = None, False

    def path(self) -> nodes.Path:
        """The current path."""
        steps: list[str | int] = []
        for parent in self.open:
            if parent.is_list:
                steps.append(len(parent.items))
            elif parent.key:
                steps.append(parent.key.text)
        return tuple(steps)

    def note(
        self,
        event: yaml.Event,
        rule: str,
        message: str,
        hint: str,
        below: nodes.Path = (),
        place: Text | None = None,
        severity: Severity = "error",
    ) -> None:
        if len(self.problems) > MOST_PROBLEMS:
            return
        line, column = (place.line, place.column) if place else _begin(event)
        self.problems.append(
            Problem(
                self.file, line, column, written(self.path() + below), message, hint, rule, severity
            )
        )


def read_yaml(text: str, file: str, shape: Shape) -> tuple[Node | None, list[Problem]]:
    """Return the nodes of a YAML text, or None if it isn't valid YAML, and its problems.

    The shape is used to say what belongs in empty fields; other values aren't compared with it.
    """
    if conflict := merge_conflict(text, file):
        return None, [conflict]
    reader = _Reader(file, shape)
    root: Node | None = None
    try:
        reader.read(text)
        root = reader.root
    except yaml.MarkedYAMLError as error:
        # What stops the parser explains the line before it better than a guess about that line.
        kept = [one for one in reader.problems if one.rule != "structure-in-text"]
        return root, [*kept, _slip(error, text, file)]
    return root, reader.problems


def _slip(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """A parser error as a problem in plain words."""
    complaint = f"{error.context or ''} {error.problem or ''}"
    mark = (
        error.context_mark if yaml_errors.OPENED.search(complaint) else None
    ) or error.problem_mark
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    if (
        "nesting depth" in complaint
    ):  # libyaml gives up at 1,000 brackets, before it reports the first
        return Problem(file, line + 1, column + 1, "", *TOO_DEEP, "depth")
    end = error.problem_mark or mark
    if odd := confusables.near(lines, line, end.line if end else line):
        return Problem(file, odd.line + 1, odd.column + 1, "", odd.message, odd.hint, "yaml")
    if (
        end
        and "did not find expected" in complaint
        and (said := yaml_errors.quote_within(lines[min(end.line, len(lines) - 1)], end.column))
    ):
        return Problem(file, end.line + 1, end.column + 1, "", *said, "yaml")
    message, hint = yaml_errors.in_plain_words(complaint, lines[line], column)
    return Problem(file, line + 1, column + 1, "", message, hint, "yaml")
