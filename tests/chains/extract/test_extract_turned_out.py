"""What turned out otherwise: new lesions that are benign, a revised diagnosis, values that were taken back."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "pNET. New bone lesions on CT were haemangiomas on MRI.",
        "pNET. CT: two new bone lesions, on MRI both benign.",
        'Midgut NET. The scan reported new "bone lesions": on MRI these are haemangiomata.',
    ],
)
def test_new_lesions_that_are_benign_are_no_metastases_and_no_progression(text: str) -> None:
    case = read_case(text).case
    assert (case.progression, {one.site: one.status for one in case.metastases}) == (None, {"bone": "absent"})


@pytest.mark.parametrize(
    "text",
    [
        "pNET. CT: new liver lesions and a renal cyst.",
        "pNET. CT: two new liver lesions besides the known cyst, PD.",
        "pNET. CT: new liver lesions, the one in segment 4 is a haemangioma, the others metastases.",
    ],
)
def test_a_cyst_beside_new_lesions_does_not_make_them_benign(text: str) -> None:
    assert read_case(text).case.progression == "progressive"


def test_a_revised_report_replaces_the_original_diagnosis() -> None:
    text = (
        'REVISED REPORT: Original diagnosis (outside): "well differentiated NET, G3, Ki-67 45%". On expert review the '
        "morphology is that of a poorly differentiated neuroendocrine carcinoma, small cell type. Gastric antrum."
    )
    case = read_case(text).case
    assert (case.histology, case.differentiation, case.stated_grade) == ("nec", "poor", None)


def test_a_lesion_that_takes_up_fdg_outweighs_those_that_do_not() -> None:
    text = "pNET. FDG: several of the liver mets without SSTR expression are FDG positive (SUV 7-9)."
    assert read_case(text).case.fdg == "positive"


def test_a_doubtful_margin_gives_way_to_the_report() -> None:
    assert read_case('Ileal NET resected, R0?? report says "R1 at mesenteric margin".').case.margin == "R1"


def test_counts_at_several_stations_are_added_up() -> None:
    nodes = read_case("Lobectomy, typical carcinoid. Lymph nodes: levels 7 (0/3), 9 (0/1), 11 (1/4).").case.nodes
    assert nodes is not None
    assert (nodes.positive, nodes.examined) == (1, 8)


def test_a_syndrome_that_is_answered_with_no_is_not_told() -> None:
    assert read_case("VIPoma no, insulinoma no. So an NF-pNET.").case.syndrome is None
