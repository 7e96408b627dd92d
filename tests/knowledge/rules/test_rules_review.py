"""REVIEW.md and sign-offs: a clinician reads what the program holds, and a signed table does not change unseen."""

from datetime import date
from importlib.resources import files
from pathlib import Path
from shutil import copytree

import pytest

from bot import rules as pages
from knowledge.rules import review
from knowledge.rules.engine import TABLES, Rulebook
from knowledge.rules.table import TableError


def test_review_md_is_fresh(rulebook, sources):
    assert review.FILE.read_text(encoding="utf-8") == review.text(rulebook, sources), "run make review"


def test_every_table_has_a_page_with_its_population_sources_examples_and_sign_off(rulebook, sources):
    for table in rulebook.tables:
        page = review.page(table, sources)
        assert table.population in page
        assert f"`{table.digest}`" in page
        assert "not signed" in page
        for key in table.passages():
            assert f"`{key}`" in page
        assert page.count("\n| ") > len(table.examples)


def test_a_page_says_ranges_in_words_and_holds_every_threshold(rulebook, sources):
    zaidi = next(table for table in rulebook.tables if table.name == "zaidi_2019")
    page = review.page(zaidi, sources)
    for words in ("above 20", "3 to 20", "0 to below 3", "Otherwise: The score was built in disease without distant"):
        assert words in page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copytree(Path(str(files("knowledge.rules") / "tables")), tmp_path / "tables")
    return tmp_path / "tables"


def test_a_signed_table_names_who_signed_and_when(folder, sources):
    table = pages.find(Rulebook.read(folder, sources), "zaidi_2019")
    pages.sign(table, folder, "Dr A. Example", date(2026, 11, 25))
    signed = pages.find(Rulebook.read(folder, sources), "zaidi")
    assert signed.digest == table.digest
    assert "signed by Dr A. Example on 2026-11-25" in review.page(signed, sources)


def test_a_table_that_changes_after_it_was_signed_is_refused_until_it_is_signed_again(folder, sources):
    table = pages.find(Rulebook.read(folder, sources), "zaidi_2019")
    file = pages.sign(table, folder, "Dr A. Example", date(2026, 11, 25))
    file.write_text(file.read_text().replace('high = "33"', 'high = "34"'))
    with pytest.raises(TableError, match=r"changed since Dr A\. Example signed it on 2026-11-25"):
        Rulebook.read(folder, sources)


def test_the_layout_of_a_table_may_change_without_a_new_signature(folder, sources):
    table = pages.find(Rulebook.read(folder, sources), "zaidi_2019")
    file = pages.sign(table, folder, "Dr A. Example", date(2026, 11, 25))
    file.write_text("# a remark\n" + file.read_text())
    assert pages.find(Rulebook.read(folder, sources), "zaidi_2019").reviewed.signed


@pytest.mark.parametrize("name", ["", "x", 'quo"te', "a" * 90])
def test_a_sign_off_needs_a_name(folder, sources, name):
    with pytest.raises(pages.RulesRefusedError, match="needs a name"):
        pages.sign(Rulebook.read(folder, sources).tables[0], folder, name, date(2026, 11, 25))


def test_the_packaged_tables_are_the_ones_that_are_loaded(rulebook):
    assert {table.name for table in rulebook.tables} == {file.stem for file in TABLES.glob("*.toml")}


def test_a_patient_is_walked_through_gate_inputs_and_result(rulebook):
    table = pages.find(rulebook, "zaidi")
    text = "58M pNET G2, Ki-67 8%, 3 cm, N1 M0, s/p distal pancreatectomy, non-functioning"
    walked = pages.walk(rulebook, table, text)
    assert [holds for _, holds in walked.gate] == ["yes"] * 5
    assert (walked.verdict.status, walked.verdict.value) == ("cannot_assign", {"low": 4, "high": 5})
    assert "Ki-67 8 %" in walked.patient
    outside = pages.walk(rulebook, table, "58M pNET G2 with liver metastases, s/p DP, non-functioning")
    assert ("metastatic: no", "no") in outside.gate
    assert outside.verdict.status == "not_applicable"
