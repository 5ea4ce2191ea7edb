"""Creates files in a collection, and new collections; never overwrites anything.

Works even if the collection has errors: an editor may add a file while others are broken.
"""

import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

from kb.authoring import templates
from kb.authoring.json_schema import named_ids, write_schemas
from kb.model.entries import FOLDERS
from kb.reading.file_reading import read_file
from kb.reading.files import File
from kb.reading.folder import Folder
from kb.reading.yaml_reader import read_yaml

STARTER = Path(__file__).with_name("starter")  # the vocabulary of a new collection


def new_collection(folder: Path) -> None:
    """Create a collection in a new or empty folder. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    title = " ".join(folder.resolve().name.replace("-", " ").split()).capitalize()
    shutil.copytree(STARTER, folder / "vocabulary")
    for name in FOLDERS:
        (folder / name).mkdir()
    _write(folder / "collection.yaml", templates.collection(title))
    write_schemas(folder, files_of(folder))


def new_entry(folder: Path, kind: str, name: str, today: date) -> Path:
    """Write the template of a new entry, and return its path. Raises OSError."""
    files = files_of(folder)
    path = path_of(folder, kind, name)
    path.parent.mkdir(exist_ok=True)
    ids = {of: list(words) for of, words in named_ids(files).items() if of not in FOLDERS.values()}
    _write(path, templates.entry(kind, name, ids, today))
    if not (folder / "schema").exists():  # the new file's first line names one of them
        write_schemas(folder, files)
    return path


def path_of(folder: Path, kind: str, name: str) -> Path:
    """The path for an entry of that kind and name."""
    home = next(home for home, of in FOLDERS.items() if of == kind)
    return folder / home / f"{templates.id_from(name)}.yaml"


def files_of(folder: Path) -> tuple[File, ...]:
    """Every file of a collection, valid or not. Raises OSError."""
    listing = Folder(folder)
    return tuple(
        _read(listing.read(found), found.path, found.kind, found.id) for found in listing.files
    )


def _read(data: bytes, path: str, kind: str, id: str) -> File:
    return read_file(data, path, kind, id, sha256(data).digest(), read_yaml)


def _write(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
