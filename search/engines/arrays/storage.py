"""Stores a read model in one file: a header line, its words, a list of its arrays, the arrays.

The arrays are read into memory, not mapped: later changes to the file change no results.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.read_model import POSTINGS, Column, Postings, ReadModel
from search.engines.protocol import Damaged

MAGIC = b"evidence-kb read model 1\n"
ALIGNED = 64  # a line of the processor's cache
Arrays = Mapping[str, NDArray[np.generic]]


def save(model: ReadModel, path: Path) -> None:
    """Write the read model."""
    arrays = dict(_arrays(model))
    listed, place = [], 0
    for name, array in arrays.items():
        listed.append([name, array.dtype.str, list(array.shape), place])
        place += _aligned(array.nbytes)
    words = {
        **{name: getattr(model, name) for name in ("ids", "names", "fields")},
        "terms": " ".join(model.terms),
    }
    values = {
        kind: {name: column.values for name, column in getattr(model, kind).items()}
        for kind in ("values", "part_values")
    }
    head = json.dumps({"words": {**words, **values}, "arrays": listed, "size": place}).encode()
    head += b" " * (_aligned(len(MAGIC) + 8 + len(head)) - len(MAGIC) - 8 - len(head))
    with path.open("wb") as file:
        file.write(MAGIC + len(head).to_bytes(8, "little") + head)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data if array.size else b"")
            file.write(bytes(_aligned(array.nbytes) - array.nbytes))


def _aligned(size: int) -> int:
    return -(-size // ALIGNED) * ALIGNED


def _arrays(model: ReadModel) -> Iterator[tuple[str, NDArray[np.generic]]]:
    for name in POSTINGS:
        yield f"postings/{name}", getattr(model.postings, name)
    for name in ("lengths", "part_of", "impacts"):
        yield name, getattr(model, name)
    for kind in ("values", "part_values"):
        for name, column in getattr(model, kind).items():
            yield f"{kind}/{name}/owners", column.owners
            yield f"{kind}/{name}/codes", column.codes
    for kind in ("ranks", "part_ranks"):
        for name, ranks in getattr(model, kind).items():
            yield f"{kind}/{name}", ranks


def load(path: Path) -> ReadModel:
    """Read a read model; raises Damaged if the file isn't a complete one, OSError if it can't be
    read.
    """
    try:
        return _model(*_read(path))
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path.name} is no read model ({error})") from error


def _read(path: Path) -> tuple[dict[str, Any], Arrays]:
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("it begins otherwise")
        size = int.from_bytes(file.read(8), "little")
        start = len(MAGIC) + 8 + size
        head = json.loads(file.read(size)) if start <= path.stat().st_size else {}
        if path.stat().st_size != start + head.get("size", -1):
            raise ValueError("its size is another")
        arrays = file.read(head["size"])
    return head["words"], {
        name: np.frombuffer(arrays, kind, int(np.prod(shape)), place).reshape(shape)
        for name, kind, shape, place in head["arrays"]
    }


def _model(words: dict[str, Any], arrays: Arrays) -> ReadModel:
    found: Any = arrays
    columns: dict[str, Any] = {
        kind: {
            name: Column(
                tuple(values), found[f"{kind}/{name}/owners"], found[f"{kind}/{name}/codes"]
            )
            for name, values in words[kind].items()
        }
        for kind in ("values", "part_values")
    }
    ranks: dict[str, Any] = {
        kind: {
            name.partition("/")[2]: array
            for name, array in found.items()
            if name.startswith(f"{kind}/")
        }
        for kind in ("ranks", "part_ranks")
    }
    rest: dict[str, Any] = {
        **{name: tuple(words[name]) for name in ("ids", "names", "fields")},
        "terms": tuple(words["terms"].split(" ")) if words["terms"] else (),
        **{name: found[name] for name in ("lengths", "part_of", "impacts")},
    }
    return ReadModel(
        postings=Postings(**{name: found[f"postings/{name}"] for name in POSTINGS}),
        **columns,
        **ranks,
        **rest,
    )
