"""The register: sound as packaged, and refused in one sentence when a file is not."""

import re
from pathlib import Path

import pytest

from knowledge.evidence import Source
from knowledge.register import RegisterError, edition, load_register, passages, register_digest

REGISTER = load_register()
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


def test_every_source_of_the_evidence_is_there() -> None:
    assert len(REGISTER) >= 172
    assert {"guideline", "drug_label", "research"} == {source.kind for source in REGISTER.values()}


def numbers(text: str) -> set[float]:
    return {float(n) for n in re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text))}


@pytest.mark.parametrize("source", REGISTER.values(), ids=lambda source: source.id)
def test_every_plain_figure_stands_in_the_sentence_that_carries_it(source: Source) -> None:
    absent = {
        f"{statement.key}.{name}"
        for statement in source.statements
        for name, figure in statement.figures.items()
        if isinstance(figure, (int, float)) and abs(figure) not in numbers(statement.text)
    }
    assert set() == absent


def test_no_two_statements_say_the_same() -> None:
    texts = [passage.statement.text for passage in passages(REGISTER)]
    assert len(set(texts)) == len(texts)


def test_every_statement_is_a_sentence() -> None:
    wrong = [p.key for p in passages(REGISTER) if not re.fullmatch(r"[A-Z0-9].*[.)]", p.statement.text, re.DOTALL)]
    assert wrong == []


def test_no_statement_begins_with_a_word_that_needs_the_sentence_before() -> None:
    lost = [p.key for p in passages(REGISTER) if re.match(r"(It|They|These|This|Also|Such) ", p.statement.text)]
    assert lost == []


def test_an_identifier_that_was_not_read_is_kept_apart_from_those_that_were() -> None:
    printed = [s.id for s in REGISTER.values() if not s.checked and (s.pmid or s.doi)]
    assert printed == []


def test_survival_after_surgery_of_liver_metastases_is_never_filed_as_prognosis() -> None:
    wrong = [
        p.key
        for p in passages(REGISTER)
        if p.statement.topic == "prognosis"
        and p.statement.applies_to.setting == "liver_metastases"
        and re.search(r"after (liver )?(surgery|resection|transplant|hepatectomy)", p.statement.text.lower())
        and p.key != "lv-2019#s1"  # liver recurrence after resection of the primary
    ]
    assert wrong == []


def test_retracted_and_superseded_sources_give_no_passages() -> None:
    one, two, three = list(REGISTER.values())[:3]
    register = {
        one.id: one.model_copy(update={"retracted": True}),
        two.id: two.model_copy(update={"superseded_by": three.id}),
        three.id: three,
    }
    assert {three.id} == {passage.source_id for passage in passages(register)}


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
