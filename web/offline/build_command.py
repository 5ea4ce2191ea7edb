"""The command that writes the site as files: `kb build`."""

from argparse import Namespace
from pathlib import Path

from kb.command.arguments import Misuse, refusing
from kb.command.terminal import Progress, say
from kb.model.library import Library
from web.application import create_app
from web.offline.copy_folder import NotACopy, Written, files_before, write_copy
from web.offline.site_copy import copied_files

FINE = 0


def run(arguments: Namespace, index: Path) -> int:
    """Write the copy of a collection without errors, whole or not at all."""
    folder: Path = arguments.folder
    try:
        with refusing(f"can't write {folder}"):
            files_before(folder)  # what can't be written is refused before all the work
        with Progress(f"building {folder}"):
            written = _written(arguments, index)
    except NotACopy:
        raise Misuse(
            f"{folder} isn't empty and wasn't made by kb build; name a new folder"
        ) from None
    say(
        f"Wrote {folder}: {written.files:,} files ({written.size:,} bytes),"
        f" {written.changed:,} new or changed, {written.removed:,} removed."
    )
    return FINE


def _written(arguments: Namespace, index: Path) -> Written:
    app = create_app(arguments.evidence, index, engine=arguments.engine, copied=True)
    library: Library = app.extensions["live"].state.library
    if library.withheld:
        raise Misuse(
            f"the collection has errors ({len(library.withheld)} withheld); fix what kb check"
            " lists, as only whole collections are copied"
        )
    with refusing(f"can't write {arguments.folder}"):
        return write_copy(arguments.folder, copied_files(app))
