"""Consistency: the same case in other words, order and form gives the same findings, figures and references."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.quality import unchanged
from chains.answer import Answer
from chains.audit.rewording import REWORDINGS
from chains.consult import Consultant
from tests.soak import times

TEXTS = tuple(
    body["text"]
    for body in tomllib.loads(
        (Path(__file__).parent.parent / "evaluation" / "extraction_build.toml").read_text(encoding="utf-8")
    )["text"]
)
ALWAYS = {name: REWORDINGS[name] for name in ("upper case", "lower case", "American spelling", "idle sentences")}
"""The rewordings under which every text must keep its answer; ``netboard eval`` counts those that cut it into lines."""
FACTS = (
    ("Pancreatic NET.", "Neuroendocrine tumour of the pancreas.", "pNET."),
    ("Grade 2.", "WHO G2.", "The tumour is G2."),
    ("Ki-67 8 %.", "Ki-67 index: 8%.", "The Ki67 is 8 %."),
    ("Mitoses 3 per 2 mm2.", "3 mitoses/2 mm².", "Mitotic count 3 per 2 mm2."),
    ("Liver metastases.", "Metastases in the liver.", "Hepatic metastases are present."),
    ("No bone metastases.", "There are no bone metastases.", "Bone metastases: none."),
    ("On lanreotide since 2022.", "Lanreotide ongoing since 2022.", "Has been on lanreotide since 2022."),
    ("58-year-old man.", "Man, 58 years.", "58 y/o male."),
)
"""Facts of one patient, each in wordings that say the same by themselves."""
IDLE = ("Good morning.", "Many thanks for your help.", "The meeting room has moved.", "See the attached letter.")
BULLETS = ("{}", "- {}", "* {}", "• {}")


@pytest.fixture(scope="module")
def plain(consultant: Consultant) -> Answer:
    return consultant.answer(f"{' '.join(ways[0] for ways in FACTS)} Prognosis?").answer


@st.composite
def wordings(draw: st.DrawFn) -> str:
    """The facts in any order and wording, as prose or lines, in any case, with idle sentences between."""
    said = [draw(st.sampled_from(ways)) for ways in FACTS]
    lines = draw(st.permutations([*said, *draw(st.lists(st.sampled_from(IDLE), max_size=2, unique=True))]))
    bullet, apart = draw(st.sampled_from(BULLETS)), draw(st.sampled_from((" ", "\n", "\n\n")))
    if bullet != "{}":
        apart = "\n"
    text = apart.join(bullet.format(line) for line in lines)
    return draw(st.sampled_from((str, str.upper, str.lower)))(f"{text}{apart}Prognosis?")


@pytest.mark.soak
@settings(max_examples=times(50, 600), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=wordings())
def test_order_wording_case_form_and_idle_sentences_change_no_finding_figure_or_reference(
    consultant: Consultant, plain: Answer, text: str
) -> None:
    assert unchanged(consultant.answer(text).answer, plain)


@pytest.mark.soak
@settings(max_examples=times(30, 300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.sampled_from(TEXTS), name=st.sampled_from(sorted(ALWAYS)))
def test_case_spelling_and_idle_sentences_change_no_answer_to_an_evaluation_text(
    consultant: Consultant, text: str, name: str
) -> None:
    assert unchanged(consultant.answer(ALWAYS[name](text)).answer, consultant.answer(text).answer)
