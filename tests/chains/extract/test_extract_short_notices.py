"""What a hurried note tells all the same: a misspelt ileum, an age behind a long name, an index behind a colon."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize("text", ["illeal net, ki67 5%", "NET of the illeum", "ileall NET G2", "terminal ilieum NET"])
def test_a_misspelt_ileum_is_the_ileum(text: str) -> None:
    assert read_case(text).case.primary_site == "jejunum_ileum"


def test_a_word_near_the_iliac_bone_is_no_ileum() -> None:
    assert read_case("right ilial vein thrombosis, NET G1").case.primary_site is None


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Thank you for referring Mr Van Dijk, 63, with a neuroendocrine tumour of unknown primary.", 63),
        ("Mrs de la Cruz, 71, with an ileal NET", 71),
        ("Mr O'Brien, 58, has a pNET", 58),
        ("Mrs Smith-Jones, 66, pNET", 66),
        ("Mr Van Dijk, 63 mm pNET", None),
    ],
)
def test_an_age_behind_a_name_of_several_parts_is_read(text: str, age: float | None) -> None:
    assert read_case(text).case.age_years == age


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Ki-67 has now been performed on the previous ileal resection as requested by MDT (Dr Wong): 3.8% of NET",
            [3.8],
        ),
        ("Ki-67 performed on the liver biopsy as requested by the board of last week and by the surgeon: 12 %", [12]),
        ("NET. Ki-67 was done in the crypts: 60 %.", []),
        ("NET. Ki-67 not done: 3 % of patients.", []),
        ("ileal NET. Ki-67 was requested by the MDT: pending.", []),
    ],
)
def test_an_index_behind_the_words_on_how_it_came_about_is_read(text: str, values: list[float]) -> None:
    assert [index.low for index in read_case(text).case.ki67] == values


def test_a_number_of_cells_is_no_year() -> None:
    (index,) = read_case("Ki-67 of the ileal resection: 3.8% of 2000 cells").case.ki67
    assert (index.low, index.year) == (3.8, None)


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("Hilar and mediastinal nodes (stations 4R, 7, 10R, 11R): 0/12. lung carcinoid", (0, 12)),
        ("Lymph nodes (levels 7 and 10): 1/8. lung carcinoid", (1, 8)),
        ("nodes (peripancreatic, hepatic artery): 2 of 14. pNET", (2, 14)),
    ],
)
def test_nodes_are_counted_behind_their_stations(text: str, nodes: tuple[int, int]) -> None:
    told = read_case(text).case.nodes
    assert told is not None
    assert (told.positive, told.examined) == nodes
