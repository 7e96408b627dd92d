"""The register: sound as packaged, and refused in one sentence when a file is not."""

import re

import pytest

from knowledge.evidence import edition_beside
from knowledge.register import load_register, passages

REGISTER = load_register()


def test_every_source_of_the_evidence_is_there() -> None:
    assert len(REGISTER) >= 172
    assert {"guideline", "drug_label", "research"} == {source.kind for source in REGISTER.values()}


def test_no_two_statements_say_the_same() -> None:
    texts = [passage.statement.text for passage in passages(REGISTER)]
    assert len(set(texts)) == len(texts)


def test_every_statement_is_a_sentence() -> None:
    wrong = [p.key for p in passages(REGISTER) if not re.fullmatch(r"[A-Z0-9].*[.)]", p.statement.text, re.DOTALL)]
    assert wrong == []


def test_no_statement_begins_with_a_word_that_needs_the_sentence_before() -> None:
    lost = [p.key for p in passages(REGISTER) if re.match(r"(It|They|These|This|Also|Such) ", p.statement.text)]
    assert lost == []


def test_an_identifier_that_was_not_read_is_kept_apart_from_those_that_were() -> None:
    printed = [s.id for s in REGISTER.values() if not s.checked and (s.pmid or s.doi)]
    assert printed == []


def test_survival_after_surgery_of_liver_metastases_is_never_filed_as_prognosis() -> None:
    wrong = [
        p.key
        for p in passages(REGISTER)
        if p.statement.topic == "prognosis"
        and p.statement.applies_to.setting == "liver_metastases"
        and re.search(r"after (liver )?(surgery|resection|transplant|hepatectomy)", p.statement.text.lower())
        and p.key != "lv-2019#s1"  # liver recurrence after resection of the primary
    ]
    assert wrong == []


def test_retracted_and_superseded_sources_give_no_passages() -> None:
    one, two, three = list(REGISTER.values())[:3]
    register = {
        one.id: one.model_copy(update={"retracted": True}),
        two.id: two.model_copy(update={"superseded_by": three.id}),
        three.id: three,
    }
    assert {three.id} == {passage.source_id for passage in passages(register)}


def test_strength_is_told_of_every_source_that_is_not_a_formula_alone() -> None:
    assert [source.id for source in REGISTER.values() if source.strength is None] == ["ferte-tgr-2014"]


def test_a_randomised_trial_by_its_own_title_is_filed_as_one() -> None:
    wrong = [
        s.id
        for s in REGISTER.values()
        if re.search(r"(?i)randomi[sz]ed|placebo-controlled", s.title)
        and "meta-analysis" not in s.title.lower()
        and s.strength not in {"randomised_trial", "protocol"}
    ]
    assert wrong == []


def test_a_series_called_retrospective_is_not_filed_as_planned_ahead() -> None:
    wrong = [
        s.id
        for s in REGISTER.values()
        if "retrospective" in s.title.lower() and s.strength not in {"retrospective_study", "registry"}
    ]
    assert wrong == []


def test_what_the_united_states_government_gives_out_may_be_carried_over() -> None:
    free = {s.id for s in REGISTER.values() if s.licence is not None and s.licence.terms == "public_domain"}
    assert free == {s.id for s in REGISTER.values() if s.kind == "drug_label"} | {"pdq-pnet"}


def test_a_passage_takes_the_strength_of_its_source_unless_it_has_its_own() -> None:
    found = {passage.key: passage for passage in passages(REGISTER)}
    assert found["krenning-1993#s1"].strength == "cohort"
    assert found["krenning-1993#s2"].strength == "classification"
    assert found["enets-2024-si-net#s3"].statement.stated_strength == "A-1b for tumour control"


def test_a_checked_statement_of_an_unchecked_source_tells_the_two_apart() -> None:
    passage = next(p for p in passages(REGISTER) if p.key == "nccn-net#s11")
    assert (passage.statement.checked, passage.identifiers_checked) == (True, False)


def test_sources_that_differ_name_each_other() -> None:
    found = {passage.key: passage.statement for passage in passages(REGISTER)}
    assert found["mayo-2010#s2"].differs_from == ("lee-nelm-review-2012#s2",)
    assert found["lee-nelm-review-2012#s2"].differs_from == ("mayo-2010#s2",)


@pytest.mark.parametrize(
    ("source", "edition"),
    [
        ("ajcc-8-2017", "8th edition"),
        ("ajcc-v9-2024", "version 9"),
        ("who-2022-nen", "2022 edition"),
        ("nccn-net", "version 3.2025"),
        ("label-lutathera", "revision of December 2024"),
    ],
)
def test_a_source_tells_its_edition(source: str, edition: str) -> None:
    assert REGISTER[source].edition == edition


def test_an_edition_is_shown_beside_the_title_only_where_title_venue_and_year_do_not_tell_it() -> None:
    shown = {name: beside for name, source in REGISTER.items() if (beside := edition_beside(source))}
    assert shown == {"nccn-net": "version 3.2025", "label-lutathera": "revision of December 2024"}


def test_every_statement_of_net_grades_or_of_carcinoma_alone_tells_its_differentiation() -> None:
    wrong = [
        passage.key
        for passage in passages(REGISTER)
        for whom in [passage.statement.applies_to]
        if whom.grades and whom.differentiation != _differentiation(set(whom.grades))
    ]
    assert wrong == []


def _differentiation(grades: set[str]) -> str | None:
    if grades == {"NEC"}:
        return "poor"
    return None if "NEC" in grades else "well"


def test_a_statement_on_carcinoids_of_the_lung_tells_that_they_are_well_differentiated() -> None:
    found = {passage.key: passage.statement.applies_to for passage in passages(REGISTER)}
    assert [found[key].differentiation for key in ("spinet-2024#s1", "luna-2017#s2", "who-thoracic-2021#s1")] == [
        "well"
    ] * 3
