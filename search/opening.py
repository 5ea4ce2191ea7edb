"""An index on disk: named by the hash of what went into it, built aside, renamed into place, never changed afterwards.

It is a disposable cache: what is damaged or missing is built again, an index that is there already is success, and only
folders written here are ever opened.
"""

import contextlib
import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import platformdirs

from kb.library import Library
from search import engines, spelling, text
from search import facets as facets_module
from search import index as index_module
from search.engines import Analysed, Maker
from search.engines.whoosh import WHOOSH
from search.facets import facets
from search.index import FIELDS, Document, analysed, documents
from search.lexicon import lexicon
from search.searching import Index

MAKERS: Mapping[str, Maker] = {"whoosh": WHOOSH}
ENGINES: tuple[str, ...] = tuple(MAKERS)
MANIFEST = "manifest.json"  # written last: the sum of every other file
WORDS = "words.json"
KEPT = 8  # indexes kept in a folder, the most lately opened first: a few collections and the states of an edited one
STALE = 3600  # seconds after which an unfinished build is taken for abandoned
TRIES = 5  # openings that may be crossed by other processes' repairs before it is called an error

Progress = Callable[[int, int], None]
log = logging.getLogger(__name__)


class IndexUnwritable(OSError):
    """The index folder cannot be written; the message is one sentence that says what to do."""


class _Damaged(Exception):
    """What is in the index's folder is not what was written there."""


def _unwritable(folder: Path, error: OSError) -> IndexUnwritable:
    return IndexUnwritable(f"The index folder {folder.parent} cannot be used ({error.strerror or error}); name another with --index.")


def default_directory() -> Path:
    """Where indexes are kept unless another folder is named: the user's cache folder."""
    return platformdirs.user_cache_path("evidence-kb") / "index"


def open_index(library: Library, directory: Path, *, engine: str = "whoosh", progress: Progress | None = None) -> Index:
    """The index of the library, built when it is not there; `progress` is told (done, total) entries while it is built.

    Several processes may do so at once. Raises IndexUnwritable, and ValueError for an engine there is not.
    """
    if engine not in MAKERS:
        raise ValueError(f"There is no search engine {engine!r}; there is: {', '.join(ENGINES)}.")
    found = documents(library)
    name = _name(found, engine)
    for _ in range(TRIES):
        try:
            return _opened(name, engine, directory / name, found, library)
        except FileNotFoundError:
            _build(found, engine, directory / name, progress)
        except _Damaged as damage:
            log.warning("The index %s is damaged (%s); it is built again.", directory / name, damage)
            _set_aside(directory / name)
    return _opened(name, engine, directory / name, found, library)


def _name(found: Sequence[Document], engine: str) -> str:
    """The hash of what goes in: the documents, the analysis as it is written, and the versions of what it stands on."""
    sum = hashlib.sha256(f"{MAKERS[engine].version()} {unicodedata.unidata_version} {version('PyStemmer')}".encode())
    for module in (text, spelling, index_module, facets_module, engines):
        sum.update(Path(str(module.__file__)).read_bytes())
    for document in found:
        sum.update(repr(document).encode())
    return sum.hexdigest()[:32]


def _opened(name: str, engine: str, folder: Path, found: Sequence[Document], library: Library) -> Index:
    """Raises FileNotFoundError where there is no such folder, _Damaged where its files are not those written."""
    _check(folder)
    try:
        counted = json.loads((folder / WORDS).read_text(encoding="utf-8"))
        opened = MAKERS[engine].open(folder / engine, FIELDS)
    except Exception:
        _check(folder)  # another process may have taken it away while it was read: then that is what is told
        raise
    return Index(name, engine, found, (lexicon(library, found, counted), facets(library)), opened)


def _check(folder: Path) -> None:
    """That every file is the one that was written; notes that the index was lately used."""
    try:
        there = folder.exists()
    except OSError as error:
        raise _unwritable(folder, error) from error
    if not there:
        raise FileNotFoundError(folder)
    try:
        whole = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) == _sums(folder)
    except (OSError, ValueError) as error:
        raise _Damaged(str(error)) from error
    if not whole:
        raise _Damaged("its files are not those that were written")
    with contextlib.suppress(OSError):  # a folder that may only be read serves as well
        os.utime(folder)


def _sums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _build(found: Sequence[Document], engine: str, folder: Path, progress: Progress | None) -> None:
    """Build aside and rename into place; that another process was quicker is success."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        _write(found, engine, aside, progress)
        aside.rename(folder)
    except OSError as error:
        if not folder.exists():
            raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _forget_old(folder.parent)


def _write(found: Sequence[Document], engine: str, aside: Path, progress: Progress | None) -> None:
    words: Counter[str] = Counter()
    (aside / engine).mkdir()
    MAKERS[engine].write(_analysed(found, words, progress), aside / engine)
    (aside / WORDS).write_text(json.dumps(words, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    (aside / MANIFEST).write_text(json.dumps(_sums(aside)), encoding="utf-8")


def _analysed(found: Sequence[Document], words: Counter[str], progress: Progress | None) -> Iterator[Analysed]:
    """The documents ready for the engine; their words are counted on the way."""
    for done, document in enumerate(found, 1):
        ready, held = analysed(document)
        words.update(held)
        yield ready
        if progress is not None:
            progress(done, len(found))


def _set_aside(folder: Path) -> None:
    """Take a damaged folder out of the way; that another process did so already is success."""
    doomed = folder.parent / f".damaged-{os.getpid()}-{time.time_ns()}"
    try:
        folder.rename(doomed)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(folder, error) from error
    shutil.rmtree(doomed, ignore_errors=True)


def _forget_old(directory: Path) -> None:
    """Remove abandoned builds and all but the indexes opened most lately; an opened index does not need its files."""
    aged = sorted(((path.stat().st_mtime, path) for path in directory.iterdir() if path.is_dir()), reverse=True)
    hidden = [path for changed, path in aged if path.name.startswith(".") and time.time() - changed > STALE]
    shown = [path for _, path in aged if (path / MANIFEST).exists() and not path.name.startswith(".")]
    for path in (*hidden, *shown[KEPT:]):
        shutil.rmtree(path, ignore_errors=True)
