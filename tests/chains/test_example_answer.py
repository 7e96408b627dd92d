"""The example case: what its answer must say, each with its source, and no more."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest

from bot.cli import EXAMPLE
from chains import schema
from chains.answer import SECTION_TITLES, Answer, Bullets, Heading, Paragraph, Section
from chains.consult import Consultant

SHORTHAND = (
    "58M, G2 pNET s/p distal pancreatectomy, DOTATATE: bed Krenning 2, multiple liver mets Krenning 3, up from last "
    "year. Prognosis?",
    "58M G2 pNET s/p distal panc 2021, DOTATATE: bed ?residual K2, liver mets K3 ↑. Prognosis?",
)
"""The example with facts that it does not give: the figures are the same, the words about the match may differ."""
REWORDINGS = (
    "Prognosis please: grade 2 neuroendocrine tumour, status post distal pancreatectomy. Surgical bed: possible "
    "residual tumour, Krenning 2. Liver: multiple lesions with increased uptake, Krenning 3.",
    "A patient had a distal pancreatectomy for a NET G2. Multiple liver lesions show increased uptake (Krenning score "
    "3); the resection bed is possibly residual tumor (Krenning score 2). What is the outlook?",
    EXAMPLE.upper(),
    "NET grade 2\n- s/p distal pancreatectomy\n- surgical site: ?residual tumour, Krenning 2\n"
    "- liver: multiple lesions, uptake increased, Krenning 3\nPrognosis?",
)


@pytest.fixture(scope="module")
def answer(consultant: Consultant) -> Answer:
    return consultant.answer(EXAMPLE).answer


def lines(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, Bullets):
            yield from (item.text for item in block.items)
        else:
            yield block.text


def whole(answer: Answer) -> str:
    return "\n".join([answer.reply, *(line for section in answer.sections for line in lines(section))])


def test_the_sections_come_in_the_order_of_the_contract(answer: Answer) -> None:
    assert tuple(section.title for section in answer.sections) == SECTION_TITLES


def test_the_stage_is_iv_with_m1a_as_far_as_known(answer: Answer) -> None:
    stage = next(f for f in answer.findings if f.rule == "ajcc_stage")
    assert (stage.status, stage.value, stage.inputs["m"]) == ("assigned", "IV", "M1a")
    assert "as far as known" in whole(answer)


def test_the_grade_is_2_as_stated(answer: Answer) -> None:
    grade = next(f for f in answer.findings if f.rule == "who_grade")
    assert (grade.status, grade.value) == ("assigned", "G2")
    assert "as stated" in whole(answer)


def test_survival_is_told_as_several_cohorts_low_and_high(answer: Answer) -> None:
    research = "\n".join(lines(answer.sections[2]))
    assert "28 %" in research
    assert "56 %" in research
    assert "42-73" in research
    assert research.count("n = ") >= 3


def test_survival_is_never_called_this_patients_probability(answer: Answer) -> None:
    text = whole(answer).lower()
    assert "not this patient's own probability" in text or "none is this patient's own probability" in text


@pytest.mark.parametrize(
    "factor",
    ["Ki-67", "Liver involvement", "Response to systemic therapy", "Disease outside the liver", "Differentiation"],
)
def test_the_factors_that_matter_here_are_named_and_what_is_missing_is_said(answer: Answer, factor: str) -> None:
    bullets = [line for line in lines(answer.sections[0]) if line.startswith(factor)]
    assert len(bullets) == 1
    assert re.search(r"not stated|none described|None described", bullets[0], re.IGNORECASE)


@pytest.mark.parametrize(
    "said",
    [
        "receptor density",
        "alone is not progression",
        "RECIST",
        "equivocal",
        "inflammation",
        "NETTER-1",
        "NETTER-2",
    ],
)
def test_what_the_imaging_means_and_does_not_mean_is_said(answer: Answer, said: str) -> None:
    assert said in whole(answer)


def test_treatment_options_that_bear_on_prognosis_are_told(answer: Answer) -> None:
    headings = [b.text for b in answer.sections[0].blocks if isinstance(b, Heading)]
    assert "Treatment options that bear on prognosis" in headings


def test_the_drug_label_abstains_on_a_question_of_prognosis(answer: Answer) -> None:
    assert answer.sections[1].abstained
    assert list(lines(answer.sections[1])) == ["The FDA drug label does not answer the question."]


def test_every_statement_is_cited_and_every_reference_is_used(answer: Answer) -> None:
    cited: list[int] = []
    for section in answer.sections:
        for block in section.blocks:
            if section.abstained or isinstance(block, Heading):
                continue
            items = block.items if isinstance(block, Bullets) else (block,)
            for item in items:
                assert isinstance(block, Paragraph | Bullets)
                assert item.citations, item.text
                in_text = {int(n) for mark in re.findall(r"\[(\d+(?:, \d+)*)\]", item.text) for n in mark.split(", ")}
                assert in_text == set(item.citations)
                cited += item.citations
    cited += [n for f in answer.findings for n in f.citations]
    assert sorted(set(cited)) == [r.number for r in answer.references]
    first_use = list(dict.fromkeys(cited))
    assert first_use == sorted(first_use)


def test_each_section_cites_only_sources_of_its_kind(answer: Answer) -> None:
    kinds = {r.number: r.kind for r in answer.references}
    found = [
        {
            kinds[n]
            for b in section.blocks
            if not isinstance(b, Heading)
            for i in (b.items if isinstance(b, Bullets) else (b,))
            for n in i.citations
        }
        for section in answer.sections
    ]
    assert found == [{"guideline"}, set(), {"research"}]


def test_every_number_of_the_reply_stands_in_the_answer_below_it(answer: Answer) -> None:
    below = "\n".join(line for section in answer.sections for line in lines(section))
    for figure in re.findall(r"\d+(?:\.\d+)? %", answer.reply):
        assert figure in below


def test_at_most_three_questions_are_asked_back(answer: Answer) -> None:
    assert 1 <= len(answer.questions) <= 3
    assert "Ki-67" in answer.questions[0]


def test_the_safety_line_carries_the_date_of_the_knowledge_base(answer: Answer, consultant: Consultant) -> None:
    assert f"{consultant.library.date:%B %Y}" in answer.safety


def test_the_short_answer_is_about_one_screen(answer: Answer) -> None:
    assert len(whole(answer)) < 5500
    assert answer.more


def test_the_long_answer_says_more_with_the_same_findings(consultant: Consultant, answer: Answer) -> None:
    full = consultant.answer(EXAMPLE, depth="full").answer
    assert len(whole(full)) > len(whole(answer))
    assert [f.value for f in full.findings] == [f.value for f in answer.findings]


@pytest.mark.parametrize("text", REWORDINGS)
def test_rewording_the_case_changes_neither_findings_figures_nor_references(
    consultant: Consultant, answer: Answer, text: str
) -> None:
    reworded = consultant.answer(text).answer
    assert [(f.rule, f.status, f.value) for f in reworded.findings] == [
        (f.rule, f.status, f.value) for f in answer.findings
    ]
    assert [r.id for r in reworded.references] == [r.id for r in answer.references]
    assert [list(lines(s)) for s in reworded.sections] == [list(lines(s)) for s in answer.sections]


@pytest.mark.parametrize("text", SHORTHAND)
def test_shorthand_for_the_same_case_gives_the_same_figures(consultant: Consultant, answer: Answer, text: str) -> None:
    def figures(given: Answer) -> list[tuple[object, ...]]:
        survival = next(f for f in given.findings if f.rule == "survival")
        return [tuple(c[name] for name in ("source", "endpoint", "value", "low", "high", "n")) for c in survival.value]

    shorthand = consultant.answer(text).answer
    assert figures(shorthand) == figures(answer)
    assert [(f.rule, f.value) for f in shorthand.findings if f.rule in {"who_grade", "ajcc_stage", "panzuto_risk"}] == [
        (f.rule, f.value) for f in answer.findings if f.rule in {"who_grade", "ajcc_stage", "panzuto_risk"}
    ]


def test_the_json_is_valid_against_the_shipped_schema(ask_json: Callable[[str], dict[str, Any]]) -> None:
    jsonschema.validate(ask_json(EXAMPLE), schema.schema())
