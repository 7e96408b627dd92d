"""Files of the register that cannot be: refused in one sentence that says what would be right."""

from pathlib import Path

import pytest

from knowledge.register import RegisterError, edition, load_register, register_digest

SOUND = """
id = "{id}"
kind = "{kind}"
title = "A paper"
authors = "A"
venue = "J"
year = 2020
checked = false
{more}
[[statements]]
key = "s1"
topic = "prognosis"
text = "{text}"
applies_to = {{ sites = ["{site}"] }}
checked = false
"""


def write(folder: Path, name: str, **fields: str) -> None:
    values = {"id": name, "kind": "research", "more": "", "text": "A finding.", "site": "pancreas", **fields}
    shelf = folder / "research"
    shelf.mkdir(exist_ok=True)
    (shelf / f"{name}.toml").write_text(SOUND.format(**values), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(RegisterError) as caught:
        load_register(folder)
    return str(caught.value)


def test_the_date_comes_from_the_register(tmp_path: Path) -> None:
    assert edition().date.year >= 2026
    with pytest.raises(RegisterError, match=r"register\.toml: the file is missing"):
        edition(tmp_path)


def test_layout_of_the_files_does_not_change_the_digest(tmp_path: Path) -> None:
    write(tmp_path, "one")
    before = register_digest(load_register(tmp_path))
    file = tmp_path / "research" / "one.toml"
    file.write_text("# a comment\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert before == register_digest(load_register(tmp_path))
    write(tmp_path, "one", text="Another finding.")
    assert before != register_digest(load_register(tmp_path))


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "research").mkdir()
    (tmp_path / "research" / "bad.toml").write_text("id = ", encoding="utf-8")
    assert refusal(tmp_path).startswith("research/bad.toml: not readable as TOML")


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    write(tmp_path, "one")
    file = tmp_path / "research" / "one.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("year = 2020", ""), encoding="utf-8")
    assert refusal(tmp_path) == "research/one.toml: year: field required."


def test_an_unknown_topic_is_named_with_its_statement(tmp_path: Path) -> None:
    write(tmp_path, "one")
    file = tmp_path / "research" / "one.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"prognosis"', '"luck"'), encoding="utf-8")
    assert refusal(tmp_path).startswith("research/one.toml: statements.1.topic: input should be")


def test_an_unknown_site_is_named(tmp_path: Path) -> None:
    write(tmp_path, "one", site="kidney")
    assert "research/one.toml: statements.s1.applies_to.sites: 'kidney' is no site" in refusal(tmp_path)


def test_an_empty_statement_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one", text=" ")
    assert refusal(tmp_path) == "research/one.toml: statements.s1.text: the statement is empty."


def test_a_duplicate_statement_key_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one")
    file = tmp_path / "research" / "one.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text[text.index("[[statements]]") :], encoding="utf-8")
    assert refusal(tmp_path) == "research/one.toml: statements.s1: the key is used twice."


def test_a_duplicate_id_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one")
    write(tmp_path, "two", id="one")
    assert refusal(tmp_path) == "research/two.toml: id 'one' is also the id of research/one.toml."


def test_a_file_named_other_than_its_source_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "two", id="one")
    assert refusal(tmp_path) == "research/two.toml: id is 'one', so the file should be named one.toml."


def test_a_source_on_the_wrong_shelf_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one", kind="guideline")
    assert refusal(tmp_path).startswith("research/one.toml: kind is 'guideline', but files in research")


def test_a_successor_that_is_not_there_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one", more='superseded_by = "two"')
    assert refusal(tmp_path) == "research/one.toml: superseded_by: 'two' is not in the register."


def test_a_checked_statement_says_where_it_was_found(tmp_path: Path) -> None:
    write(tmp_path, "one")
    file = tmp_path / "research" / "one.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.rindex("false")] + "true\n", encoding="utf-8")
    assert refusal(tmp_path).startswith("research/one.toml: statements.s1.checked_in: a checked statement says")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert "no source was found" in refusal(tmp_path)


def changed(folder: Path, old: str, new: str, name: str = "one") -> str:
    """What the refusal says once a line of a sound file was changed."""
    write(folder, name)
    file = folder / "research" / f"{name}.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return refusal(folder)


def test_an_unknown_strength_is_named(tmp_path: Path) -> None:
    assert changed(tmp_path, "year = 2020", 'year = 2020\nstrength = "strong"').startswith(
        "research/one.toml: strength: input should be 'pooled_trials'"
    )


@pytest.mark.parametrize("word", ["guideline", "label"])
def test_a_research_paper_is_no_guideline_and_no_label(tmp_path: Path, word: str) -> None:
    said = changed(tmp_path, "year = 2020", f'year = 2020\nstrength = "{word}"')
    assert said.startswith(f"research/one.toml: strength: '{word}' is no strength of a research; pooled_trials,")


def test_an_unknown_licence_is_named(tmp_path: Path) -> None:
    said = changed(tmp_path, "year = 2020", 'year = 2020\nlicence = { terms = "free", seen_in = "a page" }')
    assert said.startswith("research/one.toml: licence.terms: input should be 'public_domain'")


def test_a_licence_that_nobody_read_is_refused(tmp_path: Path) -> None:
    said = changed(tmp_path, "year = 2020", 'year = 2020\nlicence = { terms = "cc_by", seen_in = " " }')
    assert said == "research/one.toml: licence.seen_in: a licence says in which page it was read."


def test_a_retracted_source_without_a_note_is_refused(tmp_path: Path) -> None:
    said = changed(tmp_path, "year = 2020", "year = 2020\nretracted = true")
    assert said == "research/one.toml: notes: a retracted source says when and why it was retracted."


def test_a_checked_source_without_an_identifier_is_refused(tmp_path: Path) -> None:
    said = changed(tmp_path, "year = 2020\nchecked = false", "year = 2020\nchecked = true")
    assert said.startswith("research/one.toml: checked: a checked source holds what was read")


def test_a_statement_found_in_a_page_and_yet_unchecked_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one")
    file = tmp_path / "research" / "one.toml"
    file.write_text(file.read_text(encoding="utf-8") + 'checked_in = "a page"\n', encoding="utf-8")
    assert refusal(tmp_path).startswith("research/one.toml: statements.s1.checked: it was found in a page")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('line = "third"', "statements.1.applies_to.line: input should be 'first' or 'second_or_later'"),
        ('stages = ["V"]', "statements.1.applies_to.stages.1: input should be 'I', 'II', 'III' or 'IV'"),
        ('hereditary = "men2"', "statements.1.applies_to.hereditary: input should be 'men1'"),
        ('differentiation = "moderate"', "statements.1.applies_to.differentiation: input should be 'well' or 'poor'"),
        (
            'differentiation = "well", grades = ["G3", "NEC"]',
            "statements.s1.applies_to.differentiation: NEC is poorly differentiated.",
        ),
        (
            'differentiation = "poor", grades = ["G3"]',
            "statements.s1.applies_to.differentiation: G1 to G3 are grades of well-differentiated tumours.",
        ),
        ("ki67 = [55, 10]", "statements.s1.applies_to.ki67: two percentages from 0 to 100, the lower one first."),
        ("ki67 = [10, 155]", "statements.s1.applies_to.ki67: two percentages from 0 to 100, the lower one first."),
        ('setting = "localized", stages = ["IV"]', "statements.s1.applies_to.stages: stage IV is not localized."),
        ('setting = "metastatic", stages = ["II"]', "statements.s1.applies_to.stages: metastatic disease is stage IV."),
    ],
)
def test_an_applicability_that_cannot_be_is_named(tmp_path: Path, field: str, said: str) -> None:
    found = changed(tmp_path, '["pancreas"] }', f'["pancreas"], {field} }}')
    assert found.startswith(f"research/one.toml: {said}")


def test_only_a_guideline_states_a_level_of_its_own(tmp_path: Path) -> None:
    said = changed(tmp_path, 'text = "A finding."', 'text = "A finding."\nstated_strength = "A-1b"')
    assert said == "research/one.toml: statements.s1.stated_strength: only a guideline states a level of its own."


def test_a_source_does_not_supersede_itself(tmp_path: Path) -> None:
    said = changed(tmp_path, "year = 2020", 'year = 2020\nsuperseded_by = "one"')
    assert said == "research/one.toml: superseded_by: a source does not supersede itself."


def test_what_is_superseded_says_so_itself(tmp_path: Path) -> None:
    write(tmp_path, "two")
    said = changed(tmp_path, "year = 2020", 'year = 2020\nsupersedes = ["two"]')
    assert said == "research/one.toml: supersedes: 'two' does not say that anything supersedes it."


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("three#s1", "'three#s1' is not in the register."),
        ("two#s2", "'two#s2' is not in the register."),
        ("one#s1", "'one#s1' is not of another source of the same kind."),
        ("two#s1", "'two#s1' does not say that it differs from this one."),
    ],
)
def test_a_difference_that_the_other_side_does_not_share_is_refused(tmp_path: Path, key: str, said: str) -> None:
    write(tmp_path, "two")
    found = changed(tmp_path, 'text = "A finding."', f'text = "A finding."\ndiffers_from = ["{key}"]')
    assert found == f"research/one.toml: statements.s1.differs_from: {said}"


@pytest.mark.parametrize("edition", ["", 'edition = " "'])
def test_a_guideline_that_does_not_say_which_it_is_is_refused(tmp_path: Path, edition: str) -> None:
    (tmp_path / "guidelines").mkdir()
    text = SOUND.format(id="one", kind="guideline", more=edition, text="A position.", site="pancreas")
    (tmp_path / "guidelines" / "one.toml").write_text(text, encoding="utf-8")
    said = "guidelines/one.toml: edition: a guideline says which it is: its edition, its version or its year."
    assert refusal(tmp_path) == said
