"""Shares of the liver and Krenning scores in the short forms of notes."""

import pytest

from chains.extract import read_case


def _share(text: str) -> tuple[float | None, float | None] | None:
    liver = read_case(text).case.liver
    return (liver.involvement_low, liver.involvement_high) if liver else None


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("PNET G3, Ki67 32%, liver bulky (50-75%), DAXX loss.", (50.0, 75.0)),
        ("ileal NET. Liver dz <10%, stable on octreotide x5y.", (0.0, 10.0)),
        ("NET. Hepatic metastasation on both sides, liver infestation ca. 30 %.", (30.0, 30.0)),
        ("NET. Liver 30ish % involved, extrahepatic only 2 tiny bone foci.", (30.0, 30.0)),
        ("NET, Ki-67 9%. Mets: liver multiple bilateral ~25%; regional nodes.", (25.0, 25.0)),
        ("NET. CT: liver mets 'extensive, >50% of the visualised liver replaced'.", (50.0, 100.0)),
    ],
)
def test_a_share_of_the_liver_in_few_words(text: str, share: tuple[float, float]) -> None:
    assert _share(text) == share


@pytest.mark.parametrize(
    "text",
    ["NET. liver met multiple, Ki-67 25%.", "NET. liver extensive steatosis 30%.", "NET. Liver bx multiple, 15 %."],
)
def test_a_percentage_of_something_else_beside_the_liver_is_no_share(text: str) -> None:
    assert _share(text) in {None, (None, None)}


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Pancreatic NET. DOTATOC: primary Krenning 3; liver 2.", {"pancreas": 3, "liver": 2}),
        ("NET. DOTATOC: liver Krenning 3; bone 2 lesions without uptake.", {"liver": 3}),
        ("NET. Octreoscan: captation in left hepatic lobe, grade 4 of Krenning.", {"liver": 4}),
        ("NET. DOTATATE PET: liver extensive, Th12 + pelvis. All Krenning 4. PRRT held.", {"liver": 4, "bone": 4}),
        ("NET. DOTATATE PET: bone lesions L3, no liver lesion. All Krenning 3.", {"bone": 3}),
    ],
)
def test_scores_that_go_on_or_hold_for_all(text: str, scores: dict[str, int]) -> None:
    told = read_case(text).case.receptor_imaging
    assert {one.location: one.krenning for one in told if one.krenning is not None} == scores
