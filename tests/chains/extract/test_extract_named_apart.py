"""What is told of one thing beside another: a side of the margins, one of several tumours, the rest of the lesions."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("Ileal NET. Margins: proximal, distal uninvolved. Radial/mesenteric: INVOLVED by tumor.", "R1"),
        ("Ileal NET. Margins: proximal uninvolved, distal uninvolved. Radial: uninvolved.", "R0"),
        ("Rectal NET. Margins: lateral free. Deep: positive.", "R1"),
    ],
)
def test_one_involved_side_makes_the_margin_involved(text: str, margin: str) -> None:
    assert read_case(text).case.margin == margin


@pytest.mark.parametrize(
    "text",
    [
        "Insulinoma (pancreas, tail, 15 mm) + several small non-functioning NETs.",
        "MEN1. Insulinoma of the tail and two small nonfunctioning tumours of the head.",
    ],
)
def test_a_hormone_active_tumour_is_functioning_whatever_others_are_beside_it(text: str) -> None:
    assert read_case(text).case.functioning == "functioning"


def test_a_tumour_that_is_called_non_functioning_is_so() -> None:
    assert read_case("Non-functioning pNET, 15 mm.").case.functioning == "non_functioning"


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("Rectal NET 28mm. pT3, 5 LN+ (34), G2.", (5, 34)),
        ("Ileal NET, 2 nodes + (of 17), R0.", (2, 17)),
    ],
)
def test_nodes_with_tumour_are_read_with_those_examined_in_brackets(text: str, nodes: tuple[int, int]) -> None:
    found = read_case(text).case.nodes
    assert found is not None
    assert (found.positive, found.examined) == nodes


@pytest.mark.parametrize(
    "text",
    [
        "Rectal polyp, submucosal dissection. NET G1, 11 mm. A second polyp (sigmoid) is a hyperplastic polyp.",
        "Rectal polyp, ESD. NET G1, 11 mm. Sigmoid: tubulovillous adenoma.",
    ],
)
def test_the_organ_of_a_harmless_polyp_is_not_that_of_the_tumour(text: str) -> None:
    assert read_case(text).case.primary_site == "rectum"


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("NET. DOTATATE: in liver Krenning 3, in bones Krenning 2.", {"liver": 3, "bone": 2}),
        ("NET. In the liver K3, in the bones K2, in nodes K4.", {"liver": 3, "bone": 2, "lymph_node": 4}),
        ("NET. Krenning 3 in the liver, Krenning 2 in bone.", {"liver": 3, "bone": 2}),
        ("NET. Krenning 4, in the liver and bones.", {"liver": 4, "bone": 4}),
    ],
)
def test_in_a_row_of_scores_each_location_has_its_own(text: str, scores: dict[str, int]) -> None:
    assert {one.location: one.krenning for one in read_case(text).case.receptor_imaging} == scores


def test_the_number_of_a_date_is_not_that_of_a_cycle() -> None:
    text = "pNET. SIRT was done and tolerated. PRRT is scheduled for the autumn, first cycle 22 September."
    assert {one.kind: one.status for one in read_case(text).case.treatments} == {
        "liver_directed": "done",
        "prrt": "planned",
    }


def test_the_site_of_another_number_on_the_list_is_not_the_patients() -> None:
    text = "Board, patient no. 3 (not no. 2 as in the list: no. 2 is the thymus case). Rectal NET 24 mm, G2."
    assert read_case(text).case.primary_site == "rectum"


def test_a_krenning_score_of_that_time_is_not_the_one_of_today() -> None:
    text = "NET. Liver metastases Krenning 3. Compared with cycle 1 the liver uptake was Krenning 4 at that time."
    assert [one.krenning for one in read_case(text).case.receptor_imaging] == [3]


@pytest.mark.parametrize(("words", "bounds"), [("inferior to 2 %", (0, 2)), ("superior to 20 %", (20, 100))])
def test_a_bound_is_read_as_other_languages_word_it(words: str, bounds: tuple[float, float]) -> None:
    (index,) = read_case(f"Duodenal NET, Ki-67 {words}.").case.ki67
    assert (index.low, index.high) == bounds


def test_a_treatment_that_patient_and_family_declined_is_declined() -> None:
    (chemo,) = read_case("NEC of the caecum. Chemo was offered; patient and daughter declined.").case.treatments
    assert chemo.status == "declined"


@pytest.mark.parametrize(
    "text",
    [
        "pNET. Remaining liver mets DOTATOC-positive, FDG-negative. Conclusion: discordant FDG-avid lesion S8.",
        "pNET. The rest is FDG-negative. Conclusion: FDG-avid lesion S8.",
        "pNET. Liver lesion S8 FDG-avid. Remaining lesions are DOTATOC-positive, FDG-negative.",
    ],
)
def test_where_the_rest_is_without_fdg_uptake_the_one_that_is_avid_decides(text: str) -> None:
    assert read_case(text).case.fdg == "positive"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'Midgut NET, liver mets. So drop "bone mets" from the problem list please.',
            {"liver": "present", "bone": "absent"},
        ),
        ("pNET. Take bone mets off the list.", {"bone": "absent"}),
        ("pNET. The surgeons want to remove the liver metastases.", {"liver": "present"}),
    ],
)
def test_what_is_to_be_struck_off_a_list_is_not_there(text: str, told: dict[str, str]) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases} == told
