"""What a tumour is only compared with, what was only hoped for and what scans staged give way to the findings."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "NEC-type chemotherapy was discussed for this NET G3.",
        "Treated like a NEC (EP x4) because of Ki-67 60 %; histology NET G3 well differentiated",
        "NORDIC NEC criteria: LDH high. NET G3",
        "The NEC trial is closed to her. NET G3 of the pancreas.",
        "He is worried that it turns into a NEC. NET G3.",
        "Small cell carcinoma was on the differential; final: NET G3, Ki-67 45 %",
        "Mitoses in NEC are usually more; this NET G3 has 22/2 mm2. NEC is usually poorly differentiated.",
    ],
)
def test_a_carcinoma_that_the_tumour_is_only_compared_with_is_not_told(text: str) -> None:
    case = read_case(text).case
    assert (case.histology, case.stated_grade) == ("net", 3)


@pytest.mark.parametrize(
    "text",
    [
        "I want to ask about a patient with NEC of the colon",
        "Concerned about this NEC, progressing on EP",
        "NEC of the rectum, treated as for SCLC",
        "NEC, Ki-67 80%, chemo for NEC started",
        "NET turned into NEC at relapse 2023 (Ki-67 70%)",
    ],
)
def test_a_carcinoma_that_the_patient_has_is_told(text: str) -> None:
    assert read_case(text).case.histology == "nec"


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("NET G2 (borderline G3, Ki-67 19%)", 2),
        ("NET G2, close to G3", 2),
        ("Grade 3 if Ki-67 > 20%, here 17%: NET G2", 2),
        ("It would be G3 if Ki-67 was above 20. NET G2", 2),
        ("NET, downgraded from G3 to G2 on review", 2),
        ("NET, upgraded from G1 to G3", 3),
        ("NET G2 when first diagnosed", 2),
        ("Central pathology: NET G2, Ki-67 11%. Local: G3, Ki-67 24%.", 2),
        ("Tumour budding grade 3. NET G1", 1),
    ],
)
def test_a_grade_that_is_only_nearly_or_conditionally_reached_is_not_told(text: str, grade: int) -> None:
    assert read_case(text).case.stated_grade == grade


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("R0 was hoped for, but path: R1 at the SMV groove.", "R1"),
        ("Surgeon says R0, pathologist R1.", "R1"),
        ("Macroscopically R0, histology R1.", "R1"),
        ("Circumferential margin 0.5 mm, i.e. R0 (clear)", "R0"),
        ("Surgeon: R0. pNET 14 mm", "R0"),
        ("No R1.", None),
        ("Margins? R0 per op note but path pending", None),
        ("Aim: R0/R1 debulking of the liver", None),
        ("Margins R0 per op note, path R1", "R1"),
    ],
)
def test_the_pathologists_margin_holds(text: str, margin: str | None) -> None:
    assert read_case(text).case.margin == margin


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("cT3 cN1 on CT; path pT2 pN0 (0/18)", ("T2", "N0", "p")),
        ("Pre-op cT2 cN0, post-op pT3 pN1 (4/20)", ("T3", "N1", "p")),
        ("pNET cT3 cN1 on CT", ("T3", "N1", "c")),
    ],
)
def test_the_pathologists_stage_holds_over_that_of_scans(text: str, stage: tuple[str, str, str]) -> None:
    case = read_case(text).case
    assert (case.t, case.n, case.tnm_prefix) == stage


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ki-67 > 55 % predicts platinum response; hers 30 % so TEM-based. NET", [30]),
        ("NET. Ki-67: 12 positive nuclei per 500 cells (2.4 %)", [2.4]),
        ("Ki-67 of the breast tumour was 30 %; NET: 4 %", [4]),
        ("Ki67 3% (pancreas), 40% (colon adenoca). NET", [3]),
        ("In the paper median Ki-67 was 12 %; our case 5 %. NET", [5]),
    ],
)
def test_an_index_beside_the_patients_own_is_left_out(text: str, values: list[float]) -> None:
    assert [one.low for one in read_case(text).case.ki67] == values


def test_the_later_atypical_carcinoid_holds_over_the_earlier_typical_one() -> None:
    text = "Typical carcinoid in 2008; the liver biopsy 2024 is read as atypical carcinoid (4 mitoses)."
    assert read_case(text).case.histology == "atypical_carcinoid"
    text = "Bronchial biopsy: atypical carcinoid suspected. Lobectomy: no necrosis. Typical carcinoid, R0."
    assert read_case(text).case.histology == "typical_carcinoid"


def test_nodes_removed_and_all_negative_are_counted() -> None:
    nodes = read_case("pNET, R0. LN: 12 removed, all negative").case.nodes
    assert nodes is not None
    assert (nodes.positive, nodes.examined) == (0, 12)


@pytest.mark.parametrize(
    "general", ["NEC is usually poorly differentiated.", "NECs are, by definition, poorly differentiated."]
)
def test_how_well_a_kind_of_tumour_is_differentiated_in_general_is_not_told_of_the_patients(general: str) -> None:
    assert read_case(f"This NET G3 has 22 mitoses/2 mm2. {general}").case.differentiation is None
