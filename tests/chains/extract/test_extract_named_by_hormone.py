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
