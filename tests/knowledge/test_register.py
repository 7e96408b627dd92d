"""The register: sound as packaged, and refused in one sentence when a file is not."""

import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge.evidence import Source, edition_beside
from knowledge.figure import Figure
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


YEARS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def told(figure: Figure) -> set[float]:
    """What the sentence must hold of a figure: all but the ends of an interval, which may be added from the source."""
    plain = {figure.value} if figure.value is not None else {figure.low, figure.high}
    return {abs(number) for number in (*plain, figure.n) if number is not None}


@pytest.mark.parametrize("source", REGISTER.values(), ids=lambda source: source.id)
def test_every_figure_and_its_number_of_patients_stand_in_the_sentence_that_carries_them(source: Source) -> None:
    absent = {
        (statement.key, figure.name): missing
        for statement in source.statements
        for figure in statement.figures
        if figure.of != "rounded" and (missing := told(figure) - numbers(statement.text))
    }
    assert absent == {}


@pytest.mark.parametrize("source", REGISTER.values(), ids=lambda source: source.id)
def test_the_time_of_a_figure_stands_in_the_sentence_that_carries_it(source: Source) -> None:
    absent = [
        (statement.key, figure.name, figure.at_months)
        for statement in source.statements
        for figure in statement.figures
        if figure.at_months
        and not {figure.at_months, figure.at_months / 12} & numbers(statement.text)
        and not {f"{word}-{unit}" for word, unit in spelt(figure.at_months)} & words(statement.text)
    ]
    assert absent == []


def spelt(months: float) -> list[tuple[str, str]]:
    """The time in words, as far as words are used: five-year, six-month."""
    years = [(YEARS[int(months / 12)], "year")] if months % 12 == 0 and months <= 120 else []
    return [*years, (YEARS[int(months)], "month")] if months <= 10 else years


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+-[a-z]+", text.lower()))


def test_whose_figure_it_is_and_what_of_name_no_number_that_the_sentence_does_not() -> None:
    wrong = [
        (passage.key, said)
        for passage in passages(REGISTER)
        for figure in passage.statement.figures
        for said in (figure.of or "", figure.population or "")
        if numbers(re.sub(r"\bR[01]\b", "", said)) - numbers(passage.statement.text)
    ]
    assert wrong == []


def test_a_rounded_figure_is_the_rounding_of_another_of_its_statement() -> None:
    rounded = {
        (passage.key, number): {round(n, 1) for other in passage.statement.figures for n in other.numbers()}
        for passage in passages(REGISTER)
        for figure in passage.statement.figures
        for number in figure.numbers()
        if figure.of == "rounded"
    }
    assert len(rounded) == 3
    assert [key for key, others in rounded.items() if key[1] not in others] == []


def test_no_two_figures_of_a_statement_tell_one_thing_of_one_company() -> None:
    twice = [
        (passage.key, what)
        for passage in passages(REGISTER)
        for what, count in Counter(map(_company, passage.statement.figures)).items()
        if count > 1
    ]
    assert twice == []


def _company(figure: Figure) -> tuple[object, ...]:
    """Whose figure it is and what of: pfs in months of the placebo arm."""
    return figure.name, figure.of, figure.unit, figure.population, figure.at_months


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


def test_strength_is_told_of_every_source_that_is_not_a_formula_alone() -> None:
    assert [source.id for source in REGISTER.values() if source.strength is None] == ["ferte-tgr-2014"]


def test_a_randomised_trial_by_its_own_title_is_filed_as_one() -> None:
    wrong = [
        s.id
        for s in REGISTER.values()
        if re.search(r"(?i)randomi[sz]ed|placebo-controlled", s.title)
        and "meta-analysis" not in s.title.lower()
        and s.strength not in {"randomised_trial", "protocol"}
    ]
    assert wrong == []


def test_a_series_called_retrospective_is_not_filed_as_planned_ahead() -> None:
    wrong = [
        s.id
        for s in REGISTER.values()
        if "retrospective" in s.title.lower() and s.strength not in {"retrospective_study", "registry"}
    ]
    assert wrong == []


def test_what_the_united_states_government_gives_out_may_be_carried_over() -> None:
    free = {s.id for s in REGISTER.values() if s.licence is not None and s.licence.terms == "public_domain"}
    assert free == {s.id for s in REGISTER.values() if s.kind == "drug_label"} | {"pdq-pnet"}


def test_a_passage_takes_the_strength_of_its_source_unless_it_has_its_own() -> None:
    found = {passage.key: passage for passage in passages(REGISTER)}
    assert found["krenning-1993#s1"].strength == "cohort"
    assert found["krenning-1993#s2"].strength == "classification"
    assert found["enets-2024-si-net#s3"].statement.stated_strength == "A-1b for tumour control"


def test_a_checked_statement_of_an_unchecked_source_tells_the_two_apart() -> None:
    passage = next(p for p in passages(REGISTER) if p.key == "nccn-net#s11")
    assert (passage.statement.checked, passage.identifiers_checked) == (True, False)


def test_sources_that_differ_name_each_other() -> None:
    found = {passage.key: passage.statement for passage in passages(REGISTER)}
    assert found["mayo-2010#s2"].differs_from == ("lee-nelm-review-2012#s2",)
    assert found["lee-nelm-review-2012#s2"].differs_from == ("mayo-2010#s2",)


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


@pytest.mark.parametrize(
    ("source", "edition"),
    [
        ("ajcc-8-2017", "8th edition"),
        ("ajcc-v9-2024", "version 9"),
        ("who-2022-nen", "2022 edition"),
        ("nccn-net", "version 3.2025"),
        ("label-lutathera", "revision of December 2024"),
    ],
)
def test_a_source_tells_its_edition(source: str, edition: str) -> None:
    assert REGISTER[source].edition == edition


def test_an_edition_is_shown_beside_the_title_only_where_title_venue_and_year_do_not_tell_it() -> None:
    shown = {name: beside for name, source in REGISTER.items() if (beside := edition_beside(source))}
    assert shown == {"nccn-net": "version 3.2025", "label-lutathera": "revision of December 2024"}


def test_every_statement_of_net_grades_or_of_carcinoma_alone_tells_its_differentiation() -> None:
    wrong = [
        passage.key
        for passage in passages(REGISTER)
        for whom in [passage.statement.applies_to]
        if whom.grades and whom.differentiation != _differentiation(set(whom.grades))
    ]
    assert wrong == []


def _differentiation(grades: set[str]) -> str | None:
    if grades == {"NEC"}:
        return "poor"
    return None if "NEC" in grades else "well"


def test_a_statement_on_carcinoids_of_the_lung_tells_that_they_are_well_differentiated() -> None:
    found = {passage.key: passage.statement.applies_to for passage in passages(REGISTER)}
    assert [found[key].differentiation for key in ("spinet-2024#s1", "luna-2017#s2", "who-thoracic-2021#s1")] == [
        "well"
    ] * 3
