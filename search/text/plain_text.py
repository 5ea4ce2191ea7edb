"""Inline Markdown as plain text."""

import re

from kb.model.scalars import CITES

LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
EMPHASIS = re.compile(r"(?<!\w)([*_]{1,2}|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def plain_text(text: str) -> str:
    """The text without citations and Markdown."""
    return EMPHASIS.sub(r"\2", LINK.sub(r"\1", CITES.sub("", text)))
