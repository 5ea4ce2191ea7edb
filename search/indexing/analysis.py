"""Documents as engines take them: words as numbers, attributes to filter by, and a digest."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import fields
from itertools import chain

import numpy as np

from search.engines.protocol import Attributes, NumberedDocument, Passage, flat, numbers
from search.indexing.documents import Badge, Document
from search.indexing.facets import CERTAINTIES, MAGNITUDES, NOT_GRADED, rank
from search.indexing.fields import NAME, OTHER_NAME, whole_name
from search.text.analyzer import Analyzer
from search.text.tokenizer import raw_tokens, token_word, words


class _Numbers(dict[str, int]):
    """Numbers for texts, assigned on first use."""

    def __init__(self, new: Callable[[str], int]) -> None:
        self._new = new

    def __missing__(self, text: str) -> int:
        self[text] = number = self._new(text)
        return number


class Analysis:
    """Analyses documents one after another, each distinct word only once."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._vocabulary: list[str] = []  # the term of each number
        self._words: dict[int, str] = {}  # the word of each number that isn't a whole name
        self._tokens = _Numbers(self._new_word)
        self._whole_names = _Numbers(self._new)
        self._passages: list[list[Passage]] = []  # of each document

    def read(self, document: Document, digest: str = "") -> NumberedDocument:
        """Return the document, of this digest, ready for an engine."""
        number = self._tokens.__getitem__
        texts = {
            name: tuple([numbers(map(number, raw_tokens(passage))) for passage in passages])
            for name, passages in document.texts.items()
        }
        self._passages.append([passage for passages in texts.values() for passage in passages])
        names = {NAME: self._names(document.names), OTHER_NAME: self._names(document.other_names)}
        terms = {**texts, **{name: wholes for name, wholes in names.items() if wholes}}
        return NumberedDocument(document.id, terms, self._vocabulary, attributes(document), digest)

    def words(self) -> dict[str, int]:
        """The folded words read so far, with their document counts."""
        lengths = [sum(map(len, passages)) for passages in self._passages]
        pairs = flat(chain.from_iterable(self._passages)) * len(lengths)
        pairs += np.repeat(np.arange(len(lengths)), lengths)
        pairs.sort()  # pairs of word and document, one for each time the word is in it
        distinct = pairs[np.diff(pairs, prepend=-1) > 0]
        counts = np.bincount(distinct // max(1, len(lengths))).tolist()
        return {self._words[number]: count for number, count in enumerate(counts) if count}

    def _new(self, term: str) -> int:
        self._vocabulary.append(term)
        return len(self._vocabulary) - 1

    def _new_word(self, token: str) -> int:
        word = token_word(token)
        if word != token:
            return self._tokens[word]
        number = self._new(self._analyzer.term(word))
        self._words[number] = word
        return number

    def _names(self, names: Iterable[str]) -> tuple[Passage, ...]:
        """Each whole name as a passage of its own."""
        wholes = dict.fromkeys(whole_name(self._analyzer.terms(name)) for name in names)
        return tuple(numbers((self._whole_names[whole],)) for whole in wholes if whole)


def digest(document: Document) -> bytes:
    """A hash of the document's content, equal for equal content in any process."""
    passages = [
        passage.encode(errors="surrogatepass")
        for held in document.texts.values()
        for passage in held
    ]
    lengths = {name: len(held) for name, held in document.texts.items()}
    parts = [(part.facets, vars(part.badge)) for part in document.parts]
    rest = [getattr(document, name) for name in _PLAIN]
    described = repr((rest, vars(document.badge), parts, lengths, list(map(len, passages))))
    sum = hashlib.sha256(described.encode(errors="surrogatepass"))
    sum.update(b"".join(passages))
    return sum.digest()


_PLAIN = tuple(one.name for one in fields(Document) if one.name not in ("texts", "badge", "parts"))


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
        ranks={**_ranks(document.badge), "reviewed": document.reviewed},
        part_ranks=tuple(_ranks(part.badge) for part in document.parts),
    )


def _ranks(badge: Badge) -> dict[str, int]:
    """A badge's rank in each order; not graded comes between graded and no certainty."""
    graded = rank(badge.certainty, CERTAINTIES) + 1 or -1
    certainty = 0 if badge.certainty == NOT_GRADED else graded
    return {"certainty": certainty, "magnitude": rank(badge.magnitude, MAGNITUDES)}
