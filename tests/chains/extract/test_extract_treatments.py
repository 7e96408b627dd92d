"""Each treatment takes its own status, year and best response, however the sentence is built."""

import pytest

from chains.extract import read_case
from chains.extract.score import facts_of


def treatments(text: str) -> set[str]:
    return {
        fact.removeprefix("treatments ")
        for fact in facts_of(read_case(text).case)
        if fact.startswith(("treatments ", "response "))
    }


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("treated with lanreotide, everolimus and PRRT", {"lanreotide done", "everolimus done", "prrt done"}),
        ("gastrectomy and liver resection are scheduled", {"gastrectomy planned", "liver resection planned"}),
        ("We suggest sunitinib or everolimus.", {"sunitinib considered", "everolimus considered"}),
        ("SIRT and TACE were both refused.", {"sirt declined", "tace declined"}),
        ("never had TACE, SIRT or chemotherapy", set()),
        ("lanreotide 120 mg q28d + telotristat", {"lanreotide ongoing", "telotristat ongoing"}),
        ("Whipple (pancreaticoduodenectomy) planned", {"pancreaticoduodenectomy planned"}),
        ("everolimus vs sunitinib", {"everolimus considered", "sunitinib considered"}),
    ],
)
def test_a_list_shares_its_verb(text: str, facts: set[str]) -> None:
    assert treatments(text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Sunitinib stopped, everolimus started.", {"sunitinib done", "everolimus ongoing"}),
        ("switched from octreotide to pasireotide", {"octreotide done", "pasireotide ongoing"}),
        ("CAPTEM → sunitinib → now cabozantinib", {"captem done", "sunitinib done", "cabozantinib ongoing"}),
        ("no longer takes diazoxide; everolimus continues", {"diazoxide done", "everolimus ongoing"}),
        ("He is on lanreotide; he declined PRRT.", {"lanreotide ongoing", "prrt declined"}),
        ("on octreotide, gastrectomy planned", {"octreotide ongoing", "gastrectomy planned"}),
        ("after sunitinib, planned: everolimus", {"sunitinib done", "everolimus planned"}),
        ("PRRT 2021, planned CT in May", {"prrt done 2021"}),
        ("TACE was offered and turned down.", {"tace declined"}),
        ("Somatuline carries on every four weeks", {"lanreotide ongoing"}),
        ("on PPI and octreotide", {"octreotide ongoing"}),
        ("Since 2019 the patient has received octreotide", {"octreotide ongoing 2019"}),
        ("lanreotide, commenced two weeks ago", {"lanreotide ongoing"}),
        ("Octreotide since the operation", {"octreotide ongoing", "surgery done"}),
        ("Everolimus, given since 2022", {"everolimus ongoing 2022"}),
        ("Her third cycle of PRRT is due next week; awaiting third cycle of PRRT", {"prrt ongoing"}),
    ],
)
def test_a_cue_belongs_to_one_treatment(text: str, facts: set[str]) -> None:
    assert treatments(text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Current medication: lanreotide, telotristat, ramipril", {"lanreotide ongoing", "telotristat ongoing"}),
        ("Previous therapy:\n- octreotide 2016\n- TACE 2018", {"octreotide done 2016", "tace done 2018"}),
        ("Plan:\n- ileal resection\n- RFA of one lesion", {"ileal resection planned", "rfa planned"}),
        ("Recommendation: gastrectomy. Findings: 2 cm NET.", {"gastrectomy planned"}),
        ("Options: sunitinib, CAPTEM", {"sunitinib considered", "captem considered"}),
        ("Plan: enucleation, discussed in the board.", {"enucleation planned"}),
        ("CAPTEM: planned. Sunitinib: 2019-2021.", {"captem planned", "sunitinib done 2019"}),
    ],
)
def test_a_heading_speaks_for_what_it_lists(text: str, facts: set[str]) -> None:
    assert treatments(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "no operation was performed",
        "surgery was not considered feasible",
        "Gastrectomy was aborted.",
        "PRRT denied by the insurance",
        "CAPTEM had been prescribed but he never took it",
        "she is not on everolimus",
        "has not yet received PRRT",
        "In CABINET patients had cabozantinib 60 mg",
        "Patients on octreotide had fewer symptoms",
        "In that trial, everolimus 10 mg prolonged PFS",
        "Surgery is out of the question",
        "octreotide-avid lesion",
        "99mTc octreotide SPECT",
        "Octreotide scan negative",
        "RHC: mean PAP 31 mmHg",
        "contrast allergy per EMR",
        "rt lower lobe nodule",
        "cardiothoracic surgery will see him",
        "hip surgery in 2020",
        "appendicectomy in childhood",
        "PMH: hypertension, appendicectomy 1988",
        "everolimus-based immunosuppression",
        "breast cancer 2010 (pT1 N0), adjuvant chemotherapy and radiotherapy",
    ],
)
def test_what_was_not_given_for_this_tumour_is_no_treatment(text: str) -> None:
    assert treatments(f"Ileal NET. {text}.") == set()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("will be treated with CAPTEM", "captem planned"),
        ("should be switched to everolimus", "everolimus considered"),
        ("we would have given cisplatin/etoposide", "cisplatin etoposide considered"),
        ("if there is progression, PRRT", "prrt considered"),
        ("PRRT work-up under way", "prrt planned"),
        ("start sunitinib?", "sunitinib considered"),
        ("PRRT is held in reserve; PRRT as reserve", "prrt considered"),
        ("In May 2021 PRRT was begun and completed", "prrt done 2021"),
        ("lanreotide to be resumed", "lanreotide planned"),
        ("she wants to know whether she needs surgery", "surgery considered"),
    ],
)
def test_what_is_only_meant_was_not_given(text: str, fact: str) -> None:
    assert treatments(text) == {fact}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("polypectomy on 7.3.2023", "endoscopic resection done 2023"),
        ("Whipple 14/06/2018", "pancreaticoduodenectomy done 2018"),
        ("wedge resection 11/22", "wedge resection done 2022"),
        ("octreotide since 06/24", "octreotide ongoing 2024"),
        ("Whipple in '15", "pancreaticoduodenectomy done 2015"),
        ("EMR 2024/3, margins clear", "endoscopic resection done 2024"),
        ("Whipple 14-Mar-2024", "pancreaticoduodenectomy done 2024"),
        ("TAE performed 2023-04", "tae done 2023"),
        ("In March of 2022 he was operated by gastrectomy", "gastrectomy done 2022"),
        ("On follow up in 2021 progression was seen, and PRRT was given", "prrt done 2021"),
        ("progression in 2023, so everolimus was added", "everolimus ongoing 2023"),
        ("2018: new liver lesions; octreotide started", "octreotide ongoing 2018"),
        ("In 2021 bone metastases were found; octreotide since then", "octreotide ongoing 2021"),
        ("From 2018 until now he is injected octreotide", "octreotide ongoing 2018"),
        ("lanreotide (2018-present)", "lanreotide ongoing 2018"),
        ("on the everolimus arm 2017-2019", "everolimus done 2017"),
        ("CAPTEM 10/2020 to 08/2021", "captem done 2020"),
        ("RFA of two liver mets 2022", "rfa done 2022"),
        ("resected in 2016 (small bowel resection)", "small bowel resection done 2016"),
        ("DP 3/15 nodes positive in pNET", "distal pancreatectomy done"),
        ("SSA until 2023", "somatostatin analogue done"),
        ("PRRT planned; metastases in 2020", "prrt planned"),
        ("relapse 2020 and, in the autumn of 2022, SIRT", "sirt done 2022"),
        ("Cabometyx in Nov. 2024", "cabozantinib done 2024"),
    ],
)
def test_a_date_is_read_however_it_is_written_and_wherever_it_stands(text: str, fact: str) -> None:
    assert treatments(text) == {fact}


def test_treatments_given_together_share_their_date() -> None:
    assert treatments("right hemicolectomy + liver resection 2020") == {
        "right hemicolectomy done 2020",
        "liver resection done 2020",
    }
    assert treatments("lanreotide was given from March 2023 together with surufatinib") == {
        "lanreotide ongoing 2023",
        "surufatinib ongoing 2023",
    }


def test_numbered_treatments_keep_their_own_dates() -> None:
    assert treatments("1) gastrectomy 02/2014 2) TACE 2017 + 2018 3) PRRT 2019/2020 4) everolimus 5/2022") == {
        "gastrectomy done 2014",
        "tace done 2017",
        "prrt done 2019",
        "everolimus done 2022",
    }


def test_a_later_stop_ends_what_was_started() -> None:
    assert treatments("06/2018: started lanreotide. 09/2020: progression, lanreotide stopped.") == {
        "lanreotide done 2018"
    }
    assert treatments("She started sunitinib in 2021, but the disease progressed and it was stopped.") == {
        "sunitinib done 2021"
    }
    assert treatments("Octreotide stopped in 2019. Octreotide continues since 2021.") == {"octreotide ongoing 2021"}


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("carbo/etop x4 → PR, now PD", "response carboplatin etoposide PR"),
        ("1L cis/etop no benefit (PD)", "response cisplatin etoposide PD"),
        ("PRRT x4 2020 (best SD)", "response prrt SD"),
        ("CAPTEM 2022 PR; progressing now", "response captem PR"),
        ("FOLFOX in 2022, stopped for neuropathy; best response stable disease", "response folfox SD"),
        ("Lutathera 2023 with a partial response as the best result", "response lutetium dotatate PR"),
        ("TAE in 2024. Overall: partial response to TAE.", "response tae PR"),
        ("Lutathera x4 in 2024. RECIST: partial response to PRRT.", "response lutetium dotatate PR"),
        ("sunitinib 2021, SD → PD 2022", "response sunitinib SD"),
        ("CAPTEM until 2021. CT: stable disease.", ""),
        ("PRRT 2020, now PD", ""),
    ],
)
def test_the_best_response_goes_to_its_treatment(text: str, response: str) -> None:
    assert {fact for fact in treatments(text) if fact.startswith("response")} == ({response} if response else set())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rectal NET, LAR 2021", "low anterior resection"),
        ("ileal NET, LAR 30 mg q4w", "octreotide"),
        ("caecal NET, RHC Jan 2024", "right hemicolectomy"),
        ("pNET, DP planned", "distal pancreatectomy"),
        ("thymic carcinoid, adj RT 2020", "radiotherapy"),
        ("bone mets, RT to L3 planned", "radiotherapy"),
        ("on evero 10 mg", "everolimus"),
        ("suni 37.5 since 2023", "sunitinib"),
        ("ocreotide LAR 20 mg", "octreotide"),
        ("prior LAN, now PD", "lanreotide"),
        ("Carboplatin AUC5 d1 and etoposide 100 mg/m2", "carboplatin etoposide"),
        ("capecitabine 750 mg/m2 with temozolomide", "captem"),
        ("ileum, segmental resection", "ileal resection"),
        ("Resection of 35 cm of small bowel", "small bowel resection"),
        ("your appendix was removed in 2022", "appendicectomy"),
    ],
)
def test_abbreviations_and_other_names_are_known_by_their_neighbours(text: str, name: str) -> None:
    assert [one.name for one in read_case(text).case.treatments] == [name]


def test_an_operation_that_was_done_implies_the_primary_and_one_that_was_not_does_not() -> None:
    assert read_case("NET, Lap DP + S 2020").case.primary_site == "pancreas"
    assert read_case("NET, thymectomy declined").case.primary_site is None
    assert read_case("NET, gastrectomy was aborted").case.primary_site is None


def test_the_spans_of_status_year_and_response_are_those_of_the_text() -> None:
    text = "Ileal NET – Sandostatin® LAR since 06/24; PRRT ×4 in 2022 → PR"
    spans = read_case(text).case.evidence_spans
    found = {leaf: text[slice(*span)] for leaf, span in spans.items() if leaf.startswith("treatments[")}
    assert found["treatments[0].year"] == "06/24"
    assert found["treatments[1].year"] == "2022"
    assert found["treatments[1].best_response"] == "PR"
