"""From an empty folder to a published page, as people who are no programmers do it: references
imported, an entry proposed in the browser, a second person's review, a conflict.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from browser.chromium import DESK, SMALL
from browser.test_every_page import violations
from conftest import ROOT
from git_collection import PASSWORD, commit_all, git, let_in
from kb.command.main import main
from served import served
from web.application import create_app
from web.editing.editing_app import create_editing_app

LoggedIn = Callable[[str, bool], Page]
FOCUS = {
    "description": "What helps to prevent migraine.",
    "focus-phrase": "migraine",
    "licence": "CC0-1.0",
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def references(count: int) -> str:
    """So many references, as a reference manager exports them."""
    return "\n".join(
        f"TY  - JOUR\nAU  - Able{chr(97 + n % 26)}{'x' * (n // 26)}, Ann\nPY  - {1990 + n % 30}\n"
        f"TI  - Trial number {n} of something else\nT2  - Journal of Trials\n"
        f"DO  - 10.5555/trial.{n}\nER  -\n"
        for n in range(count)
    )


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new collection with fifty imported references, in git."""
    top = tmp_path_factory.mktemp("kb")
    folder, export = top / "evidence", top / "export.ris"
    assert main(["new", "collection", str(folder)]) == 0
    collection = folder / "collection.yaml"
    text = collection.read_text(encoding="utf-8")
    for field, value in FOCUS.items():
        text = re.sub(rf"(?m)^{field}:\s*$", f"{field}: {value}", text)
    collection.write_text(text, encoding="utf-8")
    stages = folder / "vocabulary" / "stages.yaml"
    text = stages.read_text(encoding="utf-8")
    stages.write_text(re.sub(r"opening:\s*$", "opening: In migraine", text, flags=re.M))
    export.write_text(references(50), encoding="utf-8")
    assert main(["import", str(export), "--evidence", str(folder)]) == 0
    for source in (folder / "sources").iterdir():
        text = source.read_text(encoding="utf-8").replace("design:", "design: rct")
        source.write_text(text, encoding="utf-8")
    assert len(list((folder / "sources").iterdir())) == 50
    assert main(["check", "--evidence", str(folder)]) == 0
    commit_all(top)
    let_in(top, {"Ann": "editor", "Bob": "reviewer", "Cat": "reviewer"})
    return folder


@pytest.fixture(scope="module")
def site(evidence: Path) -> Iterator[str]:
    with served(create_editing_app(evidence)) as address:
        yield address


@pytest.fixture(scope="module")
def logged_in(browser: Browser, site: str) -> Iterator[LoggedIn]:
    """A new page of a person, with scripts or without, who logs in once for all tests."""
    people: dict[tuple[str, bool], BrowserContext] = {}

    def new_page(name: str, script: bool) -> Page:
        if (name, script) in people:
            page = people[name, script].new_page()
            page.goto("/")
            return page
        people[name, script] = browser.new_context(base_url=site, java_script_enabled=script)
        page = people[name, script].new_page()
        page.goto("/")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        return page

    yield new_page
    for context in people.values():
        context.close()


def propose(page: Page, name: str) -> str:
    """A new entry with a finding; gives the proposal's address."""
    page.get_by_label("Kind").select_option("intervention")
    page.locator("#name").fill(name)
    page.get_by_role("button", name="Start").click()
    address = page.url
    page.get_by_label("Category").select_option("self-care")
    page.locator("#f-summary").fill("May ease migraine a little [@ablea-1990].")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("button", name="Add to findings").click()
    page.get_by_label("Paste the result").fill("RR 2.02 (95% CI 1.57 to 2.60)")
    page.get_by_label("Population").fill("Adults with migraine")
    page.get_by_label("Stage").select_option("all")
    page.get_by_label("Comparator").select_option("placebo")
    page.get_by_label("Outcome").select_option("responder")
    page.locator('[name$=".source"]').fill("Ablea 1990")
    page.locator("summary", has_text="Certainty").first.evaluate(
        "it => it.parentElement.open = true"
    )
    page.locator('[name$="certainty.level"]').select_option("moderate")
    page.locator('[name$=".key"]').select_option("true")
    page.get_by_role("button", name="Save draft").click()
    page.locator('[name$="effect.better"]').select_option("higher")
    page.get_by_role("button", name="Save draft").click()
    return address


def ask(page: Page, why: str) -> None:
    page.get_by_role("link", name="Review").click()
    page.locator("#words").fill(why)
    page.get_by_role("button", name="Ask for review").click()


def accept(page: Page, address: str, change: str) -> None:
    page.goto(f"{address}/review")
    page.get_by_label("What changed, for readers").fill(change)
    page.get_by_label("I checked the whole entry").check()
    page.get_by_role("button", name="Accept and publish").click()


def change_summary(page: Page, entry: str, words: str) -> str:
    """Propose another summary of an entry; gives the proposal's address."""
    page.goto(f"/interventions/{entry}")
    page.get_by_role("button", name=re.compile("Propose a change|Start another")).click()
    address = page.url
    page.locator("#f-summary").fill(words)
    page.get_by_role("button", name="Save draft").click()
    ask(page, "Reworded")
    return address


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(True, marks=pytest.mark.full, id="with script"),
        pytest.param(False, id="without"),
    ],
)
def test_an_entry_is_proposed_reviewed_and_published(
    script: bool, logged_in: LoggedIn, evidence: Path, tmp_path: Path
) -> None:
    ann, bob, cat = (logged_in(name, script) for name in ("Ann", "Bob", "Cat"))
    address = propose(ann, f"Ice {script}")
    entry = f"ice-{script}".lower()
    assert ann.locator(".problem.error").all_inner_texts() == []
    sentence = ann.locator(".live .would-say").inner_text()
    assert sentence.startswith("In migraine, ")
    assert "95% CI 1.57 to 2.60" in sentence
    ask(ann, "A new entry")
    accept(bob, address, "First version")
    assert bob.locator(".tag").first.inner_text() == "Accepted"
    mine = change_summary(ann, entry, "Eases migraine in some people [@ablea-1990].")
    other = change_summary(bob, entry, "Eases migraine in many people [@ablea-1990].")
    accept(cat, mine, "Summary reworded")
    bob.goto(other)
    bob.get_by_role("link", name="Compare and choose").click()
    bob.get_by_label("This proposal").check()
    bob.get_by_role("button", name="Save with these").click()
    accept(cat, other, "Summary reworded again")
    page = create_app(evidence, tmp_path / "index").test_client()
    shown = page.get(f"/interventions/{entry}").get_data(as_text=True)
    assert "many people" in shown
    assert "2.02" in shown
    assert git(evidence, "rev-list", "--count", "--min-parents=2", "main") == "0"
    for person in (ann, bob, cat):
        person.close()


def test_a_name_without_a_space_hides_no_column(logged_in: LoggedIn) -> None:
    ann = logged_in("Ann", False)
    ann.locator("#name").fill("Pack" * 100)
    ann.get_by_role("button", name="Start").click()
    ann.goto("/")
    fits = "it => it.scrollWidth <= it.parentElement.clientWidth"
    assert ann.locator("table.proposals").first.evaluate(fits)
    ann.close()


def test_typing_is_saved_by_itself_and_leaving_unsaved_work_warns(logged_in: LoggedIn) -> None:
    ann, elsewhere = (logged_in("Ann", True) for _ in range(2))
    address = propose(ann, "Warm packs")
    high = ann.locator('[name$="effect.high"]')
    high.fill("wrong")
    ann.get_by_text("Saved", exact=True).wait_for(timeout=20_000)
    ann.locator(".problem", has_text="Use digits only").first.wait_for()
    elsewhere.goto(f"{address}/review")
    elsewhere.get_by_role("button", name="Withdraw").click()
    high.fill("2.7")
    ann.get_by_text("another was begun").wait_for(timeout=20_000)
    assert "/proposals/warm-packs/2?" in ann.url
    ann.get_by_label("Paste the result").fill("RR 2.02 (95% CI 1.57 to 2.61)")
    ann.get_by_text("take in the pasted result").wait_for(timeout=20_000)
    elsewhere.goto("/")
    assert "warm-packs/3" not in elsewhere.content()
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    ann.on("dialog", leave)
    ann.goto("/")
    assert asked == ["beforeunload"]
    for page in (ann, elsewhere):
        page.close()


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(SMALL, "dark"), pytest.param(DESK, "light", marks=pytest.mark.full)],
)
def test_no_page_of_it_is_hard_to_use(
    size: tuple[int, int], scheme: Literal["dark", "light"], logged_in: LoggedIn
) -> None:
    ann = logged_in("Ann", True)
    address = propose(ann, f"Cold in {scheme}")
    ann.set_viewport_size({"width": size[0], "height": size[1]})
    ann.emulate_media(color_scheme=scheme)
    for page in (
        "/",
        address,
        f"{address}?part=findings[0]",
        f"{address}/yaml",
        f"{address}/review",
    ):
        ann.goto(page)
        assert violations(ann, WCAG) == [], page
        assert ann.evaluate("document.documentElement.scrollWidth") <= size[0], page
    ann.close()


def test_the_guide_names_the_commands_that_are_typed() -> None:
    guide = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
    for command in ("kb new collection", "kb import", "kb propose users add", "kb proposals"):
        assert command in guide
