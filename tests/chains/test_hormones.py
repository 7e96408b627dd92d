"""A tumour with a hormone syndrome is told what bears on the syndrome, and not what bears on tumours without one."""

import pytest

from chains.answer import Answer
from chains.consult import Consultant

CARCINOID = "Midgut NET G1, carcinoid syndrome with carcinoid heart disease, diarrhoea despite lanreotide."


def section(answer: Answer, place: int) -> str:
    return answer.sections[place].model_dump_json()


def asked(consultant: Consultant, text: str) -> Answer:
    return consultant.answer(text).answer


@pytest.mark.parametrize("case", [CARCINOID, f"{CARCINOID} Liver metastases."])
def test_a_carcinoid_syndrome_is_treated_whether_or_not_metastases_are_told(consultant: Consultant, case: str) -> None:
    answer = asked(consultant, f"{case} Treatment?")
    assert "refractory diarrhoea" in section(answer, 0)
    assert "chocardiograph" in section(answer, 0)
    assert "Telotristat is indicated" in section(answer, 1)
    assert "telotristat" in section(answer, 2)


def test_survival_with_carcinoid_heart_disease_is_told_beside_the_prognosis(consultant: Consultant) -> None:
    answer = asked(consultant, "Midgut NET G1, liver metastases, carcinoid heart disease. Prognosis?")
    assert '"label":"Carcinoid heart disease"' in section(answer, 2)
    assert '"label":"Carcinoid heart disease"' in section(answer, 0)


def test_an_insulinoma_is_told_of_resection_and_of_hypoglycaemia_with_analogues(consultant: Consultant) -> None:
    told = section(asked(consultant, "Insulinoma 1.5 cm pancreas head, G1. Treatment?"), 0)
    assert "Resection with curative intent is advised for resectable functioning tumours" in told
    assert "worsen hypoglycaemia" in told
    assert told.index("Resection with curative intent") < told.index("worsen hypoglycaemia")


@pytest.mark.parametrize("question", ["Treatment?", "Everolimus or surgery?"])
def test_what_speaks_of_tumours_without_a_syndrome_is_not_told_of_an_insulinoma(
    consultant: Consultant, question: str
) -> None:
    answer = asked(consultant, f"Insulinoma 1.5 cm pancreas head, G1. {question}")
    assert "onfunctioning pancreatic NET" not in answer.model_dump_json()


def test_without_a_syndrome_nothing_is_told_of_one(consultant: Consultant) -> None:
    answer = asked(consultant, "Midgut NET G2 liver mets. Treatment options?")
    assert "heart disease" not in section(answer, 0)
    assert "elotristat" not in answer.model_dump_json()


def test_what_another_source_says_of_another_size_is_not_held_against_a_statement(consultant: Consultant) -> None:
    answer = asked(consultant, "NET of the pancreas G1 2.5 cm resected R0 N0, nonfunctioning. Treatment?")
    assert "up to 2 cm" not in section(answer, 0)


def test_a_labels_indications_are_those_of_the_site_and_lanreotides_own_is_among_them(consultant: Consultant) -> None:
    told = section(asked(consultant, "Midgut NET G2 liver mets. Treatment options?"), 1)
    assert "Lanreotide is indicated" in told
    assert "Cabozantinib is indicated" in told
    assert "glioblastoma" not in told
    assert "randomised" not in told
