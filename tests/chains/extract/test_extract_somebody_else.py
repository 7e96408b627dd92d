"""Whose case it is: not a colleague's patient's, not that of a file opened in error; the writer's own relative's."""

import pytest

from chains.extract import read_case


def test_a_colleagues_patient_is_not_this_one() -> None:
    case = read_case("colleague's pt responded to PRRT (G3, -60 %). mine: 45F pNET G2 Ki-67 17 %, PD on CT").case
    assert (case.stated_grade, case.progression) == (2, "progressive")
    assert [one.low for one in case.ki67] == [17]


def test_of_two_patients_a_and_b_the_first_is_an_example() -> None:
    case = read_case("pt A (last week) had G3 with Ki-67 40 % and got captem. pt B now: pNET G2, Ki-67 14 %").case
    assert case.stated_grade == 2
    assert [one.low for one in case.ki67] == [14]
    assert not case.treatments


def test_a_file_opened_in_error_is_not_read() -> None:
    text = (
        "Small cell lung cancer, extensive disease, 68 y/o. Wait: that is her twin sister's file, opened in error. "
        "This patient, the other sister: typical carcinoid of the middle lobe, Ki-67 1 %, no chemotherapy ever."
    )
    assert read_case(text).case.histology == "typical_carcinoid"


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("My dad (71) has a NET of the small bowel with liver mets. His cousin had chemo for lung cancer.", "male"),
        ("Daughter here. My mum has a neuroendocrine tumour of the ileum, metastases in the liver.", "female"),
    ],
)
def test_where_the_writers_relative_is_the_patient_her_disease_is_read(text: str, sex: str) -> None:
    case = read_case(text).case
    assert (case.histology, case.primary_site, case.sex) == ("net", "jejunum_ileum", sex)
    assert [(one.site, one.status) for one in case.metastases] == [("liver", "present")]
    assert not case.treatments


@pytest.mark.parametrize(
    "text",
    [
        "58M with appendix NET. His mother has liver mets of a NEC.",
        "Patient: my mother had a pancreatic NEC with bone metastases.",
    ],
)
def test_a_relative_beside_a_patient_stays_a_relative(text: str) -> None:
    case = read_case(text).case
    assert case.metastases == ()
    assert case.histology in {"net", None}


@pytest.mark.parametrize(
    "text",
    [
        "In contrast to the patient discussed before her (the one with bone and brain mets), Mrs T. has a midgut NET.",
        "Unlike the last patient with bone metastases, this one is clean. Midgut NET.",
        'Please stop copying "bone metastases" from the 2019 note. Midgut NET.',
    ],
)
def test_a_patient_compared_with_and_a_note_no_longer_to_be_copied_tell_nothing(text: str) -> None:
    assert not read_case(text).case.metastases


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, wrong patient above, that Ki67 40% is NOT hers. pNET tail, G2",
        'To correct my letter: I dictated "Ki-67 40 %", that was wrong. pNET tail, G2',
        "Known breast ca. 2011 (ductal, G3, Ki67 40%, 6 x FEC). Now pNET tail, G2",
    ],
)
def test_an_index_that_is_taken_back_or_of_another_tumour_is_not_told(text: str) -> None:
    case = read_case(text).case
    assert (case.ki67, case.stated_grade) == ((), 2)


def test_the_patients_of_a_trial_are_not_ours() -> None:
    text = (
        "In RADIANT-4 the patients were progressive and non-functioning; ours has carcinoid syndrome, lung carcinoid."
    )
    case = read_case(text).case
    assert (case.progression, case.functioning) == (None, "functioning")


def test_a_grade_by_the_book_and_one_that_a_surgeon_gives_are_not_the_pathologists() -> None:
    text = (
        "In the WHO 2022 >20% = G3, right? So our NET with 19.4 % stays G2. Surgeon calls it high grade in his letter."
    )
    assert read_case(text).case.stated_grade == 2


@pytest.mark.parametrize(
    "text",
    [
        "What about his brother? He has MEN1.",
        "And her sister? She has MEN1, G3 and bone mets.",
        "His mother had breast cancer with bone mets. She had MEN1. She died at 60.",
        "How about the patient's father? He had MEN1.",
        "Her brother has a NET with liver mets. He has MEN1.",
    ],
)
def test_a_pronoun_behind_a_relative_who_was_brought_up_is_the_relatives(text: str) -> None:
    case = read_case(text).case
    assert (case.hereditary, case.stated_grade, case.metastases) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "hereditary"),
    [
        ("Her mother had a NET. She has MEN1.", "men1"),
        ("62F ileal NET. Her brother is well. She has MEN1.", "men1"),
        ("What about his brother? The patient has MEN1.", "men1"),
        ("His wife asks about the outlook. He has MEN1.", "men1"),
    ],
)
def test_a_pronoun_that_can_be_the_patients_after_a_statement_is_the_patients(text: str, hereditary: str) -> None:
    assert read_case(text).case.hereditary == hereditary


@pytest.mark.parametrize(
    "text",
    [
        "58M pNET G2, Ki-67 8%. My colleague says it is G3, do you agree?",
        "58M pNET G2, Ki-67 8%. The referring doctor thinks it's G3. Is that right?",
        "58M pNET G2, Ki-67 8%. Someone called it G3, correct?",
    ],
)
def test_what_somebody_else_holds_within_a_question_is_only_supposed(text: str) -> None:
    reading = read_case(text)
    assert reading.case.stated_grade == 2
    assert reading.hypothetical is not None
    assert reading.hypothetical.stated_grade == 3


@pytest.mark.parametrize("text", ["The referring doctor says G3.", "My colleague says it is G3. What are the options?"])
def test_what_somebody_else_tells_without_asking_whether_it_is_right_is_told(text: str) -> None:
    assert read_case(f"pNET. {text}").case.stated_grade == 3


@pytest.mark.parametrize(
    ("text", "grade", "ki67"),
    [
        ("wrong pt!! that ki67 of 45 was the small cell guy from bed 12. Mrs K = rectal NET, G1, ki 1%", 1, [1]),
        ("Mixed up two pts. The G3 one is bed 7. THIS one (bed 9) is G2, ki67 11%, jejunal", 2, [11]),
        ("the ki67 of 60 was from the other patient on ward 3. Ours: ileal NET G2, ki 4%", 2, [4]),
        ("wrong pt, the ki67 of 22% is the other gentleman. This one = ileal NET G1, ki67 1.5%", 1, [1.5]),
        ("Correction: Ki-67 40 % was the previous patient's. Hers: pNET G2, Ki-67 4 %", 2, [4]),
        ("pNET G2, ki 8%. This is the lady in bed 4, for PRRT", 2, [8]),
        ("ileal NET G1, ki67 2%, mr x is the man in room 5.", 1, [2]),
    ],
)
def test_what_was_of_somebody_in_another_bed_is_taken_back_and_nothing_else(
    text: str, grade: int, ki67: list[float]
) -> None:
    case = read_case(text).case
    assert (case.stated_grade, [index.low for index in case.ki67]) == (grade, ki67)


@pytest.mark.parametrize(
    "text",
    [
        "Liver mets on the twin sister's CT. Our pt: MEN1, pNET 9 mm",
        "Unlike Mrs K last week (liver mets), Mr J has a rectal NET of 9 mm",
        "Like the case we had last week with liver mets, this lady has an ileal NET",
        "Different patient: 50M with NEC, liver mets. Back to ours: rectal NET G1",
        "58M rectal NET 9 mm. Prostate RT 2018",
        "s/p lumpectomy, RT and chemo in 2011. Ileal NET, nothing given yet",
        "Colon adenoca 2015 (stage III, chemo). Now pNET 12 mm",
        "Thyroid nodule 12 mm, Bethesda 3. Ileal NET",
    ],
)
def test_spread_and_treatments_of_somebody_else_or_of_another_tumour_are_not_the_patients(text: str) -> None:
    case = read_case(text).case
    assert (case.metastases, case.treatments, case.stated_stage) == ((), (), None)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Thyroid nodule, FNA = metastasis of the ileal NET", "other"),
        ("Ileal NET, lives alone, depends on his wife. Liver mets", "liver"),
        ("Different patient: 50M rectal NEC with liver mets", "liver"),
    ],
)
def test_spread_of_the_patient_is_read_beside_such_words(text: str, site: str) -> None:
    assert [(one.site, one.status) for one in read_case(text).case.metastases] == [(site, "present")]


@pytest.mark.parametrize(
    "relative",
    [
        "Brother d. of panc adeno-ca w/ lung mets, she is v. anxious.",
        "Sister (d. 2015) had NEC with bone mets.",
        "Uncle, d. 2010, NEC, liver mets.",
        "Brother (54) had lung NET with bone mets.",
        "He lost his brother to a NEC w/ brain mets last year.",
    ],
)
def test_a_relative_who_died_ends_no_sentence(relative: str) -> None:
    case = read_case(f"NET of the ileum, G1. {relative}").case
    assert (case.histology, case.metastases) == ("net", ())
