"""A question that names a treatment is answered on that treatment first."""

import pytest

from chains.consult import Consultant
from chains.extract import read_case
from chains.named import named_in

ADVANCED = "G2 pancreatic NET, Ki-67 15%, liver metastases, progressing on lanreotide."


def names(text: str) -> list[str]:
    return [one.name for one in named_in(text, read_case(text))]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{ADVANCED} CAPTEM or PRRT?", ["CAPTEM", "PRRT"]),
        ("VHL, 3.5 cm pancreatic NET. Belzutifan or surgery?", ["belzutifan", "surgery"]),
        ("Resected pancreatic NET. Adjuvant lanreotide?", ["adjuvant treatment"]),
        ("Midgut NET with liver mets. Candidate for liver transplantation?", ["liver transplantation"]),
        ("Midgut NET, PRRT done in 2019, liver mets. Options?", []),
        ("Midgut NET with liver mets on lanreotide, what next?", []),
    ],
)
def test_the_treatments_that_a_question_names_are_found_and_what_was_given_is_not(text: str, named: list[str]) -> None:
    assert names(text) == named


def test_a_choice_between_two_treatments_opens_with_what_the_sources_say_of_each(consultant: Consultant) -> None:
    said = consultant.answer(f"{ADVANCED} CAPTEM or PRRT?").answer.reply
    assert said.startswith("On CAPTEM: ")
    assert "temozolomide" in said.partition(" On PRRT: ")[0]
    assert "dotatate" in said.partition(" On PRRT: ")[2]
    assert said.index("On PRRT") < said.index("Pancreatic neuroendocrine tumour")


def test_a_treatment_that_no_source_speaks_of_for_this_case_is_said_to_be_open(consultant: Consultant) -> None:
    said = consultant.answer("Thymic typical carcinoid, 3 cm, resected R0 N0. Adjuvant lanreotide?").answer.reply
    assert said.startswith("The sources do not say whether adjuvant treatment is to be chosen here.")


def test_adjuvant_treatment_after_a_complete_resection_is_answered_for_the_pancreas_too(consultant: Consultant) -> None:
    said = consultant.answer("NET of the pancreas G1 2.5 cm resected R0 N0. Adjuvant lanreotide?").answer.reply
    assert "no known role after a complete resection" in said


def test_adjuvant_treatment_is_answered_from_what_speaks_of_adjuvant_treatment(consultant: Consultant) -> None:
    said = consultant.answer("Small bowel NET G1, resected, N1. Adjuvant lanreotide?").answer.reply
    assert said.startswith("On adjuvant treatment: After a curative resection no adjuvant treatment is supported")


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        (
            "Midgut NET G2, liver mets Krenning 4, progressive on octreotide. Is PRRT an option?",
            "On PRRT: Every scored lesion",
        ),
        (
            "Midgut NET G1 Ki-67 2%, primary resected, liver metastases 60% of the liver, age 50. Transplantation?",
            "On liver transplantation: Milan-NET is not met",
        ),
    ],
)
def test_a_rule_speaks_for_a_treatment_before_any_statement(consultant: Consultant, text: str, opens: str) -> None:
    assert consultant.answer(text).answer.reply.startswith(opens)


def test_what_opens_the_reply_is_told_and_cited_in_its_section(consultant: Consultant) -> None:
    answer = consultant.answer("Appendiceal NET 2.3 cm, G1. Right hemicolectomy?").answer
    assert answer.reply.startswith("On right hemicolectomy: ")
    assert "hemicolectomy" in answer.sections[0].model_dump_json()


def test_one_statement_on_two_named_treatments_is_told_once(consultant: Consultant) -> None:
    said = consultant.answer("1.4 cm nonfunctioning pancreatic NET G1. Watch or operate?").answer.reply
    assert said.startswith("On watching and surgery: ")


def test_a_named_treatment_is_answered_beside_the_prognosis_too(consultant: Consultant) -> None:
    said = consultant.answer("Midgut NET G2 liver mets, Krenning 4. Prognosis? Is PRRT an option?").answer.reply
    assert " On PRRT: " in said
