"""Of two values that are told as earlier and as now, the one of now is told; a finding told apart from a cyst stays."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "Mrs R, 61, pNET G2, Ki-67 24 % now, 9 % earlier. Liver mets.",
        "pNET. Ki-67 9 % before, 24 % now",
        "Ki-67: 24 % (previously 9 %)",
        "Ki-67 now 24 %, previously 9 %",
        "Ki67 currently 24 percent, formerly 9 percent",
        "Ki-67 was 9 %; it is 24 % now",
        "Ki-67 24 % vs 9 % before",
        "Ki67 up to 24% from 9%",
        "Ki-67 risen from 9 to 24%",
    ],
)
def test_an_index_told_as_earlier_gives_way_to_the_one_of_now(text: str) -> None:
    assert [(one.low, one.high) for one in read_case(text).case.ki67] == [(24, 24)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ki-67 24% now, was 9% in 2019", [(24, None), (9, 2019)]),
        ("Ki-67 8% before (EUS), 3% in the specimen", [(8, None), (3, None)]),
        ("Ki-67 9% in the primary, liver biopsy now 24%", [(9, None), (24, None)]),
    ],
)
def test_an_earlier_index_with_a_year_or_a_sample_of_its_own_is_kept(text: str, told: list[tuple[int, object]]) -> None:
    assert [(one.low, one.year) for one in read_case(text).case.ki67] == told


@pytest.mark.parametrize(
    "text",
    [
        "pNET G2, two new liver lesions besides the known cyst.",
        "Two liver lesions beside a simple cyst.",
        "pNET. Liver metastases besides the known haemangioma.",
    ],
)
def test_a_lesion_beside_a_cyst_is_not_explained_by_it(text: str) -> None:
    assert ("liver", "absent") not in {(one.site, one.status) for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    "text",
    [
        "pNET 14 mm. Found incidentally.",
        "Found incidentally on CT. pNET 14 mm.",
        "Ileal NET G1, 12 mm. Incidental finding.",
        "62F, rectal NET 6 mm. It was discovered incidentally at screening colonoscopy.",
    ],
)
def test_a_sentence_that_only_tells_of_chance_speaks_of_the_tumour_beside_it(text: str) -> None:
    assert read_case(text).case.symptomatic is False


@pytest.mark.parametrize("text", ["pNET 14 mm. Gallstones. Found incidentally.", "Found incidentally."])
def test_a_chance_finding_of_something_else_tells_nothing_of_the_tumour(text: str) -> None:
    assert read_case(text).case.symptomatic is None
