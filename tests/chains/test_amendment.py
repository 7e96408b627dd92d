"""A case put right by hand: what was changed in the form, checked, and taken into the case as a typed correction is."""

from typing import TYPE_CHECKING

import pytest

from chains.amendment import OPENING, AmendmentRefusedError, amend, put_right
from chains.conversation import Conversation
from chains.extract import read_case
from chains.form import FIELDS, Words, fields_for, shown
from knowledge.case import CaseDetails, Ki67, Liver, Metastasis, Mitoses, ReceptorImaging, Treatment

if TYPE_CHECKING:
    from chains.consult import Consultant

CASE = "58M G2 pNET s/p distal panc 2021, Ki67 3%, DOTATATE: bed K2, liver x6 K3. On lanreotide since 2023. Prognosis?"


def corrected(case: CaseDetails, **filled: Words) -> CaseDetails:
    """The case once these fields of its form were changed; a double underscore stands for the full stop of a key."""
    before = shown(case)
    amendment = amend(case, before, before | {key.replace("__", "."): words for key, words in filled.items()})
    assert amendment is not None
    return put_right(case, amendment, 1).case


def faults(**filled: Words) -> dict[str, str]:
    before = shown(CaseDetails())
    with pytest.raises(AmendmentRefusedError) as refused:
        amend(CaseDetails(), before, before | {key.replace("__", "."): words for key, words in filled.items()})
    return refused.value.faults


def test_a_form_that_comes_back_as_it_was_shown_changes_nothing() -> None:
    case = read_case(CASE).case
    assert amend(case, shown(case), shown(case)) is None


def test_every_field_that_the_form_shows_of_a_case_is_read_back_as_the_same_value() -> None:
    case = CaseDetails(
        primary_site="pancreas",
        histology="net",
        differentiation="well",
        stated_grade=2,
        ki67=(
            Ki67(low=8, high=8),
            Ki67(low=3, high=5, operator="range", specimen="primary", year=2021),
            Ki67(low=0, high=3, operator="<", specimen="metastasis"),
            Ki67(low=20, high=100, operator="range", year=2024),
        ),
        mitoses=Mitoses(low=3, high=3, per="2mm2"),
        tumour_size_mm=23,
        t="T2",
        n="N1",
        m="M1a",
        stated_stage="IV",
        metastases=(Metastasis(site="liver"), Metastasis(site="bone", status="possible")),
        liver=Liver(involvement_low=25, involvement_high=50),
        treatments=(
            Treatment(name="distal pancreatectomy", kind="surgery", year=2021),
            Treatment(name="captem", kind="chemo", status="considered"),
        ),
        age_years=58,
        sex="male",
        ecog=1,
    )
    empty = shown(CaseDetails())
    amendment = amend(CaseDetails(), empty, shown(case))
    assert amendment is not None
    told, given = put_right(CaseDetails(), amendment, 0).case.facts(), case.facts()
    assert told.pop("primary_site_basis") == "stated"
    assert told == given


def test_a_field_that_is_emptied_is_taken_out_of_the_case_with_its_place() -> None:
    case = read_case(CASE).case
    after = corrected(case, sex=(), ki67=())
    assert (after.sex, after.ki67) == (None, ())
    assert not {"sex", "ki67[0]"} & after.evidence_spans.keys()
    assert after.age_years == 58


def test_a_corrected_fact_points_into_the_words_that_tell_it_and_no_longer_into_the_text_that_misled() -> None:
    case = read_case(CASE).case
    amendment = amend(case, shown(case), shown(case) | {"ki67": ("8 %",), "t": ("T3",)})
    assert amendment is not None
    after = put_right(case, amendment, 4).case
    start, end = after.evidence_spans["ki67[0]"]
    assert amendment.text[start:end] == "Ki-67 8 %"
    assert amendment.text == f"{OPENING}Ki-67 8 %; T3."
    assert (after.evidence_turns["ki67[0]"], after.evidence_turns["t"]) == (4, 4)


def test_a_line_that_was_left_as_it_was_keeps_what_the_line_does_not_tell() -> None:
    known = Treatment(name="lanreotide", kind="ssa", status="ongoing", year=2023, best_response="stable disease")
    case = CaseDetails(treatments=(known,))
    after = corrected(case, treatments=("lanreotide (ongoing, 2023)", "everolimus (planned)"))
    assert after.treatments == (known, Treatment(name="everolimus", kind="targeted", status="planned"))


def test_a_location_that_was_not_touched_keeps_its_lesions() -> None:
    bed = ReceptorImaging(location="surgical_bed", krenning=2, tracer="dotatate")
    case = CaseDetails(receptor_imaging=(bed, ReceptorImaging(location="liver", krenning=3)))
    after = corrected(case, receptor_imaging__liver=("negative",), receptor_imaging__bone=("4",))
    assert after.receptor_imaging == (
        bed,
        ReceptorImaging(location="liver", uptake="negative"),
        ReceptorImaging(location="bone", krenning=4),
    )


def test_the_liver_keeps_its_lesions_when_its_share_is_corrected() -> None:
    after = corrected(CaseDetails(liver=Liver(lesion_count=6)), liver__involvement=("40 %",))
    assert after.liver == Liver(lesion_count=6, involvement_low=40, involvement_high=40)


def test_what_another_person_changed_meanwhile_is_not_put_back_by_a_form_that_did_not_touch_it() -> None:
    opened = CaseDetails(primary_site="pancreas", ki67=(Ki67(low=3, high=3),))
    now = CaseDetails(primary_site="pancreas", ki67=(Ki67(low=9, high=9),))
    before = shown(opened)
    amendment = amend(now, before, before | {"t": ("T2",)})
    assert amendment is not None
    assert put_right(now, amendment, 1).case.ki67 == now.ki67


@pytest.mark.parametrize(
    ("key", "words", "told"),
    [
        ("ki67", ("150 %",), "between 0 and 100 %"),
        ("ki67", ("low",), "Write a percentage from 0 to 100"),
        ("ki67", ("12 % metastasis",), "12 % (metastasis, 2023)"),
        ("mitoses", ("3",), "3 per 2 mm2"),
        ("tumour_size_mm", ("23",), "23 mm or 2.3 cm"),
        ("nodes", ("17 of 15",), "no more nodes can be positive than were examined"),
        ("liver.involvement", ("140 %",), "between 0 and 100 %"),
        ("treatments", ("good food",), "Write one treatment a line"),
        ("treatments", ("lanreotide and everolimus",), "Write one treatment a line"),
        ("age_years", ("400",), "between 0 and 120 years"),
    ],
)
def test_what_cannot_be_right_is_told_at_its_field_with_what_would_be(key: str, words: Words, told: str) -> None:
    found = faults(**{key: words})
    assert list(found) == [key]
    assert told in found[key]
    assert "\n" not in found[key]


def test_a_site_under_two_headings_and_a_wrong_figure_are_both_told_at_once() -> None:
    found = faults(metastases__present=("liver",), metastases__absent=("liver",), ki67=("many",))
    assert found["metastases.absent"] == "Liver stands under two headings; choose one for each site."
    assert set(found) == {"metastases.absent", "ki67"}


def test_a_value_that_the_choices_do_not_have_is_offered_where_the_case_holds_it() -> None:
    fields = {field.key: field for field in fields_for(CaseDetails(n="N1c"))}
    assert "N1c" in fields["n"].options
    assert "N1c" not in next(field for field in FIELDS if field.key == "n").options


def test_what_took_the_place_of_a_fact_is_told_with_it_in_one_breath() -> None:
    case = read_case(CASE).case
    amendment = amend(case, shown(case), shown(case) | {"ki67": ("8 %",), "sex": (), "t": ("T3",)})
    assert amendment is not None
    told = put_right(case, amendment, 1).changes
    assert told == ("Ki-67 8 % (was 3 %)", "T3", "sex male taken back")


def test_a_correction_that_contradicts_another_fact_is_taken_and_asked_about() -> None:
    case = CaseDetails(m="M0", primary_site="pancreas")
    amendment = amend(case, shown(case), shown(case) | {"metastases.present": ("liver",)})
    assert amendment is not None
    right = put_right(case, amendment, 1)
    assert right.case.present_metastases() == {"liver"}
    assert len(right.contradictions) == 1


def test_the_last_question_is_answered_anew_for_the_corrected_case(consultant: "Consultant") -> None:
    first = consultant.answer(CASE)
    case = first.conversation.case
    amendment = amend(case, shown(case), shown(case) | {"ki67": ("25 %",), "stated_grade": ("3",)})
    assert amendment is not None
    second = consultant.amended(amendment, first.conversation)
    typed = consultant.answer("Actually it is G3, Ki-67 25 %.", first.conversation)
    assert second.answer.reply.startswith("Corrected by hand: grade 3 (was 2) and Ki-67 25 % (was 3 %).")
    assert second.answer.question == typed.answer.question
    assert second.answer.sections == typed.answer.sections
    assert second.conversation.case.facts() == typed.conversation.case.facts()


def test_show_more_after_a_correction_tells_of_the_corrected_case(consultant: "Consultant") -> None:
    first = consultant.answer(CASE)
    case = first.conversation.case
    amendment = amend(case, shown(case), shown(case) | {"ki67": ("25 %",), "stated_grade": ("3",)})
    assert amendment is not None
    after = Conversation.model_validate_json(
        consultant.amended(amendment, first.conversation).conversation.model_dump_json()
    )
    assert consultant.more(after).case == after.case
    assert "Ki-67 25 %" in consultant.more(after).understood


def test_a_case_of_which_nothing_is_left_is_answered_with_what_is_missing(consultant: "Consultant") -> None:
    first = consultant.answer("G2 pNET with liver metastases, prognosis?")
    case = first.conversation.case
    emptied = dict.fromkeys(shown(case), ())
    amendment = amend(case, shown(case), emptied)
    assert amendment is not None
    assert consultant.amended(amendment, first.conversation).answer.refused


def test_a_choice_that_the_form_does_not_offer_is_refused_at_its_field() -> None:
    with pytest.raises(AmendmentRefusedError) as refused:
        amend(CaseDetails(), {}, {"fdg": ("bright",), "stated_grade": ("7",), "metastases.present": ("moon",)})
    assert set(refused.value.faults) == {"fdg", "stated_grade", "metastases.present"}
