# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Sites of spread that are only asked, feared or reported, plain answers behind them, and denials of an earlier scan."""

import pytest

from chains.extract import read_case


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("She asked whether it had spread to the bones. It has not.", {"bone": "absent"}),
        ("You asked whether the tumour had spread to the lungs; fortunately not.", {"lung": "absent"}),
        ("He wanted to know whether it has reached the liver. It has.", {"liver": "present"}),
        ("He is afraid that the tumour has gone to the bones; the scan shows that it has not.", {"bone": "absent"}),
        ("Any liver metastases? No. Any bone metastases? Yes, two.", {"liver": "absent", "bone": "present"}),
        ("I was asked whether there are bone metastases. There are not.", {"bone": "absent"}),
    ],
)
def test_the_answer_behind_a_question_tells_of_the_site(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    "text",
    [
        "It could spread to the liver one day.",
        "It may later spread to the bones, we told her.",
        "Should bone metastases be found, denosumab would be added.",
        "She wonders whether the tumour has gone to her brain.",
    ],
)
def test_what_is_asked_or_may_come_is_no_spread(text: str) -> None:
    assert _spread(text) == {}


def test_what_is_known_or_told_is_spread() -> None:
    assert _spread("We know that it has spread to the liver.") == {"liver": "present"}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Bone mets no, liver mets yes.", {"bone": "absent", "liver": "present"}),
        ("Hepatic mets +ve, bone mets -ve.", {"liver": "present", "bone": "absent"}),
        ("Zero liver mets.", {"liver": "absent"}),
        ("Bone metastases are lacking.", {"bone": "absent"}),
        ("Sites of metastasis: liver (+), bones (-).", {"liver": "present", "bone": "absent"}),
        ("Liver metastases were looked for in vain.", {"liver": "absent"}),
        ("PET argues against bone metastases.", {"bone": "absent"}),
    ],
)
def test_a_plain_no_denies_the_metastases_beside_it(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("There are now three liver metastases that were not visible before.", {"liver": "present"}),
        ("New bone metastases which were not seen in 2023.", {"bone": "present"}),
        ("Liver metastases are no longer visible.", {"liver": "absent"}),
        ("Without question liver metastases.", {"liver": "present"}),
        ("Denies pain from bone metastases.", {"bone": "present"}),
        ("No liver metastases in 2020, five in 2024.", {}),
    ],
)
def test_a_denial_of_an_earlier_scan_is_not_one_of_today(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Referral says bone metastases; our MRI shows none.", {"bone": "absent"}),
        ("The GP wrote that he has liver metastases; this is not so.", {"liver": "absent"}),
        ("The letter mentions lung metastases, but these were granulomas.", {"lung": "absent"}),
        ("The suspicion of liver metastases has been refuted.", {"liver": "absent"}),
        ("The suspicion of liver metastases was confirmed by biopsy.", {"liver": "present"}),
        ("Erratum: replace 'no bone metastases' by 'new bone metastases'.", {"bone": "present"}),
        ("Please correct 'no liver metastases' to 'multiple liver metastases'.", {"liver": "present"}),
    ],
)
def test_the_last_word_on_a_report_holds(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        (
            "liver lesions seg 4 and 7 confirmed as mets on biopsy, bone clear on PET",
            {"liver": "present", "bone": "absent"},
        ),
        ("has NEC of the colon, in the liver as well", {"liver": "present"}),
        ("NET of the ileum, also in the liver", {"liver": "present"}),
        ("It has not spread to the liver or the bones.", {"liver": "absent", "bone": "absent"}),
        ("Metastatic to liver, not to bone.", {"liver": "present", "bone": "absent"}),
        ("There is no cancer in your bones.", {"bone": "absent"}),
    ],
)
def test_what_a_clause_tells_of_one_organ_is_not_told_of_the_other(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Is the liver lesion a metastasis? Biopsy Thursday.", {"liver": "possible"}),
        ("Is the bone lesion at L4 a met or not?? MRI next week. pNET G2.", {"bone": "possible"}),
        ("Are the two lung nodules mets? pNET G2", {"lung": "possible"}),
        ("Ileal NET, is the liver lesion really a met? CT next week.", {"liver": "possible"}),
        ("Is the liver lesion metastatic? MRI pending. pNET", {"liver": "possible"}),
        ("Is the liver lesion a metastasis? MRI: haemangioma.", {"liver": "absent"}),
        ("Is the L4 lesion a metastasis? Biopsy confirms metastasis.", {"bone": "present"}),
        ("Is debulking sensible with a liver full of metastases? pNET", {"liver": "present"}),
        ("Can we resect the liver lesion, a single metastasis? pNET", {"liver": "present"}),
        ("Are bone mets suitable for RT? pNET", {"bone": "present"}),
    ],
)
def test_a_question_what_a_lesion_is_leaves_it_possible(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("She fears bone mets, but there are none.", {"bone": "absent"}),
        ("Fear of liver mets although none at MRI.", {"liver": "absent"}),
        ("Patient afraid of brain mets, MRI shows none.", {"brain": "absent"}),
        ("Pt convinced she has bone mets; there are none.", {"bone": "absent"}),
        ("Suspected liver mets, but none confirmed at MRI.", {"liver": "absent"}),
        ("Liver mets feared preop; at laparotomy none palpable.", {"liver": "absent"}),
        ("Referral says liver mets, but there are none at review.", {"liver": "absent"}),
        ("She fears bone mets because of back pain.", {"bone": "possible"}),
        ("?bone mets, liver MRI clear.", {"bone": "possible", "liver": "absent"}),
        ("Suspected bone mets. PET shows one in L3.", {"bone": "present"}),
        ("Feared liver mets were confirmed.", {"liver": "present"}),
        ("She fears that the liver mets have grown.", {"liver": "present"}),
        ("Liver mets although none were seen on CT last year.", {"liver": "present"}),
        ("Multiple liver mets, but none in the right lobe.", {"liver": "present"}),
        ("Fear of flying, liver mets, on lanreotide.", {"liver": "present"}),
    ],
)
def test_what_is_feared_is_what_the_words_behind_make_of_it(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread
