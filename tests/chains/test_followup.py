"""A message in the light of its conversation: bare answers, corrections, what is taken back, another patient."""

from typing import Any

import pytest

from chains.conversation import Conversation
from chains.extract import read_case
from chains.followup import AmbiguousAnswerError, read_message, supposed
from chains.merge import Merged, merge
from knowledge.case import CaseDetails

FIRST = "62F, ileal NET 24 mm, small bowel resection 2021, 2/15 nodes positive, R0, Ki-67 4 %, on octreotide."
SPREAD = "55M pNET, G2, liver mets, Krenning 2 in the liver on DOTATATE PET."


def known(text: str, *asked: str) -> Conversation:
    return Conversation(case=merge(CaseDetails(), read_case(text), 0).case, turns=1, asked=asked)


def after(text: str, first: str = FIRST, *asked: str) -> Merged:
    conversation = known(first, *asked)
    return merge(conversation.case, read_message(text, conversation), 1)


def ki67(case: CaseDetails) -> list[tuple[float, float]]:
    return [(index.low, index.high) for index in case.ki67]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("12 %", "ki67", [(12, 12)]),
        ("it's about 12%", "ki67", [(12, 12)]),
        ("ok, path says 10-12 %.", "ki67", [(10, 12)]),
        ("Ki-67? they say 12 %", "ki67", [(12, 12)]),
    ],
)
def test_a_bare_percentage_is_the_ki67_that_was_asked_for(text: str, field: str, value: object) -> None:
    assert ki67(after(text, "50F, pNET 22 mm, M0.", "ki67").case) == value


def test_a_bare_percentage_that_fits_two_gaps_is_asked_about_and_not_guessed() -> None:
    with pytest.raises(AmbiguousAnswerError, match="30 %"):
        read_message("30 %", known("pNET with liver mets", "ki67", "liver"))


def test_a_bare_percentage_is_the_share_of_the_liver_where_only_that_is_not_known() -> None:
    case = after("30 %", "G2 pNET, Ki-67 8 %, liver mets", "liver").case
    assert case.liver is not None
    assert (case.liver.involvement_low, ki67(case)) == (30, [(8, 8)])


def test_a_bare_number_means_nothing_where_nothing_was_asked() -> None:
    assert after("30 %").changes == ()


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ("yes, bone too", "bone", "present"),
        ("also bone and peritoneum involved", "peritoneum", "present"),
        ("peritoneum clear", "peritoneum", "absent"),
        ("no bone", "bone", "absent"),
    ],
)
def test_a_site_named_alone_is_an_answer_about_spread(text: str, site: str, status: str) -> None:
    told = {one.site: one.status for one in after(text, SPREAD).case.metastases}
    assert told[site] == status  # type: ignore[index]


@pytest.mark.parametrize("text", ["the bone scan is booked", "bone density next week", "liver function normal"])
def test_an_organ_in_another_sense_is_no_spread(text: str) -> None:
    assert {one.site for one in after(text).case.metastases} == set()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("actually jejunal, not ileal", "primary_site", "jejunum_ileum"),
        ("sorry - duodenal not ileal", "primary_site", "duodenum"),
        ("correction: rectum rather than ileum", "primary_site", "rectum"),
        ("R1, not R0", "margin", "R1"),
        ("typo, 42 mm not 24 mm", "tumour_size_mm", 42),
    ],
)
def test_x_not_y_corrects_y_without_a_question(text: str, field: str, value: Any) -> None:
    merged = after(text)
    assert getattr(merged.case, field) == value
    assert merged.conflicts == ()


def test_a_score_corrected_without_its_place_goes_where_the_wrong_one_stood() -> None:
    case = after("edit: Krenning 4, not 2", SPREAD).case
    assert [(one.location, one.krenning) for one in case.receptor_imaging] == [("liver", 4)]


def test_a_starred_count_corrects_the_nodes_and_keeps_how_many_were_examined() -> None:
    nodes = after("*3 nodes").case.nodes
    assert nodes is not None
    assert (nodes.positive, nodes.examined) == (3, 15)


@pytest.mark.parametrize("text", ["I meant lanreotide", "sorry, lanreotide", "*lanreotide"])
def test_a_drug_named_in_place_of_the_last_one_takes_its_place_and_its_state(text: str) -> None:
    treatments = {one.name: one.status for one in after(text).case.treatments}
    assert "octreotide" not in treatments
    assert treatments["lanreotide"] == "ongoing"


@pytest.mark.parametrize(
    "text", ["please ignore that Ki-67", "scratch the Ki-67, wrong report", "forget about the Ki67."]
)
def test_a_value_that_is_taken_back_leaves_the_case_and_the_change_is_told(text: str) -> None:
    merged = after(text)
    assert merged.case.ki67 == ()
    assert not [path for path in merged.case.evidence_spans if path.startswith("ki67")]
    assert "taken back" in merged.changes[0].words


def test_a_treatment_that_was_never_given_leaves_the_case() -> None:
    merged = after("no wait, she never had octreotide")
    assert [one.name for one in merged.case.treatments] == ["small bowel resection"]
    places = {path: span for path, span in merged.case.evidence_spans.items() if path.startswith("treatments")}
    assert all(path.startswith("treatments[0]") for path in places)


@pytest.mark.parametrize(
    "text",
    [
        "next: 73F, gastric NEC, Ki-67 80 %",
        "Thanks! Another one: 50 y man with a duodenal NET",
        "Case 2: rectal NET 8 mm in a 44-year-old man",
        "Different patient, 45M with an insulinoma",
        "New referral: lung carcinoid, 58M",
        "45M, gastric NET type 3, 22 mm, Ki-67 12 %",
    ],
)
def test_a_message_that_turns_to_another_patient_says_so(text: str) -> None:
    assert read_message(text, known(FIRST)).new_patient


@pytest.mark.parametrize(
    "text",
    [
        "next question: would more octreotide help?",
        "another scan shows liver metastases",
        "I had another patient like this last year, a woman with bone mets. Any data?",
        "new CT: liver mets, progressive disease",
        "she is 63, not 62",
        "that Ki-67 was from another patient's report",
    ],
)
def test_the_same_patient_goes_on(text: str) -> None:
    assert not read_message(text, known(FIRST)).new_patient


def test_what_is_told_of_another_patient_as_a_comparison_is_not_read() -> None:
    text = "I had another patient like this, a man of 71 with bone mets who had CAPTEM. This one is ECOG 1."
    reading = read_message(text, known(FIRST))
    assert set(reading.case.facts()) == {"ecog"}


@pytest.mark.parametrize("text", ["and if there were bone mets?", "what if she had bone metastases too?"])
def test_a_supposition_is_what_is_left_when_its_words_are_taken_away(text: str) -> None:
    case = supposed(text)
    assert case is not None
    assert case.present_metastases() == {"bone"}


@pytest.mark.parametrize("text", ["12 %", "bone too", "rectal, not ileal", "0/18", "ok: R1, not R0"])
def test_the_place_of_what_was_read_lies_within_the_message(text: str) -> None:
    case = read_message(text, known("ileal NET, R0, 24 mm", "ki67", "n")).case
    assert case.evidence_spans
    for start, end in case.evidence_spans.values():
        assert 0 <= start < end <= len(text)


def test_what_is_weighed_again_was_given_all_the_same() -> None:
    merged = after("would more octreotide help, or should we consider octreotide 60 mg?")
    assert {one.name: one.status for one in merged.case.treatments}["octreotide"] == "ongoing"


@pytest.mark.parametrize(
    ("first", "text", "words"),
    [
        ("pNET pT2N0", "3/15 nodes positive in the specimen", "3 of 15"),
        ("pNET T2N0M0", "liver metastases on the MRI", "liver"),
    ],
)
def test_two_fields_that_contradict_each_other_are_told_with_a_question(first: str, text: str, words: str) -> None:
    (conflict,) = after(text, first).conflicts
    assert words in conflict.sentence
    assert conflict.sentence.endswith("?")


@pytest.mark.parametrize(
    "text",
    [
        "show me source 2",
        "explain reference 3 please",
        "top 3 please",
        "2 questions for you",
        "go back to option 2",
        "make it shorter, 3 bullets",
        "call me at 4",
        "bed 12",
        "page 2",
        "since 2019",
        "that's 2 papers only",
        "the first one",
        "100% agree",
        "99 % sure",
        "MDT on 14/5",
    ],
)
@pytest.mark.parametrize(
    "asked", ["ki67", "mitoses", "liver", "bone", "age_years", "receptor_imaging", "symptom_grade", "nlr", "necrosis"]
)
def test_a_number_among_words_that_tell_of_something_else_answers_nothing(text: str, asked: str) -> None:
    assert after(text, "58M, pNET s/p distal pancreatectomy, liver mets", asked).changes == ()


@pytest.mark.parametrize(
    ("text", "asked", "field"),
    [
        ("2 per 2 mm2", "mitoses", "mitoses"),
        ("just two mitotic figures", "mitoses", "mitoses"),
        ("3 bone lesions in all", "bone", "bone"),
        ("path says 5/19", "nodes", "nodes"),
        ("5/19, the addendum says", "mitoses", "nodes"),
    ],
)
def test_a_number_among_words_of_the_field_is_an_answer(text: str, asked: str, field: str) -> None:
    assert field in {change.field for change in after(text, SPREAD, asked).changes}


def test_a_bare_number_that_fits_two_questions_is_asked_about_and_kept_until_it_is_named() -> None:
    conversation = known("pNET, distal pancreatectomy, G2", "mitoses", "nlr")
    with pytest.raises(AmbiguousAnswerError) as bare:
        read_message("3", conversation)
    assert bare.value.fields == ("mitoses", "nlr")
    waiting = conversation.model_copy(update={"pending": "3"})
    mitoses = read_message("the mitoses", waiting).case.mitoses
    assert mitoses is not None
    assert (mitoses.low, mitoses.high) == (3, 3)


@pytest.mark.parametrize("text", ["(2)", "[1]", " ( 3 ) "])
def test_a_number_in_brackets_alone_answers_no_question(text: str) -> None:
    assert not after(text, SPREAD, "mitoses", "ki67").changes


def test_all_of_it_is_neither_the_index_of_a_net_nor_the_share_of_a_liver() -> None:
    assert not after("100%", SPREAD, "ki67", "liver").changes
    assert not after("it's 100 %", SPREAD, "liver").changes


def test_all_of_it_may_be_the_index_of_a_carcinoma() -> None:
    assert ki67(after("100 %", "61M, NEC of the colon, M0.", "ki67").case) == [(100, 100)]
