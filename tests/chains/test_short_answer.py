"""The short answer: one screen for a clinician, nothing told twice."""

import re

import pytest

from chains.answer import Answer, Bullets
from chains.consult import Consultant

CASES = (
    "58M G2 pNET s/p distal panc 2021, Ki-67 8 %, DOTATATE: bed K2, liver x6 K3. Prognosis?",
    "62F ileal NET G1, Ki-67 1 %, liver mets, on lanreotide, progressing. Treatment options?",
    "Rectal NEC, poorly differentiated, Ki-67 70 %, liver mets. Prognosis?",
    "pNET pT2N0, Ki-67 4 %, s/p distal pancreatectomy. Recurrence risk?",
)
MOST_WORDS = 600


def runs(answer: Answer) -> list[str]:
    return [
        text
        for section in answer.sections
        if not section.abstained
        for block in section.blocks
        for text in ([item.text for item in block.items] if isinstance(block, Bullets) else [block.text])
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_short_answer_keeps_to_its_length_and_tells_nothing_twice(consultant: Consultant, case: str) -> None:
    answer = consultant.answer(case).answer
    told = runs(answer)
    assert sum(len(text.split()) for text in (answer.reply, *told)) < MOST_WORDS
    sentences = [s for text in told for s in re.split(r" \[[\d, ]+\]\.? ?", text) if len(s.split()) > 5]
    assert len(sentences) == len(set(sentences))


def test_what_holds_for_every_cohort_is_told_once(consultant: Consultant) -> None:
    told = " ".join(runs(consultant.answer(CASES[0]).answer))
    assert told.count("grades not told apart") == 1
    assert "For all of them: grades not told apart" in told


def test_a_caveat_is_told_whole_once_and_then_in_a_few_words(consultant: Consultant) -> None:
    text = "NET G2, Ki-67 8 %, unknown primary, liver metastases. Treatment options?"
    told = " ".join(runs(consultant.answer(text, depth="full").answer))
    assert told.count("it is about gastroenteropancreatic primaries; here the primary is unknown") == 1
    assert "gastroenteropancreatic primaries too" in told


@pytest.mark.parametrize("site", ["colon", "rectum", "stomach"])
def test_the_reply_never_leaves_out_the_shortest_survival_of_this_stage_that_is_told_below(
    consultant: Consultant, site: str
) -> None:
    case = f"45F, poorly differentiated NEC of the {site}, Ki-67 80 %, liver metastases. Prognosis?"
    answer = consultant.answer(case).answer
    below = [t for t in runs(answer) if "median overall survival" in t and "all stages" not in t]
    months = [float(m) for t in below for m in re.findall(r"median overall survival (\d+(?:\.\d+)?) months", t)]
    assert f"ran from {min(months):g} to {max(months):g} months" in answer.reply


def test_cohorts_of_one_series_are_told_together(consultant: Consultant) -> None:
    told = runs(consultant.answer("pNET, s/p distal pancreatectomy, R0. Prognosis?").answer)
    (series,) = [text for text in told if "ENETS stage" in text]
    assert "97 % (ENETS stage I)" in series
    assert series.count("n = 326") == 1


def test_a_syndrome_of_another_tumour_is_not_told_of_an_insulinoma(consultant: Consultant) -> None:
    answer = consultant.answer("Metastatic insulinoma, liver mets, Ki-67 15 %. Treatment options?").answer
    told = " ".join(runs(answer))
    assert "Telotristat" not in told
    assert "Everolimus is indicated" in told
