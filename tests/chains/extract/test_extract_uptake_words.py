# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Uptake that is held against a normal organ: it is a Krenning score by definition, and the organ is no lesion."""

import pytest

from chains.extract import read_case
from chains.extract.imaging.krenning_words import krenning_of
from chains.extract.text.comparison import Against, comparisons_in


def _scores(text: str) -> dict[str, int | None]:
    return {one.location: one.krenning for one in read_case(f"pNET. {text}").case.receptor_imaging}


def _uptake(text: str) -> dict[str, str | None]:
    return {one.location: one.uptake for one in read_case(f"pNET. {text}").case.receptor_imaging}


def _sites(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(f"pNET. {text}").case.metastases}


@pytest.mark.parametrize(
    "words",
    [
        "uptake above normal liver",
        "with uptake higher than physiological liver uptake",
        "more intense than the normal liver",
        "with uptake greater than background liver",
        "with uptake > liver, < spleen",
        "uptake>liver",
        "with uptake exceeding that of the surrounding normal liver parenchyma",
        "with intense uptake, well above liver but less than spleen",
        "with higher uptake than the liver",
        "uptake between liver and spleen",
        "with uptake that is increased compared with normal liver",
        "with uptake above liver, similar to spleen",
    ],
)
def test_uptake_above_the_liver_is_krenning_three(words: str) -> None:
    text = f"DOTATATE: liver lesions {words}."
    assert (_scores(text), _uptake(text)) == ({"liver": 3}, {"liver": "positive"})
    assert _sites(text) == {"liver": "present"}


@pytest.mark.parametrize(
    "words",
    [
        "uptake above spleen",
        "with uptake exceeding that of the spleen",
        "hotter than the kidneys",
        "with uptake greater than normal spleen",
        "with uptake above liver and spleen",
        "with uptake above the spleen but below the kidneys",
        "> spleen",
        "with more intense uptake than the spleen",
    ],
)
def test_uptake_above_the_spleen_or_the_kidneys_is_krenning_four(words: str) -> None:
    text = f"DOTATATE: bone lesions {words}."
    assert (_scores(text), _sites(text)) == ({"bone": 4}, {"bone": "present"})


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("uptake equal to liver", 2),
        ("with uptake similar to normal liver", 2),
        ("with uptake comparable to that of the liver", 2),
        ("as intense as the liver", 2),
        ("uptake slightly below liver", 2),
        ("with uptake equal to or slightly lower than liver", 2),
        ("with uptake above blood pool but below liver", 2),
        ("with uptake not above liver, but above blood pool", 2),
        ("uptake much lower than liver", 1),
        ("with uptake far below the normal liver", 1),
        ("uptake below blood pool", 1),
    ],
)
def test_uptake_up_to_that_of_the_liver_is_krenning_two_or_one(words: str, score: int) -> None:
    text = f"SSTR PET: bone lesions {words}."
    assert _scores(text) == {"bone": score}
    assert _uptake(text) == {"bone": "positive" if score == 2 else None}


@pytest.mark.parametrize(
    ("words", "uptake"),
    [
        ("with faint uptake below liver", {"bone": "positive"}),
        ("avid, below normal liver", {"bone": "positive"}),
        ("with uptake at least equal to liver", {"bone": "positive"}),
        ("with uptake above or equal to liver", {"bone": "positive"}),
        ("with uptake below spleen", {"bone": "positive"}),
        ("with uptake above blood pool", {"bone": "positive"}),
        ("uptake below normal liver", {}),
        ("uptake not above normal liver", {}),
    ],
)
def test_a_comparison_that_leaves_two_scores_open_gives_none(words: str, uptake: dict[str, str]) -> None:
    text = f"DOTATATE: bone lesions {words}."
    assert set(_scores(text).values()) <= {None}
    assert (_uptake(text), _sites(text)) == (uptake, {"bone": "present"})


@pytest.mark.parametrize(
    "text",
    [
        "DOTATATE: bone lesions show no uptake above liver.",
        "DOTATATE: liver lesions without uptake above that of the spleen.",
        "DOTATATE: the known liver metastases show no uptake above normal liver.",
        "DOTATATE: no uptake above normal liver.",
    ],
)
def test_no_uptake_above_an_organ_may_still_be_uptake(text: str) -> None:
    assert _uptake(text) == {}


@pytest.mark.parametrize(
    ("text", "uptake"),
    [
        ("DOTATATE: liver: no uptake above normal liver.", {"liver": "negative"}),
        ("DOTATATE: no uptake above background.", {"whole_body": "negative"}),
        ("DOTATATE: liver lesions not avid, below normal liver.", {"liver": "negative"}),
        ("DOTATATE: liver lesions without uptake, far below liver.", {"liver": "negative"}),
    ],
)
def test_uptake_that_is_denied_stays_negative(text: str, uptake: dict[str, str]) -> None:
    assert (_uptake(text), set(_scores(text).values())) == (uptake, {None})


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("DOTATATE: liver lesions above spleen, bone lesions equal to liver.", {"liver": 4, "bone": 2}),
        ("DOTATATE: nodes with uptake above liver, bone lesions with uptake above spleen.", {"lymph_node": 3, "bone": 4}),
        ("DOTATATE: uptake above spleen in liver and bone metastases.", {"liver": 4, "bone": 4}),
        ("DOTATATE PET\nLiver: lesions, uptake above spleen.\nBone: L3 lesion, uptake similar to the liver.", {"liver": 4, "bone": 2}),
        ("DOTATATE: uptake in all lesions exceeds liver but not spleen.", {"whole_body": 3}),
        ("DOTATATE: most liver lesions above liver, some above spleen.", {"liver": 4}),
        ("Octreoscan: avid lesion in segment 7 (above normal liver).", {"liver": 3}),
        ("Liver lesions with uptake above normal liver on DOTATATE.", {"liver": 3}),
    ],
)  # fmt: skip
def test_a_comparison_goes_to_its_lesion_and_never_to_the_organ_compared_with(
    text: str, scores: dict[str, int]
) -> None:
    assert _scores(text) == scores


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("DOTATATE: liver lesions above spleen (Krenning 3).", {"liver": 3}),
        ("DOTATATE: liver lesions Krenning 3. Uptake above spleen.", {"liver": 3}),
        ("DOTATATE: liver lesions Krenning 2; the uptake of the liver lesions is above normal liver.", {"liver": 2}),
        ("DOTATATE: liver lesions Krenning 3-4 (above spleen).", {"liver": None}),
        ("DOTATATE: bone lesions Krenning 2; liver lesions above spleen.", {"bone": 2, "liver": 4}),
    ],
)
def test_a_number_goes_before_words(text: str, scores: dict[str, int | None]) -> None:
    assert _scores(text) == scores


@pytest.mark.parametrize(
    "text",
    [
        "FDG PET: liver lesions with uptake above liver.",
        "DOTATATE-avid liver mets. FDG uptake above normal liver.",
        "DOTATATE: liver mets avid. FDG PET: uptake of the liver mets. All lesions are above spleen.",
        "FDG PET: Deauville 4, uptake above liver. DOTATATE: nodes avid.",
        "DOTATATE: nodes avid. PSMA PET: nodes with uptake above liver.",
        "DOTATATE avid. MRI: liver lesions with signal intensity above normal liver.",
        "DOTATATE avid. CT: node below spleen, lesion above the left kidney.",
        "DOTATATE: a node above the spleen with intense uptake.",
        "DOTATATE: avid metastases, bone > liver.",
        "DOTATATE: bone lesions with higher uptake than liver metastases.",
        "DOTATATE: physiological uptake of the spleen, above liver.",
        "DOTATATE: physiological uptake in the uncinate process, similar to liver.",
        "DOTATATE: liver mets avid. PRRT requires uptake above liver.",
        "DOTATATE: liver mets, is the uptake above liver?",
        "Liver mets. If DOTATATE uptake is above liver, PRRT.",
        "DOTATATE: liver mets with uptake previously above spleen, now below liver.",
        "Her mother had a DOTATATE PET with uptake above spleen in liver mets.",
        "DOTATATE: avid liver lesions, lesion-to-background ratio above liver.",
    ],
)
def test_what_is_no_comparison_of_receptor_uptake_of_a_lesion_gives_no_score(text: str) -> None:
    assert set(_scores(text).values()) <= {None}


def test_less_or_more_than_an_organ_is_no_change() -> None:
    text = "pNET. DOTATATE: liver lesions hotter than spleen, nodes less intense than spleen."
    assert [one.trend for one in read_case(text).case.receptor_imaging] == [None, None]


def test_a_change_beside_a_comparison_is_still_read() -> None:
    text = "pNET. DOTATATE: liver lesions with uptake above liver, unchanged since 2022."
    assert [(one.krenning, one.trend) for one in read_case(text).case.receptor_imaging] == [(3, "stable")]


@pytest.mark.parametrize("words", ["more intense than normal liver", "avid, above normal liver"])
def test_normal_liver_is_no_negative_fdg_result(words: str) -> None:
    assert read_case(f"pNET. FDG PET: liver lesions {words}.").case.fdg != "negative"


def test_the_score_has_the_span_of_the_comparing_words() -> None:
    text = "pNET. DOTATATE: liver lesions with uptake clearly above normal liver."
    start, end = read_case(text).case.evidence_spans["receptor_imaging[0].krenning"]
    assert text[start:end] == "clearly above normal liver"


def test_a_quote_mark_of_a_letter_is_no_sign_of_comparison() -> None:
    assert comparisons_in("> liver: many lesions\n> spleen normal") == ()


def test_above_one_of_two_organs_is_left_open() -> None:
    (one,) = comparisons_in("uptake above liver or spleen")
    assert krenning_of(one.against) is None
    assert krenning_of((Against("liver", "above"), Against("liver", "below"))) is None
