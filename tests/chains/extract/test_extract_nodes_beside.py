"""Nodes beside the tumour: in a short list of spread, beside a size, and the N behind the M."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Rectal NET with mesorectal nodes, 12 mm.", {"lymph_node_regional"}),
        ("Ileal NET G1 with mesenteric nodes", {"lymph_node_regional"}),
        ("pNET G3, liver and nodes, SSTR negative.", {"liver", "lymph_node_regional"}),
        ("pNET G2, liver clear, no nodes on CT.", set()),
        ("pNET with liver function tests normal.", set()),
    ],
)
def test_sites_listed_behind_the_tumour_are_its_spread(text: str, sites: set[str]) -> None:
    assert read_case(text).case.present_metastases() == sites


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("pNET G1 25 mm node negative", 25.0),
        ("2.5 cm node-negative pNET G1, resected", 25.0),
        ("pNET G2 18 mm node positive", 18.0),
        ("12 mm node, pNET G1 25 mm", 25.0),
    ],
)
def test_a_size_before_the_nodal_status_is_that_of_the_tumour(text: str, size: float) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize("text", ["Rectal NET 12 mm M0 N0", "Rectal NET 12 mm N0 M0", "Rectal NET 12 mm, M0/N0."])
def test_n_and_m_are_read_in_either_order(text: str) -> None:
    case = read_case(text).case
    assert (case.n, case.m) == ("N0", "M0")


@pytest.mark.parametrize("text", ["NEC of the oesophagus, Ki-67 90%", "Gallbladder NEC, Ki-67 90%"])
def test_a_site_that_has_no_name_here_is_left_open_and_the_rest_is_read(text: str) -> None:
    case = read_case(text).case
    assert case.primary_site is None
    assert (case.histology, case.ki67[0].low) == ("nec", 90.0)
