"""Explains YAML parser errors in plain words, with the fix."""

import re

# What the parser says (of either parser), what that means, and what to do. The first that matches
# is taken.
SLIPS: tuple[tuple[str, str, str], ...] = (
    (
        r"quoted scalar found unexpected (end of stream|document)",
        "a quotation mark is opened here and never closed",
        (
            "put the same quotation mark at the end of the text; in single quotes an apostrophe is"
            " written twice ('it''s')"
        ),
    ),
    (
        r"unknown escape|escape code|hexdecimal|invalid Unicode",
        "a backslash in double quotes must be followed by certain letters only",
        r"use single quotes, or write the backslash twice (\\)",
    ),
    (
        r"cannot start any token",
        "unquoted text can't start with this character",
        "put the text in quotes",
    ),
    (
        r"mapping values are not allowed",
        ("there's a colon and a space inside unquoted text, or the line is indented too far"),
        (
            'put the text in quotes ("before: after") or start the line under the first letter of'
            " the field above"
        ),
    ),
    (
        r"(block sequence|sequence) entries are not allowed",
        "a list can't start on the same line as its field",
        "start the list on the next line, two spaces further in, each item with `- `",
    ),
    (
        r"mapping keys are not allowed",
        "unquoted text can't start with a question mark and a space",
        "put the text in quotes",
    ),
    (
        r"could not find expected ':'",
        "this line is neither a field (`name: value`) nor part of the text above it",
        (
            "write the colon and a space after the field's name, or indent the line under the text"
            " it belongs to"
        ),
    ),
    (
        r"flow sequence",
        "a list in square brackets is not closed, or lacks a comma",
        (
            "write [first, second], with a comma between and ] at the end; put texts with commas,"
            " colons or brackets in quotes"
        ),
    ),
    (
        r"flow mapping",
        "fields in curly brackets are not closed, or lack a comma",
        (
            "write {name: value, name: value}, with a comma between and } at the end; put texts"
            " with commas, colons or brackets in quotes"
        ),
    ),
    (
        r"expected '-' indicator|block collection|block sequence",
        "this line doesn't fit the list above it",
        (
            "begin each item with `- ` in the same column, and indent its further lines by two more"
            " spaces"
        ),
    ),
    (
        r"block mapping",
        (
            "this does not fit the fields above it: it's indented differently, or something"
            " follows a closing quotation mark or bracket"
        ),
        (
            "start all fields of one thing in the same column; put text that contains"
            " quotation marks or brackets entirely in quotes"
        ),
    ),
    (
        r"block scalar",
        "only a line break may follow `>` or `|`",
        "begin the text on the next line, indented by two more spaces",
    ),
    (
        r"anchor|alias|tag",
        "`&`, `*` and `!` have a special meaning at the start of text",
        "put the text in quotes",
    ),
    (
        r"node content",
        "a value can't start with this character",
        "put the text in quotes",
    ),
    (
        r"directive|YAML document",
        "a line that starts with % is read as an instruction to the parser",
        "remove the line, or put the text in quotes",
    ),
    (
        r"document start",
        "something follows the end of the document (`...`)",
        "remove the line with `...`",
    ),
)
# Where a quotation mark or bracket was opened is more useful than where its end was missed.
OPENED = re.compile(r"quoted scalar found un|flow (sequence|mapping)|simple key could not")


A_WORD, A_LINE = 60, 1000  # letters that are looked at around a quotation mark


def quote_within(line: str, column: int) -> tuple[str, str] | None:
    """The explanation and fix if a quotation mark within a text ended it just before this
    column.
    """
    before, after = line[max(0, column - A_WORD) : column], line[column : column + A_LINE]
    found = re.search(r"""(\w*)(['"])( ?)$""", before)
    if not found or (found[3] and not after.rstrip(" ,]}").endswith(found[2])):
        return None
    start, sign, gap = found.groups()
    end = "" if gap else (re.match(r"\w*", after) or [""])[0]
    word = f"{start}{sign}{end}"
    if sign == "'":
        cure = f"write the apostrophe twice (`{start}''{end}`), or put the text in double quotes"
        return f"the apostrophe in `{word}` ends the text here, as it began with one", cure
    return (
        f"the quotation mark in `{word}` ends the text here, as it began with one",
        "put the text in single quotes, or write it without these",
    )


def in_plain_words(complaint: str, line: str, column: int) -> tuple[str, str]:
    """The explanation and fix for a parser error."""
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in indentation or line[column : column + 1] == "\t" or "tab" in complaint:
        return "a tab is used to indent", "replace each tab with two spaces"
    for pattern, meaning, cure in SLIPS:
        if re.search(pattern, complaint):
            return meaning, cure
    return (
        "this line isn't valid YAML",
        ("compare it with another entry: same indentation, `name: value`, quotes in pairs"),
    )
