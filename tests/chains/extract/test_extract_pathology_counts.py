"""Nodes without a word for nodes: beside the N-stage or the R code a count, and never a date."""

import pytest

from chains.extract import read_case


def _nodes(text: str) -> tuple[int | None, int | None] | None:
    nodes = read_case(text).case.nodes
    return (nodes.positive, nodes.examined) if nodes else None


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("MiNEN of the caecum. R hemicolectomy: pT4a N2 9/31 R0. M0.", (9, 31)),
        ("pT3 pN1 6/19 L1 V1 R0, ileal NET G1", (6, 19)),
        ("Ileal resection 2020 (pT3 N1, 4/17, R0), G1.", (4, 17)),
        ("Caecal NET G1, R hemi 2022, R0, 5/21. DOTATATE 9/24 neg.", (5, 21)),
        ("Ileal NET, resected in 2013 (R0, 2/14), single liver met.", (2, 14)),
        ("s/p total gastrectomy 2021 (pT2 N1 M0, 3/26). PET 10/24: liver met.", (3, 26)),
        ("Appendix NET, right hemicolectomy, pT3N0R0 0/22.", (0, 22)),
        ("Ileal NET op: pT4 pN2 M1, 14/29, R2", (14, 29)),
        ("Lobectomy 2020, typical carcinoid, 0/11, R0", (0, 11)),
    ],
)
def test_a_count_beside_the_stage_is_one_of_nodes(text: str, nodes: tuple[int, int]) -> None:
    assert _nodes(text) == nodes


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET pT3 N1 M1. CT 7/22 stable. CT 6/25 new liver lesions.",
        "Whipple 5/16, R0. Relapse 3/24 in the liver.",
        "pNET, distal pancreatectomy R0 5/24, now new liver met.",
        "Whipple 2021, R0, 5/24 recurrence in the liver.",
        "s/p ileal resection (R0, 03/24), G1",
        "s/p ileal resection pT3 N1 M0 R0 03/22, lanreotide since 6/22",
        "pT3 N1 M0 (5/22). Lanreotide since 6/22",
        "Diagnosed 2019, Whipple R0 5/24.",
        "Hemicolectomy 2019 R0; 2/24; 6/24; 12/24 CTs all clear",
        "Gastrectomy, pT2 N1 M0, 1/25. ECOG 0",
    ],
)
def test_a_date_beside_the_stage_is_no_count(text: str) -> None:
    assert _nodes(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET, R0, PRRT 2/4, next 9/25.",
        "pT2 N0 R0 G2, 4/10 HPF, Ki-67 6%",
        "pNET, R0, pain 2/10, BP 120/80",
        "Resected 2019, R0, cycle 4/6 of CAPTEM",
        "pT2 N0 (3/14) R0",
    ],
)
def test_other_counts_beside_the_stage_are_none_of_nodes(text: str) -> None:
    assert _nodes(text) is None


@pytest.mark.parametrize(
    "text",
    ["PET: nodes negative 10/24, liver stable.", "New lymph node 5/23 on CT", "LN 05/23 biopsied: NET"],
)
def test_the_date_of_a_scan_behind_a_node_is_no_count(text: str) -> None:
    nodes = _nodes(text)
    assert nodes is None or nodes[1] is None


def test_a_count_behind_the_word_for_nodes_stays_one() -> None:
    assert _nodes("Ileal NET, LN 2/15, new liver mets") == (2, 15)
    assert _nodes("pT3 pN1 (6/23), R0") == (6, 23)


@pytest.mark.parametrize("text", ["5/12 nodes, 12/5 was the op", "op was 12/5, nodes 5/12", "op 3/4, pT2 N1 (5/12) R0"])
def test_the_date_of_the_operation_beside_the_count_is_no_impossible_count(text: str) -> None:
    assert _nodes(text) == (5, 12)
    assert read_case(text).problems == ()


def test_more_positive_than_examined_nodes_are_impossible() -> None:
    reading = read_case("pNET, lymph nodes 31/22 positive")
    assert reading.case.nodes is None
    assert [problem.field for problem in reading.problems] == ["nodes"]
