"""The course of the disease where another word says when it ended, whose reading it was, or what it is told of."""

import pytest

from chains.extract import read_case
from chains.extract.reader import read_told


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ileal NET. CT 05/2025: liver mets regressed slightly, still SD by RECIST.", "stable"),
        ("Ileal NET. Mesenteric mass has grown by 1 mm in 2 years, i.e. stable.", "stable"),
        ("Ileal NET. She was progressing on lanreotide, since PRRT things have been quiet.", "stable"),
        ("Ileal NET. Neuropathy is progressive. Tumour stable.", "stable"),
        ("pNET. Last year's progression has come to a halt on everolimus.", "stable"),
        ("pNET. Radiology reads PD, I measured again and come to +11 %, SD then.", "stable"),
        ("pNET. Progression as of the outside radiology; side by side the lesions were of equal size.", "stable"),
        (
            "NEC. Aug CT: liver mets doubled, new deposits. FOLFIRI. After 4 cycles: smaller again everywhere.",
            "responding",
        ),
        ("pNET, had progressed on sunitinib, responding to CAPTEM at present.", "responding"),
        ("Ileal NET. Liver metastases, as described, increased since the previous scan.", "progressive"),
        ("pNET. Pseudoprogression was considered but the next scan confirmed true growth.", "progressive"),
        ("pNET. The disease is progressive.", "progressive"),
        ("pNET / bone mets on DOTATATE / PD / on everolimus 10 mg since Monday.", "progressive"),
        ("pNET / liver mets / SD / lanreotide.", "stable"),
        ("pNET. He is weaker; the metastases are progressive.", "progressive"),
    ],
)
def test_the_word_that_holds_now_tells_the_course(text: str, state: str) -> None:
    assert read_case(text).case.progression == state


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. Disease control for 5 years on lanreotide, until the current CT.",
        "pNET. There was talk of progression but there is none.",
        "pNET. Bone lesion in T9 on MRI: unchanged over nine years, fat containing. This is a haemangioma.",
    ],
)
def test_a_state_that_ended_or_was_only_talked_of_is_not_told(text: str) -> None:
    assert read_case(text).case.progression in {None, "progressive"} - ({"progressive"} if "talk" in text else set())


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ileal NET. Stable disease until now.", "stable"),
        ("pNET. CT: liver lesions unchanged. This is a good result.", "stable"),
        ("pNET. CT shows progression, neuropathy is mild.", "progressive"),
    ],
)
def test_near_such_words_the_course_is_read(text: str, state: str) -> None:
    assert read_case(text).case.progression == state


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("pNET G3, liver mets, on CAPTEM, last scan PR.", "responding"),
        ("pNET G3. Liver mets growing per 7/30 MRI.", "progressive"),
        ("pNET. Today: scans improved vs. Nov. Cont lanreotide.", "responding"),
        ("pNET. Appetite improved vs. Nov. Cont lanreotide.", None),
    ],
)
def test_a_scan_told_in_short_tells_the_course(text: str, wanted: str | None) -> None:
    assert read_case(text).case.progression == wanted


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("Ileal NET. Slight increase in size of liver metastases, not meeting criteria for progression.", "stable"),
        ("Ileal NET. Liver mets up by 12 %, does not meet RECIST criteria for progressive disease.", "stable"),
        ("Ileal NET. Growth below the threshold for PD.", "stable"),
        ("Ileal NET. Liver mets increased, meets criteria for progression.", "progressive"),
        ("Ileal NET with liver mets. Under PD catheter care.", None),
    ],
)
def test_growth_that_does_not_meet_the_criteria_of_progression_is_stable_disease(text: str, course: str | None) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    ("text", "progression"),
    [
        ("pNET. CT: largest liver lesion 41 mm (was 29 mm).", "progressive"),
        ("pNET. CT: liver met now 41 mm (previously 29 mm).", "progressive"),
        ("pNET. CT: liver lesion 2.1 cm (prev. 4.0).", "responding"),
        ("pNET. MRI after TACE: liver lesions 44 -> 30 and 27 -> 19 mm.", "responding"),
        ("pNET. Impression: progressive liver metastases with high SSTR expression.", "progressive"),
        ("Ileal NET. Last CT: peritoneal disease and ascites increased, liver as before.", None),
        ("Ileal NET. CT: bone lesions increased, liver unchanged.", None),
        ("pNET. Local recurrence in the bed 22 mm; interaortocaval node 15 mm new; liver as before.", None),
        ("Ileal NET. CT: liver lesions unchanged, no bone lesions new.", "stable"),
    ],
)
def test_growth_beside_what_stayed_is_no_stable_disease_and_earlier_sizes_tell_the_course(
    text: str, progression: str | None
) -> None:
    assert read_told(text).case.progression == progression
