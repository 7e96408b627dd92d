"""What became of a plan, what is written on a treatment, and the everyday words for giving it up or changing it."""

import pytest

from tests.treated import told


@pytest.mark.parametrize(
    "text",
    [
        "PRRT was shelved.",
        "PRRT was parked for now.",
        "Surgery was vetoed by cardiology.",
        "SIRT was dismissed by the radiologist.",
        "TACE was blocked by the insurer.",
        "PRRT was the topic of the meeting.",
        "Surgery was judged too dangerous.",
        "The Whipple was moved from May 3 to May 17.",
        "The board's decision on surgery: not resectable.",
        "Everolimus was dropped from the plan.",
    ],
)
def test_a_was_alone_does_not_tell_that_it_was_given(text: str) -> None:
    assert not {"done", "ongoing"} & set().union(*told(text).values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PRRT was well tolerated.", "prrt"),
        ("The operation was a success.", "surgery"),
        ("The last PRRT was in May.", "prrt"),
        ("Everolimus was effective for two years.", "targeted"),
        ("The Whipple was difficult but R0.", "surgery"),
        ("Typical carcinoid on the wedge from 3 October, Ki-67 3 %.", "surgery"),
        ("A polyp of 7 mm was taken out of the rectum by EMR; histology: NET G1.", "surgery"),
        ("Lanreotide was dropped last year due to cost.", "ssa"),
        ("We removed the primary in May.", "surgery"),
        ("She is 6 weeks out from her right hemicolectomy.", "surgery"),
        ("Chemo over, hair growing back.", "chemo"),
        ("All three PRRT cycles are behind him.", "prrt"),
        ("He gave up everolimus because of nausea.", "targeted"),
        ("Everolimus had to be given up in 2021.", "targeted"),
        ("The lutetium series was cut short at three.", "prrt"),
        ("They gave him carboplatin-etoposide in London, four cycles.", "chemo"),
        ("He was referred for thymectomy, which we carried out on 14 Feb.", "surgery"),
    ],
)
def test_how_it_went_or_how_it_ended_tells_that_it_was_given(text: str, kind: str) -> None:
    assert told(text)[kind] == {"done"}


@pytest.mark.parametrize(
    "text",
    [
        "Any news on PRRT?",
        "Everything depends on PRRT.",
        "He is fixated on PRRT.",
        "Letter on PRRT to the GP.",
        "Dr May is an expert on PRRT.",
        "I would put my money on PRRT.",
        "She has read up on PRRT.",
        "We went over PRRT with him; papers handed over.",
    ],
)
def test_what_is_written_or_felt_on_a_treatment_is_no_treatment(text: str) -> None:
    assert not {"done", "ongoing"} & set().union(*told(text).values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He is on PRRT.", "prrt"),
        ("Now on lanreotide, doing well.", "ssa"),
        ("Tolerating CAPTEM well, cycle 5 next week.", "chemo"),
        ("Three months into everolimus, mouth ulcers.", "targeted"),
        ("Tolerating cabozantinib in its fourth month.", "targeted"),
        ("He is in week two of chemotherapy.", "chemo"),
        ("Everolimus swapped for cabozantinib three weeks ago.", "targeted"),
        ("Changed over from Somatuline to Sandostatin LAR, monthly as before.", "ssa"),
        ("Everolimus re-challenge at 2.5 mg under way since 1 June.", "targeted"),
        ("NEW lanreotide 120 mg (first dose given on the ward). STOPPED everolimus.", "ssa"),
        ("The rash vanished within days of starting lanreotide.", "ssa"),
        ("Any objections to stopping octreotide? He is still getting it monthly.", "ssa"),
        ("On octreotide until the liver resection on 8 July.", "ssa"),
    ],
)
def test_everyday_words_for_a_course_that_runs(text: str, kind: str) -> None:
    assert "ongoing" in told(text)[kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I have prescribed CAPTEM, day 1 to be Monday 6th.", "chemo"),
        ("Everolimus prescribed, first tablet to be taken after the dental check.", "targeted"),
        ("The Whipple was deferred from 3 to 17 March.", "surgery"),
        ("FOLFIRI commences on the 12th.", "chemo"),
        ("The Whipple stands for 8 October.", "surgery"),
        ("Resection is timetabled for week 38.", "surgery"),
        ("Lutathera for the midgut NET starts 2 May.", "prrt"),
        ("Keep octreotide going until TACE on 12/6.", "liver_directed"),
    ],
)
def test_everyday_words_for_a_plan(text: str, kind: str) -> None:
    assert told(text)[kind] == {"planned"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("He enquired about PRRT.", "considered"),
        ("PRRT has been mooted.", "considered"),
        ("She brought up PRRT herself.", "considered"),
        ("It needs a decision on PRRT, for Friday.", "considered"),
        ("We weighed up PRRT against waiting and left it open.", "considered"),
        ("Offered PRRT twice, turned it down both times.", "declined"),
        ("She remains firmly opposed to PRRT.", "declined"),
        ("He isn't keen on any PRRT.", "declined"),
        ("He'd rather not have PRRT.", "declined"),
    ],
)
def test_everyday_words_for_an_idea_and_for_a_refusal(text: str, status: str) -> None:
    assert told(text) == {"prrt": {status}}
