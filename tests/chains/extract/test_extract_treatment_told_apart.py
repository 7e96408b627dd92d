"""What tells of a treatment from further away: a refusal after its reasons, a form's "no", an arrow, an errand."""

import pytest

from chains.extract import read_case


def _status(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PRRT was offered in view of his pain but given the kidneys and his wish he has decided against it.", "prrt"),
        ("SIRT was put forward last month but with the long way to town the patient chose not to.", "liver_directed"),
        ("Surgery was suggested by the board, but at 84 she has opted against it.", "surgery"),
        ("A Whipple's procedure has been discussed on two occasions and on both he declined.", "surgery"),
        ("Chemotherapy was discussed in May and again in July; both times he said no.", "chemo"),
        ("Chemo was offered before that and I turned it down.", "chemo"),
        ("They wanted to start everolimus, I refused.", "targeted"),
    ],
)
def test_a_refusal_reaches_the_offer_whatever_reasons_stand_between(text: str, kind: str) -> None:
    assert _status(text, kind) == {"declined"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("PRRT was given in 2019, a second biopsy was offered but he declined.", "prrt", "done"),
        ("PRRT was considered in 2019 and was given in spring; a scan was offered but he declined it.", "prrt", "done"),
        ("CT before that. Whipple 2018. She was offered a clinic visit and declined it.", "surgery", "done"),
    ],
)
def test_a_refusal_of_something_else_refuses_no_treatment_that_was_given(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == {status}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She insists on octreotide. Not giving it.", "ssa"),
        ("He keeps asking for PRRT. We won't give it.", "prrt"),
        ("Prior cytotoxic chemotherapy > 2 lines: NO (never had chemotherapy)", "chemo"),
        ("Prior PRRT within 12 months: no", "prrt"),
        ("Previous liver embolisation: No (n/a)", "liver_directed"),
        ("pt asked re: everolimus; Dr K says not while on Lu.", "targeted"),
        ("She asks about sunitinib, the oncologist says no.", "targeted"),
        ("octreotide contraindicated-ish here as her test dose dropped the sugars more.", "ssa"),
        ("Everolimus no-go here, sugars too high.", "targeted"),
        ("Cancel distal pancreatectomy for the 20th please.", "surgery"),
        ("Please cancel the TACE on Monday.", "liver_directed"),
        ("Calling off the Whipple for now.", "surgery"),
    ],
)
def test_what_a_doctor_or_a_form_says_no_to_was_not_given(text: str, kind: str) -> None:
    assert _status(text, kind) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The procedure is a selective internal radiotherapy (SIRT) of the right lobe on 9 October", "liver_directed"),
        ("The operation is a right hemicolectomy on 3 June at 8 am.", "surgery"),
        ("R0. -> adjuvant platinum/etoposide, 4 cycles; CT chest in 8 wks", "chemo"),
        ("Board: pT3 N1, R1. → adjuvant radiotherapy, then CT.", "radiotherapy"),
        ("PD hepatic. R: everolimus 10 mg/d start; review in 4 weeks.", "targeted"),
        ("Concurrent chemoradiation: cis/eto cycle 1 started 2/6, RT from cycle 2 on.", "radiotherapy"),
        ("Surgery on the 12th (lobectomy).", "surgery"),
        ("Surgery on the 12th: lobectomy.", "surgery"),
        ("bland embo set for wed if K holds", "liver_directed"),
        ("staging before chemotherapy", "chemo"),
        ("Baseline echo prior to PRRT", "prrt"),
        ("Pre-PRRT nurse checklist. Cycle: #1 - scheduled 10/14", "prrt"),
        ("my sister has an insulinoma. They will operate on the 8th.", "surgery"),
        ("Pancreatic NET, enucleation Friday if K+ ok. Histology none yet.", "surgery"),
    ],
)
def test_what_is_concluded_prepared_or_given_a_day_is_planned(text: str, kind: str) -> None:
    assert _status(text, kind) == {"planned"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Octreotide 2018. -> PRRT x4, PR -> everolimus 2022", "prrt"),
        ("Whipple 2018, R0 -> CAPTEM x6 2021", "chemo"),
        ("Wedge resections 2019. L: lobectomy 2018; R: wedge resection 2019", "surgery"),
        ("Surgery in 2019 (lobectomy).", "surgery"),
        ("Surgery on the 12th (lobectomy) went well.", "surgery"),
        ("Ileal segment resected, mesenteric mass left in situ (R2)", "surgery"),
        ("I had my appendix out at 19", "surgery"),
        ("She had the lobe removed in May", "surgery"),
        ("They took out my lobe in 2022.", "surgery"),
    ],
)
def test_what_lies_behind_an_arrow_or_was_taken_out_is_done(text: str, kind: str) -> None:
    assert _status(text, kind) == {"done"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We consider starting a somatostatin analogue but would like your view first.", "ssa"),
        ("We are thinking about starting everolimus.", "targeted"),
        ("PRRT to be thought about after that.", "prrt"),
        ("SIRT to be kept in mind.", "liver_directed"),
        ("He insists on everolimus.", "targeted"),
    ],
)
def test_what_is_thought_about_or_asked_for_is_considered(text: str, kind: str) -> None:
    assert _status(text, kind) == {"considered"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("gr 3 thrombocytopenia after cycle 3 lutathera, plt 44. delay #4 until >75?", "prrt"),
        ("neutropenia after cycle 2 CAPTEM. hold #3?", "chemo"),
        ("We began etoposide with carboplatin, 2 cycles are given, third is next week.", "chemo"),
        ("Sandostatin LAR: current, last 12/9, next AFTER infusion.", "ssa"),
        ("We considered stopping lanreotide.", "ssa"),
    ],
)
def test_a_course_whose_next_cycle_or_dose_waits_runs(text: str, kind: str) -> None:
    assert _status(text, kind) == {"ongoing"}


def test_not_while_on_a_treatment_does_not_tell_that_it_was_given() -> None:
    assert _status("Pre-PRRT checklist. Everolimus? Not while on PRRT.", "prrt") == {"planned"}
