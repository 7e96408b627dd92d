# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Krenning scores that stand bare beside their sites, and which of two FDG results holds."""

import pytest

from chains.extract import read_case


def _scores(text: str) -> dict[str, int]:
    return {one.location: one.krenning for one in read_case(text).case.receptor_imaging if one.krenning is not None}


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("pNET. DOTATATE PET: Krenning: liver 4, bone 3.", {"liver": 4, "bone": 3}),
        ("pNET. SSTR uptake 4 in liver, 3 bone (Krenning)", {"liver": 4, "bone": 3}),
        ("Gastric NET. PET single liver met seg 2, SSTR 3 (Krenning).", {"liver": 3}),
        ("pNET. DOTATATE PET: tail lesion intense, K score 4.", {"pancreas": 4}),
        ("NET. DOTATATE PET: liver Krenning 4, mesenteric nodes 3.", {"liver": 4, "lymph_node": 3}),
        ("NET. Liver lesions reduced; Krenning score of the liver now 2.", {"liver": 2}),
        ("NET. Krenning (0-4): liver 3; bone 2; nodes 0", {"liver": 3, "bone": 2, "lymph_node": 0}),
        ("NET. Krenning grades:\nliver 3\nbone 2", {"liver": 3, "bone": 2}),
        (
            "pNET\nKrenning score: 0 none, 1 very low, 2 equal to liver, 3 above liver, 4 above spleen.\nPrimary in the pancreatic tail: 3. Liver metastases: 4.",
            {"pancreas": 3, "liver": 4},
        ),
    ],
)
def test_one_word_krenning_makes_the_digits_beside_the_sites_scores(text: str, scores: dict[str, int]) -> None:
    assert _scores(text) == scores


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("NET. DOTATATE: liver Krenning 4, 3 bone lesions, 2 nodes.", {"liver": 4}),
        ("NET. Krenning 0 = no uptake, 1 = less than liver, 2 = liver, 3 = more, 4 = more than spleen.", {}),
        ("NET. DOTATATE: Krenning 4 in the liver. Lesions: liver 3, bone 2.", {"liver": 4}),
    ],
)
def test_counts_and_the_legend_of_the_scale_are_no_scores(text: str, scores: dict[str, int]) -> None:
    assert _scores(text) == scores


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("pNET. FDG-PET 2021: negative. FDG-PET now: several liver mets avid.", "positive"),
        ("pNET. FDG PET negative in 2021, positive in 2024.", "positive"),
        ("pNET. FDG PET positive (2021), negative after chemo in 2023.", "negative"),
        ("pNET. FDG was initially negative, now positive.", "positive"),
        ("pNET. FDG-PET converted from negative to positive.", "positive"),
        ("pNET. FDG positive now; last year FDG negative.", "positive"),
        ("pNET. FDG PET 03/22 positive in liver. FDG PET 05/24 negative.", "negative"),
        ("pNET. FDG PET negative, new lesions positive on DOTATATE.", "negative"),
    ],
)
def test_of_two_fdg_results_the_later_one_holds(text: str, fdg: str) -> None:
    assert read_case(text).case.fdg == fdg
