"""Documents as engines take them: words as numbers, attributes to filter and sort by, and a digest of the content."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import fields
from itertools import chain

import numpy as np

from search.engines.protocol import Attributes, NumberedDocument, Passage, flat, numbers
from search.indexing.documents import Document, Shown
from search.indexing.facets import CERTAINTIES, MAGNITUDES, rank
from search.indexing.fields import CALLED, KNOWN_AS, whole
from search.text.tokenizer import piece_word, pieces, term, terms, words


class _Numbers(dict[str, int]):
    """The numbers of texts, each given one when first met."""

    def __init__(self, new: Callable[[str], int]) -> None:
        self._new = new

    def __missing__(self, text: str) -> int:
        self[text] = number = self._new(text)
        return number


class Analysis:
    """Analyses documents one after the other: each word is looked at when first met, and is a number from then on."""

    def __init__(self) -> None:
        self._vocabulary: list[str] = []  # the term of each number
        self._spelt: dict[int, str] = {}  # the word of each number, where it is one
        self._pieces = _Numbers(self._new_word)
        self._wholes = _Numbers(self._new)
        self._held: list[list[Passage]] = []  # the passages of each document

    def read(self, document: Document) -> NumberedDocument:
        """The document ready for an engine."""
        number = self._pieces.__getitem__
        texts = {
            name: tuple([numbers(map(number, pieces(passage))) for passage in passages])
            for name, passages in document.texts.items()
        }
        self._held.append([passage for passages in texts.values() for passage in passages])
        names = {CALLED: self._names(document.called), KNOWN_AS: self._names(document.known_as)}
        terms = {**texts, **{name: wholes for name, wholes in names.items() if wholes}}
        return NumberedDocument(document.id, terms, self._vocabulary, attributes(document))

    def words(self) -> dict[str, int]:
        """The folded words of what was read, with the number of documents that hold each."""
        lengths = [sum(map(len, passages)) for passages in self._held]
        pairs = flat(chain.from_iterable(self._held)) * len(lengths)
        pairs += np.repeat(np.arange(len(lengths)), lengths)
        pairs.sort()  # of word and document, each as often as the word stands there
        counts = np.bincount(pairs[np.diff(pairs, prepend=-1) > 0] // max(1, len(lengths))).tolist()
        return {self._spelt[number]: count for number, count in enumerate(counts) if count}

    def _new(self, term: str) -> int:
        self._vocabulary.append(term)
        return len(self._vocabulary) - 1

    def _new_word(self, piece: str) -> int:
        word = piece_word(piece)
        if word != piece:
            return self._pieces[word]
        number = self._new(term(word))
        self._spelt[number] = word
        return number

    def _names(self, names: Iterable[str]) -> tuple[Passage, ...]:
        """Each whole name as a passage of its own."""
        return tuple(
            numbers((self._wholes[name],))
            for name in dict.fromkeys(whole(terms(name)) for name in names)
            if name
        )


def digest(document: Document) -> bytes:
    """What the document comes to: the same for the same content, wherever it is worked out."""
    passages = [
        passage.encode(errors="surrogatepass")
        for held in document.texts.values()
        for passage in held
    ]
    lengths = {name: len(held) for name, held in document.texts.items()}
    parts = [(part.facets, vars(part.shown)) for part in document.parts]
    rest = [getattr(document, name) for name in _PLAIN]
    sum = hashlib.sha256(
        repr((rest, vars(document.shown), parts, lengths, list(map(len, passages)))).encode(
            errors="surrogatepass"
        )
    )
    sum.update(b"".join(passages))
    return sum.digest()


_PLAIN = tuple(one.name for one in fields(Document) if one.name not in ("texts", "shown", "parts"))


def attributes(document: Document) -> Attributes:
    """What the document is filtered, counted and sorted by."""
    return Attributes(
        name=" ".join(words(document.title)),
        values={
            "kind": (document.kind,),
            **({"category": (document.category,)} if document.category else {}),
            **document.tags,
        },
        parts=tuple(part.facets for part in document.parts),
        ranks={**_ranks(document.shown), "reviewed": document.reviewed},
        part_ranks=tuple(_ranks(part.shown) for part in document.parts),
    )


def _ranks(shown: Shown) -> dict[str, int]:
    certainty = (
        0 if shown.certainty == "not-graded" else rank(shown.certainty, CERTAINTIES) + 1 or -1
    )
    return {"certainty": certainty, "magnitude": rank(shown.magnitude, MAGNITUDES)}
