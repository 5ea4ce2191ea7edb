"""Tantivy: three fields of text, facets as fast fields, counts by its own aggregations."""

from pathlib import Path

import tantivy

from bench.collection import Collection, Entry
from bench.peers import folder_size
from bench.questions import FACETS, Question

FIELDS = ["title", "summary", "body"]
BOOSTS = {"title": 8.0, "summary": 3.0, "body": 1.0}
COUNTS = {facet: {"terms": {"field": facet, "size": 100}} for facet in FACETS}
MEMORY = 256_000_000  # bytes the writer may use, as our Whoosh's


class Peer:
    """Tantivy in its folder."""

    def build(self, collection: Collection, folder: Path) -> None:
        """One writer, one thread, one segment."""
        builder = tantivy.SchemaBuilder()
        for name in FIELDS:
            builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
        for name in ("id", *FACETS):
            builder.add_text_field(
                name,
                stored=name == "id",
                fast=name != "id",
                tokenizer_name="raw",
                index_option="basic",
            )
        self._schema, self._folder = builder.build(), folder
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer = self._index.writer(MEMORY, 1)
        for entry in collection.entries:
            self._writer.add_document(_document(entry))
        self._writer.commit()
        self._open()

    def _open(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def size(self) -> int:
        """The folder; it has the texts too, which excerpts need."""
        return folder_size(self._folder)

    def ask(self, question: Question, mode: str) -> int | None:
        """Hits with their titles from the store, then what the mode wants."""
        query = self._query(question)
        found = self._searcher.search(query, 10)
        hits = [self._searcher.doc(address) for _, address in found.hits]
        [(hit["id"], hit["title"]) for hit in hits]
        if mode == "4 facets":
            self._searcher.aggregate(query, COUNTS)
        if mode == "10 excerpts":
            makers = [
                tantivy.SnippetGenerator.create(self._searcher, query, self._schema, name)
                for name in ("body", "summary")
            ]
            for hit in hits:
                next(
                    (
                        snippet.to_html()
                        for snippet in (maker.snippet_from_doc(hit) for maker in makers)
                        if snippet.highlighted()
                    ),
                    "",
                )
        return int(found.count)

    def _query(self, question: Question) -> tantivy.Query:
        if question.sort == "prefix":
            any_field = [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.regex_query(self._schema, name, f"{question.words[0]}.*"),
                )
                for name in FIELDS
            ]
            return tantivy.Query.boolean_query(any_field)
        words = " ".join(question.words)
        typed = f'"{words}"' if question.sort == "phrase" else words
        query = self._index.parse_query(
            typed, FIELDS, BOOSTS, conjunction_by_default=question.sort != "3-word OR"
        )
        if question.category:
            chosen = tantivy.Query.term_query(self._schema, "category", question.category)
            return tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(chosen, 0.0)),
                ]
            )
        return query

    def change(self, entry: Entry) -> None:
        """Out with the old, in with the new, committed and opened."""
        self._writer.delete_documents("id", entry.id)
        self._writer.add_document(_document(entry))
        self._writer.commit()
        self._open()


def _document(entry: Entry) -> tantivy.Document:
    return tantivy.Document(
        id=entry.id,
        title=entry.title,
        summary=entry.summary,
        body=entry.body,
        kind=entry.kind,
        category=entry.category,
        stage=sorted({stage for stage, _ in entry.parts}),
        certainty=sorted({certainty for _, certainty in entry.parts}),
    )
