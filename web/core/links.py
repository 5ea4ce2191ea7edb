"""Links between entries: where each is on this site, and what it is called there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from kb.model.condition_parts import URGENCY_WORDS
from kb.model.entries import FOLDERS, Claim, Entry
from kb.model.library import Library
from web.core import wording
from web.core.markdown import without_cites

FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}
WORD = re.compile(r"[a-z0-9]+")
MOST_OF_CLAIM = 70  # letters of a claim in its address
MOST_PIECES = 40  # no id has more words
NAMED = ("factor", "kind", "sign", "measure", "title")  # what a part is called


@dataclass(frozen=True)
class Link:
    """Words and where they lead; `url` is empty if the entry is withheld."""

    words: str
    url: str


def entry_url(entry: Entry) -> str:
    """An entry's page: a claim's address has the claim's words in it."""
    return claim_url(entry) if isinstance(entry, Claim) else lasting_url(entry)


def lasting_url(entry: Entry) -> str:
    """The address that stays when a claim is reworded, which leads to its page."""
    return f"/{FOLDER_OF[entry.kind]}/{entry.id}"


def claim_url(claim: Claim) -> str:
    """The claim's first words, then what tells it from others: its id."""
    plain = normalize("NFKD", without_cites(claim.claim)).encode("ascii", "ignore").decode()
    words = WORD.findall(plain.lower().replace("'", ""))
    while len("-".join(words)) > MOST_OF_CLAIM:
        words.pop()
    return f"/claims/{'-'.join([*words, claim.id.removeprefix('claim-')])}"


def claim_id_at(words: str, library: Library) -> str:
    """The id at the end of an address: words change, ids stay."""
    pieces = words.split("-")[-MOST_PIECES:]
    ends = ("-".join(pieces[start:]) for start in range(len(pieces)))
    named = (id for end in ends for id in (end, f"claim-{end}"))
    known = (id for id in named if id in library.claims or library.withheld.get(id) == "claim")
    return next(known, words)


def links(ids: Iterable[str], library: Library, plain: bool = False) -> tuple[Link, ...]:
    """Links to entries, or to parts of them (`id#part`), a sign in patients' words if `plain`."""
    return tuple(_links(ids, library, plain))


def _links(ids: Iterable[str], library: Library, plain: bool) -> Iterator[Link]:
    for id in ids:
        whole, _, part = id.partition("#")
        entry = library.entry(whole)
        if entry is None:
            yield Link(wording.BEING_CORRECTED.format(id=whole), "")
        else:
            yield Link(
                entry.title + (f": {_part_name(entry, part, plain)}" if part else ""),
                entry_url(entry) + (f"#{part}" if part else ""),
            )


def _part_name(entry: Entry, part: str, plain: bool) -> str:
    """What a part of a condition or intervention is called, or its id; of a red flag also how soon
    it needs help.
    """
    for name in ("factors", "kinds", "red_flags", "burden", "pathway"):
        for item in getattr(entry, name, ()):
            if item.id == part:
                named = ("lay", *NAMED) if plain else NAMED
                said = str(next(words for field in named if (words := getattr(item, field, None))))
                soon = getattr(item, "urgency", None)
                return f"{said} ({URGENCY_WORDS[soon].lower()})" if soon else said
    return part
