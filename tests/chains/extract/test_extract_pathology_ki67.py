"""Every Ki-67 value of the patient's tumour is read, and none of a control, of healthy tissue or of an adenoma."""

import pytest

from chains.extract import read_case


def _values(text: str) -> list[float]:
    return [index.low for index in read_case(text).case.ki67]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Two ileal NETs, Ki-67 larger one 3.2 %, smaller one 1 %", [3.2, 1]),
        ("Gastric NET, Ki-67: region 1 9 %, region 2 12 %, region 3 15 %", [9, 12, 15]),
        ("NET, Ki-67: block A3 8 %, block A5 12 %", [8, 12]),
        ("NET, Ki-67 in the hot spot 4 %, average over the whole core about 1 %", [4, 1]),
        ("NET, Ki-67 2016 2 %, re-biopsy of the liver 2024 18 %", [2, 18]),
        ("NET, Ki-67 3 % in the primary, liver bx 9 %", [3, 9]),
        ("Biopsy of the pancreatic NET: Ki-67 2 %. The resection shows a hot spot of 11 %.", [2, 11]),
        ("pNET, Ki-67 30-40 in the liver biopsy, 5-8 in the primary", [30, 5]),
        ("NET after embolisation, Ki-67 in the remaining viable tumour 6 %", [6]),
    ],
)
def test_every_value_of_a_list_is_read(text: str, values: list[float]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("NET ileum G2, Ki 3-5 %", 3, 5),
        ("LCNEC, ki 70. ECOG 1", 70, 70),
        ("SI-NET, ki<2%", 0, 2),
        ("pNET G2, 8 %.", 8, 8),
        ("pNET G3 (30 %)", 30, 30),
        ("The trial needs Ki-67 <55 %, ours is 40. pNET", 40, 40),
    ],
)
def test_a_short_form_of_the_index_is_read(text: str, low: float, high: float) -> None:
    assert [(index.low, index.high) for index in read_case(text).case.ki67] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "pNET G1, 15 %.",
        "pNET G2, 15 % of the liver",
        "pNET G3, 60 % reduction",
        "pNET G3 (60 %) reduction",
        "NET, KI 130 mg before MIBG",
        "MiNEN: NEC G3 (30 %), adenocarcinoma component 70 %",
        "NET. Ki-67 in the trial was up to 55 %",
        "NET. Fulfils the Milan criteria (Ki-67 <10 %, liver <50 %)",
    ],
)
def test_another_percentage_is_no_index(text: str) -> None:
    assert _values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tonsil control: Ki-67 85 % (germinal centres), 10 % (mantle). ",
        "Ki-67 control sheet: tonsil, germinal centres >90 %, mantle <5 %. ",
        "Foveolar zone with a high Ki-67 (>60 %), which is not tumour. ",
        "Hepatocyte Ki-67 <1 %. ",
        "Thymocytes Ki-67 90 %. ",
        "Sigmoid polyp: tubulovillous adenoma, Ki-67 40 %. ",
        "A tubular adenoma was removed too; Ki-67 there 60 %. ",
        "Crypts: Ki-67 60 %. ",
    ],
)
def test_the_index_of_other_tissue_is_left_out(text: str) -> None:
    assert _values(f"{text}Neuroendocrine tumour, Ki-67 2 %.") == [2]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Rectal NET beside a tubular adenoma, Ki-67 2 %", [2]),
        ("Ki-67 is 60 % in the crypts, which is not tumour, and 2 % in the NET", [2]),
        ("Ki-67: tonsil control 85 %, 20 %; tumour 4 %", [4]),
        ("NET of the bile duct, Ki-67 10 %", [10]),
    ],
)
def test_the_index_of_the_tumour_beside_other_tissue_is_kept(text: str, values: list[float]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("57M SI-NET liver mets both lobes, G2 ki67 9%, ~40% replaced, bili 19", 40),
        ("ileal NET, liver mets, Ki-67 9 %, 40 % is replaced", 40),
        ("ileal NET, liver mets, Ki-67 9 %, 40 % liver replacement", 40),
        ("pNET, liver mets, Ki-67 9 %, 40 % occupied by tumour", 40),
        ("pNET Ki-67 9 %, 40 % burden in the liver", 40),
        ("pNET G2 Ki-67 9%, 40% hepatic tumour load", 40),
        ("pNET, liver mets, Ki-67 9 %, 40 % infiltration of the liver", 40),
        ("pNET G2 Ki-67 9 % / 40 % tumour load", None),
        ("pNET, Ki-67 9 %, 40 % involved", None),
        ("pNET G2, Ki-67 9 % (liver burden 40 %)", 40),
        ("pNET G2, Ki-67 9 %, tumour burden 40 %", None),
        ("pNET Ki-67 9 % involved margins", None),
    ],
)
def test_the_share_of_the_liver_behind_the_index_is_no_second_index(text: str, share: float | None) -> None:
    case = read_case(text).case
    assert _values(text) == [9]
    assert (case.liver.involvement_low if case.liver else None) == share
