"""Hostile markup on every kind of page in Chromium, the policy on and bypassed."""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page

from addresses import EVERY_PAGE, filled
from browser.chromium import started
from harden.trials import Attempt, Outcome, outcome
from kb import rules
from kb.loading import Unreadable, load
from served import served
from small_collection import FILES, write_collection
from web.application import create_app

MOST_WORDS, MOST_LETTERS = 45, 390  # of a summary and of a short text
EACH = 8  # pieces of markup in one text; all texts of a collection have the same
TEXTS = re.compile(
    r"^( *(?:- )?(?:title|description|name|summary|definition|what|words|note|doubt|claim|why"
    r"|sign|lay|may-mean|action|population|than|event|stated|frequency|dose): )"
    r"(?!.*[},]$).*$",  # not the lines of what is in curly brackets
    re.MULTILINE,
)
# What would show that text became markup: elements, attributes, addresses no template writes.
ALIVE = """() => {
    const found = [];
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
        if (!node.tagName) continue;
        const name = node.tagName.toLowerCase();
        if (/^(iframe|object|embed|applet|base|math|audio|video|marquee|frame|layer)$/.test(name))
            found.push(name);
        if (name === "script" && !node.src && node.type !== "application/ld+json") found.push(name);
        if (name === "style" || (name === "meta" && node.httpEquiv)) found.push(name);
        for (const one of node.attributes) {
            if (/^on/i.test(one.name) || one.name === "style") found.push(`${name} ${one.name}`);
            if (/^\\s*(javascript|data|vbscript):/i.test(one.value)
                && /^(href|src|action|formaction|xlink:href)$/i.test(one.name)
                && !one.value.startsWith("data:image/svg+xml"))
                found.push(`${name} ${one.name}=${one.value.slice(0, 60)}`);
        }
    }
    return found;
}"""


def hostile_markup(inputs: Path, scale: float) -> Outcome:
    """Every text of a collection is hostile, and every kind of page is opened."""
    raw = (inputs / "html5lib-sanitizer.dat").read_text(encoding="utf-8")
    pieces = [str(one["input"]) for one in json.loads(raw)]
    pieces += [
        one
        for one in json.loads((inputs / "blns.json").read_text("utf-8"))
        if re.search("[<>]", one)
    ]
    groups = [pieces[at : at + EACH] for at in range(0, len(pieces), EACH)]
    kept = groups[: max(1, int(len(groups) * scale))]
    return outcome("hostile markup on every page, policy on and bypassed", _opened(kept))


def _opened(groups: Sequence[Sequence[str]]) -> Iterator[Attempt]:
    opened = False
    with started() as browser, _unchecked():
        for group in groups:
            # What reading refuses is refused alone.
            whole = [group] if _is_served(group) else [[one] for one in group]
            for pieces in filter(_is_served, whole):
                opened = True
                yield from _every_page(browser, pieces)
    if not opened:
        yield "no page was opened"


@contextmanager
def _unchecked() -> Iterator[None]:
    """Markup in texts is served: the check refuses it, and what lies behind the check is tried."""
    checked, rules.TEXT = rules.TEXT, ()
    try:
        yield
    finally:
        rules.TEXT = checked


def _is_served(group: Sequence[str]) -> bool:
    with tempfile.TemporaryDirectory() as name:
        try:
            return not load(_hostile(Path(name), group)).withheld
        except Unreadable:  # of a character that no YAML holds
            return False


def _every_page(browser: Browser, group: Sequence[str]) -> Iterator[Attempt]:
    with tempfile.TemporaryDirectory() as name:
        folder = _hostile(Path(name) / "evidence", group)
        app = create_app(folder, Path(name) / "index", edit=True)
        library = app.extensions["live"].state.library
        paths = [filled(one, library) for one in EVERY_PAGE]
        paths += [f"/search?q={_quoted(piece)}" for piece in group[:4]]
        with served(app) as address:
            for bypassed in (False, True):
                yield from _looked_at(browser, address, paths, bypassed)


def _quoted(piece: str) -> str:
    return "".join(f"%{byte:02x}" for byte in piece.encode("utf-8", "replace"))


def _hostile(folder: Path, group: Sequence[str]) -> Path:
    """The small collection, each of its texts replaced by pieces of markup as far as they fit."""
    words = " ".join(group).split()[:MOST_WORDS]
    text = json.dumps(" ".join(words)[:MOST_LETTERS], ensure_ascii=True)
    changed = {
        path: TEXTS.sub(lambda found: found[1] + text, content) for path, content in FILES.items()
    }
    write_collection(folder)
    for path, content in changed.items():
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def _looked_at(
    browser: Browser, address: str, paths: Sequence[str], bypassed: bool
) -> Iterator[Attempt]:
    context = browser.new_context(bypass_csp=bypassed)
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: _dismissed(dialog, said))
    page.on("console", lambda message: said.append(f"console {message.text[:80]}"))
    for path in paths:
        said.clear()
        yield _came_to_life(page, address + path, said)
    context.close()


def _dismissed(dialog: Dialog, said: list[str]) -> None:
    said.append(f"dialog {dialog.message}")
    dialog.dismiss()


def _came_to_life(page: Page, address: str, said: list[str]) -> Attempt:
    page.goto(address)
    alive = [*page.evaluate(ALIVE), *(one for one in said if "dialog" in one)]
    foreign = [one for one in said if "Content Security Policy" in one]
    return f"{address}: {[*alive, *foreign][:3]}" if alive or foreign else None
