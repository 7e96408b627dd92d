"""AJCC stage: every T, N and M of every digestive site against a table written here on its own."""

from itertools import product

import pytest

SITES = ("pancreas", "stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum")
STEPPED = ("colon", "rectum")
V9_NX = ("stomach", "duodenum", "ampulla", "appendix", "colon", "rectum")


def independent_stage(site: str, t: str, n: str, m: str, edition: str) -> str | None:
    """The stage groups written out by hand, apart from the engine and its tables."""
    if m != "M0":
        return "IV"
    if t in ("TX", "T0"):
        return None
    if n in ("N1", "N2"):
        if n == "N2" and site != "jejunum_ileum":
            return None
        return "IIIB" if site in STEPPED else "III"
    if n == "NX":
        return "I" if t[:2] == "T1" and edition == "9" and site in V9_NX else None
    if site in STEPPED:
        return {"T1": "I", "T2": "IIA", "T3": "IIB", "T4": "IIIA"}[t[:2]]
    return {"T1": "I", "T2": "II", "T3": "II", "T4": "III"}[t]


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("edition", ["8", "9"])
def test_every_t_n_and_m_gives_the_stage_of_the_independent_table(verdict_of, site, edition):
    year = 2020 if edition == "8" else 2025
    tumours = ["TX", "T0", "T1", "T2", "T3", "T4"] + (["T1a", "T1b"] if site in STEPPED else [])
    nodes = ["NX", "N0", "N1"] + (["N2"] if site == "jejunum_ileum" else [])
    for t, n, m in product(tumours, nodes, ["M0", "M1", "M1a", "M1b", "M1c"]):
        verdict = verdict_of(
            "ajcc_stage", primary_site=site, differentiation="well", t=t, n=n, m=m, diagnosis_year=year
        )
        wanted = independent_stage(site, t, n, m, edition)
        assert (verdict.value, verdict.inputs["edition"]) == (wanted, edition), (t, n, m)
        assert verdict.status == ("assigned" if wanted else "cannot_assign"), (t, n, m)


@pytest.mark.parametrize(
    ("sites", "category"),
    [(["liver"], "M1a"), (["bone"], "M1b"), (["peritoneum", "ovary"], "M1b"), (["liver", "bone"], "M1c"),
     (["liver", "lymph_node_distant"], "M1c"), (["liver", "lymph_node_regional"], "M1a")],
)  # fmt: skip
@pytest.mark.parametrize("site", SITES)
def test_a_distant_metastasis_is_stage_iv_at_any_site_with_m1_split_by_liver(verdict_of, site, sites, category):
    verdict = verdict_of("ajcc_stage", primary_site=site, stated_grade=2, metastases=[{"site": name} for name in sites])
    assert (verdict.status, verdict.value, verdict.inputs["m"]) == ("assigned", "IV", category)


def test_possible_metastases_do_not_make_m1(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", stated_grade=2, t="T2", n="N0",
        metastases=[{"site": "liver", "status": "possible"}],
    )  # fmt: skip
    assert (verdict.status, verdict.inputs["possible"]) == ("cannot_assign", ["II", "IV"])
    assert verdict.missing == ("metastases",)


def test_uptake_in_the_surgical_bed_is_no_extrahepatic_site(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", primary_site_basis="inferred", stated_grade=2,
        metastases=[{"site": "liver"}], treatments=[{"name": "distal pancreatectomy", "kind": "surgery"}],
        receptor_imaging=[{"location": "surgical_bed", "krenning": 2, "certainty": "possible"}],
    )  # fmt: skip
    assert (verdict.value, verdict.inputs["m"]) == ("IV", "M1a")
    assert "M1a as far as known" in verdict.statement
    assert "inferred" in verdict.statement


def test_a_definite_liver_lesion_on_receptor_imaging_alone_is_spread(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", stated_grade=2, receptor_imaging=[{"location": "liver", "krenning": 3}]
    )
    assert (verdict.value, verdict.inputs["m"]) == ("IV", "M1a")


@pytest.mark.parametrize("fields", [{"differentiation": "poor"}, {"histology": "nec"}, {"histology": "minen"}])
def test_a_carcinoma_gets_no_net_stage_even_with_metastases(verdict_of, fields):
    verdict = verdict_of("ajcc_stage", primary_site="pancreas", metastases=[{"site": "liver"}], **fields)
    assert (verdict.status, verdict.value) == ("not_applicable", None)


def test_ki67_above_20_without_differentiation_gets_no_stage(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", ki67=[{"low": 60, "high": 60}], metastases=[{"site": "liver"}]
    )
    assert (verdict.status, verdict.missing) == ("cannot_assign", ("differentiation",))


@pytest.mark.parametrize("site", [None, "unknown_primary"])
def test_without_a_primary_site_there_is_no_stage_group(verdict_of, site):
    verdict = verdict_of("ajcc_stage", primary_site=site, stated_grade=2, metastases=[{"site": "liver"}])
    assert (verdict.status, verdict.missing) == ("cannot_assign", ("primary_site",))
    assert "metastatic" in verdict.flags


def test_size_alone_gives_the_pancreatic_stage_by_extent_only(verdict_of):
    case = {"primary_site": "pancreas", "stated_grade": 2, "tumour_size_mm": 25, "n": "N0", "m": "M0"}
    verdict = verdict_of("ajcc_stage", **case)
    assert verdict.status == "cannot_assign"
    assert "stage II if it is limited to the organ" in verdict.statement
    assert "stage III if it invades a neighbouring organ" in verdict.statement
    assert verdict.missing == ("tumour_extent",)
    assert verdict_of("ajcc_stage", **case, tumour_extent="limited").value == "II"


def test_facts_that_cannot_change_the_stage_are_not_asked_for(verdict_of):
    verdict = verdict_of("ajcc_stage", primary_site="pancreas", stated_grade=2, n="N1", m="M0")
    assert (verdict.value, verdict.inputs["t"], verdict.missing) == ("III", None, ())


def test_exactly_2_cm_in_the_pancreas_is_t2_with_a_note(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", stated_grade=1, tumour_size_mm=20, tumour_extent="limited",
        n="N0", m="M0",
    )  # fmt: skip
    assert (verdict.value, verdict.inputs["t"]) == ("II", "T2")
    assert "UICC" in verdict.statement


def test_a_stage_that_the_edition_does_not_know_asks_for_the_system(verdict_of):
    verdict = verdict_of("ajcc_stage", primary_site="pancreas", stated_grade=2, stated_stage="IIB")
    assert (verdict.status, verdict.value) == ("cannot_assign", None)
    assert "Which staging system" in verdict.ask


def test_a_stated_stage_alone_is_taken_as_stated(verdict_of):
    verdict = verdict_of("ajcc_stage", primary_site="pancreas", stated_grade=2, stated_stage="IV")
    assert (verdict.status, verdict.value, verdict.inputs["basis"]) == ("assigned", "IV", "stated")


def test_a_stated_stage_that_the_findings_contradict_is_a_conflict(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", stated_grade=2, stated_stage="II", metastases=[{"site": "liver"}]
    )
    assert (verdict.status, verdict.value, verdict.inputs["stated"]) == ("conflict", "IV", "II")


def test_m0_as_stated_with_a_liver_metastasis_is_a_conflict(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", stated_grade=2, t="T2", n="N0", m="M0", metastases=[{"site": "liver"}]
    )
    assert (verdict.status, verdict.value) == ("conflict", "IV")


def test_the_enets_name_of_the_stage_is_no_conflict(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", stated_grade=2, stated_stage="IIB", t="T3", n="N0", m="M0"
    )
    assert (verdict.status, verdict.value, verdict.inputs["enets_stage"]) == ("assigned", "II", "IIB")


def test_without_a_word_on_metastases_both_stages_are_shown(verdict_of):
    verdict = verdict_of("ajcc_stage", primary_site="rectum", stated_grade=1, t="T1a", n="N0")
    assert (verdict.status, verdict.inputs["possible"]) == ("cannot_assign", ["I", "IV"])


def test_lung_carcinoids_are_staged_by_the_lung_tnm(verdict_of):
    case = {"primary_site": "lung", "histology": "typical_carcinoid", "tumour_size_mm": 25, "tumour_extent": "limited"}
    assert verdict_of("ajcc_stage", **case, n="N0", m="M0").value == "IA3"
    assert verdict_of("ajcc_stage", **case, metastases=[{"site": "liver"}]).inputs["possible"] == ["IVA", "IVB"]


def test_a_size_of_nothing_is_refused(verdict_of):
    verdict = verdict_of("ajcc_stage", primary_site="pancreas", stated_grade=1, tumour_size_mm=0, n="N0", m="M0")
    assert (verdict.status, verdict.inputs["field"]) == ("invalid_input", "tumour_size_mm")


def test_a_number_of_nodes_examined_alone_is_no_node_with_tumour(verdict_of):
    case = {"primary_site": "pancreas", "differentiation": "well", "tumour_size_mm": 30, "tumour_extent": "limited"}
    examined = verdict_of("ajcc_stage", **case, m="M0", nodes={"examined": 12})
    assert (examined.value, examined.inputs["possible"]) == (None, ["II", "III"])
    assert verdict_of("ajcc_stage", **case, m="M0", nodes={}).value == "III"


@pytest.mark.parametrize("stage", ["4", "Stage IV", "iv", "IVA"])
def test_a_stage_iv_is_metastatic_however_it_is_written(verdict_of, stage):
    case = {"primary_site": "pancreas", "differentiation": "well", "stated_stage": stage}
    assert verdict_of("zaidi_recurrence", **case).status == "not_applicable"


def test_metastases_after_an_operation_do_not_clash_with_the_stage_at_the_operation(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", differentiation="well", stated_stage="II",
        metastases=[{"site": "liver"}], treatments=[{"name": "distal pancreatectomy", "kind": "surgery"}],
    )  # fmt: skip
    assert (verdict.status, verdict.value) == ("assigned", "IV")
    assert "Stage II as stated is taken as the stage before the metastases" in verdict.statement


def test_a_clashing_stage_of_no_group_of_the_edition_asks_for_its_system(verdict_of):
    verdict = verdict_of(
        "ajcc_stage", primary_site="pancreas", differentiation="well", t="T2", n="N1", m="M0", stated_stage="IIB"
    )
    assert (verdict.status, "Which staging system" in verdict.ask) == ("conflict", True)


def test_an_extent_that_leaves_the_layer_open_is_no_branch_of_the_stage(verdict_of):
    verdict = verdict_of("ajcc_stage", primary_site="rectum", stated_grade=2, tumour_size_mm=15, n="N0", m="M0")
    assert "stage I if it stays within the submucosa; stage IIA if" in verdict.statement
    assert "limited to the organ" not in verdict.statement
