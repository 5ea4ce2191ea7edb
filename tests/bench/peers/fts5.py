"""SQLite's FTS5: a table of text, tables of facets next to it, counts by GROUP BY over the
matches.
"""

import sqlite3
from pathlib import Path

from bench.collection import Collection, Entry
from bench.questions import Question

SCHEMA = """
    create virtual table entries using fts5(title, summary, body, tokenize = 'porter unicode61');
    create table about (id text primary key, number integer, kind text, category text);
    create table facets (number integer, stage text, certainty text);
    create index about_number on about (number, kind, category);
    create index facets_number on facets (number, stage, certainty);
"""
BEST = """
    select entries.rowid, title{excerpt} from entries{joined} where entries match :match{among}
    order by bm25(entries, 8.0, 3.0, 1.0) limit 10
"""
EXCERPT = ", snippet(entries, -1, '[', ']', '...', 30)"
JOINED, AMONG = " cross join about on number = entries.rowid", " and category = :category"
COUNTS = """
    with found as materialized (select entries.rowid as number from entries{joined} where entries match :match{among})
    select 'kind', kind, count(*) from found join about using (number) group by kind
    union all select 'category', category, count(*) from found join about using (number) group by category
    union all select 'stage', stage, count(distinct number) from found join facets using (number) group by stage
    union all select 'certainty', certainty, count(distinct number) from found join facets using (number) group by certainty
    union all select '', '', count(*) from found
"""
TOTAL = "select count(*) from entries{joined} where entries match :match{among}"


class Peer:
    """FTS5 in one file."""

    def build(self, collection: Collection, folder: Path) -> None:
        """All in one transaction."""
        self._path = folder / "entries.db"
        self._database = sqlite3.connect(self._path)
        self._database.executescript(SCHEMA)
        with self._database:
            for number, entry in enumerate(collection.entries, 1):
                self._add(number, entry)
            self._database.execute("insert into entries (entries) values ('optimize')")

    def _add(self, number: int, entry: Entry) -> None:
        text = (number, entry.title, entry.summary, entry.body)
        self._database.execute(
            "insert into entries (rowid, title, summary, body) values (?, ?, ?, ?)", text
        )
        self._database.execute(
            "insert into about values (?, ?, ?, ?)", (entry.id, number, entry.kind, entry.category)
        )
        self._database.executemany(
            "insert into facets values (?, ?, ?)", [(number, *part) for part in entry.parts]
        )

    def size(self) -> int:
        """One file; it has the texts too, which excerpts need."""
        return self._path.stat().st_size

    def ask(self, question: Question, mode: str) -> int | None:
        """Hits in one statement, counts in another."""
        wanted = (
            {"joined": JOINED, "among": AMONG} if question.category else {"joined": "", "among": ""}
        )
        given = {"match": _match(question), "category": question.category}
        self._database.execute(
            BEST.format(excerpt=EXCERPT if mode == "10 excerpts" else "", **wanted), given
        ).fetchall()
        if mode == "4 facets":
            return int(self._database.execute(COUNTS.format(**wanted), given).fetchall()[-1][2])
        return int(self._database.execute(TOTAL.format(**wanted), given).fetchone()[0])

    def change(self, entry: Entry) -> None:
        """Out with the old row, in with the new one."""
        with self._database:
            ((number,),) = self._database.execute(
                "select number from about where id = ?", (entry.id,)
            ).fetchall()
            self._database.execute("delete from entries where rowid = ?", (number,))
            self._database.execute("delete from about where number = ?", (number,))
            self._database.execute("delete from facets where number = ?", (number,))
            self._add(number, entry)


def _match(question: Question) -> str:
    match question.sort:
        case "3-word OR":
            return " OR ".join(question.words)
        case "phrase":
            return f'"{" ".join(question.words)}"'
        case "prefix":
            return f"{question.words[0]}*"
        case _:
            return " AND ".join(question.words)
