"""Small whole collections on disk, with made-up content: the tests' world of hopping, herb tea and
sore knees.
"""

from pathlib import Path

COLLECTION = """\
title: Sore knees
description: What helps sore knees, for tests only.
focus: sore-knees
focus-phrase: sore knees
recent-only: Acute pain only
licence: CC0-1.0
review-after: 365
thresholds:
  - {id: pain-100, outcomes: [pain], measure: MD, scales: [points-100], small: 5, moderate: 10, large: 20, source: able-2020}
  - {id: smd, outcomes: [pain, function], measure: SMD, small: 0.2, moderate: 0.5, large: 0.8, source: able-2020}
answer-order: [[chronic, mixed], [subacute], [acute], [radicular], [prevention]]
families: [pain, function, responder, quality-of-life, recovery, work, recurrence, sleep]
kinds: Kinds of pain
"""
OUTCOMES = """\
- {id: pain, name: Pain, definition: How strong the pain is.,
   words: {better: lower, worse: higher, of: "{noun} scores", plural: true,
           sizes: {verb: reduce, change: reduction, better: less, worse: more}}}
- {id: function, name: Function, definition: What people can do., synonyms: [disability],
   words: {of: "{noun} scores", plural: true,
           sizes: {verb: improve, change: improvement, better: better, worse: worse}}}
- {id: responder, name: Response, definition: How many people improved.,
   noun: the share of responders, event: a response, people: responders,
   words: {better: more, worse: fewer, of: responders, plural: true}}
- {id: recurrence, name: Recurrence, definition: Whether pain comes back., event: recurrence,
   bad-event: true, words: {better: fewer, worse: more, of: recurrences, plural: true}}
- {id: recovery, name: Recovery, definition: How soon people get well., event: recovery,
   words: {better: faster, worse: slower, of: recovery}}
- {id: work, name: Work, definition: Sick leave and return to work.,
   words: {better: less, worse: more, of: "{noun}", lower-only: true}}
- {id: adverse-events, name: Adverse events, definition: Unwanted., noun: adverse events,
   plural: true, event: adverse events, bad-event: true, harm: true,
   words: {better: fewer, worse: more, of: "{noun}", plural: true}}
- {id: comfort, name: Comfort, definition: How comfortable people say they are.}
"""
SCALES = """\
- {id: points-100, name: 0–100 scale, definition: From none to worst., phrase: a 0–100 scale, low: 0, high: 100, better: lower}
- {id: knee-48, name: Knee score, definition: Daily tasks., phrase: knee score 0–48, low: 0, high: 48, better: higher}
- {id: area, name: Area under the curve, definition: Ratings added up., phrase: area under the curve, better: lower}
"""
COMPARATORS = """\
- {id: no-treatment, name: No treatment, definition: Nothing was given., phrase: no treatment, group: no-care}
- {id: usual-care, name: Usual care, definition: What people ordinarily get., phrase: usual care, group: no-care}
- {id: placebo, name: Placebo, definition: Looks the same., phrase: placebo, group: inert}
- {id: sham, name: Sham, definition: A pretended treatment., phrase: a sham treatment, group: inert}
- {id: active, name: Another treatment, definition: A different real treatment., group: active}
- {id: added-to, name: Added to another treatment, definition: One group had this on top., group: added-to}
- {id: mixed, name: A mix, definition: Several comparators pooled., group: mixed}
"""
STAGES = """\
- {id: acute, name: Acute, definition: Recent., synonyms: [recent], opening: In acute knee pain, role: recent}
- {id: subacute, name: Subacute, definition: Past the acute weeks., opening: In subacute knee pain, role: recent}
- {id: chronic, name: Chronic, definition: Three months or longer., synonyms: [persistent], opening: In chronic knee pain, role: lasting}
- {id: mixed, name: Mixed or unstated, definition: Different durations together., opening: In knee pain of mixed or unstated duration, role: whole}
- {id: prevention, name: Prevention, definition: No pain at the start., opening: For preventing knee pain}
- {id: radicular, name: Radicular, definition: Pain that spreads., opening: In knee pain that spreads}
"""
CATEGORIES = """\
- {id: exercise, name: Exercise, definition: Planned physical activity.}
- {id: drug, name: Medicines, definition: Taken by mouth., synonyms: [drugs]}
"""
TERMS = """\
- {id: sham, name: Sham treatment, definition: A pretended treatment.}
- {id: tea, name: Tea, definition: A hot drink., means: [herb-tea]}
"""
GROUPS = """\
- {id: children, name: Children, definition: Children and teenagers., synonyms: [child]}
- {id: kidney, name: Kidneys, definition: Kidney disease., synonyms: [renal]}
- {id: kidney-stones, within: [kidney], name: Kidney stones, definition: Stones in the kidneys.}
"""
HOPPING = """\
name: Hopping
category: exercise
synonyms: [hops]
summary: May ease chronic knee pain a little [@able-2020]. Very few people were studied.
findings:
  - id: able-2020--1
    population: Adults with chronic knee pain
    stage: chronic
    comparator: usual-care
    outcome: pain
    timepoint: 3 months
    horizon: short
    effect:
      measure: MD
      estimate: -7.20
      low: -11.3
      high: -3.1
      scale: points-100
      better: lower
    studies: 4
    participants: 313
    certainty: {level: low}
    source: able-2020
    key: true
  - id: baker-2019--1
    population: Adults with acute knee pain
    stage: acute
    comparator: added-to
    than: rest
    outcome: function
    result: no-clear-difference
    certainty: {level: not-graded}
    source: baker-2019
    words: No difference was shown.
    key: true
harms:
  - {what: Sore feet, frequency: 3 of 40, source: baker-2019}
cautions:
  - {kind: contraindicated, what: Not on stairs, source: baker-2019}
delivery:
  - {what: Ten hops each morning, who: Nobody, dose: Once a day, duration: 6 weeks, source: able-2020}
recommendations:
  - {body: Knee Society, year: 2021, population: chronic pain, stage: [chronic], direction: for, strength: weak, source: knee-society-2021}
disagreements:
  - {what: The guideline and the trial differ on stairs., sources: [baker-2019, knee-society-2021]}
unknown: [Whether it helps after a year.]
related: [herb-tea]
changes: [{date: 2026-01-15, what: First version}]
reviewed: 2026-01-15
"""
HERB_TEA = """\
name: Herb tea
category: drug
summary: One trial found no clear difference in function [@baker-2019].
findings:
  - id: baker-2019--2
    population: Adults with acute knee pain
    stage: acute
    comparator: placebo
    outcome: function
    result: no-clear-difference
    certainty: {level: not-graded}
    source: baker-2019
    key: true
related: [hopping]
changes: [{date: 2026-01-15, what: First version}]
reviewed: 2026-01-15
"""
SORE_KNEES = """\
name: Sore knees
synonyms: [knee ache]
summary: Pain at the knee [@knee-society-2021].
red-flags:
  - {id: rf-swelling, sign: Hot swelling, lay: A fat knee, may-mean: Infection, action: See a doctor, sources: [knee-society-2021]}
factors:
  - {id: pf-stairs, factor: Many stairs, evidence: Not studied., strength: Low, sources: [knee-society-2021]}
kinds:
  - {id: bt-runner, kind: Runner's knee, evidence: Not studied., sources: [knee-society-2021]}
burden:
  - {id: bu-lifetime, measure: Lifetime prevalence, value: 10%, population: Adults, sources: [knee-society-2021]}
pathway:
  - id: first-line
    role: first-line
    title: Start
    stage: [chronic]
    what: Hop first [@knee-society-2021].
    interventions: [hopping]
    sources: [knee-society-2021]
caveats:
  - {what: All of this is made up.}
changes: [{date: 2026-01-15, what: First version}]
reviewed: 2026-01-15
"""
HEALS = """\
claim: Hopping heals knees.
verdict: not-supported
why: One review found a small difference only [@able-2020].
about: [hopping, sore-knees#pf-stairs]
sources: [able-2020]
changes: [{date: 2026-01-15, what: First version}]
reviewed: 2026-01-15
"""
ABLE = """\
type: article-journal
design: systematic-review
author: [{family: Able, given: AB}]
title: Hopping for knees
container-title: Journal of Made-up Trials
issued: 2020
volume: 12
page: 1-9
DOI: 10.5555/hopping.1
PMID: 12345678
PMCID: PMC1234567
ISSN: 0317-8471
search-date: 2019-11
"""
BAKER = """\
type: article-journal
design: rct
author: [{family: Baker, given: C}]
title: Hopping and herb tea
issued: 2019-05
"""
SOCIETY = """\
type: report
design: guideline
author: [{literal: Knee Society}]
title: Guideline on knees
publisher: Knee Society
issued: 2021-03-04
"""
FILES = {
    "collection.yaml": COLLECTION,
    "vocabulary/outcomes.yaml": OUTCOMES,
    "vocabulary/scales.yaml": SCALES,
    "vocabulary/comparators.yaml": COMPARATORS,
    "vocabulary/stages.yaml": STAGES,
    "vocabulary/categories.yaml": CATEGORIES,
    "vocabulary/terms.yaml": TERMS,
    "vocabulary/groups.yaml": GROUPS,
    "interventions/hopping.yaml": HOPPING,
    "interventions/herb-tea.yaml": HERB_TEA,
    "conditions/sore-knees.yaml": SORE_KNEES,
    "claims/hopping-heals.yaml": HEALS,
    "sources/able-2020.yaml": ABLE,
    "sources/baker-2019.yaml": BAKER,
    "sources/knee-society-2021.yaml": SOCIETY,
}


def write_collection(folder: Path, **files: str | bytes | None) -> Path:
    """Write a small whole collection without problems, and return its folder.

    Each keyword replaces a file or adds one: its path with `__` for `/` and `_` for `-`, without
    `.yaml` (`interventions__herb_tea="..."`); None leaves the file out.
    """
    wanted: dict[str, str | bytes | None] = dict(FILES)
    wanted.update(
        {f"{name.replace('__', '/').replace('_', '-')}.yaml": text for name, text in files.items()}
    )
    for path, text in wanted.items():
        if text is not None:
            write(folder, path, text)
    return folder


def write(folder: Path, path: str, text: str | bytes) -> None:
    """Write one file of a collection."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
