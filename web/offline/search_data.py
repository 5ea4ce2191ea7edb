"""What the search of a copy knows: the index, the names, and the language, as plain values that a
browser reads. All of it is the server's own, so that nothing is kept in two places.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask

from kb.model.library import Library
from search.answering import excerpts, passage_ranking, similar_documents
from search.answering.searcher import Index
from search.engines.protocol import PASSAGE
from search.indexing.documents import Document
from search.indexing.fields import FIELDS, WEIGHTING, whole_name
from search.indexing.passages import NEVER_EXCERPTED
from search.query import emergencies, entry_names, identifiers, lexicon, red_flags, word_nodes
from search.query import questions as asked
from search.query.danger import DANGER
from search.query.red_flags import NEGATION, RedFlagFinder, Sign
from search.text import (
    emergency_words,
    english,
    folding,
    fuzzy,
    phonetics,
    spelling_variants,
    tokenizer,
)
from search.text.english_words import english_words
from web.core.markdown import plain_text
from web.core.reading_level import USUAL
from web.offline.copy_places import SEARCH, Places
from web.offline.search_answers import answer_data
from web.offline.search_cards import SearchPieces
from web.offline.word_filter import packed

TEXT_FIELDS = tuple(name for name, field in FIELDS.items() if field.weight)
Pairs = list[tuple[str, Any]]


def search_data(app: Flask, places: Places) -> bytes:
    """A script that sets the one value that the search reads: pages opened from a disk can load
    scripts, and nothing else.
    """

    def file_of(address: str) -> str:
        place = places.place(address, USUAL)
        return quote(place.file) if place else ""

    with app.test_request_context(SEARCH):
        app.preprocess_request()
        told = json.dumps(
            _data(SearchPieces(app, places), file_of), ensure_ascii=False, separators=(",", ":")
        )
    return f"globalThis.kbData = {told};\n".encode()


def _data(pieces: SearchPieces, file_of: Callable[[str], str]) -> dict[str, Any]:
    index, library = pieces.index, pieces.library
    ordered = sorted(index.content.documents.values(), key=_order)
    return {
        **_index(index, ordered),
        **_names(index, ordered),
        **LANGUAGE,
        "neverStemmed": list(index.lexicon.analyzer.never_stemmed.items()),
        "english": packed(sorted(english_words())),
        **_documents(pieces, ordered),
        **answer_data(pieces, ordered),
        "redFlags": _red_flags(index, library, file_of),
        "identifiers": _identifiers(library, ordered),
    }


def _order(document: Document) -> tuple[str, str]:
    """The order that decides among documents that score the same."""
    return " ".join(tokenizer.words(document.title)), document.id


def _index(index: Index, ordered: Iterable[Document]) -> dict[str, Any]:
    """The terms of every passage, after the number of its field."""
    numbers: dict[str, int] = {}
    terms = index.lexicon.analyzer.terms
    passages = [
        [
            [
                TEXT_FIELDS.index(name),
                *(numbers.setdefault(one, len(numbers)) for one in terms(text)),
            ]
            for name, texts in document.texts.items()
            for text in texts
        ]
        for document in ordered
    ]
    return {
        "fields": [(name, FIELDS[name].weight, FIELDS[name].length) for name in TEXT_FIELDS],
        "saturation": WEIGHTING.saturation,
        "passage": PASSAGE,
        "passages": passages,
        "terms": list(numbers),
        "words": list(index.lexicon.words.items()),
    }


def _names(index: Index, ordered: Iterable[Document]) -> dict[str, Any]:
    """What words are names, and what they mean by the vocabulary; terms are joined by spaces."""
    known = index.lexicon
    place = {document.id: number for number, document in enumerate(ordered)}
    ids = known.entry_names.ids
    focus = known.focus and whole_name(known.analyzer.terms(known.focus.title))
    return {
        "names": [
            (whole_name(name), field, sorted(place[id] for id in ids[name]))
            for name, field in known.names.items()
        ],
        "spelt": sorted(map(" ".join, entry_names.spelt_names(ordered))),
        "compounds": _joined(known.compounds.written, " ".join),
        "synonyms": _joined(known.synonyms, lambda others: list(map(" ".join, others))),
        "focus": focus,
        "sets": {
            **{name: sorted(words) for name, words in WORD_SETS.items()},
            "authors": sorted(known.entry_names.authors),
            "focusTerms": sorted(known.focus_terms),
            "fillerTerms": sorted(known.filler_terms),
            "definedTerms": sorted(known.defined_terms),
            "neverStemmedWords": sorted(known.analyzer.never_stemmed),
        },
    }


def _joined(values: Mapping[Any, Any], of: Callable[[Any], Any]) -> Pairs:
    """Pairs of a key, its terms joined, and what is read of its value."""
    return [
        (key if isinstance(key, str) else " ".join(key), of(value)) for key, value in values.items()
    ]


def _documents(pieces: SearchPieces, ordered: Iterable[Document]) -> dict[str, Any]:
    """What hits show: their cards, in plain words where those differ, and the text that excerpts
    are taken from.
    """
    cards, plain = pieces.cards(plain=False), pieces.cards(plain=True)
    return {
        "documents": [{"id": one.id, "kind": one.kind} for one in ordered],
        "cards": [cards[one.id] for one in ordered],
        "plainCards": [(at, plain[one.id]) for at, one in enumerate(ordered) if one.id in plain],
        "texts": [[text for texts in one.texts.values() for text in texts] for one in ordered],
        "neverExcerpted": sorted(NEVER_EXCERPTED),
        "excerpts": {
            "length": excerpts.LENGTH,
            "lead": excerpts.LEAD,
            "least": excerpts.LEAST_WORTH,
        },
    }


def _signs(signs: Iterable[Sign]) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
    told = ((tuple(sorted(sign.terms)), sign.flags, sign.near) for sign in signs)
    return list(dict.fromkeys(told))


def _red_flags(index: Index, library: Library, file_of: Callable[[str], str]) -> dict[str, Any]:
    """The signs of danger, and what is said where one is typed."""
    analyzer = index.lexicon.analyzer
    finder = RedFlagFinder(library, analyzer, lambda word: False)
    conditions = library.conditions.values()
    return {
        "signs": _signs(sign for sign in finder.signs if not sign.alone),
        "alone": _signs(sign for sign in finder.signs if sign.alone),
        "forms": [(term, sorted(forms)) for term, forms in finder.words_of_signs.items()],
        "irregular": list(english.IRREGULAR_FORMS.items()),
        "negation": NEGATION.pattern,
        "otherwise": finder.otherwise.pattern,
        "danger": red_flags.DANGER,
        "fillers": sorted(english.SIGN_FILLERS),
        "conditions": [
            (whole_name(analyzer.terms(one.name)), [flag.id for flag in one.red_flags])
            for one in conditions
        ],
        "says": [
            (
                flag.id,
                plain_text(flag.lay or flag.sign),
                plain_text(flag.action),
                f"{file_of(f'/conditions/{one.id}')}#{flag.id}",
                plain_text(flag.plain_action or flag.action),
            )
            for one in conditions
            for flag in one.red_flags
        ],  # fmt: skip
    }


def _identifiers(library: Library, ordered: Iterable[Document]) -> Pairs:
    place = {document.id: number for number, document in enumerate(ordered)}
    known = identifiers.by_identifier(library.sources.values())
    return [(key, [place[id] for id in ids]) for key, ids in known.items()]


WORD_SETS: Mapping[str, Iterable[str]] = {
    "stopWords": english.STOP_WORDS,
    "questionWords": asked.ALL_QUESTION_WORDS,
    "askingWords": english.QUESTION_WORDS,
    "publicationWords": english.PUBLICATION_WORDS,
}
LANGUAGE: Mapping[str, Any] = {
    "letters": [(chr(code), by) for code, by in folding.LETTERS.items()],
    "greek": list(folding.GREEK.items()),
    "units": tokenizer.UNITS,
    "spellings": [
        (held, rule.pattern, shared.replace("\\", "$"))
        for held, rule, shared in spelling_variants.RULES
    ],
    "sounds": [(rule.pattern, sound.replace("\\", "$")) for rule, sound in phonetics.RULES],
    "questions": {
        "openings": sorted(english.QUESTION_OPENINGS),
        "comparing": sorted(english.COMPARISON_WORDS),
        "phrases": asked.PHRASES,
        "overviews": english.OVERVIEW_PHRASES,
        "horizons": [(name, said) for name, some in english.HORIZONS.items() for said in some],
        "deliveryVerbs": sorted(english.DELIVERY_VERBS),
        "stoppingVerbs": sorted(english.STOPPING_VERBS),
        "stoppingManners": sorted(english.STOPPING_MANNERS),
        "advice": sorted(english.ADVICE_WORDS),
        "using": sorted(english.USING_WORDS),
        "emergencies": [
            (kind, said) for kind, some in emergency_words.EMERGENCIES.items() for said in some
        ],
        "overdose": {
            "byMistake": sorted(emergency_words.BY_MISTAKE),
            "children": sorted(emergency_words.CHILDREN),
            "swallowed": sorted(emergency_words.SWALLOWED),
            "swallowing": sorted(emergency_words.SWALLOWING),
            "having": sorted(emergency_words.HAVING),
            "numbers": sorted(emergency_words.NUMBERS),
            "many": (emergency_words.MANY_TABLETS.start, emergency_words.MANY_TABLETS.stop),
            "amounts": sorted(emergency_words.AMOUNTS),
            "beforeAmounts": sorted(emergency_words.BEFORE_AMOUNTS),
            "afterAmounts": sorted(emergency_words.AFTER_AMOUNTS),
            "notTablets": sorted(emergency_words.NOT_TABLETS),
            "near": emergencies.NEAR,
        },
    },
    "between": sorted(word_nodes.BETWEEN),
    "naming": sorted(passage_ranking.NAMING),
    "common": lexicon.COMMON,
    "frequent": lexicon.FREQUENT,
    "enough": lexicon.ENOUGH,
    "longestName": entry_names.LONGEST_NAME,
    "weights": {
        "onlyTheName": word_nodes.ONLY_THE_NAME,
        "amongOthers": word_nodes.AMONG_OTHERS,
        "ofAPage": word_nodes.OF_A_PAGE,
        "byAuthor": word_nodes.BY_AUTHOR,
        "ofTheFocus": word_nodes.OF_THE_FOCUS,
        "weak": word_nodes.WEAK,
        "danger": DANGER,
    },
    "passageRanking": {
        "window": passage_ranking.WINDOW,
        "scattered": passage_ranking.SCATTERED,
        "publication": passage_ranking.PUBLICATION,
    },
    "likeness": {
        "leastWords": similar_documents.LEAST_WORDS,
        "nearest": similar_documents.NEAREST,
        "share": similar_documents.SHARE,
        "common": similar_documents.COMMON,
        "terms": similar_documents.TERMS,
    },
    "corrections": {
        "shortest": fuzzy.SHORTEST,
        "longest": fuzzy.LONGEST,
        "candidates": fuzzy.CANDIDATES,
        "twoEdits": fuzzy.TWO_EDITS,
        "sameSound": fuzzy.SAME_SOUND,
        "nameBonus": fuzzy.NAME_BONUS,
        "short": fuzzy.SHORT,
        "long": fuzzy.LONG,
        "part": fuzzy.PART,
        "vowel": phonetics.VOWEL,
        "prefixes": sorted(english.PREFIXES),
    },
}
