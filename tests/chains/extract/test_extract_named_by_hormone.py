"""Tumours named for the hormone that they make: the name implies the pancreas where no site is told."""

import pytest

from chains.extract import read_case
from chains.phrase import inferred_from


@pytest.mark.parametrize(
    "text", ["Insulinoma 14 mm G1. Recurrence?", "Glucagonoma G2, 3 cm, liver metastases.", "VIPoma, on octreotide."]
)
def test_a_tumour_named_for_its_hormone_implies_the_pancreas(text: str) -> None:
    case = read_case(text).case
    assert (case.primary_site, case.primary_site_basis) == ("pancreas", "inferred")
    assert inferred_from(case) == "the kind of tumour"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Duodenal insulinoma 1 cm.", "duodenum"),
        ("Ileal NET G1. History of insulinoma.", "jejunum_ileum"),
        ("Bronchial insulinoma.", "lung"),
        ("Gastrinoma 1 cm.", None),
        ("Mother had an insulinoma; patient has a NET G1.", None),
    ],
)
def test_a_site_that_is_told_goes_before_what_the_name_implies(text: str, site: str | None) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    ("text", "functioning"),
    [
        ("Thymus NET 9 cm, invading pericardium, Cushing's (ACTH). 34M.", "functioning"),
        ("pNET with ectopic Cushing's syndrome", "functioning"),
        ("ACTH-producing pNET", "functioning"),
        ("Cushing? cortisol requested. thymus carcinoid", None),
        ("no ectopic ACTH. pNET", None),
        ("Cushing's (ACTH independent), adrenal adenoma. Ileal NET", None),
        ("iatrogenic Cushing's on steroids, pNET", None),
        ("rule out ectopic Cushing. lung carcinoid", None),
    ],
)
def test_a_tumour_that_makes_acth_is_a_functioning_one(text: str, functioning: str | None) -> None:
    case = read_case(text).case
    assert (case.functioning, case.syndrome) == (functioning, None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ileal NET. Echo: carcinoid heart, severe TR. Flushing and diarrhoea++, 5HIAA 640.", "carcinoid"),
        ("Ileal NET, flushing. Echo: no carcinoid heart disease.", None),
        ("Ileal NET, 5HIAA 640. Echo to rule out carcinoid heart disease.", None),
    ],
)
def test_carcinoid_heart_disease_is_a_carcinoid_syndrome(text: str, wanted: str | None) -> None:
    assert read_case(text).case.syndrome == wanted
