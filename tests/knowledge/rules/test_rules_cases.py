"""The worked clinical cases of ``worked_cases.json``, through a small adapter to CaseDetails."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from knowledge.case import CaseDetails

CASES = json.loads(Path(__file__).with_name("worked_cases.json").read_text())["cases"]

SITES = {"ileum": "jejunum_ileum", "colon_rectum": "colon", "pancreas_bed": "surgical_bed"}
EXTENTS = {
    "duodenal_submucosa": "submucosa", "spleen": "adjacent_organ", "duodenum": "duodenum_or_bile_duct",
    "common_bile_duct": "duodenum_or_bile_duct", "bile_duct": "duodenum_or_bile_duct", "mesoappendix": "mesoappendix",
    "coeliac_axis": "large_vessel", "sma": "large_vessel", "SMA": "large_vessel", "lamina_propria": "submucosa",
}  # fmt: skip
RULES = {
    "GRADE": "who_grade", "LUNG": "who_grade", "TNM": "ajcc_stage", "KRENNING": "krenning", "PRRT": "prrt_eligibility",
    "RECIST": "recist", "TGR": "recist", "DAS": "das_prrt_score", "TNM7": "ajcc_stage",
    "NETPET": "netpet", "ZAIDI": "zaidi_recurrence", "LNRS": "small_pnet_nodes",
    "PANZUTO": "panzuto_risk", "GENC": "ki67_recurrence", "MILAN": "milan_net", "CASE": "case",
}  # fmt: skip
STATUS = {
    "ok": "assigned", "provisional": "assigned", "conflict": "conflict", "invalid_input": "invalid_input",
    "not_applicable": "not_applicable", "cannot_assign": "cannot_assign", "needs_input": "cannot_assign",
    "ambiguous": "cannot_assign", "bounds": "cannot_assign",
}  # fmt: skip


def ki67_of(given: dict[str, Any]) -> list[dict[str, Any]]:
    text = str(given.get("ki67_text") or "")
    found = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]
    if given.get("ki67") is not None:
        return [{"low": given["ki67"], "high": given["ki67"]}]
    if not found or (given.get("ki67_unit", "%") is None and found[0] < 1):
        return []  # a fraction without a unit: the reader leaves it open and asks
    if text.startswith("<"):
        return [{"low": 0, "high": found[0], "operator": "<"}]
    if text.startswith(">"):
        return [{"low": found[0], "high": 100, "operator": ">"}]
    if text.startswith("~"):
        return [{"low": found[0], "high": found[0], "operator": "~"}]
    return [{"low": found[0], "high": found[-1], "operator": "range" if len(found) > 1 else "="}]


def case_of(rule: str, given: dict[str, Any]) -> CaseDetails:
    """The case in our words; what a worked case does not name as invaded or spread counts as not there."""
    site = SITES.get(given.get("site", ""), given.get("site"))
    fields: dict[str, Any] = {"primary_site": site, "ki67": ki67_of(given)}
    for name in ("differentiation", "fdg"):
        if given.get(name) in ("well", "poor", "positive", "negative"):
            fields[name] = given[name]
    if given.get("mitoses") is not None:
        fields["mitoses"] = {"low": given["mitoses"], "high": given["mitoses"], "per": "2mm2"}
    for name in ("stated_grade", "grade"):
        if given.get(name):
            fields["stated_grade"] = int(given[name][1])
    if given.get("stated_class"):
        fields["histology"] = given["stated_class"].lower()
    if given.get("morphology") == "carcinoid":
        fields["histology"] = "net"
    if given.get("size_cm") is not None:
        fields["tumour_size_mm"] = round(given["size_cm"] * 10, 3)
    depth = given.get("depth") or next(iter(given.get("invades") or ()), None)
    if given.get("mesoappendix"):
        depth = "mesoappendix"
    if depth is not None:
        fields["tumour_extent"] = EXTENTS.get(depth, depth)
    elif site in ("pancreas", "appendix", "lung"):
        fields["tumour_extent"] = "limited"
    if given.get("T"):
        fields["t"] = str(given["T"])
    if "N" in given:
        fields["n"] = "NX" if given["N"] is None else f"N{given['N']}".replace("NN", "N")
    if given.get("positive_nodes") is not None:
        fields["nodes"] = {"positive": given["positive_nodes"]}
    if "M" in given:
        fields["m"] = f"M{given['M']}".replace("MM", "M")
    if given.get("mets"):
        fields["metastases"] = [{"site": name} for name in given["mets"]]
    fields["diagnosis_year"] = {"AJCC9": 2025, "AJCC7": 2015}.get(given.get("version", ""), 2020)
    if rule == "TNM7":
        fields["differentiation"] = "well"
    if given.get("necrosis") is not None:
        fields["necrosis"] = "focal" if given["necrosis"] else "none"
    if "score" in given:
        fields["receptor_imaging"] = [{"location": "liver", "krenning": given["score"]}]
    if "lesions" in given:
        fields["stated_grade"] = 2
        fields["receptor_imaging"] = [
            {"location": SITES.get(x["site"], x["site"]), "krenning": x["krenning"]} for x in given["lesions"]
        ]
    if rule in ("RECIST", "TGR"):
        fields |= response_fields(given)
    if rule == "DAS":
        fields |= das_fields(given)
    if rule == "PANZUTO":
        fields |= panzuto_fields(given)
    if rule in ("ZAIDI", "LNRS", "GENC"):
        fields |= resection_fields(given)
    if rule == "MILAN":
        fields |= milan_fields(given)
    if rule == "NETPET":
        uptake = "positive" if given["sstr"] else "negative"
        fields |= {
            "primary_site": "pancreas",
            "fdg": "positive" if given["fdg"] else "negative",
            "metastases": [{"site": "liver"}],
            "receptor_imaging": [{"location": "liver", "uptake": uptake}],
        }
    return CaseDetails.model_validate({k: v for k, v in fields.items() if v is not None})


def panzuto_fields(given: dict[str, Any]) -> dict[str, Any]:
    away = "present" if given.get("extra_abdominal") else "absent"
    spread = [{"site": "liver"}, *({"site": name, "status": away} for name in ("bone", "lung", "brain"))]
    percent = given.get("liver_pct")
    return {
        "metastases": spread, "stated_stage": given.get("stage"), "diagnosis_year": None,
        "differentiation": "well", "tumour_extent": None,
        "liver": None if percent is None else {"involvement_low": percent, "involvement_high": percent},
    }  # fmt: skip


def resection_fields(given: dict[str, Any]) -> dict[str, Any]:
    name = "pancreaticoduodenectomy" if given.get("location") == "head" else "distal pancreatectomy"
    nodes = given.get("nodes_positive")
    return {
        "primary_site": "pancreas", "differentiation": given.get("differentiation", "well"),
        "functioning": "functioning" if given.get("functioning") else "non_functioning",
        "m": "M1a" if given.get("metastatic") else "M0",
        "n": None if nodes is None else "N1" if nodes else "N0",
        "hereditary": "men1" if given.get("hereditary") else None,
        "treatments": [{"name": name, "kind": "surgery"}], "symptomatic": given.get("symptomatic"),
        "pancreas_part": given.get("location"),
    }  # fmt: skip


def response_fields(given: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if given.get("uptake_change") == "increased":
        fields["receptor_imaging"] = [{"location": "liver", "krenning": 3, "trend": "increased"}]
    sums = {
        "baseline_mm": given.get("sum1_mm"), "nadir_mm": given.get("nadir_sum_mm"),
        "current_mm": given.get("current_sum_mm", given.get("sum2_mm")), "months": given.get("months"),
        "new_lesions": given.get("new_lesion", False if "sum1_mm" in given else None),
    }  # fmt: skip
    known = {name: value for name, value in sums.items() if value is not None}
    return fields | ({"measurements": known} if known else {})


def das_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Organs that a worked case does not name count as free."""
    prior = {"everolimus": [{"name": "everolimus", "kind": "targeted"}], "SSA": [{"name": "lanreotide", "kind": "ssa"}]}
    bone = given.get("bone_mets_asymptomatic")
    away = [{"site": "bone"}] if bone else []
    if given["peritoneal"]:
        away.append({"site": "peritoneum"})
    percent = given["liver_pct"]
    return {
        "differentiation": "well", "symptom_grade": given["symptom_grade"],
        "metastases": [{"site": "liver"}, *away], "treatments": prior.get(given["prior"], []),
        "treatment_naive": True if given["prior"] == "none" else None,
        "liver": {"involvement_low": percent, "involvement_high": percent},
        "bone": {"lesion_count": bone, "symptomatic": False} if bone else None,
    }  # fmt: skip


def milan_fields(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "primary_site": "pancreas" if given["portal_drained"] else "rectum", "differentiation": "well",
        "metastases": [{"site": "liver"}, *([{"site": "bone"}] if given["extrahepatic"] else [])],
        "m": "M1c" if given["extrahepatic"] else "M1a", "age_years": given["age"],
        "liver": {"involvement_low": given["liver_pct"], "involvement_high": given["liver_pct"]},
        "treatments": [{"name": "distal pancreatectomy", "kind": "surgery"}] if given["primary_resected"] else [],
        "stable_months": given["stable_months"],
    }  # fmt: skip


def expected(rule: str, want: dict[str, Any], got: Any) -> list[str]:
    """What differs between the worked case and the verdict."""
    wrong = []
    status = STATUS.get(want.get("status", ""))
    if rule == "RECIST" and want["category"] == "undetermined":
        return (
            []
            if (got.status, got.value, set(got.flags)) == ("not_applicable", None, set(want["flags"]))
            else [str(got)]
        )
    if rule == "TNM7":
        seventh = got.inputs.get("ajcc_7_stage")
        return [] if seventh == want["stage"] else [f"stage {seventh} by the 7th edition, not {want['stage']}"]
    if status is None:
        status = "assigned" if want.get("stage", "-") is not None else "cannot_assign"
    if got.status != status:
        wrong.append(f"status {got.status}, not {status}")
    for name in ("grade", "stage"):
        if name in want and rule in ("GRADE", "TNM") and got.value != want[name] and got.status != "conflict":
            wrong.append(f"value {got.value}, not {want[name]}")
    if rule == "LUNG" and "class" in want and got.value != want["class"]:
        wrong.append(f"value {got.value}, not {want['class']}")
    for letter in ("T", "N", "M"):
        if letter in want:
            shown = got.inputs.get(letter.lower()) or got.inputs.get(f"{letter.lower()}_by_size")
            if shown != want[letter]:
                wrong.append(f"{letter} {shown}, not {want[letter]}")
    if "derived" in want and got.value != want["derived"]:
        wrong.append(f"derived {got.value}, not {want['derived']}")
    if "decided_by" in want and got.inputs.get("decided_by") != want["decided_by"]:
        wrong.append(f"decided by {got.inputs.get('decided_by')}")
    if rule == "LNRS" and "score" in want and got.value != {"points": want["score"], "band": want["group"]}:
        wrong.append(f"value {got.value}")
    if rule in ("GENC", "NETPET") and "status" not in want and got.value != want.get("band", want.get("class")):
        wrong.append(f"value {got.value}")
    if rule == "MILAN":
        names = {
            "stability": "stability",
            "ki67": "ki67",
            "age": "age",
            "portal_drainage": "portal_drainage",
            "liver_pct": "liver",
        }
        names |= {"extrahepatic": "extrahepatic", "primary_resected": "primary_resected", "grade": "grade"}
        failed = {name for name, holds in got.inputs.items() if holds is False}
        if failed != {names[name] for name in want.get("failed", ())}:
            wrong.append(f"failed {failed}")
    if rule == "PANZUTO" and "score" in want and got.value.get("score") != want["score"]:
        wrong.append(f"score {got.value}")
    if "min" in want and got.value != {"low": want["min"], "high": want["max"]}:
        wrong.append(f"bounds {got.value}")
    if rule == "PRRT":
        reach = {"above_liver": (True, True), "at_least_liver": (True, False), "below_liver": (False, False)}
        if reach[got.value] != (want["netter1_like"], want["netter2_like"]):
            wrong.append(f"value {got.value}")
    if rule == "RECIST":
        response = {"not_PD": {"SD", "PR"}}.get(want["category"], {want["category"]})
        if got.value not in response or not set(want.get("flags", ())) <= set(got.flags):
            wrong.append(f"value {got.value} {got.flags}")
        for ours, theirs in (("change_percent", "change_pct"), ("change_mm", "change_mm")):
            if theirs in want and got.inputs[ours] != want[theirs]:
                wrong.append(f"{ours} {got.inputs[ours]}, not {want[theirs]}")
    if rule == "TGR" and got.inputs["growth_percent_per_month"] != want["tgr_pct_month"]:
        wrong.append(f"growth {got.inputs}")
    if rule == "DAS" and got.value != {"points": want["score"]}:
        wrong.append(f"value {got.value}")
    if rule == "ZAIDI" and "score" in want and got.value != {"points": want["score"], "band": want["group"]}:
        wrong.append(f"value {got.value}")
    if (
        rule == "NETPET"
        and "cohort_median_os_mo" in want
        and f"{want['cohort_median_os_mo']:g} months" not in got.statement
    ):
        wrong.append(got.statement)
    return wrong


def reachable() -> list[Any]:
    kept = []
    for case in CASES:
        if case["rule"] != "CASE:seed":
            kept.append(pytest.param(case, id=case["id"]))
    return kept


@pytest.mark.parametrize("worked", reachable())
def test_a_worked_clinical_case_comes_out_as_expected(rulebook, worked):
    rule = worked["rule"].split(":")[0]
    case = case_of(rule, worked["input"])
    got = next(v for v in rulebook.assess(case) if v.rule == RULES[rule])
    assert expected(rule, worked["expect"], got) == [], got


def test_the_seed_case_comes_out_as_its_worked_case_says(rulebook):
    seed = CaseDetails.model_validate(
        {
            "primary_site": "pancreas", "primary_site_basis": "inferred", "histology": "net", "stated_grade": 2,
            "metastases": [{"site": "liver"}],
            "treatments": [{"name": "distal pancreatectomy", "kind": "surgery"}],
            "receptor_imaging": [
                {"location": "surgical_bed", "krenning": 2},
                {"location": "liver", "krenning": 3, "trend": "increased"},
            ],
        }
    )  # fmt: skip
    found = {v.rule: v for v in rulebook.assess(seed)}
    assert (found["who_grade"].value, found["ajcc_stage"].value, found["ajcc_stage"].inputs["m"]) == ("G2", "IV", "M1a")
    assert "M1a as far as known" in found["ajcc_stage"].statement
    assert "site_inferred" in found["ajcc_stage"].flags
    assert found["progression"].value == "undetermined"
    assert found["panzuto_risk"].value == {"low": 0.075, "high": 0.962}
