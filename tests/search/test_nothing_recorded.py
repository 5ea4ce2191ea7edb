"""That nothing is recorded is said of no word in the cautions or harms of a treatment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.model.library import Library
from search.answering import people_boxes
from search.answering.caution_messages import MORE_ON_OTHERS, NOTHING_ON_OTHERS
from search.answering.results import Request
from search.answering.searcher import Index
from search.opening import open_index
from search.text.english import STOP_WORDS
from search.text.tokenizer import words


@pytest.fixture(scope="module")
def index(shipped_library: Library, shipped_index: Path) -> Index:
    return open_index(shipped_library, shipped_index)


def recorded(library: Library) -> Iterator[tuple[str, str]]:
    """The name of each treatment, or of its drug, with each word of its cautions and harms."""
    for id, entry in library.interventions.items():
        cautions = [one.caution for one in library.answers[id].cautions]
        said = [(one.what, one.arm) for one in cautions]
        said += [(one.what, one.arm) for one in entry.harms if one.seen == "yes"]
        for what, arm in said:
            for word in words(what):
                if word not in STOP_WORDS:
                    yield entry.name, word
                    yield arm or entry.name, word


@pytest.mark.full
def test_no_word_of_a_caution_or_harm_is_called_unrecorded(index: Index) -> None:
    asked = dict.fromkeys(recorded(index.content.library))
    wrong = {
        (name, word)
        for name, word in asked
        if (box := index.search(Request(f"{name} {word}")).answer)
        and box.kind == "none"
        and "no caution about" in box.text
    }
    assert len(asked) > 1000
    assert wrong == {
        ("Muscle relaxants (non-benzodiazepine)", "benzodiazepines"),  # part of its name
        *(
            (name, word)
            for name in ("Topical NSAIDs", "diclofenac gel")
            for word in ("nsaid", "nsaids")
        ),
    }


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("naproxen aspirin", "Not after an asthma attack, hives or another allergic reaction"),
        ("ibuprofen and aspirin together", "Serious harms recorded here: Heart attack"),
        ("topical NSAIDs aspirin", "Not with an allergy to aspirin or another NSAID"),
        ("muscle relaxants ciprofloxacin", "tizanidine: Not with strong CYP1A2 inhibitors"),
        ("muscle relaxants fluvoxamine", "tizanidine: Not with strong CYP1A2 inhibitors"),
        ("ibuprofen duloxetine", "an SSRI or an SNRI"),
        ("NSAID venlafaxine", "an SSRI or an SNRI"),
        ("tizanidine cipro", "Not with strong CYP1A2 inhibitors"),
        ("tizanidine ciproxin", "Not with strong CYP1A2 inhibitors"),
        ("tizanidine luvox", "Not with strong CYP1A2 inhibitors"),
        ("tizanidine quinolone", "Not with strong CYP1A2 inhibitors"),
        (
            "tizanidine amlodipine",
            "Recorded for blood-pressure medicines, which include amlodipine.",
        ),
        ("tizanidine lisinopril", "Watch people who also take blood-pressure medicines"),
        ("tizanidine clonidine", "Not with other alpha-2 agonists"),
        ("gabapentin diazepam", "Recorded for sedatives, which include diazepam."),
        ("gabapentin zopiclone", "Potentially fatal with opioids, other sedatives or alcohol"),
        ("gabapentin promethazine", "Recorded for sedatives, which include promethazine."),
        ("metaxalone sertraline", "With serotonergic medicines, a risk of serotonin syndrome"),
        ("baclofen sertraline", "Recorded for serotonergic medicines, which include sertraline."),
        ("baclofen sertraline", "baclofen: With opioids, a risk of respiratory depression"),
        ("cyclobenzaprine diazepam", "Adds to the effects of alcohol and of other sedatives"),
        ("cyclobenzaprine oxycodone", "Adds to the effects of alcohol and of other sedatives"),
        ("cyclobenzaprine zopiclone", "Adds to the effects of alcohol and of other sedatives"),
        ("cyclobenzaprine pethidine", "meperidine or verapamil, a risk of serotonin syndrome"),
        ("NSAIDs antidepressants", "an SSRI or an SNRI"),
        (
            "acupuncture eliquis",
            "Recorded for medicines that thin the blood, which include Eliquis.",
        ),
        (
            "my mother takes warfarin",
            "Recorded here about warfarin, by treatment:\nCupping: Do not use",
        ),
        ("apixaban", "NSAIDs (oral)"),
        ("rivaroxaban", "NSAIDs (oral)"),
        ("co-codamol with paracetamol", "Not with other products that contain paracetamol"),
        ("panadol and percocet", "Not with other products that contain paracetamol"),
        ("codeine and paracetamol together", "Not with other products that contain paracetamol"),
        ("apixaban", "Epidural steroid injection: Harms recorded here: Bleeding behind"),
        ("baclofen stop suddenly", "Hallucinations and seizures when it is stopped suddenly"),
        ("muscle relaxant driving", "tizanidine: Drowsiness"),
        ("muscle relaxant driving", "baclofen: Drowsiness"),
        ("opioids driving", "no caution about driving and alertness is recorded here. That doesn"),
        ("naproxen kidney disease", "no caution about kidney problems is recorded here. That"),
    ],
)
def test_what_a_caution_names_is_shown(index: Index, query: str, says: str) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == "caution"
    assert says in box.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("cyclobenzaprine baclofen", "Adds to the effects of alcohol and of other sedatives"),
        ("ibuprofen gabapentin", "Gabapentin: Recorded about other medicines: Take care"),
        ("naproxen losartan", "More risk of bleeding with a corticosteroid"),
    ],
)
def test_cautions_that_may_mean_a_medicine_by_another_name_are_shown(
    index: Index, query: str, says: str
) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == "none"
    assert "is recorded here by that name. That doesn\u2019t mean it\u2019s safe." in box.text
    assert says in box.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("NNT cyclobenzaprine", "number needed to treat 2.7"),
        ("muscle relaxants NNT", "number needed to treat 2.7"),
        ("tizanidine NNT", "No NNT is recorded here for Tizanidine"),
        ("gabapentin NNH", "gabapentin: Dizziness (risk ratio 1.99 (1.17 to 3.37); number needed"),
        (
            "pregabalin NNH",
            "Harms recorded here: pregabalin: Dizziness (number needed to harm 11).",
        ),
    ],
)
def test_a_number_needed_is_found_wherever_it_is_recorded(
    index: Index, query: str, says: str
) -> None:
    box = index.search(Request(query)).answer
    assert box and says in box.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("can I take paracetamol while pregnant", "recommended doses can be taken in pregnancy"),
        ("paracetamol breastfeeding", "recommended doses can be taken in pregnancy"),
        ("ACP guideline muscle relaxants", "Lapsed: past its own expiry."),
        (
            "guidelines muscle relaxants",
            "American College of Physicians (ACP), 2017, strong, lapsed",
        ),
        ("opioid guideline ACP", "for, weak. As the second line."),
        ("opioid guideline ACP", "neither, weak. A last resort only"),
    ],
)
def test_what_is_recorded_comes_with_what_limits_it(index: Index, query: str, says: str) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind in ("delivery", "guideline")
    assert says in box.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("NSAID kidney disease", "Gastrointestinal and renal risk."),
        ("diazepam driving", "Drowsiness, fatigue and lightheadedness."),
        ("tramadol epilepsy", "seizures"),
        ("naproxen eGFR 40", "renal risk."),
        ("naproxen creatinine clearance 40", "renal risk."),
        ("baclofen drowsiness", "Drowsiness (10 to 63%)"),
        (
            "older people muscle relaxants",
            "Cyclobenzaprine, which has a page of its own: Take care",
        ),
        ("who must not have a muscle relaxant", "Cyclobenzaprine has a page of its own, with more"),
        ("muscle relaxants sertraline", "With an SSRI, an SNRI, a tricyclic, tramadol"),
    ],
)
def test_a_harm_about_the_question_is_not_followed_by_a_denial(
    index: Index, query: str, says: str
) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == "caution" and says in box.text
    assert "No caution" not in box.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (
            "kidney",
            "Recorded here about kidney problems, by treatment:\nCupping: Do not use: Never",
        ),
        ("pregnancy", "Acupuncture: Take care: Pregnancy: tell the practitioner."),
        ("pregnant what is safe", "Paracetamol: Recorded on how it\u2019s given: The NHS in Wales"),
        ("breastfeeding", "Paracetamol: Recorded on how it\u2019s given: The NHS in Wales"),
        ("what can I take when pregnant", "recorded here for other treatments. That doesn\u2019t"),
        ("driving", "Benzodiazepines: Harms recorded here: Drowsiness, fatigue"),
        ("can I drive on these pills", "Opioids: Harms recorded here: tramadol: Dizziness"),
        ("what can I give a pregnant woman", "Recorded here about pregnancy, by treatment:"),
    ],
)
def test_people_alone_lead_to_what_is_recorded_about_them(
    index: Index, query: str, says: str
) -> None:
    results = index.search(Request(query))
    assert results.answer and says in results.answer.text
    assert not any("Nothing here is about" in said for said in results.changed)
    assert not any("Did you mean" in offer.text for offer in results.offers)


def test_a_page_on_a_medicine_of_the_class_is_linked(index: Index) -> None:
    offers = index.search(Request("who must not have a muscle relaxant")).offers
    assert any(one.url == "/interventions/cyclobenzaprine#cautions" for one in offers)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("gabapentin drinking", "Potentially fatal with opioids, other sedatives or alcohol"),
        ("drinking on gabapentin", "Potentially fatal with opioids"),
        ("can I have a beer with gabapentin", "Potentially fatal with opioids"),
        ("paracetamol wine", "more than 14 units of alcohol a week"),
        ("going to the pub on cyclobenzaprine", "Adds to the effects of alcohol"),
        (
            "can I drink with my tablets",
            "\nCyclobenzaprine: Interacts: Adds to the effects of alcohol",
        ),
    ],
)
def test_drinking_in_other_words_is_about_alcohol(index: Index, query: str, says: str) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == "caution"
    assert says in box.text


@pytest.mark.parametrize(
    "query",
    ["drinking water", "how much water should I drink", "gabapentin drink plenty of water"],
)
def test_drinking_water_is_not(index: Index, query: str) -> None:
    results = index.search(Request(query))
    assert "alcohol" not in (results.answer.text if results.answer else "").lower()
    assert not any(one.kind == "qualifier" for one in results.understood)


def test_the_harms_of_the_drug_that_is_named_do_not_repeat_its_name(index: Index) -> None:
    box = index.search(Request("tramadol SSRI")).answer
    assert box and "recorded here: Addiction, overdose and death; Respiratory" in box.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (
            "NSAID 85 yo with CKD",
            "greater risk of serious gastrointestinal events.\nHarms recorded",
        ),
        ("NSAID 85 yo with CKD", "renal risk."),
        ("naproxen breastfeeding asthma", "no caution about breastfeeding is recorded here"),
        ("ibuprofen 85yo", "older age, poor health or advanced liver disease"),
        ("diazepam for my 80-year-old mother", "Older or debilitated people need a lower dose"),
        ("cyclobenzaprine for a 12 year old", "Use under 15 years of age is not established"),
        ("baclofen driving", "Drowsiness (10 to 63%)"),
        ("heavy machinery tizanidine", "tizanidine: Drowsiness"),
        ("cyclobenzaprine makes me sleepy", "Impairs driving"),
        ("amitriptyline long QT", "With care in heart disease"),
        ("can't pee amitriptyline", "urinary retention"),
        ("hives after aspirin", "hives or another allergic reaction"),
        ("ibuprofen made me wheeze", "Not after an asthma attack"),
        ("methocarbamol myasthenia", "With care in myasthenia gravis"),
        ("opioids respiratory depression", "Not with marked respiratory depression"),
        ("I've run out of my diazepam", "a sudden stop or a fast reduction can bring life-threat"),
        ("came off amitriptyline feel awful", "Do not stop it suddenly"),
        ("stopped my gabapentin cold turkey", "Do not stop it suddenly"),
        ("do I need an X-ray for my back", "routine imaging is not"),
        ("maximum tizanidine per day", "no more than 36 mg a day"),
        ("forgot to take my gabapentin", "300 mg on day 1"),
    ],
)
def test_people_drugs_and_questions_are_known_by_other_words(
    index: Index, query: str, says: str
) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind in ("caution", "guideline", "delivery")
    assert says in box.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("NSAID and ACE inhibitor", "no caution about ACE inhibitors is recorded here"),
        ("naproxen beta blockers", "no caution about beta blockers is recorded here"),
        ("itchy all over after tramadol", "isn\u2019t mentioned here, though other words for it"),
        ("itchy all over after tramadol", "Serious harms recorded here: Addiction"),
    ],
)
def test_what_isnt_recorded_is_said_of_no_more_than_the_words(
    index: Index, query: str, says: str
) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == "none"
    assert says in box.text


@pytest.mark.parametrize("query", ["5 years of back pain", "ibuprofen for a 30 year old"])
def test_not_every_number_of_years_is_an_age_with_cautions(index: Index, query: str) -> None:
    assert not any(one.kind == "qualifier" for one in index.search(Request(query)).understood)


@pytest.mark.parametrize(
    "query",
    [
        "numb between my legs",
        "my leg has gone numb and I can't lift my foot",
        "fever and back pain",
    ],
)
def test_next_to_a_red_flag_no_box_says_that_nothing_is_recorded(index: Index, query: str) -> None:
    results = index.search(Request(query))
    assert results.red_flags and results.answer is None


@pytest.mark.parametrize("query", ["sleepy", "sleepiness", "drowsy"])
def test_being_sleepy_finds_drowsiness(index: Index, query: str) -> None:
    results = index.search(Request(query))
    assert not results.outside
    assert "rowsiness" in "".join(text for text, _ in results.hits[0].excerpt)


@pytest.mark.parametrize(
    ("query", "lacks"),
    [
        ("pregabalin makes me depressed", "respiratory depression"),
        ("can I operate machinery on cyclobenzaprine", "operations"),
        ("muscle relaxer while nursing", "about muscle relaxer"),
    ],
)
def test_words_that_only_look_alike_are_not_answered_for(
    index: Index, query: str, lacks: str
) -> None:
    box = index.search(Request(query)).answer
    assert box is None or lacks not in box.text


@pytest.mark.parametrize("query", ["topiramate pregnancy", "levetiracetam breastfeeding"])
def test_a_caution_about_people_is_not_one_about_a_medicine(index: Index, query: str) -> None:
    box = index.search(Request(query)).answer
    assert box is not None and "no entry about it" in box.text
    assert f"Cautions about {query.split()[0]}" not in box.text


def test_running_out_of_a_medicine_is_no_exercise(index: Index) -> None:
    offers = index.search(Request("I've run out of my diazepam")).offers
    assert not any("Walking" in offer.text for offer in offers)
    assert index.search(Request("running")).hits[0].id == "walking"


@pytest.mark.parametrize("query", ["TENS settings", "interferential dose parameters"])
def test_how_a_device_is_set_is_how_it_is_given(index: Index, query: str) -> None:
    results = index.search(Request(query))
    assert not results.outside
    assert results.offers[0].url.endswith("#delivery")


def test_a_dose_comes_with_what_forbids_it(index: Index) -> None:
    box = index.search(Request("tizanidine dose")).answer
    assert box and box.kind == "delivery"
    assert "not for back pain" in box.text
    assert "Do not use: tizanidine: Not with strong CYP1A2 inhibitors (fluvoxamine" in box.text


@pytest.mark.parametrize(
    ("query", "said", "unsaid"),
    [
        ("stopping tizanidine suddenly", "Reduce it slowly when stopping", "no caution"),
        ("stopping gabapentin suddenly", "over at least 1 week", "no caution"),
        ("can I take ibuprofen with kidney disease", "Apart from that, no caution", "(oral): no"),
        ("tizanidine dose", "Liver injury", ""),
        ("duloxetine dose", "Suicidal thoughts", ""),
        ("ibuprofen dose", "Heart attack or stroke", ""),
        ("blood thinners", "\nCupping: Take care: With care in people who take", ""),
        ("what is a blood thinner", "Anticoagulant: A medicine", ""),
        ("naproxen vs ibuprofen", "No finding here compares Naproxen with Ibuprofen", ""),
        ("opioids stop suddenly", "and withdrawal", "eonatal"),
        ("duloxetine stopping", "no caution about stopping", "MAO"),
        ("tramadol for a 10 year old", "Respiratory depression", "Overdose (a"),
        ("gabapentin with codeine", "Potentially fatal with opioids", "no caution about"),
        ("clonazepam and alcohol", "coma and death, when taken with opioids", ""),
        ("epidural injection diabetic", "Abscess, meningitis", ""),
        ("can prednisolone cause mood swings", "depression and psychosis", ""),
        ("maximum paracetamol heavy drinker", "more than 14 units", ""),
        ("tramadol dose", "Tramadol: how it’s given, or how much, isn’t recorded here.", ""),
        ("how often can i take panadol", "no more than 8 tablets in 24 hours", "isn’t"),
        ("benzos for muscle spasm how many days", "diazepam: An add-on for", "isn’t recorded"),
        ("naproxen plus cyclobenzaprine", "muscle spasm with cyclobenzaprine added to", ""),
        ("ThermaCare heat wrap burn", "Skin irritation or burns", "unable to remove"),
        ("what do NICE and WHO disagree on", "one body is for these treatments", ""),
        ("WHO guideline", "World Health Organization (WHO), 2023, for: Acupuncture", ""),
        ("painkillers", "against paracetamol as the only medicine", "TENS"),
        ("orphenadrine urinary retention", "Not with an enlarged prostate", ""),
        ("ibuprofen and aspirin", "Ibuprofen: no caution about aspirin is recorded", ""),
        ("naproxen and diclofenac", "Naproxen: no caution about diclofenac is", ""),
        ("diazepam and tizanidine", "Tizanidine: Harms recorded here: tizanidine: Drow", ""),
        ("baclofen pregnancy", "in newborns of treated mothers too", "Not recorded"),
        ("muscle relaxants side effects", "Other harms on its page: 20, 1 of them serious", ""),
        ("NSAIDs who should not take", "Serious harms recorded here: Heart attack", ""),
        ("duloxetine age under 18", "adolescents and young adults", ""),
    ],
)
def test_no_recorded_danger_is_left_out_or_denied(
    index: Index, query: str, said: str, unsaid: str
) -> None:
    answer = index.search(Request(query)).answer
    assert answer is not None
    assert said in answer.text
    assert not unsaid or unsaid not in answer.text


def test_a_list_that_is_cut_does_not_say_that_nothing_else_is_recorded(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = index.search(Request("pregnancy")).answer
    monkeypatch.setattr(people_boxes, "MOST_TOLD", 3)
    cut = index.search(Request("pregnancy")).answer
    assert whole is not None
    assert cut is not None
    assert NOTHING_ON_OTHERS in whole.text
    assert NOTHING_ON_OTHERS not in cut.text
    assert cut.text.endswith(MORE_ON_OTHERS)
