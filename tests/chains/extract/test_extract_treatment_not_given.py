"""What was asked for, doubted, replaced, not fetched or entered in error was not given; and its contraries."""

import pytest

from chains.extract import read_case


def _told(text: str) -> dict[str, str]:
    return {one.name: one.status for one in read_case(text).case.treatments}


def _given(text: str) -> set[str]:
    return {name for name, status in _told(text).items() if status in {"done", "ongoing"}}


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Wife asks whether he had chemo already - no, not yet.", set()),
        ("Anyone know whether Mr K got his embolization?", set()),
        ("Not sure he ever received sunitinib.", set()),
        ("Can you confirm that he has had TACE?", set()),
        ("Whether she has had PRRT is not known.", set()),
        ("It is doubtful whether she received octreotide.", set()),
        ("Unable to verify prior PRRT.", set()),
        ("Prior everolimus not confirmed by outside records.", set()),
        ("Has he had surgery, chemo, PRRT - nobody could tell me.", set()),
        ("Supposedly had PRRT abroad, cannot be confirmed.", set()),
        ("He says he was on lanreotide, GP says never prescribed.", set()),
        ("Reported prior Whipple, CT shows intact pancreas.", set()),
        ("Letter mentions a Whipple, the patient denies it.", set()),
        ("He had either SIRT or TACE, letter requested.", set()),
        ("Progress after CAPTEM? no, it was after FOLFOX.", {"folfox"}),
        ("Has he had PRRT? Yes, 4 cycles in 2020.", {"prrt"}),
        ("Wife asks whether he had chemo already - yes, CAPTEM in 2021.", {"captem", "chemotherapy"}),
        ("Not sure why he stopped sunitinib.", {"sunitinib"}),
        ("Patient unsure how many cycles of PRRT he received, records say 4.", {"prrt"}),
        ("Please note that he has had PRRT before.", {"prrt"}),
        ("We know from the op note that he had a distal pancreatectomy.", {"distal pancreatectomy"}),
        ("No evidence of recurrence after Whipple.", {"pancreaticoduodenectomy"}),
    ],
)
def test_what_is_asked_or_doubted_was_not_given(text: str, given: set[str]) -> None:
    assert _given(text) - {"chemotherapy"} == given - {"chemotherapy"}


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("The plan had been everolimus; switched to sunitinib since Monday.", {"sunitinib"}),
        ("Original plan Whipple, converted to palliative bypass.", set()),
        ("First idea was chemo, then we opted for lanreotide, running since March.", {"lanreotide"}),
        ("Enucleation was planned, done instead was a distal pancreatectomy.", {"distal pancreatectomy"}),
        ("Enucleation converted to distal pancreatectomy.", {"distal pancreatectomy"}),
        ("The CAPTEM we were going to give is now off the table.", set()),
        ("In lieu of surgery he received PRRT.", {"prrt"}),
        ("Plan was to continue on everolimus; changed to sunitinib.", {"everolimus", "sunitinib"}),
        ("Switched from planned CAPTEM to PRRT.", set()),
        ("Planned lap distal pancreatectomy converted to open.", {"distal pancreatectomy"}),
        ("Lap distal panc converted to open.", {"distal pancreatectomy"}),
        ("Had been on everolimus; switched to sunitinib since Monday.", {"everolimus", "sunitinib"}),
        ("The plan had been four cycles of PRRT, he received three.", {"prrt"}),
        ("Plan had been 6 cycles CAPTEM; stopped after 4 for toxicity.", {"captem"}),
        ("Scheduled TACE took place on 5 May but was complicated by abscess.", {"tace"}),
    ],
)
def test_a_plan_that_gave_way_was_not_carried_out(text: str, given: set[str]) -> None:
    assert _given(text) == given


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Sandostatin prescribed, not picked up yet.", "octreotide", "planned"),
        ("CAPTEM prescribed last week, waiting for prior auth.", "captem", "planned"),
        ("Everolimus script given, never filled.", "everolimus", None),
        ("Prescribed telotristat but insurance denied.", "telotristat", None),
        ("Octreotide syringes still in her fridge.", "octreotide", "planned"),
        ("Everolimus stopped before first tablet as he got pneumonia.", "everolimus", None),
        ("Took himself off the everolimus before day 1.", "everolimus", None),
        ("Chemo stopped before it even began.", "chemotherapy", None),
        ("C1 PRRT aborted due to anaphylaxis to amino acids, no activity given.", "prrt", None),
        ("Lanreotide first dose Friday.", "lanreotide", "planned"),
        ("First lanreotide on Monday.", "lanreotide", "planned"),
        ("CAPTEM C1D1 Thursday.", "captem", "planned"),
        ("CAPTEM C1D1 was Thursday.", "captem", "ongoing"),
        ("Lanreotide first dose given Friday.", "lanreotide", "ongoing"),
        ("Lanreotide first dose was Friday, no side effects.", "lanreotide", "ongoing"),
        ("Sandostatin prescribed, picked up and started on Monday.", "octreotide", "ongoing"),
        ("On everolimus since May, refill not collected yet.", "everolimus", "ongoing"),
        ("PRRT stopped before the fourth cycle.", "prrt", "done"),
        ("Everolimus stopped before first restaging as he got pneumonia.", "everolimus", "done"),
    ],
)
def test_what_was_not_fetched_or_not_begun_was_not_taken(text: str, name: str, status: str | None) -> None:
    assert _told(text).get(name) == status


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ('Chart carries "s/p Whipple" forward, he had a distal pancreatectomy.', {"distal pancreatectomy"}),
        ("Problem list says s/p Whipple. He never had one.", set()),
        ("EMR lists PRRT under past treatments, which is incorrect.", set()),
        ('Epic problem list "s/p PRRT" - he only had a DOTATATE scan.', set()),
        ("Please disregard the statement on prior chemotherapy in my last letter.", set()),
        ("Problem list: chemo. That was for breast ca.", set()),
        ("Hx of radiotherapy. This was for prostate cancer in 2011.", set()),
        ("Radiotherapy, that was for rhabdomyosarcoma.", set()),
        ("Problem list says lanreotide. He has been off any SSA for years, which is wrong.", {"somatostatin analogue"}),
        ("Past history: right hemicolectomy. That was for Crohn's.", set()),
        ("Surgical history: hemicolectomy (diverticulitis), cholecystectomy.", set()),
        ("Previous interferon was for hepatitis C.", set()),
        ("Octreotide suppression test done.", set()),
        ("MGMT and temozolomide sensitivity test done.", set()),
        ("Test embolization done.", set()),
        ("Octreotide s.c. test dose tolerated, then LAR 30 mg monthly since May.", {"octreotide"}),
        ("Chart says s/p Whipple and so does the scar.", {"pancreaticoduodenectomy"}),
        ("Letter lists Whipple 2018, wrong, it was 2019.", {"pancreaticoduodenectomy"}),
        ("Summary: s/p right hemicolectomy 2017. He never smoked.", {"right hemicolectomy"}),
        ("Had FOLFOX in 2015. That was for his NEC.", {"folfox"}),
        ("Right hemicolectomy (diverticulitis); histology showed a 9 mm NET.", {"right hemicolectomy"}),
    ],
)
def test_an_entry_put_right_a_course_for_another_disease_and_a_test_are_no_treatment(
    text: str, given: set[str]
) -> None:
    assert _given(text) == given


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cape/tem x2, then switched to everolimus, now on neither.", {"captem": "done", "everolimus": "done"}),
        ("Started lanreotide 2019; presently untreated.", {"lanreotide": "done"}),
        ("Cape/tem x2, then switched to everolimus, now on 5 mg.", {"captem": "done", "everolimus": "ongoing"}),
        ("On lanreotide, no other therapy now.", {"lanreotide": "ongoing"}),
        ("PRRT C3 on hold.", {"prrt": "ongoing"}),
        ("First PRRT on hold.", {"prrt": "planned"}),
        ("PRRT on hold.", {}),
        ("#1 PRRT on hold.", {"prrt": "planned"}),
        ("pNET. Everolimus on hold, to restart on Monday.", {"everolimus": "ongoing"}),
        ("Started everolimus, now nothing, only on lanreotide.", {"everolimus": "done", "lanreotide": "ongoing"}),
        ("Warfarin was held as he had FOLFOX before surgery.", {"folfox": "done"}),
        ("Told to stop octreotide 24 h prior to scan.", {"octreotide": "ongoing"}),
        ("Everolimus paused for dental surgery.", {"everolimus": "ongoing"}),
        ("Told to stop everolimus because of pneumonitis.", {"everolimus": "done"}),
        ("Everolimus stopped in May.", {"everolimus": "done"}),
    ],
)
def test_a_pause_is_no_end_and_nothing_now_is_one(text: str, told: dict[str, str]) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("On everolimus per letter. Everolimus was never started.", {}),
        ("Moved to PRRT + everolimus? No - correction: everolimus was never started.", {"prrt": "ongoing"}),
        ("Switched to everolimus. Correction - never taken.", {}),
        ("Everolimus 2019-2020. Sunitinib was never started.", {"everolimus": "done"}),
        ("pNET 3 cm. Op date 17 Oct, distal panc + spleen.", {"distal pancreatectomy": "planned"}),
        ("Theatre Friday: Whipple.", {"pancreaticoduodenectomy": "planned"}),
        ("Date of surgery: 17 Oct 2024. Distal panc.", {"distal pancreatectomy": "done"}),
        ("Date of surgery: 17 Oct. Distal panc, pT2, R0.", {"distal pancreatectomy": "done"}),
        ("Resectable. VATS lobectomy 22 Aug then adj chemo.", {}),
        ("Lobectomy 2021 then chemo.", {"lobectomy": "done", "chemotherapy": "done"}),
        (
            "Lutetium #1 tomorrow. Next LAR after the lutetium.",
            {"lutetium dotatate": "planned", "octreotide": "ongoing"},
        ),
        ("Whipple planned Monday. Scan after the Whipple.", {"pancreaticoduodenectomy": "planned"}),
        ("Whipple 2020. Scan 3 months after the Whipple: clear.", {"pancreaticoduodenectomy": "done"}),
        ("Aim: shrink the tumour with CAPTEM.", {"captem": "planned"}),
        ("Plan: discontinue everolimus.", {"everolimus": "done"}),
        ("Past meds: octreotide, metformin.", {"octreotide": "done"}),
    ],
)
def test_a_day_alone_a_word_taken_back_and_a_point_in_time_tell_of_nothing_given(
    text: str, told: dict[str, str]
) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pNET, stable since 2018, never treated w/ SSA.", []),
        ("NEC. Resolution: cisplatin/etoposide, begin calendar week 23.", ["planned"]),
        ("NEC. cisplatin/etoposide, started week 14, tolerated.", ["done"]),
        ("pNET. Temozolomide 200 mg/m2 + capecitabine 750 mg/m2 for R. Novak, cycle 1 to start 4 Nov.", ["planned"]),
    ],
)
def test_what_was_never_given_or_is_to_begin_is_not_told_as_given(text: str, told: list[str]) -> None:
    assert [one.status for one in read_case(text).case.treatments] == told


@pytest.mark.parametrize(
    "words",
    [
        "Neither primary nor liver metastases show FDG uptake above background.",
        "FDG PET: none of the liver metastases shows FDG uptake.",
    ],
)
def test_metastases_none_of_which_takes_up_a_tracer_are_there(words: str) -> None:
    case = read_case(f"pNET with known liver metastases. {words}").case
    assert (case.fdg, [one.status for one in case.metastases]) == ("negative", ["present"])
