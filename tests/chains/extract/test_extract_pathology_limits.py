"""Limits that somebody names, and diagnoses that nobody decides."""

import pytest

from chains.extract import read_case


def test_a_limit_that_the_index_keeps_is_no_second_index() -> None:
    case = read_case("pNET G2, Ki-67 12 %. Liver transplant turned down, grade and Ki > 10 %.").case
    assert [(one.low, one.high) for one in case.ki67] == [(12, 12)]


def test_a_bound_alone_is_the_index() -> None:
    assert [one.high for one in read_case("pNET, Ki-67 < 3 %").case.ki67] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "Pancreatic mass, path torn NET G3 v NEC, p53 pending.",
        "Neuroendocrine neoplasm of the lung; differentiation between carcinoid and small cell carcinoma not possible.",
        "Pathologist cannot tell NET G3 from NEC on this core. Rebiopsy or treat as NET G3?",
        "EUS-FNA: neuroendocrine neoplasm. Distinction of NET from NEC cannot be made on this sample.",
    ],
)
def test_what_nobody_decides_is_no_diagnosis(text: str) -> None:
    assert read_case(text).case.histology is None


@pytest.mark.parametrize("text", ["typ carcinoid RLL, lobectomy", "57 M lung typical carc post lobectomy"])
def test_a_carcinoid_in_short_is_a_carcinoid(text: str) -> None:
    assert read_case(text).case.histology == "typical_carcinoid"
