"""Facts of the patient and of the pathologist as colleagues write them in a chat, and what only looks like them."""

from typing import Any

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("NET of the appendix. Lad is 22. Nothing more needed?", 22),
        ("Slides asked for, sigmoid NEC. 68, frail, lives alone", 68),
        ("Rectal NET G1, R1. pt 51, does not want another scope", 51),
        ("Patient 59 y, NET G2 pancreas, liver mets", 59),
        ("Repeat PRRT? NETTER type midgut, 67. I'd give two more", 67),
        ("Insulinoma, 48, obese. GP says epilepsy", 48),
        ("57 Samoan lady, appendix NET 17 mm", 57),
        ("SH: widow, ex-teacher, 77. Small bowel NET", 77),
        ("Mrs. xx / 31 yrs / Pune. Atypical carcinoid", 31),
        ("Pt: xx   M / 61y   Consultant: yy. Duodenal NET", 61),
        ("She is a bus driver of 46. pNET", 46),
        ("Paciente femenina 44 a. - NET of unknown primary", 44),
        ("Pancreatic NET. Platelets 66, fit for PRRT", None),
        ("Pancreatic NET. Pt 52 kg, cachectic", None),
        ("NET lung. His wife is a nurse of 44", None),
        ("Rectal NET. Saw pt 52, then pt 37, both fine", None),
        ("pNET. Her brother is 19. She had a Whipple", None),
    ],
)
def test_an_age_is_read_where_nothing_but_its_place_tells_it(text: str, age: Any) -> None:
    assert read_case(text).case.age_years == age


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("60 yo Filipina with a metastatic pNET", "female"),
        ("38 year old patient, gravida 2 para 2, gastrinoma", "female"),
        ("NET pancreas on lanreotide. hes grown 30 % in the liver", "male"),
        ("POD1 distal panc for pNET. Vaccines given (pneumo, men, Hib). Tell her the margins are unknown", "female"),
    ],
)
def test_the_sex_is_read_in_passing(text: str, sex: str) -> None:
    assert read_case(text).case.sex == sex


@pytest.mark.parametrize(
    ("text", "ecog"),
    [
        ("NEC rectum. PS was 1 before this, 3 today", 3),
        ("pNET. ECOG was 0 in spring, 2 now. Liver mets", 2),
        ("She is otherwise well, WHO 1, no weight loss. Ileal NET on lanreotide", 1),
        ("Caecal NET. She spends most of the day in her chair (WHO 3)", 3),
        ("Pancreatic NET (WHO 3), Ki-67 30 %", None),
        ("Histology: WHO 2, mitoses 3/2 mm2. Ileal NET, working full time", None),
    ],
)
def test_a_performance_status_is_that_of_today_and_no_grade(text: str, ecog: Any) -> None:
    assert read_case(text).case.ecog == ecog


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("ileal NET resected 2018 (pT3N1, 4/16, Ki 3), now a solitary liver lesion", (4, 16)),
        ("distal pancreatectomy 2015 [pT3 N1, 5 of 13, Ki-67 9%], pNET", (5, 13)),
        ("distal panc 2017, pNET G2, N0/8", (0, 8)),
        ("Jejunal NET. Nodes, remaining: 3 out of 9 contain tumour.", (3, 9)),
        ("carcinoid, 25 mm, nodes without tumour (0 of 5), margins clear", (0, 5)),
        ("Gastric NET resected, 14 mm, 0/9. Follow-up only", (0, 9)),
        ("Lobectomy: atypical carcinoid. LN 11R: 2/4; 4R, 7: 0/5. R0.", (2, 9)),
        ("cT3N1, 5/24 CT stable, NET of the ileum", None),
        ("pNET liver mets, N1, 2 of 14 lesions avid", None),
    ],
)
def test_nodes_are_read_in_a_row_of_codes(text: str, nodes: Any) -> None:
    found = read_case(text).case.nodes
    assert (found and (found.positive, found.examined)) == nodes


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("MiNEN. Adenocarcinoma 40 %, G2. 57 mm. pT4a pN2a (5/24), R0", 57),
        ("total gastrectomy, type 3, 4.4cm, G3 NET ki 28. pT3 pN2 (7/31) R0", 44),
        ("CT: 1.7 cm lesion neck of pancreas. Open enucleation. HISTO (verbal): NET, insulin positive, 15 mm, R1", 15),
        ("NET of the tail of pancreas of 6.5 cm. Pancreatectomy. Anatomical pathology: NET of the pancreas 6.1 cm", 61),
        ("2.2 cm panc body lesion on CT. EUS bx NET. Distal panc/splenectomy. pT2N0 (0/12), 3.3 cm, margins neg", 33),
        ("Appendix NET G1 1.4 cm tip, R0, mesoappendix 2 mm. pT1?", 14),
        ("Appendix NET 2.1 cm, G2 (Ki-67 4%), mesoappendix inv. 4 mm, pT3. Appendicectomy R0", 21),
        ("Ileal NET G2, liver mets up to 22 mm", None),
    ],
)
def test_the_size_is_that_of_the_pathologist(text: str, size: Any) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("- RCC left kidney 3 cm, cryo 2020. Grade 2 on the biopsy.\n- pancreas: solid lesion, NET", None),
        ("PMH: breast cancer 2012, lumpectomy. Grade 3, ER pos.\nPancreatic NET, Ki-67 4 %", None),
        ("RCC 2012, cured. Ileal NET resected. Grade 2, Ki-67 4 %.", 2),
        ("Pancreatic NET G2. Concern about transformation to grade 3, biopsy planned.", 2),
    ],
)
def test_a_grade_behind_another_cancer_is_that_cancers(text: str, grade: Any) -> None:
    assert read_case(text).case.stated_grade == grade


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("ERCP: ampulla bulging, friable; biopsies: NET. 4 mm nodule in the right lung, nonspecific.", "ampulla"),
        ("Liver mets of a NET. 4 mm nodule in the right upper lobe, unchanged for years.", None),
        ("28 mm mass left lower lobe, biopsy: atypical carcinoid.", "lung"),
        ("Gastric type 1, 6 polyps, all NET G1. Yearly scopes", "stomach"),
        ("Dose delayed (pancNET, cycle 2 of 4)", "pancreas"),
        ("Ascites: NE cells. Ileal prim, G2. NET", "jejunum_ileum"),
        ("mouth ulcers. NET lung, typical, mets bone", "lung"),
        ("liver lesion, NET. Primary was the TI, Ki 2", "jejunum_ileum"),
        ("EGD: 7 mm SMT bulb anterior wall. EMR: NET, G1", "duodenum"),
        ("3.5 cm ulcerated growth at greater curvature. Biopsy: neuroendocrine tumour", "stomach"),
        ("Neuroendocrine carcinoma (large cell) of ascending colon, liver mets", "colon"),
        ("NET liver mets, primary possibly small bowel, work-up pending", None),
        ("NET in liver. uncinate uptake physiological, 9 mm", None),
    ],
)
def test_the_site_is_read_in_shorthand_and_no_trifle_is_a_primary(text: str, site: Any) -> None:
    assert read_case(text).case.primary_site == site


def test_an_index_that_has_gone_up_to_a_value_is_that_value() -> None:
    case = read_case("Gastrinoma, Ki-67 1.5%. Liver biopsy: NET again, Ki-67 has gone up to 6%.").case
    assert [(one.low, one.high) for one in case.ki67] == [(1.5, 1.5), (6.0, 6.0)]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("path back: pT3 pN1, R1 (mesenteric margin), 3/17, Ki-67 2%", (3, 17)),
        ("path is back - R1, 3/17. ileal NET", (3, 17)),
        ("Histo: pT2 N1, 2/21, R0. NET of the ileum", (2, 21)),
        ("ok final path: pN1 (5/16), R0, pancreatic NET", (5, 16)),
    ],
)
def test_a_count_that_may_be_a_date_is_one_of_nodes_in_a_report_of_the_specimen(
    text: str, nodes: tuple[int, int]
) -> None:
    told = read_case(text).case.nodes
    assert told is not None
    assert (told.positive, told.examined) == nodes


@pytest.mark.parametrize(
    "text",
    [
        "Whipple 3/17 for pNET, R0",
        "Path: right hemicolectomy 5/16 for ileal NET, R0",
        "NET ileum, R1 3/17, now recurrence",
        "path back: pT3N1 R0, 3/17, 5/19",
    ],
)
def test_what_may_be_the_date_of_an_operation_is_no_count_of_nodes(text: str) -> None:
    assert read_case(text).case.nodes is None
