"""Metastases that were found and removed: they were there, whatever "no evidence of disease" says now."""

import pytest

from chains.extract import read_case
from knowledge.scope import Scope


@pytest.mark.parametrize(
    "text",
    [
        "pNET G2 with liver metastases, resected. No residual disease. Prognosis?",
        "Ileal NET G1, resected primary and synchronous liver metastases resected R0 2021. No evidence of disease.",
        "Ileal NET G2. Liver metastases resected, no evidence of residual disease.",
        "pNET with liver metastases, hepatectomy 2020, NED since.",
    ],
)
def test_no_evidence_of_disease_does_not_unsay_a_metastasis_that_was_removed(text: str) -> None:
    case = read_case(text).case
    assert case.present_metastases() == {"liver"}
    assert Scope.of(case).stages == ("IV",)


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. Liver mets resected 2014. DOTATATE PET 2025: no sign of disease anywhere.",
        "Ileal NET. Liver mets resected 2014. CT 2025: no liver metastases.",
    ],
)
def test_a_scan_after_the_removal_finds_the_liver_free_but_the_stage_stays(text: str) -> None:
    case = read_case(text).case
    assert {one.site: one.status for one in case.metastases} == {"liver": "absent"}
    assert case.m == "M1"
    assert Scope.of(case).stages == ("IV",)


@pytest.mark.parametrize(
    "text",
    [
        "pNET. Suspected liver metastases, resected: haemangioma. No evidence of disease.",
        "pNET. Outside report of liver metastases; our MRI: no evidence of disease.",
    ],
)
def test_what_was_never_a_metastasis_leaves_no_stage(text: str) -> None:
    case = read_case(text).case
    assert {one.site: one.status for one in case.metastases} == {"liver": "absent"}
    assert case.m is None
