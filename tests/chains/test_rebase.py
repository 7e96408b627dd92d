"""A message that is edited or deleted after others followed: the case is as if it had so been written."""

import pytest

from chains.conversation import Conversation
from chains.followup import read_message
from chains.merge import merge
from chains.rebase import rebased, rebased_case
from knowledge.case import CaseDetails

FIRST = "62F, ileal NET 24 mm, small bowel resection 2021, 2/15 nodes positive, R0, Ki-67 4 %, on octreotide."


def told(*texts: str) -> CaseDetails:
    """The case after these messages of one thread; an empty one tells nothing and still is a turn."""
    case = CaseDetails()
    for turn, text in enumerate(texts):
        reading = read_message(text, Conversation(case=case, turns=turn)) if text else None
        known = CaseDetails() if reading and reading.new_patient and turn else case
        case = merge(known, reading, turn).case if reading else case
    return case


def after_first(text: str, *conditions: str) -> Conversation:
    """The conversation after a first message, with what it tells that no rule weighs."""
    return Conversation(case=told(text), conditions=conditions, turns=1)


@pytest.mark.parametrize(
    ("written", "edited", "later"),
    [
        (FIRST, FIRST.replace("4 %", "14 %"), ["Krenning 3 in the liver on DOTATATE PET"]),
        (FIRST, FIRST.replace("ileal", "rectal"), ["She has bone mets too", "ECOG 1"]),
        (FIRST, FIRST.replace(", on octreotide", ""), ["PRRT 2023"]),
        (FIRST, FIRST.replace(" 24 mm", ""), ["ECOG 1"]),
        (FIRST, FIRST.replace("R0", "R1"), ["R0"]),
        (FIRST, FIRST + " Liver mets.", ["bone mets too"]),
        ("62F, pNET, Ki-67 40 %.", "62F, pNET, Ki-67 4 %.", ["insulinoma", "she has liver mets"]),
    ],
)
def test_the_case_is_as_if_the_edited_message_had_been_written(written: str, edited: str, later: list[str]) -> None:
    after = rebased_case(told(written, *later), 0, told(written), told(edited))
    expected = told(edited, *later)
    assert after.facts() == expected.facts()
    assert after.evidence_turns == expected.evidence_turns
    assert after.evidence_spans == expected.evidence_spans


def test_without_a_deleted_message_its_facts_are_gone_and_later_ones_stay() -> None:
    texts = ["62F, pNET, Ki-67 4 %.", "liver mets, Krenning 3 on DOTATATE PET", "ECOG 1"]
    after = rebased_case(told(*texts), 1, told(*texts[:2]), told(texts[0]))
    assert after.facts() == told(texts[0], "", texts[2]).facts()


def test_what_a_later_message_corrected_stays_corrected() -> None:
    texts = ["62F, pNET, Ki-67 40 %, R0.", "Ki-67 is 4 %, not 40 %"]
    after = rebased_case(told(*texts), 0, told(texts[0]), told("62F, pNET, Ki-67 14 %, R1."))
    assert [(one.low, one.high) for one in after.ki67] == [(4, 4)]
    assert after.margin == "R1"


def test_what_a_later_message_took_back_stays_away() -> None:
    texts = ["62F, pNET, Ki-67 40 %, on lanreotide.", "ignore that Ki-67"]
    after = rebased_case(told(*texts), 0, told(texts[0]), told("62F, pNET, Ki-67 14 %, on octreotide."))
    assert after.ki67 == ()
    assert [one.name for one in after.treatments] == ["octreotide"]


def test_another_patient_of_the_thread_is_left_alone() -> None:
    texts = ["62F, pNET, Ki-67 4 %.", "Next patient: 70M, ileal NET, Ki-67 4 %."]
    other = Conversation(case=told(*texts), before=CaseDetails(), turns=2)
    assert rebased(other, 0, after_first(texts[0]), after_first("62F, pNET, Ki-67 14 %, R1.")) == other


def test_the_case_before_the_last_message_changes_too() -> None:
    texts = ["62F, pNET, Ki-67 40 %.", "ECOG 1"]
    later = Conversation(case=told(*texts), before=told(texts[0]), turns=2)
    after = rebased(later, 0, after_first(texts[0]), after_first("62F, pNET, Ki-67 4 %."))
    assert after.before.facts() == told("62F, pNET, Ki-67 4 %.").facts()
    assert after.turns == 2


def test_a_condition_goes_with_the_words_that_told_it_and_stays_where_a_later_message_told_it() -> None:
    old, new = after_first("62F, pNET.", "pregnancy", "dialysis"), after_first("62F, pNET.", "dialysis", "asthma")
    later = old.model_copy(update={"before": old.case, "conditions": (*old.conditions, "jaundice"), "turns": 2})
    after = rebased(later.model_copy(update={"conditions_before": old.conditions}), 0, old, new)
    assert after.conditions == ("dialysis", "jaundice", "asthma")
    assert after.conditions_before == ("dialysis", "asthma")


def test_a_first_message_that_told_nothing_may_be_edited_into_a_case() -> None:
    after = rebased_case(told("", "ECOG 1"), 0, CaseDetails(), told("pNET, Ki-67 4 %"))
    assert after.primary_site == "pancreas"
    assert after.ecog == 1
