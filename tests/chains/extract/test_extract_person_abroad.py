"""The age and the sex of the patient in other languages, in a table, and where a relative tells of the patient."""

from typing import Any

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("Pat. Hr. M., 67 J/m. Pancreas tail NET G2.", 67, "male"),
        ("Fr. Schmidt, 58 Jahre, NET ileum", 58, "female"),
        ("Mme B, 67 ans, NET of ileum G1", 67, "female"),
        ("lanreotide depuis 44 ans, NET ileum", None, None),
        ("Pz di 63 anni, male, NET ileal G2", 63, "male"),
        ("Donna di 55 anni, NET ileale", 55, "female"),
        ("NET da 32 anni", None, None),
        ("Patient Mr vd Berg 69 jr, WHO PS 1. NET", 69, "male"),
        ("64 ys, male, NEC pancreas", 64, "male"),
        ("NET, follow-up 55 ys", None, None),
        ("Signora 60 years. In 2014 resection of ileum for NET", 60, "female"),
        ("HR 72, BP 120/80, ileal NET", None, None),
        ("MW 60, seg 7 ablation, NET", None, None),
        ("HR 0.45 in NETTER-1", None, None),
        ("| pt | age | primary |\n| H.S. | 60 | ileum NET |", 60, None),
        ("| pt | age | primary |\n| A | 60 | ileum NET |\n| B | 71 | pNET |", None, None),
        ("Hx from daughter: dad 81 had bowel surgery in 2009. Now liver lesions bx = NET G1.", 81, "male"),
        ("Ms O'Brien's daughter rang. Mum (79) not eating. Midgut NET", 79, "female"),
        ("Wife rang: husband (67) vomiting since everolimus. pNET", 67, "male"),
        ("Her dad (81) died of colon cancer. 52F ileal NET", 52, "female"),
        ("Sister reports brother had NET. 52F pNET", 52, "female"),
        ("Mum 81 had a carcinoid too. Pt 52F ileal NET", 52, "female"),
        ("Pat. has prostate Ca Gleason 7 after RT 2018. Ileum NET.", None, "male"),
        ("pt had breast ca 2012. ileal NET", None, None),
        ("Mr F, 72. Typical carcinoid LLL", 72, "male"),
        ("Mrs M, 64, ileal NET", 64, "female"),
        ("36-yr M. insulinoma", 36, "male"),
        ("Pt. is 48 y, plays football. thymic NET", 48, None),
        ("V 67 jr, WHO performance 1. pNET", 67, "female"),
        ("34 y, G2P1, 22 weeks. appendix NET", 34, "female"),
        ("Wife rang. Had his 3rd Lutathera on Monday, she wanted to know if he can go. pNET", None, "male"),
        ("Daughter rang. She feels better. 61F ileal NET", 61, "female"),
        ("67-year-old driver together with his wife, who is herself on chemotherapy. He is well. NET", 67, "male"),
        ("mum emailed: her son (15) had appendix out, appendiceal NET, 6 mm. Told her no follow-up.", 15, "male"),
        ("Request from patient's daughter, summary by registrar:\nFather 81, dementia. Jejunal NET", 81, "male"),
    ],
)
def test_the_age_and_the_sex_are_read(text: str, age: Any, sex: Any) -> None:
    case = read_case(text).case
    assert (case.age_years, case.sex) == (age, sex)


@pytest.mark.parametrize(
    ("text", "ecog"),
    [
        ("Can we discuss if the NET pt with ECOG 3 should still get CAPTEM? pancreatic primary", 3),
        ("Should a patient with ECOG 3 get CAPTEM?", None),
        ("Can the pt with ECOG 1 have PRRT? pNET", 1),
        ("Is she ECOG 2? pNET", None),
        ("Not ECOG 3. pNET", None),
        ("Daughter rang. Mum (79) in bed most of the day, ECOG 3. Midgut NET", 3),
    ],
)
def test_a_performance_status_is_that_of_the_patient(text: str, ecog: int | None) -> None:
    assert read_case(text).case.ecog == ecog
