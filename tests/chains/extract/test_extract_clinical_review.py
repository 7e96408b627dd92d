"""Misreadings that a clinical reviewer found, each with its opposites."""

import pytest

from chains.extract.reader import read_case
from chains.merge import merge
from knowledge.case import CaseDetails, Ki67, Mitoses
from knowledge.rules.ranges import ki67_interval, mitoses_interval


def read(text: str) -> CaseDetails:
    return read_case(text).case


def imaging(case: CaseDetails) -> list[tuple[str, int | None, str | None]]:
    return [(one.location, one.krenning, one.uptake) for one in case.receptor_imaging]


HOT, COLD = ("liver", 4, "positive"), ("liver", None, "negative")


@pytest.mark.parametrize(
    "text",
    [
        "liver Krenning 4, one liver lesion without uptake on DOTATATE",
        "pNET G2, liver mets, Krenning 4 in liver but one liver lesion without uptake",
        "DOTATATE PET: liver metastases Krenning 4, two lesions in segment 6 without uptake",
        "liver mets Krenning 4, one of the liver lesions DOTATATE-negative",
        "liver mets Krenning 4, no uptake in one liver lesion",
        "liver Krenning 4. One lesion without uptake.",
        "multiple liver mets, most Krenning 4, some lesions not avid",
    ],
)
def test_single_lesions_without_uptake_stand_beside_the_others_and_are_not_all_lesions(text: str) -> None:
    case = read(text)
    assert imaging(case) == [HOT, COLD]
    assert case.liver is None


@pytest.mark.parametrize(
    "text",
    [
        "Krenning 4 in the liver, no liver lesion without uptake",
        "liver Krenning 4, one liver lesion without FDG uptake",
        "liver Krenning 4, one cystic liver lesion without uptake",
        "liver Krenning 4, one liver lesion without uptake (haemangioma)",
        "liver Krenning 4, previously one liver lesion without uptake",
        "liver Krenning 4; if one liver lesion had no uptake?",
    ],
)
def test_a_lesion_that_is_denied_benign_past_or_supposed_adds_no_entry(text: str) -> None:
    assert imaging(read(text)) == [HOT]


def test_a_lower_score_of_one_lesion_stands_beside_the_higher_one() -> None:
    assert imaging(read("liver mets Krenning 4, one lesion Krenning 1")) == [HOT, ("liver", 1, None)]


def test_a_lesion_without_uptake_that_is_only_possible_stays_possible() -> None:
    case = read("DOTATATE: liver Krenning 4, possibly one liver lesion without uptake")
    assert [one.certainty for one in case.receptor_imaging] == ["definite", "possible"]


def told(*turns: str) -> CaseDetails:
    case = CaseDetails()
    for turn, text in enumerate(turns):
        case = merge(case, read_case(text), turn).case
    return case


@pytest.mark.parametrize(
    ("turns", "held"),
    [
        (("liver Krenning 4 on DOTATATE", "one liver lesion without uptake on DOTATATE"), [HOT, COLD]),
        (("liver Krenning 3, one liver lesion without uptake", "liver Krenning 4"), [HOT, COLD]),
        (("liver Krenning 4, one liver lesion without uptake",) * 2, [HOT, COLD]),
        (("liver without uptake on DOTATATE", "liver Krenning 4 on DOTATATE"), [HOT]),
        (("liver Krenning 4 on DOTATATE", "sorry, no uptake in the liver on DOTATATE"), [COLD]),
        (("liver Krenning 4", "liver Krenning 1"), [("liver", 1, None)]),
    ],
)
def test_a_later_turn_keeps_lesions_with_and_without_uptake_apart(turns: tuple[str, ...], held: list[object]) -> None:
    case = told(*turns)
    assert imaging(case) == held
    assert case.liver is None


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("100 mm in January, 104 mm 3 months later", None),
        ("ileal NET, 100 mm in January, 104 mm 3 months later on lanreotide", None),
        ("ileal NET with liver mets, target lesions 100 mm in January, 104 mm in April", None),
        ("pNET 20 mm in 2019, 25 mm in 2021", 25),
        ("pNET, primary 20 mm in 2019, 25 mm in 2021", 25),
        ("pancreatic tail tumour 20 mm in January, 24 mm 6 months later", 24),
        ("ileal NET, 22 mm, liver mets", 22),
        ("ileal NET 22 mm; SLD 100 mm in January, 104 mm 3 months later", 22),
    ],
)
def test_two_sizes_over_time_are_the_primarys_only_where_it_is_named(text: str, size: float | None) -> None:
    case = read(text)
    assert case.tumour_size_mm == size
    assert case.liver is None or case.liver.largest_mm is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("sums of target lesions: 100 mm in January, 104 mm 3 months later", 3),
        ("100 mm in January, 104 mm 3 months later (sums of target lesions)", 3),
        ("SLD 100 mm in January 2024, 104 mm in April 2024", None),
        ("SLD January 100 mm, April 104 mm", None),
    ],
)
def test_two_sums_over_time_are_measurements(text: str, months: float | None) -> None:
    measured = read(text).measurements
    assert measured is not None
    assert (measured.baseline_mm, measured.current_mm, measured.months) == (100, 104, months)


@pytest.mark.parametrize(
    ("text", "m"),
    [
        ("pNET 15 mm, Ki-67 2%, non-functioning, M0", "M0"),
        ("rectal NET 8 mm, G1, M0", "M0"),
        ("rectal NET 8 mm, G1; M0", "M0"),
        ("rectal NET 8 mm, G1. M0.", "M0"),
        ("rectal NET 8 mm M0", "M0"),
        ("pNET 15 mm; N0 M0", "M0"),
        ("pNET G2, liver mets, M1", "M1"),
        ("pNET G1, T2M0", "M0"),
        ("pNET, day 0, M0, M3, M6 visits", None),
        ("pNET, PRRT cycle 1, M0", None),
        ("pNET, imaging at visit, M0, then month 3", None),
        ("AML, M0, in 2010; now pNET G1", None),
        ("pNET G1, patient T2M0 study id", None),
        ("pNET G1, sample T2M0-14", None),
        ("pNET 15 mm, M0?", None),
        ("pNET 15 mm, possibly M0", None),
        ("pNET 15 mm, not M0", None),
        ("pNET 15 mm. Father: rectal NET, M0", None),
    ],
)
def test_an_m_at_the_end_or_between_marks_is_read(text: str, m: str | None) -> None:
    assert read(text).m == m


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("pNET G2, liver mets, stable for 12 months", 12),
        ("stable disease x 8 months", 8),
        ("SD for half a year", 6),
        ("pNET stable for 2 years", 24),
    ],
)
def test_a_duration_of_stability_is_read(text: str, months: float) -> None:
    case = read(text)
    assert (case.progression, case.stable_months) == ("stable", months)


@pytest.mark.parametrize(
    "text",
    ["stable for 12 months, now progressive", "stable weight for 12 months", "not stable for 12 months",
     "stable dose for 6 months", "if stable for 12 months, stop imaging"],
)  # fmt: skip
def test_a_duration_of_something_else_is_not_that_of_the_disease(text: str) -> None:
    assert read(text).stable_months is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("ileal NET, diarrhoea grade 2", 2),
        ("flushing grade 1, midgut NET", 1),
        ("grade 1 flushing and grade 2 diarrhoea", 2),
        ("carcinoid syndrome with diarrhoea CTCAE grade 2", 2),
        ("carcinoid syndrome, diarrhoea grade 2 despite lanreotide", 2),
        ("insulinoma, hypoglycaemia grade 3", 3),
        ("diarrhoea grade 2, plan PRRT", 2),
        ("no flushing; diarrhoea grade 1", 1),
        ("grade 2 diarrhoea on sunitinib", None),
        ("diarrhoea grade 2 under everolimus", None),
        ("sunitinib started 2023. Diarrhoea grade 3.", None),
        ("midgut NET with grade 2 diarrhoea on octreotide", None),
        ("diarrhoea grade 3 as toxicity", None),
        ("ileal NET with diarrhoea, grade 2, Ki-67 8 %", None),
        ("ileal NET grade 2 diarrhoea", None),
        ("mother had diarrhoea grade 2", None),
        ("diarrhoea was grade 3 before lanreotide", None),
        ("grade 3 diarrhoea improved to grade 1", None),
        ("diarrhoea grade 2-3", None),
        ("possible grade 2 flushing", None),
        ("no grade 3 diarrhoea", None),
    ],
)
def test_the_grade_of_a_symptom_is_that_of_the_tumour_and_no_toxicity(text: str, grade: int | None) -> None:
    assert read(text).symptom_grade == grade


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("new lesion on PET in bone", "present"),
        ("new lesion on FDG PET in the bone", "present"),
        ("new lesion on PET in bone?", "possible"),
        ("suspected new lesion on PET in the bone", "possible"),
        ("no new lesion on PET in bone", None),
        ("new benign lesion on PET in bone", None),
        ("if new lesion on PET in bone, then PRRT", None),
    ],
)
def test_a_new_lesion_on_an_examination_is_a_metastasis_where_it_lies(text: str, status: str | None) -> None:
    case = read(text)
    assert {one.site: one.status for one in case.metastases} == ({"bone": status} if status else {})
    assert case.receptor_imaging == ()


@pytest.mark.parametrize(
    "text",
    ["new lesion on DOTATATE PET in bone", "new bone lesion on 68Ga-DOTATATE PET/CT", "new bone lesion on SSTR PET"],
)
def test_a_new_lesion_on_receptor_imaging_is_new_there(text: str) -> None:
    assert [(one.location, one.trend, one.uptake) for one in read(text).receptor_imaging] == [
        ("bone", "new", "positive")
    ]


def test_a_new_lesion_without_uptake_is_no_new_uptake() -> None:
    (one,) = read("new liver lesion on DOTATATE PET without uptake").receptor_imaging
    assert (one.trend, one.uptake) == (None, "negative")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("liver involvement below 25 %, distant lymph nodes", "present"),
        ("liver mets, distant LN", "present"),
        ("liver involvement below 25 %, bone mets, distant nodes, Ki-67 8 %", "present"),
        ("liver mets, possible distant lymph nodes", "possible"),
        ("liver mets, distant lymph nodes negative", "absent"),
        ("liver mets below 25 %, no distant lymph nodes", "absent"),
        ("liver mets, distant lymph nodes and bones clear", "absent"),
        ("no liver mets, distant lymph nodes", None),
        ("liver mets, plan: biopsy of distant lymph nodes", None),
    ],
)
def test_distant_nodes_in_a_list_of_spread_are_read(text: str, status: str | None) -> None:
    assert {one.site: one.status for one in read(text).metastases}.get("lymph_node_distant") == status


@pytest.mark.parametrize(
    ("told", "low", "high", "operator"),
    [
        ("<3 %", 0, 3, "<"),
        ("less than 3 %", 0, 3, "<"),
        ("= <3 %", 0, 3, "<"),
        ("≤3 %", 0, 3, "range"),
        ("<=3%", 0, 3, "range"),
        ("=<3%", 0, 3, "range"),
        ("< or = 3%", 0, 3, "range"),
        ("</=3%", 0, 3, "range"),
        ("at most 3 %", 0, 3, "range"),
        ("not above 3 %", 0, 3, "range"),
        ("up to 3 %", 0, 3, "range"),
        ("3 % or less", 0, 3, "range"),
        (">20 %", 20, 100, ">"),
        ("≥20 %", 20, 100, "range"),
        (">= 20 %", 20, 100, "range"),
        ("at least 20 %", 20, 100, "range"),
        ("20 % or more", 20, 100, "range"),
    ],
)
def test_a_bound_of_the_index_that_is_itself_possible_is_a_range(
    told: str, low: float, high: float, operator: str
) -> None:
    (index,) = read(f"pNET, Ki-67 {told}").ki67
    assert index == Ki67(low=low, high=high, operator=operator)


@pytest.mark.parametrize(
    ("told", "low", "high", "operator"),
    [
        ("<2/10 HPF", 0, 2, "<"),
        ("≤2/10 HPF", 0, 2, "range"),
        (">20/10 HPF", 20, None, ">"),
        ("≥ 10/10 HPF", 10, 100, "range"),
    ],
)
def test_a_bound_of_the_mitoses_that_is_itself_possible_is_a_range(
    told: str, low: float, high: float | None, operator: str
) -> None:
    assert read(f"pNET, mitoses {told}").mitoses == Mitoses(low=low, high=high, operator=operator, per="10hpf")


def test_exactly_the_bound_is_possible_with_or_equal_and_not_with_below() -> None:
    at_most, below = (ki67_interval(read(f"pNET, Ki-67 {told}").ki67) for told in ("≤3 %", "<3 %"))
    assert at_most is not None
    assert below is not None
    assert (at_most.holds(3), below.holds(3)) == (True, False)
    most = mitoses_interval(read("pNET, mitoses ≥ 10 per 2 mm2").mitoses)
    assert most is not None
    assert most.holds(10)
