# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Treatments told in passing: on a list, added to, pumped, counted, wanted no longer, asked for."""

import pytest

from chains.extract import read_case


def standings(text: str) -> dict[str, str]:
    return {one.name: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ileal NET. Put him on PRRT list for April.", {"prrt": "planned"}),
        ("Ileal NET. Primary to come out first, date 30 Oct.", {"surgery": "planned"}),
        ("Rectal NET, listed for the liver resection but has changed her mind", {"liver resection": "declined"}),
        ("Colon NEC. Wants no chemo.", {"chemotherapy": "declined"}),
        ("Gastric NET. They offered the hormone injections but he said no thank you.", {"somatostatin analogue": "declined"}),
        ("pNET. What else have we got - PRRT? TACE?", {"prrt": "considered", "tace": "considered"}),
        ("Ileal NET. I'd start lanreotide now.", {"lanreotide": "considered"}),
        ("pNET, liver mets. PRRT once stable?", {"prrt": "considered"}),
        ("DIPNECH. Octreotide trial for cough is being thought about.", {"octreotide": "considered"}),
        ("pNET G2. Everolimus is available. Kindly advise.", {"everolimus": "considered"}),
        ("Duodenal NET. Pls guide surgery or not.", {"surgery": "considered"}),
        ("Appendix NET. Please tell if somatostatin is needed.", {"somatostatin analogue": "considered"}),
        ("Unknown primary NET. Surgeon says explor lap to find it??", {"surgery": "considered"}),
        ("pNET. Prior PRRT x4 (last 2023) so dose reduced.", {"prrt": "done"}),
        ("pNET bone mets, pain better after the RT (5x4 Gy, finished fri)", {"radiotherapy": "done"}),
        ("Thymic NET, resected 2020 R1 then 50 Gy", {"surgery": "done", "radiotherapy": "done"}),
        ("Lung NET. Typical carcinoid on the wedge from 3 Oct.", {"wedge resection": "done"}),
        ("Lung NET, had my lower lobe out 2 yrs ago.", {"surgery": "done"}),
        ("pNET. She takes everolimus, mouth is bad. I told her stop, she stopped on 8th.", {"everolimus": "done"}),
        ("Ileal NET. Telotristat added to lanreotide in June.", {"telotristat": "ongoing", "lanreotide": "ongoing"}),
        ("Ileal NET. Octreotide now via syringe driver.", {"octreotide": "ongoing"}),
        ("Ileal NET, I get Sandostatin injections once a month.", {"octreotide": "ongoing"}),
        ("pNET, also LAR every 28 d", {"octreotide": "ongoing"}),
        ("Ileal NET, flushing despite lan q3wk. IR says no.", {"lanreotide": "ongoing"}),
        ("Thymic NET. Postop RT 60 Gy/30, today is fraction 17.", {"radiotherapy": "ongoing"}),
        ("pNET. RT to the spine, today is fraction 3 of 5.", {"radiotherapy": "ongoing"}),
        ("Rectal NEC. He did 2 of 6 chemo and the third is next week.", {"chemotherapy": "ongoing"}),
    ],
)  # fmt: skip
def test_a_treatment_told_in_passing_has_its_status(text: str, expected: dict[str, str]) -> None:
    assert standings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pNET. She was offered PRRT, changed her mind and now wants it.", {"prrt": "considered"}),
        ("Ileal NET. Octreotide stopped, added everolimus in May.", {"octreotide": "done", "everolimus": "ongoing"}),
        ("pNET. RT to the spine, fraction 5 of 5 was today.", {"radiotherapy": "done"}),
        ("pNET. Everolimus not available here.", {}),
        ("Rectal NET. Hormone injections for his prostate cancer since 2018.", {}),
        ("Ileal NET. Kidneys got 23 Gy from four cycles of PRRT in 2021.", {"prrt": "done"}),
    ],
)
def test_words_that_are_alike_tell_otherwise(text: str, expected: dict[str, str]) -> None:
    assert standings(text) == expected
