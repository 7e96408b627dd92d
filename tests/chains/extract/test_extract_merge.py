"""A later turn adds, corrects and contradicts; the case remembers where each fact was said."""

import pytest

from chains.extract import read_case
from chains.extract.score import facts_of
from chains.merge import Merged, merge
from knowledge.case import CaseDetails


def told(*texts: str) -> Merged:
    merged = Merged(case=CaseDetails())
    for turn, text in enumerate(texts):
        merged = merge(merged.case, read_case(text), turn)
    return merged


def test_a_first_turn_is_the_case_as_it_was_read() -> None:
    text = "58M G2 pNET, Ki67 8%, liver mets"
    assert facts_of(told(text).case) == facts_of(read_case(text).case)


def test_a_later_turn_adds_what_was_open() -> None:
    merged = told("G2 pNET, liver mets", "Ki-67 is 12 %, liver involvement 30 %, ECOG 1")
    assert facts_of(merged.case) >= {"stated_grade 2", "ki67 12", "liver involvement 30", "ecog 1"}
    assert merged.conflicts == ()
    assert [change.words for change in merged.changes] == ["Ki-67 12 %", "liver involvement 30 %", "ECOG 1"]


@pytest.mark.parametrize(
    "text", ["actually Ki-67 is 12 %", "sorry, Ki-67 12 %", "Correction: Ki-67 12 %", "Ki-67 should be 12 %, not 8 %"]
)
def test_a_correcting_word_replaces_without_a_question(text: str) -> None:
    merged = told("G2 pNET, Ki-67 8 %", text)
    assert [index.low for index in merged.case.ki67] == [12]
    assert merged.conflicts == ()
    assert [change.words for change in merged.changes] == ["Ki-67 12 % (was 8 %)"]


def test_sorry_it_is_g1_corrects_the_grade() -> None:
    merged = told("G2 pNET", "sorry, it is G1")
    assert merged.case.stated_grade == 1
    assert merged.conflicts == ()


def test_a_different_value_without_a_correcting_word_wins_and_is_asked_about() -> None:
    merged = told("G2 pNET, Ki-67 8 %", "G3 pNET, Ki-67 30 %")
    assert (merged.case.stated_grade, merged.case.ki67[0].low) == (3, 30)
    assert [conflict.field for conflict in merged.conflicts] == ["stated_grade", "ki67"]
    assert merged.conflicts[0].sentence == (
        "Earlier the grade was 2, now it is 3; the newer value was taken. "
        "Which one holds and from which specimen and date is each?"
    )


def test_indices_of_other_specimens_stand_side_by_side() -> None:
    merged = told("Ki-67 8 % in the primary", "Ki-67 15 % in the liver biopsy")
    assert [(index.low, index.specimen) for index in merged.case.ki67] == [(8, "primary"), (15, "metastasis")]
    assert merged.conflicts == ()


def test_lists_are_merged_by_their_key() -> None:
    merged = told(
        "pNET, liver mets, DOTATATE: liver Krenning 3, on lanreotide",
        "no bone mets, liver Krenning 4, PRRT planned",
    )
    assert facts_of(merged.case) >= {
        "metastases liver present",
        "metastases bone absent",
        "imaging liver krenning 4",
        "imaging liver tracer dotatate",
        "treatments lanreotide ongoing",
        "treatments prrt planned",
    }


def test_a_suspicion_that_became_sure_is_no_conflict() -> None:
    merged = told("pNET, ?bone mets", "bone mets confirmed")
    assert facts_of(merged.case) >= {"metastases bone present"}
    assert merged.conflicts == ()


def test_present_against_absent_is_a_conflict() -> None:
    assert [conflict.field for conflict in told("pNET, bone mets", "no bone mets").conflicts] == ["metastases"]


def test_a_stated_site_outranks_an_inferred_one_and_an_inferred_one_never_overwrites() -> None:
    assert told("s/p distal pancreatectomy", "ileal NET").case.primary_site == "jejunum_ileum"
    assert told("ileal NET", "s/p distal pancreatectomy").case.primary_site == "jejunum_ileum"
    assert told("s/p distal pancreatectomy", "pNET").case.primary_site_basis == "stated"


def test_spans_point_into_the_turn_that_said_it() -> None:
    texts = ("G2 pNET, liver mets", "Ki-67 12 %")
    case = told(*texts).case
    assert {path: case.evidence_turns[path] for path in ("stated_grade", "ki67[0]")} == {
        "stated_grade": 0,
        "ki67[0]": 1,
    }
    for path, span in case.evidence_spans.items():
        assert texts[case.evidence_turns[path]][slice(*span)]
    assert case.evidence_spans.keys() == case.evidence_turns.keys()


def test_two_values_in_one_message_are_a_conflict_with_a_question() -> None:
    merged = told("pNET G1, later called G2 pNET")
    assert [conflict.field for conflict in merged.conflicts] == ["stated_grade"]
    assert merged.conflicts[0].sentence.endswith("Which grade holds now, and from which specimen is each?")


def test_a_message_without_facts_changes_nothing() -> None:
    before = told("G2 pNET").case
    merged = merge(before, read_case("thanks!"), 1)
    assert (merged.case, merged.changes, merged.conflicts) == (before, (), ())


def test_a_supposition_is_no_change_of_the_case() -> None:
    merged = told("G2 pNET, Ki-67 8 %", "what if the Ki-67 were 30 %?")
    assert (merged.case.ki67[0].low, merged.changes) == (8, ())
