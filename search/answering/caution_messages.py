"""All sentences of search about cautions and harms, and where none is recorded. This module makes
no decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kb.model.entries import CautionKind
from kb.model.harm import Harm
from search.answering import reading_words
from search.answering.messages import joined, quoted, quoted_start
from search.text.plain_text import plain_text

if TYPE_CHECKING:
    from kb.model.derived import AppliedCaution


NOTHING_ON_OTHERS = (
    "Nothing on this is recorded here for other treatments. That doesn\u2019t mean they\u2019re"
    " safe."
)
MORE_ON_OTHERS = "More is recorded on other treatments: see each of the results."
NOT_SAFE = " That doesn\u2019t mean it\u2019s safe."


def nothing_on_group(group: str, title: str) -> str:
    """Nothing is recorded about a group of people."""
    return nothing_on_medicine(group.lower(), title)


def nothing_besides(group: str) -> str:
    """Besides the harms told, nothing is recorded about a group of people."""
    return f"Apart from that, no caution about {group.lower()} is recorded here.{NOT_SAFE}"


def nothing_on_medicine(medicine: str, title: str, has_others: bool = False) -> str:
    """A medicine taken with a treatment that nothing is recorded of; where cautions are about
    others, they may mean it by another name.
    """
    named = " by that name" if has_others else ""
    none = f"{quoted_start(title)}: no caution about {medicine} is recorded here{named}."
    return f"{none}{NOT_SAFE}"


def on_medicines(fitting: Sequence[AppliedCaution]) -> str:
    """Cautions about other medicines than the one that is named."""
    return f"Recorded about other medicines: {cautions(fitting)}" if fitting else ""


def recorded_for(classes: Sequence[str], medicine: str) -> str:
    """The classes that cautions are about, to which a medicine belongs."""
    return f"Recorded for {joined(classes)}, which include {medicine}."


def related(groups: Sequence[str], fitting: Sequence[AppliedCaution]) -> str:
    """Cautions about other kinds of the same wider groups."""
    return f"Recorded about {' and '.join(groups)}: {cautions(fitting)}"


def about_people(what: str, said: Sequence[str], more: bool) -> str:
    """What is recorded about people, or about something taken, a line for each treatment, and
    whether more is.
    """
    others = MORE_ON_OTHERS if more else NOTHING_ON_OTHERS
    return lines((f"Recorded here about {what}, by treatment:", *said, others))


def of_treatment(title: str, told: Sequence[str]) -> str:
    """What is said of a treatment, in one line."""
    return f"{title}: {' '.join(told)}".replace("\n", " ")


def no_dose(group: str, title: str) -> str:
    """No dose for a group of people is recorded."""
    return f"{quoted_start(title)}: no dose for {group.lower()} is recorded here."


def nothing_on_words(words: Sequence[str], title: str) -> str:
    """Words next to the name of a medicine that nothing here is about."""
    said = f"{quoted(' '.join(words))} isn\u2019t mentioned here, though other words for it may be."
    return f"{quoted_start(title)}: {said}{NOT_SAFE}"


def lines(parts: Iterable[str | None]) -> str:
    """Parts of an answer, a line for each, none twice; that silence is no proof of safety is said
    at the first.
    """
    told, warned = [], False
    for line in dict.fromkeys(line for part in parts if part for line in part.split("\n")):
        told.append(line.replace(NOT_SAFE, "") if warned else line)
        warned = warned or NOT_SAFE in line
    return "\n".join(told)


def cautions(fitting: Sequence[AppliedCaution]) -> str:
    """Cautions in order of strictness, each with the drug or type it is about."""
    said: dict[CautionKind, dict[str, list[str]]] = {}
    for one in fitting:
        parent = f"from {one.inherited_from.name}: " if one.inherited_from else ""
        of = parent + (f"{one.caution.arm}: " if one.caution.arm else "")
        said.setdefault(one.caution.kind, {}).setdefault(of, []).append(_caution(one))
    return lines(f"{reading_words.caution_heading(kind)}: {_told(by)}" for kind, by in said.items())


def cautions_of_others(drug: str, told: str) -> str:
    """Cautions about other drugs than the one that is named."""
    return f"Not recorded here for {drug}. For others of its kind: {told}"


def harms(found: Sequence[Harm]) -> str:
    """Harms that answer where no caution does."""
    return f"Harms recorded here: {_harms(found)}."


def naming(what: str, fitting: Sequence[AppliedCaution], found: Sequence[Harm]) -> str:
    """Cautions, and harms if any, that mention what was typed without being about it."""
    if not fitting:
        return f"Harms recorded here about {what}: {_harms(found)}."
    also = f"Harms: {_harms(found)}." if found else ""
    return f"Recorded here about {what}: {lines((cautions(fitting), also))}"


def naming_otherwise(what: str, fitting: Sequence[AppliedCaution]) -> str:
    """Cautions that name a medicine, but not about taking it as well."""
    return f"Cautions that name {what} for other reasons: {cautions(fitting)}"


def given(said: Sequence[str]) -> str:
    """What is said on how a treatment is given to the people, or with the medicine, named."""
    texts = (text if text.endswith((".", "!", "?")) else f"{text}." for text in said)
    return f"Recorded on how it\u2019s given: {' '.join(texts)}"


def harms_of_others(drug: str, found: Sequence[Harm]) -> str:
    """Harms of other drugs than the one that is named."""
    return f"Not recorded here for {drug}. For others of its kind, these harms: {_harms(found)}."


def harms_first(found: Sequence[Harm]) -> str:
    """Harms, the serious ones first."""
    serious = [harm for harm in found if harm.serious]
    others = [harm for harm in found if not harm.serious]
    said = (("Serious harms", serious), ("Other harms" if serious else "Harms", others))
    return " ".join(f"{heading}: {_harms(some)}." for heading, some in said if some)


def serious_harms(found: Sequence[Harm], drug: str | None) -> str:
    """Serious harms, next to what isn't recorded, each with the drug it is of but for the one that
    is named.
    """
    named = dict.fromkeys(
        f"{harm.arm}: " * (harm.arm not in (None, drug)) + plain_text(harm.what)
        for harm in map(reading_words.harm, found)
    )
    return f"Serious harms recorded here: {'; '.join(named)}."


def more_cautions(count: int) -> str:
    """That there are cautions besides the strictest."""
    return f" Other cautions on its page: {count}." if count else ""


def of_member(title: str, told: str) -> str:
    """The cautions of a medicine of a class, which has an entry of its own."""
    return f"{title}, which has a page of its own: {told}"


def members_have_more(titles: Sequence[str]) -> str:
    """That medicines of a class have entries of their own, with cautions."""
    have = "have pages of their own" if len(titles) > 1 else "has a page of its own"
    return f" {joined(titles)} {have}, with more cautions."


def more_harms(count: int, serious: int, cautions: int) -> str:
    """That there are harms besides the first, `serious` ones among them, and cautions too."""
    of_them = f", {serious} of them serious" if serious else ""
    more = f" Other harms on its page: {count}{of_them}." if count else ""
    return more + (f" Cautions on its page: {cautions}." if cautions else "")


def no_contraindication(title: str) -> str:
    """No caution says that it isn't to be used."""
    none = f"No contraindication for {title} is recorded here."
    return f"{none} That doesn\u2019t mean it\u2019s safe."


def no_warnings(title: str) -> str:
    """Neither a caution nor a harm is recorded."""
    none = f"{quoted_start(title)}: no harms or cautions are recorded here."
    return f"{none}{NOT_SAFE}"


def harms_counted(found: Sequence[Harm]) -> str:
    """Harms with how often they come as their sources count it."""
    said = (
        f"{harm.arm}: " * bool(harm.arm) + f"{plain_text(harm.what)} ({harm.frequency})"
        for harm in found
    )
    return f"Harms recorded here: {'; '.join(dict.fromkeys(said))}."


def _harms(found: Sequence[Harm]) -> str:
    said = (
        f"{harm.arm}: " * bool(harm.arm)
        + plain_text(harm.what)
        + f" ({harm.in_plain_words.frequency})" * bool(harm.frequency)
        for harm in map(reading_words.harm, found)
    )
    return "; ".join(dict.fromkeys(said))


def _caution(applied: AppliedCaution) -> str:
    said = plain_text(reading_words.caution(applied.caution).what)
    return said + ("" if said.endswith((".", "!", "?")) else ".")


def _told(by: Mapping[str, Sequence[str]]) -> str:
    """Cautions by the drug or type they are about: first those of all, which none repeats."""
    every = dict.fromkeys(by.get("", ()))
    own = {of: [text for text in dict.fromkeys(by[of]) if text not in every] for of in by if of}
    return lines(f"{of}{' '.join(texts)}" for of, texts in {"": every, **own}.items() if texts)
