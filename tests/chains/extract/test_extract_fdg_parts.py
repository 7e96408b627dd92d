"""FDG of a part: a denial told of one organ, or of what is beside the tumour, is no negative PET."""

import pytest

from chains.extract import read_case
from chains.extract.reader import read_told


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


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("Pancreatic NEC. CT and FDG PET: regional nodes big, liver no mets, lungs clear.", None),
        ("Gastric NEC. PET (FDG) intense in the stomach, perigastric nodes, no distant foci.", "positive"),
        ("NEC pancreas: dotatate negative, FDG SUV 14, ki 55%.", "positive"),
        ("NET G3 pancreas. SSTR faint. FDG 18 SUV", "positive"),
        ("NET G2 pancreas. SSTR bright. FDG 2.1 SUV", None),
        ("Carcinoid. PET FDG captant in the right hilum.", "positive"),
        ("Carcinoid. FDG non captant.", "negative"),
    ],
)
def test_a_clear_organ_is_no_negative_pet_and_figures_and_words_of_uptake_a_positive_one(
    text: str, fdg: str | None
) -> None:
    assert read_told(text).case.fdg == fdg
