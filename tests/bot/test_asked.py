"""What an answer asks back: a button for each question, a form for it, and a sentence that the reader reads."""

import json
from functools import cache
from typing import Any

import pytest

from bot.render.asked import FormError, Place, buttons, form, place_of, prompt, told
from bot.render.mrkdwn import unbroken
from chains.consult import Consultant
from chains.conversation import Conversation
from chains.gaps import Gap, gap_of, gaps
from tests.scenarios.answers import clinical, survival

PLACE = Place(key="ki67", answer="abc123", channel="C1", ts="1750000000.000001")
PANCREAS = "58M pNET s/p distal panc 2021, liver mets, DOTATATE liver K3. Prognosis?"
LOCALISED = "Localised pancreatic tumour, resected. Prognosis?"
COLON = "NEC of the colon, liver mets. Prognosis?"
CASES = {
    "ecog": COLON,
    "treatments": COLON,
    "primary_site": "G2 NET, liver mets. Prognosis?",
    "metastases": "G2 pNET Ki-67 8%. Prognosis?",
    "receptor_imaging": "G2 pNET Ki-67 8%, liver mets. Prognosis?",
    "necrosis": "Lung NET, resected. Prognosis?",
    **dict.fromkeys(
        ("tumour_size_mm", "n", "tumour_extent", "functioning", "age_years", "symptomatic", "pancreas_part"), LOCALISED
    ),
}
BESIDE = {
    "n": ("nodes",),
    "tumour_extent": ("t",),
    "metastases": ("m",),
    "extrahepatic": ("metastases",),
    "treatments": ("treatment_naive",),
}
"""Fields that answer a question as well as its own."""


def filled(place: Place, *, choice: int | None = None, typed: str | None = None) -> dict[str, Any]:
    """A form as Slack sends it back."""
    option = None if choice is None else {"text": {"type": "plain_text", "text": "x"}, "value": str(choice)}
    values = {
        "choice": {"choice": {"type": "radio_buttons", "selected_option": option}},
        "typed": {"typed": {"type": "plain_text_input", "value": typed}},
    }
    return {**form(place), "id": "V1", "state": {"values": values}}


def sentences() -> list[tuple[Gap, str]]:
    """Everything that a form can say of itself: each choice, and the example typed."""
    said = [(gap, sentence) for gap in gaps() for sentence in gap.choices.values()]
    return said + [(gap, gap.told.replace("{}", gap.example)) for gap in gaps() if gap.told and gap.example]


@cache
def opened(consultant: Consultant, text: str) -> Conversation:
    """What is known after a first message, answered once for all the forms that are filled in after it."""
    return consultant.answer(text).conversation


@pytest.mark.parametrize(("gap", "sentence"), sentences(), ids=lambda one: one if isinstance(one, str) else one.field)
def test_what_a_form_says_is_read_as_the_fact_that_was_asked(consultant: Consultant, gap: Gap, sentence: str) -> None:
    before = opened(consultant, CASES.get(gap.field, PANCREAS))
    after = consultant.answer(sentence, before).conversation
    was, now = before.case.facts(), after.case.facts()
    changed = {name for name in now if now[name] != was.get(name)}
    assert changed & {gap.field, *BESIDE.get(gap.field, ())}, changed


def test_the_example_of_the_ki67_tells_the_mitoses_too(consultant: Consultant) -> None:
    before = opened(consultant, PANCREAS)
    case = consultant.answer("Ki-67 8 %, mitoses 3 per 2 mm2", before).conversation.case
    assert case.ki67[0].low == 8
    assert case.mitoses is not None
    assert case.mitoses.low == 3


def test_each_question_of_an_answer_has_a_button_with_the_fact_and_the_id_alone() -> None:
    ask = "Which stage does the report state?"
    findings = (survival(ask=ask),)
    asked = tuple(gap.ask for gap in gaps()[:2])
    block = buttons(clinical(questions=(*asked, ask, "Something else?"), findings=findings), "abc123")
    assert block is not None
    assert [(one["action_id"], one["text"]["text"], one["value"]) for one in block["elements"]] == [
        ("asked:differentiation", "Differentiation?", "abc123"),
        ("asked:ki67", "Ki-67?", "abc123"),
        ("asked:rule_survival", "Survival in published cohorts?", "abc123"),
    ]


def test_an_answer_that_asks_nothing_has_no_such_buttons() -> None:
    assert buttons(clinical(questions=()), "abc123") is None


@pytest.mark.parametrize("gap", gaps(), ids=lambda gap: gap.field)
def test_every_form_keeps_slacks_limits_and_asks_its_question(gap: Gap) -> None:
    view = form(PLACE.model_copy(update={"key": gap.field}))
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    assert len(view["title"]["text"]) <= 24
    assert len(gap.short) < 24
    assert inputs[0]["label"]["text"] == unbroken(gap.ask)
    assert all(block["optional"] for block in inputs) == (len(inputs) == 2)
    for option in inputs[0]["element"].get("options", ()):
        assert len(option["text"]["text"]) <= 75
    assert gap.choices or gap.told


def test_the_form_carries_ids_and_nothing_else() -> None:
    view = form(PLACE)
    assert json.loads(view["private_metadata"]) == {
        "key": "ki67",
        "answer": "abc123",
        "channel": "C1",
        "ts": "1750000000.000001",
    }
    assert place_of(view) == PLACE


def test_a_typed_value_is_told_with_the_fact_that_it_belongs_to() -> None:
    assert told(filled(PLACE, typed=" 8 %\n")) == "Ki-67 8 %"
    assert told(filled(PLACE, typed="{0} {ki67}")) == "Ki-67 {0} {ki67}"


def test_a_choice_is_told_as_the_sentence_that_it_stands_for() -> None:
    place = PLACE.model_copy(update={"key": "liver"})
    assert told(filled(place, choice=1)) == "liver involvement 25 to 50 %"


def test_a_question_of_a_rule_is_answered_in_free_words() -> None:
    place = PLACE.model_copy(update={"key": "rule_who_grade"})
    assert form(place, "WHO grade?")["blocks"][0]["label"]["text"] == "Your answer: WHO grade?"
    assert told(filled(place, typed="the biopsy of 2021")) == "the biopsy of 2021"


@pytest.mark.parametrize(
    ("key", "choice", "typed", "block"),
    [
        ("liver", 0, "30 %", "typed"),
        ("liver", None, "  ", "typed"),
        ("necrosis", None, None, "choice"),
        ("liver", 9, None, "typed"),
    ],
)
def test_a_form_that_says_nothing_or_two_things_names_what_to_mend(
    key: str, choice: int | None, typed: str | None, block: str
) -> None:
    with pytest.raises(FormError) as raised:
        told(filled(PLACE.model_copy(update={"key": key}), choice=choice, typed=typed))
    assert raised.value.block == block


def test_the_question_in_words_says_how_to_answer_it() -> None:
    assert prompt("mitoses") == (
        "What is the mitotic count per 2 mm2? Reply in the thread, for example: mitoses 3 per 2 mm2"
    )
    assert prompt("necrosis").endswith("for example: no necrosis or focal necrosis or extensive necrosis")
    assert prompt("rule_x") == "Reply in the thread with your answer."


def test_the_fields_of_gaps_are_told_apart() -> None:
    assert gap_of("ki67") is not None
    assert gap_of("nonsense") is None
    assert len({gap.field for gap in gaps()}) == len(gaps())
