"""The number of a patient on a list is no age, and the title of an addressee is not the patient's sex."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Board: Patient 12, female, 61. Duodenal NET 22 mm", 61),
        ("Patient 45 of 60, female, 61, ileal NET", 61),
        ("Patient 12: 61F duodenal NET", 61),
        ("Patient no 31, woman, 44, pNET", 44),
        ("Patient 23, Mrs K., f, 49. pNET", 49),
        ("Bed 14, 71M, pNET", 71),
        ("Item 34. 66F ileal NET", 66),
        ("patient, 62, pNET", 62),
        ("pt 65 male pNET", 65),
        ("App. NET tip 7 mm G1 pT1. m 31. Nothing more?", 31),
    ],
)
def test_the_age_is_not_the_number_on_the_list(text: str, age: float) -> None:
    assert read_case(text).case.age_years == age


def test_a_surgical_bed_is_no_bed_with_a_number() -> None:
    (place,) = read_case("pNET. Krenning score: surgical bed 0").case.receptor_imaging
    assert (place.location, place.krenning) == ("surgical_bed", 0)


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Sehr geehrter Herr Kollege / dear colleague,\nour common patient Frau B., 58 years old. Ileal NET", "female"),
        ("Sehr geehrte Frau Kollegin, we saw Herrn M., 61 years, with a pNET", "male"),
        ("Sehr geehrter Herr Prof. Dr. Maier, Frau S., 70 J., NET ileum", "female"),
        ("Dear Mr Smith, thank you for seeing Mrs Jones, 62, with ileal NET", "female"),
        ("Dear Mr Smith, thank you for referring your patient B., 58 years old, with an ileal NET", None),
        ("Dear Mr Smith, thank you for your letter regarding liver metastases of an ileal NET", None),
        ("Sehr geehrte Frau Dr. Weber, patient 66 y with pNET", None),
        ("Mr chairman, a pNET G2", None),
        ("Dear colleague, Herr Vogel, 66, has a pNET", "male"),
        ("Dear Mrs H, your liver tumours come from an ileal NET", "female"),
    ],
)
def test_a_title_tells_the_sex_of_the_patient_only(text: str, sex: str | None) -> None:
    assert read_case(text).case.sex == sex
