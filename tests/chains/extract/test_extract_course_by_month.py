"""The course told by months without a year, by lines of treatment that are over, and by what may yet come."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("pNET. Scan in March: progressive. Scan in September: stable.", "stable"),
        ("pNET. CT in May showed progression, switched to everolimus. CT in October: stable disease.", "stable"),
        ("pNET. CT March stable disease, CT June PD.", "progressive"),
        ("pNET. MRI in Feb: PD. MRI in July: partial response.", "responding"),
    ],
)
def test_of_two_scans_of_months_that_go_on_the_later_one_holds(text: str, course: str) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    "text", ["pNET. CT June: PD. CT March: SD.", "pNET. Scan in Nov: PD. Scan in February: stable."]
)
def test_of_two_scans_of_months_that_go_back_nothing_is_told(text: str) -> None:
    assert read_case(text).case.progression is None


@pytest.mark.parametrize(
    ("text", "course"),
    [
        (
            "NET s/p octreotide LAR x 18 mo with progression, s/p 177Lu-DOTATATE x4. CT: liver lesions of decreased "
            "size, consistent with response.",
            "responding",
        ),
        ("NET s/p octreotide with disease progression in liver. Post PRRT scan: stable.", "stable"),
        ("NET, received CAPTEM x6 with progression. Last CT stable disease.", "stable"),
        ("NET s/p octreotide LAR x 18 mo with progression, s/p 177Lu-DOTATATE x4. No scan since.", None),
        ("NET s/p octreotide with progression.", "progressive"),
    ],
)
def test_progression_under_a_treatment_that_is_over_gives_way_to_what_came_after(text: str, course: str | None) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    "text",
    [
        "NET stable on CT but might progress",
        "NET, SD in March, he may progress soon",
        "NET, stable though it could progress",
        "ileal NET. It will progress at some point",
        "NET, likely to grow without treatment",
    ],
)
def test_what_may_yet_come_is_not_the_state_now(text: str) -> None:
    assert read_case(text).case.progression != "progressive"


def test_what_goes_on_is_the_state_now() -> None:
    assert read_case("NET that continues to progress on CT").case.progression == "progressive"
