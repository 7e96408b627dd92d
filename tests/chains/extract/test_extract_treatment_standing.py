"""What a cue makes of a treatment: each cue gives a state that a case can hold, or none, whatever stands beside it."""

from typing import get_args

import pytest

from chains.extract import read_case
from chains.extract.text.vocabulary import table
from chains.extract.treatment.standing import standing
from knowledge.case import Treatment

STATES = {None, *get_args(Treatment.model_fields["status"].annotation)}
CUES = sorted(
    {entry["status"] for side in ("before", "after") for entry in table("status")[side].values() if "status" in entry}
)


@pytest.mark.parametrize("kind", ["surgery", "ssa", "prrt", "chemo", "targeted", "liver_directed", "radiotherapy"])
@pytest.mark.parametrize("cue", CUES)
def test_every_cue_gives_a_state_that_a_case_can_hold(cue: str, kind: str) -> None:
    assert standing(cue, kind).status in STATES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pNET G2. Seen for PRRT or SSA.", {"prrt": "planned", "ssa": "planned"}),
        ("Ileal NET. She came in for everolimus and PRRT.", {"targeted": "planned", "prrt": "planned"}),
        ("pNET G2. No role seen for PRRT or SSA.", {}),
        ("pNET G2. No indication was seen for PRRT or SSA.", {}),
        ("Lung NET. No place was found for chemotherapy.", {}),
        ("Lung NET. No need was felt for octreotide or everolimus.", {}),
    ],
)
def test_what_a_patient_came_in_for_may_be_two_treatments_and_no_role_for_them_is_none(
    text: str, told: dict[str, str]
) -> None:
    assert {one.kind: one.status for one in read_case(text).case.treatments} == told
