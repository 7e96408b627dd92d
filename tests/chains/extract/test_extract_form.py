"""The form of a text - sentences in a row or a line each - changes nothing of what is read."""

import pytest

from chains.extract import read_case

FORMS = (" ", "\n", "\n\n", "\n- ", "\n• ")


@pytest.mark.parametrize("form", FORMS)
def test_an_organ_before_the_histology_is_the_primary_in_every_form(form: str) -> None:
    sentences = ("CT found a thickened ileal loop.", "Biopsy of the mesenteric node: NET, grade 1, Ki-67 1 %.")
    assert read_case(form.join(sentences)).case.primary_site == "jejunum_ileum"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tracer", ["GLP-1R PET", "Exendin-4 PET/CT"])
def test_uptake_of_another_receptor_is_no_somatostatin_receptor_uptake(form: str, tracer: str) -> None:
    sentences = (
        "Insulinoma. DOTATOC PET/CT: no focal uptake in the pancreas.",
        f"{tracer}: strong uptake in the body.",
    )
    (one,) = read_case(form.join(sentences)).case.receptor_imaging
    assert (one.location, one.uptake) == ("pancreas", "negative")
