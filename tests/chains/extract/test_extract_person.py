"""The person, the hormones and the heart: who is meant, what was only tested for, and what is denied."""

from typing import Any

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("echo: no CHD. ileal NET with carcinoid syndrome", {"carcinoid_heart_disease": False}),
        ("SI-NET; TTE shows carcinoid valve disease with severe TR", {"carcinoid_heart_disease": True}),
        ("Midgut NET with carcinoid heart involvement", {"carcinoid_heart_disease": True}),
        ("Midgut NET, severe tricuspid regurgitation due to carcinoid", {"carcinoid_heart_disease": True}),
        ("carcinoid heart: none. ileal NET", {"carcinoid_heart_disease": False}),
        ("CHD (stent 2015), hypertension; pNET", {"carcinoid_heart_disease": None}),
        ("screening for carcinoid heart disease is planned; SI-NET", {"carcinoid_heart_disease": None}),
        ("carcinoid heart disease? echo pending. SI-NET", {"carcinoid_heart_disease": None}),
        ("pNET. MR liver: 3 lesions.", {"sex": None}),
        ("pnet, woman, 34. liver clean on mr", {"sex": "female"}),
        ("si net g2, pd on octreotide per yesterday's mr. prrt?", {"sex": None}),
        ("PNET G2. LAST MR STABLE.", {"sex": None}),
        ("MR WHOLE SPINE: JEJUNAL NET, NO METASTASES", {"sex": None}),
        ("saw mr x. today, ileal net", {"sex": "male"}),
        ("re: mr smith, 64, ileal net", {"sex": "male", "age_years": 64}),
        ("MR SMITH IS 64 AND HAS AN ILEAL NET", {"sex": "male", "age_years": 64}),
        ("MR imaging of Mrs K, 61: pNET", {"sex": "female", "age_years": 61}),
        ("Mr. J.P., 63, ileal NET. Mitoses 2.", {"sex": "male", "age_years": 63}),
        ("Mrs J. P., 63 ans. Ileal NET", {"sex": "female", "age_years": 63}),
        ("pNET. 18F-FDG PET negative. 18 F-DOPA positive.", {"age_years": None, "sex": None}),
        ("Lives in M13 9WL, ileal NET", {"age_years": None, "sex": None}),
        ("seen in clinic F58 with an ileal NET", {"age_years": 58, "sex": "female"}),
        ("Now on ward F12, pNET G1", {"age_years": None, "sex": None}),
        ("F63 2cm pNET", {"age_years": 63, "sex": "female"}),
        ("Woman (54) with rectal NET", {"sex": "female", "age_years": 54}),
        ("Patient: m, 48 y, ileal NET", {"sex": "male", "age_years": 48}),
        ("ileal NET, diagnosed at the age of 41; now 58 years old", {"age_years": 58}),
        ("ileal NET in her liver; her husband is 70", {"sex": "female", "age_years": None}),
        ("His wife drove him here. pNET", {"sex": "male"}),
        ("Patient followed for NET, 12 years.", {"age_years": None}),
        ("ECOG-PS of 1, WHO performance status: 2? pNET", {"ecog": 1}),
        ("ECOG performance status is 0, pNET", {"ecog": 0}),
        ("PS (ECOG): 2, pNET", {"ecog": 2}),
        ("MEN1 negative, VHL negative. pNET", {"hereditary": None}),
        ("germline testing: MEN1 positive. pNET", {"hereditary": "men1"}),
        ("tested for MEN1, VHL and NF1; all negative. pNET", {"hereditary": None}),
        ("genetic panel for MEN1 pending. pNET", {"hereditary": None}),
        ("known NF1, duodenal NET", {"hereditary": "nf1"}),
        ("her mother has MEN1; pNET", {"hereditary": None}),
        ("somatic MEN1 mutation, pNET", {"hereditary": None}),
        ("MEN1 gene mutation carrier with pNET", {"hereditary": "men1"}),
        ("Chromogranin 90 % positive, synaptophysin +; pNET", {"markers": ()}),
        ("non-fxn pNET", {"functioning": "non_functioning"}),
        ("nonfunctional pNET", {"functioning": "non_functioning", "histology": "net"}),
        ("asyndromic pancreatic NET", {"functioning": "non_functioning"}),
        ("hormonally active ileal NET", {"functioning": "functioning"}),
        ("no carcinoid syndrome, ileal NET", {"syndrome": None, "functioning": None}),
        (
            "VIPoma syndrome with watery diarrhoea, tail of pancreas NET",
            {"syndrome": "vipoma", "functioning": "functioning"},
        ),
        ("♂ 62 y, NET ileum", {"sex": "male", "age_years": 62}),
        ("Mr P (67 yrs, hypertension), thymic carcinoid", {"sex": "male", "age_years": 67}),
        ("You are 44 and have a NET of the appendix.", {"age_years": 44}),
        ("81 y/o F w/ SI-NET", {"sex": "female", "age_years": 81}),
        ("seit 2009,79M NET ileum", {"sex": "male", "age_years": 79}),
    ],
)
def test_the_facts_are_those_of_the_person_and_hold(text: str, facts: dict[str, Any]) -> None:
    case = read_case(text).case
    assert {name: getattr(case, name) for name in facts} == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "67M with pancreatic NET (G2). Brother: colon cancer stage III, T3N1.",
            {"primary_site": "pancreas", "stated_grade": 2, "stated_stage": None, "t": None},
        ),
        (
            "Previous breast carcinoma (pT2 N1 G3, 2012, in remission) and now an ileal NET G1 pT3 N1.",
            {"stated_grade": 1, "t": "T3"},
        ),
        (
            "Rectal adenocarcinoma cT3 N1 2018 treated; 2024 small-bowel NET pT2 N0 G1",
            {"primary_site": "jejunum_ileum", "t": "T2", "n": "N0"},
        ),
        ("prostate cancer (Gleason 4+3), cT2 N0, radiotherapy. Ileal NET.", {"t": None, "n": None, "tnm_prefix": None}),
        (
            "Her sister, 45, has MEN1 and an insulinoma; she herself has a pNET, 38 years old.",
            {"hereditary": None, "age_years": 38, "syndrome": None},
        ),
        (
            "Son diagnosed with NET aged 20. The patient, 52 M, has an 8 mm pancreatic NET.",
            {"age_years": 52, "sex": "male"},
        ),
        (
            "uncle had small cell lung cancer. I have a NET of the appendix, I am 31",
            {"histology": "net", "primary_site": "appendix", "age_years": 31},
        ),
    ],
)
def test_what_relatives_and_other_cancers_have_is_not_the_patients(text: str, facts: dict[str, Any]) -> None:
    case = read_case(text).case
    assert {name: getattr(case, name) for name in facts} == facts


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("mother had NEC, considering PRRT. Ileal NET", "considered"),
        ("Transferred from our sister centre, ileal NET, s/p PRRT 2021", "done"),
    ],
)
def test_a_relative_does_not_take_the_patients_treatment(text: str, status: str) -> None:
    case = read_case(text).case
    assert case.histology == "net"
    assert [treatment.status for treatment in case.treatments] == [status]


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("insulinoma gal (38), 14 mm panc body", 38, "female"),
        ("the lady from St Mary's (44): typical carcinoid", 44, "female"),
        ("Pat. 64 J., male, pNET", 64, "male"),
        ("Pat. (w, 57): pNET", 57, "female"),
        ("Ward round. Pat. m. 65, NEC of the rectum", 65, "male"),
        ("77-jährige Patientin, NET of unknown primary", 77, "female"),
        ("Mr 81, SI-NET", 81, "male"),
        ("Mr with ileal NET", None, "male"),
        ("pNET, now 64, liver mets", 64, None),
        ("66 y, non smoker, typical carcinoid", 66, None),
        ("pNET, can we give PRRT? 58 y, ECOG 0", 58, None),
        ("she's 34, pNET; liver clean on MR", 34, "female"),
        ("pNET, no liver mets on primovist MR. her dad had MEN1", None, "female"),
        ("ileal NET with ovary mets, RHC + BSO", None, "female"),
    ],
)
def test_age_and_sex_are_read_however_they_are_written(text: str, age: float | None, sex: str | None) -> None:
    case = read_case(text).case
    assert (case.age_years, case.sex) == (age, sex)


@pytest.mark.parametrize(
    "text", ["pNET stable for 20 years, no therapy", "pNET, resected; 20 years later, 22 years, NED"]
)
def test_a_time_that_passed_is_no_age(text: str) -> None:
    assert read_case(text).case.age_years is None


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("Jan's message says Mr L. is 48, he's 84! Ileum NET, G1.", 84, "male"),
        ("The list says Mrs R. is 39, she's 93! NET ileum", 93, "female"),
        ("Wife is upset because someone spoke of grade B and she took it for the grade. He is 45, pNET.", 45, "male"),
        ("Her husband is worried, he says she eats nothing. She is 64, pNET.", 64, "female"),
        ("the pt with the 33 mm tumour is NOT the pancreas lady. It's Mr E., 61, duodenum, NET.", 61, "male"),
        ("Letter says age 45, Ki-67 4 %. She is 45. pNET", 45, "female"),
    ],
)
def test_age_and_sex_are_those_of_the_patient_meant(text: str, age: int, sex: str) -> None:
    case = read_case(text).case
    assert (case.age_years, case.sex) == (age, sex)


@pytest.mark.parametrize(
    "text", ["Mrs M., 70 y, NET of the ileum", "Frau M., 70 J, NET", "Ms. F, 70 y, NET", "Mme M., 70 ans, NET"]
)
def test_an_initial_behind_a_title_tells_no_sex_of_its_own(text: str) -> None:
    case = read_case(text).case
    assert (case.sex, case.age_years) == ("female", 70)
