"""Course that is waited for, that led to a treatment, or that sizes of several years tell."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "progression"),
    [
        ("SI-NET on SSA, CT 3/24 SD. Should we await progression before PRRT?", "stable"),
        ("pNET, last MRI stable. I'd wait the progress.", "stable"),
        ("pNET. CT shows progression. Wait or start PRRT?", "progressive"),
        ("pNET. CT: progression. Waiting list for PRRT.", "progressive"),
    ],
)
def test_progression_that_is_waited_for_has_not_come(text: str, progression: str) -> None:
    assert read_case(text).case.progression == progression


@pytest.mark.parametrize(
    ("text", "progression"),
    [
        ("177Lu cycle 3 of 4. Indication: progressive SI-NET. CT: lesions have shrunk from 40 to 28 mm.", "responding"),
        (
            "Indication: progressive disease on lanreotide. PRRT #4. CT: liver lesions smaller than before.",
            "responding",
        ),
        ("Indication: progressive SI-NET with liver mets. Cycle 1 of Lutathera given today.", "progressive"),
        ("pNET. CT shows progression, so everolimus stopped. MDT next week.", "progressive"),
        ("pNET. Everolimus stopped for PD, then CAPTEM started.", None),
    ],
)
def test_what_led_to_a_treatment_is_the_state_until_another_is_told(text: str, progression: str | None) -> None:
    assert read_case(text).case.progression == progression


@pytest.mark.parametrize(
    ("text", "progression"),
    [
        ("pNET body under surveillance: 9 mm (2020), 10 mm (2022), 10 mm (2024).", "stable"),
        ("pNET head, MRI: 2019 11 mm, 2021 15 mm, 2023 21 mm.", "progressive"),
        ("pNET tail. Cyst of kidney: 12 mm (2020), 14 mm (2022), 22 mm (2024).", None),
        ("Aortic aneurysm 40 mm (2020), 42 mm (2022), 48 mm (2024). Ileal NET.", None),
    ],
)
def test_sizes_with_their_years_tell_the_course_of_a_tumour(text: str, progression: str | None) -> None:
    assert read_case(text).case.progression == progression


@pytest.mark.parametrize(
    ("text", "progression"),
    [
        ("CT of the ileal NET pt. Liver same as before (2 lesions). Next CT 6m", "stable"),
        ("NET. Last imaging 02/24 MRI no bone metastases, liver unchanged in comparison with 2023.", "stable"),
        ("NET. CT reveals multiple hepatic secondaries which were not there in 2022.", "progressive"),
        ("NET. CT 01/25: peritoneal plaques have grown, ascites back.", "progressive"),
        ("NEC. CAPTEM was stopped in April, growing through it.", "progressive"),
        ("pNET on lanreotide. CT: diminution of lesions, surprising.", "responding"),
        ("ileal NET. DOTATATE: liver same as before, intense.", None),
    ],
)
def test_growth_and_stillness_in_plain_words(text: str, progression: str | None) -> None:
    assert read_case(text).case.progression == progression
