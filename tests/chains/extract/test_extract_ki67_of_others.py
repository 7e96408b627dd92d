"""An index is the tumour's own as counted: no limit of a trial, no other stain and no other growth beside it."""

import pytest

from chains.extract import read_case


def _values(text: str) -> list[float]:
    return [index.low for index in read_case(text).case.ki67]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("pNET. Ki-67 12 % by manual count, threshold for our trial is 20 %.", [12]),
        ("Screening fail: need Ki67 ≤55, his is 60. NET G3 pancreas.", [60]),
        ("Need Ki67 10-55 for inclusion, what was hers? GEP-NET", []),
        ("They only accept Ki-67 < 20 %, hers is 12 %. pNET.", [12]),
        ("He needs Ki-67 repeated, the last Ki-67 was 12 %. pNET.", [12]),
        ("pNET. Ki-67 8% (manual count), limit for PRRT 15%.", [8]),
        ("pNET. Ki-67 4% on manual count, cut-off of 3%.", [4]),
        ("pNET. Ki-67 15%, recounted manually; protocol ceiling 55%.", [15]),
        ("pNET. Ki-67 was 9% on review, inter-observer variation 5%.", [9]),
        ("pNET. Ki-67 5% on review, 10% of cells p53 positive.", [5]),
        ("pNET. Ki-67 2%. Manual count now gives 6.8 %.", [6.8]),
        ("pNET. Ki-67 2% at first; recounted on 2000 cells in the hot spot, 3.8 %.", [3.8]),
        ("pNET. The old letter says Ki-67 2%, the corrected addendum says 12%.", [12]),
    ],
)
def test_a_limit_or_another_stain_behind_a_count_is_no_new_count(text: str, values: list[float]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The bladder tumour had a Ki-67 of 45%. The ileal NET is G1.", []),
        ("The kidney cancer: Ki-67 30%. Ileal NET.", []),
        ("Ki-67 70% (from the small cell bladder cancer report). Ileal NET Ki-67 1%.", [1]),
        ("The Ki-67 of 35% refers to the lung adenocarcinoma. Ileal NET.", []),
        ("NET, Ki-67: 5%; Ki-67 of the adjacent adenoma: 40%.", [5]),
        ("Ki-67 labels 3% of NET cells and 55% of the adenoma.", [3]),
        ("Ileal NET. Ki-67 25% (breast), 2% (ileal NET).", [2]),
        ("NET, Ki-67 5% (adenoma 40%).", [5]),
        ("Ki-67 20%, ER 90%, HER2 negative.", []),
        ("Rectal NET beside a tubular adenoma, Ki-67 2 %", [2]),
    ],
)
def test_the_index_of_another_growth_is_not_the_tumours(text: str, values: list[float]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Re-classified as NET G3 by WHO 2017, Ki-67 30%.", [30]),
        ("In the WHO 2022, Ki-67 > 20% is G3.", []),
        ("NET. Index of proliferation: 2%.", [2]),
        ("NET. Index MIB-1, first biopsy: 2%. Second biopsy, 26 months on: 30%.", [2, 30]),
        ("NET. Ki-67 8%. Repeat biopsy after 2 years: 22 %.", [8, 22]),
        ("NET. Ki-67 8%. Repeat biopsy: steatosis of 30 %.", [8]),
        ("NET. Ki-67 1% (pre-treatment 6%).", [1, 6]),
    ],
)
def test_a_later_sample_and_a_book_are_told_apart(text: str, values: list[float]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A Ki-67 cut-off of 5% has been proposed; the patient's Ki-67 is 9%.", [9]),
        ("NET. Ki-67 8% (cut-off G1/G2: 3%).", [8]),
        ("NET. Ki-67 10-55% is the range for the trial.", []),
        ("NET. For PRRT Ki-67 <20% preferred. Ki-67 25%.", [25]),
        ("NET. Ki-67 estimated at 3 %, below the 5 % limit.", [3]),
        ("NET. Ki-67 (clone MIB-1, 1:50) 6%.", [6]),
        ("NET. Ki-67 80% tumour-infiltrating lymphocytes; NET cells 2%.", [2]),
        ("NET. A Ki-67 of 22% was reported by mistake, it is 2.2%.", [2.2]),
    ],
)
def test_a_limit_a_dilution_and_an_error_are_no_index(text: str, values: list[float]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("pNET. The Ki-67 was misquoted as 16 %.", []),
        ("pNET. The letter misquotes the Ki-67 as 16 %.", []),
        ("pNET. Ki-67 wrongly quoted as 16 %; the report is attached.", []),
        ("pNET. Ki-67 (16 %) is a misprint.", []),
        ("pNET. Ki-67 in hot spots 12 % (misread before as 2 %).", [12.0]),
        ("pNET. Ki-67 12 %, not wrongly low.", [12.0]),
    ],
)
def test_an_index_that_is_called_misquoted_is_none(text: str, values: list[float]) -> None:
    assert [one.low for one in read_case(text).case.ki67] == values
