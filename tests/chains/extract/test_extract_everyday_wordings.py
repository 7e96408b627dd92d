# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Wordings of letters, messages and dictations for the facts that are not treatments; and what must not be read."""

import pytest

from chains.extract import read_case


def told(text: str, field: str) -> object:
    return getattr(read_case(text).case, field)


def index_of(text: str) -> list[tuple[float, str | None, int | None]]:
    return [(one.low, one.specimen, one.year) for one in read_case(text).case.ki67]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Girl of 16 years, NET of the appendix.", 16),
        ("Rectal NET, M., 61 y. No spread.", 61),
        ("71 y., male. Gastric NET.", 71),
        ("This is a fifty three year old man with a lung carcinoid.", 53),
        ("A charming gentleman on our list, 78. Jejunal NET.", 78),
        ("Sorry for the delay. 47, pNET G1, liver mets.", 47),
    ],
)
def test_an_age_is_read_however_it_stands(text: str, age: int) -> None:
    assert told(text, "age_years") == age


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET resected in 2019. 12, 15 and 18 mm liver mets.",
        "Seen on 14. The man, 14.3.2024, had a NET.",
        "NET. 12 lesions.",
    ],
)
def test_a_size_a_date_or_a_count_is_no_age(text: str) -> None:
    assert told(text, "age_years") is None


@pytest.mark.parametrize(
    ("text", "score"),
    [("ECOG remains 1, pNET", 1), ("PS zero, NET", 0), ("ECOG was 0, now 2. NET", 2), ("performance status still two; NET", 2)],
)  # fmt: skip
def test_an_ecog_that_stays_or_is_a_word(text: str, score: int) -> None:
    assert told(text, "ecog") == score


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In May 2020 he underwent a Whipple; histology: NET G1, Ki-67 2 %.", [(2, None, None)]),
        ("Biopsy of the rectal lesion: NET, Ki-67 1 %.", [(1, None, None)]),
        ("Is a Ki-67 of 30 % in a pNET too high for PRRT?", [(30, None, None)]),
        ("Ileal resection 2015: Ki-67 1 %. Liver biopsy 2022: Ki-67 9 %.", [(1, "primary", 2015), (9, "metastasis", 2022)]),
        ("Primary, 2016: Ki-67 3 %\nNodal metastasis, 2021: G2, Ki-67 12 %", [(3, "primary", 2016), (12, "metastasis", 2021)]),
        ("pNET. Ki-67 was reported as 20 %, which was an error. The right value is 2 %.", [(2, None, None)]),
        ("Rectal NET. Ki-67 12 % was a misprint.", []),
        ("Lung NET, key 67 eleven percent.", [(11, None, None)]),
    ],
)  # fmt: skip
def test_ki67_and_the_specimen_that_the_text_names(
    text: str, values: list[tuple[float, str | None, int | None]]
) -> None:
    assert index_of(text) == values


def test_a_question_tells_the_values_of_its_case() -> None:
    case = read_case("Is there any benefit of PRRT in a G3 rectal NET, Ki-67 35 %, 40 % liver involvement?").case
    assert (case.stated_grade, case.primary_site, case.ki67[0].low) == (3, "rectum", 35)
    assert case.liver is not None
    assert case.liver.involvement_low == 40


@pytest.mark.parametrize(
    "text",
    [
        "Is it a G2 NET?",
        "Is NET G3 the same as NEC?",
        "The trainee asks whether this is a grade 3 NET or an NEC.",
        "How do you distinguish a NEC from a G3 NET?",
    ],
)
def test_what_is_asked_for_is_not_stated(text: str) -> None:
    case = read_case(text).case
    assert (case.histology, case.stated_grade) == (None, None)


def test_two_grades_set_against_each_other_state_none() -> None:
    assert told("Does G1 versus G2 matter for a 9 mm appendiceal NET?", "stated_grade") is None


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("NET of the appendix after appendicectomy. 14 mm, R0.", 14),
        ("Five polyps in the fundus, the largest 6 mm; one removed. Histology: gastric NET.", 6),
        ("Ileal NET. Tumour load 20 % of the liver, largest in segment 6 38 mm.", None),
        ("Liver mets of a NET. 18 mm, unchanged.", None),
    ],
)  # fmt: skip
def test_a_size_goes_to_the_primary_only_when_it_is_told_of_it(text: str, size: float | None) -> None:
    assert told(text, "tumour_size_mm") == size


def test_fat_in_the_liver_is_no_involvement() -> None:
    assert told("Liver biopsy: NET metastasis. Background liver with 40 % mixed vesicular steatosis.", "liver") is None


def test_growth_into_a_neighbour_is_no_progression() -> None:
    case = read_case("Duodenal NET growing into the pancreatic head.").case
    assert (case.tumour_extent, case.progression) == ("pancreas_or_peripancreatic_fat", None)


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Carcinoid of the lung, bone and liver metastases.", {("bone", "present"), ("liver", "present")}),
        ("Thymic NET, bone metastases in the ribs and lung nodules that are probably metastatic.", {("bone", "present"), ("lung", "possible")}),
        ("CUP-NET, liver dominant, both lobes.", {("liver", "present")}),
        ("pNET with lung and liver metastases.", {("lung", "present"), ("liver", "present")}),
    ],
)  # fmt: skip
def test_sites_of_spread_apart_from_where_the_tumour_came_from(text: str, sites: set[tuple[str, str]]) -> None:
    assert {(one.site, one.status) for one in read_case(text).case.metastases} == sites


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("pNET, now PD on CECT. FDG PET not done.", "progressive"),
        ("Jejunal NET. CT: SD as per RECIST.", "stable"),
        ("NEC on FOLFIRI, the CT shows a response.", "responding"),
        ("NET of the lung. CT: new liver lesions ?mets.", None),
        ("NET of the lung. CT: new liver lesions, probably cysts.", None),
        ("pNET. The CT does not show a response.", None),
        ("NET of the lung. CT: new liver metastases.", "progressive"),
    ],
)
def test_the_course_in_shorthand(text: str, course: str | None) -> None:
    assert told(text, "progression") == course


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("NET, CgA has fallen to 88 ng/mL", 88, "ng/mL"),
        ("NET, 5-HIAA fell from 90 to 41 mg per 24 hours", 41, "mg per 24 hours"),
        ("NET, CgA 340 -> 512 ng/mL", 512, "ng/mL"),
    ],
)
def test_the_level_of_a_marker_is_the_latest(text: str, value: float, unit: str) -> None:
    (marker,) = read_case(text).case.markers
    assert (marker.value, marker.unit) == (value, unit)


def test_year_of_diagnosis_stage_and_syndrome_in_short_forms() -> None:
    case = read_case("Ileal NET, ED 04/2017; stage four, carcinoid sd.").case
    assert (case.diagnosis_year, case.stated_stage, case.syndrome) == (2017, "IV", "carcinoid")
    assert told("Ileal NET, seen in ED 04/2017 with ileus.", "diagnosis_year") is None


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Ileal NET, liver and bone mets, DOTATATE negative, FDG positive.", {("whole_body", "negative", None)}),
        ("Gastric NET. DOTATOC PET: gastric tumour Krenning 3.", {("other", "positive", None)}),
        ("pNET. DOTATATE PET: para-aortic node, Krenning 3. This uptake was not seen in 2023.", {("lymph_node", "positive", "new")}),
    ],
)  # fmt: skip
def test_receptor_imaging_goes_to_its_place(text: str, entries: set[tuple[str, str, str | None]]) -> None:
    assert {(one.location, one.uptake, one.trend) for one in read_case(text).case.receptor_imaging} == entries


def test_a_doubtful_lesion_is_still_fdg_positive() -> None:
    assert told("NEC. FDG PET: FDG-positive focus, suspicious for a peritoneal metastasis.", "fdg") == "positive"
    assert told("NEC. FDG PET: possible uptake in the liver.", "fdg") is None


def test_dictated_text_is_read_as_if_typed() -> None:
    text = "58 year old woman comma atypical car sinoid of the lung comma T 2 N 1 comma 4 my toses per 2 square millimeters period"
    reading = read_case(text)
    case = reading.case
    assert (case.histology, case.t, case.n, case.mitoses and case.mitoses.low) == ("atypical_carcinoid", "T2", "N1", 4)
    start, end = case.evidence_spans["histology"]
    assert text[start:end] == "atypical car sinoid"


def test_comma_and_period_stay_words_in_typed_text() -> None:
    assert told("Rectal NET. In the period after surgery Ki-67 was 3 %.", "ki67")


def test_a_syndrome_that_is_only_asked_for_is_not_told() -> None:
    assert told("Could this be carcinoid syndrome? Flushing, ileal NET.", "syndrome") is None
    assert told("I'm 52 and have a rectal NET.", "sex") is None


def test_a_remark_in_brackets_does_not_end_the_row_of_values() -> None:
    text = "Ki-67 was 3% in 2018 (appendix, R0) and is 18% now in the ovarian metastasis. NET."
    assert index_of(text) == [(3, "primary", 2018), (18, "metastasis", None)]
    assert index_of("Ki-67 (primary): 4%. Ki-67 (liver): 11%. NET.") == [(4, "primary", None), (11, "metastasis", None)]


def test_a_raised_point_is_a_decimal_point() -> None:
    assert index_of("Jejunal NET, Ki67 2\u00b75%.") == [(2.5, None, None)]
    assert index_of("Jejunal NET, ki 3 percent.") == [(3, None, None)]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("NET small intestine, liver mets", "jejunum_ileum"),
        ("NET small bowel G1", "jejunum_ileum"),
        ("neuroendocrin tumor, apendix, 2.3 cm", "appendix"),
        ("appendicial carcinoid 9 mm", "appendix"),
    ],
)
def test_an_organ_told_beside_the_tumour_or_misspelt_is_the_primary_site(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    "words", ["mono since January", "mono since 2023", "alone since 03/2023", "monotherapy since May"]
)
def test_a_drug_given_alone_since_a_date_still_runs(words: str) -> None:
    assert [one.status for one in read_case(f"pNET. Temozolomide {words}.").case.treatments] == ["ongoing"]


def test_a_liver_that_looked_clean_is_free_of_metastases() -> None:
    case = read_case("Caecal NET. Liver looked clean at operation.").case
    assert [(one.site, one.status) for one in case.metastases] == [("liver", "absent")]
