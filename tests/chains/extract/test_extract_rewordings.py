# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""The example case in other words is the same case."""

import pytest

from chains.extract import read_case
from chains.extract.score import facts_of

EXAMPLE = (
    "What is the prognosis for a patient with a grade 2 neuroendocrine tumor after distal pancreatectomy, with possible "
    "residual tumor at the surgical site (Krenning score 2) and increased uptake in multiple liver lesions (Krenning score 3)?"
)
FACTS = {
    "primary_site pancreas inferred",
    "histology net",
    "stated_grade 2",
    "metastases liver present",
    "imaging surgical_bed krenning 2",
    "imaging surgical_bed uptake positive",
    "imaging surgical_bed certainty possible",
    "imaging liver krenning 3",
    "imaging liver uptake positive",
    "imaging liver trend increased",
    "treatments distal pancreatectomy done",
}
STATED = {*FACTS - {"primary_site pancreas inferred"}, "primary_site pancreas"}
WELL = {*STATED, "differentiation well"}

SAME = (
    EXAMPLE,
    EXAMPLE.upper(),
    EXAMPLE.lower(),
    EXAMPLE.replace("tumor", "tumour"),
    EXAMPLE.replace("grade 2", "grade II"),
    EXAMPLE.replace("grade 2", "G2"),
    EXAMPLE.replace("grade 2", "WHO grade 2"),
    EXAMPLE.replace("grade 2 neuroendocrine tumor", "NET G2"),
    EXAMPLE.replace("grade 2 neuroendocrine tumor", "neuroendocrine tumor (G2)"),
    EXAMPLE.replace("grade 2 neuroendocrine tumor", "neuroendocrine tumour, grade two,"),
    EXAMPLE.replace("Krenning score 2", "Krenning II").replace("Krenning score 3", "Krenning III"),
    EXAMPLE.replace("Krenning score 2", "Krenning grade 2").replace("Krenning score 3", "Krenning grade 3"),
    EXAMPLE.replace("Krenning score 2", "K 2").replace("Krenning score 3", "K 3"),
    EXAMPLE.replace("Krenning score 2", "K2").replace("Krenning score 3", "K3"),
    EXAMPLE.replace("(Krenning score 2)", "with a Krenning score of 2"),
    EXAMPLE.replace("surgical site", "operative bed"),
    EXAMPLE.replace("surgical site", "resection bed"),
    EXAMPLE.replace("surgical site", "surgical bed"),
    EXAMPLE.replace("surgical site", "site of surgery"),
    EXAMPLE.replace("distal pancreatectomy", "left pancreatectomy"),
    EXAMPLE.replace("distal pancreatectomy", "pancreatic tail resection"),
    EXAMPLE.replace("distal pancreatectomy", "resection of the pancreatic tail"),
    EXAMPLE.replace("distal pancreatectomy", "distal pancreatic resection"),
    EXAMPLE.replace("multiple liver lesions", "multiple hepatic lesions"),
    EXAMPLE.replace("multiple liver lesions", "several liver metastases"),
    EXAMPLE.replace("increased uptake in multiple liver lesions", "liver metastases with higher uptake than before"),
    EXAMPLE.replace("increased uptake in multiple liver lesions", "multiple liver lesions with increasing uptake"),
    EXAMPLE.replace("increased uptake in multiple liver lesions", "multiple liver lesions whose uptake has increased"),
    EXAMPLE.replace("possible residual tumor", "suspected residual disease"),
    EXAMPLE.replace("possible residual tumor", "questionable residual tumour"),
    EXAMPLE.replace(" ", "\u00a0"),
    EXAMPLE.replace("Krenning score 2", "Krenning score\u20092").replace("grade 2", "grade\u202f2"),
    EXAMPLE.replace("Krenning score 3", "Krenning\u2011score 3"),
    EXAMPLE.replace("prognosis", "progosis").replace("patient", "pateint").replace("What is", "Waht is"),
    "Increased uptake in multiple liver lesions (Krenning score 3) and possible residual tumor at the surgical site (Krenning "
    "score 2) after distal pancreatectomy for a grade 2 neuroendocrine tumor: what is the prognosis?",
    "After distal pancreatectomy for a NET G2: possible residual tumour at the resection site, Krenning 2. Multiple liver lesions "
    "with increased uptake, Krenning 3. Prognosis?",
    "Prognosis please: grade 2 neuroendocrine tumour, status post distal pancreatectomy. Surgical bed: possible residual tumour, "
    "Krenning 2. Liver: multiple lesions with increased uptake, Krenning 3.",
    "A patient had a distal pancreatectomy for a NET G2. Multiple liver lesions show increased uptake (Krenning score 3); the "
    "resection bed is possibly residual tumor (Krenning score 2). What is the outlook?",
    "NET grade 2\n- s/p distal pancreatectomy\n- surgical site: ?residual tumour, Krenning 2\n- liver: multiple lesions, uptake "
    "increased, Krenning 3\nPrognosis?",
    "NET G2, s/p DP.\nBed: ?residual, K2.\nLiver lesions, multiple: uptake \u2191, K3.\nPrognosis?",
    "\u2022 G2 NET\n\u2022 distal pancreatectomy done\n\u2022 surgical bed ?residual tumour \u2013 Krenning 2\n\u2022 multiple liver mets, uptake \u2191 \u2013 Krenning 3",
    "Outlook for a pt w/ NET (WHO G2) s/p distal panc; Krenning 2 at the surgical bed (possible residual), Krenning 3 in multiple "
    "liver mets, uptake increased",
    "Neuroendocrine tumour grade: 2. Operation: distal pancreatectomy. PET: possible residual tumour in the operative bed "
    "(Krenning 2); multiple liver lesions, increased uptake (Krenning 3).",
    "Status after left-sided pancreatectomy because of a G2 neuroendocrine tumor. The tumor bed is equivocal for residual tumor, "
    "Krenning score 2. There are multiple hepatic metastases, Krenning score 3, the uptake is higher than last year.",
    "Hi all \U0001f642 *grade 2 NET*, underwent distal pancreatectomy, surgical site: residual tumor cannot be excluded (Krenning 2), "
    "multiple liver lesions: increased uptake (Krenning 3). Prognosis? Thanks!",
)
SAME_BUT_STATED = (
    "pNET G2 after distal pancreatectomy; ?residual tumour in the bed (Krenning 2), multiple liver mets with increased uptake (Krenning 3)",
    "Grade II pancreatic NET, distal pancreatectomy performed. Surgical bed possible residual tumour Krenning 2. Liver lesions, multiple, "
    "Krenning 3, increased uptake.",
    EXAMPLE.replace("neuroendocrine tumor", "pancreatic neuroendocrine tumor"),
    EXAMPLE.replace("neuroendocrine tumor", "neuroendocrine tumor of the pancreas"),
)


@pytest.mark.parametrize("text", SAME)
def test_the_example_in_other_words_is_the_same_case(text: str) -> None:
    assert facts_of(read_case(text).case) == FACTS


@pytest.mark.parametrize("text", SAME_BUT_STATED)
def test_a_rewording_that_names_the_pancreas_only_states_what_was_inferred(text: str) -> None:
    assert facts_of(read_case(text).case) == STATED


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE.replace("grade 2 neuroendocrine", "well-diff grade II pancreatic neuroendocrine"),
        EXAMPLE.replace("grade 2 neuroendocrine tumor", "well differentiated pNET G2"),
    ],
)
def test_well_differentiated_is_one_fact_more(text: str) -> None:
    assert facts_of(read_case(text).case) == WELL


def test_the_example_leaves_open_what_it_does_not_say() -> None:
    case = read_case(EXAMPLE).case
    assert case.differentiation is None
    assert case.progression is None
    assert case.liver is None
    assert case.m is None
    assert case.receptor_imaging[0].trend is None


def test_every_fact_of_the_example_has_its_words() -> None:
    reading = read_case(EXAMPLE)
    words = {path: EXAMPLE[slice(*span)] for path, span in reading.case.evidence_spans.items()}
    assert words["stated_grade"] == "grade 2"
    assert words["primary_site"] == words["primary_site_basis"] == "distal pancreatectomy"
    assert words["receptor_imaging[0].krenning"] == "Krenning score 2"
    assert words["receptor_imaging[1].krenning"] == "Krenning score 3"
    assert words["receptor_imaging[1].trend"] == "increased uptake"
    assert words["treatments[0].name"] == "distal pancreatectomy"


def test_shorthand_is_read_with_count_year_tracer_and_arrow() -> None:
    text = "58M G2 pNET s/p distal panc 2021, Ki67 8%, DOTATATE: bed K2, liver x6 K3 ↑"
    assert facts_of(read_case(text).case) == {
        "age_years 58",
        "sex male",
        "stated_grade 2",
        "primary_site pancreas",
        "histology net",
        "treatments distal pancreatectomy done 2021",
        "ki67 8",
        "imaging surgical_bed krenning 2",
        "imaging surgical_bed uptake positive",
        "imaging surgical_bed tracer dotatate",
        "imaging liver krenning 3",
        "imaging liver uptake positive",
        "imaging liver trend increased",
        "imaging liver tracer dotatate",
        "metastases liver present",
        "liver lesion_count 6",
    }


def test_a_telegram_with_multiple_metastases_gives_no_number_of_lesions() -> None:
    text = (
        "58M, G2 pNET s/p distal pancreatectomy, DOTATATE: bed Krenning 2, multiple liver mets Krenning 3, up from last "
        "year. Prognosis?"
    )
    case = read_case(text).case
    assert case.liver is None
    assert [(one.location, one.krenning, one.trend) for one in case.receptor_imaging] == [
        ("surgical_bed", 2, None),
        ("liver", 3, "increased"),
    ]
