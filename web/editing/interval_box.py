"""A result as people copy it from an article, taken apart: measure, estimate and interval."""

import re

from kb.model.finding import Measure
from web.editing.yaml_text import Plain

MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-",
                       "\ufe63": "-", "\uff0d": "-", "\u00b7": "."})  # fmt: skip
# A hyphen right behind a digit joins two numbers; elsewhere it is a minus.
NUMBER = re.compile(r"(?<![\d.])-?(?:\d+(?:\.\d+)?|\.\d+)")
# How a measure may be called next to its number.
CALLED: dict[str, Measure] = {
    r"SMD|standardi[sz]ed mean difference|Hedges'? ?g|Cohen'? ?s? ?d": "SMD",
    r"W?MD|(?:weighted |adjusted )?mean difference": "MD",
    r"RR|relative risk|risk ratio": "RR",
    r"a?OR|odds ratio": "OR",
    r"a?HR|hazard ratio": "HR",
    r"A?RD|risk difference": "RD",
    r"NNTB?|number needed to treat": "NNT",
    r"NNH|NNTH|number needed to harm": "NNH",
}
JOINED = re.compile(r"\s*(?:to|through|,|;|\.\.\.?|\u2026|and|-)\s*")
# What is next to the numbers but isn't one of them: 95% CI, p = 0.01, I2 = 40%.
NO_PART = re.compile(
    r"\b95(?:\.0)?\s*%\s*-?\s*(?:CI|CrI|confidence interval)?|\bC(?:r)?I\b"
    r"|\bp\s*[<=>\u2264]\s*[\d.]+|I(?:2|\u00b2)\s*=\s*[\d.]+ ?%",
    re.IGNORECASE,
)


# An interval of another size, which isn't the one readers see.
OTHER = re.compile(
    r"(?<![\d.])(?!95(?:\.0)?\s*%)(\d\d(?:\.\d+)?)\s*%\s*-?\s*(?:Cr?I\b|conf|cred)", re.IGNORECASE
)
DECIMAL_COMMA = re.compile(r"(?<![\d.,])(-?\d+),(\d+)(?![\d,]|\.\d)")
# What says that two of three numbers are an interval.
INTERVAL = re.compile(r"[(\[]|\bCr?I\b|interval|\d\s*(?:to|through|-)\s*-?[.\d]", re.IGNORECASE)


def other_interval(pasted: str) -> str:
    """The size of an interval that isn't the 95% one, such as `90%`; empty if there is none."""
    found = OTHER.search(pasted)
    return f"{found[1]}%" if found else ""


def taken_apart(pasted: str) -> dict[str, Plain] | None:
    """The fields of an effect in a pasted text, or None if it isn't clear what is what."""
    if other_interval(pasted):
        return None
    text = " ".join(pasted.translate(MINUS).split())
    found = [fields for one in _readings(text) if (fields := _fields(one))]
    return found[0] if len(found) == 1 else None


def _readings(text: str) -> tuple[str, ...]:
    """The text, and with points for decimal commas; none where these may be thousands."""
    commas = [] if re.search(r"\d\.\d", text) else DECIMAL_COMMA.findall(text)
    if not commas:
        return (text,)
    if all(len(after) == 3 and before.strip("-0") for before, after in commas):
        return ()
    return (text, DECIMAL_COMMA.sub(r"\1.\2", text))


def _fields(text: str) -> dict[str, Plain] | None:
    found: dict[str, Plain] = {}
    for words, measure in CALLED.items():
        if named := re.search(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", text, re.IGNORECASE):
            found["measure"] = measure
            text = text[: named.start()] + " " + text[named.end() :]
            break
    found |= _numbers(NO_PART.sub(" ", text), INTERVAL.search(text) is not None)
    return found if len(found) > ("measure" in found) and _in_order(found) else None


def _numbers(text: str, has_interval: bool) -> dict[str, Plain]:
    """The estimate and its interval, or one of them; nothing if there are more numbers."""
    numbers = list(NUMBER.finditer(text))
    given = [_number(one[0]) for one in numbers]
    if len(given) == 2 and JOINED.fullmatch(text[numbers[0].end() : numbers[1].start()]):
        return dict(zip(("low", "high"), given, strict=True))
    whole = ("estimate", "low", "high") if has_interval else ()
    names = {1: ("estimate",), 3: whole}.get(len(given), ())
    return dict(zip(names, given, strict=False))


def _number(text: str) -> str:
    """A number as the model takes it: a digit before its point."""
    return re.sub(r"^(-?)\.", r"\g<1>0.", text)


def _in_order(found: dict[str, Plain]) -> bool:
    ends = [float(str(found[name])) for name in ("low", "estimate", "high") if name in found]
    return ends == sorted(ends) or found.get("measure") in ("NNT", "NNH")
