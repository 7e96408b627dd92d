"""What a message calls wrong of the case is put right or taken back, whatever the words; nothing is left standing."""

import pytest

from chains.followup import read_message
from tests.chains.test_followup import after, ki67, known

MIDGUT = "66M small bowel NET G1, liver and bone mets, PRRT done 2023, now PD on CT, Ki-67 6%, ECOG 3."


def statuses(text: str, first: str = MIDGUT) -> dict[str, str]:
    return {one.kind: one.status for one in after(text, first).case.treatments}


@pytest.mark.parametrize(
    "text",
    [
        "Rang pathology, it's 16%, the 6 was a slip.",
        "6% is wrong, 16% stands",
        "scrap the 6%, it's 16",
        "the 6 is outdated - 16",
        "Ki-67 should be 16",
        "the Ki-67 ought to read 16",
        "make the Ki-67 16",
        "Ki67 16, I mistyped",
        "the ki-67 of 6 belongs to another patient, his is 16",
        "16, not 6",
        "the 6 was a guess, formal count 16",
        "6 was an undercall, it is 16 %",
    ],
)
def test_a_ki67_that_is_called_wrong_gives_way_to_the_right_one_without_a_question(text: str) -> None:
    merged = after(text, MIDGUT)
    assert (ki67(merged.case), merged.conflicts) == ([(16, 16)], ())


def test_a_decimal_in_a_correction_is_read_whole() -> None:
    assert ki67(after("oops 6.5, not 6", MIDGUT).case) == [(6.5, 6.5)]
    assert ki67(after("sorry, 6,5 rather than 6", MIDGUT).case) == [(6.5, 6.5)]


def test_of_two_ki67_the_one_that_is_called_wrong_goes_and_the_other_stands() -> None:
    two = "pNET, liver mets. Ki-67 2% in the biopsy, 11% in the resection specimen."
    assert ki67(after("recounted: 2% is wrong, 11% stands", two).case) == [(11, 11)]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("ECOG should read 1", "ecog", 1),
        ("age should be 56", "age_years", 56),
        ("oops 45, I swapped the digits", "age_years", 45),
        ("45 - digits were transposed", "age_years", 45),
        ("It's grade 2.", "stated_grade", 2),
        ("Right, the report is outdated. It's grade 2.", "stated_grade", 2),
        ("grade is 3 actually", "stated_grade", 3),
    ],
)
def test_a_field_that_should_read_otherwise_does(text: str, field: str, value: object) -> None:
    first = MIDGUT.replace("66M", "54M")
    assert getattr(after(text, first).case, field) == value


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I misread the letter: PRRT was declined, not done.", "declined"),
        ("PRRT was planned, not given", "planned"),
        ("PRRT was only planned, he never got it", "planned"),
        ("lutetium was discussed but never started", "considered"),
        ("Reading further, the PRRT was only planned and is still outstanding.", "planned"),
    ],
)
def test_a_treatment_that_was_not_given_after_all_is_not_kept_as_given(text: str, status: str) -> None:
    assert statuses(text) == {"prrt": status}


@pytest.mark.parametrize(
    "text",
    [
        "no PRRT was given, my error",
        "he never had PRRT",
        "PRRT was a typo",
        "Hang on: pharmacy tell me the lutetium was never actually given.",
        "PRRT has been called off",
        "the PRRT was cancelled in the end",
    ],
)
def test_a_treatment_that_was_told_by_mistake_is_gone(text: str) -> None:
    assert statuses(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "bone was a false alarm",
        "the bone mets have been ruled out",
        "sorry, skeletal lesions were nothing after all",
        "bone disease was not confirmed",
        "bone scan back: clear",
        "bone MRI is back, negative",
    ],
)
def test_spread_that_was_a_false_alarm_is_told_as_absent(text: str) -> None:
    sites = {one.site: one.status for one in after(text, MIDGUT).case.metastases}
    assert sites == {"liver": "present", "bone": "absent"}


@pytest.mark.parametrize(
    "text", ["bone mets was wrong, that was the other guy", "scratch bone, was degenerative", "ignore the bone lesion"]
)
def test_spread_told_by_mistake_is_taken_back(text: str) -> None:
    assert {one.site for one in after(text, MIDGUT).case.metastases} == {"liver"}


def test_a_share_of_the_liver_that_was_a_guess_gives_way_to_the_measured_one() -> None:
    liver = after(
        "The 70% was an eyeball guess. Volumetry gives 45%.", "G2 pNET, liver mets, 70 % of the liver"
    ).case.liver
    assert liver is not None
    assert liver.involvement_low == 45


def test_a_count_replaces_the_range_told_before() -> None:
    assert ki67(after("Recounted digitally and it's 17%, replaces the range.", "pNET, Ki-67 15-20 %").case) == [
        (17, 17)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I've asked: 7/24 is the right count, 1/24 was a typing mistake.",
        "oops I typed 1/24, should be 7/24",
        "7/24 not 1/24",
    ],
)
def test_a_count_of_nodes_that_is_called_wrong_gives_way(text: str) -> None:
    nodes = after(text, "72M jejunal NET, 28 mm, nodes 1/24").case.nodes
    assert nodes is not None
    assert (nodes.positive, nodes.examined) == (7, 24)


@pytest.mark.parametrize(
    "text",
    [
        "Path re-measured it, so please use 31 rather than 28.",
        "it is 31 mm rather than 28",
        "She had a follow-up MRI and it has grown, now 31 mm.",
    ],
)
def test_a_size_that_was_measured_anew_replaces_the_old_one(text: str) -> None:
    assert after(text, "72F jejunal NET, 28 mm, Ki-67 2%").case.tumour_size_mm == 31


def test_an_age_years_away_is_a_question() -> None:
    assert after("He is 74 years old and ECOG 1.", MIDGUT).conflicts != ()
    assert after("He is 67 now.", MIDGUT).conflicts == ()


def test_two_margins_of_one_message_are_a_question_and_neither_is_taken() -> None:
    merged = after("page 1 of the path report says R0, page 3 says R1", "pNET, Whipple, Ki-67 3 %")
    assert merged.case.margin is None
    assert ["neither was taken" in one.sentence for one in merged.conflicts] == [True]


@pytest.mark.parametrize(
    "text",
    ["the wait was a mistake", "he was 6 weeks late", "the scan was wrong about the cyst", "is 6% wrong to treat?"],
)
def test_what_calls_nothing_of_the_case_wrong_leaves_it_as_it_was(text: str) -> None:
    assert after(text, MIDGUT).case.facts() == after("ok", MIDGUT).case.facts()


def test_another_count_of_the_same_nodes_is_a_question_and_another_scan_is_news() -> None:
    first = "51F pNET tail, distal panc, Ki-67 6%, LN 1/12, R0."
    assert after("histology: 6 of 12 lymph nodes involved", first).conflicts != ()
    assert after("completion surgery: 3 of 20 lymph nodes involved", first).conflicts == ()
    assert after("pathologist says 2/12 not 1/12", first).conflicts == ()


def test_another_value_of_the_same_specimen_is_a_question() -> None:
    first = "51F rectal NET 12 mm, EMR, Ki-67 2%."
    for text in ("the formal report of the same specimen states Ki-67 11%", "of that same specimen: tumour size 17 mm"):
        assert after(text, first).conflicts != (), text


def test_the_answer_to_a_contradiction_is_no_contradiction() -> None:
    first = "58M, pNET body, pN0, lymph nodes 3/14 positive, Ki-67 5%, R0."
    assert after("It's pN1; 3/14 is as in the report", first).conflicts == ()


@pytest.mark.parametrize(
    "text",
    [
        "on to a third patient: 61M, ileal NET, nodes 9/30, Ki-67 1%",
        "moving on - 44F rectal NET 8 mm",
        "ok now someone else - 33M, MEN1, pNET 13 mm",
        "47M, ileal NET, liver mets, Ki-67 1%, on octreotide. Options?",
    ],
)
def test_a_description_that_cannot_be_of_the_patient_known_is_of_another(text: str) -> None:
    assert read_message(text, known("51M pNET tail, Ki-67 6%, R0")).new_patient
