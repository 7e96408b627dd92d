"""Applied: what is told of a patient speaks of patients like this one, and says so where it does not."""

from chains.answer import Answer
from chains.consult import Consultant
from tests.talking import last_answer, told_in


def told(shown: Answer) -> str:
    return "\n".join(text for section in range(len(shown.sections)) for text in told_in(shown, section))


def test_a_net_that_turns_out_poorly_differentiated_is_treated_as_a_carcinoma(consultant: Consultant) -> None:
    shown = last_answer(
        consultant,
        "55M pancreatic NET G2 liver mets",
        "Actually it turned out to be poorly differentiated, small cell, Ki-67 80%.",
        "What treatment now?",
    )
    assert "Carboplatin plus etoposide" in told(shown)
    assert "carcinoma" in shown.reply
    for wrong in ("somatostatin analogue", "Sunitinib is indicated", "Grade 2 GEP-NET", "lutetium dotatate"):
        assert wrong not in told(shown)


def test_a_carcinoma_that_progressed_on_platinum_is_told_its_second_line_first(consultant: Consultant) -> None:
    text = told(
        last_answer(consultant, "NEC of the stomach, liver mets, progressed on cisplatin etoposide. Second line?")
    )
    assert "irinotecan" in text
    assert text.index("irinotecan") < text.find("Carboplatin plus etoposide") or "Carboplatin plus" not in text


def test_a_carcinoma_not_yet_treated_is_told_its_first_line_first(consultant: Consultant) -> None:
    text = told(last_answer(consultant, "NEC of the colon, large cell, Ki-67 80%, liver mets. Treatment?"))
    assert text.index("Carboplatin plus etoposide") < text.index("irinotecan")


def test_a_tumour_without_receptors_is_offered_no_radioligand(consultant: Consultant) -> None:
    text = told(
        last_answer(
            consultant,
            "49F pancreatic NET G2 liver mets, DOTATATE PET negative in all lesions, FDG positive. Progressed on "
            "lanreotide. What are the options?",
        )
    )
    for wrong in ("Lutetium dotatate is indicated", "receptor-positive pancreatic NET", "PRRT is the standard"):
        assert wrong not in text


def test_after_prrt_its_repetition_is_told_and_not_its_first_course(consultant: Consultant) -> None:
    text = told(
        last_answer(consultant, "72M midgut NET G2 liver mets, progressed after 4 cycles of PRRT 2 years ago. Options?")
    )
    assert "Retreatment with PRRT" in text
    assert "PRRT is the standard second line" not in text


def test_the_first_analogue_trials_come_before_those_after_progression_where_nothing_was_given(
    consultant: Consultant,
) -> None:
    text = told(last_answer(consultant, "54M ileal NET G1 liver mets, no prior treatment. First line?"))
    assert "octreotide LAR 30 mg prolonged median time to progression" in text
    assert "every 14 days" not in text


def test_evidence_of_pure_carcinoma_told_of_a_mixed_one_says_so(consultant: Consultant) -> None:
    text = told(last_answer(consultant, "60M MiNEN of the colon Ki-67 70%, liver mets. Treatment?"))
    assert "it is about pure neuroendocrine tumours, not mixed ones" in text


def test_a_figure_in_the_first_lines_stands_in_a_section_too(consultant: Consultant) -> None:
    shown = last_answer(consultant, "71M large cell NEC of the colon, Ki-67 80%, liver metastases. Prognosis?")
    assert "11 months" in shown.reply
    assert "median overall survival 11 months" in told(shown)


def test_what_the_guidelines_say_of_treatment_is_not_lost_to_the_key_factors(consultant: Consultant) -> None:
    text = told(last_answer(consultant, "61F ileal NET G1 low volume liver mets, no symptoms. Start SSA or observe?"))
    assert "observation is acceptable" in text
