"""Long documents name other people, other organs and other tumours beside the patient's own."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Consultant: Mr J. Abara. Mrs D.E., 67, ileal NET.", "female"),
        ("Patient: B.N., ileal NET. Surgeon: Mr K. Adeyemi. She went home on day 4.", "female"),
        ("Ileal NET. She is well.\nMr I.H., consultant surgeon", "female"),
        ("NET of the ileum. She never had injections.\nMO: Dr K.H. / Specialist Mr. S.", "female"),
        ("I saw Mr K. Adeyemi, 67, with an ileal NET.", "male"),
        ("PRRT d/w Mr Quinn - agreed. NET ileum.", "male"),
        ("The biopsy of liver from Mr Nowak is back: NET G2.", "male"),
        ("E.M., 74 year old lady with a pancreatic NET.", "female"),
        ("Mr. A.F., 38 years, duodenal NET.", "male"),
        ("Mrs. E.-M. K., 62 years old, NET of the pancreas tail.", "female"),
        ("Patient R.T.   F   39, gastric NET.", "female"),
        ("72 y.o. M. Gastrinoma of the duodenum.", "male"),
        ("P.Z., m., aged 35, thymic carcinoid.", "male"),
        ("Mdm N.F., 53/Malay/F, rectal NET.", "female"),
        ("A 36 yo F, pancreatic NET. MGF had prostate cancer.", "female"),
        ("36 y, pancreatic NET. Also prostate cancer 2019.", "male"),
    ],
)
def test_a_clinician_an_initial_or_a_relative_tells_no_sex(text: str, sex: str) -> None:
    assert read_case(text).case.sex == sex


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Mr W.F. (63), NET of unknown primary. Walks 40 m with crutches.", 63),
        ("62 m with ileal NET.", 62),
        ("Mr D.P. is now 31. Pancreatic NET.", 31),
        ("Mrs K.L., 70, ileal NET. Her 46 yo daughter is well.", 70),
        ("Hr. R.M., 57-jaehrig / 57 y, glucagonoma.", 57),
    ],
)
def test_metres_and_a_daughter_have_no_age_of_the_patient(text: str, age: float) -> None:
    assert read_case(text).case.age_years == age


@pytest.mark.parametrize(
    ("text", "ecog"),
    [
        ("Ileal NET. OMS (WHO) 1.", 1),
        ("Rectal NET. Ambulating with son, ECOG 1.", 1),
        ("Grandmother, 88, ECOG 3, lives with the patient, who has a NET.", None),
    ],
)
def test_the_performance_status_is_that_of_the_patient(text: str, ecog: int | None) -> None:
    assert read_case(text).case.ecog == ecog


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Right hemicolectomy for a 34 mm tumour of the ileum.\nHistology: NET of the ileum, 31 mm, G1.", 31),
        ("CT: NET of the pancreatic tail 34 mm. Later CT: NET of the tail 31 mm.", 34),
        ("Rectal lesion 9 mm, EMR.\nHistology: rectum - NET, 8 mm, G1.", 8),
        ("Rectal lesion 9 mm at endoscopy. Biopsy: rectum - NET, 8 mm, G1.", 9),
        ("Anterior resection: NET G2, 31 mm, pT3. Liver metastases: 7 lesions, sum 120 -> 116 mm.", 31),
        ("Rectal NET 35 mm. DRE: firm mass 6 cm FAV anterior.", 35),
        ("Rectal NET, tumour from 7 to 13 cm, MRI: tumour length 62 mm.", 62),
        ("Rectal NET 23 mm. Nodes at the level of tumour, 6, 8 and 9 mm.", 23),
        ("RUL mass 62 mm. CT head: 4 enhancing lesions, largest 24 mm. Biopsy: lung NEC.", 62),
        ("4 cm cecal mass. Right colectomy: adenocarcinoma of the cecum. NET pancreas tail 19 mm.", 19),
    ],
)
def test_the_size_is_that_of_the_tumour_as_it_was_removed(text: str, size: float) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Appendicectomy: NET at the tip of the appendix, 16 mm. TB (pulmonary) in 2017.", "appendix"),
        ("72 f (lung), carcinoid, liver mets.", "lung"),
        ("TAH/BSO, terminal ileum resection. E. Ileum/R colon: NET, grade 2, 2.2 cm.", "jejunum_ileum"),
        ("R colon: NET, grade 2, 2.2 cm.", "colon"),
        ("Ileum 21 cm, colon 18 cm, appendix 7 cm. NET of the terminal ileum, 31 mm.", "jejunum_ileum"),
        ("Appendix 7 mm. NET of the tip.", "appendix"),
    ],
)
def test_the_site_is_not_an_organ_named_beside_it(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


def test_an_earlier_tumour_among_past_illnesses_is_not_the_one_at_hand() -> None:
    case = read_case("New small cell lung cancer.\nPMH: COPD, rectal carcinoid 4 mm removed 2013, HTN").case
    assert (case.primary_site, case.histology) == ("lung", "sclc")


def test_the_tumour_at_hand_may_stand_among_past_illnesses() -> None:
    case = read_case("PMH: ileal NET resected 2016, G1, Ki-67 2%, liver mets; HTN\nCC: syncope. 71M.").case
    assert (case.primary_site, case.stated_grade) == ("jejunum_ileum", 1)


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("Colectomy 2020: adenocarcinoma of the cecum, margins negative. 2023 pancreatic NET, biopsy.", None),
        ("Colectomy 2020: adenocarcinoma of the cecum. 2023 pancreatic NET resected, margins negative.", "R0"),
        ("Gastrectomy: MiNEN, adenocarcinoma 40 %, NEC 60 %, margins negative.", "R0"),
    ],
)
def test_a_margin_is_that_of_the_tumour(text: str, margin: str | None) -> None:
    assert read_case(text).case.margin == margin


@pytest.mark.parametrize(
    ("text", "functioning"),
    [
        ("Duodenal gastrinoma, NET G1. Left adrenal nodule 22 mm, non-functioning.", "functioning"),
        ("Pancreatic NET 14 mm incidentaloma, non-functioning.", "non_functioning"),
    ],
)
def test_another_gland_may_be_what_does_not_function(text: str, functioning: str) -> None:
    assert read_case(text).case.functioning == functioning


@pytest.mark.parametrize(
    ("text", "t"),
    [
        ("Nephrectomy 2009 for renal clear cell ca pT1b. NET of jejunum, resection: pT4 N1 M1.", "T4"),
        ("Mid rectal NET, mrT3a N1, CRM negative.", "T3a"),
    ],
)
def test_the_category_is_that_of_the_tumour(text: str, t: str) -> None:
    assert read_case(text).case.t == t
