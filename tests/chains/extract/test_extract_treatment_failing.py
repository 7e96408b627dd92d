"""A drug that no longer does enough is still being given, unless it is told to have failed or stopped."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Carcinoid syndrome not controlled on octreotide LAR, ileal NET with liver mets.", "ongoing"),
        ("Ileal NET, octreotide failing, flushing persists.", "ongoing"),
        ("Ileal NET. Symptoms not well controlled with lanreotide 120.", "ongoing"),
        ("Ileal NET. Lanreotide not working anymore.", "ongoing"),
        ("Ileal NET. Carcinoid syndrome despite octreotide LAR 30 mg.", "ongoing"),
        ("Ileal NET. Octreotide failed.", "done"),
        ("Ileal NET, not on octreotide.", None),
    ],
)
def test_an_analogue_that_fails_is_ongoing_until_it_is_stopped(text: str, status: str | None) -> None:
    assert {one.kind: one.status for one in read_case(text).case.treatments}.get("ssa") == status
