"""What a patient came in for, had lately, or is asked to hold runs; what was earlier, or is off, is over."""

import pytest

from tests.treated import told


@pytest.mark.parametrize(
    "text",
    [
        "Here for octreotide LAR 30 mg #27. Next inj 4 wks. Ileal NET.",
        "Mrs Jansen came for her Somatuline injection, given left buttock. Next injection in 4 wks.",
        "Ileal NET. Lanreotide injection no. 8 given.",
        "Ileal NET stable. Cont. lanreotide, f/u 3 mo.",
        "Ileum NET. Last lanreotide 10 d ago.",
        "Ileal NET. Last SSA dose on 12/3.",
        "Ileal NET. Last lanreotide dose 3 Dec.",
        "CT stable. Repeat off PPI. (ileal NET, lanreotide)",
        "Now BSC with octreotide. Ileum primary.",
        "NET G1. Start octreotide LAR today, first dose given 11am.",
        "NET G1. To start lanreotide; first dose given at 14:30 without problems.",
        "Midgut NET, octreotide LAR 40 mg. Valve surgery to be discussed with the cardiac team.",
        "Ileal NET. No tx other than lanreotide.",
        "Anyone remember if we should hold lanreotide before dotatate?? 55 M with panNET",
        "Ileal NET. Should lanreotide be held before the dotatate scan?",
        "Ileal NET. Wondering whether to continue octreotide LAR after resection.",
        "| pt | primary | current tx |\n| H.S. | ileum NET | lanreotide |",
    ],
)
def test_an_analogue_that_is_given_now_is_ongoing(text: str) -> None:
    assert told(text)["ssa"] == {"ongoing"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ileal NET. Referred for lanreotide.", "planned"),
        ("Ileal NET. Seen for second opinion on lanreotide.", "considered"),
        ("Ileal NET. Last lanreotide 2 years ago.", "done"),
        ("Ileal NET. Last lanreotide (monthly) in spring.", "done"),
        ("Ileal NET. Last lanreotide 10 days ago, then stopped for gallstones.", "done"),
        ("Ileal NET. Should we start lanreotide before the scan?", "considered"),
        ("Mr Ott (pNET G2, lanreotide 2015-2018) has pain.", "done"),
        ("pNET. Off lanreotide since the scan.", "done"),
    ],
)
def test_an_analogue_that_is_not_given_now_is_not_ongoing(text: str, status: str) -> None:
    assert told(text)["ssa"] == {status}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cabozantinib 40 mg now month 3. pNET progressive before on everolimus and PRRT (4 cycl. 2021).",
            {"targeted": {"ongoing", "done"}, "prrt": {"done"}},
        ),
        (
            "pNET. Pain on CAPTEM?? no wait she is off CAPTEM since March, on everolimus now.",
            {"chemo": {"done"}, "targeted": {"ongoing"}},
        ),
        (
            "| Pt | Prior tx | Current therapy | Plan |\n|---|---|---|---|\n| AB | CAPTEM | everolimus | PRRT |",
            {"chemo": {"done"}, "targeted": {"ongoing"}, "prrt": {"planned"}},
        ),
        (
            "| Pt | dx | Current tx | Declined |\n|--|--|--|--|\n| AB | SI-NET | octreotide LAR 30 | PRRT |",
            {"ssa": {"ongoing"}, "prrt": {"declined"}},
        ),
        ("| Date | Event |\n| 2019 | Whipple |\n| 2021 | PRRT x4 |", {"surgery": {"done"}, "prrt": {"done"}}),
        ("pNET. Here for PRRT cycle 2.", {"prrt": {"ongoing"}}),
        ("pNET. Here for Whipple.", {"surgery": {"planned"}}),
    ],
)
def test_what_stands_beside_a_treatment_tells_when_it_was(text: str, expected: dict[str, set[str]]) -> None:
    assert told(text) == expected
