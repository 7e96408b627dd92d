"""Survival: every figure stands in its source, and only cohorts of the right patients are shown."""

import re

import pytest

SEED = {
    "primary_site": "pancreas", "primary_site_basis": "inferred", "histology": "net", "stated_grade": 2,
    "metastases": [{"site": "liver"}],
    "treatments": [{"name": "distal pancreatectomy", "kind": "surgery"}],
    "receptor_imaging": [{"location": "surgical_bed", "krenning": 2, "certainty": "possible"},
                         {"location": "liver", "krenning": 3, "trend": "increased"}],
}  # fmt: skip


def cohorts_of(rulebook):
    return next(table for table in rulebook.tables if table.rule == "survival").cohort


def numbers_in(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def stands_in(number: float, numbers: set[float]) -> bool:
    decimals = len(str(number).partition(".")[2].rstrip("0"))
    return any(round(found + 1e-9, decimals) == number for found in numbers)


def test_every_figure_of_every_cohort_stands_in_the_statements_that_it_cites(rulebook, sources):
    wrong = []
    for cohort in cohorts_of(rulebook):
        numbers: set[float] = set()
        for key in cohort.passages:
            source_id, _, statement_key = key.partition("#")
            statement = next(s for s in sources[source_id].statements if s.key == statement_key)
            numbers |= numbers_in(statement.text)
            for figure in statement.figures:
                numbers |= {*figure.numbers()} | ({float(figure.n)} if figure.n else set())
        figures = [cohort.value, cohort.low, cohort.high, cohort.n]
        figures += [float(year) for year in (cohort.years or "").split("-") if year]
        wrong += [(cohort.passages[0], f) for f in figures if f is not None and not stands_in(f, numbers)]
    assert wrong == []


def test_a_cohort_is_checked_only_if_its_statement_is(rulebook, sources):
    for cohort in cohorts_of(rulebook):
        source_id, _, key = cohort.passages[0].partition("#")
        statement = next(s for s in sources[source_id].statements if s.key == key)
        assert statement.checked or not cohort.checked, cohort.passages


def test_a_cohort_speaks_of_a_site_that_its_statement_speaks_of(rulebook, sources):
    gep = {"pancreas", "stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum", "gep"}
    groups = {"gep": gep, "midgut": {"jejunum_ileum", "appendix", "colon", "gep"}}
    for cohort in cohorts_of(rulebook):
        allowed: set[str] = set()
        for key in cohort.passages:
            source_id, _, statement_key = key.partition("#")
            statement = next(s for s in sources[source_id].statements if s.key == statement_key)
            for site in statement.applies_to.sites:
                allowed |= groups.get(site, {site})
        assert "all" in allowed or set(cohort.sites) <= allowed, cohort.passages


def test_the_example_case_gets_its_cohorts_with_their_figures(verdict_of):
    rows = verdict_of("survival", **SEED).value
    figures = {(r["source"], r["value"], r["unit"], r["low"], r["high"], r["n"]) for r in rows}
    assert {
        ("ellison-2014", 56.0, "%", 42.0, 73.0, 326),
        ("bone-mets-pannet-2023", 82.0, "months", 53.6, 110.4, 314),
        ("panzuto-progression-2011", 44.1, "%", None, None, 202),
        ("sonbol-seer-2022", 28.0, "%", None, None, 8944),
        ("genc-ki67-2018", 44.9, "months", None, None, 280),
        ("radiant-3-os-2016", 44.0, "months", 35.6, 51.8, 410),
    } <= figures
    trial = next(r for r in rows if r["source"] == "radiant-3-os-2016")
    assert "progressive on trial entry, which is not shown here" in trial["fit"]


def test_each_row_says_on_which_facts_it_matches_or_differs(verdict_of):
    for row in verdict_of("survival", **SEED).value:
        assert {"source", "population", "endpoint", "value", "unit", "low", "high", "n", "years", "fit"} <= set(row)
        assert row["fit"].endswith(".")


def test_the_statement_never_gives_one_persons_probability(verdict_of):
    assert "not this person's probability" in verdict_of("survival", **SEED).statement


NEC_SOURCES = {
    "enets-2023-nec", "nordic-nec-2-2025", "milione-2017", "heetfeld-2015", "sorbye-nordic-nec-2013", "panzuto-2005",
    "raj-2017",
}  # fmt: skip


@pytest.mark.parametrize("site", ["pancreas", "stomach", "colon", "jejunum_ileum"])
@pytest.mark.parametrize("fields", [{"differentiation": "poor"}, {"histology": "nec"}])
def test_a_carcinoma_gets_carcinoma_cohorts_only(verdict_of, site, fields):
    rows = verdict_of("survival", primary_site=site, metastases=[{"site": "liver"}], **fields).value
    assert rows
    assert {row["source"] for row in rows} <= NEC_SOURCES
    assert all("carcinoma" in row["population"] for row in rows)


@pytest.mark.parametrize("grade", [1, 2])
@pytest.mark.parametrize("site", ["pancreas", "stomach", "colon", "jejunum_ileum", "rectum", "appendix", "duodenum"])
@pytest.mark.parametrize("m", ["M0", "M1a"])
def test_a_net_never_gets_a_carcinoma_cohort(verdict_of, site, grade, m):
    verdict = verdict_of("survival", primary_site=site, stated_grade=grade, m=m, n="N0")
    for row in verdict.value or []:
        assert not row["population"].startswith(("poorly", "metastatic digestive neuroendocrine carcinoma"))
        assert "neuroendocrine carcinoma" not in row["population"]


def test_ki67_above_20_without_differentiation_gets_no_cohort(verdict_of):
    verdict = verdict_of(
        "survival", primary_site="pancreas", ki67=[{"low": 60, "high": 60}], metastases=[{"site": "liver"}]
    )
    assert (verdict.status, verdict.value) == ("cannot_assign", None)


def test_a_localised_resected_case_gets_no_metastatic_figure(verdict_of):
    verdict = verdict_of(
        "survival", primary_site="pancreas", stated_grade=1, t="T1", n="N0", m="M0",
        treatments=[{"name": "distal pancreatectomy", "kind": "surgery"}],
    )  # fmt: skip
    assert verdict.value[0]["source"] in ("ellison-2014", "genc-ki67-2018", "krogh-2022")
    assert not any("stage IV" in row["population"] or "distant" in row["population"] for row in verdict.value)


def test_prrt_figures_are_for_those_who_had_prrt(verdict_of):
    with_prrt = verdict_of(
        "survival", primary_site="jejunum_ileum", stated_grade=2, metastases=[{"site": "liver"}],
        treatments=[{"name": "lutetium dotatate", "kind": "prrt"}], progression="progressive",
    )  # fmt: skip
    assert with_prrt.value[0]["source"] == "netter-1-final-os-2021"


def test_without_a_site_there_is_no_cohort(verdict_of):
    assert verdict_of("survival", stated_grade=2, metastases=[{"site": "liver"}]).status == "cannot_assign"


def test_a_cohort_limited_to_a_ki67_range_is_not_shown_outside_it(verdict_of):
    case = {
        "primary_site": "pancreas", "differentiation": "well", "m": "M0", "n": "N0",
        "treatments": [{"name": "distal pancreatectomy", "kind": "surgery"}],
    }  # fmt: skip
    for ki67, shown in ((4, {90.0}), (8, {55.0}), (5.5, set())):
        rows = verdict_of("survival", **case, ki67=[{"low": ki67, "high": ki67}]).value
        assert {row["value"] for row in rows if row["source"] == "genc-ki67-2018"} == shown


def test_a_figure_for_one_stage_is_not_shown_for_another(verdict_of):
    case = {
        "primary_site": "pancreas", "stated_grade": 1, "m": "M0",
        "treatments": [{"name": "distal pancreatectomy", "kind": "surgery"}],
    }  # fmt: skip
    for t, n, figure in (("T1", "N0", 97.0), ("T2", "N0", 87.0), ("T2", "N1", 73.0)):
        rows = verdict_of("survival", **case, t=t, n=n).value
        assert {row["value"] for row in rows if row["source"] == "ellison-2014"} == {figure}


def test_a_cohort_without_bone_metastases_is_not_shown_to_a_case_with_them(verdict_of):
    case = {"primary_site": "jejunum_ileum", "stated_grade": 1}
    with_bone = verdict_of("survival", **case, metastases=[{"site": "liver"}, {"site": "bone"}]).value
    assert {row["value"] for row in with_bone if row["source"] == "bone-mets-sinet-2025"} == {127.0}


def test_an_unchecked_figure_says_so(verdict_of):
    rows = verdict_of("survival", **SEED).value
    unchecked = [row for row in rows if not row["checked"]]
    assert unchecked
    assert all("not checked in its source" in row["fit"] for row in unchecked)


def test_the_range_told_for_a_grade_3_net_comes_from_grade_3_cohorts(verdict_of):
    verdict = verdict_of(
        "survival", primary_site="pancreas", differentiation="well", ki67=[{"low": 35, "high": 35}],
        metastases=[{"site": "liver"}],
    )  # fmt: skip
    assert "a median survival of 21.8 to 52.2 months" in verdict.statement
    assert "%" not in verdict.statement


def test_a_stage_of_another_system_still_keeps_out_cohorts_of_other_stages(verdict_of):
    verdict = verdict_of("survival", primary_site="pancreas", stated_grade=2, stated_stage="IIB")
    assert not [row for row in verdict.value if "stage I;" in row["population"]]
