"""A form with boxes tells what is ticked, and nothing of what is not."""

import pytest

from chains.extract import read_case
from chains.extract.text.boxes import without_empty_boxes

FORM = """Referral
Primary: [ ] pancreas [x] small intestine [ ] lung [ ] unknown
Grade: [x] G1 [ ] G2 [ ] G3    Ki-67: 2 %
Metastases: [x] liver [ ] bone [ ] peritoneum
Previous therapy: [x] surgery [ ] SSA [ ] PRRT [ ] chemo"""


def test_a_form_tells_what_is_ticked() -> None:
    case = read_case(FORM).case
    assert (case.primary_site, case.stated_grade) == ("jejunum_ileum", 1)
    assert [one.site for one in case.metastases] == ["liver"]
    assert [one.kind for one in case.treatments] == ["surgery"]
    assert [index.low for index in case.ki67] == [2]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("pNET. Grade G1 ☐ G2 ☒ G3 ☐", 2),
        ("pNET. Grade: G1 [ ]  G2 [x]  G3 [ ]  Ki-67: 10 %", 2),
        ("pNET. Grade: ( ) G1 (x) G2 ( ) G3", 2),
        ("pNET; grade G2 [ ] G3 [x]; mets: liver [x] bone [ ]", 3),
        ("pNET\n☐ G1\n☑ G2\n☐ G3", 2),
        ("pNET. Grade: [ ] G1 [ ] G2 [ ] G3", None),
    ],
)
def test_the_ticked_grade_is_read_wherever_its_box_stands(text: str, grade: int | None) -> None:
    assert read_case(text).case.stated_grade == grade


def test_an_unticked_diagnosis_is_not_told() -> None:
    assert read_case("☐ NEC ☒ NET  Ki-67 8 %").case.histology == "net"
    assert read_case("- [x] surgery 2019\n- [ ] PRRT\npNET G2").case.treatments[0].kind == "surgery"
    assert len(read_case("- [x] surgery 2019\n- [ ] PRRT\npNET G2").case.treatments) == 1


@pytest.mark.parametrize("text", ["pNET (G2) [see letter] Ki-67 8 %", "no box at all", "[x] G2", ""])
def test_a_text_without_an_empty_box_stays_as_it_is(text: str) -> None:
    assert without_empty_boxes(text) == text


@pytest.mark.parametrize("text", ["[ ]", "[ ] " * 500, "a [ ] b [x] c\n[ ]", "( ) " + "word " * 100 + "."])
def test_blanking_keeps_the_length(text: str) -> None:
    assert len(without_empty_boxes(text)) == len(text)


def test_what_is_told_stands_where_it_stood() -> None:
    start, end = read_case(FORM).case.evidence_spans["metastases[0].site"]
    assert FORM[start:end] == "Metastases: [x] liver"
