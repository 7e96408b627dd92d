"""Octreotide for a bleeding or for hours around an operation treats no tumour; nor does what was asked for in vain."""

import pytest

from chains.extract import read_told


@pytest.mark.parametrize(
    "text",
    [
        "Octreotide gtt running is for the varices, not for the tumour. The pNET is 9 mm.",
        "Duodenal NET G2. Started on octreotide & PPI by the night team for bleeding; both stopped.",
        "pNET, distal pancreatectomy. On octreotide prophylactic x48h only.",
        "pNET G2. Lutathera had been applied for, withdrawn.",
        "pNET G2. PRRT was applied for and then turned down.",
    ],
)
def test_what_served_another_end_or_was_never_granted_is_not_told(text: str) -> None:
    assert not {one.kind for one in read_told(text).case.treatments} & {"ssa", "prrt"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ileal NET, on octreotide LAR; a bleeding ulcer was clipped.", "ssa"),
        ("Ileal NET with flushing. Octreotide 100 mcg tds, monthly lanreotide later.", "ssa"),
        ("pNET G2. PRRT was applied for and granted; four cycles given in 2023.", "prrt"),
    ],
)
def test_what_was_given_for_the_tumour_is_told(text: str, kind: str) -> None:
    assert kind in {one.kind for one in read_told(text).case.treatments}
