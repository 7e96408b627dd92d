"""A primary found after all, a doubt of what stands beside, and the indices of several samples."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("The unknown primary: capsule found it! In distal ileum. So ileal NET G1 with liver mets.", "jejunum_ileum"),
        ("NET of unknown primary, enteroscopy found the primary: jejunal NET.", "jejunum_ileum"),
        ("NET of unknown primary, capsule did not find it. An ileal NET is likely.", "unknown_primary"),
        ("NET of unknown primary; found the primary? An ileal NET is suspected.", "unknown_primary"),
        ("NET of unknown primary. If it is found: a pancreatic NET would get CAPTEM.", "unknown_primary"),
        ("Liver biopsy: NET G1. Primary not yet known.", "unknown_primary"),
        ("Patient, grêle NET, G2, mesenteric mass.", "jejunum_ileum"),
        ("Who can tell me if ki67 22% on a 1.1 cm ileal NET is real?", "jejunum_ileum"),
    ],
)
def test_the_primary_is_the_one_that_was_found(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ("Rectal NEC, bilobar liver mets + lung nodules indeterminate.", "liver", "present"),
        ("Rectal NEC, bilobar liver mets + lung nodules indeterminate.", "lung", "possible"),
        ("Rectal NEC, liver lesions indeterminate.", "liver", "possible"),
        ("Atypical carcinoid. Brain lesion 8 mm. MR: could be cavernoma, repeat in 6 weeks.", "brain", "possible"),
        ("Atypical carcinoid. Brain metastasis 8 mm, treated. MR: stable.", "brain", "present"),
        ("Midgut NET, PRRT 4 cycles, now progressive in liver.", "liver", "present"),
    ],
)
def test_a_doubt_holds_for_the_finding_it_is_told_of(text: str, site: str, status: str) -> None:
    assert _spread(text).get(site) == status


def _indices(text: str) -> list[float]:
    return [one.low for one in read_case(text).case.ki67]


def test_every_year_of_a_series_is_an_index_of_its_own() -> None:
    text = "pNET. Ki67: 2019 primary 3%, 2022 liver 18%, 2025 liver 42%, still well diff."
    assert _indices(text) == [3, 18, 42]
    assert read_case(text).case.liver is None


def test_a_share_of_the_liver_behind_an_index_is_none() -> None:
    assert _indices("pNET, Ki67 3%, liver 18% replaced.") == [3]


def test_the_value_of_the_initial_report_stays_on_record() -> None:
    text = "Ki-67 repeated on the liver metastasis by manual count - 17 %. Initial report 8% by eyeballing. NET G2."
    assert _indices(text) == [17, 8]


def test_both_values_of_a_second_opinion_stay_on_record() -> None:
    lines = ("Outside diagnosis: NEC G3, pancreas, Ki-67 50 %.", "Our review: no necrosis. Ki-67 recounted 31 %.")
    assert _indices("\n".join(lines)) == [50, 31]


def test_a_value_counted_again_in_one_report_stands_alone() -> None:
    assert _indices("Pancreatic NET. Ki-67 5 %, recounted 3.1 %.") == [3.1]
