"""Modals: within Slack's limits for every case and every answer, nothing cut, nothing injected."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.modals import ask, case, reasons, sources
from bot.render.modals.view import VIEW_BLOCKS, view
from bot.render.person import mention
from chains.consult import Consultant
from chains.footing import Cited, Footing
from chains.form import FIELDS, shown
from knowledge.case import CaseDetails, Metastasis, Treatment
from tests.scenarios.answers import cited
from tests.scenarios.fake_modals import faults_of_view, submit
from tests.scenarios.faults import faults_of_block, texts

IDS = {"answer": "a" * 32, "channel": "C0TUMOUR"}
CASE = "58M G2 pNET s/p distal panc 2021, Ki67 3%, DOTATATE: bed K2, liver x6 K3. On lanreotide since 2023. Prognosis?"


def problems(shown_view: dict[str, object]) -> list[str]:
    blocks = [block for block in shown_view["blocks"] if block["type"] != "input"]  # type: ignore[attr-defined]
    return faults_of_view(shown_view) + [fault for block in blocks for fault in faults_of_block(block)]


def test_the_form_of_a_real_case_and_of_an_empty_one_keeps_slacks_limits(consultant: Consultant) -> None:
    for known in (consultant.answer(CASE).conversation.case, CaseDetails()):
        form = case.case_form(known, {"form": "f" * 32})
        assert problems(form) == []
        assert len(form["blocks"]) <= VIEW_BLOCKS


def test_a_form_that_comes_back_untouched_holds_what_was_shown(consultant: Consultant) -> None:
    known = consultant.answer(CASE).conversation.case
    sent = submit(case.case_form(known, {"form": "f"}))["view"]
    assert case.filled_in(sent) == case.was_shown(sent)
    assert case.was_shown(sent) == {key: tuple(words) for key, words in shown(known).items()}


def test_a_form_read_back_has_every_field_even_where_slack_sends_nothing() -> None:
    assert set(case.filled_in({})) == {field.key for field in FIELDS}
    assert set(case.was_shown({"blocks": []}).values()) == {()}


def test_lines_are_read_one_by_one_without_empty_ones() -> None:
    known = CaseDetails(treatments=(Treatment(name="lanreotide", kind="ssa", status="ongoing"),))
    sent = submit(case.case_form(known, {"form": "f"}), treatments="PRRT (done, 2022)\n\n  everolimus (planned) \n")[
        "view"
    ]
    assert case.filled_in(sent)["treatments"] == ("PRRT (done, 2022)", "everolimus (planned)")
    assert case.was_shown(sent)["treatments"] == ("lanreotide (ongoing)",)


def test_choices_that_hold_several_values_come_back_as_all_of_them() -> None:
    known = CaseDetails(metastases=(Metastasis(site="liver"), Metastasis(site="bone")))
    sent = submit(case.case_form(known, {"form": "f"}), **{"metastases.present": ["liver", "lung"]})["view"]
    assert case.was_shown(sent)["metastases.present"] == ("liver", "bone")
    assert case.filled_in(sent)["metastases.present"] == ("liver", "lung")


def test_the_sources_of_a_real_answer_keep_slacks_limits_on_every_page(consultant: Consultant) -> None:
    conversation = consultant.answer(CASE).conversation
    found = consultant.anew(conversation, "full").cited
    pages = sources.pages(found)
    assert len(pages) > 1
    for number in range(len(pages)):
        assert problems(sources.sources(found, IDS, number)) == []
    everything = "\n".join(text for page in pages for text in texts([*page]))
    assert all(footing.key in everything for one in found for footing in one.footings)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 12), st.integers(1, 7000), st.integers(1, 20))
def test_whatever_the_length_every_page_is_taken_and_nothing_is_lost(count: int, length: int, footings: int) -> None:
    footing = Footing(number=1, key="k#s1", title="T" * 400, year=2020, locator="l", checked=True, url=None)
    statements = tuple(
        Cited(text=f"{n}: {'word ' * (length // 5)}.", footings=(footing,) * footings) for n in range(count)
    )
    pages = sources.pages(statements)
    assert sum(str(page).count("k#s1") for page in pages) == count * footings
    assert sum(text.count("word") for page in pages for text in texts([*page])) == count * (length // 5)
    for number in range(len(pages)):
        assert problems(sources.sources(statements, IDS, number)) == []


def test_a_page_past_the_end_is_the_last_and_no_statements_are_said() -> None:
    last = sources.sources(cited(3), IDS, 9)
    assert "Statement 2" in str(last)
    assert "This answer cites no statement." in str(sources.sources((), IDS))


@pytest.mark.parametrize(
    "form", [reasons.reasons_form(IDS), ask.ask_form({"form": "f"}), ask.ask_form({}, private=False)]
)
def test_the_small_forms_keep_slacks_limits(form: dict[str, object]) -> None:
    assert problems(form) == []


def test_a_modal_over_slacks_limits_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="over Slack's limits"):
        view("x", "A title of more than twenty-four letters", [], {})


@pytest.mark.parametrize("user", ["", "U0ANNA> <!channel", "C0TUMOUR", "<@U0ANNA>"])
def test_only_a_user_id_becomes_a_mention(user: str) -> None:
    assert mention(user) == "a colleague"
    assert mention("U0ANNA") == "<@U0ANNA>"
