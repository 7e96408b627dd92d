"""What is told bears on this patient: treatment not had before, disease not present and other patients are left out."""

import pytest

from chains.answer import Answer, Bullets, Heading
from chains.consult import Consultant


def told(answer: Answer, title: str | None = None) -> str:
    """The text of an answer's sections, or of one of them."""
    lines: list[str] = []
    for section in answer.sections:
        if title is None or section.title == title:
            for block in section.blocks:
                lines += [item.text for item in block.items] if isinstance(block, Bullets) else [block.text]
    return "\n".join(lines)


def headings(answer: Answer) -> list[str]:
    return [block.text for section in answer.sections for block in section.blocks if isinstance(block, Heading)]


LUNG = "61F atypical lung carcinoid, liver and bone mets, progressing on lanreotide, DOTATATE Krenning 3."


def test_prrt_given_again_is_told_only_to_one_who_had_it(consultant: Consultant) -> None:
    assert "third course" not in told(consultant.answer(f"{LUNG} Next?").answer).lower()
    had = "Ileal NET G2 Ki-67 8%, liver mets, 4 cycles PRRT in 2021, now progressing. Options?"
    assert "Retreatment" in told(consultant.answer(had).answer)


def test_surgery_of_a_recurrence_is_told_only_where_one_is_possible(consultant: Consultant) -> None:
    for case in (
        "VHL with 35 mm pancreatic NET, Ki-67 2%. Options?",
        "Resected pNET 3 cm, Ki-67 4%, N1, R0, M0. Options?",
    ):
        assert "Re-resection" not in told(consultant.answer(case).answer)


def test_debulking_of_metastases_is_not_told_where_there_are_none(consultant: Consultant) -> None:
    asked = "Type 2 gastric NET in MEN1 with Zollinger-Ellison syndrome, 10 mm, G1. What are the options?"
    assert "metastatic disease" not in told(consultant.answer(asked).answer)


def test_an_incomplete_removal_is_answered_as_such_and_no_other_removal_is(consultant: Consultant) -> None:
    case = "Rectal NET 8 mm removed endoscopically, G1, Ki-67 1%, {} margin. Treatment?"
    assert "(R1) removal" in consultant.answer(case.format("R1")).answer.reply
    assert "(R1) removal" not in told(consultant.answer(case.format("R0")).answer)


def test_a_tumour_that_makes_hormones_is_not_watched_like_one_that_does_not(consultant: Consultant) -> None:
    answer = consultant.answer("Insulinoma 15 mm in the tail, G1. What are the options?").answer
    assert "close follow-up" not in told(answer)
    assert answer.reply.startswith("On surgery: Resection with curative intent")


def test_a_statement_on_imaging_of_advanced_disease_is_not_told_of_a_small_appendiceal_tumour(
    consultant: Consultant,
) -> None:
    answer = consultant.answer("12 mm appendiceal NET after appendicectomy, Ki-67 1%, R0. Options?").answer
    assert "Follow-up" not in told(answer)


def test_a_trial_of_a_higher_ki67_says_so_to_a_patient_below_it(consultant: Consultant) -> None:
    case = "Pancreatic NET G2, Ki-67 {}%, liver metastases. {}"
    below = told(consultant.answer(case.format(5, "What did NETTER-2 show?")).answer, "From the Research")
    inside = told(consultant.answer(case.format(15, "What did NETTER-2 show?")).answer, "From the Research")
    assert "higher Ki-67 than this one" in below
    assert "higher Ki-67" not in inside
    assert "resected" not in below + inside  # nothing but the trial is told of a trial


def test_the_size_of_a_large_or_functioning_primary_is_told_by_its_t_category(consultant: Consultant) -> None:
    small = told(consultant.answer("pNET 15 mm, nonfunctioning, Ki-67 2%, M0. Prognosis?").answer)
    large = told(consultant.answer("pNET 35 mm, nonfunctioning, Ki-67 2%, M0. Prognosis?").answer)
    insulinoma = told(consultant.answer("Insulinoma 15 mm in the tail, G1, M0. Prognosis?").answer)
    assert "favours watching" in small
    for answer in (large, insulinoma):
        assert "favours watching" not in answer
        assert "T1, 2 to 4 cm T2" in answer
    assert "1-2 cm carry" not in large


def test_a_carcinoid_of_the_lung_has_key_factors_and_a_cohort_of_its_own(consultant: Consultant) -> None:
    answer = consultant.answer(
        "55M typical lung carcinoid, 2.5 cm, N0, after lobectomy R0, mitoses 1/2mm2, no necrosis. Prognosis?"
    ).answer
    assert "Class: Typical carcinoid, 1 mitosis per 2 mm², no necrosis." in told(answer, "From the Guidelines")
    assert "(US registry, typical or atypical lung carcinoid) 80 %" in answer.reply


def test_advanced_thymic_disease_is_told_its_own_cohort(consultant: Consultant) -> None:
    answer = consultant.answer("48M thymic atypical carcinoid, mediastinal nodes and bone mets. Prognosis?").answer
    assert "locally advanced or metastatic thymic NET" in told(answer, "From the Research")


def test_a_registry_of_all_sites_and_stages_is_not_told_of_distant_spread(consultant: Consultant) -> None:
    answer = consultant.answer("NET of unknown primary, liver mets, G2 Ki-67 10%. Prognosis?").answer
    assert "all sites and stages" not in told(answer)
    assert "No published cohort" in answer.reply


def test_the_nearest_cohorts_open_the_reply_where_they_give_medians(consultant: Consultant) -> None:
    reply = consultant.answer("64F ileal NET G1 Ki-67 1%, liver mets, on octreotide LAR. Prognosis?").answer.reply
    assert "Median survival in the nearest published cohorts ran from 84.7 to 107.6 months" in reply
    assert "73.3 % of patients were alive at 5 years in a further one" in reply


def test_options_and_cohorts_stand_once_where_prognosis_and_treatment_are_asked_together(
    consultant: Consultant,
) -> None:
    answer = consultant.answer("Colon NEC, Ki-67 80%, liver metastases. Prognosis and first line chemo?").answer
    assert [text for text in headings(answer) if text.startswith("Treatment options")] == ["Treatment options"]
    assert told(answer).count("7.4 months") == 1


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        (
            "64F ileal NET G1, Ki-67 1%, progressing liver mets on octreotide LAR. Next line?",
            "On PRRT: Standard second line in small-bowel NET",
        ),
        (f"{LUNG} Next?", "On targeted drugs and chemotherapy: After progression on an analogue everolimus comes next"),
        (
            "Rectal NEC, Ki-67 90%, M1. Second line after cisplatin etoposide?",
            "On targeted drugs and chemotherapy: After",
        ),
        ("G2 pNET, Ki-67 5%, liver mets, treatment naive. First line?", "On somatostatin analogue: The standard first"),
        ("Metastatic insulinoma, G2, liver mets. Options?", "On control of the hormone syndrome: Without receptors"),
    ],
)
def test_what_a_guideline_puts_first_or_next_opens_the_reply(consultant: Consultant, text: str, opens: str) -> None:
    assert consultant.answer(text).answer.reply.startswith(opens)


def test_prrt_is_not_put_next_for_one_who_had_it(consultant: Consultant) -> None:
    asked = "Ileal NET G2 Ki-67 8%, liver mets, had octreotide and 4 cycles PRRT in 2021, now progressing. Options?"
    assert not consultant.answer(asked).answer.reply.startswith("On PRRT")


def test_a_drug_asked_about_with_poor_kidneys_is_answered_with_what_its_label_states_on_kidneys(
    consultant: Consultant,
) -> None:
    case = "58M G2 pNET, liver mets, progressing on lanreotide, creatinine clearance 35. Can he have PRRT?"
    answer = consultant.answer(case).answer
    assert "creatinine clearance of 50 mL/min" in told(answer, "From the FDA Drug Label")
    assert any("kidney function" in warning for warning in answer.warnings)
