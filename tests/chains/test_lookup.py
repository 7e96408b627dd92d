"""Quick lookups: terse words in any order give what the rules say; what is missing is named in words to add."""

from itertools import permutations

import pytest

from chains import shorthand
from chains.lookup import LookupRefusedError, parse
from knowledge.rules.verdict import Verdict
from tests.packaged import RULEBOOK


def told(text: str) -> Verdict:
    """The first verdict of a lookup."""
    lookup = parse(text)
    return RULEBOOK.look_up(lookup.rules, lookup.case, lookup.problems)[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("grade 8% 3", "G2"),
        ("grade 1-2% mitoses 5", "G2"),
        ("grade mitoses 5 1-2%", "G2"),
        ("grade <3% 1", "G1"),
        ("stage pancreas T2 N1 M0", "III"),
        ("stage pT3N1M0 ileum", "III"),
        ("stage rectum t1a nx m0 2025", "I"),
        ("krenning 3", 3),
        ("krenning above liver", 3),
        ("krenning above spleen", 4),
        ("liver 40%", "25-50"),
        ("liver 40", "25-50"),
        ("score zaidi 3cm ki67 8 node+ symptomatic", {"points": 5, "band": "intermediate"}),
        ("score zaidi 15 mm ki67 25 node- asymptomatic", {"points": 6, "band": "high"}),
        ("score nodes head 15mm ki67 2", {"points": 5, "band": "high"}),
        ("score das pancreas ssa symptoms 0 liver 10", {"points": 0}),
        ("score das ileum everolimus symptoms 1 liver 30 peritoneal", {"points": 5}),
        ("score panzuto ki67 12 liver 30 extraabdominal", {"score": 1.233, "band": "high"}),
        ("score panzuto ki67 12 liver 30 no extraabdominal", {"score": 0.705, "band": "intermediate"}),
        ("score milan pancreas G2 ki67 8 liver 40 resected stable 8 months age 55 no extrahepatic", "met"),
        ("score milan pancreas G2 ki67 8 liver 40 resected stable 4 months age 55 no extrahepatic", "not_met"),
        ("score genc ki67 4", "0-5"),
        ("score netpet sstr+ fdg-", "P1"),
        ("score netpet sstr+ fdg > sstr", "P4"),
        ("score recist 50 60 no new lesions", "PD"),
        ("score recist baseline 100 now 65 no new", "PR"),
    ],
)
def test_a_lookup_gives_what_the_rule_says(text: str, value: object) -> None:
    verdict = told(text)
    assert (verdict.status, verdict.value) == ("assigned", value)


@pytest.mark.parametrize("words", ["distant nodes", "distant lymph nodes", "extrahepatic disease", "extra-hepatic"])
def test_spread_that_may_lie_outside_the_abdomen_leaves_the_score_open(words: str) -> None:
    verdict = told(f"score panzuto pancreas ki67 12 liver 30 {words}")
    assert (verdict.status, verdict.value) == ("cannot_assign", {"low": 0.705, "high": 1.233})


def test_a_grade_of_symptoms_that_there_is_not_is_refused_with_the_legal_range() -> None:
    verdict = told("score das pancreas ssa symptoms 7 liver 10")
    assert verdict.status == "invalid_input"
    assert "0 to 4" in verdict.statement


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("stage", ("pancreas", "T2", "N1", "M0")),
        ("score zaidi", ("3cm", "ki67 8", "node+", "symptomatic")),
        ("score panzuto", ("ki67 12", "liver 30", "extraabdominal", "pancreas")),
        ("score das", ("ileum", "symptoms 1", "liver 30", "peritoneal", "everolimus")),
        ("grade", ("8%", "3 mitoses")),
    ],
)
def test_the_order_of_the_words_does_not_matter(first: str, words: tuple[str, ...]) -> None:
    found = {str((v.status, v.value)) for order in permutations(words) for v in [told(f"{first} {' '.join(order)}")]}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("score zaidi 3cm ki67 8", "symptomatic"),
        ("stage ileum 15mm 14 nodes", "M0"),
        ("stage T2 N1", "pancreas"),
        ("score panzuto ki67 12", "liver 30%"),
        ("score netpet sstr+ fdg+", "fdg < sstr"),
        ("score recist 80 80", "no new lesions"),
        ("grade ki67 25", "well differentiated"),
    ],
)
def test_what_is_missing_is_named_in_words_that_complete_the_lookup(text: str, word: str) -> None:
    verdict = told(text)
    assert verdict.status == "cannot_assign"
    assert any(word in words for words in shorthand.completing(verdict.missing))


def test_every_field_that_a_rule_can_miss_has_words_that_complete_it() -> None:
    missed = {
        field
        for table in RULEBOOK.tables
        for example in table.examples
        for verdict in RULEBOOK.assess(example.patient())
        for field in verdict.missing
    }
    assert {field for field in missed if not shorthand.completing([field])} == set()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("score zaidi M1 3cm ki67 8 node+ symptomatic", "without distant metastases"),
        ("score zaidi liver mets 3cm ki67 8", "without distant metastases"),
        ("score zaidi functioning 3cm ki67 8", "non-functioning"),
        ("score zaidi ileum 3cm ki67 8", "pancreatic primaries"),
        ("score nodes head 20mm ki67 2", "below 2 cm"),
        ("score panzuto lung ki67 8 liver 30", "gastroenteropancreatic"),
        ("score zaidi NEC 3cm ki67 80", "not in NEC"),
    ],
)
def test_a_patient_outside_the_scores_population_gets_no_score_and_the_reason(text: str, why: str) -> None:
    verdict = told(text)
    assert (verdict.status, verdict.value) == ("not_applicable", None)
    assert why in verdict.statement


def test_what_the_lookup_does_not_say_of_the_population_is_taken_for_granted_aloud() -> None:
    verdict = told("score zaidi 3cm ki67 8 node+ symptomatic")
    assert "Taken for granted: a pancreatic primary" in verdict.statement
    assert "resection for cure" in verdict.inputs["presumed"]
    whole = told("score zaidi pancreas net resected M0 non-functioning 3cm ki67 8 node+ symptomatic")
    assert "presumed" not in whole.inputs
    assert whole.value == verdict.value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("grade 150%", "0"),
        ("grade 8% -1", "0 or more"),
        ("krenning 7", "0 to 4"),
        ("liver 140%", "100"),
        ("stage pancreas T9 N0 M0", "T0 to T4"),
        ("stage pancreas T2 N5 M0", "N0 to N3"),
        ("stage pancreas T2 N0 M7", "M0 or M1"),
        ("stage thymus T2 N0 M0", "ileum"),
        ("stage thyroid T2 N0 M0", "ileum"),
    ],
)
def test_an_impossible_value_is_refused_with_the_legal_range(text: str, words: str) -> None:
    lookup = parse(text)
    verdict = told(text)
    assert verdict.status == "invalid_input"
    assert words in verdict.statement + " ".join(problem.message for problem in lookup.problems)


@pytest.mark.parametrize("text", ["score", "score apgar 3", "grade", "weather today", "drug"])
def test_a_lookup_that_is_not_understood_says_what_would_be(text: str) -> None:
    with pytest.raises(LookupRefusedError, match=r"first word|Name the score|Say"):
        parse(text)
