"""The export formats of a whole collection, each a function from library to files."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.export.dataset_json_ld import Download, data_catalog
from kb.export.edition import Edition
from kb.export.fhir.fhir_bundle import FILE, fhir_files
from kb.export.json_records import record
from kb.export.tables.data_package import data_package
from kb.export.tables.parquet_files import parquet_files
from kb.export.tables.sqlite_file import sqlite_files
from kb.model.library import Library

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class CollectionFormat:
    """An export format: its name, description, and the function that makes its files.

    `media_type` is for its single file; a format with several files is served as a ZIP archive.
    `extra` is the pip extra that installs its library.
    """

    name: str
    says: str
    make: Callable[[Library, Edition], Files]
    file: str = ""
    media_type: str = "application/zip"
    extra: str = ""

    @property
    def download(self) -> str:
        """The name of the file it is downloaded as."""
        return self.file or f"evidence-{self.name}.zip"

    @property
    def address(self) -> str:
        """Its URL path on a site."""
        return f"/export/{self.download}"


def catalog(
    library: Library, of: Edition, forms: Iterable[CollectionFormat], public: str = ""
) -> dict[str, Any]:
    """The collection as linked data, with these formats, at a site's public URL if it has one."""
    files = (Download(one.says, one.address, one.media_type) for one in forms)
    return data_catalog(library, of, public, files)


def _linked(library: Library, of: Edition) -> Files:
    text = json.dumps(
        catalog(library, of, COLLECTION_FORMATS.values()), ensure_ascii=False, indent=1
    )
    return {"dataset.jsonld": f"{text}\n".encode()}


def _entries(library: Library, of: Edition) -> Files:
    lines = (json.dumps(record(one, library), ensure_ascii=False) for one in library.entries())
    return {"entries.jsonl": "".join(f"{line}\n" for line in lines).encode()}


COLLECTION_FORMATS: Mapping[str, CollectionFormat] = {
    form.name: form
    for form in (
        CollectionFormat(
            "csv",
            "All tables as CSV with a data dictionary, as a Frictionless data package",
            data_package,
        ),
        CollectionFormat(
            "sqlite",
            "All tables in one SQLite file with full-text search, ready for Datasette",
            sqlite_files,
        ),
        CollectionFormat("parquet", "All tables as Parquet files", parquet_files, extra="parquet"),
        CollectionFormat(
            "fhir",
            "All findings and sources as a FHIR R5 Bundle (experimental)",
            fhir_files,
            FILE,
            "application/fhir+json",
        ),
        CollectionFormat(
            "jsonl",
            "Every entry as a line of JSON, with all derived values",
            _entries,
            "entries.jsonl",
            "application/jsonl",
        ),
        CollectionFormat(
            "json-ld",
            "What this dataset is, for search engines (schema.org)",
            _linked,
            "dataset.jsonld",
            "application/ld+json",
        ),
    )
}


def archive(files: Files) -> bytes:
    """The files as a reproducible ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            made.writestr(info, data)
    return out.getvalue()
