"""What is due again runs on."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Small bowel NET. Lump after lanreotide, no fever. Next inj due 14th.", "ssa"),
        ("SI-NET with 3. cycle Lu-PRRT, well tolerated. 4. cycle appointment 18.09.", "prrt"),
        ("pNET, 3 days after her second Lutetium. Third cycle 2/8.", "prrt"),
        ("pNET, 10/2023 to 4/2024: PRRT three cycles; the fourth is intended for June.", "prrt"),
    ],
)
def test_a_next_dose_or_cycle_that_is_due_tells_that_the_treatment_runs(text: str, kind: str) -> None:
    assert {one.kind: one.status for one in read_case(text).case.treatments}[kind] == "ongoing"


@pytest.mark.parametrize(
    "text", ["NET-Board. Procedere: endoscopic resection on 22.01.", "NEC of the stomach. Vote: gastrectomy."]
)
def test_a_vote_or_a_procedure_to_come_is_a_plan(text: str) -> None:
    assert [one.status for one in read_case(text).case.treatments] == ["planned"]
