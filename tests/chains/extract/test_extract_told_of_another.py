# ruff: noqa: E501 - a text under test is checked more easily on one line
"""Told of another: an index, a grade or a count that is another tumour's, a slip's or a first reading's, and what is nobody's."""

import pytest

from chains.extract.reader import read_case


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the Ki67 of 40% in the chart is from her breast tumour, not the NET. NET is appendix, G1, Ki-67 1%", [1]),
        ("The Ki-67 of 80% you quote comes from the lymphoma. pNET Ki-67 6%.", [6]),
        ("Ki67 35% in the old report refers to the prostate cancer, pNET Ki67 4%", [4]),
        ("The Ki-67 of 40% in the chart is from her liver biopsy, pNET.", [40]),
        ("The Ki-67 of 12% is from the liver metastasis of the NET, not the breast.", [12]),
        ("Ki-67 12% is from the NET, not her breast tumour.", [12]),
    ],
)
def test_an_index_said_to_be_from_another_tumour_is_not_the_nets(text: str, wanted: list[float]) -> None:
    assert [one.low for one in read_case(text).case.ki67 or ()] == wanted


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("MDT slip says G3, path says G2 (Ki67 7%). pNET", 2),
        ("Path says G3, MDT slip says G2. pNET Ki67 30%", 3),
        ("The clinic list has G1, histology G2. Ileal NET", 2),
        ("MDT slip says G3. pNET", 3),
    ],
)
def test_a_slip_gives_way_to_the_pathology(text: str, grade: int) -> None:
    assert read_case(text).case.stated_grade == grade


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Ileal NET. nodes 0/12 on frozen, 2/12 on final.", (2, 12)),
        ("Ileal NET. 0/12 nodes on frozen section; final 2/12.", (2, 12)),
        ("Ileal NET. Nodes 2 of 14 reported initially, revised to 3 of 14.", (3, 14)),
        ("pNET. Nodes: 1/10 at first, corrected to 2/10.", (2, 10)),
        ("pNET. Nodes 2/14 positive.", (2, 14)),
    ],
)
def test_a_revised_count_takes_the_place_of_the_first(text: str, counts: tuple[int, int]) -> None:
    nodes = read_case(text).case.nodes
    assert nodes
    assert (nodes.positive, nodes.examined) == counts


@pytest.mark.parametrize(
    "text",
    [
        "Hypothetically: a NET with Ki-67 of 21 %, G3?",
        "Hypothetical case: pNET, Ki-67 25 %, liver mets.",
        "Theoretically, a NET with Ki-67 of 20% exactly, G2 or G3?",
    ],
)
def test_what_is_told_of_no_patient_is_no_case(text: str) -> None:
    assert not read_case(text).case.facts()


def test_a_case_that_is_not_hypothetical_is_told() -> None:
    assert read_case("In our case: pNET, Ki-67 25 %, liver mets.").case.ki67


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Lung: nodule, biopsy NET. Ileal NET known.", "jejunum_ileum"),
        ("Lung: 12 mm nodule, FNA: NET. Known rectal NET.", "rectum"),
        ("Lung: nodule, biopsy NET.", "lung"),
    ],
)
def test_a_sampled_lesion_beside_a_known_tumour_is_no_primary(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    ("text", "kind", "grade"),
    [
        ("Submitted dx: NEC G3. Review dx: well differentiated NET, grade 3. Ki-67 26%.", "net", 3),
        ("Outside dx: NET G2. Review dx: NEC, large cell, Ki-67 70%.", "nec", None),
        ("Submitted diagnosis: NET G2, Ki-67 4%. Slides enclosed.", "net", 2),
    ],
)
def test_a_review_takes_the_place_of_the_submitted_diagnosis(text: str, kind: str, grade: int | None) -> None:
    case = read_case(text).case
    assert case.histology in {kind, f"lc{kind}"}
    assert case.stated_grade == grade


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bronchial biopsy: carcinoid, Ki-67 1 %, no mitoses - typical carcinoid.", "typical_carcinoid"),
        ("Biopsy lung: no typical carcinoid.", None),
    ],
)
def test_a_denial_ends_at_the_dash_before_the_diagnosis(text: str, kind: str | None) -> None:
    assert read_case(text).case.histology == kind
