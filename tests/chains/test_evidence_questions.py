"""A question about the evidence is answered by what speaks of what it names, and says how much is listed."""

import pytest

from chains.answer import Answer, Bullets
from chains.consult import Consultant


def asked(consultant: Consultant, text: str) -> Answer:
    return consultant.answer(text).answer


def told(answer: Answer) -> list[str]:
    return [
        item.text
        for section in answer.sections
        for block in section.blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]


def test_a_question_about_the_kidneys_finds_what_the_label_says_of_them(consultant: Consultant) -> None:
    answer = asked(consultant, "Does the lutathera label say anything about kidney function?")
    assert any("creatinine clearance" in text for text in told(answer)[:2])


@pytest.mark.parametrize(
    ("name", "opens"),
    [
        ("lutetium dotatate", "Lutetium dotatate is indicated for"),
        ("Lutathera", "Lutetium dotatate is indicated for"),
        ("everolimus", "Everolimus is indicated for"),
        ("lanreotide", "Lanreotide is indicated in"),
        ("xeloda", "Capecitabine is labelled for"),
        ("everolimus liver impairment", "In liver impairment the dose of everolimus is cut"),
    ],
)
def test_the_lookup_of_a_drug_opens_with_what_it_is_indicated_for_unless_more_is_asked(
    consultant: Consultant, name: str, opens: str
) -> None:
    answer = consultant.factor(f"drug {name}")
    assert answer.reply.startswith(opens)
    assert told(answer)[0].startswith(opens)


def test_a_drug_of_which_no_label_is_kept_is_answered_with_those_of_which_one_is(consultant: Consultant) -> None:
    said = consultant.factor("drug aspirin").reply
    assert said.startswith("No FDA label of that drug is kept here")
    assert {"everolimus", "lanreotide", "sunitinib"} <= set(said.partition(": ")[2].strip(".").split(", "))
    assert all(consultant.factor(f"drug {drug}").references for drug in said.partition(": ")[2].strip(".").split(", "))


def test_a_comparison_opens_with_the_statement_that_compares(consultant: Consultant) -> None:
    assert "neither of the two analogues" in asked(consultant, "compare lanreotide and octreotide").reply


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Is PRRT effective in lung carcinoids?", ("PRRT", "utetium")),
        ("Can I use everolimus in a patient with carcinoid syndrome?", ("verolimus",)),
    ],
)
def test_only_what_speaks_of_the_treatment_that_is_named_is_listed(
    consultant: Consultant, text: str, words: tuple[str, ...]
) -> None:
    listed = told(asked(consultant, text))
    assert listed
    assert all(any(word in one for word in words) for one in listed)


def test_the_number_of_statements_is_the_number_that_is_listed(consultant: Consultant) -> None:
    answer = asked(consultant, "compare lanreotide and octreotide")
    assert answer.reply.endswith(f"{len(told(answer))} statements are listed below.")


def test_how_long_patients_live_is_answered_with_a_survival(consultant: Consultant) -> None:
    assert "median survival" in asked(consultant, "How long do patients with carcinoid heart disease live?").reply


def test_everolimus_in_a_carcinoid_syndrome_opens_with_what_the_label_says(consultant: Consultant) -> None:
    said = asked(consultant, "Can I use everolimus in a patient with carcinoid syndrome?").reply
    assert "not indicated for functional carcinoid" in said


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("RECIST partial response threshold", "recist-1-1-2009"),
        ("CgA 400 but on omeprazole, believe it?", "cga-arnold-2008"),
        ("Frilling type III liver metastases", "frilling-2009"),
        ("SANET-ep", "sanet-ep-2020"),
        ("PRRT contra-indications pregnancy kidney", "eanm-2013-prrt"),
    ],
)
def test_a_few_words_that_tell_of_nobody_are_looked_up(consultant: Consultant, text: str, source: str) -> None:
    assert source in {reference.id for reference in asked(consultant, text).references}


@pytest.mark.parametrize("text", ["65M liver mets", "T2 N1. Prognosis?", "She has liver mets, what next?", "3cm?"])
def test_a_patient_of_whom_too_little_is_told_gets_no_general_answer(consultant: Consultant, text: str) -> None:
    assert asked(consultant, text).refused
