# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Who is named beside the patient tells nothing of her: staff, children, another patient, a case somebody published."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("Our radiologist, she is 58 by the way, reads no metastases. Pt: 66M.", 66, "male"),
        ("The referring physician (male, 41) describes a woman of 63 with a NET of the colon.", 63, "female"),
        ("He (the cardiologist) asks for an echo. The patient, aged 71, has an ileal NET.", 71, None),
        ("Her surgeon thinks that he cannot resect it. Ileal NET, age 55.", 55, "female"),
        ("My 9-year-old daughter asks whether my NET is hereditary.", None, None),
        ("She should keep away from her 4-year-old; she is 41 years of age.", 41, "female"),
        ("Married to a 78-year-old man, she herself is 69.", 69, "female"),
        ("Is everolimus tolerated above the age of 80?", None, None),
        ("Dictated by MF, typed by FM, our reference 62M/24.", None, None),
        ("The referral says 'Mr' but the patient is a woman, 51 years old.", 51, "female"),
        ("Diagnosed at the age of 47 and now 61, this man has been stable.", 61, "male"),
    ],
)
def test_the_age_and_sex_of_whoever_stands_beside_the_patient_are_not_hers(
    text: str, age: float | None, sex: str | None
) -> None:
    case = read_case(text).case
    assert (case.age_years, case.sex) == (age, sex)


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("my 56-year-old patient, male, has a NET", 56, "male"),
        ("A 62-year-old surgeon, male, with an ileal NET.", 62, "male"),
        ("My 70-year-old mother has a NET of the ileum.", None, "female"),
        ("Pt is 71, lives with his son.", 71, "male"),
        ("56-jähriger Mann, NET of the rectum.", 56, "male"),
    ],
)
def test_a_patient_who_is_named_by_a_job_or_as_a_relative_keeps_age_and_sex(
    text: str, age: float | None, sex: str | None
) -> None:
    case = read_case(text).case
    assert (case.age_years or age, case.sex) == (age, sex)


@pytest.mark.parametrize(
    ("text", "syndrome", "age", "sex"),
    [
        ("Unlike our previous case, a 33-year-old man with VIPoma, this patient is a woman of 61, insulinoma.", "insulinoma", 61, "female"),
        ("This is not about Mr B. (66, VIPoma) but about Ms I., 53, carcinoid syndrome.", "carcinoid", 53, "female"),
        ("Carcinoid syndrome in a woman, 53; not about the man of 66 with VIPoma.", "carcinoid", 53, "female"),
        ("In a published case a 22-year-old man had a gastrinoma. Ours is 75, female, no syndrome.", None, 75, "female"),
        ("Please disregard my earlier mail on the man with insulinoma, 34. This one is on a woman, 61.", None, 61, "female"),
        ("We lately saw an 81-year-old lady with carcinoid syndrome; the gentleman discussed today, 56, has none.", None, None, "male"),
        ("The gentleman in question is 56; we once treated an 81-year-old lady with VIPoma.", None, None, "male"),
        ("Two patients. The first, a man of 70 with VIPoma, went home; the one I need advice on is a woman aged 48.", None, 48, "female"),
    ],
)  # fmt: skip
def test_what_a_text_says_it_is_not_about_is_not_the_patients(
    text: str, syndrome: str | None, age: float | None, sex: str
) -> None:
    case = read_case(text).case
    assert (case.syndrome, case.sex) == (syndrome, sex)
    assert case.age_years in {age, None}


@pytest.mark.parametrize(
    "text",
    [
        "The patient in the next bed responded to PRRT and has liver metastases.",
        "A woman in my support group had progression and liver metastases.",
        "I met another patient who had liver metastases and progressed.",
        "Someone from our forum had PRRT with a partial response and liver metastases.",
        "Received the CD of another lady by mistake (liver metastases, PD). Ours has a rectal NET.",
    ],
)
def test_a_fellow_patient_and_a_file_sent_by_mistake_tell_nothing(text: str) -> None:
    case = read_case(text).case
    assert (case.progression, case.metastases, case.treatments) == (None, (), ())


def test_a_patient_seen_lately_is_the_one_in_question_where_no_other_is_named() -> None:
    case = read_case("We recently saw an 80-year-old lady with carcinoid syndrome. How should we treat her?").case
    assert (case.syndrome, case.age_years, case.sex) == ("carcinoid", 80, "female")


@pytest.mark.parametrize(
    ("text", "syndrome"),
    [
        ("Previous case in our clinic: 40F, gastrinoma. Present case: 71M, carcinoid syndrome.", "carcinoid"),
        ("One is about a lady with a gastrinoma who did well. The other is about a man with carcinoid syndrome.", "carcinoid"),
        ("His roommate has a VIPoma; he himself has an insulinoma.", "insulinoma"),
        ("An earlier message described a woman of 40 with a VIPoma. The patient is a man with an insulinoma.", "insulinoma"),
        ("For instance, in a patient with a VIPoma one would give PRRT. Our patient has an insulinoma.", "insulinoma"),
        ("I saw a 60-year-old man with an insulinoma. This patient has liver metastases.", "insulinoma"),
        ("A 66-year-old woman described by the GP as fit has a gastrinoma.", "gastrinoma"),
    ],
)  # fmt: skip
def test_the_syndrome_of_a_case_told_first_gives_way_to_the_patients_own(text: str, syndrome: str) -> None:
    assert read_case(text).case.syndrome == syndrome


@pytest.mark.parametrize(("number", "sex"), [(1, "male"), (2, "female")])
def test_of_a_list_the_case_is_read_that_the_question_names(number: int, sex: str) -> None:
    text = f"Case 1: 60M, PD on lanreotide. Case 2: 48F, stable on octreotide. My question is on case {number}."
    assert read_case(text).case.sex == sex


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Mr and Mrs N. came; she has the NET.", "female"),
        ("He/she is 45.", None),
        ("Goals discussed with him and his daughter.", "male"),
        ("Male nurse on duty; patient Mrs Lund, 59.", "female"),
        ("Pregnant daughter visits; rectal NET.", None),
    ],
)
def test_a_couple_and_staff_do_not_tell_the_patients_sex(text: str, sex: str | None) -> None:
    assert read_case(text).case.sex == sex


@pytest.mark.parametrize(
    ("text", "ecog"),
    [
        ("Performance status ECOG II.", 2),
        ("ECOG I think 1.", None),
        ("Her ECOG was 3 on admission and has improved to 1 by now.", 1),
        ("ECOG 1, Ki-67 has dropped to 2%.", 1),
    ],
)
def test_a_performance_status_in_roman_digits_or_improved_is_read(text: str, ecog: int | None) -> None:
    assert read_case(text).case.ecog == ecog
