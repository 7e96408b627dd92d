"""Spread in other orders of words: a site with "no metastases" behind it, a mass that is called a metastasis."""

import pytest

from chains.extract import read_case


def sites(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    "text",
    [
        "NEC rectum. Metastases of liver, in bones no metastases.",
        "Metastases of liver, in bones nothing.",
        "ileal NET, liver metastases, in bone none",
        "metastases in liver, bones without metastases",
        "Metastases of the liver but in the skeleton no lesions",
        "In bones no metastases, in liver metastases.",
    ],
)
def test_a_site_that_is_denied_behind_its_name_is_clear_beside_one_that_is_not(text: str) -> None:
    assert sites(text) == {"liver": "present", "bone": "absent"}


def test_a_list_without_a_denial_is_spread_everywhere() -> None:
    assert sites("Metastases in liver and bone without lung lesions.") == {
        "liver": "present",
        "bone": "present",
        "lung": "absent",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Same scan, one lung nodule as well, reported as a metastasis",
        "CT: lung nodule, read as metastasis",
        "a lung nodule called a met by radiology",
        "lung mass, considered to be a metastasis",
    ],
)
def test_a_mass_that_is_called_a_metastasis_is_no_primary(text: str) -> None:
    case = read_case(text).case
    assert case.primary_site is None


def test_spread_named_at_the_end_of_a_question_about_the_patient_is_told() -> None:
    text = "What is the outlook for a 59 yo man with a G2 gastric NET, Ki-67 11%, and liver mets?"
    assert sites(text) == {"liver": "present"}


@pytest.mark.parametrize("text", ["Chance of cure for a 36M, caecal NET", "risk of relapse in a 36M, caecal NET"])
def test_the_patient_of_a_chance_is_told(text: str) -> None:
    assert read_case(text).case.age_years == 36
