"""Nodes are counted over all stations of a dissection; a part of them, or those of a scan, are not the count."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("Lung NET. Hilar nodes 2/5; subcarinal nodes 0/4; paratracheal nodes 0/3.", (2, 12)),
        ("NET. Mesenteric nodes 3/10; paracaval nodes 1/4.", (4, 14)),
        ("Ileal NET. Nodes of the mesentery 5/12. Nodes of the right colic artery 0/3.", (5, 15)),
        ("Gastric NET. Left gastric nodes 1/4, right gastric nodes 0/3, hepatic artery nodes 0/2.", (1, 9)),
        ("NET. Four of 5 perirectal lymph nodes positive.", (4, 5)),
        ("NET. 2 of 9 periampullary lymph nodes contain metastases.", (2, 9)),
        ("NET. None of 8 parabronchial nodes is involved.", (0, 8)),
        ("NET. Mesenteric nodes 3/10 (including retroperitoneal nodes 0/2).", (3, 10)),
        ("Sentinel node 0/1; ileal NET nodes 3/12.", (3, 12)),
        ("pNET, nodes 0/12 on the left, 2/9 on the right.", (2, 21)),
        ("Lung carcinoid. Lymph nodes: left 0/5, right 1/6.", (1, 11)),
        ("LN: 3/8 mesenteric + 0/2 para-aortic. ileal NET", (3, 10)),
        ("Nodes 2/16, 4/20 CT: no recurrence. NET resected 2/20", (2, 16)),
        ("nodes 1/4 left hilar. Lung carcinoid", (1, 4)),
        ("Gastric NET (nodes: lesser curve 2/9, greater curve 0/12, station 8a 1/3, station 9 0/2).", (3, 26)),
        ("LCNEC of the lung. Nodes: N1 stations 2/6, station 7 1/2, 2R/4R 0/5.", (3, 13)),
        ("Ileal NET. LN: mesenteric 2/9, root 1/5, apical 0/2.", (3, 16)),
        ("Lung NET. Nodes: posterior 1/4, junctional 0/3, marginal arcade 0/2.", (1, 9)),
        ("Ileal NET. Nodes: total 3/14, sentinel 0/2", (3, 14)),
        ("Ileal NET, nodes: 2/14 (2019), re-resection 1/5", (2, 14)),
    ],
)
def test_a_station_may_be_called_by_any_word_of_place(text: str, nodes: tuple[int, int]) -> None:
    read = read_case(text).case.nodes
    assert read is not None
    assert (read.positive, read.examined) == nodes


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("NET. Nodes involved / examined: 9 / 21", (9, 21)),
        ("NET. Lymph nodes (positive/examined): 4/22", (4, 22)),
        ("NET. Lymph nodes examined / involved: 21 / 9", (9, 21)),
        ("NET. Nodal yield 19, of which 6 positive.", (6, 19)),
        ("NET. Lymph nodes: thirteen, none affected.", (0, 13)),
        ("NET. Lymph nodes: 2 with metastases among 14.", (2, 14)),
        ("NET. Nine nodes found in the fat; one harbours a 2 mm deposit.", (1, 9)),
        ("NET. Fatty tissue with 8 lymph nodes without evidence of malignancy.", (0, 8)),
    ],
)
def test_the_two_counts_may_be_named_before_they_are_given(text: str, nodes: tuple[int, int]) -> None:
    read = read_case(text).case.nodes
    assert read is not None
    assert (read.positive, read.examined) == nodes


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. 3 of 8 nodes PET positive.",
        "Ileal NET. 4 of 6 nodes on CT are enlarged.",
        "Ileal NET. 2 of 4 retroperitoneal nodes avid.",
        "pNET, nodes 0/12 and 2/9.",
        "Breast cancer 2010, 2 of 14 axillary nodes positive. Rectal NET 8 mm.",
    ],
)
def test_nodes_counted_on_a_scan_or_of_another_cancer_are_not_those_of_the_specimen(text: str) -> None:
    assert read_case(text).case.nodes is None


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. Nodes 3/14, mesenteric 2/9",
        "Ileal NET. Nodes: 3/14, of which mesenteric 2/9, apical 1/5",
        "Lung NET. Nodes: left 1/4, right 0/3, all others 0/8",
    ],
)
def test_a_list_in_which_a_count_has_no_place_of_its_own_is_not_added_up(text: str) -> None:
    nodes = read_case(text).case.nodes
    assert nodes is None or (nodes.positive, nodes.examined) == (3, 14)
