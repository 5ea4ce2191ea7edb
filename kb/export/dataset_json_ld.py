"""The collection as a Dataset in a DataCatalog, in the words of schema.org, for search engines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.export.edition import Edition
from kb.model.library import Library

Json = dict[str, Any]


@dataclass(frozen=True)
class Download:
    """A file of the dataset: its name, URL if any, and media type."""

    says: str
    address: str
    media_type: str


def data_catalog(library: Library, of: Edition, public: str, files: Iterable[Download]) -> Json:
    """The catalogue with its one dataset; URLs only if the site has a public one."""
    collection = library.collection
    site = {"name": collection.title, **({"url": f"{public}/"} if public else {})}
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        **site,
        "dataset": {
            "@type": "Dataset",
            **_about(library, of),
            **({"url": f"{public}/data"} if public else {}),
            "includedInDataCatalog": {"@type": "DataCatalog", **site},
            "distribution": [_download(one, public) for one in files],
        },
    }


def _about(library: Library, of: Edition) -> Json:
    collection = library.collection
    focus = library.conditions.get(collection.focus or "")
    organisation = {"@type": "Organization", "name": collection.publisher or collection.title}
    return {
        "name": collection.title,
        "description": collection.description,
        "license": f"https://spdx.org/licenses/{collection.licence}",
        "isAccessibleForFree": True,
        "inLanguage": collection.language,
        "version": of.version,
        "dateModified": of.day.isoformat(),
        "creator": organisation,
        "keywords": [focus.name, *focus.synonyms] if focus else [],
        "variableMeasured": [one.name for one in library.vocabulary.outcomes.values()],
    }


def _download(file: Download, public: str) -> Json:
    address = {"contentUrl": f"{public}{file.address}"} if public else {}
    return {
        "@type": "DataDownload",
        "name": file.says,
        "encodingFormat": file.media_type,
        **address,
    }
