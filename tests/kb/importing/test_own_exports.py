"""What we write for other programs comes back as it was."""

from pathlib import Path

import pytest

from kb.export.authors import parted
from kb.export.formats import FORMATS
from kb.importing.bibliography_files import read_references
from kb.importing.tidying import tidied
from kb.model.library import Library
from kb.model.source import Source

FIELDS = (
    "container-title",
    "publisher",
    "issued",
    "volume",
    "issue",
    "DOI",
    "PMID",
    "PMCID",
    "ISSN",
)


def kept(source: Source) -> dict[str, str]:
    """The fields that every format has, as the source has them."""
    found = {name: getattr(source, name.replace("-", "_")) for name in FIELDS}
    return {name: text for name, text in found.items() if text}


@pytest.mark.parametrize("each", [20, pytest.param(1, marks=pytest.mark.full)])
@pytest.mark.parametrize("ending", FORMATS)
def test_every_shipped_source_is_read_back(
    shipped_library: Library, tmp_path: Path, ending: str, each: int
) -> None:
    sources = list(shipped_library.sources.values())[::each]
    path = tmp_path / f"ours.{ending}"
    path.write_text(FORMATS[ending].write(sources), encoding="utf-8", newline="")
    records = [tidied(one) for one in read_references(path).records]
    assert len(records) == len(sources)
    for source, record in zip(sources, records, strict=True):
        assert {name: record.text(name) for name in FIELDS if record.text(name)} == kept(source)
        authors = record.values.get("author", [])
        assert isinstance(authors, list)
        names = [parted(author).family or author.literal or "" for author in source.author]
        particles = [author.get("non-dropping-particle", "") for author in authors]
        assert names == [
            f"{particle} {author.get('family') or author['literal']}".strip()
            for particle, author in zip(particles, authors, strict=True)
        ]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_field_of_a_book_or_report_is_read_back(tmp_path: Path, ending: str) -> None:
    fields = {
        "publisher-place": "Sandwich",
        "publisher": "Sand Press",
        "genre": "Handbook",
        "number": "WHO/02.3",
        "language": "en",
        "accessed": "2026-11-22",
        "author-complete": "false",
        "page": "12-19",
    }
    names = {"author": [{"family": "Able", "given": "HE"}], "editor": [{"literal": "Hop Council"}]}
    shape = {"id": "able-2020", "type": "report", "design": "other", "title": "Sand"}
    path = tmp_path / f"ours.{ending}"
    path.write_text(FORMATS[ending].write([Source.model_validate({**shape, **fields, **names})]))
    (record,) = (tidied(one) for one in read_references(path).records)
    assert {name: record.text(name) for name in fields} == fields
    assert record.values["author"] == [{"family": "Able", "given": "HE"}]
    assert record.values["editor"] == names["editor"]
