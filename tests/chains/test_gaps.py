"""Which missing facts are told: those that would change most findings, found by trying."""

import pytest

from chains.echo import difference, echo, groups
from chains.extract import read_case
from chains.gaps import gaps, gaps_of
from knowledge.case import CaseDetails
from knowledge.rules.engine import Rulebook
from tests.packaged import RULEBOOK


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return RULEBOOK


def missing(rulebook: Rulebook, text: str) -> list[str]:
    case = read_case(text).case
    return [gap.field for gap in gaps_of(case, rulebook.assess(case), rulebook.assess)]


def test_the_three_facts_that_an_oncologist_would_ask_for_come_first(rulebook: Rulebook) -> None:
    text = "58M, G2 pNET, distal pancreatectomy, DOTATATE: bed Krenning 2, liver mets Krenning 3. Prognosis?"
    assert missing(rulebook, text)[:2] == ["ki67", "liver"]
    assert len(missing(rulebook, text)) == 3


@pytest.mark.parametrize(
    ("fact", "field"),
    [("Ki-67 8 %", "ki67"), ("30 % of the liver involved", "liver"), ("progressive on CT", "progression")],
)
def test_what_is_known_is_not_missing(rulebook: Rulebook, fact: str, field: str) -> None:
    assert field not in missing(rulebook, f"G2 pNET, liver mets, {fact}.")


def test_differentiation_is_asked_for_where_it_parts_net_from_nec(rulebook: Rulebook) -> None:
    assert missing(rulebook, "Neuroendocrine neoplasm of the colon, Ki-67 60 %, liver mets")[0] == "differentiation"
    assert "differentiation" not in missing(rulebook, "ileal NET, Ki-67 4 %, liver mets")


def test_a_localised_tumour_is_not_asked_for_facts_of_advanced_disease(rulebook: Rulebook) -> None:
    assert not set(missing(rulebook, "rectal NET 8 mm, G1, M0")) & {"liver", "receptor_imaging", "fdg", "progression"}


def test_every_value_that_is_tried_fits_its_field() -> None:
    for gap in gaps():
        tried = gap.tried(CaseDetails())
        assert len(tried) == len(gap.values) >= 2
        assert all(case != CaseDetails() for case in tried)


def test_the_order_does_not_hang_on_the_order_of_the_text(rulebook: Rulebook) -> None:
    one = missing(rulebook, "G2 pNET. Liver mets. Krenning 3.")
    assert missing(rulebook, "Krenning 3. Liver mets. G2 pNET.") == one


def test_the_echo_tells_every_fact_by_group_and_marks_what_is_inferred() -> None:
    text = (
        "58M ECOG 1, grade 2 NET after distal pancreatectomy 2021 R0, 3/15 nodes, Ki-67 8 %, liver mets x4, "
        "CgA 3x ULN, on lanreotide, stable disease, carcinoid heart disease. DOTATATE: liver Krenning 3."
    )
    said = echo(read_case(text).case, ["an FDG PET"])
    for words in ("58 years, man", "grade 2", "pancreas (inferred", "Ki-67 8 %", "3 of 15", "R0", "lanreotide"):
        assert words in said
    for words in ("CgA 3 x ULN", "carcinoid heart disease", "liver Krenning 3", "stable", "ECOG 1"):
        assert words in said
    assert said.splitlines()[-1] == "Would help most: an FDG PET"


def test_an_empty_case_has_no_echo() -> None:
    assert groups(CaseDetails()) == ()
    assert echo(CaseDetails()) == ""


def test_a_difference_names_only_what_is_new() -> None:
    before, after = read_case("G2 pNET, Ki-67 8 %").case, read_case("G2 pNET, Ki-67 30 %").case
    assert difference(before, after) == "Ki-67 30 %"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Lung NET, mitoses 1 per 2 mm2, 2 cm, N0 M0", "necrosis"),
        ("pNET G2, Ki-67 8%, 3 cm, N1 M0, s/p distal pancreatectomy, non-functioning", "symptomatic"),
        ("pNET 15 mm, Ki-67 2%, non-functioning, N0 M0", "pancreas_part"),
    ],
)
def test_what_a_score_or_a_class_lacks_is_asked_for_where_it_would_settle_it(
    rulebook: Rulebook, text: str, field: str
) -> None:
    assert field in missing(rulebook, text)
    told = {"necrosis": "no necrosis", "symptomatic": "tumour found incidentally", "pancreas_part": "pancreatic tail"}
    assert field not in missing(rulebook, f"{text}. {told[field].capitalize()}.")
