"""English words of questions about the site itself, not about what it holds: only lists, for an
editor to read.
"""

from collections.abc import Mapping
from typing import Literal

Site = Literal[
    "cite",
    "mistake",
    "references",
    "data",
    "gaps",
    "current",
    "rating",
    "advice",
    "licence",
    "about",
]


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in listed.split(", "))


SITE_PHRASES: Mapping[Site, tuple[tuple[str, ...], ...]] = {
    "cite": _phrases(
        "cite this, cite you, cite it, cite your, cite the site, cite the website, reference this,"
        " citing this"
    ),
    "mistake": _phrases(
        "report a mistake, report an error, report a problem, found a mistake, found an error,"
        " spotted a mistake, spotted an error, mistake on this, error on this,"
        " suggest a correction, suggest corrections, suggest a change, give feedback,"
        " send feedback, leave feedback,"
        " contact you, contact us, contact the editors, contact the authors, contact the editor,"
        " how do i contact, how can i contact, who do i contact, something wrong with this"
    ),
    "references": _phrases(
        "export ris, export bibtex, export references, export the references, export citations,"
        " export sources, export the sources, export to zotero, export to endnote,"
        " export to mendeley, as ris, as bibtex, as endnote, in ris, in bibtex, ris file,"
        " ris format, ris export, bibtex file, bibtex format, bibtex export, download ris,"
        " download bibtex, download references, download the references, download citations,"
        " reference manager, reference managers"
    ),
    "data": _phrases(
        "download the data, download data, download all, download everything, download this,"
        " download as, export the data, export data, raw data, data set, dataset, open data,"
        " your data, the data behind, as csv, as json, as excel, spreadsheet, rest api, json api,"
        " api access, an api, export csv, export json, export excel, export results,"
        " export table, export tables, export this, export everything, csv file, csv export,"
        " to csv, to excel, in csv, download csv, download json, download excel, download results,"
        " download table, download tables, download evidence, download the evidence"
    ),
    "gaps": _phrases(
        "gaps in research, gaps in the research, gaps in evidence, gaps in the evidence,"
        " gaps in our evidence, gaps in your evidence, gaps in knowledge, gaps in our knowledge,"
        " gaps in the literature, gaps in literature, evidence gap, evidence gaps, research gap,"
        " research gaps, knowledge gap, knowledge gaps, gap map, research priorities,"
        " future research, further research"
    ),
    "current": _phrases(
        "how current is, how current are, how up to date is, how up to date are,"
        " is this up to date, last updated, when was this, how often is this updated,"
        " how recent is this, how old is this, is this out of date"
    ),
    "rating": _phrases(
        "how is this graded, how are these graded, how is it graded, how do you grade,"
        " how do you rate, how is this rated, how are these rated, how are studies rated,"
        " how are treatments rated, how is the evidence graded, how is the evidence rated,"
        " how is evidence graded, how is certainty rated, how is certainty graded,"
        " how is certainty decided, your grading, your ratings"
    ),
    "advice": _phrases(
        "is this medical advice, is this advice, can i trust this, can you diagnose"
    ),
    "licence": _phrases(
        "copyright, creative commons, can i reuse, can i copy, allowed to reuse, allowed to copy,"
        " data licence, data license, what licence, what license"
    ),
    "about": _phrases(
        "who writes this, who writes these, who is behind this, who edits this, who checks this,"
        " who are the authors, who are the editors, who made these, who runs,"
        " this website, this site, this database, this collection, this page, your website,"
        " your site, the website, who funds, who funded, who funds this, who funded this,"
        " who made this, who runs this, who wrote this, who owns this, who publishes,"
        " who are you, funded by, conflicts of interest, conflict of interest"
    ),
}
# What these ask about the site where nothing else was typed.
SITE_WORDS: Mapping[str, Site] = {
    "about": "about",
    "api": "data",
    "bibtex": "references",
    "contact": "mistake",
    "corrections": "mistake",
    "csv": "data",
    "disclaimer": "advice",
    "download": "data",
    "downloads": "data",
    "editors": "about",
    "endnote": "references",
    "export": "data",
    "exports": "data",
    "feedback": "mistake",
    "funding": "about",
    "gaps": "gaps",
    "json": "data",
    "licence": "licence",
    "license": "licence",
    "mendeley": "references",
    "methodology": "rating",
    "ris": "references",
    "zotero": "references",
}
