"""The three ways to read a page, on one address: chosen by `?level=`, remembered in a cookie."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Request, Response, make_response

from web.core import wording
from web.core.query_args import Args, selection, unknown

LEVELS = wording.READING_LEVELS
USUAL = "clinician"
NAME = COOKIE = "level"
YEAR = 365 * 24 * 3600
LONGEST = 1_000  # of an address that is written into the page again


@dataclass(frozen=True)
class LevelLink:
    """One way to read, as a link."""

    level: str
    words: str
    selected: bool
    url: str


@dataclass(frozen=True)
class Reading:
    """How a reader wants an entry: the level, and whether what is folded is open; `notices` say
    what was left out.
    """

    level: str
    unfolded: bool
    notices: tuple[str, ...] = ()
    kept: str = ""

    @property
    def plain(self) -> bool:
        """Whether in patients' words."""
        return self.level == "plain"

    @property
    def study(self) -> bool:
        """Whether with everything explained."""
        return self.level == "study"

    @property
    def ways(self) -> tuple[LevelLink, ...]:
        """All ways to read."""
        return tuple(
            LevelLink(level, words, level == self.level, f"?{self.kept}{NAME}={level}")
            for level, words in LEVELS.items()
        )


def kept_level(request: Request) -> str:
    """The level this reader's browser keeps; the usual one where it keeps none that exists."""
    kept = request.cookies.get(COOKIE, "")
    return kept if kept in LEVELS else USUAL


def reading(request: Request, *others: str) -> Reading:
    """How this reader wants it: as the address says, else as remembered; a word that is no level is
    left out, with a notice. `others` are what else the page reads from its address.
    """
    args: Args = request.args
    level = selection(args, NAME, wording.READING_LEVEL, LEVELS, 1)
    folds = selection(args, "folds", "Folds", ("open",), 1)
    asked = level.first or kept_level(request)
    return Reading(
        asked,
        bool(folds.values),
        (*level.notices, *folds.notices, *unknown(args, (NAME, "folds", *others))),
        _kept(args, others),
    )


def _kept(args: Args, others: tuple[str, ...]) -> str:
    pairs = [(name, value) for name in others for value in args.getlist(name) if value]
    kept = urlencode(pairs)
    return f"{kept}&" if kept and len(kept) <= LONGEST else ""


def remembered(page: str, request: Request) -> Response:
    """The page as an answer that depends on the reader; a level chosen in the address is kept for a
    year.
    """
    response = make_response(page)
    response.headers["Vary"] = "Cookie"
    level = request.args.get(NAME, "")
    if level in LEVELS and request.cookies.get(COOKIE) != level:
        response.set_cookie(
            COOKIE, level, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure
        )
        response.headers["Cache-Control"] = "private, no-cache"
    return response
