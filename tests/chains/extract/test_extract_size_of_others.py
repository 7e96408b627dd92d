"""The size is that of the tumour: not of a node, of a deposit, of the polyp around it or of another growth."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Duodenal NET, 1.4 cm. Peripancreatic nodes 2 of 16 positive (one 25 mm in size).", 14),
        ("NET 14 mm; nodes 3/10, one of 25 mm.", 14),
        ("Lymph node with NET (12 mm).", None),
        ("Omental nodule with NET, 15 mm.", None),
        ("Skin nodule with NET, 8 mm.", None),
        ("Peritoneal deposit of NET (4 mm).", None),
        ("Hernia sac, 3 cm, with serosal deposits of NET (2 mm).", None),
        ("Ampullary adenoma 25 mm, with a NET of 7 mm at its base.", 7),
        ("Meckel's diverticulum, 5 cm long, with a 4 mm neuroendocrine tumour in its tip.", 4),
    ],
)
def test_a_node_or_a_deposit_with_the_tumour_in_it_has_its_own_size(text: str, size: float | None) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A 12 mm polyp containing a 4 mm NET.", 4),
        ("Polyp 8 mm removed by snare. It contained a NET of only 3 mm.", 3),
        ("NET within a 12 mm polyp.", None),
        ("The polyp of 12 mm was a NET.", 12),
        ("Rectal polyp, 6 mm, turned out to be a neuroendocrine tumour.", 6),
    ],
)
def test_the_tumour_in_a_polyp_is_what_is_measured(text: str, size: float | None) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Pancreatic tail: intraductal papillary mucinous neoplasm, 35 mm; next to it a NET of 3 mm.", 3),
        ("Mucinous cystic neoplasm, 5 cm, pancreatic tail. NET of 6 mm beside it.", 6),
        ("Solid pseudopapillary neoplasm 70 mm in 2010. Now NET 10 mm.", 10),
        ("Sigmoid tumour 50 mm (adenocarcinoma), ileal NET.", None),
        ("Sigmoid tumour 50 mm: adenocarcinoma. Ileal NET 8 mm.", 8),
        ("Gastric mass 40 mm: GIST. Ileal NET.", None),
        ("Tumour (squamous cell carcinoma) 33 mm. Carcinoid elsewhere.", None),
        ("Sigmoid tumour 50 mm, a NET.", 50),
    ],
)
def test_the_size_of_another_growth_is_not_the_tumours(text: str, size: float | None) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Ileal NET, two foci of 17 and 8 mm.", 17),
        ("Ileal NET, foci of 12 and 3 mm.", 12),
        ("Gastric MiNEN (NEC 70%, adenocarcinoma 30%), 58 mm.", 58),
        ("Tumour length 4.0 cm along the bile duct. NEC.", 40),
    ],
)
def test_the_largest_focus_of_the_whole_tumour_is_its_size(text: str, size: float) -> None:
    assert read_case(text).case.tumour_size_mm == size


def test_the_largest_of_several_polyps_is_the_size() -> None:
    text = "Four polyps, largest 11 mm removed by EMR, other ones 3-5 mm. Histo of the largest one: NET type 1, G1."
    assert read_case(text).case.tumour_size_mm == 11
    assert read_case("Atypical lipomatous tumour 12 cm. NET of the ileum.").case.tumour_size_mm is None
