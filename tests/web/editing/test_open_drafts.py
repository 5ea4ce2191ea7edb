"""Who has an open draft of an entry is said on its public page, and since when."""

from pathlib import Path

import pytest

from git_collection import ANN, BOB, HOPPING, in_git
from web.application import create_app
from web.editing import open_drafts
from web.editing.store import Store

PAGE = "/interventions/hopping"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_drafts, "LOOK_EACH", 0)


def test_the_page_of_an_entry_says_who_has_an_open_draft_and_since_when(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    client = create_app(evidence, tmp_path / "index").test_client()
    assert "Open drafts" not in client.get(PAGE).text
    data = (store.file(store.main, HOPPING) or b"").replace(b"Sore feet", b"Sore toes")
    draft = store.create(HOPPING, data, ANN, store.main)
    day = draft.began.date().isoformat()
    page = client.get(PAGE).text
    assert f'not published yet: ann, since <time datetime="{day}">' in page
    assert ANN.email not in page
    store.say(draft, "asked", "", ANN)
    assert "(waiting for review)." in client.get(PAGE).text
    for other in ("/", "/interventions/herb-tea", "/sources/able-2020", f"{PAGE}?at={store.main}"):
        assert "Open drafts" not in client.get(other).text
    asked = store.proposal(draft.name)
    assert asked
    store.accept(asked, lambda _: data, BOB)
    assert "Open drafts" not in client.get(PAGE).text


def test_a_page_is_served_where_git_can_not_say_any_more(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    store = Store(evidence)
    store.create(HOPPING, b"name: x\n", ANN, store.main)
    client = create_app(evidence, tmp_path / "index").test_client()
    assert "Open drafts" in client.get(PAGE).text
    (tmp_path / ".git").rename(tmp_path / "gone")
    answer = client.get(PAGE)
    assert answer.status_code == 200 and "Open drafts" not in answer.text
