"""What a rule says of a case with something added: found by applying only the rules that the addition can touch."""

from collections.abc import Iterator

import pytest

from chains.gaps import gaps
from knowledge.case import CaseDetails
from knowledge.rules.engine import Rulebook
from tests.bench.cases import messages

CASES = (
    {"primary_site": "pancreas", "histology": "net", "stated_grade": 2, "metastases": [{"site": "liver"}]},
    {"primary_site": "rectum", "histology": "net", "ki67": [{"low": 4, "high": 4}], "tumour_size_mm": 15},
    {"primary_site": "lung", "histology": "atypical_carcinoid", "metastases": [{"site": "bone"}], "fdg": "positive"},
    {"primary_site": "jejunum_ileum", "stated_grade": 1, "m": "M1a", "progression": "progressive", "age_years": 64},
    {"primary_site": "colon", "histology": "nec", "differentiation": "poor", "metastases": [{"site": "liver"}]},
    {"histology": "net", "stated_grade": 3},
    {"primary_site": "pancreas", "margin": "R0", "n": "N1", "tumour_size_mm": 30, "ki67": [{"low": 8, "high": 8}]},
)


class Watched(CaseDetails):
    """A case that notes which of its fields are read."""

    def __getattribute__(self, name: str) -> object:
        if name in CaseDetails.model_fields:
            READ.add(name)
        return super().__getattribute__(name)


READ: set[str] = set()


def read_cases() -> Iterator[CaseDetails]:
    """The cases above, each also with every value that a gap tries, and what the bench tells of patients."""
    from chains.extract import read_case

    for given in CASES:
        case = CaseDetails.model_validate(given)
        yield case
        for gap in gaps():
            yield from gap.tried(case)
    yield from (read_case(text).case for text in messages(60))


@pytest.mark.parametrize("given", CASES)
def test_what_is_supposed_is_judged_as_if_every_rule_were_applied_anew(
    rulebook: Rulebook, given: dict[str, object]
) -> None:
    case = CaseDetails.model_validate(given)
    supposing = rulebook.supposing(case)
    for gap in gaps():
        for supposed in gap.tried(case):
            assert supposing(supposed) == rulebook.assess(supposed), gap.field


def test_so_it_is_in_cases_as_they_are_told(rulebook: Rulebook) -> None:
    from chains.extract import read_case

    otherwise = []
    for text in messages(20):
        case = read_case(text).case
        supposing = rulebook.supposing(case)
        tried = ((gap.field, supposed) for gap in gaps() for supposed in gap.tried(case))
        otherwise += [(text, field) for field, supposed in tried if supposing(supposed) != rulebook.assess(supposed)]
    assert otherwise == []


def test_an_idle_rule_is_left_out(rulebook: Rulebook) -> None:
    case = CaseDetails.model_validate(CASES[0])
    told = {verdict.rule for verdict in rulebook.supposing(case, {"krenning", "netpet"})(case)}
    assert told == {rule.name for rule in rulebook.rules} - {"krenning", "netpet"}


def test_no_rule_reads_a_field_that_its_tables_do_not_name(rulebook: Rulebook) -> None:
    beyond: dict[str, set[str]] = {}
    for case in read_cases():
        facts = rulebook.facts(case)
        watched = Watched.model_validate(case.model_dump())
        for rule in rulebook.rules:
            READ.clear()
            rule.verdict(watched, facts)
            beyond.setdefault(rule.name, set()).update(READ - rule.uses)
    assert {name: sorted(fields) for name, fields in beyond.items() if fields} == {}
