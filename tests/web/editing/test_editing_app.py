"""The editing application as its users meet it: forms, drafts, reviews, and who may do what."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.test import TestResponse

from git_collection import HOPPING, PASSWORD, git, in_git, let_in
from web.editing.accepting import Verdict, accepted_file
from web.editing.editing_app import Settings, create_editing_app
from web.editing.editing_wording import WHOLE_FILE
from web.editing.form_fields import label, spoken
from web.editing.form_words import form_words
from web.editing.git import Person
from web.editing.people import Proxy, Unusable, Users, networks
from web.editing.store import Store

PEOPLE = {"Ann": "editor", "Bob": "reviewer", "Cat": "reviewer", "Rea": "reader"}
COMPILED = TemporaryDirectory()  # templates, for all these applications


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    return in_git(tmp_path)


@pytest.fixture
def app(evidence: Path) -> Flask:
    let_in(evidence.parent, PEOPLE)
    app = create_editing_app(evidence)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(COMPILED.name)
    return app


class Browser:
    """What a person without JavaScript does: open a page, fill in its form, send it."""

    def __init__(self, app: Flask, name: str = "") -> None:
        self.client: FlaskClient = app.test_client()
        self.page = ""
        self.address = "/"
        self.status = 0
        if name:
            self.open("/login")
            self.send({"name": name, "password": PASSWORD})

    def open(self, address: str) -> str:
        return self._took(self.client.get(address, follow_redirects=True))

    def send(self, values: dict[str, object], to: str = "", form: int = 0) -> str:
        """Send a form of the page, with its hidden fields, and other values in some fields."""
        forms = re.findall(r"<form[^>]*method=\"post\"[^>]*>.*?</form>", self.page, re.DOTALL)
        shown = [one for one in forms if 'action="/logout"' not in one][form]
        action = re.search(r'action="([^"]*)"', shown)
        assert action
        sent = {**filled(shown), **values}
        return self._took(self.client.post(to or action[1], data=sent, follow_redirects=True))

    def _took(self, answer: TestResponse) -> str:
        self.page, self.status = answer.get_data(as_text=True), answer.status_code
        self.address = answer.request.full_path.removesuffix("?")
        assert answer.status_code < 500, self.page
        return self.page


def filled(form: str) -> dict[str, object]:
    """What a browser would send of a form as it is."""
    sent: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        unchecked = attributes.get("type") in ("checkbox", "radio") and " checked" not in tag
        if "name" in attributes and not unchecked:
            sent[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.S
    ):
        sent[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = unescape(chosen[1]) if chosen else ""
    return sent


def begun(app: Flask, name: str = "Ann") -> Browser:
    browser = Browser(app, name)
    browser.open("/interventions/hopping")
    browser.send({})
    return browser


def saved(evidence: Path, number: int = 1) -> str:
    return git(evidence, "show", f"proposals/hopping/{number}:evidence/{HOPPING}")


def test_a_proposal_is_made_reviewed_and_published_without_script(
    app: Flask, evidence: Path
) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    assert ann.address == "/proposals/hopping/1"
    assert "The sentence" not in ann.page
    assert "hopping may" in ann.page  # the card of a finding says what readers see
    assert '<svg class="forest"' in ann.page
    ann.open("/proposals/hopping/1?part=findings[0]")
    ann.send({"findings[0].effect.high": "3.1", "save": "1"})
    assert "high: 3.1" in saved(evidence)
    assert "95% CI −11.3 to 3.1" in re.findall(r'class="would-say">(.*?)</p>', ann.page, re.S)[0]
    ann.open("/proposals/hopping/1/review")
    ann.send({"do": "ask", "words": "The sign was wrong"}, form=-1)
    assert "Waiting for review" in ann.page
    bob.open("/proposals/hopping/1/review")
    assert "<del>-3.1" in bob.page or "-3.1" in bob.page
    bob.send({"do": "accept", "change": "Interval corrected", "reviewed": "1"}, form=-1)
    assert "Accepted" in bob.page
    published = (evidence / HOPPING).read_text()
    assert "high: 3.1" in published
    assert "what: Interval corrected" in published
    changed = git(evidence, "diff", "--stat", "HEAD~1", "HEAD")
    assert "3 insertions(+), 3 deletions(-)" in changed


def test_saving_without_an_edit_changes_nothing(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    for part in ("", "?part=findings[0]", "?part=findings[1]", "?part=harms[0]"):
        ann.open(f"/proposals/hopping/1{part}")
        ann.send({"save": "1"})
    assert saved(evidence) == (evidence / HOPPING).read_text().strip()
    assert git(evidence, "rev-list", "--count", "main..proposals/hopping/1") == "1"


def test_a_wrong_value_is_saved_and_told_next_to_its_field(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1?part=findings[0]")
    ann.send({"findings[0].effect.estimate": "about 7", "save": "1"})
    assert "estimate: about 7" in saved(evidence)
    field = re.search(r'name="findings\[0\].effect.estimate"[^>]*>.*?</div>', ann.page, re.S)
    assert field
    assert "Use digits only" in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'value="about 7"' in field[0]
    assert "`" not in re.sub(r"<textarea.*?</textarea>", "", ann.page, flags=re.S)


def test_errors_keep_a_proposal_from_being_accepted_but_not_from_review(app: Flask) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    ann.open("/proposals/hopping/1?part=findings[0]")
    ann.send({"findings[0].effect.estimate": "about 7", "save": "1"})
    ann.open("/proposals/hopping/1/review")
    ann.send({"do": "ask"}, form=-1)
    assert "Waiting for review" in ann.page
    bob.open("/proposals/hopping/1/review")
    bob.send({"do": "accept", "change": "x"}, form=-1)
    assert bob.status == 409
    assert "Fix one error first" in bob.page


def test_a_pasted_result_is_taken_apart(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1?part=findings[0]")
    ann.send({"effect.pasted": "MD \u22128.1 (95% CI \u221212.0 to \u22124.20)", "save": "1"})
    assert "estimate: -8.1\n      low: -12.0\n      high: -4.20" in saved(evidence)
    ann.send({"effect.pasted": "better", "save": "1"})
    assert ann.status == 422
    assert 'value="better"' in ann.page


def test_what_was_typed_is_saved_before_another_part_is_opened(app: Flask, evidence: Path) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    ann.open("/proposals/hopping/1")
    ann.send({"subject": "hops", "open": "harms[new]"})
    assert ann.address.endswith("?part=harms%5Bnew%5D")
    assert "subject: hops" in saved(evidence)
    ann.open("/proposals/hopping/1")
    ann.send({"subject": "lost", "open": "nothing[0]"})
    assert ann.status == 404
    bob.open("/proposals/hopping/1")  # a save would make an author of the reviewer
    assert 'name="open"' not in bob.page
    assert "?part=harms[new]" in bob.page


def test_a_source_is_found_by_what_people_type(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1?part=harms[0]")
    ann.send({"harms[0].source": "Able 2020", "save": "1"})
    assert "source: able-2020}" in saved(evidence)
    ann.send({"find": "baker", "look": "1"})
    assert "[@baker-2019]" in ann.page
    ann.open("/")
    ann.send({"kind": "source", "name": "Zeal 2031"})
    assert ("Zeal 2031" in git(evidence, "show", "proposals/zeal-2031/1")) is False
    assert 'name="issued" value="2031"' in ann.page
    ann.open("/proposals/hopping/1?part=harms[0]&find=zeal")
    assert '<a href="/proposals/zeal-2031/1">Proposed</a>, not published yet' in ann.page


def test_a_new_finding_and_a_new_entry_are_written(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1?part=findings[new]")
    ann.send({"find": "able", "look": "1"})
    assert ann.address == "/proposals/hopping/1?part=findings%5Bnew%5D&find=able"
    ann.send({"findings[2].population": "Adults", "findings[2].source": "able-2020", "save": "1"})
    assert "  - id: able-2020--2\n    population: Adults\n    source: able-2020\n" in saved(
        evidence
    )
    ann.send({"remove": "1"})
    assert saved(evidence) == (evidence / HOPPING).read_text().strip()
    ann.open("/")
    ann.send({"kind": "intervention", "name": "Ice baths"})
    assert ann.address == "/proposals/ice-baths/1"
    assert ">Ice baths <" in ann.open("/")
    ann.open("/proposals/ice-baths/1")
    assert "This is needed." in ann.page
    ann.open("/proposals/ice-baths/1?part=findings[new]")
    ann.send({"findings[0].source": "able-2020", "save": "1"})
    assert 'value="able-2020--2"' in ann.page  # no other entry has it
    ann.open("/")
    ann.send({"kind": "intervention", "name": "Hopping"})
    assert (ann.status, "already exists" in ann.page) == (422, True)


def test_numbers_of_a_publication_are_taken_as_they_are_copied(app: Flask, evidence: Path) -> None:
    ann = Browser(app, "Ann")
    ann.send({"kind": "source", "name": "Aaby 2025"}, form=-1)
    assert "nothing cites this source" not in ann.page.casefold()  # it is only proposed
    typed = {
        "DOI": "https://doi.org/10.1136/bmj.n71 ",
        "PMID": "PMID: 33782057",
        "PMCID": "8005924",
    }
    ann.send({**typed, "title": "doi:10.1136/x", "save": "1"})
    kept = git(evidence, "show", "proposals/aaby-2025/1:evidence/sources/aaby-2025.yaml")
    for line in ("DOI: 10.1136/bmj.n71", "PMID: 33782057", "PMCID: PMC8005924"):
        assert f"\n{line}" in kept
    assert "title: doi:10.1136/x" in kept
    ann.send({"DOI": "see the journal", "save": "1"})
    assert 'value="see the journal"' in ann.page


def test_what_comes_along_when_text_is_copied_is_taken_off(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1?part=harms[0]")
    ann.send({"harms[0].what": "\ufeffSore\x0c\x00 \u202etoes\u2028\x1b", "save": "1"})
    assert "{what: Sore toes, frequency" in saved(evidence)
    ann.open("/proposals/hopping/1/review")
    ann.send({"do": "comment", "words": "from\x00 the PDF"}, form=-1)
    assert "from  the PDF" in ann.page


def test_yaml_that_can_not_be_read_is_saved_and_its_lines_are_reported(
    app: Flask, evidence: Path
) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1/yaml")
    ann.send({"text": "name: [Hopping\r\nx: {\r\n"})
    assert saved(evidence) == "name: [Hopping\nx: {"
    assert '<li value="' in ann.page
    assert "can’t be shown as fields" in ann.open("/proposals/hopping/1")
    assert ann.open("/proposals/hopping/1/review")


def test_two_saves_of_other_fields_go_together(app: Flask, evidence: Path) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    for browser in (ann, bob):
        browser.open("/proposals/hopping/1?part=harms[0]")
    ann.send({"harms[0].what": "Sore toes", "save": "1"})
    bob.send({"harms[0].frequency": "9 of 40", "save": "1"})
    assert "{what: Sore toes, frequency: 9 of 40, source: baker-2019}" in saved(evidence)


def test_two_saves_of_one_field_are_shown_side_by_side_and_nothing_is_lost(
    app: Flask, evidence: Path
) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    for browser in (ann, bob):
        browser.open("/proposals/hopping/1?part=findings[0]")
    ann.send({"findings[0].effect.high": "-2", "findings[0].participants": "314", "save": "1"})
    bob.send({"findings[0].effect.high": "4", "findings[0].studies": "5", "save": "1"})
    assert bob.status == 409
    assert bob.page.count('class="would-say"') == 2
    assert "Ann saved this proposal" in bob.page
    assert "high: -2" in saved(evidence)
    bob.send({"choice:findings[able-2020--1].effect.high": "mine"})
    assert "high: 4" in saved(evidence)
    assert "studies: 5\n    participants: 314" in saved(evidence)


def test_two_tabs_of_one_person_are_not_called_two_people(app: Flask) -> None:
    one = begun(app)
    two = Browser(app, "Ann")
    for tab in (one, two):
        tab.open("/proposals/hopping/1")
    one.send({"subject": "hops", "save": "1"})
    two.send({"subject": "jumps", "save": "1"})
    assert (two.status, "You changed this field in two places" in two.page) == (409, True)
    assert "somebody" not in two.page.partition("<main")[2]
    assert "Two people" not in two.page


def test_a_save_on_a_closed_proposal_begins_another(app: Flask, evidence: Path) -> None:
    ann, late = begun(app), Browser(app, "Ann")
    late.open("/proposals/hopping/1?part=harms[0]")
    ann.open("/proposals/hopping/1/review")
    ann.send({"do": "withdraw"}, form=-1)
    assert "Withdrawn" in ann.page
    late.send({"harms[0].what": "Sore toes", "save": "1"})
    assert late.address.startswith("/proposals/hopping/2")
    assert "another was begun" in late.page
    assert "Sore toes" in saved(evidence, 2)


def test_aliases_and_files_that_are_too_large_are_kept_as_text(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    bomb = "name: &a [x, x]\n" + "".join(f"k{n}: &b{n} [*a, *a]\n" for n in range(40))
    for text in (bomb, "name: x\nsummary: " + "long " * 80_000):
        ann.open("/proposals/hopping/1/yaml")
        ann.send({"text": text})
        assert ann.status == 200
        ann.open("/proposals/hopping/1")
        if "data-autosave" in ann.page:
            ann.send({"name": "Hopping", "save": "1"})
            assert "edit" in ann.page
        assert saved(evidence) == text.strip()


def test_what_was_published_meanwhile_is_chosen_field_by_field(app: Flask, evidence: Path) -> None:
    ann, bob = begun(app), begun(app, "Bob")
    for browser, words in ((ann, "Sore toes"), (bob, "Sore heels")):
        browser.open(browser.address.partition("?")[0] + "?part=harms[0]")
        browser.send({"harms[0].what": words, "save": "1"})
        browser.open(browser.address.partition("?")[0] + "/review")
        browser.send({"do": "ask"}, form=-1)
    accepting = Browser(app, "Cat")
    accepting.open("/proposals/hopping/1/review")
    accepting.send({"do": "accept", "change": "Toes"}, form=-1)
    accepting.open("/proposals/hopping/2/review")
    assert "Compare and choose" in accepting.page
    accepting.send({"do": "accept", "change": "Heels"}, form=-1)
    assert accepting.status == 409
    accepting.open("/proposals/hopping/2")
    assert 'data-autosave="no"' in accepting.page
    assert 'data-autosave="yes"' in bob.open("/proposals/hopping/2")
    accepting.open("/proposals/hopping/2/conflicts")
    assert "you become one of the authors" in accepting.page
    bob.open("/proposals/hopping/2/conflicts")
    assert "you become one of the authors" not in bob.page
    assert "Sore toes" in bob.page
    bob.send({"choice:harms[1].what": "mine"})
    accepting.open("/proposals/hopping/2/review")
    assert "Compare and choose" not in accepting.page
    accepting.send({"do": "accept", "change": "Heels"}, form=-1)
    published = (evidence / HOPPING).read_text()
    assert "Sore heels" in published
    assert published.index("what: Heels") < published.index("what: Toes")
    assert git(evidence, "rev-list", "--count", "--min-parents=2", "main") == "0"


def published(app: Flask, number: int, values: dict[str, object], name: str = "Ann") -> None:
    """Propose a change of the first harm or finding, which somebody else accepts."""
    ann, cat = begun(app, name), Browser(app, "Cat")
    proposal = f"/proposals/hopping/{number}"
    ann.open(f"{proposal}?part={next(iter(values)).partition('.')[0]}")
    ann.send({**values, "save": "1"})
    ann.open(f"{proposal}/review")
    ann.send({"do": "ask"}, form=-1)
    cat.open(f"{proposal}/review")
    cat.send({"do": "accept", "change": f"Change {number}"}, form=-1)
    assert "Accepted" in cat.page


def panels(page: str) -> list[list[str]]:
    """The values before and after of each field that a review lists."""
    shown = re.findall(r"<dt>Before</dt><dd>(.*?)</dd>.*?<dt>After</dt><dd>(.*?)</dd>", page, re.S)
    return [[re.sub("<.*?>", "", side) for side in sides] for sides in shown]


def test_a_review_compares_with_what_readers_see_now(app: Flask) -> None:
    """A reviewer was shown the text that the proposal was begun from, long changed since."""
    late = begun(app)
    late.open("/proposals/hopping/1?part=harms[0]")
    late.send({"harms[0].frequency": "9 of 40", "save": "1"})
    late.open("/proposals/hopping/1/review")
    late.send({"words": "All of them?", "do": "comment"})
    assert "has changed since this proposal" not in late.page
    published(app, 2, {"harms[0].what": "Sore toes"})
    bob = Browser(app, "Bob")
    assert "has changed since this proposal" in bob.open("/proposals/hopping/1/review")
    assert panels(bob.page) == [["3 of 40", "9 of 40"]]
    published(app, 3, {"harms[0].frequency": "5 of 40"})
    bob.open("/proposals/hopping/1/review")
    assert panels(bob.page) == [["5 of 40", "9 of 40"]]
    assert re.search(r"Frequency</h3>.*?All of them\?", bob.page, re.S)  # it stays at its field
    bob.open("/proposals/hopping/3/review")
    assert ["3 of 40", "5 of 40"] in panels(bob.page)
    assert all("9 of 40" not in side for sides in panels(bob.page) for side in sides)


def test_an_accepted_change_is_undone_by_another_proposal(app: Flask, evidence: Path) -> None:
    published(app, 1, {"harms[0].what": "Sore toes"})
    published(app, 2, {"harms[0].frequency": "9 of 40"})
    bob, cat = Browser(app, "Bob"), Browser(app, "Cat")
    assert "/proposals/hopping/1/review" in bob.open("/interventions/hopping")
    bob.open("/proposals/hopping/1/review")
    bob.send({}, form=-1)
    assert bob.address == "/proposals/hopping/3/review"
    assert panels(bob.page) == [["Sore toes", "Sore feet"]]
    assert "Undoes proposal 1 by Ann" in bob.page
    bob.send({"do": "ask"}, form=-1)
    cat.open(bob.address)
    cat.send({"do": "accept", "change": "Feet again"}, form=-1)
    there = (evidence / HOPPING).read_text()
    assert "{what: Sore feet, frequency: 9 of 40, source: baker-2019}" in there
    assert re.findall(r"what: (Feet again|Change \d)", there) == [
        "Feet again", "Change 2", "Change 1"
    ]  # fmt: skip
    bob.open("/proposals/hopping/1/review")
    bob.send({}, form=-1)
    assert (bob.status, "nothing to undo" in bob.page) == (409, True)


def test_undoing_what_was_changed_again_asks_which_value_to_keep(
    app: Flask, evidence: Path
) -> None:
    published(app, 1, {"harms[0].what": "Sore toes"})
    published(app, 2, {"harms[0].what": "Sore heels"})
    bob, rea = Browser(app, "Bob"), Browser(app, "Rea")
    bob.open("/proposals/hopping/1/review")
    bob.send({}, form=-1)
    assert panels(bob.page) == [["Sore heels", "Sore feet"]]
    bob.open(f"{bob.address.removesuffix('/review')}/conflicts")
    assert ["Sore heels" in bob.page, "Sore feet" in bob.page] == [True, True]
    assert "Undo" not in rea.open("/proposals/hopping/1/review")


def test_what_no_proposal_can_undo_says_how_it_is_done(app: Flask, evidence: Path) -> None:
    store = app.extensions["workshop"].store
    ann, bob = Person("ann", "ann@example.org"), Person("bob", "bob@example.org")
    new = store.create("claims/cold-feet.yaml", b"claim: Cold feet\n", ann, store.main)
    store.accept(new, lambda _: b"claim: Cold feet\n", bob)
    page = Browser(app, "Cat").open("/proposals/cold-feet/1/review")
    assert "docs/editing.md" in page.partition("<h2>Undo</h2>")[2]
    browser = begun(app)
    browser.open("/proposals/hopping/1/review")
    browser.send({}, to="/proposals/hopping/1/undo")
    assert (browser.status, "Only an accepted proposal" in browser.page) == (409, True)


def test_a_conflict_about_the_entry_shows_the_sentence_that_would_differ(app: Flask) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    for browser in (ann, bob):
        browser.open("/proposals/hopping/1")
    ann.send({"name": "Jumping", "save": "1"})
    bob.send({"name": "Leaping", "save": "1"})
    assert bob.status == 409
    sentences = re.findall(r'class="would-say">(.*?)</p>', bob.page, re.S)
    assert ["leaping may" in sentences[0], "jumping may" in sentences[1]] == [True, True]


def test_a_new_entry_is_published_with_the_reviewers_line_once_they_checked_it(
    app: Flask, evidence: Path
) -> None:
    ann, bob = Browser(app, "Ann"), Browser(app, "Bob")
    ann.open("/")
    ann.send({"kind": "source", "name": "Feet in winter"})
    ann.open("/")
    ann.send({"kind": "claim", "name": "Cold feet slow people down"})
    entry = ann.address
    ann.open(f"{entry}/review")
    ann.send({"do": "ask", "words": "please check"}, form=-1)
    bob.open(f"{entry}/review")
    assert "please check" not in str(filled(bob.page).get("change"))
    bob.send({"do": "accept", "change": "Claim added"}, form=-1)
    assert bob.status == 409
    assert "A new entry needs a review" in bob.page
    assert filled(bob.page)["change"] == "Claim added"
    bob.send({"do": "accept", "reviewed": "1"}, form=-1)
    assert 'name="reviewed" value="1" checked' in bob.page  # other errors are left to fix
    store = app.extensions["workshop"].store
    proposal = next(one for one in store.proposals() if one.file.startswith("claims/"))
    verdict = Verdict("Claim added", date(2026, 11, 29), reviewed=True)
    made = accepted_file(store, proposal, store.main, verdict).decode()
    assert "what: Claim added" in made
    assert "First version" not in made
    assert "reviewed: 2026-11-29" in made


def test_nothing_changed_and_a_comment_that_is_too_long_are_refused(app: Flask) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    ann.open("/proposals/hopping/1/review")
    ann.send({"do": "ask"}, form=-1)
    bob.open("/proposals/hopping/1/review")
    bob.send({"do": "accept", "change": "x", "words": "kept"}, form=-1)
    assert (bob.status, "changes no field" in bob.page) == (409, True)
    assert filled(bob.page)["words"] == "kept"
    bob.send({"do": "comment", "words": "x" * 5_001}, form=-1)
    assert (bob.status, "5,000 characters" in bob.page) == (409, True)


def test_a_comment_stays_next_to_its_field(app: Flask) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    ann.open("/proposals/hopping/1?part=harms[0]")
    ann.send({"harms[0].what": "Sore toes", "save": "1"})
    bob.open("/proposals/hopping/1/review")
    bob.send({"words": "All of them?", "do": "comment"})
    assert re.search(r"Harms 1 › What</h3>.*?All of them\?.*?Bob", bob.page, re.S)
    bob.send({"words": "Nothing is there", "about": "nothing", "do": "comment"}, form=-1)
    assert (bob.status, "Nothing is there" in bob.page) == (400, False)


def test_changes_are_asked_for_and_a_proposal_is_declined_with_a_reason_alone(app: Flask) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    ann.open("/proposals/hopping/1/review")
    ann.send({"do": "ask"}, form=-1)
    for what in ("changes", "decline"):
        bob.open("/proposals/hopping/1/review")
        bob.send({"do": what, "words": " "}, form=-1)
        assert (bob.status, "Waiting for review" in bob.page) == (409, True), what
    bob.send({"do": "decline", "words": "It is there twice"}, form=-1)
    assert "Declined" in bob.page


def test_what_happened_says_who_accepted_it_and_saves_in_a_row_once(app: Flask) -> None:
    ann, bob = begun(app), Browser(app, "Bob")
    for word in ("one", "two", "three"):
        ann.open("/proposals/hopping/1?part=harms[0]")
        ann.send({"harms[0].what": f"Sore {word}", "save": "1"})
    ann.open("/proposals/hopping/1/review")
    ann.send({"do": "ask"}, form=-1)
    bob.open("/proposals/hopping/1/review")
    bob.send({"do": "accept", "change": "Harm reworded", "words": "Checked"}, form=-1)
    told = re.findall(r"<li><b>(\w+)</b> (.*?) on ", bob.page)
    assert told == [
        ("Ann", "began it"),
        ("Ann", "saved it 3 times, last"),
        ("Ann", "asked for a review"),
        ("Bob", "accepted it"),
    ]


def test_nobody_reviews_their_own_work_and_roles_hold(app: Flask, evidence: Path) -> None:
    bob, rea, ann = begun(app, "Bob"), Browser(app, "Rea"), Browser(app, "Ann")
    bob.open("/proposals/hopping/1/review")
    bob.send({"do": "ask"}, form=-1)
    assert "somebody else has to review it" in bob.page
    bob.send({"do": "accept", "change": "x"}, form=-1)
    assert bob.status == 409
    ann.open("/proposals/hopping/1/review")
    ann.send({"do": "accept", "change": "x"}, form=-1)
    assert (ann.status, "Only a reviewer" in ann.page) == (409, True)
    rea.open("/proposals/hopping/1/review")
    assert "<textarea" not in rea.page
    token = {"token": re.findall(r'name="token" value="([^"]*)"', rea.page)[0]}
    for address in ("/begin", "/new", "/proposals/hopping/1", "/proposals/hopping/1/review"):
        assert rea.client.post(address, data=token).status_code == 403
    assert git(evidence, "rev-list", "--count", "main") == "1"


def test_strangers_see_the_login_alone(app: Flask) -> None:
    stranger = Browser(app)
    for address in ("/", "/proposals/hopping/1", "/interventions/hopping"):
        stranger.open(address)
        assert stranger.address == "/login"
    stranger.send({"name": "Ann", "password": "wrong password"})
    assert stranger.status == 422
    stranger.send({"name": "Ann", "password": PASSWORD})
    assert stranger.address == "/interventions/hopping"  # what was asked for
    stranger.client.delete_cookie("kb-editing")
    stranger.open("/nothing")
    stranger.send({"name": "Ann", "password": PASSWORD})
    assert stranger.address == "/"
    stranger.client.delete_cookie("kb-editing")
    stranger.open("/")
    for _ in range(6):
        stranger.open("/login")
        stranger.send({"name": "ann", "password": "wrong password"})
    assert stranger.status == 429


def test_wrong_tries_from_elsewhere_keep_nobody_out(evidence: Path) -> None:
    let_in(evidence.parent, PEOPLE)
    proxied = Settings(proxy=Proxy("", networks(["127.0.0.1"])))
    app = create_editing_app(evidence, proxied)
    stranger, ann = Browser(app), Browser(app)
    for browser, address in ((stranger, "192.0.2.7"), (ann, "192.0.2.8")):
        browser.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"10.0.0.1, {address}"
    for _ in range(7):
        stranger.open("/login")
        stranger.send({"name": "Ann", "password": "wrong password"})
    assert stranger.status == 429
    ann.open("/login")
    ann.send({"name": "Ann", "password": PASSWORD})
    assert (ann.status, ann.address) == (200, "/")


def test_a_write_needs_the_token_of_its_session_and_a_known_host(app: Flask) -> None:
    ann = begun(app)
    assert ann.client.post("/begin", data={"file": HOPPING}).status_code == 403
    assert ann.client.post("/begin", data={"file": HOPPING, "token": "x"}).status_code == 403
    elsewhere = ann.client.get("/", headers={"Host": "elsewhere.example"})
    assert elsewhere.status_code == 403
    assert "default-src 'none'" in elsewhere.headers["Content-Security-Policy"]
    cookie = next(c for c in Browser(app).client.get("/login").headers.getlist("Set-Cookie"))
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_where_a_form_was_sent_to_leads_to_the_list_when_it_is_opened(app: Flask) -> None:
    ann = Browser(app, "Ann")
    for address in ("/new", "/begin", "/logout"):
        ann.open(address)
        assert (ann.status, ann.address) == (200, "/")
    assert ann.client.put("/new").status_code == 405


def test_a_form_that_is_too_large_is_refused(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1/yaml")
    ann.send({"text": "x" * 2_000_000})
    assert ann.status == 413
    assert saved(evidence) == (evidence / HOPPING).read_text().strip()


def test_another_password_ends_the_sessions_of_the_old_one(app: Flask, evidence: Path) -> None:
    ann = begun(app)
    users = Users(evidence.parent / ".git" / "kb" / "users.json")
    users.add("Ann", "editor", "", "another password")
    ann.open("/")
    assert ann.address == "/login"


def test_a_proxy_names_people_from_its_own_address_alone(evidence: Path) -> None:
    users = Users(evidence.parent / ".git" / "kb" / "users.json")
    users.add("Ann", "editor")
    proxy = Proxy("X-Remote-User", networks(["10.0.0.0/8"]))
    client = create_editing_app(evidence, Settings(proxy=proxy)).test_client()
    named = {"X-Remote-User": "Ann"}
    inside = client.get("/", headers=named, environ_base={"REMOTE_ADDR": "10.1.2.3"})
    assert inside.status_code == 200
    outside = client.get("/", headers=named, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert outside.status_code == 302


def test_odd_addresses_are_not_found(app: Flask) -> None:
    ann = begun(app)
    for address in (
        "/proposals/hopping/99",
        "/proposals/..%2f..%2fetc/1",
        "/proposals/HOPPING/1",
        "/proposals/%00/1",
        "/proposals/hopping%0a/1/review",
        "/interventions/nothing",
        "/proposals/hopping/1?part=findings[x]",
        "/proposals/hopping/1?part=changes[0]",
        "/nothing",
    ):
        ann.open(address)
        assert ann.status == 404, address


def test_a_repository_in_the_middle_of_a_merge_is_reported_and_left_alone(
    app: Flask, evidence: Path
) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1?part=harms[0]")
    git(evidence, "update-ref", "MERGE_HEAD", "HEAD")
    answer = ann.client.post(
        "/proposals/hopping/1", data={**filled(ann.page), "harms[0].what": "x"}
    )
    assert answer.status_code == 503
    page = answer.get_data(as_text=True)
    assert "in the middle of a merge" in page
    assert filled(page)["harms[0].what"] == "x"
    assert "Try again" in page
    assert "Sore feet" in saved(evidence)


def test_only_named_users_file_and_secret_are_kept_where_nobody_else_reads(
    app: Flask, evidence: Path
) -> None:
    folder = Store(evidence).repository.own / "kb"
    assert sorted(path.name for path in folder.iterdir()) == ["secret", "users.json"]
    assert {path.stat().st_mode & 0o77 for path in folder.iterdir()} == {0}
    assert PASSWORD not in (folder / "users.json").read_text()


def test_cookies_are_sent_over_tls_alone_where_tls_is_said(evidence: Path) -> None:
    settings = Settings(public="https://edit.example")
    client = create_editing_app(evidence, settings).test_client()
    answer = client.get("/login", headers={"Host": "edit.example"})
    assert answer.status_code == 200
    assert "Secure" in answer.headers["Set-Cookie"]


def test_what_was_typed_is_shown_when_the_session_has_ended(app: Flask) -> None:
    ann = begun(app)
    ann.open("/proposals/hopping/1?part=harms[0]")
    ann.client.delete_cookie("kb-editing")
    ann.send({"harms[0].what": "Sore <toes>"})
    assert (ann.status, "You are logged out" in ann.page) == (403, True)
    assert "Sore &lt;toes&gt;</textarea>" in ann.page
    assert "Try again" not in ann.page
    ann.open("/login")
    ann.send({"name": "Ann", "password": PASSWORD})
    assert ann.address == "/proposals/hopping/1"


def test_a_broken_file_of_users_is_one_sentence(app: Flask, evidence: Path) -> None:
    users = evidence.parent / ".git" / "kb" / "users.json"
    for broken in (
        "{",
        "[[]]",
        '[{"name": 5}]',
        '[{"name": "A", "role": "editor", "email": null}]',
    ):
        users.write_text(broken)
        answer = app.test_client().get("/login")
        assert answer.status_code == 503
        assert "a file of users" in answer.get_data(as_text=True)
        with pytest.raises(Unusable, match="a file of users"):
            create_editing_app(evidence)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("DOI", "DOI"),
        ("URL", "Web address"),
        ("low", "Low"),
        ("very-low", "Very low"),
        ("SMD", "SMD"),
        ("OR", "OR"),
        ("grade", "GRADE"),
        ("ipd-meta-analysis", "IPD meta analysis"),
    ],
)
def test_a_label_is_how_people_write_it(name: str, words: str) -> None:
    assert label(name) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("findings[able-2020--1].effect.high", "Findings able-2020--1 › Effect › High"),
        ("changes[new 7793a7].what", "Changes new › What"),
        ("synonyms[new shoes]", "Synonyms new shoes"),
        (WHOLE_FILE, "The whole file"),
    ],
)
def test_the_place_of_a_field_is_said_in_words(name: str, words: str) -> None:
    assert spoken(name) == words


def test_a_form_speaks_of_items_and_not_of_lines() -> None:
    in_a_file = "this says the same as finding 1 (able-2020--1) on line 6: `timepoint`"
    assert form_words(in_a_file) == "This says the same as finding 1 (able-2020--1): “Timepoint”"
