"""What a report quotes, what another patient has and what a review overrules is never told as the patient's."""

import pytest

from chains.extract import read_case

TABLES = [
    "Grading key: G1 Ki-67 <3 %, G2 3-20 %, G3 >20 %.",
    "(WHO 2022: NET G1 < 3%; NET G2 3–20%; NET G3 > 20%; NEC > 20%, poorly differentiated)",
    "For reference\nG1: <2 mitoses/2 mm2, Ki-67 <3 %\nG2: 2-20 mitoses/2 mm2, Ki-67 3-20 %\nG3: >20 mitoses, >20 %",
    "By definition grade 1 is below 3 %, grade 2 is 3 to 20 % and grade 3 more than 20 %.",
    "| G1 | <3% |\n| G2 | 3-20% |\n| G3 | >20% |",
    "NEC is defined as poorly differentiated with a Ki-67 >20 %.",
    "WHO criteria: NEC usually >55 %, NET G3 >20 %.",
]


@pytest.mark.parametrize("table", TABLES)
def test_a_grading_table_quoted_in_a_report_is_no_finding(table: str) -> None:
    case = read_case(f"Ileal neuroendocrine tumour, Ki-67 1.4 %, G1.\n{table}").case
    assert (case.histology, case.stated_grade, [index.low for index in case.ki67]) == ("net", 1, [1.4])


@pytest.mark.parametrize(
    ("text", "grade", "ki67"),
    [
        ("pNET. Primary G1 (Ki-67 2 %), liver metastasis G2 (Ki-67 12 %), new node G3 (Ki-67 25 %).", 3, [2, 12, 25]),
        ("NET G2 of the pancreas, Ki-67 3-20 % on the report.", 2, [3]),
        ("NET G3, Ki-67 >20 %", 3, [20]),
    ],
)
def test_several_grades_of_the_patients_own_samples_are_no_table(text: str, grade: int, ki67: list[float]) -> None:
    case = read_case(text).case
    assert (case.stated_grade, [index.low for index in case.ki67]) == (grade, ki67)


@pytest.mark.parametrize(
    "text",
    [
        "My previous patient had a NEC, G3, Ki-67 90 %. This lady has a pNET G2, Ki-67 10 %.",
        "Pt A: NEC, G3, Ki-67 80 %, did well. Pt B: pNET G2, Ki-67 10 %.",
        "A colleague's patient (G3, Ki-67 40 %) responded to PRRT. Mine: pNET G2, Ki-67 10 %.",
        "NEC of the lung, Ki-67 90 %, G3. Sorry, wrong chart. pNET G2, Ki-67 10 %.",
        "Small cell carcinoma, G3. That was his brother's report, pasted by mistake. pNET G2, Ki-67 10 %.",
    ],
)
def test_what_another_patient_has_is_not_the_patients(text: str) -> None:
    case = read_case(text).case
    assert (case.histology, case.stated_grade, [index.low for index in case.ki67]) == ("net", 2, [10])


def test_a_colleagues_patient_may_be_the_one_who_is_asked_about() -> None:
    case = read_case("A colleague's patient, 56 f, pNET G2, Ki-67 8 %. What would you do?").case
    assert (case.histology, case.stated_grade) == ("net", 2)


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        (
            'Outside summary states "small cell carcinoma of the lung". Our review: atypical carcinoid.',
            "atypical_carcinoid",
        ),
        ("District hospital letter: LCNEC. Our pathologist does not agree: atypical carcinoid.", "atypical_carcinoid"),
        ("The local report had called it a NEC; our reference pathologist does not share this. pNET.", "net"),
        ("Frozen section: typical carcinoid. Final histology with necrosis: atypical carcinoid.", "atypical_carcinoid"),
        ("NEC of the cardia was the working diagnosis. Histology: gastric NET G3, Ki-67 30 %.", "net"),
        ("Working diagnosis: NEC of the rectum. Biopsy now: NET G3.", "net"),
        ("Long thought to be a NEC, it turned out to be a pancreatic NET G3.", "net"),
        ("Liver biopsy labelled 'NEC?'. We see a well-differentiated NET G3.", "net"),
        ("LCNEC is not supported. Atypical carcinoid of the right lower lobe.", "atypical_carcinoid"),
        ("Cytology: small cell carcinoma. Surgical specimen: NET G3, Ki-67 35 %.", "net"),
        ("The referral said 'NEC', histology shows a NET G3.", "net"),
        ("Label on the form: NEC. Actually NET G3.", "net"),
        ("The diagnosis of NEC was changed to NET G3.", "net"),
        ("Biopsy labelled NEC elsewhere. Re-biopsy here: NET G3 of the pancreas.", "net"),
    ],
)
def test_an_overruled_diagnosis_is_not_told(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("Working diagnosis pNET. Histology pending.", "net"),
        ("The letter says pNET. Biopsy: liver metastasis, Ki-67 8 %, G2.", "net"),
        ("Previous histology: NET of the ileum, G2. Final diagnosis after review: G1.", "net"),
        ("Frozen section: NET; final histology confirms this, G2.", "net"),
        ("Gastric NEC. Is there a role for immunotherapy in NEC?", "nec"),
        ("Outside hospital: pNET resected in 2019, G2. Re-biopsy 2023: G3, Ki-67 28 %.", "net"),
    ],
)
def test_a_diagnosis_that_stands_is_kept(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    "text",
    [
        "I cannot decide between NET G3 and NEC on this biopsy, Ki-67 50 %.",
        "The pathologist struggles to distinguish NET G3 from NEC.",
        "Differential diagnosis: NET G3 versus NEC.",
    ],
)
def test_two_diagnoses_left_open_state_none(text: str) -> None:
    assert read_case(text).case.histology is None


def test_a_grade_per_pathologist_is_no_dose() -> None:
    assert read_case("Small bowel NET, G2 per pathologist.").case.stated_grade == 2


def test_the_higher_grade_of_two_samples_is_kept() -> None:
    case = read_case("Biopsy: NET G3, Ki-67 25 %. Resection specimen: NET G2, Ki-67 8 %.").case
    assert (case.stated_grade, [index.low for index in case.ki67]) == (3, [25, 8])
