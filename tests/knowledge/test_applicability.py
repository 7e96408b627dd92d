"""Which statements may be offered for which case."""

from typing import Any

import pytest

from knowledge.applicability import FIRST_LINE_ONLY, HIGHER_KI67, LOWER_KI67, Scope, applies, fits, reach
from knowledge.case import CaseDetails, Ki67, Liver, Metastasis, Mitoses, ReceptorImaging, Treatment
from knowledge.evidence import AppliesTo, Passage, Setting
from knowledge.register import load_register, passages

PNET_G2_LIVER = CaseDetails(
    primary_site="pancreas",
    histology="net",
    stated_grade=2,
    metastases=(Metastasis(site="liver"),),
    treatments=(Treatment(name="distal pancreatectomy", kind="surgery"),),
)


def about(*sites: str, grades: tuple[str, ...] = (), setting: Setting = "any", drug: str | None = None) -> AppliesTo:
    return AppliesTo.model_validate({"sites": sites, "grades": grades, "setting": setting, "drug": drug})


@pytest.mark.parametrize(
    ("applies_to", "expected"),
    [
        (about("pancreas"), True),
        (about("gep"), True),
        (about("all"), True),
        (about("pancreas", "jejunum_ileum"), True),
        (about("midgut"), False),
        (about("jejunum_ileum", "appendix", "colon"), False),
        (about("lung"), False),
        (about("paraganglioma"), False),
        (about("pancreas", grades=("G1", "G2")), True),
        (about("pancreas", grades=("G1",)), False),
        (about("pancreas", grades=("G3",)), False),
        (about("pancreas", grades=("NEC",)), False),
        (about("pancreas", grades=("G3", "NEC")), False),
        (about("pancreas", grades=("G1", "G2", "G3", "NEC")), True),
        (about("pancreas", setting="metastatic"), True),
        (about("pancreas", setting="liver_metastases"), True),
        (about("pancreas", setting="localized"), False),
        (about("pancreas", setting="locoregional"), False),
        (about("pancreas", setting="resected"), True),
        (about("pancreas", setting="recurrent"), True),
    ],
)
def test_a_grade_2_pancreatic_net_with_liver_metastases_gets_only_what_speaks_of_it(
    applies_to: AppliesTo, expected: bool
) -> None:
    assert expected == fits(applies_to, Scope.of(PNET_G2_LIVER)).ok


@pytest.mark.parametrize("setting", ["metastatic", "liver_metastases"])
def test_a_localised_case_gets_nothing_about_metastatic_disease(setting: Setting) -> None:
    case = CaseDetails(primary_site="pancreas", histology="net", stated_grade=2, m="M0")
    assert not fits(about("pancreas", setting=setting), Scope.of(case)).ok
    assert fits(about("pancreas", setting="localized"), Scope.of(case)).ok


def test_a_carcinoma_gets_only_what_names_carcinoma() -> None:
    nec = Scope.of(CaseDetails(primary_site="colon", histology="nec"))
    assert fits(about("gep", grades=("NEC",)), nec).ok
    assert not fits(about("gep", grades=("G1", "G2", "G3")), nec).ok
    assert not fits(about("gep"), nec).ok
    mixed = fits(about("gep", grades=("G3", "NEC")), nec)
    assert mixed.differs == ("it counts carcinomas and other tumours together",)
    assert mixed.ok


WELL = AppliesTo(sites=("gep",), differentiation="well")
POOR = AppliesTo(sites=("gep",), differentiation="poor")


@pytest.mark.parametrize(
    ("case", "well", "poor"),
    [
        ({"histology": "nec"}, False, True),
        ({"differentiation": "poor"}, False, True),
        ({"histology": "minen"}, False, True),
        ({"histology": "net"}, True, False),
        ({"differentiation": "well"}, True, False),
        ({"stated_grade": 1}, True, False),
        ({"stated_grade": 3}, True, True),
        ({}, True, True),
    ],
)
def test_differentiation_alone_keeps_tumour_and_carcinoma_apart(case: dict[str, Any], well: bool, poor: bool) -> None:
    scope = Scope.of(CaseDetails(primary_site="colon", **case))
    assert (fits(WELL, scope).ok, fits(POOR, scope).ok) == (well, poor)


def test_differentiation_that_is_not_known_is_no_match() -> None:
    unknown, net = (Scope.of(CaseDetails(primary_site="colon", histology=one)) for one in (None, "net"))
    assert (fits(WELL, unknown).matches, fits(WELL, unknown).unknown) == (("colon",), ("differentiation",))
    assert (fits(WELL, net).matches, fits(WELL, net).unknown) == (("colon",), ())
    assert fits(POOR, unknown).unknown == ("differentiation",)


def test_a_grade_3_net_gets_pooled_series_with_the_difference_named() -> None:
    case = CaseDetails(primary_site="pancreas", histology="net", differentiation="well", stated_grade=3)
    fit = fits(about("pancreas", grades=("G3", "NEC")), Scope.of(case))
    assert fit.ok
    assert fit.differs == ("it counts carcinomas and other tumours together",)
    assert not fits(about("pancreas", grades=("NEC",)), Scope.of(case)).ok


def test_a_mixed_neoplasm_gets_carcinoma_statements_with_the_difference_named() -> None:
    scope = Scope.of(CaseDetails(primary_site="colon", histology="minen"))
    assert not fits(about("gep", grades=("G1", "G2")), scope).ok
    assert fits(about("gep", grades=("NEC",)), scope).differs == (
        "it is about pure neuroendocrine tumours, not mixed ones",
    )


def test_unknown_facts_exclude_nothing_and_are_not_claimed_as_matches() -> None:
    fit = fits(about("pancreas", grades=("G2",), setting="metastatic"), Scope.of(CaseDetails()))
    assert fit.ok
    assert fit.matches == ()
    assert fit.unknown == ("site", "grade", "metastatic")


def test_what_matches_is_named() -> None:
    fit = fits(about("pancreas", grades=("G1", "G2"), setting="liver_metastases"), Scope.of(PNET_G2_LIVER))
    assert fit.matches == ("pancreas", "G2", "liver metastases")


def test_a_resected_cohort_says_that_it_differs_from_a_patient_who_was_not_operated_on() -> None:
    planned = CaseDetails(
        primary_site="pancreas", treatments=(Treatment(name="distal pancreatectomy", kind="surgery", status="planned"),)
    )
    assert fits(about("pancreas", setting="resected"), Scope.of(planned)).differs == (
        "its patients had the primary resected",
    )


def test_belzutifan_is_for_von_hippel_lindau_disease() -> None:
    belzutifan = about("pancreas", drug="belzutifan")
    assert not fits(belzutifan, Scope.of(CaseDetails(primary_site="pancreas", hereditary="men1"))).ok
    assert fits(belzutifan, Scope.of(CaseDetails(primary_site="pancreas", hereditary="vhl"))).differs == ()
    assert fits(belzutifan, Scope.of(CaseDetails(primary_site="pancreas"))).differs


def test_an_unknown_primary_gets_gep_cohorts_only_with_the_difference_named() -> None:
    scope = Scope.of(CaseDetails(primary_site="unknown_primary", histology="net"))
    assert fits(about("gep"), scope).differs
    assert fits(about("gep"), scope).ok
    assert not fits(about("pancreas"), scope).ok


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (CaseDetails(ki67=(Ki67(low=2.9, high=2.9),)), ("G1",)),
        (CaseDetails(ki67=(Ki67(low=3, high=3),)), ("G2",)),
        (CaseDetails(ki67=(Ki67(low=20, high=20),)), ("G2",)),
        (CaseDetails(ki67=(Ki67(low=20.1, high=20.1),)), ("G3",)),
        (CaseDetails(ki67=(Ki67(low=0, high=3, operator="<"),)), ("G1",)),
        (CaseDetails(ki67=(Ki67(low=20, high=100, operator=">"),)), ("G3",)),
        (CaseDetails(ki67=(Ki67(low=2, high=8, operator="range"),)), ("G1", "G2")),
        (CaseDetails(mitoses=Mitoses(low=2, high=2)), ("G2",)),
        (CaseDetails(mitoses=Mitoses(low=20, high=None, operator=">")), ("G3",)),
        (CaseDetails(stated_grade=1, ki67=(Ki67(low=30, high=30),)), ("G1", "G2", "G3")),
        (
            CaseDetails(ki67=(Ki67(low=2, high=2, specimen="primary"), Ki67(low=15, high=15, specimen="metastasis"))),
            ("G2",),
        ),
        (CaseDetails(), ()),
    ],
)
def test_the_grades_of_a_scope_follow_from_what_was_measured(case: CaseDetails, expected: tuple[str, ...]) -> None:
    assert expected == Scope.of(case).grades


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (CaseDetails(m="M1a"), True),
        (CaseDetails(stated_stage="IV"), True),
        (CaseDetails(stated_stage="IIIB"), False),
        (CaseDetails(metastases=(Metastasis(site="bone"),)), True),
        (CaseDetails(metastases=(Metastasis(site="liver", status="possible"),)), None),
        (CaseDetails(metastases=(Metastasis(site="lymph_node_regional"),)), None),
        (CaseDetails(liver=Liver(lesion_count=6)), True),
        (CaseDetails(receptor_imaging=(ReceptorImaging(location="liver", krenning=3),)), True),
        (CaseDetails(receptor_imaging=(ReceptorImaging(location="liver", krenning=3, certainty="possible"),)), None),
        (CaseDetails(), None),
    ],
)
def test_whether_a_case_is_metastatic_follows_from_what_it_says(case: CaseDetails, expected: bool | None) -> None:
    assert expected == Scope.of(case).metastatic


REGISTER: dict[str, Passage] = {passage.key: passage for passage in passages(load_register())}


@pytest.mark.parametrize("key", ["mayo-2010#s1", "letreut-2013#s1", "saxena-2012#s2"])
def test_outcomes_of_operated_liver_metastases_say_so_for_a_patient_without_such_an_operation(key: str) -> None:
    statement = REGISTER[key].statement
    assert applies(statement, Scope.of(PNET_G2_LIVER)).differs == (
        "it follows patients whose liver metastases were operated on",
    )
    assert statement.topic != "prognosis"


@pytest.mark.parametrize(
    "key",
    ["enets-2023-nec#s1", "netter-1-2017#s1", "label-azedra#s1", "enets-2023-appendix#s1", "promid-os-2017#s2"],
)
def test_real_statements_about_other_patients_are_kept_from_the_example_case(key: str) -> None:
    assert not applies(REGISTER[key].statement, Scope.of(PNET_G2_LIVER)).ok


@pytest.mark.parametrize("scope", [Scope(), Scope(sites=("pancreas",), metastatic=True), Scope(is_nec=True)])
def test_statements_of_the_same_reach_fit_every_case_alike(scope: Scope) -> None:
    found: dict[object, set[object]] = {}
    for passage in passages(load_register()):
        found.setdefault(reach(passage.statement), set()).add(applies(passage.statement, scope))
    assert [reached for reached, fit in found.items() if len(fit) > 1] == []


def aimed(**about_whom: object) -> AppliesTo:
    return AppliesTo.model_validate({"sites": ["pancreas"], **about_whom})


def given(name: str, kind: str, status: str = "done") -> CaseDetails:
    treatment = Treatment.model_validate({"name": name, "kind": kind, "status": status})
    return CaseDetails(primary_site="pancreas", histology="net", treatments=(treatment,))


@pytest.mark.parametrize(("name", "kind"), [("lanreotide", "ssa"), ("captem", "chemo"), ("everolimus", "targeted")])
@pytest.mark.parametrize("status", ["done", "ongoing"])
def test_a_first_line_statement_says_so_to_a_patient_who_has_had_systemic_treatment(
    name: str, kind: str, status: str
) -> None:
    fit = fits(aimed(line="first"), Scope.of(given(name, kind, status)))
    assert fit.ok
    assert fit.differs == (FIRST_LINE_ONLY,)
    assert fits(aimed(line="second_or_later"), Scope.of(given(name, kind, status))).matches[-1] == (
        "earlier systemic treatment"
    )


@pytest.mark.parametrize(
    "case",
    [
        CaseDetails(primary_site="pancreas"),
        given("lanreotide", "ssa", "planned"),
        given("lanreotide", "ssa", "declined"),
        given("distal pancreatectomy", "surgery"),
        given("tace", "liver_directed"),
    ],
)
@pytest.mark.parametrize("line", ["first", "second_or_later"])
def test_without_systemic_treatment_told_the_line_stays_unknown(case: CaseDetails, line: str) -> None:
    fit = fits(aimed(line=line), Scope.of(case))
    assert fit.differs == ()
    assert fit.unknown == ("earlier systemic treatment",)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (CaseDetails(stated_stage="IIB"), ("II",)),
        (CaseDetails(stated_stage="4"), ("IV",)),
        (CaseDetails(m="M1a"), ("IV",)),
        (CaseDetails(stated_stage="II", m="M1"), ("IV",)),
        (CaseDetails(m="M0"), ("I", "II", "III")),
        (CaseDetails(), ()),
    ],
)
def test_the_stages_of_a_scope_follow_from_what_is_told(case: CaseDetails, expected: tuple[str, ...]) -> None:
    assert expected == Scope.of(case).stages


def test_a_statement_on_stages_is_kept_from_a_patient_at_another_one() -> None:
    early = aimed(stages=["I", "II", "III"])
    assert not fits(early, Scope(stages=("IV",))).ok
    assert fits(early, Scope(stages=("II",))).matches == ("stage II",)
    assert fits(early, Scope()).unknown[-1] == "stage"
    assert not fits(aimed(stages=["IV"]), Scope.of(CaseDetails(m="M0"))).ok


def test_a_statement_on_tumours_within_the_organ_says_so_where_nodes_are_involved() -> None:
    nodal = CaseDetails(primary_site="pancreas", m="M0", n="N1")
    assert fits(aimed(setting="localized"), Scope.of(nodal)).differs == (
        "it is about disease confined to the organ; here regional nodes are involved",
    )
    assert fits(aimed(setting="locoregional"), Scope.of(nodal)).differs == ()
    assert (
        fits(aimed(setting="localized"), Scope.of(CaseDetails(primary_site="pancreas", m="M0", n="N0"))).differs == ()
    )


def test_a_statement_on_one_hereditary_syndrome_is_kept_from_another() -> None:
    men1 = aimed(hereditary="men1")
    assert not fits(men1, Scope.of(CaseDetails(primary_site="pancreas", hereditary="vhl"))).ok
    assert fits(men1, Scope.of(CaseDetails(primary_site="pancreas", hereditary="men1"))).differs == ()
    assert fits(men1, Scope.of(CaseDetails(primary_site="pancreas"))).differs == (
        "its patients have multiple endocrine neoplasia type 1, which this case does not state",
    )


@pytest.mark.parametrize("key", ["enets-2016-pnet#s1", "nccn-net#s11", "men1-2012#s3", "lung-carcinoid-seer-2013#s1"])
def test_real_statements_on_localised_disease_are_kept_from_metastatic_disease(key: str) -> None:
    statement = REGISTER[key].statement
    case = PNET_G2_LIVER.model_copy(update={"primary_site": "lung" if "lung" in key else "pancreas"})
    assert not applies(statement, Scope.of(case)).ok


@pytest.mark.parametrize(
    "key", ["netter-2-2024#s1", "asco-2023-gep-net#s5", "enets-2023-nf-pnet#s4", "esmo-2020-gep-nen#s2"]
)
def test_real_first_line_statements_say_so_after_lanreotide(key: str) -> None:
    lanreotide = Treatment(name="lanreotide", kind="ssa", status="ongoing")
    case = PNET_G2_LIVER.model_copy(update={"treatments": (lanreotide,)})
    assert FIRST_LINE_ONLY in applies(REGISTER[key].statement, Scope.of(case)).differs


def test_a_statement_of_limited_ki67_differs_from_a_patient_outside_its_limits() -> None:
    limited = aimed(ki67=(10, 55))

    def differs(low: float, high: float) -> tuple[str, ...]:
        index = Ki67(low=low, high=high, operator="=" if low == high else "range")
        fit = fits(limited, Scope.of(CaseDetails(primary_site="pancreas", ki67=(index,))))
        assert fit.ok
        return fit.differs

    assert differs(5, 5) == (HIGHER_KI67,)
    assert differs(60, 60) == (LOWER_KI67,)
    assert differs(10, 10) == differs(8, 12) == ()
    assert fits(limited, Scope.of(CaseDetails(primary_site="pancreas"))).unknown == ("Ki-67",)


def test_the_scope_of_another_case_is_never_that_of_the_case_before() -> None:
    case = CaseDetails(primary_site="pancreas")
    assert Scope.of(case) is Scope.of(case)
    assert Scope.of(case.model_copy(update={"primary_site": "colon"})).sites == ("colon",)
    for site in ("rectum", "lung", "thymus") * 20:  # short-lived cases may follow at the same place in memory
        assert Scope.of(CaseDetails(primary_site=site)).sites == (site,)
