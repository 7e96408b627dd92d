"""Whose case it is: not a colleague's patient's, not that of a file opened in error; the writer's own relative's."""

import pytest

from chains.extract import read_case


def test_a_colleagues_patient_is_not_this_one() -> None:
    case = read_case("colleague's pt responded to PRRT (G3, -60 %). mine: 45F pNET G2 Ki-67 17 %, PD on CT").case
    assert (case.stated_grade, case.progression) == (2, "progressive")
    assert [one.low for one in case.ki67] == [17]


def test_of_two_patients_a_and_b_the_first_is_an_example() -> None:
    case = read_case("pt A (last week) had G3 with Ki-67 40 % and got captem. pt B now: pNET G2, Ki-67 14 %").case
    assert case.stated_grade == 2
    assert [one.low for one in case.ki67] == [14]
    assert not case.treatments


def test_a_file_opened_in_error_is_not_read() -> None:
    text = (
        "Small cell lung cancer, extensive disease, 68 y/o. Wait: that is her twin sister's file, opened in error. "
        "This patient, the other sister: typical carcinoid of the middle lobe, Ki-67 1 %, no chemotherapy ever."
    )
    assert read_case(text).case.histology == "typical_carcinoid"


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("My dad (71) has a NET of the small bowel with liver mets. His cousin had chemo for lung cancer.", "male"),
        ("Daughter here. My mum has a neuroendocrine tumour of the ileum, metastases in the liver.", "female"),
    ],
)
def test_where_the_writers_relative_is_the_patient_her_disease_is_read(text: str, sex: str) -> None:
    case = read_case(text).case
    assert (case.histology, case.primary_site, case.sex) == ("net", "jejunum_ileum", sex)
    assert [(one.site, one.status) for one in case.metastases] == [("liver", "present")]
    assert not case.treatments


@pytest.mark.parametrize(
    "text",
    [
        "58M with appendix NET. His mother has liver mets of a NEC.",
        "Patient: my mother had a pancreatic NEC with bone metastases.",
    ],
)
def test_a_relative_beside_a_patient_stays_a_relative(text: str) -> None:
    case = read_case(text).case
    assert case.metastases == ()
    assert case.histology in {"net", None}
