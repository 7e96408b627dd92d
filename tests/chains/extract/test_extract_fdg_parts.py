"""FDG of a part: a denial told of one organ, or of what is beside the tumour, is no negative PET."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("Rectal NEC. FDG PET: rectum SUV 19, mesorectal, iliac node, nothing outside of pelvis.", "positive"),
        ("FDG PET: gastric wall SUV 13, nothing else.", "positive"),
        ("F18-FDG: No avid lung nodule. Liver: three of twelve metastases FDG avid. Bones: no FDG uptake.", "positive"),
        ("Oct FDG: liver no longer avid, the duodenal primary still is hot (SUV 5.8). DOTATATE negative.", "positive"),
        ("One liver scar, FDG-PET: no uptake in liver any more, primary still glowing (SUVmax 7).", "positive"),
        ("FDG PET: nothing. Ga PET: liver Krenning 3.", "negative"),
        ("FDG PET showed no uptake in liver or primary. DOTATATE SUVmax 30 in liver.", "negative"),
        ("FDG-PET: nothing outside physiological uptake. DOTATOC PET: liver SUV 25.", "negative"),
    ],
)
def test_a_denial_of_a_part_leaves_the_uptake_of_the_tumour(text: str, fdg: str) -> None:
    assert read_case(text).case.fdg == fdg
