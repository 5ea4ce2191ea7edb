"""The commands that write into a collection: `kb new` and `kb schema`."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from kb.authoring import new_files
from kb.authoring.json_schema import write_schemas
from kb.authoring.templates import id_from
from kb.command.arguments import SHIPPED, Misuse, refusing
from kb.command.terminal import say
from kb.model.entries import FOLDERS
from kb.reading.folder import is_windows_device

FINE = 0
PACKAGES = ("evidence", "kb", "search", "web")


def schema(arguments: Namespace) -> int:
    """Write the JSON Schemas of a collection."""
    folder = writable(arguments.evidence)
    with refusing(f"can't write {folder / 'schema'}"):
        written = write_schemas(folder, new_files.files_of(folder))
    say(f"Wrote {len(written)} schemas to {folder / 'schema'}")
    return FINE


def new(arguments: Namespace) -> int:
    """Create an entry or a collection from a template; never overwrites anything."""
    if arguments.kind == "collection":
        return _new_collection(Path(arguments.name))
    folder, name = writable(arguments.evidence), " ".join(arguments.name.split())
    if not id_from(name) or not name.isprintable():
        raise Misuse(f"can't make an id from {arguments.name!r}; use letters a to z in the name")
    path = new_files.path_of(folder, arguments.kind, name)
    if is_windows_device(path.stem):
        raise Misuse(f"Windows keeps the name {path.stem!r} for a device; choose another name")
    for home in FOLDERS:
        if (taken := folder / home / path.name).exists():
            raise Misuse(f"{taken} already exists; choose another name or edit it")
    with refusing(f"can't write {path}"):
        new_files.new_entry(folder, arguments.kind, name, date.today())
    say(f"Wrote {path}. Fill it in; kb check lists what is missing.")
    return FINE


def _new_collection(folder: Path) -> int:
    with refusing(f"can't write {folder}"):
        if _is_packaged(folder):
            raise Misuse(f"{folder} belongs to the installed package; choose another folder")
        if is_windows_device(folder.name):
            raise Misuse(f"Windows keeps the name {folder.name!r} for a device; choose another")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Misuse(f"{folder} isn't an empty folder; choose another name")
        new_files.new_collection(folder)
    say(f"Wrote {folder / 'collection.yaml'} and {folder / 'vocabulary'}.")
    say(f"Fill in the empty fields; kb check --evidence {folder} lists them.")
    return FINE


def writable(folder: Path) -> Path:
    """The folder, if it has a collection that may be changed."""
    if _is_packaged(folder):
        raise Misuse(
            "the collection that comes with kb is read-only; start your own with "
            "kb new collection evidence"
        )
    if not (folder / "collection.yaml").is_file():
        raise Misuse(f"{folder} has no collection.yaml; start one with kb new collection {folder}")
    return folder


def _is_packaged(folder: Path) -> bool:
    """Whether a folder is part of an installed package rather than a clone of the project."""
    packages, real = SHIPPED.parent.resolve(), folder.resolve()
    is_clone = (packages / "pyproject.toml").is_file()
    ours = [package for package in PACKAGES if real.is_relative_to(packages / package)]
    return bool(ours) and not is_clone
