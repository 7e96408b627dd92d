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


def test_where_the_rest_is_without_fdg_uptake_the_one_that_is_avid_decides() -> None:
    text = "pNET. Discordant FDG-avid lesion S8. Remaining liver mets DOTATOC-positive, FDG-negative."
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
