"""Plans: treatments that are arranged and were not given, however the day, the slot or the referral is told."""

import pytest

from chains.extract import read_case


def _status(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Insulinoma 11 mm. Surgery 17th.", "surgery"),
        ("Rectal NET 8 mm. ESD Friday.", "surgery"),
        ("Bronchial carcinoid; surgery weds.", "surgery"),
        ("Lung carcinoid RLL. Lobectomy 15th, anaesthetics have seen him.", "surgery"),
        ("First PRRT on 4th of June.", "prrt"),
        ("First cycle of FOLFIRI on Tuesday.", "chemo"),
        ("Now surgery: hemicolectomy + metastasectomy on 3 May.", "surgery"),
        ("Surgical discussion: Whipple on 3 May.", "surgery"),
        ("They now say cabozantinib from Tuesday.", "targeted"),
        ("Temozolomide from the 14th.", "chemo"),
    ],
)
def test_a_treatment_with_a_day_of_these_weeks_is_to_come(text: str, kind: str) -> None:
    assert _status(text, kind) == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "Lobectomy on Tuesday, chest drain out, pT1b pN0.",
        "Enucleation Wednesday went well.",
        "ESD Friday: complete, R0.",
        "Whipple last Thursday.",
        "Had surgery on the 17th.",
        "Whipple 22nd May, pT2 N0, R0.",
        "Right hemicolectomy 12/03, pT3 pN1 (3/14).",
        "S/p lobectomy RUL 15th May 2019.",
        "First surgery 2011, second surgery 2018.",
    ],
)
def test_a_day_of_an_operation_that_is_told_as_over_is_past(text: str) -> None:
    assert _status(text, "surgery") == {"done"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PRRT referral done, date tba.", "prrt"),
        ("PRRT: request form sent, no date yet.", "prrt"),
        ("Work-up for PRRT completed.", "prrt"),
        ("Referral for Whipple was made.", "surgery"),
        ("Pre-assessment for enucleation done.", "surgery"),
        ("SIRT, date tbc.", "liver_directed"),
        ("Lobectomy slot on 3 March.", "surgery"),
        ("The surgeons will perform a left hepatectomy instead, slot is in two weeks.", "surgery"),
        ("We'll do an ileal resection.", "surgery"),
        ("They'll start him on everolimus.", "targeted"),
        ("What starts next week is the first SIRT session.", "liver_directed"),
        ("Next up: TACE.", "liver_directed"),
        ("Next in line: cabozantinib.", "targeted"),
        ("PRRT pencilled in for March.", "prrt"),
        ("She is on the waiting list for a liver transplant since June.", "transplant"),
        ("LTx listed 3 weeks ago.", "transplant"),
        ("I'd book PRRT: first infusion confirmed for 4 May.", "prrt"),
        ("Would accept PRRT; referral sent, first infusion set for May.", "prrt"),
        ("PRRT offered and accepted.", "prrt"),
    ],
)
def test_what_is_arranged_for_a_treatment_leaves_it_to_come(text: str, kind: str) -> None:
    assert _status(text, kind) == {"planned"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("After referral, PRRT was given in 2020.", "prrt"),
        ("PRRT first cycle 03/2021, last 10/2021.", "prrt"),
        ("The next CT after his hemicolectomy was clear.", "surgery"),
        ("Everolimus from May 2019 to June 2020.", "targeted"),
        ("Accepted PRRT and completed 4 cycles 2022.", "prrt"),
    ],
)
def test_words_of_a_plan_beside_what_was_given_change_nothing(text: str, kind: str) -> None:
    assert _status(text, kind) == {"done"}


def test_a_plan_that_is_off_was_not_given_and_a_drug_that_is_off_ended() -> None:
    assert _status("Carboplatin etoposide which was booked for Thursday is off.", "chemo") == set()
    assert _status("Lanreotide off since May.", "ssa") == {"done"}


def test_the_bare_word_says_no_more_beside_what_is_named() -> None:
    assert _status("Seen for his PRRT slot: cycle 2/4 Lutathera given Monday, c3 booked.", "prrt") == {"ongoing"}
    assert _status("Typical or atypical, deferred to resection. Listed for lobectomy 14/3.", "surgery") == {"planned"}


def test_a_day_and_a_month_are_no_year_of_a_plan() -> None:
    (one,) = read_case("Board decision: enucleation on 12/10.").case.treatments
    assert (one.status, one.year) == ("planned", None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thymic carcinoid. Thymectomy on Dec 4; adjuvant RT will depend on the margin.", "surgery"),
        ("Duodenal NET. Operation (duodenotomy + nodes) on the 15th. He has not had an SSA.", "surgery"),
        ("Pancreatic tail NET. Distal panc + spleen booked 14th.", "surgery"),
        ("Ileal NET. BSO together w primary resection planned, date tba", "surgery"),
        ("pNET. q: CAPTEM or sunitinib", "chemo"),
        ("pNET. q: CAPTEM or sunitinib", "targeted"),
        ("pNET. Surgery: she would rather wait; Whipple is scheduled for the 2nd of May.", "surgery"),
        ("pNET. Presented by: surgery. Whipple advised, patient declines operation at present.", "surgery"),
        ("pNET. Patient prefers belzutifan.", "targeted"),
    ],
)
def test_what_is_booked_asked_or_preferred_was_not_given(text: str, kind: str) -> None:
    assert not _status(text, kind) & {"done", "ongoing"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ileal NET. The PRRT application has been withdrawn.", "prrt"),
        ("Ileal NET. PRRT work-up done.", "prrt"),
        ("Ileal NET. Primary resection pls discuss", "surgery"),
        ("Liver transplant q: ileal NET, liver only disease.", "transplant"),
        ("Carcinoid after all, so he was spared the chemo.", "chemo"),
        ("NET G3. Start of FOLFOX decided, port in on Monday.", "chemo"),
        ("Tail NET. Distal panc + spleen booked 14th - vaccines done?", "surgery"),
        ("pNET:\n- lanreotide 2020\n- q: CAPTEM or sunitinib", "targeted"),
    ],
)
def test_the_papers_and_the_plans_of_a_treatment_are_not_the_treatment(text: str, kind: str) -> None:
    assert not _status(text, kind) & {"done", "ongoing"}


@pytest.mark.parametrize("heading", ["Decision", "Recommendation", "Beschluss", "MDT outcome"])
def test_what_a_board_lists_with_its_number_of_cycles_is_to_come(heading: str) -> None:
    case = read_case(f"NEC of the colon. {heading}: neoadjuvant FOLFOX x 4, then surgery").case
    assert {one.kind: one.status for one in case.treatments} == {"chemo": "planned", "surgery": "planned"}
