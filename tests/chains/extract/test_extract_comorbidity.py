# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Treatments of other diseases and of other tumours are not the NET's; those of the NET beside them are."""

import pytest

from chains.extract.reader import read_case
from knowledge.case import CaseDetails

LETTER = """NET clinic letter
Diagnosis: ileal neuroendocrine tumour, G1, Ki-67 2%, liver metastases.

He came with flushing. Liver biopsy: well differentiated NET, Ki-67 2%.
{}
Medication: amlodipine 5 mg.
CT: mesenteric mass 3 cm, liver metastases. Hb 13.1, creatinine 80."""


def _read(text: str) -> CaseDetails:
    return read_case(text).case


def _kinds(text: str) -> set[tuple[str, str]]:
    return {(one.kind, one.status) for one in _read(text).treatments}


@pytest.mark.parametrize(
    "line",
    [
        "PMH: varicose vein RFA both legs 2015, hypertension, gout.",
        "State after hip prosthesis 2014. Atrial flutter after ablation RF 2018. Osteoporosis.",
        "Secondary diagnoses: AF, catheter ablation 2018 and again 2020; CKD 3.",
        "In 1988 he had Hodgkin, had MOPP and mantle radiotherapy.",
        "Gamma-knife for trigeminal neuralgia 2020.",
        "PMH: keloid left ear, excision and radiotherapy 2002. Migraine.",
        "Squamous cell ca of lip 2012, had radiotherapy for this, cured.",
        "2010 uterine myomas: embolisation, no more bleeding.",
        "Past: TB 1981 with left upper lobectomy; cholecystectomy.",
        "Rest of file: rheumatoid arthritis; small bowel resection 2001 for adhesive ileus.",
        "Earlier history: sleeve gastrectomy 2020, kidney stones with ESWL.",
        "Comorbidities: rectal prolapse (resection rectopexy 2011), osteoporosis.",
        "PMH: renal transplant 2012, on everolimus and tacrolimus.",
        "PMH\n- Acromegaly: transsphenoidal surgery 2004, octreotide LAR 2004-2009, gamma knife 2010\n- Perforated diverticulitis, Hartmann 2012",
        "Acromegaly in 2001, octreotide was prescribed in 2003 but suspended before first dose.",
        "Staging for prostate cancer: PSMA-lutetium 4 cycles 2023.",
        "Lung wedge resection 2016 (clear cell RCC).",
        "B) Meningioma, left sphenoid wing: resection 2016; radiotherapy 54 Gy in 2017.",
    ],
)
def test_another_disease_was_treated(line: str) -> None:
    assert _kinds(LETTER.format(line)) == set()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "PMH: ileal NET 2015 (right hemicolectomy), AF, hypertension. Now liver mets.",
            {("surgery", "done")},
        ),
        (
            "NET ileum: resection of ileum 2014. RFA of a liver metastasis 2016.\nOther illnesses: AF -> ablation 2018.",
            {("surgery", "done"), ("liver_directed", "done")},
        ),
        (
            "Emergency laparotomy for perforated ulcer in 2019 showed an ileal NET, G1, which was resected.",
            {("surgery", "done")},
        ),
        (
            "Right hemicolectomy 2018 for appendicitis: incidental NET of the appendix 2.3 cm, G1, pT3 N1.",
            {("surgery", "done")},
        ),
        (
            "Sigmoid resection for diverticulitis 2020; histology: 8 mm NET in the sigmoid, G1, R0.",
            {("surgery", "done")},
        ),
        ("PSH: right hemicolectomy 2012, hernia repair 2015. Midgut NET G1.", {("surgery", "done")}),
        ("Typical carcinoid of the left main bronchus. Sleeve lobectomy 2019, R0.", {("surgery", "done")}),
        (
            "Past medical history\n- Hypertension\n\nOncological history\n2017 hepatic embolisation, caecal NET\n2019 radiotherapy hip, 8 Gy",
            {("liver_directed", "done"), ("radiotherapy", "done")},
        ),
        ("Pancreatic NET with liver mets. AF on apixaban. Microwave ablation of seg VI lesion 2021.", {("liver_directed", "done")}),
    ],
)  # fmt: skip
def test_the_tumour_was_treated(text: str, kinds: set[tuple[str, str]]) -> None:
    assert _kinds(text) >= kinds


def test_an_item_that_another_tumour_opens_is_all_of_it() -> None:
    text = "Two tumours.\n\nA) Meningioma. Left sphenoid wing, WHO grade 2, Ki-67 12% on that one, operated 2017. Lights up on DOTATATE.\n\nB) Pancreatic NET. WHO G1, Ki-67 of the pancreas 1%."
    case = _read(text)
    assert case.stated_grade == 1
    assert [(one.low, one.high) for one in case.ki67] == [(1.0, 1.0)]


def test_an_item_that_tells_of_both_tumours_is_read() -> None:
    text = "Diagnoses\n1) Breast cancer 2009, now liver metastases of a NET, G2, Ki-67 8%."
    assert [(one.low, one.high) for one in _read(text).ki67] == [(8.0, 8.0)]


def test_an_organ_of_a_past_illness_is_not_the_site() -> None:
    text = "PMH\n- TB as a teenager, right upper lobectomy\n\nCT: multiple liver metastases. Biopsy liver: NET G2."
    assert _read(text).primary_site is None
