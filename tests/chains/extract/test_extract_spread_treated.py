"""Sites of spread told by a treatment, a specimen, a lobe, a table or a list that goes on behind the word."""

import pytest

from chains.extract import read_case


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Post-op day 2: s/p R hepatectomy for NET mets, ileal primary.", {"liver": "present"}),
        ("pNET: hepatectomy for NET mets planned in May.", {"liver": "present"}),
        ("Liver wedge x2: both NET mets. pT3 N1 M1a.", {"liver": "present"}),
        ("Lung wedge x2: carcinoid mets. Ileal NET", {"lung": "present"}),
        ("Omental nodules (3): metastatic NET. Ileal NET", {"peritoneum": "present"}),
        ("CECT: ileal mass 2.6 cm, multiple liver SOL, bx NET gr 2", {"liver": "present"}),
        ("Y90 right lobe Nov 2023. Now disease in L lobe growing again. Pancreas NET.", {"liver": "present"}),
        ("pNET, TACE done. Possible lesion in the left lobe.", {"liver": "possible"}),
        ("Liver bx: suspicious for NET metastasis. pNET", {"liver": "possible"}),
        ("pNET. MRI liver could not exclude metastases.", {"liver": "possible"}),
        ("CT: 2 cm nodule RLL, cannot exclude metastasis, bx on Wed. pNET", {"lung": "possible"}),
        ("70 year old woman with metastatic ileal NET to liver, bone.", {"liver": "present", "bone": "present"}),
        ("Bilateral ovarian mets + liver from ileal NET", {"ovary": "present", "liver": "present"}),
        ("Ileal NET pT3N1M1a (liver), resected", {"liver": "present"}),
        ("Gastric NEC. Lung no mets, distant LN retroperitoneal.", {"lung": "absent", "lymph_node_distant": "present"}),
        ("Head CT for Ms. G shows two enhancing lesions c/w metastases. NEC.", {"brain": "present"}),
        ("Ileal NET. Liver seg 3 wedge, bile duct hamartoma, no metastasis.", {"liver": "absent"}),
        ("Nodes near the pancreatic head are suspicious on DOTATOC. Gastrinoma.", {"lymph_node_regional": "possible"}),
        ("43F, ovarian carcinoid in teratoma?? or metastasis from gut? CT bowel normal", {"ovary": "possible"}),
        (
            "Liver: Numerous arterially enhancing lesions.\nImpression: Stable metastatic ileal neuroendocrine tumor.",
            {"liver": "present"},
        ),
        (
            "| Pt | Site | Mets | Tx |\n|---|---|---|---|\n| R.T. | ileum NET | liver, peritoneum | octreotide |",
            {"liver": "present", "peritoneum": "present"},
        ),
        ("| Pt | Site | Mets |\n| A | ileum NET | liver?, no bone |", {"liver": "possible", "bone": "absent"}),
    ],
)
def test_a_treatment_a_specimen_a_list_or_a_table_tells_the_site(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    "text",
    [
        "Evidence for hepatectomy for NET mets is weak.",
        "Ileal NET, s/p R hepatectomy for metastases from colon cancer 2012",
        "Her father had a hepatectomy for NET mets. She has a gastric NET.",
        "He is 6 months post liver transplant for NET mets (ileum). CT clear.",
        "pNET, TACE done. No disease in the right lobe.",
        "pNET. Y90; lesion in the left lobe: haemangioma.",
        "Multiple liver SOL, bx negative. Ileal mass, NET.",
        "Lung wedge: carcinoid.",
        "Liver: Multiple enhancing lesions.\nImpression: no metastases. pNET",
        "Liver: Multiple enhancing lesions, typical haemangiomas.\nImpression: metastatic NET.",
        "Patients with metastatic NET to liver were included in the trial.",
        "Metastatic breast cancer to bone, and pNET",
        "| Pt | Site | Mets |\n| A | ileum NET | none |",
        "| Pt | Site | Mets |\n| A | ileum | bone |\n| B | pancreas | lung |",
    ],
)
def test_others_benign_and_general_talk_tell_no_site(text: str) -> None:
    assert "present" not in _spread(text).values()
