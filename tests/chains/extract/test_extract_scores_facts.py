"""Facts that scores ask for, told of tumour and person: its part of the pancreas, tissue, symptoms."""

from typing import Any

import pytest

from chains.extract import read_case


def read(text: str, field: str) -> Any:
    return getattr(read_case(text).case, field)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("pancreatic head NET 18 mm", "head"),
        ("head of the pancreas 18 mm NET", "head"),
        ("pNET HOP 2.2 cm", "head"),
        ("uncinate process NET, 15 mm", "uncinate"),
        ("Mass in the head of the pancreas; NET. EUS: tumour of the uncinate process 14 mm", "uncinate"),
        ("incidental 9 mm lesion of the pancreatic neck, biopsy NET", "neck"),
        ("insulinoma of the pancreatic corpus, 16 mm", "body"),
        ("NET of the pancreatic body and tail", "body"),
        ("pNET body/tail 22 mm", "body"),
        ("Tail of pancreas: NET, 5.2 cm", "tail"),
        ("pNET in the tail", "tail"),
        ("pNET tail 4.5 cm", "tail"),
        ("pancreatic NET, the EUS biopsy of the tail lesion showed a Ki-67 of 7 %", "tail"),
        ("pNET, the tumour is not in the head but in the tail of the pancreas", "tail"),
    ],
)
def test_the_part_of_the_pancreas_is_that_of_the_primary(text: str, part: str) -> None:
    assert read(text, "pancreas_part") == part


@pytest.mark.parametrize(
    "text",
    [
        "ileal NET; physiological uptake in the uncinate process; pancreatic head normal",
        "pNET G2. Head CT normal. No headache.",
        "ileal NET with a lesion in the pancreatic head",
        "duodenal NET invading the pancreatic head",
        "pNET: a cyst in the pancreatic tail",
        "pNET resected; recurrence in the pancreatic tail",
        "Tail of the pancreas atrophic. pNET.",
        "NET of unknown primary, possible lesion in the pancreatic tail",
        "pNET G2. Is it in the pancreatic head?",
        "Her mother had a NET of the pancreatic tail. She has a pNET.",
        "pNET in the head/neck of the pancreas",
        "2 panc NETs: head 3.1 cm + tail 1 cm",
    ],
)
def test_another_tumour_or_an_organ_without_one_tells_no_part_of_the_pancreas(text: str) -> None:
    assert read(text, "pancreas_part") is None


@pytest.mark.parametrize(
    ("text", "necrosis"),
    [
        ("Typical carcinoid, mitoses 1 per 2 mm2, no necrosis", "none"),
        ("Tumor necrosis: Not identified. Ki-67 3 %", "none"),
        ("lung carcinoid, necrosis absent", "none"),
        ("lung carcinoid\nNecrosis:\tabsent\nMitoses 1", "none"),
        ("Atypical carcinoid, 4 mitoses/2 mm2, focal necrosis", "focal"),
        ("| Mitoses | 6 / 2 mm2 |\n| Necrosis | present, punctate |", "focal"),
        ("organoid nests, 6 mitoses per 2 mm2, punctate necrosis, no high grade cytology", "focal"),
        ("lung NET with necrosis, mitoses 3 per 2 mm2", "focal"),
        ("MITOTIC COUNT: 55 PER 10 HPF. NECROSIS EXTENSIVE.", "extensive"),
        ("LCNEC of the lung, large areas of necrosis", "extensive"),
        ("No necrosis in the biopsy. Lobectomy: atypical carcinoid, focal necrosis.", "focal"),
    ],
)
def test_necrosis_is_what_the_pathologist_saw(text: str, necrosis: str) -> None:
    assert read(text, "necrosis") == necrosis


@pytest.mark.parametrize(
    "text",
    [
        "CT: pNET 5 cm with central necrosis",
        "lung carcinoid. CT: no necrosis",
        "liver metastasis of a pNET with necrosis after TACE",
        "pNET after pancreatic necrosis; fat necrosis of the mesentery",
        "avascular necrosis of the femoral head; typical carcinoid",
        "anti tumour necrosis factor; typical carcinoid",
        "carcinoid, no extensive necrosis",
        "lung carcinoid, possible focal necrosis",
        "lung carcinoid, necrosis?",
        "Her brother's atypical carcinoid showed focal necrosis. She has a pNET.",
    ],
)
def test_other_necrosis_is_none_of_the_tumour_under_the_microscope(text: str) -> None:
    assert read(text, "necrosis") is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("pNET, ATRX lost, DAXX retained", "lost"),
        ("loss of DAXX, pNET", "lost"),
        ("DAXX negative, ATRX positive, pNET", "lost"),
        ("loss of nuclear ATRX expression, pNET", "lost"),
        ("ATRX mutated pNET", "lost"),
        ("pNET, ATRX and DAXX retained", "retained"),
        ("pNET, ATRX/DAXX intact", "retained"),
        ("pNET, nuclear expression of ATRX and DAXX is preserved", "retained"),
        ("pNET, no loss of ATRX or DAXX", "retained"),
        ("pNET, DAXX kept, ATRX preserved", "retained"),
        ("pNET, ATRX retained", None),
        ("pNET, ATRX/DAXX to follow", None),
        ("pNET, ATRX loss cannot be excluded", None),
        ("pNET, ATRX lost?", None),
        ("Was ATRX lost? pNET", None),
        ("pNET, ATRX mutation: none, DAXX mutation: none", None),
        ("His sister's pNET had lost ATRX. He has an ileal NET.", None),
    ],
)
def test_atrx_and_daxx_are_kept_only_where_both_are(text: str, state: str | None) -> None:
    assert read(text, "atrx_daxx") == state


@pytest.mark.parametrize(
    ("text", "symptomatic"),
    [
        ("Presented with jaundice; pancreatic head NET", True),
        ("He presented in 2020 with weight loss and abdominal pain. Ileal NET.", True),
        ("SI-NET presenting with GI bleeding", True),
        ("Ileal NET diagnosed during work-up for small bowel obstruction", True),
        ("symptomatic primary, SI-NET", True),
        ("pNET, symptomatic (abdominal pain)", True),
        ("abdominal pain led to the diagnosis of an ileal NET", True),
        ("pNET causing obstructive jaundice", True),
        ("incidental pNET tail 1.4 cm", False),
        ("pNET found incidentally on ultrasound", False),
        ("small 11 mm pancreatic incidentaloma, EUS-FNA: NET", False),
        ("Appendicectomy for acute appendicitis: incidental NET at the tip", False),
        ("pNET 12 mm, asymptomatic", False),
        ("Presented with abdominal pain, pNET; now asymptomatic", True),
    ],
)
def test_a_tumour_shows_itself_by_symptoms_or_by_chance(text: str, symptomatic: bool) -> None:
    assert read(text, "symptomatic") is symptomatic


@pytest.mark.parametrize(
    "text",
    [
        "presented with flushing and diarrhoea, ileal NET",
        "His mother presented with jaundice. He has a pNET.",
        "pNET presented without jaundice",
        "If he presented with jaundice we would operate. pNET",
        "ileal NET on lanreotide, re-presented with abdominal pain",
        "pNET resected 2019, presented with abdominal pain last week",
        "Asymptomatic on lanreotide since 2019, ileal NET",
        "pNET, asymptomatic gallstones",
        "ileal NET; adrenal incidentaloma",
        "pNET. Is she asymptomatic?",
        "symptomatic relief by TAE, SI-NET",
        "symptomatic carcinoid syndrome, SI-NET",
        "pNET; presented with abdominal pain and the NET was an incidental finding",
    ],
)
def test_hormones_relatives_and_later_times_tell_no_first_symptoms(text: str) -> None:
    assert read(text, "symptomatic") is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("SI-NET, symptoms grade 2", 2),
        ("Grade 1 symptoms, pNET", 1),
        ("SI-NET, CTCAE grade 3 symptoms", 3),
        ("symptoms grade II, SI-NET", 2),
        ("pNET, no symptoms", 0),
        ("ileal NET, asymptomatic on lanreotide", 0),
        ("pNET grade 2", None),
        ("grade 2 toxicity after PRRT; pNET", None),
        ("grade 2 symptoms as side effect of sunitinib; pNET", None),
        ("pNET, symptoms grade 1-2", None),
        ("no symptoms of carcinoid syndrome, SI-NET", None),
        ("pNET, asymptomatic except for mild pain", None),
        ("brain metastases of a pNET, asymptomatic", None),
    ],
)
def test_the_grade_of_symptoms_is_no_grade_of_a_tumour_or_a_toxicity(text: str, grade: int | None) -> None:
    assert read(text, "symptom_grade") == grade


def test_a_grade_of_symptoms_above_four_is_a_problem() -> None:
    reading = read_case("SI-NET, symptoms grade 7")
    assert (reading.case.symptom_grade, [one.field for one in reading.problems]) == (None, ["symptom_grade"])


@pytest.mark.parametrize(
    "text",
    [
        "pNET with liver mets, treatment-naive",
        "No prior systemic therapy. Metastatic pancreatic NET.",
        "pNET, untreated so far",
        "pNET, liver mets. Untreated.",
        "pNET, no treatment yet",
        "pNET resected 2019; no systemic treatment so far",
        "PRRT planned, no prior systemic therapy; pNET",
    ],
)
def test_a_patient_without_any_systemic_treatment_is_told_as_that(text: str) -> None:
    assert read(text, "treatment_naive") is True


@pytest.mark.parametrize(
    "text",
    [
        "PRRT-naive, on Sandostatin LAR; ileal NET",
        "no prior PRRT, no prior chemotherapy; pNET",
        "pNET, no longer treatment-naive",
        "pNET. Is she treatment-naive?",
        "pNET, no prior therapy except lanreotide",
        "pNET, BP 165/95 untreated",
        "treatment-naive pNET; lanreotide since 2021",
        "If untreated so far, would you give SSA? pNET",
        "Her sister's NET is untreated so far. She has a pNET.",
    ],
)
def test_one_treatment_that_was_not_given_does_not_make_a_patient_untreated(text: str) -> None:
    assert read(text, "treatment_naive") is None


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("G2 NET of the pancreatic tail", "pancreas_part", "pancreatic tail"),
        ("Lung carcinoid, focal necrosis", "necrosis", "focal necrosis"),
        ("pNET with loss of DAXX", "atrx_daxx", "loss of DAXX"),
        ("Incidental pNET", "symptomatic", "Incidental"),
        ("pNET, symptoms grade 2", "symptom_grade", "symptoms grade 2"),
        ("pNET, treatment-naïve", "treatment_naive", "treatment-naïve"),
    ],
)
def test_each_fact_points_to_its_words(text: str, field: str, words: str) -> None:
    assert text[slice(*read_case(text).case.evidence_spans[field])] == words
