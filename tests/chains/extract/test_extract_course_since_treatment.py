"""The course as a treatment left it: a completed one, a scan after it, and a person who is called stable."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("pNET. CAPTEM x 6 done, partial response. Now considering PRRT as maintenance?", "responding"),
        ("pNET. Completed 4 cycles of PRRT, partial response. Plan: surveillance.", "responding"),
        ("pNET. FOLFOX x6 done, stable disease. Considering PRRT.", "stable"),
        (
            "1. Interval decrease in hepatic metastases following radioembolization (Y-90), partial response.\n"
            "2. Stable primary in pancreatic tail.",
            "responding",
        ),
        ("Liver metastases smaller after 4 cycles CAPTEM, PR. Primary stable.", "responding"),
        ("Ileal NET. 4 cycles PRRT finished 5/2024, now stable.", "stable"),
        ("pNET, PD under everolimus last year, since suni stable.", "stable"),
        ("pNET. PD last year in the liver, now on PRRT, stable.", "stable"),
        ("Progression in the liver last year under LAR; under PRRT now all stable. Midgut NET.", "stable"),
        ("pNET: SD under SSA until 2023, since then progressive.", "progressive"),
        ("pNET, stable under SSA last year, since January progressive disease.", "progressive"),
        ("pNET, progressing since last year.", "progressive"),
        ("Ileal NET. PRRT x4, currently stable.", "stable"),
        ("pNET. She's stable on lanreotide, continue.", "stable"),
        ("If he progresses then PRRT, but right now he's stable so no. Ileal NET, liver mets.", "stable"),
        ("Ileal NET. SSTR-positive liver and nodal metastases, stable compared with the previous study.", "stable"),
        ("pNET G1, liver mets, PD slow. 67 male", "progressive"),
        ("pNET. Stable for 3 years, then progression 05/2024.", "progressive"),
        ("NEC. 6 cycles completed with PR, then PD after 3 months.", "progressive"),
        ("pNET. SD on lanreotide for 14 months and then progression in the liver.", "progressive"),
        ("pNET. Initial PR on CAPTEM, then SD for a year.", "stable"),
        ("pNET. PD in 2022, then SD under everolimus.", "stable"),
    ],
)
def test_what_a_treatment_left_is_the_state_now(text: str, state: str) -> None:
    assert read_case(text).case.progression == state


@pytest.mark.parametrize(
    "text",
    [
        "pNET. CAPTEM x6 done with PR in 2019, then everolimus.",
        "pNET. CAPTEM finished, hoped for partial response.",
        "pNET. Best response to CAPTEM: PR. Now on everolimus.",
        "Ileal NET. PRRT done, symptoms now stable.",
        "NET, new back pain. Assessment: osseous metastases, stable spine.",
        "pNET, liver metastases. Stable chronic kidney disease.",
        "pNET. Conclusion: liver metastases, stable post-op changes.",
        "Ileal NET. In sepsis on octreotide stable.",
        "Ileal NET. BP under lanreotide stable.",
        "Ileal NET. PRRT done, now weight stable.",
        "Ileal NET. Hepatectomy 2 days ago, now stable.",
        "Ileal NET. PRRT yesterday, carcinoid crisis, now stable.",
        "pNET. Patient completed 4 cycles PRRT, partial response expected.",
        "pNET. SD for 2 years on lanreotide, then PD; PRRT x4 completed.",
        "pNET. Responded to CAPTEM, then progressed; now everolimus.",
        "Ileal NET. PRRT once she progresses. On lanreotide.",
        "Dialysis: PD slow. pNET",
        "pNET. PD clear in liver.",
        "pNET. Pt stable on the ward.",
        "pNET, hypotensive yesterday, today he's stable. Lanreotide due.",
        "Ileal NET. SSTR-positive liver lesions with stable uptake.",
        "Ileal NET. SSTR-positive liver lesions, stable in intensity.",
    ],
)
def test_an_earlier_line_a_bed_or_uptake_tells_no_course(text: str) -> None:
    assert read_case(text).case.progression is None
