"""Quick lookups: what is denied, compared, ranged or named twice never becomes a value that was not said."""

import pytest

from chains import reply
from chains.lookup import Lookup, LookupRefusedError, parse
from knowledge.rules.verdict import Verdict
from tests.packaged import RULEBOOK


def told(text: str, rule: int = 0) -> Verdict:
    lookup = parse(text)
    return RULEBOOK.look_up(lookup.rules, lookup.case, lookup.problems)[rule]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("grade <3% <2", "G1"),
        ("grade ki67 <3 mitoses 1", "G1"),
        ("grade ki67 &lt;3% 1", "G1"),
        ("grade ki-67 less than 3%", "G1"),
        ("grade mitoses 1 ki67 4", "G2"),
        ("grade mitotic rate 5, KI67: 1", "G2"),
        ("grade 8%,3", "G2"),
        ("grade 1% 0, pancreas", "G1"),
        ("grade no ki67, mitoses 1", "G1"),
        ("grade ki67 previously 2% now 12%", "G2"),
        ("grade mitoses 8 per 10 mm2 ki67 1%", "G1"),
        ("grade lung carcinoid mitoses 1 necrosis", "atypical_carcinoid"),
        ("liver 60% spared 40% involved", "25-50"),
        ("liver 40% ki67 8%", "25-50"),
        ("krenning liver 3, bone 1", 3),
        ("krenning bone 1 liver 4", 4),
        ("stage ileum T1 14 nodes removed, 0 positive M0", "I"),
        ("stage pancreas T2 no positive nodes M0", "II"),
        ("stage not pancreas but ileum T4 N0 M0", "III"),
        ("score zaidi 3cm ki67 8 node+ no jaundice, pain or bleeding", {"points": 4, "band": "intermediate"}),
        ("score zaidi 3cm ki67 8 no positive nodes not symptomatic", {"points": 3, "band": "intermediate"}),
        ("score zaidi 3 x 1,5 cm ki67 8 N0 asymptomatic", {"points": 3, "band": "intermediate"}),
        ("score das pancreas no chemotherapy ssa symptoms 0 liver 10", {"points": 0}),
        ("score das pancreas ssa symptoms 1 liver 10 no hydronephrosis", {"points": 1}),
        ("score das pancreas ssa symptoms 1 liver 10 peritoneum: clear", {"points": 1}),
        ("score panzuto ki67 12 liver 30 no bone or lung mets", {"score": 0.705, "band": "intermediate"}),
        ("score panzuto ki67 12 liver 30 extraabdominal no", {"score": 0.705, "band": "intermediate"}),
        ("score panzuto ki67 12 30% liver bone", {"score": 1.233, "band": "high"}),
        ("score milan pancreas ki67 8 liver 40 not resected stable 8 months age 55 no extrahepatic", "not_met"),
        ("score recist baseline 10 cm now 65 mm no new lesions", "PR"),
        ("score recist 50 55 no unequivocal new lesions", "SD"),
        ("score recist 50 52 new lesions: none", "SD"),
    ],
)
def test_a_denial_a_comparator_or_another_order_is_read_as_it_is_meant(text: str, value: object) -> None:
    verdict = told(text)
    assert (verdict.status, verdict.value) == ("assigned", value)


@pytest.mark.parametrize(
    ("text", "level"),
    [("krenning liver 3 bed 2", "at_least_liver"), ("krenning liver 3, bone 1", "below_liver")],
)
def test_the_lowest_of_several_krenning_scores_counts_for_prrt(text: str, level: str) -> None:
    assert told(text, 1).value == level


@pytest.mark.parametrize(
    "text",
    [
        "grade about 3%",
        "grade ki67 between 2 and 5%",
        "stage pancreas T2-3 N0/1 M0",
        "liver segments 4 and 5",
        "liver 1/3",
        "liver 60% normal",
        "krenning not above liver",
        "score zaidi <3cm ki67 8 N0 symptomatic",
        "score das pancreas no chemo symptoms 0 liver 10",
        "score panzuto ki67 12 liver 2.5 cm",
        "score recist 100 80 90 no new lesions",
        "score milan pancreas ki67 8 liver 40 resected not stable 8 months age 55 no extrahepatic",
    ],
)
def test_what_is_open_stays_open(text: str) -> None:
    assert told(text).status == "cannot_assign"


@pytest.mark.parametrize(
    "text",
    [
        "grade 3",
        "grade 8 3",
        "grade 3 mitoses 8",
        "grade 8% 3 5",
        "krenning 2-3",
        "krenning >2",
        "krenning not 3",
        "krenning above liver except bone",
        "liver 0.4",
        "liver 20% 40%",
        "stage pancreas stomach T2 N0 M0",
        "stage pancreas T2 T3 N0 M0",
        "score zaidi not pancreas 3cm ki67 8 N0 symptomatic",
        "score zaidi M0 M1 3cm ki67 8 N0 symptomatic",
        "score zaidi M0/1 3cm ki67 8 N0 symptomatic",
        "score nodes head tail 15mm ki67 2",
        "score panzuto zaidi ki67 8 liver 30",
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_what_would_be_clear(text: str) -> None:
    with pytest.raises(LookupRefusedError, match=r"[Ss]ay|Give|Name|whole number"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "score genc ki67 -3",
        "liver -5%",
        "stage pancreas -5 mm N0 M0",
        "score recist -50 60 no new lesions",
        "grade ki67 0.15",
        "score milan pancreas age -5",
    ],
)
def test_a_negative_value_and_a_fraction_are_refused(text: str) -> None:
    assert told(text).status == "invalid_input"


@pytest.mark.parametrize("text", ["score zaidi unresected 3cm ki67 8 N0", "score zaidi 3cm ki67 8 N0 not resected"])
def test_a_patient_who_was_not_operated_on_gets_no_score_of_those_who_were(text: str) -> None:
    assert told(text).status == "not_applicable"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stage rectum T3 N0 M0 ajcc 7", ("ajcc 7",)),
        ("grade 8% not 3%", ("3 %",)),
        ("score das pancreas ssa symptoms 1 liver 10 not encased", ("not encased",)),
        ("grade 8% 3", ()),
        ("score zaidi 3cm ki67 8 node+ symptomatic", ()),
    ],
)
def test_what_was_not_used_is_said(text: str, words: tuple[str, ...]) -> None:
    lookup: Lookup = parse(text)
    assert lookup.unread == words
    assert all(word in " ".join(reply.unread(lookup.unread)) for word in words)


@pytest.mark.parametrize(
    "text", ["score panzuto: ki67 12, liver 30", "score Milan-NET ki67 8", "Grade: 8% 3", "krenning=3"]
)
def test_signs_beside_the_first_words_do_not_matter(text: str) -> None:
    assert parse(text).rules


@pytest.mark.parametrize(
    "text",
    [
        "score das " + "no bone, lung " * 1500,
        "grade " + "ki67 3 " * 40,
        "stage pancreas " + "T2 " * 2000,
        "liver " + "x" * 50000,
    ],
)
def test_a_text_that_is_no_lookup_is_refused_at_once(text: str) -> None:
    with pytest.raises(LookupRefusedError, match=r"few words|each count once"):
        parse(text)
