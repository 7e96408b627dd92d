"""What a writer takes back at once gives way to what holds, and nothing is lost to a "sorry" about something else."""

import pytest

from chains.extract import read_case
from chains.extract.text.fold import fold
from knowledge.case import CaseDetails


def case(text: str) -> CaseDetails:
    return read_case(text).case


def indices(text: str) -> list[tuple[float, float | None]]:
    return [(one.low, one.high) for one in case(text).ki67]


@pytest.mark.parametrize(
    "text",
    [
        "pNET, Ki-67 8, no wait 18 %",
        "pNET, Ki-67 eight, no wait eighteen percent, eighteen.",
        "pNET, Ki-67 3 - correction 18 %",
        "pNET, Ki-67 is 80, no hang on, 18 %",
        "pNET, Ki-67 80 %, sorry, I mean 18 %",
        "pNET, Ki-67: 80%?? check - 18%.",
        "pNET, Ki-67 should be 18 %, not 8 %",
        "pNET, I said Ki-67 30 % yesterday, that was wrong: it is 18 %",
        "pNET. Ki-67 40% is NOT right, that was the liver burden; histology says Ki-67 18%.",
        'pNET. Letter says "Ki-67 80 %" and the report says "Ki-67 18 %". 18 % is right.',
    ],
)
def test_of_an_index_and_its_correction_only_the_correction_is_read(text: str) -> None:
    assert indices(text) == [(18, 18)]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Mrs W who is 50, correction, 59, has a NET", "age_years", 59),
        ("Mr Z's age should read 59 not 95. Ampullary NET", "age_years", 59),
        ("He's 64. No, wait, 59. Ileal NET", "age_years", 59),
        ("Age 95 (typo, 59). Appendix NET", "age_years", 59),
        ("She is ninety-five, correction fifty-nine. Ileal NET", "age_years", 59),
        ("pNET G1, no, G2", "stated_grade", 2),
        ("62M pNET G1, sorry that should be G2", "stated_grade", 2),
        ("The report says G3. That is a typo, it is G2. pNET", "stated_grade", 2),
        ("Grade 3 is wrong, grade 2 is what path says. pNET", "stated_grade", 2),
        ("Revised report (first issued as G3). pNET. Grade: G2", "stated_grade", 2),
        (">> pNET, G3\n> our pathologist: G2\nAgree with G2.", "stated_grade", 2),
        ("pNET, tumour size twenty five, no, thirty five millimetres", "tumour_size_mm", 35),
        ("pNET, ECOG 1 - I mean 2", "ecog", 2),
        ("pNET, ECOG was 1 in April, now 2", "ecog", 2),
        ("colon NEC, ecog went 3->2 after hydration", "ecog", 2),
        ("pNET, R1, no, R0", "margin", "R0"),
        ("NET of the jejunum, sorry, appendix", "primary_site", "appendix"),
        ("NET of unknown primary in the referral but our DOTATOC shows the ileum", "primary_site", "jejunum_ileum"),
        ("Small bowel NEC, sorry NET, G1", "histology", "net"),
        ("It says 'gastric NEC' at the top and 'gastric NET G3' in the body. NET G3 is right.", "histology", "net"),
        ("62 yo man, I mean woman, rectal NET", "sex", "female"),
        ("Mr Scan, sorry, MR scan was good. Rectal NET. I have discharged her.", "sex", "female"),
        ("Ileal NET, disease stable - sorry - progressive on CT", "progression", "progressive"),
    ],
)
def test_the_value_that_was_put_right_is_read(text: str, field: str, value: object) -> None:
    reading = read_case(text)
    assert getattr(reading.case, field) == value
    assert field not in {conflict.field for conflict in reading.conflicts}


def test_nodes_sites_and_drugs_are_put_right_too() -> None:
    read = case("pNET, nodes 2/14, correction 3/14. Liver mets, sorry, bone mets. On octreotide, no wait, lanreotide.")
    assert read.nodes is not None
    assert (read.nodes.positive, read.nodes.examined) == (3, 14)
    assert read.present_metastases() == {"bone"}
    assert [one.name for one in read.treatments] == ["lanreotide"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pNET, Ki-67 8 %, sorry 18 weeks of waiting", [(8, 8)]),
        ("pNET, Ki-67 8 %. Sorry for the delay, 18 emails came in.", [(8, 8)]),
        ("pNET, Ki-67 8 %. Sorry, G2 not G3.", [(8, 8)]),
        ("pNET, Ki-67 8 %, no, 5 cm mass", [(8, 8)]),
        ("pNET, Ki-67 8 % is right", [(8, 8)]),
        ("pNET. Ki-67 40 % is not right.", [(40, 40)]),
    ],
)
def test_a_value_without_a_correction_of_its_kind_stays(text: str, expected: list[tuple[float, float]]) -> None:
    assert indices(text) == expected


@pytest.mark.parametrize(
    "text",
    ["54 year old woman. Sorry, she has a NET of the rectum.", "Rectal NET, woman of 54. Is it liver, no, bone, yes"],
)
def test_an_apology_or_an_answer_takes_nothing_back(text: str) -> None:
    read = case(text)
    assert (read.primary_site, read.age_years, read.sex) == ("rectum", 54, "female")


def test_two_versions_of_which_nobody_says_which_is_right_are_a_conflict() -> None:
    reading = read_case("'pancreatic NEC' in the letter, 'pancreatic NET G3' in the report; the report is right.")
    assert reading.case.histology is None
    assert [conflict.field for conflict in reading.conflicts] == ["histology"]


def test_a_field_that_was_put_right_counts_as_corrected() -> None:
    assert "ki67" in read_case("Ki-67 8, no wait 18 %, pNET").corrected


def test_a_fact_behind_a_slip_has_its_place_in_the_original() -> None:
    text = "pNET, Ki-67 8, no wait 18 %, ECOG 1"
    read = case(text)
    low, high = read.evidence_spans["ecog"]
    assert text[low:high] == "ECOG 1"
    folded = fold(text)
    assert folded.text == "pnet, ki-67 18 %, ecog 1"
    assert len(folded.starts) == len(folded.ends) == len(folded.text)


def test_a_value_told_further_on_has_its_place_there() -> None:
    text = "Earlier I wrote ki67 30 for the duodenal NET guy, it's 3.0!! So a G2."
    read = read_case(text).case
    assert [(one.low, one.high) for one in read.ki67] == [(3, 3)]
    low, high = read.evidence_spans["ki67[0]"]
    assert "3.0" in text[low:high]
    assert read.primary_site == "duodenum"
