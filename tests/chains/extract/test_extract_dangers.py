"""Misreadings that could hurt a person must not happen."""

import pytest

from chains.extract import read_case
from chains.extract.score import facts_of

NET = "pNET, "


@pytest.mark.parametrize(
    "words",
    [
        "grade 2 toxicity",
        "grade 3 neutropenia",
        "G3 thrombocytopenia under PRRT",
        "diarrhoea grade 2",
        "grade 1 fatigue",
        "CTCAE grade 3 diarrhoea",
        "grade 4 lymphopenia",
        "grade 3/4 adverse events",
        "hypertension grade 2",
        "grade 3 hand-foot syndrome",
        "grade 2 peripheral sensory neuropathy",
        "grade 2 oesophageal varices",
        "ascites grade 2",
        "grade 1 astrocytoma",
        "Gleason 4+3",
        "Gleason score 7 (4+3), grade group 3",
        "ISUP grade 2",
        "G2P1",
        "G3 P2",
        "gravida 2 para 1",
        "Krenning grade 3",
        "uptake grade 2",
        "Krenning score 3",
        "CKD G3a",
        "ASA grade 2",
        "tricuspid regurgitation grade 3",
        "grade B pancreatic fistula",
        "Clavien-Dindo grade 3",
        "0.5 g 2 times daily",
        "grade 2 steatosis",
        "breast cancer grade 3 in 2010",
        "grade 3 hepatotoxicity",
    ],
)
def test_a_number_beside_grade_that_is_not_the_tumours_is_no_grade(words: str) -> None:
    assert read_case(NET + words).case.stated_grade is None


@pytest.mark.parametrize(
    "words",
    [
        "T2-weighted images",
        "T2 weighted hyperintensity",
        "T1 hyperintense lesion",
        "hypointense on T1",
        "bright on T2",
        "bone metastasis at T9",
        "T10 vertebral body lesion",
        "uptake in T4 vertebra",
        "free T4 normal",
        "T2DM",
        "prostate cancer pT2N0",
        "3T MRI",
    ],
)
def test_a_sequence_or_a_vertebra_is_no_t_category(words: str) -> None:
    reading = read_case(NET + words)
    assert reading.case.t is None
    assert reading.problems == ()


@pytest.mark.parametrize(
    "words",
    [
        "M1 motor cortex",
        "M1 muscarinic receptor",
        "primary motor cortex (M1)",
        "M1 segment of the MCA",
        "M2 macrophages",
    ],
)
def test_m1_in_another_sense_is_no_m_category(words: str) -> None:
    assert read_case(NET + words).case.m is None


@pytest.mark.parametrize(
    "words",
    [
        "stage 3 CKD",
        "CKD stage 3",
        "stage 3b chronic kidney disease",
        "end-stage renal disease",
        "stage 2 hypertension",
        "melanoma stage IIB",
    ],
)
def test_the_stage_of_another_disease_is_no_tumour_stage(words: str) -> None:
    assert read_case(NET + words).case.stated_stage is None


@pytest.mark.parametrize(
    "words",
    [
        "SUVmax 25",
        "7.4 GBq x 4",
        "liver 30 %",
        "Ki-67 pending, liver 30 % involved",
        "Ki-67 not done; 8 % weight loss",
        "8 % weight loss",
        "lost 8 % of body weight",
        "HbA1c 8 %",
        "LN 3/15",
        "LVEF 55 %",
        "5-year survival 60 %",
        "call 555-014-2233",
        "Ki-67 unknown, HbA1c 8 %",
        "Ki-67 2021",
    ],
)
def test_another_number_is_no_ki67(words: str) -> None:
    assert read_case(NET + words).case.ki67 == ()


def test_lymph_node_fractions_are_neither_mitoses_nor_age() -> None:
    case = read_case("pNET, LN 3/15 +").case
    assert case.nodes is not None
    assert (case.nodes.positive, case.nodes.examined) == (3, 15)
    assert (case.mitoses, case.age_years, case.stated_grade) == (None, None, None)


@pytest.mark.parametrize(
    "words",
    ["SUVmax 25 in the liver", "CT slice 4 shows liver lesions", "potassium 4, liver mets", "vitamin K2, liver mets"],
)
def test_another_number_is_no_krenning_score(words: str) -> None:
    assert all(one.krenning is None for one in read_case("pNET, DOTATATE PET: " + words).case.receptor_imaging)


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("small cell neuroendocrine carcinoma of the pancreas", "nec"),
        ("large cell neuroendocrine carcinoma of the colon", "nec"),
        ("poorly differentiated neuroendocrine carcinoma, rectum", "nec"),
        ("poorly differentiated neuroendocrine neoplasm", "nec"),
        ("neuroendocrine carcinoma (large cell)", "nec"),
        ("discussed at the NET board: PDNEC of the stomach", "nec"),
        ("referred to the NET clinic with a colonic NEC", "nec"),
        ("NET transformed into NEC", "nec"),
        ("small cell lung cancer", "sclc"),
        ("LCNEC of the lung", "lcnec"),
    ],
)
def test_an_nec_is_never_read_as_a_net(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    "text",
    ["small cell NEC", "large-cell neuroendocrine carcinoma of the colon", "poorly differentiated NEC", "PD-NEC"],
)
def test_an_nec_that_is_named_by_its_cells_is_poorly_differentiated(text: str) -> None:
    assert read_case(text).case.differentiation == "poor"


@pytest.mark.parametrize(
    "text", ["not NEC but NET G3", "NET G3, no evidence of NEC", "NEC was excluded: well-differentiated NET"]
)
def test_a_denied_nec_is_a_net(text: str) -> None:
    assert read_case(text).case.histology == "net"


@pytest.mark.parametrize(
    "text", ["NET G3 vs NEC, Ki-67 60 %", "NET or NEC?", "neuroendocrine tumour versus neuroendocrine carcinoma"]
)
def test_an_alternative_is_neither(text: str) -> None:
    assert read_case(text).case.histology is None


@pytest.mark.parametrize(
    "text", ["net effect of lanreotide", "safety net advice given", "net weight 5 kg", "the NET MDT will see her"]
)
def test_an_english_net_is_no_tumour(text: str) -> None:
    assert read_case(text).case.histology is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("PRRT planned", "planned"),
        ("planned for PRRT", "planned"),
        ("will start PRRT next month", "planned"),
        ("awaiting PRRT", "planned"),
        ("considering PRRT", "considered"),
        ("candidate for PRRT?", "considered"),
        ("would PRRT help?", "considered"),
        ("PRRT?", "considered"),
        ("is PRRT an option", "considered"),
        ("PRRT was discussed", "considered"),
        ("declined PRRT", "declined"),
        ("PRRT was refused by the patient", "declined"),
        ("patient refuses PRRT", "declined"),
        ("switch to PRRT?", "considered"),
        ("had PRRT in 2020", "done"),
        ("s/p PRRT", "done"),
        ("PRRT completed", "done"),
        ("progressed on PRRT", "done"),
        ("currently on PRRT", "ongoing"),
    ],
)
def test_what_is_planned_or_refused_is_not_read_as_done(text: str, status: str) -> None:
    assert [one.status for one in read_case("G2 pNET, " + text).case.treatments] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "no PRRT",
        "never had PRRT",
        "PRRT-naive",
        "without PRRT",
        "no prior PRRT or surgery",
        "PRRT not given",
        "PRRT is contraindicated",
        "unfit for PRRT",
        "not a candidate for PRRT",
    ],
)
def test_a_treatment_that_was_not_given_is_left_out(text: str) -> None:
    assert read_case("G2 pNET, " + text).case.treatments == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mother had pancreatic NET G2 with liver mets, Ki-67 8 %.",
        "Family history: father with ileal NET, liver metastases.",
        "Her sister was diagnosed with a pNET G3 at age 40 and underwent distal pancreatectomy.",
        "FH of MEN1 (brother), insulinoma in his mother.",
        "Pancreatic NET in her mother.",
    ],
)
def test_a_relatives_disease_is_not_the_patients(text: str) -> None:
    facts = {fact for fact in facts_of(read_case(text).case) if not fact.startswith("sex")}
    assert facts == set()


def test_a_mother_of_two_is_a_patient() -> None:
    case = read_case("45F, mother of two, ileal NET G1").case
    assert (case.primary_site, case.stated_grade) == ("jejunum_ileum", 1)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("pNET, no bone mets", {"metastases bone absent"}),
        ("pNET, bone metastases excluded", {"metastases bone absent"}),
        ("pNET without liver or bone metastases", {"metastases bone absent", "metastases liver absent"}),
        ("pNET, no evidence of peritoneal disease", {"metastases peritoneum absent"}),
        ("pNET, ?peritoneal deposits", {"metastases peritoneum possible"}),
        ("pNET, suspected bone metastasis", {"metastases bone possible"}),
        ("pNET, liver lesions suspicious for metastases", {"metastases liver possible"}),
        ("pNET, bone mets cannot be excluded", {"metastases bone possible"}),
        ("pNET, liver mets but no bone mets", {"metastases liver present", "metastases bone absent"}),
        ("pNET, any bone mets?", set()),
        ("pNET, risk of liver metastases", set()),
        ("pNET, liver haemangioma and simple hepatic cysts", set()),
    ],
)
def test_what_is_denied_or_suspected_is_not_present(text: str, facts: set[str]) -> None:
    assert {fact for fact in facts_of(read_case(text).case) if fact.startswith("metastases")} == facts


def test_a_supposition_stays_out_of_the_case() -> None:
    reading = read_case("G2 pNET, Ki-67 8 %. If Ki-67 were 15 %, would PRRT be an option?")
    assert [index.low for index in reading.case.ki67] == [8]
    assert reading.hypothetical is not None
    assert [index.low for index in reading.hypothetical.ki67] == [15]


@pytest.mark.parametrize(
    "text", ["What if the Ki-67 was 25% and there were bone mets?", "Suppose Ki-67 were 25 % with bone metastases."]
)
def test_a_what_if_alone_gives_no_case(text: str) -> None:
    reading = read_case(text)
    assert reading.case.facts() == {}
    assert reading.hypothetical is not None
    assert reading.hypothetical.present_metastases() == {"bone"}


@pytest.mark.parametrize(
    "text",
    [
        "uptake has increased on DOTATATE",
        "increased uptake in the liver, Krenning 4",
        "metabolic progression on PET",
        "progression-free survival",
        "risk of progression",
        "no change in uptake",
        "biochemical progression only",
        "clinically stable weight",
    ],
)
def test_uptake_alone_is_never_progression(text: str) -> None:
    assert read_case("pNET, " + text).case.progression is None


def test_a_stable_uptake_is_not_a_stable_disease() -> None:
    assert read_case("DOTATATE: liver mets with stable uptake").case.progression is None


@pytest.mark.parametrize(
    "text",
    [
        "pancreatic adenocarcinoma, liver mets",
        "PDAC after Whipple",
        "HCC with TACE",
        "prostate cancer Gleason 4+3, bone mets",
    ],
)
def test_another_cancer_is_not_a_net(text: str) -> None:
    reading = read_case(text)
    assert reading.case.facts() == {}
    assert reading.mentions.other_cancers
    assert not reading.mentions.neuroendocrine


def test_child_pugh_ecog_and_ps_are_told_apart() -> None:
    case = read_case("pNET, Child-Pugh A6, ECOG 1, KPS 80").case
    assert (case.ecog, case.stated_grade, case.age_years) == (1, None, None)
    assert read_case("pNET, PS 1").case.ecog == 1
    assert read_case("pNET, KPS 90").case.ecog is None


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("Ki-67 150%", "ki67", "Ki-67 150 % is not possible: it must lie between 0 and 100 %."),
        ("Krenning 7", "receptor_imaging", "Krenning score 7 is not possible: it must be a whole number from 0 to 4."),
        ("mitoses -3/10 HPF", "mitoses", "A mitotic count of -3/10 HPF is not possible: it must be 0 or more."),
        ("T9 N0", "t", "T9 is not possible: the T category runs from T0 to T4."),
        ("T9", "t", "T9 is not possible: the T category runs from T0 to T4."),
        ("age 230", "age_years", "An age of 230 is not possible: it must lie between 0 and 120 years."),
        (
            "liver involvement 130 %",
            "liver",
            "Liver involvement of 130 % is not possible: it must lie between 0 and 100 %.",
        ),
        ("LN 15/3", "nodes", "15/3 lymph nodes is not possible: no more nodes can be positive than were examined."),
        ("ECOG 7", "ecog", "ECOG 7 is not possible: it must be a whole number from 0 to 4."),
        ("stage VII", "", ""),
        ("stage 7", "stated_stage", "Stage 7 is not possible: stages run from I to IV."),
        ("grade 5", "stated_grade", "Grade 5 is not possible: neuroendocrine tumours are graded 1, 2 or 3."),
    ],
)
def test_an_impossible_value_is_told_and_never_taken(text: str, field: str, words: str) -> None:
    reading = read_case("pNET, " + text)
    assert [(problem.field, problem.message) for problem in reading.problems] == ([(field, words)] if field else [])
    assert not field or getattr(reading.case, field) in (None, ())
    for problem in reading.problems:
        assert ("pNET, " + text)[slice(*problem.span)] == problem.text


@pytest.mark.parametrize(
    "text",
    ["sunitinib or everolimus for pNET?", "everolimus vs sunitinib", "Compare everolimus with sunitinib in pNET"],
)
def test_drugs_that_are_only_compared_were_not_given(text: str) -> None:
    assert {one.status for one in read_case(text).case.treatments} == {"considered"}


def test_a_denied_location_takes_no_score_from_its_neighbour() -> None:
    case = read_case("no bone mets, liver Krenning 4").case
    assert [(one.location, one.krenning) for one in case.receptor_imaging] == [("liver", 4)]


def test_a_list_of_krenning_scores_gives_no_grade() -> None:
    case = read_case("Tumour uptake Krenning grade 4 in the liver, grade 2 in the lymph nodes.").case
    assert case.stated_grade is None
    assert {one.location: one.krenning for one in case.receptor_imaging} == {"liver": 4, "lymph_node": 2}


def test_potassium_is_no_krenning_score() -> None:
    assert read_case("K 4, Na 140, pNET with liver mets").case.receptor_imaging == ()


def test_a_ct_is_no_clinical_t_category() -> None:
    reading = read_case("pNET, CT 06/24: PD")
    assert (reading.case.t, reading.problems) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "Ki-67 4 %, liver mets 30 %",
        "ileal NET, Ki67 4%, liver 40%, on lanreotide",
        "Ki-67 8 % and liver disease 30 %",
        "pNET, Ki-67 12%; hepatic metastases 25 %.",
    ],
)
def test_a_share_of_the_liver_beside_a_ki67_is_no_second_ki67(text: str) -> None:
    case = read_case(text).case
    assert len(case.ki67) == 1
    assert case.liver is not None
    assert case.liver.involvement_low in {25, 30, 40}


@pytest.mark.parametrize(
    "text",
    ["Ki-67 4 % in the primary, liver met 30 %", "Ki-67 4 %, liver biopsy 30 %", "Ki67 4% (primary), 30% (liver)"],
)
def test_a_second_ki67_of_a_liver_sample_is_read(text: str) -> None:
    assert [(index.low, index.specimen) for index in read_case(text).case.ki67][-1] == (30, "metastasis")
