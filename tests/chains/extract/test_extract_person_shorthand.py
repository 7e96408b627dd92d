"""The patient in the shorthand of letters: the age in brackets or alone, and who is taken back."""

from typing import Any

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("Patient 36 years, 20 weeks pregnant, appendix NET 13mm", 36, "female"),
        ("Patient 36 years after resection of an ileal NET", None, None),
        ("Patient 20 years, disease-free. Ileal NET", None, None),
        ("Father died of colon cancer. Patient himself, 60, has a gastric NET", 60, "male"),
        ("66-årig mand, NET ileum G2", 66, "male"),
        ("58-årig kvinna, NET ileum", 58, "female"),
        ("Sr. João, 72a, TNE de pâncreas G3", 72, "male"),
        ("Phone call from pt's daughter. Mum (74, small bowel NET) has diarrhoea", 74, "female"),
        ("His mother (74, breast cancer) died. He has an ileal NET", None, "male"),
        ("Her brother has VHL. She (34) has a pNET", 34, "female"),
        ("She (our surgeon, 45) saw the pt. Ileal NET", None, None),
        ("Liver mets are ileal NET (G1, Ki 2%). 74. Lanreotide ongoing", 74, None),
        ("Ileal NET, Ki-67 2. 45. Lanreotide ongoing", None, None),
        ("Paciente masculino, 49 años, pNET head", 49, "male"),
        ("Paciente femenina, 49 años, pNET head", 49, "female"),
        ("Varón de 66 años con NET ileal", 66, "male"),
        ("Any thoughts re SIRT for this bloke? 64, rectal NET", 64, "male"),
    ],
)
def test_the_age_and_the_sex_are_read_in_shorthand(text: str, age: Any, sex: Any) -> None:
    case = read_case(text).case
    assert (case.age_years, case.sex) == (age, sex)


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("She got prostate.. sorry HE had prostate cancer 2015. Now duodenal NET", "male"),
        ("He has, sorry she has, a rectal NET", "female"),
        ("He had an ileal NET... sorry, she had a jejunal NET", "female"),
        ("She has a pNET G2. Sorry he has no slot on Monday", "female"),
    ],
)
def test_the_person_who_is_put_right_at_once_is_the_patient(text: str, sex: str) -> None:
    assert read_case(text).case.sex == sex


@pytest.mark.parametrize(
    ("text", "age", "sex", "site"),
    [
        ("76 yo M w/ midgut NET, liver mets + new ovarian -- sorry wrong pt, ignore ovarian", 76, "male", "liver"),
        ("76 yo M w/ midgut NET, liver mets and new bone - wrong patient, please ignore the bone", 76, "male", "liver"),
        ("44F rectal NET, liver mets. Sorry wrong patient, ignore everything above", None, None, None),
        ("44F rectal NET, liver mets. Wrong patient! Ignore this message", None, None, None),
    ],
)
def test_only_the_finding_that_is_named_is_another_patients(text: str, age: Any, sex: Any, site: Any) -> None:
    case = read_case(text).case
    sites = [one.site for one in case.metastases if one.status == "present"]
    assert (case.age_years, case.sex) == (age, sex)
    assert "bone" not in sites
    assert site is None or site in sites


@pytest.mark.parametrize(
    ("text", "ecog"),
    [
        ("Man 64 jr. Midgut NET. MDO advies: PRRT. WHO 1. Lab: kreat 88", 1),
        ("Mevr 55 jr. NET ileum, WHO 2, controle", None),
        ("Dhr 64 jr. PA: NET. WHO 1. Ki-67 1 %", None),
        ("Ileal NET resected. WHO 1. Ki-67 1 %", None),
    ],
)
def test_a_who_score_in_a_sentence_of_its_own_is_the_performance_status_in_a_dutch_letter(text: str, ecog: Any) -> None:
    assert read_case(text).case.ecog == ecog
