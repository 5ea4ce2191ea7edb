"""bm25s: scores worked out in advance, the best ten of any of the words; no fields, filters,
phrases, counts or excerpts.
"""

from pathlib import Path

import bm25s
import Stemmer

from bench.collection import Collection, Entry
from bench.peers import folder_size
from bench.questions import Question

ANSWERED = ("rare", "common", "3-word OR")


class Peer:
    """bm25s in its folder."""

    def build(self, collection: Collection, folder: Path) -> None:
        """Lucene's method, English stop words, Snowball stems."""
        self._folder, self._stemmer = folder, Stemmer.Stemmer("english")
        self._texts = {
            entry.id: f"{entry.title} {entry.summary} {entry.body}" for entry in collection.entries
        }
        self._write()

    def _write(self) -> None:
        tokens = bm25s.tokenize(
            list(self._texts.values()), stopwords="en", stemmer=self._stemmer, show_progress=False
        )
        self._index = bm25s.BM25(method="lucene")
        self._index.index(tokens, show_progress=False)
        self._index.save(str(self._folder), show_progress=False)

    def size(self) -> int:
        """The folder; it has no positions and no texts."""
        return folder_size(self._folder)

    def ask(self, question: Question, mode: str) -> int | None:
        """The best ten; how many match it does not say."""
        if question.sort not in ANSWERED or mode != "top-10":
            return None
        tokens = bm25s.tokenize(
            [" ".join(question.words)], stopwords="en", stemmer=self._stemmer, show_progress=False
        )
        self._index.retrieve(tokens, k=10, show_progress=False)
        return -1

    def change(self, entry: Entry) -> None:
        """Everything again: it has no updates."""
        self._texts[entry.id] = f"{entry.title} {entry.summary} {entry.body}"
        self._write()
