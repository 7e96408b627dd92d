"""A carcinoma is read however short it is named, a team's name is no diagnosis, and no NEC is taken for a NET."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "Why is this in the NET channel?",
        "Is the NET registry open?",
        "NET CNS informed.",
        "NET network discussed.",
        "NET Patient Foundation leaflet given.",
        "Carcinoid clinic review. 66 F. Wound ok.",
        "neuroendocrine tumour board: 61M colon.",
        "carcinoid list, NET advice line, NET mailing list",
        "The NET consultant is away this week.",
        "#net-general please, not here",
        "World NET Cancer Day is on Sunday.",
    ],
)
def test_what_is_named_for_the_tumours_is_no_diagnosis(text: str) -> None:
    assert read_case(text).case.histology is None


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("NET clinic, new pt. 35M. Ileal NET G1.", "net"),
        ("The NET patient in bed 4 is well.", "net"),
        ("NET case for discussion: 60 M, ileum, G2.", "net"),
        ("Ileal NET surgeons say unresectable.", "net"),
        ("NET CNS mets on MRI.", "net"),
        ("NET forum question: 70M NEC of bladder", "nec"),
        ("Discussed in neuroendocrine tumour board 12/3. Large cell neuroendocrine carcinoma of lung.", "lcnec"),
        ("I run the NET ward. 55F SCLC.", "sclc"),
    ],
)
def test_the_diagnosis_beside_such_a_name_is_read(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    "text",
    [
        "Small cell of the lung, 68M, ED, liver + brain mets. Why is this in the NET channel?",
        "66F small cell lung, LD, for chemorad",
        "small cell (lung), brain mets",
        "lung: small cell. LD.",
        "Small cell, lung, extensive stage. 61 F",
        "SCLC ED, 70M",
        "small cell RUL, ki67 90",
        "extensive stage small cell, carbo/etop",
        "oat cell carcinoma of lung",
        "EBUS: small cell, lung primary 4 cm",
    ],
)
def test_a_small_cell_of_the_lung_is_an_sclc(text: str) -> None:
    case = read_case(text).case
    assert (case.histology, case.primary_site) == ("sclc", "lung")


@pytest.mark.parametrize(
    "text",
    [
        "large cell neuroendocrine of the lung, 66M",
        "large cell NE lung",
        "Large cell neuroendocrine (lung), Ki67 70",
        "large-cell neuroendocrine tumour of the lung",
        "SCLC? -> no, revised path: large cell neuroendocrine carcinoma of the lung",
        "small cell lung? -> Path re-reviewed: large cell neuroendocrine carcinoma of the right upper lobe",
    ],
)
def test_a_large_cell_neuroendocrine_of_the_lung_is_an_lcnec(text: str) -> None:
    assert read_case(text).case.histology == "lcnec"


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("small cell of the bladder, 70M, cis/etop", "nec"),
        ("small cell cervix, ki67 95", "nec"),
        ("non-small cell of the lung, 70F", None),
        ("clear cell of the kidney with lung mets", None),
        ("combined small cell and adenocarcinoma of the lung", None),
        ("small cell lung mets from NEC of the bladder", "nec"),
        ("his father had small cell of the lung. He has ileal NET G1.", "net"),
        ("small cell component denied; NET G3 of the lung", "net"),
    ],
)
def test_other_small_cells_are_none_of_the_lung(text: str, histology: str | None) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    "text",
    [
        "NET, Ki67 80%, small cell",
        "neuroendocrine tumour (small cell), oesophagus",
        "pancreatic NET G3, small cell morphology in part",
        "NET (poorly diff.), colon, Ki 75",
        "NET ileum, biopsy of liver shows high grade carcinoma",
        "undifferentiated NET, Ki67 90",
    ],
)
def test_a_net_beside_a_carcinoma_that_nobody_read_is_not_told(text: str) -> None:
    assert read_case(text).case.histology is None


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("NET, small cell type excluded", "net"),
        ("lung nodule carcinoid, not small cell", "net"),
        ("carcinoid of the lung, treated like small cell", "net"),
        ("Is this small cell? No: NET G2, ki67 8", "net"),
        ("previously called small cell, now NET G3 on review", "net"),
        ("small cell was the FATHER. our pt has a typical carcinoid LLL 17mm", "typical_carcinoid"),
        ("small cell change of the hepatocytes, liver NET met", "net"),
        ("Biopsy beforehand had said small cell; in the resected tumour typical carcinoid", "typical_carcinoid"),
    ],
)
def test_a_carcinoma_that_is_set_aside_leaves_the_net(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    "text",
    [
        "NET? negative: reviewed as chronic pancreatitis.",
        "Query NET of the ileum. Conclusion: lymphoid hyperplasia, no neuroendocrine tumour.",
        "Clinical question: carcinoid? Result: GIST, 3 cm, no carcinoid.",
        "Request: NEC? Diagnosis: poorly differentiated adenocarcinoma, synaptophysin neg.",
        "Referred as insulinoma. Fast test 72 h negative, insulinoma excluded.",
    ],
)
def test_a_diagnosis_that_was_asked_and_denied_is_not_told(text: str) -> None:
    case = read_case(text).case
    assert (case.histology, case.syndrome) == (None, None)


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("Query NET of the ileum. Conclusion: NET G1, no nodes.", "net"),
        ("NET? positive for synaptophysin: NET G1.", "net"),
        ("Request: NEC? Diagnosis: NEC, Ki-67 80 %.", "nec"),
        ("Suspected NET recurrence excluded. Known NET of the ileum.", "net"),
    ],
)
def test_a_diagnosis_that_was_asked_and_found_is_told(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


def test_a_syndrome_of_which_only_the_return_is_excluded_stays() -> None:
    assert read_case("Insulinoma resected 2015. Recurrent insulinoma excluded.").case.syndrome == "insulinoma"
