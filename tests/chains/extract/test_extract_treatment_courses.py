"""Courses: how much of one was given, which cycle runs now, and when the rest will not be given."""

import pytest

from chains.extract import read_case
from chains.extract.treatment.counts import find_counts


def _status(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Duodenal NEC, cisplatin/etoposide c3 of 6 last Friday, c4 due on the 9th.", "chemo"),
        ("Lutathera 2/4 given on Tuesday, next one booked in eight weeks.", "prrt"),
        ("Adjuvant FOLFOX: 7 of 12 given, #8 today.", "chemo"),
        ("Carboplatin etoposide, three of the six rounds are done.", "chemo"),
        ("CAPTEM, cycle 5 of planned 12.", "chemo"),
        ("2 out of 4 Lutathera infusions done.", "prrt"),
        ("Has had two of four PRRT.", "prrt"),
        ("Pelvic radiotherapy, fraction 11/25 today.", "radiotherapy"),
        ("Palliative radiotherapy to T8, 4 of 10 fractions so far.", "radiotherapy"),
        ("SIRT 1 of 2 done.", "liver_directed"),
    ],
)
def test_a_part_of_a_course_is_a_course_that_runs(text: str, kind: str) -> None:
    assert _status(text, kind) == {"ongoing"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("FOLFOX, all 12 of 12 done.", "chemo"),
        ("Six of six cycles of carboplatin etoposide.", "chemo"),
        ("Cycle 4/4 Lutathera given on 3 March, no toxicity.", "prrt"),
        ("2 of 4 cycles of CAPTEM, then PD.", "chemo"),
        ("PRRT 2018 (3 of 4 cycles, low platelets).", "prrt"),
        ("FOLFIRI 7 of 12 cycles in 2019.", "chemo"),
        ("After 2 of 4 Lutathera cycles new bone lesions, so c3+4 were cancelled.", "prrt"),
        ("PRRT 2017, 2 of 4 liver lesions shrank.", "prrt"),
        ("TACE of 2 of 3 lesions in 2019.", "liver_directed"),
        ("CAPTEM 4 cycles of 5 days, 2020.", "chemo"),
    ],
)
def test_a_whole_course_or_one_that_was_cut_short_is_over(text: str, kind: str) -> None:
    assert _status(text, kind) == {"done"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Day 3 of cycle 2 of carboplatin/etoposide, no fever.", "chemo"),
        ("Cisplatin etoposide, c1d3.", "chemo"),
        ("Four cycles of FOLFIRI. Cycle 5 started on Tuesday nonetheless.", "chemo"),
        ("Streptozocin/5-FU, third cycle last week, fourth due.", "chemo"),
        ("PRRT C1 02/2024, C2 04/2024 given. C3 in June as scheduled.", "prrt"),
        ("He had the first Lutathera in spring, three to go.", "prrt"),
        ("Day 1 of cycle 1 FOLFOX, further 7 cycles foreseen.", "chemo"),
        ("CAPTEM cycle 5 starts Monday.", "chemo"),
        ("Third FOLFIRI next Tuesday.", "chemo"),
    ],
)
def test_a_cycle_of_these_days_or_one_that_is_due_keeps_its_course_running(text: str, kind: str) -> None:
    assert _status(text, kind) == {"ongoing"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("PRRT planned: first cycle in May, second cycle due in July.", "prrt", "planned"),
        ("PRRT, first of four cycles booked for 3 June.", "prrt", "planned"),
        ("Second line FOLFIRI c4 running, first line cisplatin etoposide failed.", "chemo", "done"),
        ("PRRT 2019. Sandostatin LAR, next dose due on Friday.", "prrt", "done"),
    ],
)
def test_a_course_to_come_or_an_earlier_one_does_not_run_on(text: str, kind: str, status: str) -> None:
    assert status in _status(text, kind)


@pytest.mark.parametrize(
    "text", ["3/14 nodes", "4 cycles of 6 mg", "2 cycles of 5-fu", "2 cycles of 7.4 gbq", "9/5 given"]
)
def test_nodes_doses_and_dates_are_no_counts_of_a_course(text: str) -> None:
    assert find_counts(text) == []
