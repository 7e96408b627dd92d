"""Which statements may be offered for which case."""

import pytest

from knowledge.applicability import Scope, applies, fits, reach
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
    assert mixed.differs == ("it mixes carcinomas with well-differentiated tumours",)
    assert mixed.ok


def test_a_grade_3_net_gets_pooled_series_with_the_difference_named() -> None:
    case = CaseDetails(primary_site="pancreas", histology="net", differentiation="well", stated_grade=3)
    fit = fits(about("pancreas", grades=("G3", "NEC")), Scope.of(case))
    assert fit.ok
    assert fit.differs == ("it mixes carcinomas with well-differentiated tumours",)
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
