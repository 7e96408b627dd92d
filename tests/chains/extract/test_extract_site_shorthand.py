"""The site, the size and the stage in the shorthand of reports."""

from typing import Any

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("LCNEC R lung 4.4 cm, N2 disease", "lung"),
        ("LCNEC lung RUL, brain mets", "lung"),
        ("CK20 neg, TTF1 pos. So lung small cell", "lung"),
        ("LCNEC with lung mets", None),
        ("LCNEC lung mets", None),
        ("Small cell carcinoma, lung and liver mets", None),
        ("pt w pancr NET G2 + liver mets", "pancreas"),
        ("52 mm mass pancreatic head, multiple liver mets. Biopsy liver = neuroendocrine carcinoma", "pancreas"),
        ("No mass pancreatic head. Biopsy liver = neuroendocrine carcinoma", None),
        ("MEN1. EUS pancreas: 3 lesions. Non functioning", "pancreas"),
        ("MEN1. CT lung: 3 lesions", None),
        ("MEN1. EUS pancreas: 3 lesions, metastases of a renal cell carcinoma", None),
        ("Pankreasschwanzresektat: gut differenzierter neuroendokriner Tumor (NET), G2", "pancreas"),
        ("Ileumresektat: gut differenzierter neuroendokriner Tumor, G1", "jejunum_ileum"),
        ("A: Pancreatic body/tail + spleen: neuroendocrine tumour G2, 3,6 cm", "pancreas"),
        ("Carcinoide atípico de pulmón, metástasis hepáticas", "lung"),
        ("NET ileal. Metástasis de pulmón", "jejunum_ileum"),
    ],
)
def test_the_organ_beside_a_tumour_is_its_site(text: str, site: Any) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Thymic NET. Mediastinal mass 8.2 cm, resected, R1", 82),
        ("Thymic NET. Mediastinal node 3 cm", None),
        ("Lymphoma with a mediastinal mass 8 cm; ileal NET 2 cm", 20),
        ("24 mm ileal mass with a calcified mesenteric node. Liver biopsy: NET", 24),
        ("A: Pancreatic body/tail + spleen: neuroendocrine tumour G2, 3,6 cm", 36),
        ("No longer wants surgery for 2.5 cm panc NET", 25),
        ("No surgery for the liver met 3 cm. Ileal NET", None),
        ("Cytology LN station 7 EBUS: positive for NET. Known RLL typical carcinoid 2.2 cm", 22),
        ("Cytology LN: positive for NET. Known liver mets of carcinoid 2.2 cm", None),
    ],
)
def test_the_size_is_that_of_the_primary_told_beside_other_things(text: str, size: Any) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    ("text", "n", "m"),
    [
        ("Pancreatic NET resected 2020 R0 N0. MRI clean", "N0", None),
        ("Ileal NET resected R1 N1, M0", "N1", "M0"),
        ("Pancreatic NET R0, N 0 of 12", None, None),
    ],
)
def test_a_category_behind_the_margin_stands_by_itself(text: str, n: Any, m: Any) -> None:
    case = read_case(text).case
    assert (case.n, case.m) == (n, m)
