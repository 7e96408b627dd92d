"""A margin is that of the whole specimen of the tumour, as the last report has it."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "ESD of a rectal NET: tumour at the cauterised deep margin; lateral margins clear.",
        "Rectal NET. Lateral margins free. Deep margin touched by tumour.",
        "NET. Tumour cells reach the coagulated base; lateral resection margins negative.",
        "Pancreatic NET. Tumour cells extend to the painted cut surface.",
        "Pancreatic NET, ink on tumour cells posteriorly.",
        "Gastric NET. Staple line involved microscopically.",
        "Appendiceal NET. Tumour infiltrates the circumferential margin.",
    ],
)
def test_tumour_at_an_edge_is_an_involved_margin_whatever_other_edges_are(text: str) -> None:
    assert read_case(text).case.margin == "R1"


@pytest.mark.parametrize(
    "text",
    [
        "NET of the rectum, lateral margins free.",
        "Rectal NET. Lateral margin free, deep margin cannot be assessed.",
        "Rectal NET. Lateral margin free; vertical margin not evaluable due to cautery artefact.",
        "Pancreatic NET. Margins: free on frozen section; final report: involved at the neck.",
        "Pancreatic NET. Tumour does not extend to the painted surface.",
        "Ileal NET. Tumour extends to within 0.1 mm of the deep margin.",
    ],
)
def test_edges_that_are_not_all_of_the_specimen_tell_no_margin(text: str) -> None:
    assert read_case(text).case.margin is None


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("Appendiceal NET, initially R0, after additional levels R1 at the base.", "R1"),
        ("pNET, first R0, on deeper levels R1.", "R1"),
        ("pNET. R1 was revised to R0 after re-embedding.", "R0"),
        ("pNET, originally R1, corrected to R0 in the addendum.", "R0"),
        ("pNET. Status changed from R0 to R1.", "R1"),
        ("pNET. Provisional report R0; final report R1 at the neck.", "R1"),
        ("pNET. R1 in the frozen section, re-resection, finally R0.", "R0"),
        ("pNET. R0 according to the surgeon, R1 in pathology.", "R1"),
        ("Initially R0 resected ileal NET, now with liver metastases.", "R0"),
        ("Originally R1 resection of the pancreatic NET in 2012.", "R1"),
    ],
)
def test_the_margin_of_the_last_report_holds(text: str, margin: str) -> None:
    assert read_case(text).case.margin == margin


def test_two_margins_without_an_order_are_asked_about_and_none_is_told() -> None:
    read = read_case("Ileal NET. Liver metastasectomy R1, primary R0.")
    assert read.case.margin is None
    assert [conflict.field for conflict in read.conflicts] == ["margin"]


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        (
            "His parotid adenoma was removed R1 in 1998. The bronchial carcinoid was taken out; pathology not back.",
            None,
        ),
        ("Lipoma excised with clear margins; rectal NET biopsied.", None),
        ("A naevus was excised R0 last year. Ileal NET on biopsy.", None),
        ("The cyst was removed; the NET was excised with clear margins.", "R0"),
        ("Ampullary adenoma with a NET at its base, R0.", "R0"),
    ],
)
def test_the_margin_of_another_growth_is_not_the_tumours(text: str, margin: str | None) -> None:
    assert read_case(text).case.margin == margin


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("NET. No tumour at any inked surface.", "R0"),
        ("NET. None of the margins is involved.", "R0"),
        ("NET of the appendix, base of resection free.", "R0"),
        ("NET. Macroscopic clearance was not achieved.", "R2"),
        ("NET. Gross tumour had to be left behind at the SMA.", "R2"),
    ],
)
def test_a_margin_may_be_told_without_a_code(text: str, margin: str) -> None:
    assert read_case(text).case.margin == margin


@pytest.mark.parametrize(
    "text",
    [
        "NET. Tumour at the base of the appendix.",
        "NET. Tumour infiltrates the base of the appendix.",
        "Wound edges clean. NET of the ileum.",
        "Ulcer margins positive for adenoma. NET.",
        "NET. Margins free of dysplasia.",
    ],
)
def test_a_place_a_wound_or_another_change_tells_no_margin(text: str) -> None:
    assert read_case(text).case.margin is None


def test_a_margin_that_was_a_typing_error_gives_way() -> None:
    text = "NET of the ampulla (R0). She had read 'R1' in the letter: a typing error, pathology says R0."
    assert read_case(text).case.margin == "R0"


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("Margins: all negative. Tumor focally present at inked margin of mesentery. Ileal NET", "R1"),
        ("Ileal NET. Tumor extends to the ink.", "R1"),
        ("pNET. No tumor present at inked margin.", "R0"),
        ("Ileal NET. Tumor extends to but not through the serosa. R0.", "R0"),
    ],
)
def test_tumour_at_the_ink_holds_against_margins_told_free(text: str, margin: str) -> None:
    assert read_case(text).case.margin == margin
