"""Grade, histology and differentiation: whose grade it is, which diagnosis holds, and what a carcinoma is called."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "grade", "histology", "differentiation"),
    [
        ("Ileal NET G1. Nausea grade 2 after octreotide.", 1, "net", None),
        ("pNET. Everolimus: stomatitis (grade 3), rash gr 2.", None, "net", None),
        ("PNET on sunitinib, hand-foot syndrome of grade 3", None, "net", None),
        ("NET. Grade 2 treatment-related fatigue.", None, "net", None),
        ("pNET G2; liver steatosis, grade 1", 2, "net", None),
        ("Polyp, G1 NET, 6 mm", 1, "net", None),
        ("gastric NET in atrophic gastritis, G1", 1, "net", None),
        ("small bowel grade 2 NET", 2, "net", None),
        ("Residual NET after PRRT, regression grade 2 (Mandard)", None, "net", None),
        ("NET; GI bleed last week", None, "net", None),
        ("well diff NET, grade three", 3, "net", "well"),
        ("neuroendocrine tumor well differentiated, grade 2, of the ileum", 2, "net", "well"),
        ("Haemorrhoids, grade 3. Rectal NET, grade 1.", 1, "net", None),
        ("CLASSIC tricuspid regurgitation grade 2; midgut NET", None, "net", None),
        ("NET G3 on the referring report; our pathologists call it a large cell NEC (colon).", None, "nec", "poor"),
        ("Outside report: NEC of the pancreas. Second opinion: NET G3, Ki-67 40 %, Rb intact.", 3, "net", None),
        (
            "Referral diagnosis small cell carcinoma; on expert review this is a well differentiated NET G3.",
            3,
            "net",
            "well",
        ),
        ("Outside path: pNET G2. Our review confirms NET G2.", 2, "net", None),
        ("Initial diagnosis 2016: ileal NET G1, Ki-67 2 %. We consider PRRT.", 1, "net", None),
        ("Originally reported as G1, re-graded to G2 on slide review. pNET.", 2, "net", None),
        ("Diagnosis changed from NEC to NET G3.", 3, "net", None),
        ("This is a NET G3 rather than a NEC.", 3, "net", None),
        ("Not a NEC: well differentiated NET, G3.", 3, "net", "well"),
        ("LCNEC, right upper lobe", None, "lcnec", None),
        ("large-cell neuroendocrine carcinoma of the lung", None, "lcnec", None),
        ("lung: neuroendocrine carcinoma, large cell type", None, "lcnec", None),
        ("pulmonary large cell NEC with liver metastases", None, "lcnec", None),
        ("Large cell neuroendocrine carcinoma of the rectum with lung metastases", None, "nec", "poor"),
        ("small cell neuroendocrine carcinoma of the bladder? no, of the colon", None, "nec", "poor"),
        ("Neuroendocrine carcinoma of the lung, small cell type", None, "sclc", None),
        ("SCLC, extensive stage", None, "sclc", None),
        ("bronchial carcinoid, atypical", None, "atypical_carcinoid", None),
        ("atyp. carcinoid of the LUL", None, "atypical_carcinoid", None),
        ("typical carcinoid of the lung; no atypical carcinoid features", None, "typical_carcinoid", None),
        ("NET G2, lung; SCLC and LCNEC ruled out", 2, "net", None),
        ("MiNEN of the stomach: NEC 70 %, adenocarcinoma 30 %", None, "minen", None),
        ("MANEC of the caecum", None, "minen", None),
        ("mixed adenoneuroendocrine carcinoma of the colon", None, "minen", None),
        ("No evidence of NEC; NET G2.", 2, "net", None),
        ("NET or NEC cannot be distinguished on this biopsy, Ki-67 60 %", None, None, None),
        ("Insulinoma suspected, fasting test planned", None, None, None),
        ("Neonate with NEC (necrotizing enterocolitis). Mother has a NET.", None, None, None),
        ("low-grade fever, ileal NET", None, "net", None),
        ("low-grade NET of the ileum", 1, "net", None),
        ("high grade small bowel obstruction, NET G1", 1, "net", None),
        ("high-grade dysplasia elsewhere; rectal NET", None, "net", None),
        ("pNET, is this G2 or G3?", None, "net", None),
        ("Ki-67 19%: still G2? pancreatic NET", None, "net", None),
        ("pNET G2, PRRT next?", 2, "net", None),
        ("Moderately differentiated NET", None, "net", None),
        ("poorly differentiated NEC of the oesophagus", None, "nec", "poor"),
        ("NEN, well differentiated, G3", 3, "net", "well"),
        ("Grade: 2\nType: neuroendocrine tumour", 2, "net", None),
        ("Splenomegaly grade 2. Blood group A.", None, None, None),
        ("Fistula grade B, POPF; pNET grade 1", 1, "net", None),
        ("ASA grade 3, pNET", None, "net", None),
        ("NYHA class 2, midgut NET", None, "net", None),
        ("Krenning grade 3 uptake; pNET", None, "net", None),
        ("grade 3 uptake in liver; pNET", None, "net", None),
        ("Tumour: NET, WHO grade II", 2, "net", None),
        ("G2P2, 31 y, appendiceal NET G1", 1, "net", None),
        ("breast cancer G3 in 2010; ileal NET G1", 1, "net", None),
    ],
)
def test_the_grade_and_the_diagnosis_are_those_of_the_tumour_and_hold_now(
    text: str, grade: int | None, histology: str | None, differentiation: str | None
) -> None:
    case = read_case(text).case
    assert (case.stated_grade, case.histology, case.differentiation) == (grade, histology, differentiation)


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("lady of 59 with no known NET, CT normal? referrer writes '?NET'", None),
        ("?NET on CT, biopsy: no evidence of NET, GIST instead", None),
        ("?NET liver lesion. No NET recurrence elsewhere.", "net"),
        ("?NET. CT normal.", "net"),
    ],
)
def test_a_net_that_was_only_queried_and_then_denied_is_none(text: str, histology: str | None) -> None:
    assert read_case(text).case.histology == histology
