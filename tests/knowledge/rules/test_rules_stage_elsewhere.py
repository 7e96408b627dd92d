"""Lung TNM, ENETS and AJCC 7: every T, N and M against tables written here on their own, apart from the engine's."""

from itertools import product

import pytest

GUT = ("stomach", "duodenum", "ampulla", "jejunum_ileum")
HIND = ("colon", "rectum")


def lung_stage(t: str, n: str, m: str) -> str | None:
    """Stage groups of the lung TNM, 8th edition."""
    if m in ("M1a", "M1b"):
        return "IVA"
    if m == "M1c":
        return "IVB"
    if t == "TX" or n == "NX":
        return None
    if n == "N0":
        return {
            "T1a": "IA1", "T1b": "IA2", "T1c": "IA3", "T2a": "IB", "T2b": "IIA", "T3": "IIB", "T4": "IIIA",
        }[t]  # fmt: skip
    if n == "N1":
        return "IIIA" if t in ("T3", "T4") else "IIB"
    if n == "N2":
        return "IIIB" if t in ("T3", "T4") else "IIIA"
    return "IIIC" if t in ("T3", "T4") else "IIIB"


@pytest.mark.parametrize("m", ["M0", "M1a", "M1b", "M1c"])
def test_every_t_n_and_m_of_the_lung_gives_the_stage_of_the_independent_table(verdict_of, m):
    tumours = ["TX", "T1a", "T1b", "T1c", "T2a", "T2b", "T3", "T4"]
    for t, n in product(tumours, ["NX", "N0", "N1", "N2", "N3"]):
        verdict = verdict_of("ajcc_stage", primary_site="lung", histology="typical_carcinoid", t=t, n=n, m=m)
        assert verdict.value == lung_stage(t, n, m), (t, n, m)
        assert verdict.status == ("assigned" if verdict.value else "cannot_assign"), (t, n, m)


def enets(site: str, t: str, n: str, m: str) -> str | None:
    """ENETS groups of 2006 and 2007; the appendix is left out, its T differ."""
    if site == "appendix":
        return None
    if m != "M0":
        return "IV"
    if n in ("N1", "N2"):
        return "IIIB"
    if n != "N0" or t in ("TX", "T0"):
        return None
    if site in HIND:
        return {"T1a": "IA", "T1b": "IB", "T2": "IIA", "T3": "IIB", "T4": "IIIA"}.get(t)
    return {"T1": "I", "T2": "IIA", "T3": "IIB", "T4": "IIIA"}[t]


def seventh(site: str, t: str, n: str, m: str) -> str | None:
    """AJCC 7 groups of the digestive tract; the pancreas had none of its own."""
    if site == "pancreas":
        return None
    if m != "M0":
        return "IV"
    if n in ("N1", "N2"):
        return "III" if site == "appendix" else "IIIB"
    if n != "N0" or t in ("TX", "T0"):
        return None
    if site == "appendix":
        return {"T1": "I", "T2": "II", "T3": "II", "T4": "III"}[t]
    return {"T1": "I", "T2": "IIA", "T3": "IIB", "T4": "IIIA"}[t[:2]]


@pytest.mark.parametrize("site", ["pancreas", *GUT, "appendix", *HIND])
def test_the_stages_beside_are_those_of_the_independent_tables(verdict_of, site):
    tumours = ["T1a", "T1b", "T2", "T3", "T4"] if site in HIND else ["T1", "T2", "T3", "T4"]
    nodes = ["N0", "N1", "N2"] if site == "jejunum_ileum" else ["N0", "N1"]
    for t, n, m in product(tumours, nodes, ["M0", "M1a", "M1c"]):
        case = {"primary_site": site, "differentiation": "well", "t": t, "n": n, "m": m}
        now = verdict_of("ajcc_stage", **case, diagnosis_year=2020)
        wanted = enets(site, t, n, m)
        assert now.inputs.get("enets_stage") == (wanted if wanted != now.value else None), (t, n, m)
        assert "ajcc_7_stage" not in now.inputs
        then = verdict_of("ajcc_stage", **case, diagnosis_year=2015)
        assert then.inputs.get("ajcc_7_stage") == seventh(site, t, n, m), (t, n, m)
        assert then.value == now.value


@pytest.mark.parametrize(
    ("stated", "flag"), [("IIB", "stated_in_enets"), ("IIIB", "conflict")]
)  # fmt: skip
def test_a_stage_in_the_words_of_another_system_is_told_apart_from_a_wrong_one(verdict_of, stated, flag):
    verdict = verdict_of(
        "ajcc_stage", primary_site="stomach", differentiation="well", t="T3", n="N0", m="M0", stated_stage=stated
    )
    assert flag in verdict.flags or verdict.status == flag
    assert verdict.value == "II"


@pytest.mark.parametrize(("size", "category"), [(20, "T1b"), (20.1, "T1c"), (30, "T1c"), (50.1, "T3"), (70.1, "T4")])
def test_the_size_of_a_lung_carcinoid_sets_its_t(verdict_of, size, category):
    verdict = verdict_of(
        "ajcc_stage", primary_site="lung", histology="typical_carcinoid", tumour_size_mm=size, tumour_extent="limited",
        n="N0", m="M0",
    )  # fmt: skip
    assert verdict.inputs["t"] == category


@pytest.mark.parametrize("extent", ["subserosa", "mesoappendix", "serosa"])
def test_ajcc_7_is_not_told_for_the_appendix_where_its_t_went_by_size(verdict_of, extent):
    case = {"primary_site": "appendix", "differentiation": "well", "tumour_size_mm": 12, "n": "N0", "m": "M0"}
    assert "ajcc_7_stage" not in verdict_of(
        "ajcc_stage", **case, tumour_extent=extent, diagnosis_year=2015
    ).inputs  # fmt: skip
    assert verdict_of("ajcc_stage", **case, tumour_extent="limited", diagnosis_year=2015).inputs["ajcc_7_stage"] == "I"


@pytest.mark.parametrize(("year", "later"), [(2024, False), (2025, True), (None, False)])
def test_a_lung_tumour_of_2025_is_told_that_a_later_edition_applies(verdict_of, year, later):
    verdict = verdict_of(
        "ajcc_stage", primary_site="lung", histology="typical_carcinoid", t="T1b", n="N1", m="M0", diagnosis_year=year
    )
    assert ("9th edition of the lung TNM applies" in verdict.statement) is later


@pytest.mark.parametrize(("site", "n"), [("pancreas", "N2"), ("rectum", "N2a"), ("stomach", "N3")])
def test_an_n_that_a_net_of_the_site_does_not_have_is_refused_with_those_that_it_has(verdict_of, site, n):
    verdict = verdict_of("ajcc_stage", primary_site=site, differentiation="well", t="T2", n=n, m="M0")
    assert (verdict.status, verdict.value, verdict.missing) == ("invalid_input", None, ("n",))
    assert "N is N0 or N1" in verdict.statement
    assert "carcinoma" in verdict.statement
