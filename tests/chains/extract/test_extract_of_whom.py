"""Whose fact it is: another patient's index, another specimen's nodes, another organ that does not function."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("Don't compare with the pat we had last year (NEC, Ki67 95 %): this one is NET G3, Ki67 22 %, pancreas.", 22),
        ("Our previous case had Ki67 60%; here Ki67 4%, ileal NET.", 4),
        ("I remember a patient with G3, Ki67 40%, who did well on CAPTEM. Mrs L: panNET G2, Ki67 12%.", 12),
        ("The pt before him on the list had Ki67 70, he has 5% (Ki-67). Ileal NET.", 5),
        ("Not to be mixed up with Mr Berg junior (G3, Ki67 35%). Our Mr Berg: G2, Ki67 8%.", 8),
        ("Compared with the specimen of 2019 (Ki67 5%) no change. Ileal NET, Ki67 5%.", 5),
    ],
)
def test_an_index_of_another_patient_is_not_the_patients(text: str, index: float) -> None:
    assert [one.high for one in read_case(text).case.ki67] == [index]


@pytest.mark.parametrize(
    "text",
    [
        "For Ki67 above 55% platinum is preferred. Ki67 of this biopsy still awaited. NET.",
        "Ki67 to follow, 80% cellularity. Liver biopsy: NET.",
    ],
)
def test_an_index_of_a_rule_or_still_to_come_is_none(text: str) -> None:
    assert not read_case(text).case.ki67


@pytest.mark.parametrize(
    ("text", "positive", "examined"),
    [
        ("2/12 nodes is the OTHER specimen (her sigmoid ca 2012). NET specimen = 0/9, N0. Ileum, G1.", 0, 9),
        ("Ileum-NET grade 1. Lgl 5/26. pT3 pN2.", 5, 26),
        ("4/16 ganglia positive. Ileal NET resected.", 4, 16),
        ("Nodes 1/14, the specimen was resected in one piece. Ileal NET.", 1, 14),
    ],
)
def test_nodes_are_those_of_the_specimen_of_the_tumour(text: str, positive: int, examined: int) -> None:
    nodes = read_case(text).case.nodes
    assert nodes is not None
    assert (nodes.positive, nodes.examined) == (positive, examined)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Typical carcinoid of lung, cT1cN0M0.", "T1c"),
        ("Lung carcinoid, T1cN0M0.", "T1c"),
        ("Lung carcinoid, cT1cN0cM0.", "T1"),
        ("Rectal NET, EMR, pT1cN0M0.", "T1"),
        ("Lung carcinoid, cT1aN0M0.", "T1a"),
    ],
)
def test_a_c_behind_the_t_is_part_of_it_where_no_other_category_has_one(text: str, category: str) -> None:
    assert read_case(text).case.t == category


@pytest.mark.parametrize(
    ("text", "functioning"),
    [
        ("Ileal NET. Non-functioning adrenal adenoma 14 mm.", None),
        ("Ileal NET. Non functioning gallbladder.", None),
        ("Carcinoid syndrome? 5-HIAA pending. Ileal NET.", None),
        ("PanNET 2 cm, non-functioning.", "non_functioning"),
        ("Carcinoid syndrom +. Ileal NET.", "functioning"),
    ],
)
def test_what_does_not_function_may_be_another_organ(text: str, functioning: str | None) -> None:
    assert read_case(text).case.functioning == functioning


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Lobectomy: LCNEC, 38 mm.", "lung"),
        ("Sigmoid resection in 2021 for a poorly differentiated neuroendocrine carcinoma.", "colon"),
        ("Sigmoidectomy: ileal NET infiltrating the sigmoid.", "jejunum_ileum"),
        ("Hepatic lobectomy for a NET. Nothing else is known.", None),
        ("Thyroid lobectomy: no NET.", None),
    ],
)
def test_an_operation_for_the_tumour_tells_where_it_was(text: str, site: str | None) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("CT: the primary in the pancreatic tail is unchanged at 44 mm. NET.", 44),
        ("Aneurysm unchanged at 42 mm. Ileal NET.", None),
        ("Liver lesion unchanged at 22 mm. Ileal NET.", None),
        ("Insulinoma tail of pancreas, 1.3 cms.", 13),
    ],
)
def test_an_unchanged_length_is_that_of_what_it_is_told_of(text: str, size: float | None) -> None:
    assert read_case(text).case.tumour_size_mm == size
