"""A value that a report gives of the known tumour, a change of a score, and what is found in another organ."""

import pytest

from tests.chains.test_followup import after, ki67

RECTUM = "49M, rectal NET 8 mm removed by EMR, R1, G1, ECOG 1."
LUNG = "44F, typical carcinoid RUL, 22mm, lobectomy 2023. 3 new liver lesions on MR now, ?mets, bx awaited"


@pytest.mark.parametrize(
    "text",
    [
        "the size is 12 mm in the pathology, the 8 was only the endoscopic estimation, please correct",
        "it measured 12 mm on path",
        "the polyp was 12 mm at histology",
        "its 12mm on MRI",
        "the 8 mm was the endoscopic measurement, path says 12",
        "8 was from EUS, pathology 12 mm",
        "the 8 mm is wrong, its 12",
        "path measured it at 12 mm",
        "actual size 12 mm",
    ],
)
def test_a_size_put_right_is_the_size_and_no_ki67(text: str) -> None:
    merged = after(text, RECTUM, "ki67")
    assert (merged.case.tumour_size_mm, merged.case.ki67, merged.conflicts) == (12, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "EUS: liver lesion of 12 mm",
        "there is a 12 mm node on MRI",
        "EUS shows a second polyp, it measures 12 mm",
        "on path the margin is 12 mm away",
    ],
)
def test_the_size_of_something_else_is_not_that_of_the_tumour(text: str) -> None:
    assert after(text, RECTUM).case.tumour_size_mm == 8


@pytest.mark.parametrize(
    "text",
    [
        "the EMR path says grade 2",
        "biopsy report states grade 2",
        "resection specimen shows grade 2",
        "path report: G2",
    ],
)
def test_a_grade_that_a_report_gives_is_taken_with_a_question(text: str) -> None:
    merged = after(text, RECTUM)
    assert (merged.case.stated_grade, [one.field for one in merged.conflicts]) == (2, ["stated_grade"])


@pytest.mark.parametrize("text", ["path says not grade 2", "biopsy shows grade 2 fibrosis", "CTCAE says grade 2"])
def test_a_grade_of_something_else_is_not_that_of_the_tumour(text: str) -> None:
    assert after(text, RECTUM).case.stated_grade == 1


@pytest.mark.parametrize(
    "text",
    [
        "ecog has dropped to 3 since last week",
        "ECOG dropped from 1 to 3",
        "PS has gone down to 3",
        "performance status has worsened to 3",
    ],
)
def test_a_score_that_changed_is_the_new_one(text: str) -> None:
    assert after(text, RECTUM).case.ecog == 3


@pytest.mark.parametrize(
    "text", ["EUS-FNA: Ki-67 <... let me check. It's 4%.", "ki67 is... hang on... 4%", "Ki-67: wait. 4%"]
)
def test_a_value_behind_words_of_hesitation_is_read_without_its_broken_off_sign(text: str) -> None:
    merged = after(text, RECTUM)
    assert (ki67(merged.case), merged.case.ki67[0].operator) == ([(4, 4)], "=")


def test_a_number_of_something_else_behind_a_pending_index_is_no_index() -> None:
    assert after("ki67 pending. Hb dropped by 4%", RECTUM).case.ki67 == ()


def test_a_biopsy_that_is_metastatic_settles_the_possible_spread_and_the_kind_stays_without_a_question() -> None:
    merged = after("bx back = metastatic NET, ki67 9%", LUNG)
    assert [(one.site, one.status) for one in merged.case.metastases] == [("liver", "present")]
    assert (merged.case.histology, merged.conflicts) == ("typical_carcinoid", ())


@pytest.mark.parametrize("text", ["bx: no metastasis", "bx awaited, metastasis?", "biopsy suspicious for metastasis"])
def test_a_biopsy_that_does_not_say_so_settles_nothing(text: str) -> None:
    assert "liver" not in after(text, LUNG).case.present_metastases()


def test_another_kind_of_carcinoid_is_a_conflict() -> None:
    assert [one.field for one in after("path says it is an atypical carcinoid", LUNG).conflicts] == ["histology"]


@pytest.mark.parametrize("text", ["CT: lung nodule 6 mm, possible metastasis", "new pancreatic lesion on MRI, 9 mm"])
def test_what_is_found_in_another_organ_moves_no_primary(text: str) -> None:
    merged = after(text, RECTUM)
    assert (merged.case.primary_site, merged.case.tumour_size_mm, merged.conflicts) == ("rectum", 8, ())


@pytest.mark.parametrize(
    ("text", "site"), [("the lung nodule is the primary", "lung"), ("pancreas, not rectum", "pancreas")]
)
def test_a_primary_that_is_named_as_such_is_taken(text: str, site: str) -> None:
    assert after(text, RECTUM).case.primary_site == site
