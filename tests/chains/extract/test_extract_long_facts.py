"""Facts of whole documents: the course, the person, the sites of spread and the other tumour of a list."""

import pytest

from chains.extract.reader import read_case


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ileal NET, liver mets. CT 03/24: no change, stable.\nPRRT keep for progression.", "stable"),
        ("Ileal NET, liver mets. CT 03/24 stable. PET not before progression.", "stable"),
        ("Ileal NET, liver mets. CT 03/24 stable. Everolimus in reserve for progression.", "stable"),
        ("Ileal NET, liver mets. Lanreotide was kept on progression in 2024.", "progressive"),
        ("Ileal NET, liver mets. CT: clear progress of the liver.", "progressive"),
        (
            "NEC, liver mets. Carbo-etop 4 cycles ended in Feb (PD).\nFOLFIRI since. CT: liver stable, bone stable.",
            "stable",
        ),
        ("Ileal NET. At the last CT slight growth of two liver lesions, within RECIST stable disease.", "stable"),
        ("Ileal NET. At the last CT slight growth of two liver lesions, so progressive disease.", "progressive"),
        ("NEC, liver mets. CT: liver PD, bone stable.", "progressive"),
        ("Ileal NET, peritoneal implants. CT 03/24: peritoneal implants without changes.", "stable"),
        ("Ileal NET, liver mets. Last CT | 05/24 - no change, stable\nTherapy line | From", "stable"),
    ],
)
def test_course_of_a_document(text: str, wanted: str | None) -> None:
    assert read_case(text).case.progression == wanted


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("Pt: A.N. / M / 58 / Surgeon: Prof G.\nNET of the ileum", 58, "male"),
        ("Ms. B.W. / 47 / small bowel NET", 47, "female"),
        ("Re Mr P.O'D., 81\n\nLung carcinoid.", 81, "male"),
        ("Pt: S.P., 44 yrs / Female, housewife. NET", 44, "female"),
        ("Patient: male, M.W., 66 y.\nNET G2. Insulin glargine 18 j.", 66, "male"),
        ("E.H., female, 36\nNET of the pancreas. Right adrenalectomy age 15", 36, "female"),
        ("Children aged 18, 16 and 15. A 44-year-old woman with a NET.", 44, "female"),
        ("2009 (age 44) enucleation of an insulinoma.\nHysterectomy for fibroids.\nNow aged 60.", 60, "female"),
        ("Miss E.A., age 34\nInsulinoma. Mr V. has her listed for surgery.", 34, "female"),
    ],
)
def test_person_of_a_document(text: str, age: float, sex: str) -> None:
    case = read_case(text).case
    assert (case.age_years, case.sex) == (age, sex)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ileal NET.\nMets: liver Y, bone N", {("liver", "present"), ("bone", "absent")}),
        ("Ileal NET. Mets - liver (Y), bone (N)", {("liver", "present"), ("bone", "absent")}),
        ("Ileal NET.\nMets: liver + bone", {("liver", "present"), ("bone", "present")}),
        (
            "Rectal NET. Liver S8, 7 mm, not seen before. Comment: metastasis cannot be excluded.",
            {("liver", "possible")},
        ),
        (
            'Ileal NET. CT: new lesion liver segment 7. Radiologist: "metastasis or haemangioma".',
            {("liver", "possible")},
        ),
        ("Ileal NET. CT: liver metastasis possible -> MRI needed", {("liver", "possible")}),
        ("Rectal NET. He read online that NETs spread to liver and bones.", set()),
        ("Rectal NET, which has spread to the liver.", {("liver", "present")}),
        ("Colonic NEC. Distant (left supraclavicular) node mets.", {("lymph_node_distant", "present")}),
        ("Ileal NET. Regional lymph node metastases.", {("lymph_node_regional", "present")}),
        ("Ileal NET. CT: lungs and bones without focal changes.", {("lung", "absent"), ("bone", "absent")}),
    ],
)
def test_spread_of_a_document(text: str, wanted: set[tuple[str, str]]) -> None:
    assert {(one.site, one.status) for one in read_case(text).case.metastases} == wanted


@pytest.mark.parametrize(
    ("text", "grade", "ki67"),
    [
        (
            "A) Meningioma. Sphenoid wing, WHO grade 2, Ki-67 12 %. DOTATATE avid.\nB) Pancreatic NET. G1, Ki-67 1 %.",
            1,
            [1.0],
        ),
        ("A) Pancreatic NET. Tail. WHO grade 2, Ki-67 12 %.\nB) Meningioma.", 2, [12.0]),
    ],
)
def test_item_of_another_tumour(text: str, grade: int, ki67: list[float]) -> None:
    case = read_case(text).case
    assert (case.stated_grade, [one.low for one in case.ki67]) == (grade, ki67)


@pytest.mark.parametrize(
    ("text", "histology", "site"),
    [
        ("Right hilar mass. EBUS-TBNA station 7: small cell carcinoma, Ki67 95 %.", "sclc", "lung"),
        ("CT: mass in right S3. TBB: large cell neuroendocrine carcinoma.", "lcnec", "lung"),
        ("Rectal biopsy: neuroendocrine carcinoma, small cell type. Bronchoscopy normal.", "nec", "rectum"),
    ],
)
def test_carcinoma_of_the_airways(text: str, histology: str, site: str) -> None:
    case = read_case(text).case
    assert (case.histology, case.primary_site) == (histology, site)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Multifocal ileal NET x3 (2.0, 1.1, 0.6 cm).", 20),
        ("NEC of the sigmoid colon, 55/45/30 mm.", 55),
        ("Ileal NET (G1, Ki-67 2 %, 12 mm).", 12),
    ],
)
def test_size_of_several(text: str, size: float) -> None:
    assert read_case(text).case.tumour_size_mm == size
