"""The tables: their worked examples, and the faults that the loader refuses."""

import re
from importlib.resources import files

import pytest

from knowledge.case import CaseDetails
from knowledge.rules.engine import Rulebook
from knowledge.rules.liver import LiverBands
from knowledge.rules.points import PointsTable
from knowledge.rules.prrt import PrrtTable
from knowledge.rules.ranges import Interval
from knowledge.rules.table import TableError, check_table

TABLES = files("knowledge.rules") / "tables"


def test_every_worked_example_of_every_table_comes_out_as_the_table_says(rulebook):
    wrong = []
    for table in rulebook.tables:
        for number, example in enumerate(table.examples, 1):
            verdicts = rulebook.assess(CaseDetails.model_validate(example.case))
            verdict = next(v for v in verdicts if v.rule == table.rule)
            shown = {key: verdict.inputs.get(key) for key in example.inputs}
            value = verdict.value if example.value is not None else None
            if (verdict.status, value, shown) != (example.status, example.value, example.inputs):
                wrong.append((table.edition, number, verdict.status, verdict.value, shown))
    assert wrong == []


def test_every_passage_that_a_verdict_cites_is_in_the_register(rulebook, sources):
    known = {f"{s.id}#{statement.key}" for s in sources.values() for statement in s.statements}
    for table in rulebook.tables:
        for example in table.examples:
            for verdict in rulebook.assess(CaseDetails.model_validate(example.case)):
                assert set(verdict.cites) <= known


def test_every_question_ends_in_a_question_mark_and_every_statement_in_a_full_stop(rulebook):
    for table in rulebook.tables:
        for example in table.examples:
            for verdict in rulebook.assess(CaseDetails.model_validate(example.case)):
                assert verdict.ask is None or verdict.ask.endswith("?")
                assert verdict.statement.endswith(".")


def test_the_digest_names_the_tables_and_is_the_same_each_time(rulebook, sources):
    assert Rulebook.load(sources).digest == rulebook.digest
    assert re.fullmatch(r"[0-9a-f]{16}", rulebook.digest)


def test_the_rules_come_in_a_fixed_order(rulebook):
    names = [verdict.rule for verdict in rulebook.assess(CaseDetails())]
    assert names[:3] == ["who_grade", "ajcc_stage", "krenning"]
    assert len(names) == len(set(names))


def refused(text: str, sources, model=LiverBands) -> str:
    with pytest.raises(TableError) as caught:
        check_table(text, "a.toml", model, sources)
    return str(caught.value)


@pytest.fixture(scope="module")
def liver_text():
    return (TABLES / "liver_burden.toml").read_text()


def test_a_table_that_names_an_unknown_field_is_refused(liver_text, sources):
    text = liver_text.replace('"liver", "metastases"', '"liver", "spleen"')
    assert refused(text, sources) == "a.toml: 'spleen' is no field of CaseDetails."


def test_a_legal_range_on_an_unknown_field_is_refused(liver_text, sources):
    text = liver_text.replace("liver.involvement_low", "liver.share", 1)
    assert refused(text, sources) == "a.toml: 'liver.share' is no field of CaseDetails."


def test_a_gap_between_bands_is_refused(liver_text, sources):
    text = liver_text.replace("[25, 50]", "(25, 50]")
    assert "the bands <25 and 25-50 leave a gap" in refused(text, sources)


def test_an_overlap_of_bands_is_refused(liver_text, sources):
    text = liver_text.replace("[0, 25)", "[0, 25]")
    assert "the bands <25 and 25-50 overlap" in refused(text, sources)


def test_a_source_that_the_register_does_not_hold_is_refused(liver_text, sources):
    text = liver_text.replace("panzuto-score-2017#s1", "panzuto-score-2017#s9")
    assert refused(text, sources) == "a.toml: the passage 'panzuto-score-2017#s9' is not in the register."


def test_a_retracted_source_is_refused(liver_text, sources):
    retracted = sources["panzuto-score-2017"].model_copy(update={"retracted": True})
    told = refused(liver_text, sources | {"panzuto-score-2017": retracted})
    assert told == ("a.toml: 'panzuto-score-2017' was retracted; let the rule rest on another source, or take it out.")


@pytest.mark.parametrize(
    ("source", "table"),
    [("sonbol-seer-2022", "survival_cohorts.toml"), ("chd-latin-america-2019", "prognostic_factors.toml")],
)
def test_a_retracted_source_of_one_cohort_or_factor_is_refused_too(sources, source, table):
    retracted = sources[source].model_copy(update={"retracted": True})
    with pytest.raises(TableError, match=f"{table}: '{source}' was retracted"):
        Rulebook.load(sources | {source: retracted})


def test_a_replaced_source_is_refused_until_the_table_says_why(liver_text, sources):
    replaced = sources["panzuto-score-2017"].model_copy(update={"superseded_by": "zaidi-2019"})
    older = sources | {"panzuto-score-2017": replaced}
    assert refused(liver_text, older) == (
        "a.toml: 'zaidi-2019' replaces 'panzuto-score-2017'; cite that, or say why not in older_sources."
    )
    said = 'older_sources = { panzuto-score-2017 = "the bands stand there alone" }\n' + liver_text
    assert check_table(said, "a.toml", LiverBands, older).older_sources
    assert refused(said, sources) == "a.toml: older_sources: nothing in the register replaces 'panzuto-score-2017'."


def test_a_threshold_without_a_worked_example_is_refused(liver_text, sources):
    text = liver_text.replace('value = ">50"', 'value = "25-50"')
    assert refused(text, sources) == "a.toml: no worked example shows '>50'."


def test_a_question_without_a_question_mark_is_refused(liver_text, sources):
    text = liver_text.replace('above 50 %?"', 'above 50 %."')
    assert "does not end in a question mark" in refused(text, sources)


def test_an_example_that_is_no_case_is_refused(liver_text, sources):
    text = liver_text.replace('site = "liver" }], liver = { lesion_count', 'site = "spleen" }], liver = { lesion_count')
    assert "a.toml: example 6 is no case" in refused(text, sources)


def test_a_gate_on_an_unknown_fact_is_refused(sources):
    text = (TABLES / "prrt_netter.toml").read_text().replace('fact = "lineage"', 'fact = "mood"')
    assert "'mood' is no fact that can be drawn from CaseDetails" in refused(text, sources, PrrtTable)


@pytest.fixture(scope="module")
def zaidi_text():
    return (TABLES / "zaidi_2019.toml").read_text()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('range = "(0, 20]", points = 0', 'range = "(0, 18]", points = 0', "leave a gap"),
        ('range = "(0, 20]", points = 0', 'range = "(0, 25]", points = 0', "overlap"),
        ('range = "(5, 10]"', 'range = "(5, 8]"', "the bands do not cover the sums from 0 to 10"),
        ('measure = "ki67"', 'measure = "mood"', "item.2.measure"),
        ('missing = ["nodes"]', "missing = []", "item.3.missing"),
        ('sources = ["zaidi-2019#s1", "zaidi-2019#s2"]', "sources = []", "sources"),
        ('reviewed = { by = "", on = "", digest = "" }', "", "reviewed: Field required"),
        ("tumour_size_mm = 20.1, ki67", "tumour_size_mm = 19.9, ki67", "no worked example shows 'tumour_size_mm 1'"),
    ],
)
def test_a_points_table_with_a_fault_is_refused_in_a_sentence_that_says_where(zaidi_text, sources, old, new, sentence):
    assert old in zaidi_text
    text = zaidi_text.replace(old, new)
    if "no worked example" in sentence:
        text = re.sub(r"tumour_size_mm = (?:30|40)", "tumour_size_mm = 10", text)
    told = refused(text, sources, PointsTable)
    assert told.startswith("a.toml: ")
    assert sentence in told


def test_a_table_without_a_worked_example_is_refused(zaidi_text, sources):
    text = zaidi_text[: zaidi_text.index("[[examples]]")]
    assert refused(text, sources, PointsTable).startswith("a.toml: examples")


def test_a_table_that_claims_another_name_or_digest_for_itself_is_not_believed(zaidi_text, sources):
    text = 'name = "other"\ndigest = "0"\n' + zaidi_text
    table = check_table(text, "zaidi_2019.toml", PointsTable, sources)
    assert table.name == "zaidi_2019"
    assert len(table.digest) == 16


def test_text_that_is_not_toml_is_refused(sources):
    assert refused("rule = ", sources).startswith("a.toml: not valid TOML")


@pytest.mark.parametrize("text", ["[3, 2]", "(3, 3)", "3, 4", "[3; 4]", "[]"])
def test_a_range_that_holds_nothing_is_refused(text):
    with pytest.raises(ValueError, match=r"range|number"):
        Interval.parse(text)
