"""The course of the disease where it is a complaint or a criterion that is called progressive, and in tables."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "Gastric NET resected. 8 kg loss over 3 months, progressive.",
        "Back pain since May, progressive, worse at night. Ileal NET.",
        "Numbness in both feet progressing over the last weeks. NEC on cisplatin.",
        "Progressive supranuclear palsy, gastric NET type 1.",
        "Valve disease progressing, TR now severe. Ileal NET.",
        "Confusion progressed overnight. NEC, liver mets.",
        "Thrombus in the portal vein has progressed. PanNET.",
        "Hearing worse, tinnitus progressed after cisplatin. NEC.",
        "Blood cultures: no growth. Ileal NET.",
        "The other NET patient had PD. This one: ileal NET, first scan in May.",
    ],
)
def test_a_complaint_that_progresses_is_not_the_tumour(text: str) -> None:
    assert read_case(text).case.progression is None


@pytest.mark.parametrize(
    "text",
    [
        "Weight loss and pain; CT progressive in the liver. Ileal NET.",
        "Fatigue, 4 kg down, progressive disease on CT. Ileal NET.",
        "61F, ileal NET, progressive on lanreotide, diarrhoea.",
        "Last CT more ascites, larger nodules in the omentum = progressive. Ileal NET.",
        "Bone pain, progressive bone mets on MRI. Lung NET.",
        "Tumour progression despite good symptom control. Ileal NET.",
    ],
)
def test_beside_a_complaint_the_tumour_may_progress(text: str) -> None:
    assert read_case(text).case.progression == "progressive"


@pytest.mark.parametrize(
    "text",
    [
        "Trial is PFS endpoint, progression within 12 mo required. Lung carcinoid, typical.",
        "For NETTER-3 you must have progressive disease. She is 54, panNET G2.",
        "Label: progressive GEP-NET after SSA. 66M ileal NET G2.",
        "The insurer asks for proof of progression before everolimus. panNET, G2.",
        "CT was not done, so we cannot comment on progression for now. Ileal NET.",
        "Progression: not evaluable. panNET, liver mets.",
        "Progression cannot be assessed, no comparison. Liver mets of ileal NET.",
        "Not enough data to speak of progression. Ileal NET.",
        "A partial response would allow surgery. panNET.",
    ],
)
def test_a_state_that_is_asked_for_or_cannot_be_told_is_none(text: str) -> None:
    assert read_case(text).case.progression is None


@pytest.mark.parametrize(
    "text",
    [
        "Trial: he qualifies, PD on CT last month. panNET.",
        "Progression is documented: liver mets 22 to 34 mm. Ileal NET.",
        "Cannot tolerate sunitinib and is progressing on CT. panNET.",
    ],
)
def test_near_such_words_the_state_is_told(text: str) -> None:
    assert read_case(text).case.progression == "progressive"


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        (
            ("2016-2021 | octreotide LAR | PD liver 2021", "2021-22 | Lu-177 x4 | PR", "2024- | everolimus | SD"),
            "stable",
        ),
        (
            ("2016-2021 | octreotide LAR | SD", "2021-22 | Lu-177 x4 | PR", "2024- | everolimus | PD 9/25"),
            "progressive",
        ),
        (("2024- | everolimus | PD 9/25", "2021-22 | Lu-177 x4 | PR", "2016-21 | octreotide | SD"), "progressive"),
    ],
)
def test_the_row_begun_last_tells_the_state_now(rows: tuple[str, ...], state: str) -> None:
    text = "Ileal NET, liver metastases.\n" + "\n".join(f"| {row} |" for row in rows)
    assert read_case(text).case.progression == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Gastrinoma, liver mets. PRRT x4 completed 2022. Stable since. Gastrin 3400.", "stable"),
        ("Ileal NET. Angina, stent 2019. Stable since.", None),
        ("Ileal NET. Whipple 2019. Weight 60 kg. Stable since.", None),
    ],
)
def test_stable_since_is_the_disease_right_behind_a_treatment(text: str, state: str | None) -> None:
    assert read_case(text).case.progression == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("pNET, liver mets. We suspect progression on CT.", None),
        ("pNET, liver mets. I suspect she is progressing.", None),
        ("pNET, liver mets. Radiology suspects PD in the liver.", None),
        ("pNET, liver mets. Suspect disease progression since she has more pain.", None),
        ("pNET, liver mets. Clear progression on CT, as we suspected.", "progressive"),
        ("pNET, liver mets: progressive disease. We suspect a new focus in the spine.", "progressive"),
    ],
)
def test_a_state_that_somebody_suspects_is_none(text: str, state: str | None) -> None:
    assert read_case(text).case.progression == state
