"""The command that writes a whole collection for other programs: `kb export`."""

from argparse import Namespace
from pathlib import Path

from kb.command.arguments import Misuse, refusing
from kb.command.terminal import Progress, say
from kb.export.collection_formats import COLLECTION_FORMATS, CollectionFormat, Files
from kb.export.edition import Edition, edition
from kb.export.whole_files import write_file, write_folder
from kb.model.library import Library

FINE = 0


def export(arguments: Namespace, library: Library) -> int:
    """Write a collection without errors in one form, whole or not at all."""
    form = _form(arguments.format)
    _refuse_errors(library)
    out = arguments.out or Path(form.file or f"evidence-{form.name}")
    with Progress(f"exporting {form.name}"):
        files = _made(form, library, edition(library, arguments.version))
        with refusing(f"can't write {out}"):
            _write(out, form, files)
    say(f"Wrote {out}: {form.says} ({sum(map(len, files.values())):,} bytes).")
    return FINE


def _form(name: str) -> CollectionFormat:
    if name not in COLLECTION_FORMATS:
        raise Misuse(f"there is no format {name!r}; use {', '.join(COLLECTION_FORMATS)}")
    return COLLECTION_FORMATS[name]


def _refuse_errors(library: Library) -> None:
    files = {problem.file for problem in library.problems if problem.severity == "error"}
    if files:
        raise Misuse(
            f"the collection has errors ({len(files)} withheld); fix what kb check lists,"
            " as only whole collections are exported"
        )


def _made(form: CollectionFormat, library: Library, of: Edition) -> Files:
    try:
        return form.make(library, of)
    except ImportError as error:
        raise Misuse(
            f"{form.name} needs {error.name}; install it with"
            f" pip install 'evidence-kb[{form.extra}]'"
        ) from error


def _write(out: Path, form: CollectionFormat, files: Files) -> None:
    if form.file:
        write_file(out, files[form.file])
    else:
        write_folder(out, files)
