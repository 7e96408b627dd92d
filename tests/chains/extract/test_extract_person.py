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
        ("MR imaging of Mrs K, 61: pNET", {"sex": "female", "age_years": 61}),
        ("pNET. 18F-FDG PET negative. 18 F-DOPA positive.", {"age_years": None, "sex": None}),
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
