"""Nodes, margins and sizes of a resection are those of the whole specimen, and the size is that of the primary."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("Gastric NEC, ypT3 ypN1 (2/31)", (2, 31)),
        ("Ileal NET, nodes mesentery 6/14", (6, 14)),
        ("pNET. One node received separately, negative (0/1).", (0, 1)),
        ("Lung NET. N1 stations 10 and 11: 1/5; station 7: 0/3.", (1, 8)),
        ("Gastric NET. Perigastric LN (st. 3-6) 4/19, st. 7 0/2.", (4, 21)),
        ("NET. Hepatoduodenal ligament nodes 0/3, peripancreatic nodes 2/5; in total 2/8", (2, 8)),
        ("NET, 14 nodes received, none involved", (0, 14)),
        ("NET. Mesenteric lymph nodes clear, 0/27 (pN0).", (0, 27)),
    ],
)
def test_the_nodes_are_counted_however_they_are_listed(text: str, nodes: tuple[int, int]) -> None:
    read = read_case(text).case.nodes
    assert read is not None
    assert (read.positive, read.examined) == nodes


def test_a_fraction_of_an_organ_is_no_count_of_nodes() -> None:
    assert read_case("Lung NET, mass in the central 2/3 of the lobe; nodes not sampled.").case.nodes is None


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("pNET, R1 (retroperitoneal)", "R1"),
        ("NET, R0 (CRM 2 mm)", "R0"),
        ("NET. Margins proximal, distal and radial clear.", "R0"),
        ("NET. Margins: proximal clear, radial involved.", "R1"),
        ("NET. R0 for the bowel ends, but the mesenteric margin shows tumour at ink: R1.", "R1"),
        ("NET. Bowel margins R0, mesenteric margin R1", "R1"),
        ("NET. R0 at the proximal and distal margins; tumour at the radial margin.", "R1"),
        ("NET. All margins clear except the posterior one.", "R1"),
        ("NET. R0 in the first report; addendum: margin recut, tumour at ink, R1.", "R1"),
        ("NET. Distal margin R0", "R0"),
        ("NET. Margins: radial margin not involved, distal clear", "R0"),
        ("NET. Margin not assessable (Rx).", None),
    ],
)
def test_one_involved_side_makes_the_margin_involved(text: str, margin: str | None) -> None:
    assert read_case(text).case.margin == margin


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Ileum resection, two NETs 14 and 6 mm", 14),
        ("Ileal NETs, 5, 8 and 12 mm", 12),
        ("Left ovary: metastasis of NET, 3.1 cm. Ileum: NET 2.2 cm", 22),
        ("Resection of a pancreatic NET. Final grade is G2. Size 46 mm.", 46),
        ("Carcinoid of lung. Left lower lobe nodule 21 mm", 21),
        ("Large cell neuroendocrine carcinoma of lung. RUL mass 31 mm (was 58 mm)", 31),
        ("Lobectomy for carcinoid. Ki-67 9 %. 21 mm. Nodes 0/14.", 21),
        ("NET of the ampulla (G1; Ki-67 2 %; 15 mm; R0)", 15),
        ("Ampullary NET. CT: 28 mm, no distant metastases", 28),
        ("Bronchial carcinoid. Hilar mass 4.1 cm.", 41),
    ],
)
def test_the_size_is_that_of_the_largest_primary(text: str, size: float) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET with liver metastases. 28 mm.",
        "pNET, liver mets. CT: 28 mm.",
        "Small bowel NET. Lung nodule 8 mm.",
        "Ileal NET. Metastasis of the carcinoid in the ovary, 5 cm.",
        "Ileal NET. Hilar mass 4.1 cm.",
    ],
)
def test_the_size_of_something_else_is_not_the_primarys(text: str) -> None:
    assert read_case(text).case.tumour_size_mm is None
