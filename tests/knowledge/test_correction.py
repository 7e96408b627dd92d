"""Corrections: a line changes where something was found, and nothing is made true that was not."""

import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.correction import Correction, CorrectionError, apply, corrected, corrections
from knowledge.journal import Check, Identifier, Outcome
from knowledge.register import load_register

PACKAGED = Path(__file__).parents[2] / "knowledge" / "sources"
FILE = """id = "s"
kind = "research"   # a trial
doi="10.1/a"
pmid_candidate  =  "1"  # from memory

checked = false # true only if read
notes = "checked = false"

[[statements]]
key = "s1"
checked = false
"""


def check(outcome: Outcome, kind: Any = "pmid", candidate: bool = False) -> Check:
    named = Identifier(source="s", kind=kind, value="1", candidate=candidate, title="T", year=2020)
    return Check(identifier=named, outcome=outcome)


def correction(*checks: Check) -> Correction:
    (found,) = corrections(checks)
    return found


def test_a_match_is_checked() -> None:
    assert correction(check("match")) == Correction(source="s", checked=True)


def test_a_candidate_that_matches_becomes_an_identifier() -> None:
    assert correction(check("match", candidate=True)) == Correction(source="s", checked=True, confirmed=("pmid",))


@pytest.mark.parametrize("outcome", ["mismatch", "not_found"])
def test_an_identifier_that_leads_elsewhere_or_nowhere_is_no_longer_printed(outcome: Outcome) -> None:
    assert correction(check(outcome)) == Correction(source="s", checked=False, doubted=("pmid",))


@pytest.mark.parametrize("outcome", ["mismatch", "not_found"])
def test_a_candidate_that_does_not_match_changes_nothing(outcome: Outcome) -> None:
    assert correction(check(outcome, candidate=True)) == Correction(source="s")


def test_a_service_that_was_not_reached_changes_nothing() -> None:
    assert correction(check("not_reachable")) == Correction(source="s")


def test_nothing_becomes_true_where_two_identifiers_disagree() -> None:
    mixed = correction(check("match", candidate=True), check("mismatch", "doi", candidate=True))
    assert mixed == Correction(source="s")
    assert correction(check("match"), check("mismatch", "doi")) == Correction(source="s", doubted=("doi",))


def test_a_label_that_leads_elsewhere_keeps_its_set_id_and_is_not_checked() -> None:
    assert correction(check("mismatch", "set_id")) == Correction(source="s", checked=False)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("", "checked = false # true only if read\nretracted = true\n"),
        ("retracted = false  # so far\n", "retracted = true  # so far\nchecked = false # true only if read\n"),
    ],
)
def test_a_retraction_is_written_once_whether_the_file_speaks_of_it_or_not(line: str, after: str) -> None:
    before = FILE.replace("checked = false #", f"{line}checked = false #")
    assert after in corrected(before, Correction(source="s", retracted=True))
    assert corrected(before, Correction(source="s", retracted=True)).count("retracted") == 1


@pytest.mark.parametrize(
    ("line", "notes"), [("", "Marked by X."), ('notes = "One centre."\n', "One centre. Marked by X.")]
)
def test_a_retraction_is_noted_beside_what_the_notes_say(line: str, notes: str) -> None:
    before = FILE.replace('notes = "checked = false"\n', line)
    after = tomllib.loads(corrected(before, Correction(source="s", retracted=True, note="Marked by X.")))
    assert (after["retracted"], after["notes"]) == (True, notes)


def test_a_match_that_is_retracted_is_checked_and_retracted_and_a_mismatch_is_not() -> None:
    retracted = {"retracted": True, "asked": date(2026, 11, 26)}
    assert correction(check("match").model_copy(update=retracted)) == Correction(
        source="s", checked=True, retracted=True, note="Marked as retracted in PubMed when asked on 2026-11-26."
    )
    assert not correction(check("mismatch").model_copy(update=retracted)).retracted


def test_only_the_lines_of_the_source_itself_change_and_keep_their_layout_and_comments() -> None:
    after = corrected(FILE, Correction(source="s", checked=True, confirmed=("pmid",), doubted=("doi",)))
    changed = [pair for pair in zip(FILE.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert changed == [
        ('doi="10.1/a"', 'doi_candidate="10.1/a"'),
        ('pmid_candidate  =  "1"  # from memory', 'pmid  =  "1"  # from memory'),
        ("checked = false # true only if read", "checked = true # true only if read"),
    ]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    for name in ("research/compete-2026", "research/clarinet-2014", "labels/label-afinitor"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PACKAGED / f"{name}.toml", tmp_path / f"{name}.toml")
    return tmp_path


def test_a_corrected_register_still_loads(register: Path) -> None:
    assert apply(Correction(source="compete-2026", checked=True, confirmed=("pmid",)), register)
    assert apply(Correction(source="clarinet-2014", checked=False, doubted=("pmid",)), register)
    found = load_register(register)
    assert (found["compete-2026"].pmid, found["compete-2026"].checked) == ("42392118", True)
    assert (found["clarinet-2014"].pmid_candidate, found["clarinet-2014"].checked) == ("25014687", False)
    assert not list(register.rglob("*.new"))


def test_a_file_that_says_so_already_is_not_written(register: Path) -> None:
    file = register / "labels" / "label-afinitor.toml"
    before = file.stat().st_mtime_ns
    assert apply(Correction(source="label-afinitor", checked=True), register) is None
    assert file.stat().st_mtime_ns == before


def test_windows_line_ends_are_kept(register: Path) -> None:
    file = register / "research" / "compete-2026.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    apply(Correction(source="compete-2026", checked=True, confirmed=("pmid",)), register)
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n") > 5


def test_a_layout_that_cannot_be_edited_by_line_is_refused_and_left(register: Path) -> None:
    file = register / "research" / "compete-2026.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("checked = false", '"checked" = false', 1), "utf-8")
    before = file.read_bytes()
    with pytest.raises(CorrectionError, match=r"compete-2026\.toml"):
        apply(Correction(source="compete-2026", checked=True), register)
    assert file.read_bytes() == before
