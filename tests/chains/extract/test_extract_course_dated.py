"""The course of the disease in dated lists, in figures, and in the words that people really use."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("pNET. CT 12/23 partial response, CT 6/24 stable, CT 2/25: two new liver lesions.", "progressive"),
        ("SI-NET\n2023-11 PD liver, TACE\n2024-06 MRI: PR\n2024-12 MRI: stable", "stable"),
        (
            "pNET: 2018 progression, 2019 response to PRRT, 2021 progression, 2022 to date stable on lanreotide",
            "stable",
        ),
        ("pNET. PRRT rechallenge: PD 08/24. Everolimus from 09/24, CT 12/24 SD; everolimus continues.", "stable"),
        ("ileal NET 06/24 CT: SD; 12/24 CT: progress again (peritoneal).", "progressive"),
        ("NEC, 6x carbo/etop till July: CR on CT! Aug-Dec nothing. Jan: new liver mets + nodes.", "progressive"),
        (
            "pNET. CT 12/2023: partial remission under STZ. CT 03/2024: liver mets growing (pause since 9/2023)",
            "progressive",
        ),
        (
            "pNET. [2020] lanreotide, progressive. [2024] MRI 04/2024: no change (nodes positive, progression history)",
            "stable",
        ),
        (
            "Fast growing liver lesion re-biopsied 2022. pNET, PRRT since Jan.\nInterim CT after cycle 2: stable",
            "stable",
        ),
        ("ileal NET, under lanreotide (running) stable for 5 years", "stable"),
        ("pNET, CT 10/24 SD. Earlier: 8 cycles STZ/5-FU (PD).", "stable"),
    ],
)
def test_of_a_dated_list_the_latest_state_holds(text: str, course: str) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("pNET. Sum of target lesions 112 -> 70 mm on CT.", "responding"),
        ("pNET. SLD 99 mm to 101 mm.", "stable"),
        ("pNET, CT: the known lesions +40 %.", "progressive"),
        ("pNET, liver mets down by 45 % on CT", "responding"),
        ("NET. RECIST: -12 %.", "stable"),
        ("pNET, one lesion from 23 to 25 mm", None),
        ("pNET, weight 70 -> 62 kg (-11 %), CgA +40 %", None),
        ("pNET, lesions: SUVmax 40 to 20, -50 %", None),
        ("Ki-67 of the lesion rose from 3 % to 12 %, pNET", None),
    ],
)
def test_a_change_in_figures_is_told_by_the_cut_offs_of_recist(text: str, course: str | None) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("carboplatin/etoposide c3 running, great PR. NEC of the colon", "responding"),
        ("NET liver-only disease, ca. 30 % involvement, stable > 12 months under lanreotide", "stable"),
        ("MR pancreas, pNET 11 mm in the tail. MPD not dilated. No adenopathy.\nStable. Next MRI 12 months.", "stable"),
        ("pNET, now growing again on lanreotide", "progressive"),
        ("pNET on CT clear decrease in all liver lesions compared with the progressive scan of December", "responding"),
        ("CT pNET: bone lesions sclerotic, unchanged. Liver lesions smaller; so partial response.", "responding"),
        ("pNET PD bone+liver on everolimus", "progressive"),
        ("pNET. CT today unfortunately new liver + lung mets", "progressive"),
        ('Ileal NET. Last CT (6 wks ago) "SD".', "stable"),
        ("pNET; the liver lesions have halved in size since PRRT", "responding"),
    ],
)
def test_the_course_is_read_in_everyday_words(text: str, course: str) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    "text",
    [
        'Patient message: "my tumour is growing again". pNET.',
        "He is convinced that the tumour is growing. pNET.",
        "pNET. Mesenteric nodes up to 7 mm, not enlarged by size criteria.",
        "Weight 70 kg. Stable. pNET",
        "pNET, flushing stable for 3 years",
        "Baseline CT. pNET, newly diagnosed with new liver lesions",
    ],
)
def test_a_belief_or_another_thing_is_no_course(text: str) -> None:
    assert read_case(text).case.progression is None


def test_a_comparison_with_an_earlier_scan_is_no_alternative() -> None:
    assert read_case("pNET, scan 2 wks ago stable vs. Feb.").case.progression == "stable"
    assert read_case("pNET: stable vs progressive?").case.progression is None
