"""What was written and what was found; what begins later; what is listed."""

import pytest

from chains.extract import read_case


def test_a_word_that_somebody_wrote_gives_way_to_what_was_found() -> None:
    text = (
        'pNET. CT from last week: the radiologist writes "progression"; we looked at it in the MDT and sizes are the '
        "same within error, i.e. stable disease."
    )
    assert read_case(text).case.progression == "stable"


def test_a_quoted_result_that_nobody_contradicts_holds() -> None:
    assert read_case('pNET, last CT "SD".').case.progression == "stable"


def test_an_organ_negative_for_metastases_is_free() -> None:
    case = read_case("Atypical carcinoid, liver mets. Brain MRI neg for mets.").case
    assert {one.site: one.status for one in case.metastases} == {"liver": "present", "brain": "absent"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ileal NET. Start octreotide LAR 30 mg next Monday.", "ssa"),
        ("Liver transplant listing meeting: ileal NET, listed as of today.", "transplant"),
    ],
)
def test_what_begins_next_week_was_not_given(text: str, kind: str) -> None:
    assert {one.kind: one.status for one in read_case(text).case.treatments}.get(kind) not in {"done", "ongoing"}


@pytest.mark.parametrize(
    "text", ["64m, SI-NET G2, ki67 14%, q re trial eligibility", "q re trial eligibility: 64m, SI-NET G2, ki67 14%"]
)
def test_a_question_about_a_trial_does_not_hide_the_patient(text: str) -> None:
    case = read_case(text).case
    assert (case.age_years, case.primary_site, case.stated_grade) == (64, "jejunum_ileum", 2)


def test_an_operation_for_something_else_is_told() -> None:
    text = "Appendicectomy for acute appendicitis; histology shows a 7 mm NET at the tip of the appendix, G1."
    assert [one.status for one in read_case(text).case.treatments] == ["done"]


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ('Our "NEC" (outside diagnosis, pancreatic tail) is a NET G3 in the view of the reference centre.', "net"),
        ("Outside 'small cell carcinoma' of the lung is in fact a crushed typical carcinoid.", "typical_carcinoid"),
        ("What was called a NET elsewhere is a large cell neuroendocrine carcinoma of the lung.", "lcnec"),
        ("The G2 NET of 2019 turned out to be an NEC on review.", "nec"),
        ("Bronchial biopsy: SCLC? or carcinoid?", None),
        ("Lung. Differentiation between carcinoid and small cell carcinoma not possible on this material.", None),
    ],
)
def test_what_others_called_it_gives_way_to_what_it_is(text: str, histology: str | None) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    ("text", "liver"),
    [
        ("Ileal NET. 2024 liver mets (seg 4, 8) -> RFA of both. April 2025 MRI: liver clear.", "absent"),
        ("Ileal NET. Liver met in segment 6, MWA 3/24. MRI 9/24: liver free.", "absent"),
        ("Ileal NET. Ablation of the only liver metastasis in 2021, since then no viable liver metastasis.", "absent"),
        ("Ileal NET. Liver lesion of segment IV, described as metastasis in 2022, is in fact a haemangioma.", "absent"),
        ("Ileal NET. Liver mets, RFA planned. Last MRI before: liver clear of cysts.", "present"),
        ("Ileal NET. CT: liver clear. DOTATATE PET: multiple liver metastases.", "present"),
        ("Ileal NET. Liver: segment 7 lesion 18 mm, avid. 6 mm hypodensity in segment 4a is a cyst.", None),
    ],
)
def test_the_last_scan_tells_whether_the_liver_is_free(text: str, liver: str | None) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases}.get("liver") == liver


@pytest.mark.parametrize(
    "text",
    [
        "G3 NET pancreas (not NEC! reviewed in house: well diff, outside lab had said NEC).",
        "Liver biopsy: NEC. Resection of the ileal primary: NET G2.",
        "SCLC extensive disease? Reference pathology: no, this is an atypical carcinoid.",
    ],
)
def test_a_net_and_an_nec_in_one_text_are_asked_about_and_neither_is_told(text: str) -> None:
    reading = read_case(text)
    assert reading.case.histology is None
    assert [one.field for one in reading.conflicts] == ["histology"]


@pytest.mark.parametrize(
    "wording",
    [
        "have not been seen at any time",
        "have never been seen",
        "could not be confirmed",
        "were not found",
        "are no longer visible",
    ],
)
def test_metastases_denied_behind_their_name_are_absent(wording: str) -> None:
    spread = read_case(f"pNET. Bone metastases {wording}.").case.metastases
    assert [(one.site, one.status) for one in spread] == [("bone", "absent")]


def test_progression_that_a_second_look_took_back_is_not_told() -> None:
    text = (
        "Ileal NET. CT suggested progression, but on review the apparent growth was due to the contrast phase; stable."
    )
    assert read_case(text).case.progression == "stable"
    assert read_case("Ileal NET. CT suggested progression of the liver mets.").case.progression == "progressive"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NEC. FOLFIRINOX will be started next week after the radiosurgery (Thursday).", "radiotherapy"),
        ("pNET. CAPTEM will start after the Whipple.", "surgery"),
        ("pNET. Chemo begins after SBRT next week.", "chemo"),
        ("pNET. Start of a SSA now, or wait?", "ssa"),
    ],
)
def test_what_something_to_come_waits_for_was_not_given_either(text: str, kind: str) -> None:
    assert {one.kind: one.status for one in read_case(text).case.treatments}.get(kind) not in {"done", "ongoing"}


def test_lesions_that_are_gone_but_for_one_are_not_absent() -> None:
    text = "NET, metastases of liver and bone. PET: bone lesions no longer visible except L2."
    spread = {one.site: one.status for one in read_case(text).case.metastases}
    assert spread == {"liver": "present", "bone": "present"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("pNET. ?? sunitinib", "targeted", "considered"),
        ("pNET. Options: ?PRRT, ?everolimus", "targeted", "considered"),
        ("pNET. ? FOLFOX", "chemo", "considered"),
        ("pNET. Progressed? Everolimus since 2021.", "targeted", "ongoing"),
        ("LCNEC. Concurrent chemo-RT: cis/etop + 60 Gy - to start w/c 12th", "radiotherapy", "planned"),
    ],
)
def test_a_treatment_with_a_question_mark_before_it_is_only_thought_of(text: str, kind: str, status: str) -> None:
    assert {one.kind: one.status for one in read_case(text).case.treatments}[kind] == status


def test_the_grade_of_an_outside_report_gives_way_to_that_of_the_review() -> None:
    text = (
        "Outside diagnosis: neuroendocrine carcinoma, G3, duodenum\nReview diagnosis: WELL-DIFFERENTIATED NET, GRADE 2"
    )
    case = read_case(text).case
    assert (case.histology, case.stated_grade) == ("net", 2)


def test_an_organ_that_is_free_of_tumour_is_not_the_primary() -> None:
    text = "Ileocaecal resection: NET, lesions in terminal ileum. pT3\nThe appendix is included and is free of tumour."
    assert read_case(text).case.primary_site == "jejunum_ileum"


def test_lesions_that_are_not_growing_are_stable() -> None:
    assert read_case("pNET G2. Liver mets aren't growing on CT.").case.progression == "stable"


def test_a_treatment_without_a_role_leaves_the_metastases_it_was_meant_for() -> None:
    case = read_case("SI-NET G1, no role for TACE in her liver mets. On lanreotide.").case
    assert {one.site: one.status for one in case.metastases} == {"liver": "present"}
    assert {one.kind: one.status for one in case.treatments}.get("liver_directed") not in {"done", "ongoing"}


def test_a_small_cell_carcinoma_outside_the_lung_is_a_carcinoma_of_its_own_organ() -> None:
    case = read_case("Extrapulmonary small cell NEC of the oesophagus, Ki67 90%.").case
    assert (case.histology, case.primary_site) == ("nec", None)


def test_a_boards_arrow_and_a_condition_plan_a_treatment() -> None:
    case = read_case("pNET G2 with liver mets, board -> PRRT once bili <50.").case
    assert {one.kind: one.status for one in case.treatments} == {"prrt": "planned"}


def test_a_rule_of_thumb_is_not_this_patients_margin() -> None:
    assert read_case("As a rule we would call this R1. Here: R0. pNET, DP 2021.").case.margin == "R0"


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. Ki67 2%, G1. (According to the WHO 2019, Ki-67 3-20 % would be G2, >20 % G3.)",
        "Ileal NET G1, Ki67 2%. WHO criteria: 3-20 % = G2, > 20 % = G3.",
    ],
)
def test_the_grades_of_the_book_are_not_the_patients(text: str) -> None:
    assert read_case(text).case.stated_grade == 1


def test_a_share_of_the_organ_is_no_index() -> None:
    text = "Ileal NET G1 (Ki-67 2%), primary resected, liver mets 40% of the organ."
    assert [one.high for one in read_case(text).case.ki67] == [2.0]


def test_an_operation_of_which_a_day_is_told_in_the_future_was_not_done() -> None:
    case = read_case("PanNET 19 mm, G2. He'll be operated on 9 March (pancreatoduodenectomy).").case
    assert {one.status for one in case.treatments} == {"planned"}


@pytest.mark.parametrize("words", ["previously reported G2", "originally graded as G2", "formerly G2"])
def test_an_amended_grade_holds_and_the_one_before_it_does_not(words: str) -> None:
    assert read_case(f"pNET resected. Amended grade: G3 ({words}). Ki67 31%").case.stated_grade == 3


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Pancreatic tail NET. So distal pancreatectomy goes ahead Tues.", "planned"),
        ("pNET liver mets. TACE was brought up by his local hospital.", "considered"),
    ],
)
def test_what_goes_ahead_or_was_brought_up_was_not_given(text: str, status: str) -> None:
    assert {one.status for one in read_case(text).case.treatments} == {status}
