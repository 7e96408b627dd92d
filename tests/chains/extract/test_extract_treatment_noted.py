"""Noted: a treatment of which no word speaks counts as given only where a note would name it so."""

import pytest

from chains.extract import read_case


def statuses(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    "text",
    [
        "58F pNET, distal panc 2019 (Ki67 4%).",
        "Ileal NET, R hemicolectomy, 2/24 LN, R0.",
        "LLL lobectomy. Carcinoid tumour 2.6 cm.",
        "Thymectomy en bloc with a strip of pericardium: atypical carcinoid.",
        "Rectal NET, EMR in one piece, Ki-67 1 %.",
        "Operation 4 June: distal pancreatectomy with splenectomy. pNET 31 mm.",
    ],
)
def test_an_operation_named_as_in_a_note_was_done(text: str) -> None:
    assert statuses(text) == {"surgery": "done"}


@pytest.mark.parametrize(
    "text",
    [
        "Bronchial carcinoid. Bilobectomy necessary, says the thoracic surgeon.",
        "Rectal NET 8 mm. Decision re ESD for the MDT.",
        "Glucagonoma with liver mets. The surgeons value cytoreduction.",
        "Ileal NET. Operation Montag.",
        "Ileal NET. Liver transplant eval.",
    ],
)
def test_an_operation_among_words_that_nobody_foresaw_is_not_told_as_done(text: str) -> None:
    assert "done" not in statuses(text).values()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ileal NET. Octreotide LAR 30 mg advised but not affordable.", "ssa"),
        ("pNET. Octreotide deferred.", "ssa"),
        ("pNET. Everolimus copay too high.", "targeted"),
        ("Chemo or everolimus decisions need a core. NET of the pancreas.", "chemo"),
    ],
)
def test_a_course_of_months_among_such_words_is_not_told_as_given(text: str, kind: str) -> None:
    assert statuses(text).get(kind) not in {"done", "ongoing"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Day 8 of CAPTEM, pNET G3.", "chemo"),
        ("CAPTEM cycle 5, pNET.", "chemo"),
        ("pNET. Everolimus 10 → 5 mg for stomatitis.", "targeted"),
    ],
)
def test_a_course_named_with_its_cycle_or_its_changed_dose_runs(text: str, kind: str) -> None:
    assert statuses(text)[kind] == "ongoing"


def test_cycles_counted_before_a_course_were_given() -> None:
    assert statuses("58F midgut NET, liver mets. 4 cycles of Lutathera, last one in March.")["prrt"] == "done"


@pytest.mark.parametrize(
    "text", ["Ileal NET. Surgery to date: none.", "Ileal NET\nSurgery so far: nil", "pNET. PRRT: no"]
)
def test_a_treatment_that_a_form_answers_with_none_was_not_given(text: str) -> None:
    assert statuses(text) == {}


def test_what_a_table_lists_as_not_recommended_is_not_planned() -> None:
    text = "Dx | gastric NEC\nRecommendation | cisplatin + etoposide\nNot recommended | gastrectomy"
    assert statuses(text) == {"chemo": "planned"}


def test_an_embolisation_that_was_aborted_was_not_done() -> None:
    assert statuses("Ileal NET with liver mets. TACE aborted.") == {}


def test_a_question_of_what_comes_next_tells_of_no_treatment_given() -> None:
    assert statuses("Ileal NET, PD. Is everolimus then the next, or first SIRT?").get("targeted") != "done"
