"""Threads as people type them: another patient, a course that begins, a report taken back, a second look."""

import pytest

from chains.consult import Consultant
from chains.conversation import Conversation
from knowledge.case import CaseDetails

CASE = "64M, glucagonoma of the pancreatic tail, liver mets, Ki-67 5%. What next?"


def after(consultant: Consultant, *texts: str) -> CaseDetails:
    conversation = Conversation()
    for text in texts:
        conversation = consultant.answer(text, conversation).conversation
    return conversation.case


def status(case: CaseDetails, kind: str) -> set[str]:
    return {one.status for one in case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    "text",
    [
        "one more patient if I may: 70F, gastric NEC, Ki-67 90%, peritoneal mets",
        "one more case please: 70F, gastric NEC, Ki-67 90%",
        "can I ask about another one? 70F gastric NEC, Ki-67 90%",
        "while we are at it, another patient: 70F gastric NEC, Ki-67 90%",
        "the actual pt: 70F, gastric NEC, Ki-67 90%",
    ],
)
def test_a_message_that_asks_leave_for_another_patient_opens_that_patients_case(
    consultant: Consultant, text: str
) -> None:
    first = consultant.answer(CASE)
    second = consultant.answer(text, first.conversation)
    assert "new patient" in second.answer.reply
    case = second.conversation.case
    assert (case.histology, case.primary_site, case.syndrome) == ("nec", "stomach", None)


def test_one_more_correction_is_no_other_patient(consultant: Consultant) -> None:
    case = after(consultant, "36M, caecal NET, hemicolectomy, Ki-67 2%. Prognosis?", "one more: she, not he")
    assert (case.primary_site, case.sex) == ("colon", "female")


@pytest.mark.parametrize(
    "text",
    [
        "cycle 1 went in today",
        "C1 given yesterday, no problems",
        "first cycle done, tolerated well",
        "after 4 cycles: partial response",
    ],
)
def test_a_cycle_that_was_given_begins_the_one_course_of_the_case(consultant: Consultant, text: str) -> None:
    case = after(consultant, "50M NEC of the sigmoid, Ki-67 80%, liver mets. Plan: carbo/etoposide.", text)
    assert status(case, "chemo") == {"ongoing"}


@pytest.mark.parametrize(
    "text",
    ["cycle 1 booked for Monday", "cycle 1 today if counts allow", "C1: held, neutrophils 0.4", "C1 was not given"],
)
def test_a_cycle_that_is_to_come_begins_nothing(consultant: Consultant, text: str) -> None:
    case = after(consultant, "50M NEC of the sigmoid, Ki-67 80%, liver mets. Plan: carbo/etoposide.", text)
    assert status(case, "chemo") == {"planned"}


def test_of_two_courses_in_cycles_a_bare_cycle_begins_neither(consultant: Consultant) -> None:
    told = "60F pNET, liver mets. CAPTEM planned, PRRT planned."
    case = after(consultant, told, "cycle 1 went in today")
    assert (status(case, "prrt"), status(case, "chemo")) == ({"planned"}, {"planned"})


@pytest.mark.parametrize(
    ("text", "site", "organ"),
    [
        ("Ga68-dotatate   is   back:   focus   in   terminal ileum, so primary found", "jejunum_ileum", "ileum"),
        ("EUS found the primary in the pancreatic head", "pancreas", "pancrea"),
        ("Dr\u00a0xx —  capsule:   the   primary   is   seen   in   the   jejunum", "jejunum_ileum", "jejunum"),
    ],
)
def test_a_primary_that_was_unknown_is_found_in_the_organ_of_the_sentence(
    consultant: Consultant, text: str, site: str, organ: str
) -> None:
    case = after(consultant, "64M, well diff NET, unknown primary, liver mets, Ki-67 5%", text)
    assert case.primary_site == site
    start, end = case.evidence_spans["primary_site"]
    assert organ in text[start:end]


def test_a_primary_that_is_still_not_found_stays_unknown(consultant: Consultant) -> None:
    told = "64M, well diff NET, unknown primary, liver mets, Ki-67 5%"
    assert after(consultant, told, "capsule of the ileum: no primary found").primary_site == "unknown_primary"


def test_a_report_of_another_patient_goes_with_what_it_told_and_nothing_else(consultant: Consultant) -> None:
    case = after(
        consultant,
        "40M, pNET 60 mm, well diff G3, Ki-67 22%, liver mets",
        "> FDG-PET/CT: FDG positive liver metastases, multiple bone metastases",
        "ignore that PET, it belongs to someone else. he has no bone mets",
    )
    assert case.fdg is None
    assert {(one.site, one.status) for one in case.metastases} == {("liver", "present"), ("bone", "absent")}


@pytest.mark.parametrize("text", ["ignore the CT, wrong patient", "please disregard that report"])
def test_a_report_that_is_taken_back_leaves_what_no_report_told(consultant: Consultant, text: str) -> None:
    case = after(consultant, "62M pNET, Ki-67 5%, on lanreotide. CT: liver mets", text)
    assert (case.primary_site, case.age_years, status(case, "ssa")) == ("pancreas", 62, {"ongoing"})
    assert not case.present_metastases()


def test_a_scan_that_is_taken_back_leaves_what_the_slides_told(consultant: Consultant) -> None:
    case = after(
        consultant, "62M pNET", "path: Ki-67 5%, G2. CT: new liver mets", "ignore that CT, it is another patient's"
    )
    assert [one.low for one in case.ki67] == [5]
    assert not case.present_metastases()


def test_the_result_that_stands_beside_one_of_somebody_else_is_taken(consultant: Consultant) -> None:
    case = after(
        consultant,
        "pNET G3 Ki 28%, 52M, liver mets",
        "FDG positive in the liver lesions, SUV 11",
        "correction!! that FDG report was somebody else's. his is negative",
    )
    assert case.fdg == "negative"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "70M, hilar lung mass 5 cm, biopsy called small cell (SCLC)",
            "ref lab disagrees: NOT small cell, it's an atypical carcinoid, Ki-67 12%",
        ),
        ("51M, pancreas primary, biopsy NEC, Ki-67 45%", "expert review overturns it: well diff NET G3. Not a NEC."),
        ("65M ileal NET, liver and bone mets", "MR spine now says the bone lesions are haemangiomas. So no bone mets."),
        ("44F pNET, Ki-67 12% on FNB, whipple booked", "whipple done. final path Ki-67 14%, R0"),
    ],
)
def test_what_a_second_look_or_the_specimen_settles_is_no_conflict(
    consultant: Consultant, first: str, then: str
) -> None:
    known = consultant.answer(first).conversation
    assert not any("Which one holds" in warning for warning in consultant.answer(then, known).answer.warnings)


def test_an_index_is_given_to_the_specimen_that_it_is_from(consultant: Consultant) -> None:
    case = after(
        consultant,
        "62M, pNET in the tail, liver mets. EUS-FNA Ki-67 15%.",
        "no sorry, the 15% is from the liver mets. the pancreas FNA was 3%",
    )
    assert {(one.low, one.specimen) for one in case.ki67} == {(15, "metastasis"), (3, "primary")}


@pytest.mark.parametrize(
    ("then", "field", "value"),
    [
        ("no she's not 73, 63", "age_years", 63),
        ("2.8 CM obviously, not mm \N{FACE WITH ROLLING EYES}", "tumour_size_mm", 28),
    ],
)
def test_a_number_put_right_in_a_few_words_is_put_right(
    consultant: Consultant, then: str, field: str, value: float
) -> None:
    assert getattr(after(consultant, "73F, panc NET body, 2.8 mm, Ki-67 3%", then), field) == value


def test_an_operation_that_was_declined_and_then_done_is_done(consultant: Consultant) -> None:
    case = after(
        consultant,
        "37F insulinoma 14 mm of the pancreatic body. Declined surgery.",
        "changed her mind, enucleation done on Friday",
    )
    assert status(case, "surgery") == {"done"}


def test_what_stands_behind_a_dash_is_told_and_not_taken_back(consultant: Consultant) -> None:
    case = after(
        consultant,
        "Typical carcinoid LLL, 18 mm, 68F, lobectomy",
        "scratch that — expert review upgraded to atypical carcinoid, 4 mitoses",
    )
    assert case.histology == "atypical_carcinoid"


def test_a_treatment_that_did_not_happen_goes(consultant: Consultant) -> None:
    case = after(
        consultant,
        "72F ileal NET, liver mets, lanreotide ongoing",
        "TACE was done on Monday",
        "scratch that, TACE did not happen, cancelled for plts 60",
    )
    assert "done" not in status(case, "liver_directed")


@pytest.mark.parametrize(
    "text", ["she's had it now. uneventful", "op went ahead, R1 unfortunately", "surgery done on Tuesday, path pending"]
)
def test_an_operation_that_was_planned_and_is_told_done_in_a_word_is_done(consultant: Consultant, text: str) -> None:
    case = after(consultant, "48F pNET of the tail, 34 mm, G1. Distal pancreatectomy planned for Tuesday.", text)
    assert status(case, "surgery") == {"done"}


@pytest.mark.parametrize("text", ["surgery done?", "op done, or not yet?", "she's had it postponed again"])
def test_an_operation_that_is_asked_of_or_put_off_is_not_done(consultant: Consultant, text: str) -> None:
    case = after(consultant, "48F pNET of the tail, 34 mm, G1. Distal pancreatectomy planned for Tuesday.", text)
    assert status(case, "surgery") == {"planned"}


def test_an_operation_that_nobody_planned_is_not_done_by_a_pronoun(consultant: Consultant) -> None:
    case = after(consultant, "48F pNET of the tail, liver mets, on lanreotide.", "she's had it now")
    assert status(case, "surgery") == set()


def test_an_operation_of_an_earlier_year_leaves_the_one_that_is_planned(consultant: Consultant) -> None:
    case = after(consultant, "48F ileal NET, liver mets. Surgery planned.", "she had a right hemicolectomy in 2019")
    assert status(case, "surgery") == {"planned", "done"}


def test_an_age_of_two_that_is_called_right_holds(consultant: Consultant) -> None:
    told = ("pNET 44F with liver mets, G2", "the letter from the other hospital says she's 54")
    assert after(consultant, *told, "checked - 44 is right").age_years == 44
    assert after(consultant, *told, "54 is right").age_years == 54


def test_an_index_that_was_the_biopsys_is_given_to_it(consultant: Consultant) -> None:
    case = after(
        consultant,
        "62M, ileal NET resected in March, Ki-67 6%, liver lesions",
        "no sorry, 6 was the liver bx. primary was 3%",
    )
    assert {(one.low, one.specimen) for one in case.ki67} == {(6, "metastasis"), (3, "primary")}


def test_a_supplementary_report_puts_right_and_is_no_conflict(consultant: Consultant) -> None:
    known = consultant.answer("61M ampullary NET, whipple 3 weeks ago, R0, G2, Ki-67 5%").conversation
    second = consultant.answer("supplementary report: uncinate margin involved microscopically, R1", known)
    assert second.conversation.case.margin == "R1"
    assert not any("Which one holds" in warning for warning in second.answer.warnings)


def test_what_they_call_the_grade_now_is_the_grade(consultant: Consultant) -> None:
    case = after(consultant, "48F pNET, EUS-FNA G1 Ki-67 2%", "path back: Ki-67 7% so they're calling it G2 now")
    assert case.stated_grade == 2


@pytest.mark.parametrize("text", ["so?", "same question again", "what carries most weight in her?"])
def test_a_word_that_asks_again_asks_for_the_outlook(consultant: Consultant, text: str) -> None:
    known = consultant.answer("70F ileal NET G2, Ki-67 11%, liver mets. Prognosis?").conversation
    assert consultant.answer(text, known).answer.question.intent in {"prognosis", "factor"}
