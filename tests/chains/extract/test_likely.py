# ruff: noqa: E501 - a text under test is checked more easily on one line
"""Likely facts: told where no rule reads anything and the words make them likely, marked, and quick to give way."""

import pytest

from chains.consult import Consultant
from chains.conversation import Conversation
from chains.extract import read_case, read_told
from chains.extract.likely import likely as reader
from chains.extract.likely.known import known
from chains.extract.likely.numbers import candidates
from chains.extract.likely.stretches import features
from chains.extract.likely.weights import Learned
from chains.extract.second.weights import known_words
from chains.extract.text.page import Page
from chains.followup import read_message
from chains.merge import merge
from chains.rebase import rebased_case
from knowledge.case import CaseDetails

TEXT = "NET of the pancreas G2, Ki-67 8 %. The scan has the liver much as it was in spring, sent to the MDT for a plan."
SURE = 900


def _speaks_for(value: str, least: float | None = 0.9) -> Learned:
    """What speaks for a value wherever it is looked for."""
    told = dict.fromkeys(known_words(), (SURE,))
    return Learned((value,), (least,), (SURE,), ({}, told, told, {}))


@pytest.fixture
def slots(monkeypatch: pytest.MonkeyPatch) -> dict[str, Learned]:
    """A likely reader that has learned nothing, for a test to teach."""
    own: dict[str, Learned] = {}
    monkeypatch.setattr(reader, "of_slots", lambda: own)
    monkeypatch.setattr(reader, "of_numbers", dict)
    return own


def _told(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


def test_what_is_likely_is_told_with_its_mark_and_where_it_stands(slots: dict[str, Learned]) -> None:
    assert _told(TEXT) == {}
    slots["metastases.liver"] = _speaks_for("present")
    case = read_case(TEXT).case
    assert _told(TEXT) == {"liver": "present"}
    assert case.likely == ("metastases.liver",)
    assert TEXT[slice(*case.evidence_spans["metastases[0]"])] == "liver"
    assert read_told(TEXT).case.metastases == ()


def test_what_a_rule_reads_stands_without_a_mark_whatever_is_likely(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    slots["primary_site"] = _speaks_for("rectum")
    case = read_case(f"{TEXT} No liver metastases.").case
    assert _told(f"{TEXT} No liver metastases.") == {"liver": "absent"}
    assert (case.primary_site, case.likely) == ("pancreas", ())


@pytest.mark.parametrize("words", ["never resected", "not yet resected", "resection is considered", "resected?"])
def test_a_word_that_is_denied_planned_or_asked_makes_nothing_likely_that_was_done(
    slots: dict[str, Learned], words: str
) -> None:
    slots["treatments.surgery"] = _speaks_for("done")
    assert read_case(f"69F, ileal NET G1, primary {words}, seen in clinic today with her husband.").case.likely == ()


def test_a_site_that_is_only_to_be_looked_at_holds_no_likely_spread(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    text = (
        "NET of the pancreas G2, Ki-67 8 %. She is well and works. An MRI of the liver is planned for the next visit."
    )
    assert read_case(text).case.likely == ()


def test_what_is_supposed_is_neither_likely_nor_likely_to_be_absent(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("absent")
    text = "61F, ileal NET G1, well and working. What if she had liver metastases next year, would you treat?"
    assert read_case(text).hypothetical is not None
    assert read_case(text).case.likely == ()


def test_a_size_that_a_rule_reads_stands_whatever_other_number_is_likely(
    slots: dict[str, Learned], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "of_numbers", lambda: {"tumour_size_mm": _speaks_for("right")})
    case = read_case("NET of the pancreas, 14 mm, G2, Ki-67 8 %. Seen today with her sister. Gallstone 31 mm.").case
    assert (case.tumour_size_mm, case.likely) == (14, ())


def test_where_an_impossible_age_is_told_no_other_is_likely(
    slots: dict[str, Learned], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "of_numbers", lambda: {"age_years": _speaks_for("right")})
    reading = read_case("Age 150 years, pNET G2, liver mets. She looks 61, is well and eats with us on the ward.")
    assert [one.field for one in reading.problems] == ["age_years"]
    assert reading.case.age_years is None


def test_a_likely_primary_that_would_take_away_what_a_rule_reads_is_not_told(slots: dict[str, Learned]) -> None:
    text = "NET G2, Ki-67 8 %. CT: indeterminate nodule in the right lung. Seen in clinic today with her husband, all well."
    assert "metastases.lung" in read_told(text).case.slots()
    slots["primary_site"] = _speaks_for("lung")
    case = read_case(text).case
    assert "metastases.lung" in case.slots()


def test_a_sentence_that_only_names_a_slot_makes_nothing_likely_whatever_else_is_told(
    slots: dict[str, Learned],
) -> None:
    slots["metastases.liver"] = _speaks_for("present")._replace(rows=({}, {}, {}, {}))
    assert read_case(TEXT).case.likely == ()


def test_what_the_rules_read_makes_another_fact_likelier(slots: dict[str, Learned]) -> None:
    words = dict.fromkeys(known_words(), (SURE,))
    speaks = Learned(("present",), (0.9,), (-100 * SURE,), ({}, words, words, {"primary_site=pancreas": (100 * SURE,)}))
    slots["metastases.liver"] = speaks
    assert read_case(TEXT).case.likely == ("metastases.liver",)
    assert read_case(TEXT.replace("pancreas", "ileum")).case.likely == ()


def test_of_a_slot_itself_nothing_is_known() -> None:
    case = read_told("NET of the ileum G2, R0, liver metastases, on lanreotide.").case
    of_sex = known(case, "sex")
    assert {"primary_site=jejunum_ileum", "margin=R0", "metastases.liver=present", "treatments.ssa=ongoing"} <= of_sex
    assert known(case, "primary_site") == {one for one in of_sex if not one.startswith("primary_site")}
    assert known(read_told("NET, G2").case, "sex") >= {"no metastases", "no treatments", "stated_grade"}


def test_a_value_that_was_not_shown_to_be_right_often_enough_is_not_told(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present", least=None)
    assert read_case(TEXT).case.likely == ()


def test_a_likely_treatment_bears_the_name_that_stands_in_the_text(slots: dict[str, Learned]) -> None:
    text = "60M, ileal NET G1. Chart says lanreotide, chart says q4w, the nurses know more of it than I do today."
    assert not read_told(text).case.treatments
    slots["treatments.ssa"] = _speaks_for("ongoing")
    case = read_case(text).case
    assert [(one.name, one.status) for one in case.treatments] == [("lanreotide", "ongoing")]
    assert text[slice(*case.evidence_spans["treatments[0].name"])] == "lanreotide"
    assert case.likely == ("treatments.ssa",)


def test_what_is_doubted_supposed_or_in_conflict_is_not_told_as_likely(slots: dict[str, Learned]) -> None:
    slots["histology"] = _speaks_for("net")
    slots["metastases.liver"] = _speaks_for("present")
    assert read_case("If she had liver metastases, what then? 61F, ileal NET G1, well and working.").case.likely == ()
    clash = read_case(
        "61F. Biopsy: small cell NEC of the pancreas. Other lab: pancreatic NET. Liver segment 4 sampled."
    )
    assert clash.conflicts
    assert "histology" not in clash.case.likely


@pytest.mark.parametrize(
    "text",
    [
        "pNET G2. Liver as before.",
        "The lecture in the big hall was on the liver and the bowel, and on what each drug does there over years.",
        "Is lanreotide better than octreotide where the liver is full of disease and the bowel does not move?",
        "55M, adenocarcinoma of the sigmoid colon T3. The scan has the liver as in spring, sent to the MDT for a plan, is well.",
    ],
)
def test_a_short_message_one_about_nobody_and_one_of_another_cancer_make_nothing_likely(
    slots: dict[str, Learned], text: str
) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    assert read_case(text).case.likely == ()


def test_the_echo_marks_what_is_likely_and_asks_for_it(slots: dict[str, Learned], consultant: Consultant) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    understood = consultant.answer(TEXT).answer.understood
    assert "metastases: liver (likely)" in understood
    assert "please confirm" in understood
    slots.clear()
    assert "likely" not in consultant.answer(TEXT).answer.understood


def test_the_headline_says_that_a_primary_is_only_likely(slots: dict[str, Learned], consultant: Consultant) -> None:
    slots["primary_site"] = _speaks_for("pancreas")
    text = "61F, NET G2, Ki-67 8 %, liver metastases, the mass sits close to the duct and she feels well. Prognosis?"
    assert "primary_site" in read_case(text).case.likely
    assert "the primary only likely" in consultant.answer(text).answer.reply


def test_a_later_message_is_read_by_the_rules_alone_and_another_patient_anew(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    known = Conversation(turns=1, case=CaseDetails(primary_site="pancreas", histology="net", age_years=50, sex="male"))
    again = "CT came back today, the liver much as it was, and she goes on with her pills until we meet again."
    assert read_message(again, known).case.likely == ()
    other = f"Another patient: 71F. {TEXT}"
    reading = read_message(other, known)
    assert reading.new_patient
    assert reading.case.likely == ("metastases.liver",)


def test_what_is_told_for_sure_replaces_what_was_likely_without_a_question(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    slots["sex"] = _speaks_for("male")
    old = merge(CaseDetails(), read_case(TEXT), 0).case
    denied = merge(old, read_told("MRI: no liver metastases."), 1)
    assert {one.site: one.status for one in denied.case.metastases} == {"liver": "absent"}
    assert (denied.case.likely, denied.conflicts) == ((), ())
    confirmed = merge(old, read_told("Yes, she has liver metastases."), 1)
    assert {one.site: one.status for one in confirmed.case.metastases} == {"liver": "present"}
    assert (confirmed.case.likely, confirmed.conflicts) == ((), ())


def test_what_is_only_likely_moves_nothing_that_is_known(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    known = read_told("Pancreatic NET, no liver metastases.").case
    merged = merge(known, read_case(TEXT), 1)
    assert {one.site: one.status for one in merged.case.metastases} == {"liver": "absent"}
    assert (merged.case.likely, merged.conflicts) == ((), ())


def test_what_is_taken_back_loses_its_mark(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    old = merge(CaseDetails(), read_case(TEXT), 0).case
    assert old.likely == ("metastases.liver",)
    back = read_told("G2").model_copy(update={"retracted": ("metastases:liver",)})
    assert merge(old, back, 1).case.likely == ()


def test_a_message_worded_anew_takes_its_likely_facts_with_it(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    first = merge(CaseDetails(), read_case(TEXT), 0).case
    later = merge(first, read_told("ECOG 1"), 1).case
    sure = merge(CaseDetails(), read_told("Pancreatic NET G2, Ki-67 8 %, liver metastases."), 0).case
    assert rebased_case(later, 0, first, sure).likely == ()
    assert rebased_case(later, 0, first, first).likely == ("metastases.liver",)
    assert rebased_case(merge(sure, read_told("ECOG 1"), 1).case, 0, sure, first).likely == ("metastases.liver",)


def test_what_is_beside_the_matter_and_a_name_change_nothing_of_what_is_weighed() -> None:
    plain = features(Page(TEXT), "metastases.liver")
    assert plain
    beside = f"Lovely weather here. {TEXT} Regards from all of us on the ward!"
    assert features(Page(beside), "metastases.liver") == plain
    assert features(Page(TEXT.replace("sent", "Oduya sent")), "metastases.liver") == plain
    assert features(Page(TEXT), "metastases.bone") == frozenset()


def test_a_number_is_weighed_in_the_unit_of_its_field_and_a_date_or_a_share_never() -> None:
    text = "Tumour 2.3 x 1,4 cm, nodes 3/15, Ki-67 18%, node 14 mm, seen on 12.10.2024, patient of 61 years."
    assert [one.value for one in candidates(Page(text), "tumour_size_mm")] == [23.0, 14.0]
    assert [one.value for one in candidates(Page(text), "age_years")] == [61.0]
    house = "She lives at 48 Marchmont Crescent with her son."
    assert candidates(Page(house), "age_years") == []


def test_a_likely_number_stands_where_it_is_written(slots: dict[str, Learned], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "of_numbers", lambda: {"age_years": _speaks_for("right")})
    text = "pNET G2, liver mets. She, sixty-three years young, plays golf and swims with her friends in the lake."
    assert read_told(text).case.age_years is None
    case = read_case(text).case
    assert case.age_years == 63
    assert text[slice(*case.evidence_spans["age_years"])] == "sixty-three"
    assert case.likely == ("age_years",)


def test_no_spread_is_likely_in_a_disease_that_is_told_as_m0(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("present")
    assert read_case(f"cT2N0M0. {TEXT}").case.likely == ()


@pytest.mark.parametrize(
    ("told", "bare"),
    [
        ("(MR-2024-118834)", "(qqq)"),
        ("(born 07.11.1954)", "(born)"),
        ("(C.F. DLLMTT61C14F205X)", "(qqq)"),
        ("(90+ years)", "(90 years)"),
    ],
)
def test_what_tells_who_somebody_is_is_no_word(told: str, bare: str) -> None:
    marked, without = (features(Page(TEXT.replace("sent", f"{one} sent")), "metastases.liver") for one in (told, bare))
    assert marked == without


def test_where_the_rules_read_both_ways_of_a_site_a_likely_third_is_not_told(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks_for("absent")
    case = read_case("pNET G2, well. Liver metastases on MRI in the spring. US: no liver metastases seen.").case
    assert (case.present_metastases(), case.likely) == ({"liver"}, ())
