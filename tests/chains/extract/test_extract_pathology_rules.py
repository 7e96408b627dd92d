"""What a protocol asks for, what a diagnosis is not, and a size taken back are none of the patient's."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "ki67"),
    [
        ("Protocol wants GEP-NET G2/G3 with Ki-67 15-55%, ECOG 0-2. Our pt: rectal NET, G2, Ki-67 12 %", 12),
        ("Protocol requires Ki-67 between 10 and 55 %. Patient: Ki-67 8 %, G2.", 8),
        ("Inclusion criteria are well differentiated G3 NET with Ki-67 20-55%. She has a G2 NET (Ki-67 6%).", 6),
        ("Exclusion: NEC, Ki-67 >55%. Pt: NET G2, Ki-67 12%.", 12),
        ("The study excludes NEC and Ki-67 > 55 %. He has a NET G2 with Ki-67 18 %.", 18),
        ("NET G2. Stratified by Ki-67 (<10 vs >=10%). Subject 4: Ki-67 16%", 16),
        ("COMPOSE needs Ki67 15-55. Hers is 9%. NET G2", 9),
    ],
)
def test_what_a_protocol_asks_for_is_not_the_patients(text: str, ki67: float) -> None:
    case = read_case(text).case
    assert [(one.low, one.high) for one in case.ki67] == [(ki67, ki67)]
    assert case.stated_grade in {2, None}
    assert case.histology in {"net", None}


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion criteria met: pNET G2, Ki-67 12 %.",
        "Treated per protocol: pNET G2, Ki-67 12 %.",
        "Screened for a trial: pNET G2, Ki-67 12 %",
    ],
)
def test_a_patient_in_a_trial_keeps_her_index(text: str) -> None:
    assert [one.low for one in read_case(text).case.ki67] == [12]


def test_of_several_patients_on_a_list_the_last_one_with_a_heading_is_read() -> None:
    case = read_case("Pt 3 excluded: NEC, Ki-67 62%, R1. Pt 4: NET G3, Ki-67 45%, R0.").case
    assert (case.histology, case.margin, [one.low for one in case.ki67]) == ("net", "R0", [45])
    case = read_case("Pt 3: NET G3, Ki-67 45%. Pt 3: R0 resection in May.").case
    assert (case.stated_grade, case.margin) == (3, "R0")


def test_what_a_study_wants_of_others_is_told_in_no_room() -> None:
    text = (
        "Study requires liver metastases, ECOG 0-1 and progression within a year. Patient: ileal NET, stable, ECOG 2."
    )
    case = read_case(text).case
    assert (case.metastases, case.ecog, case.progression) == ((), 2, "stable")


def test_a_document_that_belongs_to_another_patient_takes_back_its_own_sentence_only() -> None:
    case = read_case("pNET G2, Ki-67 8 %. The CT in the folder, with liver mets, belongs to another patient.").case
    assert (case.stated_grade, case.metastases) == (2, ())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Stomach NEC, Ki 67 - 90 %. Cis/eto.", [(90, 90)]),
        ("pNET, Ki 67 – 8-10 %", [(8, 10)]),
        ("pNET Ki-67: 67 %", [(67, 67)]),
        ("NEC, Ki 60-70 %", [(60, 70)]),
        ("NET G2; primary Ki-67 3%, liver 9%. nodes 2/12", [(3, 3), (9, 9)]),
        ("Ki-67 in the primary 4%, in the liver 15%", [(4, 4), (15, 15)]),
        ("Ki-67 of the primary tumour was 4 %, that of the liver 18 %", [(4, 4), (18, 18)]),
        ("Primary Ki-67 3%, liver 30% replaced", [(3, 3)]),
        ("Primary Ki-67 3%, liver steatosis 30%", [(3, 3)]),
        ("Primary resected, Ki-67 3%, liver mets 30%", [(3, 3)]),
        ("pNET, Ki-67 5%, liver 30%", [(5, 5)]),
    ],
)
def test_the_index_of_the_liver_beside_that_of_the_primary(text: str, values: list[tuple[float, float]]) -> None:
    assert [(one.low, one.high) for one in read_case(text).case.ki67] == values


@pytest.mark.parametrize(
    "text",
    [
        "Submitted diagnosis: neuroendocrine carcinoma. This isn't a NEC. In our view: neuroendocrine tumour, G3.",
        "Referral dx NEC. This is not NEC but a NET G3.",
        "Labelled NEC. We don't think this is a NEC. NET G3 of the pancreas.",
        "Dx LCNEC?? It's not a NEC, it's a NET G3.",
    ],
)
def test_a_diagnosis_that_the_writer_denies_is_not_told(text: str) -> None:
    assert read_case(text).case.histology == "net"


def test_a_sample_without_the_tumour_denies_no_diagnosis() -> None:
    assert read_case("Rectal NEC. No NEC in the lymph node biopsy.").case.histology == "nec"


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("He have tumor neuroendocrine of pancreas, G2", "net"),
        ("intestin grêle: tumeur neuroendocrine bien différenciée, G1", "net"),
        ("Neuroendokriner Tumor des Pankreas, gut differenziert, G2", "net"),
        ("carcinoma neuroendocrino de colon, Ki67 80%", "nec"),
        ("tumeur neuroendocrine peu différenciée du côlon", "nec"),
    ],
)
def test_the_histology_in_other_languages(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('The "24 mm pancreatic head tumor" turned out to be a node. Primary is an 8 mm lesion of the duodenum.', 8),
        ("The 31 mm mass in the pancreatic tail proved to be an accessory spleen. The NET is 9 mm in the body.", 9),
        ("The primary so called (4.2 cm, mesentery) is a nodal metastasis; the primary in the ileum is 11 mm.", 11),
        ("NET of the tail 24 mm, the 9 mm liver lesion proved to be a cyst", 24),
        ("The 32 mm tumour is cystic, a pNET", 32),
        ("The 24 mm NET of the tail was a chance finding next to an accessory spleen", 24),
    ],
)
def test_the_size_of_what_turned_out_to_be_something_else_is_not_the_primarys(text: str, size: float) -> None:
    assert read_case(text).case.tumour_size_mm == size
