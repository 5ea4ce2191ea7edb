"""References in the shapes other programs publish; the publications are made up."""

from pathlib import Path

RIS = """TY  - JOUR
AU  - de Able, Anna-Lena B.
AU  - Baker,C.D., Jr.
AU  - World Hop Council,
TI  - Warm sand &amp; rest: a trial.
JF  - Journal of Made-up Trials
JA  - J Made-up Trials
PY  - 2011
DA  - 2011/05/07/
VL  - 155
IS  - 9
SP  - e569
EP  - e578
DO  - https://doi.org/10.5555/sand_(1)
SN  - 03178471
UR  - https://example.org/a_b?c=1
LA  - English
KW  - sand
ER  -
"""

NBIB = """
PMID- 23456781
OWN - NLM
IS  - 0317-8471 (Print)
VI  - 155
IP  - 9
DP  - 2011 May 7
TI  - Warm sand and rest: a
      randomized trial.
PG  - 569-78
LID - 10.5555/sand_(1) [doi]
FAU - de Able, Anna B
AU  - de Able AB
CN  - World Hop Council
LA  - eng
PT  - Journal Article
PT  - Randomized Controlled Trial
TA  - J Made-up Trials
JT  - Journal of Made-up Trials
PMC - PMC2345678
SO  - J Made-up Trials. 2011 May 7;155(9):569-78.
"""

BIBTEX = r"""@string{jmt = {Journal of Made-up Trials}}
@article{able2011,
  author = {de Able, Anna B. and Baker, Jr., Charles and {World Hop Council} and others},
  title = {Warm {S}and \& rest in {\"O}rebro: a trial},
  journal = jmt,
  year = 2011, month = may, day = 7,
  volume = {155}, number = {9}, pages = {e569--e578},
  doi = {10.5555/sand_(1)}, url = {https://example.org/a_b?c=%20&d=1},
  abstract = {Nothing.},
}
@techreport{who2020,
  author = {{World Health Organization Regional Office}},
  title = {Hopping}, institution = {WHO}, address = {Geneva}, number = {WHO/1}, year = {2020},
}
"""

CSL_JSON = """[{"id": "x", "type": "article-journal", "title": "Warm sand and rest",
 "author": [{"family": "Able", "given": "AB", "non-dropping-particle": "de", "suffix": "Jr."},
  {"literal": "World Hop Council"}],
 "editor": [{"family": "Baker", "given": "C"}],
 "container-title": "Journal of Made-up Trials", "container-title-short": "J Made-up Trials",
 "issued": {"date-parts": [[2011, 5, 7]]}, "accessed": {"date-parts": [[2020, 1, 2]]},
 "volume": 155, "issue": "9", "page": "e569-e578", "DOI": "10.5555/sand_(1)",
 "language": "en-GB", "publisher": "Hop", "publisher-place": "Hopton",
 "note": "PMID: 23456781\\nRead in print.", "abstract": "Nothing."}]
"""

CSL_YAML = """---
references:
- id: x
  type: article-journal
  title: Warm sand and rest
  author:
  - family: Able
    given: A. B.
  issued:
  - year: 2011
    month: 5
  container-title: Journal of Made-up Trials
  DOI: 10.5555/sand_(1)
...
"""

ENDNOTE = """<?xml version="1.0" encoding="UTF-8" ?><xml><records><record>
<database name="x.enl">x.enl</database><rec-number>1</rec-number>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Able, A. B.</style></author>
<author>World Hop Council,</author></authors></contributors>
<titles><title><style face="normal">Warm sand</style><style face="italic"> and rest</style></title>
<secondary-title>Journal of Made-up Trials</secondary-title></titles>
<periodical><full-title>Journal of Made-up Trials</full-title><abbr-1>J Trials</abbr-1></periodical>
<pages>569-578</pages><volume>155</volume><number>9</number>
<dates><year>2011</year><pub-dates><date>May 7</date></pub-dates></dates>
<isbn>0317-8471</isbn><electronic-resource-num>doi:10.5555/sand_(1)</electronic-resource-num>
<accession-num>23456781</accession-num>
<remote-database-provider>NLM</remote-database-provider>
<urls><related-urls><url>https://example.org/a</url></related-urls></urls>
<keywords><keyword>sand</keyword></keywords>
</record></records></xml>
"""

ALL = {
    "a.ris": RIS,
    "b.nbib": NBIB,
    "c.bib": BIBTEX,
    "d.json": CSL_JSON,
    "e.yaml": CSL_YAML,
    "f.xml": ENDNOTE,
}


def written(folder: Path, name: str, text: str | bytes) -> Path:
    """A file with that text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
