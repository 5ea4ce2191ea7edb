"""Sources found by what people type, complete or not."""

from pathlib import Path

from git_collection import in_git
from web.editing.drafting import Drafting
from web.editing.source_lookup import find_sources
from web.editing.store import Store


def test_a_source_without_its_design_is_found_and_said_to_be_not_complete(tmp_path: Path) -> None:
    evidence = in_git(tmp_path)
    text = (evidence / "sources" / "able-2020.yaml").read_text()
    kept = [line for line in text.splitlines(True) if not line.startswith("design:")]
    new = "".join(kept).replace("DOI: 10.", "DOI: 10.9999/new.")
    store = Store(evidence)
    drafting = Drafting(store, evidence)
    library = drafting.draft(new.encode(), "sources/zeal-2031.yaml", store.main).library
    (found,) = find_sources("zeal", library)
    assert (found.id, found.lacks) == ("zeal-2031", ("design",))
