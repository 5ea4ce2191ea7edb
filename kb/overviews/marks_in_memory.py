"""Answers questions about the entries of a library in memory, as `kb/model/marked.py` asks them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache

from kb.model.entries import KINDS, Entry
from kb.model.library import FOLDER_OF, Library
from kb.model.marked import MOST, Found, Marks, Question
from kb.overviews.entry_marks import cell_orders, marks_of, orders_of
from kb.overviews.findings_list import marked_findings
from kb.overviews.found_rows import BY_DESIGN

LAST = "~"  # comes after every rank
Marked = Mapping[str, Set[str]]


def _nothing(_: Entry) -> str:
    return ""


class MarksInMemory:
    """What marks entries is worked out once for each kind that is asked for; threads can share it.

    `looked_for` gives what an entry is looked for by, in lower case.
    """

    def __init__(self, library: Library, looked_for: Callable[[Entry], str] = _nothing) -> None:
        self._library = library
        self._marks: Callable[[str], Marked] = cache(self._marked)
        self._texts: Callable[[str], str] = cache(lambda id: looked_for(self._entry(id)))
        self._orders: Callable[[str], Mapping[str, str]] = cache(
            lambda id: orders_of(self._entry(id), library)
        )

    def find(self, questions: Sequence[Question]) -> list[Found]:
        """The answers."""
        return [*map(self._found, questions)]

    def findings(self, question: Question) -> Found:
        """The answer to a question about findings."""
        every = self._library.interventions.values()
        found = sorted(
            one.orders[question.order]
            for entry in every
            for one in marked_findings(entry, self._library)
            if not any(having.isdisjoint(one.marks) for having in question.having)
        )
        shown = found[question.offset : question.offset + question.limit]
        return Found(len(found), tuple(one.rpartition(" ")[2] for one in shown), {})

    def _found(self, asked: Question) -> Found:
        of = next((some for some in asked.having if some <= KINDS.keys()), KINDS.keys())
        held = self._shelved(of) - self._having(asked.lacking, of)
        for some in asked.having:
            held &= self._having(some, of)
        ids = [id for id in held if self._fits(id, asked)]
        shown = slice(asked.offset, asked.offset + asked.limit)
        found = sorted(ids, key=lambda id: self._place(id, asked, of))[shown] if asked.limit else ()
        return Found(len(ids), tuple(found), self._counts(ids, asked.counted, of))

    def _having(self, marks: Marks, kinds: Iterable[str]) -> set[str]:
        if marks <= KINDS.keys():  # which are known without a look at the entries
            return self._shelved(marks)
        known = map(self._marks, kinds)
        return {id for marked in known for mark in marks for id in marked.get(mark, ())}

    def _shelved(self, kinds: Iterable[str]) -> set[str]:
        return {id for kind in kinds for id in getattr(self._library, FOLDER_OF[kind])}

    def _marked(self, kind: str) -> Marked:
        """The ids of the entries of a kind by mark."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for id, entry in getattr(self._library, FOLDER_OF[kind]).items():
            for mark in marks_of(entry, self._library):
                found[mark].add(id)
        return found

    def _fits(self, id: str, asked: Question) -> bool:
        if asked.below:
            order, most = asked.below
            if not order_of(self._orders(id), order) < most:
                return False
        return not asked.words or all(word in self._texts(id) for word in asked.words)

    def _counts(self, ids: Iterable[str], begin: str, kinds: Iterable[str]) -> Mapping[str, int]:
        if not begin:
            return {}
        held = set(ids)
        marked = ((mark, some) for kind in kinds for mark, some in self._marks(kind).items())
        begun = ((mark, some) for mark, some in marked if mark.startswith(begin))
        return +Counter({mark: len(held & some) for mark, some in begun})

    def _place(self, id: str, asked: Question, kinds: Iterable[str]) -> tuple[object, ...]:
        orders, order = self._orders(id), asked.order
        if order == MOST:
            known = [*map(self._marks, kinds)]
            has = sum(id in marked.get(mark, ()) for marked in known for mark in asked.having[0])
            return -has, orders["place"]
        if order == BY_DESIGN:
            dated = (-ord(letter) for letter in f"{orders['dated']}\0")
            return orders[BY_DESIGN], *dated
        if " " not in order:
            return order_of(orders, order), orders["place"]
        return self._rank(id, f"{order} "), orders["name"], orders["place"]

    def _rank(self, id: str, begin: str) -> str:
        ranks = cell_orders(self._library.interventions[id], self._library)
        return next((one.removeprefix(begin) for one in ranks if one.startswith(begin)), LAST)

    def _entry(self, id: str) -> Entry:
        entry = self._library.entry(id)
        if entry is None:
            raise KeyError(id)
        return entry


def order_of(orders: Mapping[str, str], order: str) -> str:
    """An entry's place in an order; after all others where it has none."""
    return orders.get(order, LAST)
