"""What the search of a copy knows: the index, the names, and the language, as plain values that a
browser reads. All of it is the server's own, so that nothing is kept in two places.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from kb.model.library import Library
from search.answering import passage_ranking, similar_documents
from search.answering.searcher import DANGER, Index
from search.engines.protocol import PASSAGE
from search.indexing.documents import Document
from search.indexing.fields import FIELDS, WEIGHTING, whole_name
from search.query import entry_names, identifiers, lexicon, word_nodes
from search.query import questions as asked
from search.query.red_flags import NEAR, NEGATION, OTHERWISE, RedFlagFinder
from search.text import english, folding, fuzzy, phonetics, spelling_variants, tokenizer
from search.text.english_words import english_words
from web.core.links import entry_url
from web.core.markdown import plain_text
from web.core.reading_level import USUAL
from web.core.reload import State
from web.offline.copy_places import Places
from web.offline.word_filter import packed
from web.parts.labels import CERTAINTY, SHOWS, standing

TEXT_FIELDS = tuple(name for name, field in FIELDS.items() if field.weight)
Pairs = list[tuple[str, Any]]


def search_data(state: State, places: Places) -> bytes:
    """A script that sets the one value that the search reads: pages opened from a disk can load
    scripts, and nothing else.
    """

    def file_of(address: str) -> str:
        place = places.place(address, USUAL)
        return quote(place.file) if place else ""

    told = json.dumps(_data(state, file_of), ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.kbData = {told};\n".encode()


def _data(state: State, file_of: Callable[[str], str]) -> dict[str, Any]:
    index, library = state.index, state.library
    ordered = sorted(index.content.documents.values(), key=_order)
    return {
        **_index(index, ordered),
        **_names(index, ordered),
        **LANGUAGE,
        "neverStemmed": list(index.lexicon.analyzer.never_stemmed.items()),
        "english": packed(sorted(english_words())),
        "documents": [_shown(one, library, file_of) for one in ordered],
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
        "spelt": sorted(map(" ".join, known.entry_names.spelt)),
        "compounds": _joined(known.compounds.written, " ".join),
        "synonyms": _joined(known.synonyms, lambda others: list(map(" ".join, others))),
        "concepts": _joined(known.concepts, lambda found: [one.kind for one in found]),
        "focus": focus,
        "sets": {
            **{name: sorted(words) for name, words in WORD_SETS.items()},
            "authors": sorted(known.entry_names.authors),
            "stages": [terms[0] for terms in known.stages if len(terms) == 1],
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


def _shown(
    document: Document, library: Library, file_of: Callable[[str], str]
) -> dict[str, str | None]:
    """What a hit shows."""
    entry, badge = library.entry(document.id), document.badge
    status = standing(library.sources.get(document.id))
    certainty = next((one for value, one in CERTAINTY.items() if value == badge.certainty), None)
    magnitude = next((one for value, one in SHOWS.items() if value == badge.magnitude), None)
    return {
        "id": document.id,
        "kind": document.kind,
        "title": plain_text(document.title),
        "file": file_of(entry_url(entry)) if entry else "",
        "says": plain_text(getattr(entry, "summary", "") or getattr(entry, "why", "")),
        "more": " · ".join(one.words for one in (certainty, magnitude) if one),
        "status": status.words if status else "",
    }


def _red_flags(index: Index, library: Library, file_of: Callable[[str], str]) -> dict[str, Any]:
    """The signs of danger, and what is said where one is typed."""
    analyzer = index.lexicon.analyzer
    finder = RedFlagFinder(library, analyzer, lambda word: False)
    conditions = library.conditions.values()
    return {
        "signs": list(
            dict.fromkeys((tuple(sorted(sign.terms)), sign.flags) for sign in finder.signs)
        ),
        "forms": [(term, sorted(forms)) for term, forms in finder.words_of_signs.items()],
        "irregular": list(english.IRREGULAR_FORMS.items()),
        "negation": NEGATION.pattern,
        "otherwise": OTHERWISE.pattern,
        "near": NEAR,
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
            )
            for one in conditions
            for flag in one.red_flags
        ],  # fmt: skip
    }


def _identifiers(library: Library, ordered: Iterable[Document]) -> Pairs:
    place = {document.id: number for number, document in enumerate(ordered)}
    found: dict[str, list[int]] = {}
    for id, source in library.sources.items():
        for key in identifiers.keys_of(source):
            found.setdefault(key, []).append(place[id])
    return list(found.items())


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
        "horizons": [phrase for phrases in english.HORIZONS.values() for phrase in phrases],
        "deliveryVerbs": sorted(english.DELIVERY_VERBS),
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
