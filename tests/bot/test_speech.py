"""How text reads aloud."""

import pytest

from bot.render.speech import aloud, listed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Stage IV by AJCC [1, 4]. Grade 2 [2].", "Stage IV by AJCC. Grade 2."),
        ("interval 42-73; years 2000–2016", "interval 42 to 73; years 2000 to 2016"),
        ("(95% CI 9.2-17.3)", "(95% CI 9.2 to 17.3)"),
        ("Ki-67 3-20%, NETTER-1, 5-HIAA, pT2-3, 2021-05-03", "Ki-67 3 to 20%, NETTER-1, 5-HIAA, pT2-3, 2021-05-03"),
        ("1-, 3- and 5-year survival", "1-, 3- and 5-year survival"),
        ("Ki-67 <3% and >20 %, ≥ 5 mm, ≤3, ~8 %", "Ki-67 below 3% and above 20 %, at least 5 mm, at most 3, about 8 %"),
        ("3 mitoses/2 mm², 3/10 HPF", "3 mitoses/2 square millimetres, 3 per 10 HPF"),
        ("2 per 2 mm2", "2 per 2 square millimetres"),
        ("uptake ↑, size ↓, G1 → G2", "uptake up, size down, G1 to G2"),
        ("a <b> c", "a <b> c"),
    ],
)
def test_signs_between_numbers_are_said_in_words(text: str, said: str) -> None:
    assert aloud(text) == said


def test_lines_of_a_list_become_sentences() -> None:
    assert listed("Tumour: grade 2 · Ki-67 8 %\n\nStage: M1 ") == "Tumour: grade 2, Ki-67 8 %.\nStage: M1."
