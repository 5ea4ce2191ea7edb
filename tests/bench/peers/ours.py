"""This project's search, with either of its engines: analysis, understanding, engine, hits and
excerpts.
"""

from pathlib import Path

from bench.collection import Collection, Entry
from bench.peers import folder_size
from bench.questions import FACETS, Question
from factories import a_library
from search.answering.results import Request
from search.answering.searcher import Index
from search.indexing.documents import Badge, Document, Part
from search.indexing.facets import CERTAINTIES
from search.opening import open_documents


class Ours:
    """Our index, on disk as it is served."""

    engine = "arrays"
    index: Index

    def build(self, collection: Collection, folder: Path) -> None:
        """Documents, index, opened."""
        self._library, self._folder = a_library(), folder
        self._documents = {entry.id: _document(entry) for entry in collection.entries}
        self.index = open_documents(
            tuple(self._documents.values()), self._library, folder, engine=self.engine
        )

    def size(self) -> int:
        """The index in use; the one before an edit is not counted."""
        return folder_size(self._folder / self.index.name)

    def ask(self, question: Question, mode: str) -> int | None:
        """As the page and the command ask."""
        filters = {"category": (question.category,)} if question.category else {}
        counted = FACETS if mode == "4 facets" else ()
        return self.index.search(
            Request(
                _typed(question), filters, limit=10, count=counted, excerpts=mode == "10 excerpts"
            )
        ).total

    def change(self, entry: Entry) -> None:
        """As an edit becomes visible while serving."""
        self._documents[entry.id] = _document(entry)
        self.index = open_documents(
            tuple(self._documents.values()),
            self._library,
            self._folder,
            engine=self.engine,
            previous=self.index,
        )


def _typed(question: Question) -> str:
    match question.sort:
        case "3-word OR":
            return " OR ".join(question.words)
        case "phrase":
            return f'"{" ".join(question.words)}"'
        case "prefix":
            return f"{question.words[0]}*"
        case _:
            return " ".join(question.words)


def _document(entry: Entry) -> Document:
    findings = [
        Badge(f"{entry.id}--{number}", certainty)
        for number, (_, certainty) in enumerate(entry.parts)
    ]
    parts = zip(entry.parts, findings, strict=True)
    return Document(
        id=entry.id,
        kind=entry.kind,
        title=entry.title,
        url=f"/{entry.kind}s/{entry.id}",
        reviewed=1,
        category=entry.category,
        names=(entry.title, entry.id),
        other_names=(),
        texts={"name": (entry.title,), "summary": (entry.summary,), "prose": (entry.body,)},
        badge=findings[0] if entry.parts[0][1] in CERTAINTIES else Badge(),
        parts=tuple(
            Part({"stage": stage, "certainty": certainty}, badge)
            for (stage, certainty), badge in parts
        ),
    )


class Peer(Ours):
    """The read model."""
