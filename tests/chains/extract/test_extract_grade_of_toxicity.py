"""A grade of a symptom, a blood count or a side effect is no grade of the tumour, whatever its noun."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "NET pancreas. LFT OK. pt feeling tired (G1).",
        "NET pancreas on everolimus. Pt bloated (G1), otherwise ok.",
        "pNET on sunitinib; voice change: G1; itching: G2; thyroid normal",
        "pNET everolimus: lungs - G2, hold drug, steroids",
        "pNET on captem, has G2 lethargy, dose reduced",
        "Everolimus held for G2 mouth ulcers and G3 sugars. panNET.",
        "panNET. plt 61 after PRRT C2, grade 2. Hold C3 4 wks.",
        "plts 48 on day 15, G3, CAPTEM held. pNET with liver mets.",
        "pNET sunitinib: BP 172/98 (grade 3)",
        "Still very tired on everolimus 10 mg, grade 2, reduce to 5. pNET.",
        "Mucositis has settled from G3 to G1, resume everolimus at 5 mg. pNET.",
        "Rectal NET. Pelvic RT week 4: skin G2, bladder G1.",
        "cabo: weight down 6% (G1), voice hoarse (G1). NET",
        "MiNEN sigmoid, FOLFOX. tox: PNP G1.",
        "The 'G3' in Mr. Adeyemi's chart is the hand-foot syndrome, not the tumour, right? pNET, Ki67 18 %.",
        "the G3 in Dr. Kim's letter means the neuropathy. pNET",
    ],
)
def test_a_grade_of_toxicity_is_not_the_tumours(text: str) -> None:
    assert read_case(text).case.stated_grade is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("61F, pNET, G2, on lanreotide, tired (G1).", 2),
        ("Biopsy: grade 2. Hold lanreotide before dotatate. NET", 2),
        ("NET, grade 2, holding PRRT for platelets 61", 2),
        ("SI-NET with diarrhoea, G2, Ki67 5 %", 2),
        ("Mrs Smith (G2, Ki-67 12 %) pNET", 2),
        ("pNET pankreaskopf G2", 2),
        ("Hb 13.1, Ki67 5%, G2. NET ileum.", 2),
        ("Krenning 4 (liver), FDG negative, G2. NET.", 2),
        ("Ileal NET resected 2014 (G2), now well", 2),
        ("Rectal NET, EMR in June: G1, R0", 1),
        ("EUS-FNA G1, pancreatic NET", 1),
        ("ileal NET, Ki67 2%, G1 stands", 1),
        ("so grade 3 NET, start captem", 3),
        ("Grade 2 pNET, neutropenia grade 3 after CAPTEM", 2),
    ],
)
def test_the_tumours_grade_beside_toxicity_is_read(text: str, grade: int) -> None:
    assert read_case(text).case.stated_grade == grade


def test_what_a_grade_needs_is_still_a_rule() -> None:
    assert read_case("pNET, G3 requires a Ki-67 above 20 %.").case.stated_grade is None


@pytest.mark.parametrize(
    "text",
    [
        'pls phone Mrs Abara, she saw "G3" in her portal, in panic. It\'s the toxicity (GGT), not the tumour. NET.',
        "The G3 in the letter was the neutropenia. pNET, Ki-67 8 %.",
        'The "grade 3" she worries about is her diarrhoea. NET ileum, on lanreotide.',
        '"G3"? that\'s the hypertension under cabozantinib, pNET itself is slow.',
        'Portal shows "Grade 3" = thrombopenia after PRRT #3. Ileal NET, Ki-67 4 %.',
        "G3 on the lab sheet? Creatinine stage. NET ileum, Ki-67 2 %.",
        "PRRT day 40: G3 (lymphos), everything else fine. NET jejunum, liver mets.",
        "Not the tumour but the varices are grade 2. pNET.",
    ],
)
def test_a_grade_that_is_explained_as_a_side_effect_is_not_the_tumours(text: str) -> None:
    assert read_case(text).case.stated_grade is None


@pytest.mark.parametrize(
    "text",
    [
        "NET G2. It's the diarrhoea that bothers her most.",
        "pNET, grade 2. Main problem is fatigue under everolimus.",
        "Biopsy: G2. This is a NET with Ki-67 8 %, fatigue grade 1.",
        "G2 (Ki-67 8 %) pNET. That means side effects of chemo can wait.",
        "He asks whether G2 is bad. It is the usual grade; pNET, Ki-67 9 %.",
    ],
)
def test_a_grade_beside_a_side_effect_stays_the_tumours(text: str) -> None:
    assert read_case(text).case.stated_grade == 2
