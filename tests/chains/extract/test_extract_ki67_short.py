"""The short "ki" with a verb behind it, values of a third sample, and HER2 beside the index of an NEC."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ampullary NET, block says G2 but ki reported as 2,8%? Mitoses 1.", [2.8]),
        ("ileal NET, ki came back as 12 %", [12]),
        ("Ki of the liver bx 7%. NET", [7]),
        ("pNET, ki not reported", []),
        ("NET, ki pending, reported as soon as done. 5 % uptake", []),
        ("SI-NET. Ki 67 was 2 % in 2017, rebiopsy 2022 12 %, now 2024 rebiopsy again 22 %.", [2, 12, 22]),
        ("62M NEC of stomach. Ki-67 70 %, HER2 neg.", [70]),
        ("NET of the ileum 2 cm. Breast: Ki-67 40 %, ER 90 %, HER2 neg.", []),
        ("pNET G2. Mammary tumour: Ki-67 30%, HER2 neg", []),
        ("Ki67 12 liver burden 40 %. ileal NET", [12]),
        ("MiNEN of the cardia: 60 % large cell NEC (Ki-67 75 %), 40 % tubular adenocarcinoma.", [75]),
        ("NET Ki-67 5 % (liver), 8 % (node)", [5, 8]),
        ("pNET, Ki-67 8 %. Marrow without tumour, Ki-67 in haematopoiesis 30 %, of no significance.", [8]),
        ("ileal NET, 12 liver burden percent unclear", []),
    ],
)
def test_ki67(text: str, values: list[float]) -> None:
    assert [one.low for one in read_case(text).case.ki67] == values


@pytest.mark.parametrize("written", ["Ki 90+ %", "Ki-67 90%+", "Ki-67 90 % or more"])
def test_a_plus_behind_a_number_opens_it_at_the_top(written: str) -> None:
    bounds = [(one.low, one.high) for one in read_case(f"Gastric NEC, {written}, poorly diff.").case.ki67]
    assert bounds == [(90.0, 100.0)]


def test_an_age_in_the_row_under_therapy_now_is_no_ki67() -> None:
    text = "| Pat | Age/Sex | Ki-67 | Mets | Therapy now |\n| 17 | 64 f | 4 % | Liver | Octreotide LAR 30 mg |"
    assert [one.low for one in read_case(text).case.ki67] == [4]


@pytest.mark.parametrize(
    "text", ["pNET G2, ki67 15 M 62", "| Patient | Grade | Ki-67 | Mets |\n| A | G2 | 15 | liver |"]
)
def test_a_ki67_without_its_sign_stays_before_a_sex_and_in_its_own_column(text: str) -> None:
    assert [one.low for one in read_case(text).case.ki67] == [15]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("Pancreas NET G2, ki 67 %8, liver mets.", (8, 8)),
        ("NET, KI 67 % 8", (8, 8)),
        ("NET, ki-67 %3-5.", (3, 5)),
        ("NET, Ki 67: %2,5.", (2.5, 2.5)),
        ("NET G2, Ki-67 10 %5 mitoses", (10, 10)),
        ("NET, weight loss %8, Ki-67 3 %", (3, 3)),
    ],
)
def test_a_percent_sign_may_stand_before_its_number(text: str, index: tuple[float, float]) -> None:
    assert [(one.low, one.high) for one in read_case(text).case.ki67] == [index]


def test_a_percent_sign_before_its_number_is_found_where_it_stands() -> None:
    text = "Pancreas NET G2, ki 67 %8, liver mets."
    assert {text[start:end] for start, end in read_case(text).case.places("ki67").values()} == {"%8"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ki-67 (%): 5\nGrade: 2\nPrimary: ileum", 5),
        ("Ki67 % = 7. Ileal NET.", 7),
        ("Ki-67 proliferation index (in %) 4. NET jejunum", 4),
        ("ki67%6 chromogranin +, pancreas net", 6),
        ("Ki-67 approx. %18 in hot spot, NET pancreas", 18),
    ],
)
def test_a_percent_sign_in_the_name_of_the_index_is_that_of_its_number(text: str, value: float) -> None:
    assert [one.high for one in read_case(text).case.ki67] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ki-67 was read 25 %, I count 12 % in 1000 cells. NET G2 pancreas.", [12]),
        ("Amended report: Ki-67 corrected from 30 % to 3.0 %. NET G2, ileum.", [3]),
        ("Ki-67 was reported 2 %, we find 12 liver mets. Ileal NET.", [2]),
        ("ki67 rose from 4 % to 14 %. pNET", [4, 14]),
    ],
)
def test_an_index_that_is_put_right_gives_way_to_the_one_that_holds(text: str, values: list[float]) -> None:
    assert [one.high for one in read_case(text).case.ki67] == values
